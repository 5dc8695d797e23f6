"""The home page's prose: `content/index.md` in, a `Home`, or problems, out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from ..located_yaml import parse
from ..problem import Problem, Span
from .read import read_model
from .tool_file import Part, Text


class HomeFile(Part):
    """The front matter of the home page. Texts are Markdown; `title`, `lead` and `description` are plain."""

    title: Text
    lead: Text = Field(description="One strong sentence, under the title.")
    description: Text | None = None
    intro: Text | None = None
    start: list[Text] = Field(default_factory=list, description="How to begin, one step each.")
    note: Text | None = None
    source_note: Text | None = Field(None, description="Stands once on each page that rests on the source article.")


@dataclass(frozen=True)
class Home:
    """The home page: its front matter and the Markdown below it."""

    file: HomeFile
    text: str


def load_home(path: Path, shown: str) -> tuple[Home | None, list[Problem]]:
    try:
        whole = path.read_bytes()
    except OSError:
        return None, [Problem(Span(shown), "file_missing", {})]
    head, separator, body = whole.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").partition(b"\n---\n")
    if not head.startswith(b"---\n") or not separator:
        return None, [Problem(Span(shown), "front_matter_missing", {})]
    # The opening fence is itself YAML (a document's start), so lines keep their numbers.
    located, problems = parse(head + b"\n", shown)
    if located is None:
        return None, problems
    file, model_problems = read_model(located, HomeFile)
    if file is None or problems or model_problems:
        return None, [*problems, *model_problems]
    return Home(file, body.decode("utf-8", "replace").strip()), []
