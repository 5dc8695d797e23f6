"""A learner's whole way in Chromium, from the first station to the printed plan and the certificate: served, and from disk.

The work is the fictitious company's, loaded as a case file, as one would carry it from another machine.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from site_builder.catalog import Tool

from ..project import project
from .test_case_file import put
from .test_path import STATIONS, _given
from .test_quiz import answer, open_quiz


@pytest.fixture(params=["served", "from disk"])
def site_address(request: pytest.FixtureRequest, address: str, site: Path) -> str:
    return address if request.param == "served" else site.as_uri()


def test_from_module_zero_to_a_printed_plan_and_a_certificate(
    page: Page, site_address: str, tools: dict[str, Tool]
) -> None:
    def station(name: str) -> None:
        page.goto(f"{site_address}/path/{name}.html")
        expect(page.locator("[data-done]")).to_be_visible()

    page.goto(f"{site_address}/path/index.html")
    page.locator("[data-carry-link]").click()
    expect(page.locator("[data-module='orientation']")).to_be_visible()
    page.locator("[data-done]").click()
    expect(page.locator("[data-done-note]")).to_contain_text("走完")

    page.goto(f"{site_address}/case-file.html")
    file = {"case": 1, "name": "林小青", "team": "華東一隊", "tools": _given(tools)}
    put(page, "load", "case.json", json.dumps(file, default=str))
    expect(page.locator("tr[data-slug='talent-pipeline'] [data-count]")).not_to_be_empty()

    for name in STATIONS:
        station(name)
        expect(page.locator(".gate")).to_have_attribute("data-state", "open")
        page.locator('[data-pledge="agreement"] textarea').fill(f"共識：{name}")
        page.locator("[data-done]").click()
        expect(page.locator("[data-done-note]")).to_contain_text("走完")

    page.goto(f"{site_address}/plan.html")
    page.locator("[data-plan-item]").select_option("A3")
    expect(page.locator(".plan__name")).to_have_text("A3 白鷺")
    expect(page.locator("[data-plan-sheet]")).to_contain_text("共識：tiering")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1
    station("one-account")
    page.locator("[data-done]").click()

    station("commitment")
    expect(page.locator(".gate")).to_have_attribute("data-state", "shut")
    page.get_by_role("link", name="結業測驗").first.click()
    catalog = project()
    assert catalog.reading.final is not None
    open_quiz(page, page.url)
    for tool, name, question in catalog.reading.final.questions(catalog.tools):
        answer(page, tool, name, question)
    page.get_by_role("button", name="交卷").click()
    expect(page.locator("[data-result]")).to_have_attribute("data-state", "passed")
    page.get_by_role("link", name="看證書").click()
    expect(page.locator("[data-who]")).to_have_text("林小青")
    expect(page.locator("[data-score]")).to_have_text("100%")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1

    station("commitment")
    page.locator('[data-pledge="commitment"] textarea').fill("和白鷺開一次客戶聯合例會")
    expect(page.locator(".gate")).to_have_attribute("data-state", "open")
    page.locator("[data-done]").click()
    page.goto(f"{site_address}/path/index.html")
    expect(page.locator('.stop[data-state="done"]')).to_have_count(10)
    expect(page.locator("[data-carry-title]")).to_have_text("走完了")
