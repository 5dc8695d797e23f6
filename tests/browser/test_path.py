"""The self-study path in Chromium, to a printed plan: the fictitious company's figures as the learner's own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from site_builder.catalog import Tool

from .axe import violations
from .conftest import DARK, PHONE
from .test_looks import WIDE

STATIONS = ("tiering", "portfolio", "triangle", "duties", "routine", "scorecard", "talent")
Keep = Callable[..., None]


def _given(tools: dict[str, Tool]) -> dict[str, dict[str, Any]]:
    """The first example of each tool, as a learner would have it who has done all that the gates ask."""
    made: dict[str, Any] = {}
    for slug, tool in tools.items():
        made[slug] = deepcopy(next(iter(tool.file.examples.values())).given)
    made["account-tiering"]["raters_differ"] = False
    duties = made["role-duties"]
    duties.pop("raci", None)
    competencies = tools["role-duties"].program.lists["competency"].items or ()
    for person in duties["person"]:
        person["level"] = dict.fromkeys(competencies, 3)
        person["manager_level"] = dict.fromkeys(competencies, 3)
    routine = made["routine-calendar"]
    routine["holder"] = routine["holder"][:1]
    card, program = made["kpi-scorecard"], tools["kpi-scorecard"].program
    kpis, proofs = program.lists["kpi"].items or (), program.lists["proof"].items or ()
    card["documented"] = {kpi: dict.fromkeys(proofs, True) for kpi in kpis}
    card["kpi_conflict"] = False
    made["talent-pipeline"].pop("seats", None)
    return made


def _second(given: dict[str, Any]) -> dict[str, Any]:
    """What another rater made of the accounts: the same."""
    made = {"id": "v1", "tool": "account-tiering", "kind": "rater", "label": "", "by": "乙", "date": "2026-01-05"}
    return json.loads(json.dumps(made | {"definition": "", "given": given["account-tiering"]}, default=str))  # type: ignore[no-any-return]


@pytest.fixture
def keep(page: Page, address: str, tools: dict[str, Tool]) -> Keep:
    """Puts work of the learner's own into the browser's storage; the page must be open."""

    def put(given: dict[str, Any] | None = None) -> None:
        kept = {
            slug: {"version": "", "saved": "2026-01-05T00:00:00Z", "given": each, "next": {}, "unfit": [], "seen": {}}
            for slug, each in (given or _given(tools)).items()
        }
        page.evaluate(
            "kept => Object.entries(kept).forEach(([slug, each]) => "
            "localStorage.setItem(`armory:/:${slug}`, JSON.stringify(each)))",
            json.loads(json.dumps(kept, default=str)),
        )

    return put


def _open(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/{name}")
    expect(page.locator("html")).to_have_attribute("data-script", "on")


def test_examples_open_no_gate_and_the_short_way_takes_three_hours(page: Page, address: str) -> None:
    _open(page, address, "plan.html")
    expect(page.locator(".plan__stamp")).to_be_visible()  # the example's plan is there to be seen
    _open(page, address, "path/index.html")
    for station in STATIONS:
        expect(page.locator(f'[data-stop="{station}"]')).to_have_attribute("data-state", "shut")
    expect(page.locator("[data-carry-link]")).to_have_attribute("href", "orientation.html")
    page.get_by_label("三小時主管路").check()
    expect(page.locator("[data-carry-left]")).to_have_text("還剩 180 分鐘，5 站。")
    expect(page.locator('[data-stop="talent"] .share')).to_be_hidden()
    page.reload()
    expect(page.get_by_label("三小時主管路")).to_be_checked()


def test_from_the_first_station_to_a_printed_plan(page: Page, address: str, keep: Keep) -> None:
    _open(page, address, "path/orientation.html")
    page.locator("[data-done]").click()
    expect(page.locator("[data-done-note]")).to_contain_text("走完")
    keep()
    for station in STATIONS:
        _open(page, address, f"path/{station}.html")
        expect(page.locator(".gate")).to_have_attribute("data-state", "open")
        page.locator('[data-pledge="agreement"] textarea').fill(f"共識：{station}")
        page.locator("[data-done]").click()
    _open(page, address, "plan.html")
    page.locator("[data-plan-item]").select_option("A3")
    expect(page.locator('.check:not([data-light="green"])')).to_have_count(0)
    expect(page.locator(".plan__name")).to_have_text("A3 白鷺")
    sheet = page.locator("[data-plan-sheet]")
    for said in ("戰略客戶", "成長型", "S 級包", "何朔", "共識：tiering"):
        expect(sheet).to_contain_text(said)
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1
    _open(page, address, "path/one-account.html")
    expect(page.locator(".gate")).to_have_attribute("data-state", "open")
    page.locator("[data-done]").click()

    _open(page, address, "path/commitment.html")
    expect(page.locator(".gate")).to_have_attribute("data-state", "shut")
    page.evaluate("""localStorage.setItem('armory:/:quiz', '{"final": {"best": 0.85}}')""")
    promise = page.locator('[data-pledge="commitment"]')
    promise.locator("textarea").fill("和 A3 開一次客戶聯合例會\n第二行")
    promise.locator('[data-field="when"]').fill("2026-02-28")
    expect(page.locator(".gate")).to_have_attribute("data-state", "open")
    with page.expect_download() as download:
        promise.locator("[data-remind]").click()
    calendar = Path(download.value.path()).read_bytes().decode().replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20260228\r\n" in calendar
    assert "三十天承諾：和 A3 開一次客戶聯合例會\r\n" in calendar
    page.locator("[data-done]").click()
    _open(page, address, "path/index.html")
    expect(page.locator("[data-carry-title]")).to_have_text("走完了")
    expect(page.locator('.stop[data-state="done"]')).to_have_count(10)


def test_a_gate_says_what_is_missing_and_shuts_again(
    page: Page, address: str, keep: Keep, tools: dict[str, Tool]
) -> None:
    _open(page, address, "path/tiering.html")
    expect(page.locator(".need__missing:visible")).to_have_count(1)  # nothing typed: the tool comes first
    given = _given(tools)
    given["account-tiering"]["account"] = given["account-tiering"]["account"][:6]
    del given["account-tiering"]["raters_differ"]
    keep(given)
    page.reload()
    expect(page.locator('[data-need="ten_rated"]')).to_contain_text("還差 4 家客戶沒有評完分。")
    expect(page.locator('[data-need="raters_settled"] .need__missing')).to_be_visible()
    expect(page.locator("[data-done]")).to_have_attribute("aria-disabled", "true")
    page.locator("[data-done]").press("Enter")
    expect(page.locator("[data-done-note]")).to_contain_text("還差 2 件事")
    given = _given(tools)
    del given["account-tiering"]["raters_differ"]
    keep(given)
    page.evaluate("version => localStorage.setItem('armory:/:versions', JSON.stringify([version]))", _second(given))
    page.reload()
    expect(page.locator(".gate")).to_have_attribute("data-state", "open")  # the second rater's version settles it
    page.locator("[data-done]").click()
    page.evaluate("localStorage.removeItem('armory:/:versions')")
    _open(page, address, "path/index.html")
    stop = page.locator('[data-stop="tiering"]')
    expect(stop).to_have_attribute("data-state", "done")
    expect(stop).to_contain_text("又差 1 件")


def test_what_is_written_stays_and_what_no_one_wrote_does_no_harm(page: Page, address: str) -> None:
    _open(page, address, "path/tiering.html")
    broken = {"done": [1], "agreements": {"tiering": {"text": 5}, "__proto__": {}}, "way": 7, "last": "<b>"}
    page.evaluate("broken => localStorage.setItem('armory:/:path', JSON.stringify(broken))", broken)
    page.reload()
    form = page.locator('[data-pledge="agreement"]')
    expect(form.locator("textarea")).to_have_value("")
    form.locator("textarea").fill("<img src=x onerror=alert(1)>")
    form.locator('[data-field="who"]').fill("甲、乙")
    expect(form.locator("[data-kept]")).to_have_text("已存在這台機器的瀏覽器裡。")
    page.reload()
    expect(form.locator("textarea")).to_have_value("<img src=x onerror=alert(1)>")
    expect(form.locator('[data-field="when"]')).not_to_have_value("")


def test_the_path_works_from_disk(page: Page, site: Path) -> None:
    page.goto((site / "plan.html").as_uri())
    expect(page.locator(".plan__stamp")).to_be_visible()
    page.goto((site / "path" / "tiering.html").as_uri())
    page.locator('[data-pledge="agreement"] textarea').fill("從磁盤上談定")
    page.reload()
    expect(page.locator('[data-pledge="agreement"] textarea')).to_have_value("從磁盤上談定")


def test_with_storage_refused_one_is_told(page: Page, address: str) -> None:
    # Only for our keys: the theme's own script does not expect it.
    page.add_init_script(
        """for (const name of ["getItem", "setItem"]) {
          const real = Storage.prototype[name];
          Storage.prototype[name] = function (key, ...rest) {
            if (key.startsWith("armory:")) throw new DOMException("no", "SecurityError");
            return real.call(this, key, ...rest);
          };
        }"""
    )
    _open(page, address, "path/tiering.html")
    page.locator('[data-pledge="agreement"] textarea').fill("談定了")
    expect(page.locator("[data-trouble]")).to_contain_text("不讓保存")
    expect(page.locator('[data-pledge="agreement"] textarea')).to_have_value("談定了")


PAGES = ("path/index.html", "path/tiering.html", "plan.html", "path/bring.html")


@pytest.mark.parametrize("context", [WIDE, PHONE | DARK], ids=["light", "phone-dark"], indirect=True)
def test_axe_finds_nothing_on_the_path(page: Page, address: str) -> None:
    for name in PAGES:
        _open(page, address, name)
        if name == "plan.html":
            expect(page.locator(".plan__stamp")).to_be_visible()
        assert violations(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
