"""An author's own pages and pictures: the folder `content` in; what goes into a locale's site as it stands, out."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from pathlib import Path

from .catalog.edition import Edition, check_mark, translation_of
from .catalog.originals import BODY
from .problem import Problem, Span
from .source_text import read_text
from .words import locales_with_words

WORDS = "words.yml"
"""In `content/<locale>/`: the words of the interface, for a locale that has none in `templates/words/`."""


def locale_folders(content: Path) -> set[str]:
    """The folders of `content` that hold translations, whether the site has that locale or not."""
    known = locales_with_words()
    folders = [path for path in content.iterdir() if path.is_dir()] if content.is_dir() else []
    return {path.name for path in folders if path.name in known or (path / WORDS).is_file()}


def own_files(content: Path, leave: Collection[Path] = ()) -> dict[str, Path]:
    """By name: no YAML, no hidden file, no numbered chapter, no translation; `leave` are folders to be left alone."""
    folders, left = locale_folders(content), {path.resolve() for path in leave}
    found = {}
    for path in sorted(content.rglob("*")) if content.is_dir() else ():
        parts = path.relative_to(content).parts
        hidden = any(part.startswith(".") for part in parts)
        if hidden or parts[0] in folders or left.intersection(path.resolve().parents):
            continue
        if path.is_file() and _is_own(path.name):
            found["/".join(parts)] = path
    return found


def translated_files(
    content: Path, edition: Edition, leave: Collection[Path] = ()
) -> tuple[dict[str, str | Path], list[Problem]]:
    """As `own_files`, with the texts of pages in the edition's language. The home page is not among them."""
    files: dict[str, str | Path] = {}
    problems = []
    for name, path in own_files(content, leave).items():
        files[name] = path
        if not name.endswith(".md") or name == "index.md" or not edition.locale:
            continue
        if edition.change is not None:
            files[name] = _outside_code(path.read_text("utf-8"), edition.change)
            continue
        other, found = _page(path, f"content/{name}", edition)
        problems += found
        files[name] = other if other is not None else path
    return files, problems


def _page(path: Path, shown: str, edition: Edition) -> tuple[Path | None, list[Problem]]:
    over, shown_over = translation_of(path, shown, edition.locale)
    source, problems = read_text(path, shown)
    if source is None or problems:
        return None, problems
    edition.tally.needed += 1
    if not over.is_file():
        facts = {"original": shown, "locale": edition.locale, "count": 1}
        return None, [Problem(Span(shown_over), "translation_no_file", facts)]
    return over, check_mark(BODY, source.text, source.span(0, 1), Span(shown_over), shown, edition)


_CODE = re.compile(r"(^```.*?^```|`[^`\n]*`)", re.DOTALL | re.MULTILINE)


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    return "".join(part if at % 2 else change(part) for at, part in enumerate(_CODE.split(text)))


def _is_own(name: str) -> bool:
    return not name.endswith((".yml", ".yaml")) and _CHAPTER.fullmatch(name) is None


_CHAPTER = re.compile(r"[0-9]+-.*\.md")
