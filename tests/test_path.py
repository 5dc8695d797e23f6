"""The self-study path: what `content/path.yml` promises, what its gates look at, what its pages say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from site_builder.build import check, read
from site_builder.catalog import Catalog, LearningPath
from site_builder.catalog.limits import taken_ranges, tool_ranges
from site_builder.catalog.sheets import Sheet, sheets_of
from site_builder.formula.given import Given
from site_builder.render import render
from site_builder.render.pages import navigation, pages
from site_builder.words import load

from .project import project
from .small_base import write_base
from .test_problems import FOLDERS, _copy

WORDS = load("zh-hant")
# The table of the specification: minutes alone and together.
MODULES = {
    "orientation": (40, 0),
    "tiering": (30, 50),
    "portfolio": (40, 30),
    "triangle": (40, 40),
    "duties": (40, 30),
    "routine": (30, 30),
    "scorecard": (40, 30),
    "talent": (30, 20),
    "one-account": (0, 40),
    "commitment": (20, 0),
}
SHORT = {"orientation": 20, "tiering": 60, "triangle": 30, "scorecard": 40, "one-account": 30}


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return project()


@pytest.fixture(scope="module")
def path(catalog: Catalog) -> LearningPath:
    assert catalog.path is not None
    return catalog.path


@pytest.fixture(scope="module")
def files(catalog: Catalog) -> dict[str, str]:
    return pages(catalog, WORDS, calculator=lambda tool: "", formulas=lambda tool: "")


def _sheet(catalog: Catalog, typed: dict[str, Given]) -> Sheet:
    assert catalog.path is not None
    tools = {tool.id: tool for tool in (*catalog.tools, catalog.path.sheet)}
    return sheets_of(catalog.path.sheet, tools, typed)[catalog.path.sheet.id]


def _gates(catalog: Catalog, typed: dict[str, Given]) -> dict[str, object]:
    assert catalog.path is not None
    figures = _sheet(catalog, typed).figures.values
    return {need.value: figures[need.value] for module in catalog.path.file.modules for need in module.gate}


# ---------------------------------------------------------------- what is promised


def test_the_modules_take_the_minutes_of_the_specification(path: LearningPath) -> None:
    assert {module.id: (module.alone, module.together) for module in path.file.modules} == MODULES
    assert path.file.minutes == 580
    assert {stop.module: stop.minutes for stop in path.file.ways["executive"].stops} == SHORT
    assert path.file.ways["executive"].minutes == 180


def test_every_module_with_a_tool_has_a_gate_an_agreement_and_data_to_bring(path: LearningPath) -> None:
    with_tools = [module for module in path.file.modules if module.tool is not None]
    assert len(with_tools) == 7
    assert all(module.gate and module.agreement and module.bring for module in with_tools)


# ---------------------------------------------------------------- gates


def test_without_any_work_no_gate_is_open(catalog: Catalog) -> None:
    assert [name for name, holds in _gates(catalog, {}).items() if holds is True] == []


def test_the_fictitious_company_opens_the_gates_that_its_examples_reach(catalog: Catalog) -> None:
    typed = {tool.id: next(iter(tool.examples.values())).given for tool in catalog.tools}
    typed["path"] = Given({}, {"plan_item": "A3", "final_score": 0.85, "commitment_count": 1.0})
    assert _gates(catalog, typed) == {
        "ten_rated": True,
        "raters_settled": None,  # nobody has rated a second time
        "six_classified": True,
        "overrides_explained": True,
        "presence_computed": True,
        "raci_valid": False,
        "everyone_calibrated": False,
        "nothing_uncovered": True,
        "checks_answered": False,
        "starts_known": True,
        "plan_consistent": False,
        "test_passed": True,
        "promised": True,
    }
    sheet = _sheet(catalog, typed)
    assert sheet.unfit == ()
    assert sheet.figures.values["plan_faults"] == "會議負荷。缺口和人才梯隊。"
    lights = sheet.figures.lights
    assert lights["check_pack"]["A3"] == "green"  # type: ignore[index,call-overload]
    assert (lights["check_loads"], lights["check_seats"]) == ("red", "red")


def test_gates_count_what_is_missing(catalog: Catalog) -> None:
    tiering = next(tool for tool in catalog.tools if tool.id == "account_tiering")
    given = next(iter(tiering.examples.values())).given
    rows = given.rows["account"][:6]
    figures = _sheet(catalog, {"account_tiering": Given({"account": rows}, given.typed)}).figures.values
    assert (figures["rated_count"], figures["ratings_left"], figures["ten_rated"]) == (6.0, 4.0, False)


def test_every_gate_of_the_path_can_open_and_can_be_shut(catalog: Catalog, path: LearningPath) -> None:
    found = tool_ranges(path.sheet, taken_ranges(path.sheet, catalog.tools)).values
    for module in path.file.modules:
        for need in module.gate:
            assert found[need.value].may_hold, need.value
            assert found[need.value].may_fail or found[need.value].blank, need.value


def test_ranges_know_how_far_a_tools_figures_go(catalog: Catalog, path: LearningPath) -> None:
    found = tool_ranges(path.sheet, taken_ranges(path.sheet, catalog.tools)).values
    assert (found["rated_count"].low, found["rated_count"].high) == (0, 500)
    assert (found["coverage"].low, found["coverage"].high) == (0, 1)
    assert found["checks_open"].high == 11


# ---------------------------------------------------------------- pages


def test_each_module_has_a_page_in_the_navigation(catalog: Catalog, files: dict[str, str]) -> None:
    assert {f"path/{name}.md" for name in (*MODULES, "index", "bring")} | {"plan.md"} <= files.keys()
    nav = str(navigation(catalog, WORDS))
    assert all(f"path/{name}.md" in nav for name in MODULES)


def test_the_totals_on_the_page_are_computed(files: dict[str, str]) -> None:
    assert "<dd>9 小時 40 分</dd>" in files["path/index.md"]
    assert "<dd>53%</dd>" in files["path/index.md"]


def test_a_module_leads_to_its_tools_steps(files: dict[str, str]) -> None:
    page = files["path/triangle.md"]
    links = re.findall(r'href="\.\./tools/triangle-design\.html#step-(\d)"', page)
    assert links == ["1", "2", "3", "5"]


def test_the_list_of_data_names_everything_to_bring(files: dict[str, str], path: LearningPath) -> None:
    for module in path.file.modules:
        for each in module.bring:
            assert each.what in files["path/bring.md"]


def test_a_knowledge_base_without_a_path_has_none_of_it(tmp_path: Path) -> None:
    catalog, problems = read(write_base(tmp_path))
    assert catalog is not None, problems
    assert catalog.path is None
    rendered = render(catalog, WORDS)
    assert not [name for name in rendered.files if name.startswith("path/") or name == "assets/path-data.js"]
    assert "path/index" not in str(rendered.nav)


# ---------------------------------------------------------------- what is wrong


def _trial(tmp_path: Path, text: str) -> list[tuple[str, int]]:
    folder = next(each for each in FOLDERS if each.name == "minutes_differ")
    _copy(folder, tmp_path / "base")
    (tmp_path / "base" / "content" / "path.yml").write_text(text, "utf-8")
    (tmp_path / "base" / "mkdocs.yml").write_text("site_name: 試\n", "utf-8")
    return [(each.code, each.span.line) for each in check(tmp_path / "base" / "mkdocs.yml")[1]]


PATH = """\
title: 自學
lead: 一步一步走。
minutes: 30
modules:
  - {{id: first, title: 第一站, lead: 先算。, alone: 30, tool: {tool}, steps: [{step}],
     deliverable: 一張表。, read: ["[頁]({page})"]}}
"""


def test_what_a_path_names_must_be_there(tmp_path: Path) -> None:
    sound = {"tool": "trial", "step": "figures", "page": "../tools/trial.html"}
    for number, (changed, told) in enumerate(
        (
            ({}, []),
            ({"tool": "tiral"}, [("unknown_tool", 5)]),
            ({"step": "figure"}, [("unknown_step", 5)]),
            ({"page": "../tools/tiral.html"}, [("broken_link", 6)]),
        )
    ):
        assert _trial(tmp_path / str(number), PATH.format(**{**sound, **changed})) == told


def test_half_a_path_is_told_with_its_place(tmp_path: Path) -> None:
    assert _trial(tmp_path, "title: 自學\nlead: 走。\nminutes: 30\n") == [("missing_key", 1)]
