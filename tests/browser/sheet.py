"""A calculator on a page, as a learner uses it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page

from site_builder.render.figures import Scene


@dataclass(frozen=True)
class Sheet:
    page: Page

    @property
    def root(self) -> Locator:
        return self.page.locator(".calculator")

    def field(self, value: str, at: str = "") -> Locator:
        """The first field that can be seen: the same value may stand in two steps."""
        return self.root.locator(f':is(input, select, textarea)[data-value="{value}"][data-at="{at}"]').first

    def figure(self, value: str, at: str = "") -> Locator:
        return self.root.locator(f'.step button[data-value="{value}"][data-at="{at}"]').first

    def light(self, name: str) -> Locator:
        return self.root.locator(f'[data-light="{name}"]').first

    def do(self, action: str) -> None:
        """Some buttons stand in the menu of the bar, which is opened for them."""
        if self.root.locator(f'.menu button[data-do="{action}"]').count():
            self.root.locator(".bar__more").click()
        self.root.locator(f'button[data-do="{action}"]:visible').first.click()

    def rows(self, list_name: str) -> list[str]:
        """The ids of the rows of a list that grows."""
        first = self.root.locator(f'tbody[data-repeat="{list_name}"]').first
        return first.locator(":scope > tr").evaluate_all("rows => rows.map(row => row.dataset.item)")

    def type(self, value: str, at: str, text: str) -> None:
        field = self.field(value, at)
        if field.evaluate("field => field.localName") == "select":
            field.select_option(text)
            return
        field.focus()
        field.select_text()
        field.press_sequentially(text)

    def figures(self) -> dict[str, str]:
        """Every figure that is worked out and every light, by name and place, as the page shows them."""
        shown: dict[str, str] = self.root.evaluate(
            """root => {
              const shown = {};
              for (const e of root.querySelectorAll('button.figure[data-value]')) {
                shown[`${e.dataset.value}[${e.dataset.at}]`] = e.hasAttribute('data-blank') ? '–' : e.textContent;
              }
              for (const e of root.querySelectorAll('[data-light]')) {
                shown[`${e.dataset.light}[${e.dataset.at}]`] = e.dataset.state;
              }
              return shown;
            }"""
        )
        return shown

    def stored(self) -> dict[str, Any]:
        """What the browser keeps for this tool."""
        text = self.page.evaluate(
            """() => {
              const slug = document.querySelector('.calculator').dataset.calculator;
              const key = Object.keys(localStorage).find(key => key.startsWith('armory:') && key.endsWith(slug));
              return key === undefined ? 'null' : localStorage.getItem(key);
            }"""
        )
        return json.loads(text)

    def wait_until_stored(self, part: str) -> None:
        self.page.wait_for_function(
            "part => Object.keys(localStorage).some(key => key.startsWith('armory:') "
            "&& localStorage.getItem(key).includes(part))",
            arg=part,
        )


def expected(scene: Scene) -> dict[str, str]:
    """The same from the reference, for all places of all derived values and lights."""
    shown = {}
    for name, value in scene.tool.program.values.items():
        if value.role == "derived" and "." not in name:
            for key in _keys(scene, name):
                shown[f"{name}[{'/'.join(key)}]"] = scene.shown(name, key)
    for name in scene.tool.program.lights:
        for key in _keys(scene, name):
            shown[f"{name}[{'/'.join(key)}]"] = scene.light(name, key)
    return shown


def _keys(scene: Scene, name: str) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [()]
    for index in scene.shape(name):
        found = [(*key, item) for key in found for item in scene.ids[index.list]]
    return found


PASTE = """(field, text) => {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  field.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def paste(field: Locator, text: str) -> None:
    """Until it is told what became of the block: what does it is fetched first."""
    told = field.page.locator('[data-topic="paste"]')
    told.evaluate_all("notices => notices.forEach(notice => notice.remove())")
    field.focus()
    field.evaluate(PASTE, text)
    told.wait_for()
