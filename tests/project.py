"""The project's own knowledge base, read and rendered once in each process of the tests. Nobody changes it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from site_builder.build import read
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
