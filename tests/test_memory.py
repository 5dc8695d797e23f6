"""What `serve` makes anew after a change, and that the rest is the same as if it had been."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder import kept
from site_builder.memory import Memory
from site_builder.mkdocs_site import edited_in
from site_builder.render import Rendered, render

from .small_base import TOOL, write_base

FILE, LOOKS = "file tools/8-shop-visits.yml", "file tools/9-shop-looks.yml"
TOOLS = ["tool shop_visits", "tool shop_looks"]
WHOLE = [
    *("examples of shop_visits", "questions of shop_visits", TOOLS[0]),
    *("examples of shop_looks", "questions of shop_looks", TOOLS[1]),
]
CHECKS = ["unused of shop_visits", "unused of shop_looks", "idle shop_visits", "idle shop_looks"]
SCRIPTS = ("js", "examples.js", "why.js", "marks.js", "print.js")


def parts(slug: str) -> list[str]:
    name, scripts = slug.replace("-", "_"), [f"assets/tools/{slug}.{each}" for each in SCRIPTS]
    return [*scripts, f"tools/{slug}-worksheet.md", f"calculator of {name}", f"formulas of {name}"]


PARTS = parts("shop-visits"), parts("shop-looks")


def rendered(config: Path, memory: Memory | None = None) -> Rendered:
    edited, problems = edited_in(config, memory=memory)
    assert edited is not None, problems
    return render(edited.catalog, edited.locale.words, memory=memory)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Two tools, of which the second has a list of the first."""
    config = write_base(tmp_path)
    second = TOOL.replace("巡店安排", "看店安排").replace("short: 巡店", "short: 看店")
    second = second.replace("{label: 旱季}, wet", "{label: 乾季}, wet")
    (tmp_path / "tools" / "9-shop-looks.yml").write_text(second, "utf-8")
    return config


def change(config: Path, name: str, old: str, new: str) -> None:
    path = config.parent / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_nothing_is_made_anew_where_nothing_changed(base: Path) -> None:
    memory = Memory()
    first = rendered(base, memory)
    assert sorted(memory.made) == sorted([FILE, LOOKS, *WHOLE, *CHECKS, *PARTS[0], *PARTS[1]])
    memory.made.clear()
    assert rendered(base, memory) == first == rendered(base)
    assert memory.made == []


@pytest.mark.parametrize(
    ("name", "old", "new", "made"),
    [
        ("tools/8-shop-visits.yml", "text: 填。", "text: 再填。", [FILE, TOOLS[0], *CHECKS[::2], *PARTS[0]]),
        ("tools/9-shop-looks.yml", "sales >= cut", "sales > cut", [LOOKS, *WHOLE[3:], *CHECKS[1::2], *PARTS[1]]),
        ("tools/8-shop-visits.yml", "title: 巡店安排", "title: 巡店安排 # 改", [FILE, TOOLS[0]]),
        ("content/stories/1-umbrella.yml", "先到場。", "總要到場。", []),
        ("content/index.md", "一件就夠", "兩件更好", [*PARTS[0], *PARTS[1]]),
    ],
)
def test_what_changed_is_made_anew_and_all_is_as_from_a_fresh_start(
    base: Path, name: str, old: str, new: str, made: list[str]
) -> None:
    memory = Memory()
    rendered(base, memory)
    memory.made.clear()
    change(base, name, old, new)
    again = rendered(base, memory)
    assert sorted(memory.made) == sorted(made)
    assert again == rendered(base)


def test_a_tool_that_has_lists_of_another_follows_it(base: Path) -> None:
    change(
        base, "tools/9-shop-looks.yml", "{label: 門市, grows: {start: 2}, shown_as: shop_name}", "{from: shop_visits}"
    )
    change(base, "tools/9-shop-looks.yml", "  shop_name: {label: 店名, for: shop, type: text}\n", "")
    memory = Memory()
    edited_in(base, memory=memory)
    memory.made.clear()
    change(base, "tools/8-shop-visits.yml", "shop: {label: 門市", "shop: {label: 店面")
    edited_in(base, memory=memory)
    assert memory.made == [FILE, TOOLS[0], *WHOLE[3:]]


def test_what_is_wrong_is_told_each_time_and_what_was_right_stays_known(base: Path) -> None:
    memory = Memory()
    rendered(base, memory)
    memory.made.clear()
    change(base, "tools/9-shop-looks.yml", "sum(sales over", "sum(sale over")
    told = [[each.code for each in edited_in(base, memory=memory)[1]] for _ in range(2)]
    assert told == [["unknown_name"], ["unknown_name"]]
    change(base, "tools/9-shop-looks.yml", "sum(sale over", "sum(sales over")
    memory.made.clear()
    rendered(base, memory)
    assert memory.made == [LOOKS]


# ---------------------------------------------------------------- from run to run

WHOSE = ("the shop", "zh-hant")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's cache of the test's own; gives the folder where memories are kept."""
    monkeypatch.setattr(kept, "user_cache_dir", lambda *_, **__: str(tmp_path / "cache"))
    return tmp_path / "cache" / "memory"


def test_another_run_makes_nothing_anew_and_gets_the_same(base: Path, cache: Path) -> None:
    first = Memory()
    made = rendered(base, first)
    first.keep(*WHOSE)
    recalled = Memory.recalled(*WHOSE)
    assert rendered(base, recalled) == made
    assert recalled.made == []
    assert Memory.recalled("another shop", "zh-hant") == Memory()


def test_what_nobody_asked_for_in_a_run_is_forgotten(base: Path, cache: Path) -> None:
    first = Memory()
    rendered(base, first)
    first.keep(*WHOSE)
    (base.parent / "tools" / "9-shop-looks.yml").unlink()
    change(base, "tools/8-shop-visits.yml", "text: 填。", "text: 再填。")
    second = Memory.recalled(*WHOSE)
    rendered(base, second)
    second.keep(*WHOSE)
    memory = Memory.recalled(*WHOSE)
    assert memory.of("tool shop_visits", (), lambda: "anew") == "anew"
    assert memory.of("tool shop_looks", (), lambda: "anew") == "anew"
    assert sorted(memory.made) == ["tool shop_looks", "tool shop_visits"]


@pytest.mark.parametrize("spoil", [lambda kept: kept[:-1], lambda kept: b"", lambda kept: b"\0" * len(kept)])
def test_a_file_that_is_not_whole_is_as_good_as_none(spoil: Callable[[bytes], bytes], base: Path, cache: Path) -> None:
    first = Memory()
    rendered(base, first)
    first.keep(*WHOSE)
    (file,) = cache.iterdir()
    file.write_bytes(spoil(file.read_bytes()))
    assert Memory.recalled(*WHOSE) == Memory()


def test_another_program_remembers_nothing(base: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Memory()
    rendered(base, first)
    first.keep(*WHOSE)
    monkeypatch.setattr("site_builder.kept.program", lambda: "another one")
    assert Memory.recalled(*WHOSE) == Memory()


def test_only_the_last_memories_are_kept(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("site_builder.memory._MOST_KEPT", 2)
    for at, shop in enumerate(("first", "second", "third")):
        memory = Memory()
        memory.of("name", (), lambda shop=shop: shop)
        memory.keep(shop)
        for file in cache.iterdir():
            if file.stat().st_mtime > 100:  # the one that was kept just now
                os.utime(file, (at, at))
    assert [bool(Memory.recalled(shop)._kept) for shop in ("first", "second", "third")] == [False, True, True]


def test_a_cache_that_cannot_be_written_is_no_obstacle(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder would be", "utf-8")
    memory = Memory()
    memory.of("name", (), lambda: "made")
    memory.keep(*WHOSE)
    assert Memory.recalled(*WHOSE) == Memory()


def test_what_is_wrong_is_told_at_its_place_however_long_it_has_been_known(base: Path) -> None:
    """A line more above it changes nothing that is checked, but where it stands."""
    memory = Memory()
    change(
        base, "tools/9-shop-looks.yml", "values:\n", "values:\n  spare: {label: 多餘, type: number, formula: 1 + 1}\n"
    )
    lines = []
    for _ in range(2):
        (told,) = [each for each in edited_in(base, memory=memory)[1] if each.code == "unused_value"]
        lines.append(told.span.line)
        change(base, "tools/9-shop-looks.yml", "values:\n", "# 一行註解\nvalues:\n")
    assert lines[1] == lines[0] + 1
