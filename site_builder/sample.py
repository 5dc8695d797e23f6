"""What `site-builder new` writes: a knowledge base and a name in; files by their paths, or problems, out.

Each is a small whole example from `templates/new/`, in the language of the base; with a translation for each language
that the base translates by hand.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any

from pydantic import BaseModel

from .catalog import tool_ids
from .catalog.leaves import leaves
from .catalog.originals import RECORD
from .catalog.path import SHEET
from .catalog.read import numbered_name
from .catalog.site_file import SiteFile
from .catalog.units import UNITS, units_of
from .chinese import Converter
from .locales import SITE, Locale, record
from .located_yaml import Branch, DataPath, Leaf, Located, Node, Row, read
from .mkdocs_site import edited_in, locales_of_site
from .own_pages import WORDS
from .problem import Problem, Span
from .resources import templates
from .words import LOCALES, Words, load, locales_with_words, to_translate

Files = dict[str, str]

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")


@dataclass(frozen=True)
class Base:
    """A knowledge base to which something is added. `locales`: the root's first."""

    config_file: Path
    locales: Sequence[Locale]

    @property
    def root(self) -> Path:
        return self.config_file.parent

    @property
    def laid_over(self) -> list[Locale]:
        """The languages that are translated by hand."""
        first, *others = self.locales
        return [each for each in others if each.words.messages.get("derived.from") != first.name]


def base_of(config_file: Path) -> tuple[Base | None, list[Problem]]:
    locales, problems = locales_of_site(config_file)
    return (None if problems else Base(config_file, locales)), problems


# ---------------------------------------------------------------- what can be made anew


def tool(base: Base, name: str) -> tuple[Files, list[Problem]]:
    slug = name.replace("_", "-")
    if not _SLUG.fullmatch(slug):
        return {}, [_bad_name("tools", name, "visit-hours")]
    if slug == SHEET:  # the self-study path's own sheet is called so among the tools
        return {}, [_there("tools", name)]
    return _numbered(base, "tools", slug, "{number}-{slug}.yml", "tool", {})


def story(base: Base, name: str) -> tuple[Files, list[Problem]]:
    """It leads to the first tool there is."""
    slug = name.replace("_", "-")
    if not _SLUG.fullmatch(slug):
        return {}, [_bad_name("content/stories", name, "the-easy-visit")]
    if not (tools := tool_ids(base.root)):
        return {}, [Problem(Span("tools"), "no_tools", {})]
    facts = {"tool": tools[0], "case": f"CASE-{_next_case(base.root):02d}"}
    return _numbered(base, "content/stories", slug, "{number:02d}-{slug}.yml", "story", facts)


def path(base: Base) -> tuple[Files, list[Problem]]:
    """Its first station works with the first tool there is."""
    if not (tools := tool_ids(base.root)):
        return {}, [Problem(Span("tools"), "no_tools", {})]
    return _fresh(base.root, _translated(base, "content/path.yml", "path", {"tool": tools[0]}))


def locale(base: Base, name: str) -> tuple[Files, list[Problem]]:
    """What a language has beside the translations: its units, the site's own texts, and the words of the interface
    where there are none. Nothing for a language that is derived from the root's.
    """
    if not _LANGUAGE.fullmatch(name):
        return {}, [_bad_name("content", name, "fr")]
    if name in [each.name for each in base.locales]:
        return {}, [_there(base.config_file.name, name)]
    known = name in locales_with_words()
    if known and load(name).messages.get("derived.from") == base.locales[0].name:
        return {}, []
    edited, problems = edited_in(base.config_file)
    if edited is None:
        return {}, problems
    located, _ = read(base.config_file, base.config_file.name)
    files = {
        SITE: _mapping(_only_texts(located, SiteFile) if located is not None else {}),
        UNITS: _mapping({unit: unit for unit in units_of(edited.catalog)}),
    }
    if not known:
        files[WORDS] = to_translate(name)
    return _fresh(base.root, {f"content/{name}/{file}": text for file, text in files.items() if text})


def site(folder: Path, lang: str) -> tuple[Files, list[Problem]]:
    """A knowledge base with one tool and one story, by paths in `folder`, which must be empty or new."""
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        return {}, [Problem(Span(str(folder)), "out_not_empty", {"folder": str(folder)})]
    here = templates() / "new" / lang
    files = {
        name.relative_to(here / "site").as_posix(): name.read_text("utf-8")
        for name in sorted((here / "site").rglob("*"))
        if name.is_file()
    }
    text = _texts_in(load(lang))
    files["tools/1-travel.yml"] = text("tool", {})
    files["content/stories/01-the-long-way.yml"] = text("story", {"tool": "travel", "case": "CASE-01"})
    return files, []


def recorded(base: Base, files: Files) -> tuple[Files, list[Problem]]:
    """The records of translations, once `files` are written: that their translations stand for them."""
    made: Files = {}
    for each in base.laid_over:
        now, problems = record(base.config_file, each, base.locales[0], [], only=files)
        if problems:
            return {}, problems
        made[f"content/{each.name}/{RECORD}"] = now.text
    return made, []


# ---------------------------------------------------------------- texts


def _texts_in(words: Words) -> Callable[[str, dict[str, str]], str]:
    """Reads a template in that language, derived where the language is; English where there is none."""
    origin = words.messages.get("derived.from", words.locale)
    folder = templates() / "new" / (origin if origin in LOCALES else "en")

    def text(template: str, facts: dict[str, str]) -> str:
        said = (folder / f"{template}.yml").read_text("utf-8")
        if "derived.rule" in words:
            said = Converter(words.messages["derived.rule"], words.section("derived.corrections"))(said)
        return Template(said).substitute(facts)

    return text


def _translated(base: Base, file: str, template: str, facts: dict[str, str]) -> Files:
    """The original and its translations."""
    top, _, below = file.partition("/")
    files = {file: _texts_in(base.locales[0].words)(template, facts)}
    for each in base.laid_over:
        files[f"{top}/{each.name}/{below}"] = _texts_in(each.words)(f"texts/{template}", facts)
    return files


def _only_texts(located: Located, model: type[BaseModel]) -> dict[str, Any]:
    """What a translation has to hold, with the original's texts."""
    found = {each.path: each.node for each in leaves(located.root, model) if each.needed}

    def below(node: Node, path: DataPath) -> Any:
        match node:
            case Leaf():
                return node.text if path in found else None
            case Branch():
                return {key: said for key, each in node.values.items() if (said := below(each, (*path, key)))}
            case Row():
                items = [below(each, (*path, at)) or {} for at, each in enumerate(node.items)]
                return items if any(items) else None

    return dict(below(located.root, ()) or {})


def _mapping(texts: Mapping[str, Any]) -> str:
    """YAML with quotation marks around every text: whatever it holds, it stays one."""
    return "".join(f"{_quoted(key)}: {json.dumps(each, ensure_ascii=False)}\n" for key, each in texts.items())


def _quoted(key: str) -> str:
    return key if re.fullmatch(r"[a-z_]+", key) else json.dumps(key, ensure_ascii=False)


# ---------------------------------------------------------------- names and numbers


def _numbered(
    base: Base, folder: str, slug: str, form: str, template: str, facts: dict[str, str]
) -> tuple[Files, list[Problem]]:
    """Under the next number; refused where another number has the name."""
    names = [each.name for each in sorted((base.root / folder).glob("*.yml"))]
    numbers = {name: known for name in names if (known := numbered_name(name)[0]) is not None}
    if there := [_there(f"{folder}/{name}") for name, (_, known) in numbers.items() if known == slug]:
        return {}, there
    number = 1 + max((number for number, _ in numbers.values()), default=0)
    file = f"{folder}/{form.format(number=number, slug=slug)}"
    return _fresh(base.root, _translated(base, file, template, facts))


def _next_case(root: Path) -> int:
    return 1 + max(_cases(root), default=0)


def _cases(root: Path) -> Iterator[int]:
    for file in sorted((root / "content" / "stories").glob("*.yml")):
        located, _ = read(file, file.name)
        found = re.fullmatch(r"CASE-(\d\d)", (located.raw(("case",)) or "") if located is not None else "")
        if found:
            yield int(found[1])


def _fresh(root: Path, files: Files) -> tuple[Files, list[Problem]]:
    there = [_there(name) for name in files if (root / name).exists()]
    return ({} if there else files), there


def _there(file: str, what: str = "") -> Problem:
    return Problem(Span(file), "already_there", {"what": what or file})


def _bad_name(folder: str, name: str, example: str) -> Problem:
    plain = re.sub(r"[^a-z0-9]+", "-", unicodedata.normalize("NFKC", name).lower()).strip("-")
    near = plain if _SLUG.fullmatch(plain) else None
    return Problem(Span(folder), "bad_new_name", {"name": name, "example": example}, near)
