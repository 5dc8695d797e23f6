"""Links without a page: what an address holds, and the marks of definitions that it carries."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from py_mini_racer import MiniRacer

from site_builder.catalog import load_one_tool
from site_builder.render.marks import marks
from site_builder.resources import assets

from .links import packed, unpacked
from .small_base import TOOL, write_base

UTF_8 = """
class TextEncoder {
  encode(text) { return Uint8Array.from(unescape(encodeURIComponent(text)), (sign) => sign.charCodeAt(0)); }
}
class TextDecoder {
  decode(bytes) { return decodeURIComponent(escape(Array.from(bytes, (x) => String.fromCharCode(x)).join(""))); }
}
Object.assign(globalThis, { TextEncoder, TextDecoder });
"""
"""What browsers have and the bare engine has not."""


@pytest.fixture(scope="module")
def engine() -> MiniRacer:
    made = MiniRacer()
    made.eval(UTF_8)
    made.eval((assets() / "link.js").read_text("utf-8"))
    return made


def read(engine: MiniRacer, signs: str) -> Any:
    return json.loads(str(engine.eval(f"JSON.stringify(armory.link.text.unpack({json.dumps(signs)}))")))


@pytest.mark.parametrize("text", ["{}", '{"名":"星海 𠮷 <b>"}', "數" * 3000, json.dumps(list(range(5000)))])
def test_a_text_comes_out_of_an_address_as_it_went_in(engine: MiniRacer, text: str) -> None:
    signs = str(engine.eval(f"armory.link.text.pack({json.dumps(text)})"))
    assert set(signs) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    assert unpacked(signs) == json.loads(text) if text[0] in "{[" else True
    assert read(engine, signs) == {"text": text}
    assert read(engine, packed(text)) == {"text": text}


def test_what_programs_add_behind_an_address_is_no_part_of_it(engine: MiniRacer) -> None:
    assert read(engine, packed("{}") + "。)") == {"text": "{}"}


def test_a_damaged_address_is_never_read_as_another_figure(engine: MiniRacer) -> None:
    signs = packed({"given": {"total_revenue": 480, "goal": [1, 2, 3]}})
    whole = read(engine, signs)
    for at in range(len(signs)):
        other = signs[:at] + ("A" if signs[at] != "A" else "B") + signs[at + 1 :]
        # The last sign may hold bits that mean nothing.
        assert read(engine, other).get("why") in ("broken", "later") or read(engine, other) == whole, other
        assert read(engine, signs[:at])["why"] == "broken"


@pytest.mark.parametrize(
    ("signs", "why"),
    [
        ("", "broken"),
        ("work", "broken"),
        ("%E5%A3%9E", "broken"),
        (packed("{}", form=2), "later"),
        (packed("{}", form=0), "broken"),
        (packed("0" * 3_000_000), "large"),
        ("A" * 2_000_001, "large"),
    ],
    ids=["nothing", "short", "foreign", "later", "earlier", "bomb", "long"],
)
def test_what_cannot_be_read_is_told_apart(engine: MiniRacer, signs: str, why: str) -> None:
    assert read(engine, signs) == {"why": why}


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("label: 銷售,", "label: 營業額,", set()),
        ("人要到場", "人要到", set()),
        ("default: 10", "default: 12", {"cut"}),
        ("max: 31", "max: 30", {"visits"}),
        ("required: true", "required: false", {"sales"}),
        ("rule: cost <= sales", "rule: cost < sales", {"cost"}),
        ("fixed: {dry: 180", "fixed: {dry: 181", {"facts"}),
        ("formula: total / 3", "formula: total / 4", {"each_third"}),
        ("red: total < cut", "red: total < cut / 2", {"too_small"}),
        ("  opened: {", "  closed: {label: 關門, for: shop, type: date}\n  opened: {", {"closed"}),
    ],
)
def test_a_mark_changes_with_its_own_definition_only(tmp_path: Path, old: str, new: str, changed: set[str]) -> None:
    assert TOOL.count(old) == 1
    assert changed_marks(tmp_path, TOOL, TOOL.replace(old, new)) == changed


def test_an_item_before_others_changes_no_formula_that_names_one(tmp_path: Path) -> None:
    before = TOOL.replace("formula: sum(visits over season)", 'formula: "visits[season = wet]"')
    after = before.replace("items: {dry:", "items: {spring: {label: 春}, dry:").replace(
        "{dry: 180", "{spring: 90, dry: 180"
    )
    assert changed_marks(tmp_path, before, after) == {"facts"}


def changed_marks(folder: Path, *texts: str) -> set[str]:
    """The ids whose marks are not the same in both."""
    before, after = (marks_of(folder / str(n), text) for n, text in enumerate(texts))
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def marks_of(folder: Path, text: str) -> dict[str, str]:
    write_base(folder, text)
    tool, problems = load_one_tool(folder, "shop-visits")
    assert tool is not None, problems
    return marks(tool)
