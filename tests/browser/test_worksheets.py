"""Empty forms on paper: printed by Chromium, nothing cut off, room to write, nothing too small to read."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from .axe import violations
from .conftest import DARK, PHONE, TOOLS

# Of everything printed: what reaches beyond the paper, what is too small to read, rows too low to write in.
LOOK = """() => {
  const sheet = document.querySelector('.worksheet');
  const edge = sheet.getBoundingClientRect();
  const shown = e => e.checkVisibility() && e.getBoundingClientRect().width > 0;
  const beyond = [...sheet.querySelectorAll('*')].filter(e => shown(e) && !e.closest('svg')
    && (e.getBoundingClientRect().right > edge.right + 1.5 || e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0
      && getComputedStyle(e).display !== 'inline'));
  const texts = document.createTreeWalker(sheet, NodeFilter.SHOW_TEXT);
  const small = [];
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const of = text.parentElement;
    if (text.data.trim() && shown(of) && parseFloat(getComputedStyle(of).fontSize) < 11.9) small.push(text.data);
  }
  const low = [...sheet.querySelectorAll('.ws-table tbody td.ws-cell:not(.ws-cell--fact), .ws-box')]
    .filter(e => e.getBoundingClientRect().height < 7 * 96 / 25.4 - 0.5);
  const page = (sheet.matches('.worksheet--wide') ? 187 : 274) * 96 / 25.4;
  const whole = [...sheet.querySelectorAll('.ws-block:not(.ws-block--long), tr')]
    .filter(e => e.getBoundingClientRect().height > page);
  const name = e => `${e.localName}.${e.className}: ${e.textContent.trim().slice(0, 40)}`;
  return {beyond: beyond.map(name), small, low: low.map(name), whole: whole.map(name)};
}"""
MOST_PAGES = 22


@pytest.mark.parametrize("slug", TOOLS)
def test_a_form_prints_whole_on_a4_with_room_to_write(slug: str, page: Page, address: str) -> None:
    page.goto(f"{address}/tools/{slug}-worksheet.html")
    wide = page.locator(".worksheet--wide").count() == 1
    page.set_viewport_size({"width": round((273 if wide else 186) * 96 / 25.4), "height": 900})
    page.emulate_media(media="print")
    assert page.evaluate(LOOK) == {"beyond": [], "small": [], "low": [], "whole": []}

    pdf = page.pdf(prefer_css_page_size=True)
    assert 4 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= MOST_PAGES
    [size] = set(re.findall(rb"/MediaBox\s*\[([^\]]*)\]", pdf))
    _, _, width, height = map(float, size.split())
    assert (round(max(width, height)), round(min(width, height)), width > height) == (842, 595, wide)


@pytest.mark.parametrize("context", [PHONE, DARK], indirect=True, ids=["phone", "dark"])
def test_a_form_can_be_read_on_a_screen_and_leads_back(page: Page, address: str) -> None:
    page.goto(f"{address}/tools/account-tiering.html")
    page.locator(".bar__more").click()
    page.locator('.menu a[href$="-worksheet.html"]').click()
    page.wait_for_url("**/account-tiering-worksheet.html")
    assert page.locator('meta[name="robots"][content="noindex"]').count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []
    page.locator(".ws-ways a").click()
    page.wait_for_url("**/account-tiering.html#calculator")


def test_a_module_of_the_path_leads_to_the_form_of_its_tool(page: Page, address: str) -> None:
    page.goto(f"{address}/path/tiering.html")
    page.locator('.weapon a[href$="-worksheet.html"]').click()
    page.wait_for_url("**/account-tiering-worksheet.html")
