"""Every message: one folder with something wrong in it, and the exact text that its author is to read.

A folder of `tests/problems/` is a small project (`tools/`, `content/stories/`). `make accept`, which sets ACCEPT=1,
writes the expected texts anew; they are read by people before they are committed.
"""

from __future__ import annotations

import ast
import os
import re
import typing
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from site_builder.catalog import read as reading
from site_builder.catalog.errors import flaws
from site_builder.catalog.read import read_model
from site_builder.catalog.story import StoryFile, load_story
from site_builder.catalog.tool import load_tool
from site_builder.catalog.tool_file import Part, ToolFile
from site_builder.located_yaml import parse
from site_builder.problem import Phrase, Problem, Span, closest
from site_builder.report import as_json, as_text
from site_builder.source_text import MOST_BYTES
from site_builder.words import LOCALES, load

ROOT = Path(__file__).parent.parent
FOLDERS = sorted(path for path in (ROOT / "tests" / "problems").iterdir() if path.is_dir())
STORY = "content/stories/01-stone-buddha.yml"


# ---------------------------------------------------------------- one folder a message


def _link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def _sparse_giant(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)


# What cannot be kept in a repository is made beside the test.
MADE: dict[str, Callable[[Path], None]] = {
    "no_file": lambda path: None,
    "unreadable": _link_to_itself,
    "not_a_file": lambda path: os.mkfifo(path),
    "file_too_big": _sparse_giant,
}


class Even(Part):
    """A model with a rule that no message knows."""

    number: typing.Annotated[int, reading.Field(multiple_of=2)] if False else int  # type: ignore[misc]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("locale", LOCALES)
def test_a_mistake_is_told_in_these_words(folder: Path, locale: str, tmp_path: Path) -> None:
    raise NotImplementedError
