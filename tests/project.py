"""The project's own knowledge base, read and rendered once in each process of the tests. Nobody changes it."""

from __future__ import annotations

import fcntl
import os
from functools import cache
from pathlib import Path

import pytest

from site_builder.build import build, read
from site_builder.catalog import Catalog, Tool
from site_builder.render import Rendered, render
from site_builder.words import load

ROOT = Path(__file__).resolve().parents[1]


@cache
def project() -> Catalog:
    found, problems = read(ROOT / "mkdocs.yml")
    assert found is not None, problems
    return found


def project_tool(name: str) -> Tool:
    """By its slug."""
    return next(tool for tool in project().tools if tool.slug == name)


@cache
def project_pages() -> Rendered:
    return render(project(), load("zh-hant"))


def project_site(folders: pytest.TempPathFactory) -> Path:
    """The built site. Processes that run beside each other build it once; nobody changes it."""
    base = folders.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with (shared / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "site").exists():
            assert build(ROOT / "mkdocs.yml", load("zh-hant"), shared / "site") == []
    return shared / "site"
