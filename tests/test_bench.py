"""What `make bench` measured is told as it is: the worst counts, what was not measured is not made up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import compute, report
from bench.figure import Figure, measured_text, reached_text, spread_text
from bench.figures_page import BY_MACHINE, GOALS, page
from site_builder.catalog import load_one_tool

ROOT = Path(__file__).parents[1]
MACHINE = {"cores": "2", "processor": "P", "memory": "8 GB", "system": "S", "Python": "3", "Chromium": "C", "deno": "d"}


def _kept(folder: Path, monkeypatch: pytest.MonkeyPatch, **subjects: list[Figure]) -> report.Result:
    monkeypatch.setattr(report, "FOLDER", folder / "results")
    for subject, figures in subjects.items():
        report.keep(subject, figures, MACHINE, "abc")
    found = report.newest()
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("figure", "measured", "spread", "reached"),
    [
        (Figure("a", 1.4142, "×", 1.31, 1.6, 1.5), "1.41 ×", "1.31–1.60 ×", "yes"),
        (Figure("a", 0.0213, "ms", 0.02, 0.0504), "21.3 µs", "20.0–50.4 µs", "–"),
        (Figure("a", 40.04, "KB", reach=35), "40.0 KB", "–", "**no**"),
        (Figure("a", None, "×", reach=35, says="not done in 60 s"), "not done in 60 s", "–", "–"),
        (Figure("a", 68_123.4, "×", 1, 99_999.6, says="2 s"), "68,123 × (2 s)", "1.00–100,000 ×", "–"),
    ],
)
def test_a_figure_is_told(figure: Figure, measured: str, spread: str, reached: str) -> None:
    assert (measured_text(figure), spread_text(figure), reached_text(figure)) == (measured, spread, reached)


def test_a_run_of_one_subject_leaves_the_others_of_that_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _kept(tmp_path, monkeypatch, one=[Figure("a", 1, "s")], two=[Figure("b", 2, "s")])
    found = _kept(tmp_path, monkeypatch, one=[Figure("a", 3, "s")])
    assert [report.figures_of(found, subject)[0].measured for subject in ("one", "two")] == [3, 2]
    assert "| a | 3.00 s |" in report.markdown(found)


def test_what_was_not_measured_today_is_told_as_it_was_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _kept(tmp_path, monkeypatch, one=[Figure("a", 1, "s")], two=[Figure("b", 2, "s")])
    (today,) = (tmp_path / "results").glob("*.json")
    today.rename(today.with_name("2001-01-01.json"))
    found = _kept(tmp_path, monkeypatch, one=[Figure("a", 3, "s")])
    assert [report.figures_of(found, subject)[0].measured for subject in ("one", "two")] == [3, 2]


def test_results_of_another_machine_do_not_stand_beside_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _kept(tmp_path, monkeypatch, one=[Figure("a", 1, "s")])
    report.keep("two", [Figure("b", 2, "s")], {**MACHINE, "cores": "64"}, "abc")
    found = report.newest()
    assert found is not None and list(found["subjects"]) == ["two"]


def test_figures_of_one_name_stand_in_one_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = [Figure("r", 2, "ms", column="by hand"), Figure("r", 3, "×", 2, 4, column="other")]
    text = report.markdown(_kept(tmp_path, monkeypatch, one=row))
    assert "| | by hand | other |\n|---|---|---|\n| r | 2.00 ms | 3.00 ×<br>2.00–4.00 × |" in text


def test_the_page_shows_the_worst_of_a_goal_and_what_bounds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = [Figure("s", size, "KB", reach=35, goal="script") for size in (30.0, 36.0, 20.0)]
    result = _kept(tmp_path, monkeypatch, compute=sizes)
    audited = [
        {"name": "axe", "measured": "0", "reach": "0", "reached": True, "findings": []},
        {"name": "speed", "measured": "lowest 90", "reach": "≥ 98", "reached": None, "findings": ["a.html: 90"]},
    ]
    bounds = "## script\n\nBecause.\n\n## many\n\nNot this.\n\n## pages\n\nA slow machine.\n"
    told = page(result, audited, bounds, {"compute": compute})
    assert f"| {GOALS['script']} | ≤ 35 KB | 36.0 KB | – | **no** |" in told
    assert f"| {GOALS['many']} | – | not measured | – | – |" in told
    assert "| axe | 0 | 0 | – | yes |" in told
    assert f"**{GOALS['script']}.**\nBecause." in told and "Not this." not in told
    assert "| speed | ≥ 98 | lowest 90 | – | – |" in told
    assert f"**{BY_MACHINE['pages']}.**\nA slow machine.\n\nspeed:\n\n- a.html: 90\n" in told


def test_bounds_are_of_goals_that_there_are() -> None:
    text = (ROOT / "bench" / "bounds.md").read_text("utf-8")
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == [*GOALS, *BY_MACHINE]


def test_the_model_that_engines_are_measured_on_is_sound() -> None:
    tool, problems = load_one_tool(ROOT / "bench" / "peers", "weighted-score")
    assert tool is not None and problems == []


def test_no_lock_file_of_the_measurements_names_a_host() -> None:
    lock = (ROOT / "bench" / "peers" / "deno.lock").read_text("utf-8")
    assert "http" not in lock and set(json.loads(lock)) == {"version", "specifiers", "npm", "workspace"}
