"""The lists, values and lights of a `ToolFile` as the formula language wants them, and what each given value allows."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping

from ..formula.program import Figure, Table
from ..formula.source import LightSource, ListSource, Source, ValueSource
from ..formula.tree import TEXT, TRUTH, Index, Shape, Type
from ..formula.units import parse_unit
from ..problem import Phrase, Problem, closest
from .compares import check_compares
from .figures import Allowed, allowed, read_table
from .findings import Findings, Path
from .tool_file import FormulaDefault, ListFile, ToolFile, ValueFile


def declare(file: ToolFile, findings: Findings, separator: str) -> tuple[Source, dict[str, Allowed]]:
    """Also returns, for every given value, what may be typed."""
    _names(file, findings)
    units = _conversions(file, findings)
    lists = {name: _list(name, file, findings) for name in file.lists}
    ids = {name: tuple(a.items) if a.items is not None else None for name, a in lists.items()}
    named = {name: _start_rows(a_list) if a_list.grows else ids[name] for name, a_list in file.lists.items()}
    values: dict[str, ValueSource] = {}
    what: dict[str, Allowed] = {}
    for name, value in file.values.items():
        path: Path = ("values", name)
        before = len(findings.problems)
        shape = read_shape(value.for_, lists, (*path, "for"), findings)
        kind, factor = _type(value, units, lists, path, findings)
        sound = len(findings.problems) == before
        if value.formula is None and value.fixed is None:
            what[name] = allowed(value, kind, shape)
        values[name] = _value(value, kind, factor, shape, ids, named, path, findings, sound)
    lights = {}
    for name, light in file.lights.items():
        before = len(findings.problems)
        shape = read_shape(light.for_, lists, ("lights", name, "for"), findings)
        lights[name] = LightSource(shape, light.red, light.amber, len(findings.problems) == before)
    check_compares(file, findings)
    _sources(file, findings)
    return Source(lists, values, lights, separator), what


def _names(file: ToolFile, findings: Findings) -> None:
    """Lists, values, lights and charts share one namespace; no item may have such a name."""
    seen: dict[str, str] = {}
    for section in ("lists", "values", "lights", "charts"):
        for name in getattr(file, section):
            if name in seen:
                findings.add((section, name), "name_twice", key=True, name=name, section=seen[name])
            seen[name] = section
    for list_name, a_list in file.lists.items():
        if not a_list.label:
            span = findings.located.span(("lists", list_name), key=True)
            findings.problems.append(Problem(span, "missing_key", {"key": "label"}))
        for item in a_list.items or {}:
            if item in seen:
                findings.add(("lists", list_name, "items", item), "name_twice", key=True, name=item, section=seen[item])


def _conversions(file: ToolFile, findings: Findings) -> dict[str, dict[str, float]]:
    """The declared conversions that can be computed with: each to one other unit, by a factor above 0."""
    sound = {}
    for name, targets in file.units.items():
        if len(targets) != 1:
            findings.add(("units", name), "unit_form", key=True, found=name)
        for target, factor in targets.items():
            if not 0 < factor < math.inf:
                range_ = Phrase("limit_gt", {"limit": 0})
                findings.add(("units", name, target), "out_of_range", found=factor, range=range_)
            elif len(targets) == 1:
                sound[name] = targets
    return sound


def _list(name: str, file: ToolFile, findings: Findings) -> ListSource:
    a_list = file.lists[name]
    if (a_list.items is None) == (a_list.grows is None):
        findings.add(("lists", name), "items_or_grows", key=True, list=name)
    if a_list.shown_as is not None:
        shown = file.values.get(a_list.shown_as)
        if shown is None:
            near = closest(a_list.shown_as, file.values)
            findings.add(("lists", name, "shown_as"), "unknown_value", near=near, value=a_list.shown_as)
            return ListSource(_labels(file, name))
        if shown.type != "text" or shown.for_ not in (name, [name]):
            findings.add(("lists", name, "shown_as"), "shown_as_text", value=a_list.shown_as, list=name)
            return ListSource(_labels(file, name))
    return ListSource(_labels(file, name), a_list.shown_as)


def _start_rows(a_list: ListFile) -> tuple[str, ...]:
    """A default may name a row that the list starts with; where the learner removed it, the default is blank."""
    return tuple(str(row.get("id")) for row in a_list.grows.rows) if a_list.grows else ()


def _labels(file: ToolFile, name: str) -> dict[str, str] | None:
    items = file.lists[name].items
    return None if items is None else {item: each.label for item, each in items.items()}


_BRACKETS = str.maketrans("【】、", "[],")


def read_shape(said: str | list[str] | None, lists: Mapping[str, object], path: Path, findings: Findings) -> Shape:
    """`for: account`, `for: [account, dimension]`, `for: [role as a, role as b]`."""
    if said is None:
        return ()
    shape: list[Index] = []
    for position, each in enumerate([said] if isinstance(said, str) else said):
        place = path if isinstance(said, str) else (*path, position)
        if wide := re.search("[，、；【】［］]", each):
            span = findings.located.inside(place, *wide.span())
            better = unicodedata.normalize("NFKC", wide[0]).translate(_BRACKETS)
            findings.problems.append(Problem(span, "full_width_mark", {"mark": wide[0], "better": better}))
            continue
        words = each.split()
        if not (len(words) == 1 or (len(words) == 3 and words[1] == "as")):
            near = f"[{each}]" if isinstance(said, str) and "," in each else None
            findings.add(place, "for_form", near=near, found=each)
            continue
        if words[0] not in lists:
            findings.add(place, "unknown_list", near=closest(words[0], lists), name=words[0])
            continue
        index = Index(words[-1], words[0])
        if any(index.name == other.name for other in shape):
            findings.add(place, "for_twice", name=index.name)
            continue
        shape.append(index)
    return tuple(shape)


def _type(
    value: ValueFile,
    units: Mapping[str, Mapping[str, float]],
    lists: Mapping[str, object],
    path: Path,
    findings: Findings,
) -> tuple[Type, float]:
    if value.of is not None:
        if value.type is not None or value.unit is not None or value.scale is not None:
            findings.add((*path, "of"), "of_alone", key=True)
        if value.of not in lists:
            findings.add((*path, "of"), "unknown_list", near=closest(value.of, lists), name=value.of)
        return Type("item", list=value.of), 1.0
    if value.type in ("text", "truth", "date"):
        if value.unit is not None:
            findings.add((*path, "unit"), "unit_of_number", key=True, type=value.type)
        return (TRUTH if value.type == "truth" else TEXT), 1.0
    if value.scale is not None and value.type not in (None, "whole"):
        findings.add((*path, "scale"), "scale_of_whole", key=True)
    wide_sign = re.search("[！-～]", value.unit or "")
    if wide_sign:
        span = findings.located.inside((*path, "unit"), *wide_sign.span())
        facts = {"mark": wide_sign[0], "better": unicodedata.normalize("NFKC", wide_sign[0])}
        findings.problems.append(Problem(span, "full_width_mark", facts))
        return Type("number"), 1.0
    try:
        unit, factor = parse_unit(value.unit, units)
    except ValueError:
        findings.add((*path, "unit"), "unit_form", found=str(value.unit))
        return Type("number"), 1.0
    return Type("number", unit), factor


def _value(
    value: ValueFile,
    kind: Type,
    factor: float,
    shape: Shape,
    ids: Mapping[str, tuple[str, ...] | None],
    named: Mapping[str, tuple[str, ...] | None],
    path: Path,
    findings: Findings,
    sound: bool,
) -> ValueSource:
    said = [key for key in ("formula", "fixed", "default", "takes") if getattr(value, key) is not None]
    if len(said) > 1:
        findings.add((*path, said[1]), "one_of", key=True, keys=", ".join(said))
    for key in ("required", "must", "min", "max", "scale", "step"):
        written = getattr(value, key)
        if written is not None and written is not False and said and said[0] in ("formula", "fixed"):
            findings.add((*path, key), "only_typed", key=True, name=key, role=said[0])
    if value.min is not None and value.max is not None and value.min > value.max:
        findings.add((*path, "min"), "range_empty", low=value.min, high=value.max)
    required = value.required
    must = value.must.rule if value.must is not None else None
    if value.formula is not None:
        return ValueSource(kind, shape, "derived", None, value.formula, factor, sound=sound)
    if isinstance(value.default, FormulaDefault):
        return ValueSource(kind, shape, "given", None, value.default.formula, factor, required, must, sound)
    key = "fixed" if value.fixed is not None else "default"
    data = value.fixed if value.fixed is not None else value.default
    table: Figure | Table = None
    if sound:
        table = read_table(data, allowed(value, kind, shape), ids, (*path, key), findings, named)
    role = "fixed" if value.fixed is not None else "given"
    return ValueSource(kind, shape, "fixed" if role == "fixed" else "given", table, None, factor, required, must, sound)


def _sources(file: ToolFile, findings: Findings) -> None:
    """Every default, fact and threshold says where it comes from."""
    for name, value in file.values.items():
        if (value.default is not None or value.fixed is not None) and value.origin is None:
            key = "default" if value.default is not None else "fixed"
            findings.add(("values", name, key), "origin_missing", key=True, name=name)
        _source_named(value.origin, value.source, ("values", name), findings)
    for name, light in file.lights.items():
        if light.red is None and light.amber is None:
            findings.add(("lights", name), "light_without_rule", key=True, name=name)
        if light.origin is None:
            findings.add(("lights", name), "origin_missing", key=True, name=name)
        _source_named(light.origin, light.source, ("lights", name), findings)


def _source_named(origin: str | None, source: object, path: Path, findings: Findings) -> None:
    if origin == "field" and not source:
        findings.add((*path, "origin"), "source_missing", key=True)
