"""Visits in Chromium, under the documented headers: each kind of page, by language, light and dark, wide and narrow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser

from . import axe, contrast, shifts
from .findings import Figure, Finding, none_of
from .kinds import Kind
from .requests import Watch

WIDE = {"viewport": {"width": 1280, "height": 900}}
NARROW = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
LOOKS: dict[str, dict[str, Any]] = {
    "light, 1280 px": WIDE,
    "dark, 1280 px": WIDE | {"color_scheme": "dark"},
    "light, 390 px": NARROW,
    "dark, 390 px": NARROW | {"color_scheme": "dark"},
}
SOME = ("light, 1280 px", "dark, 390 px")


@dataclass
class Visits:
    """All that was found, by subject."""

    seen: int = 0
    errors: list[Finding] = field(default_factory=list)
    others: list[Finding] = field(default_factory=list)
    moves: list[Finding] = field(default_factory=list)
    faint: list[Finding] = field(default_factory=list)
    axe: list[Finding] = field(default_factory=list)

    def figures(self) -> Iterator[Figure]:
        yield none_of(f"axe violations, {self.seen} visits", self.axe)
        yield none_of("requests to other hosts", self.others)
        yield none_of("errors, and breaches of the security policy", self.errors)
        yield none_of("layout shifts after load, while scrolling, with the search opened", self.moves)
        yield none_of("texts and marks of charts with too little contrast", self.faint)


def visit(browser: Browser, address: str, kinds: Iterable[Kind], looks: Iterable[str], with_axe: bool = True) -> Visits:
    """`address` is where the site is served with its headers."""
    visits = Visits()
    kinds = list(kinds)
    for look in looks:
        for kind in kinds:
            visits.seen += 1
            _visit(browser, address, kind, look, visits, with_axe)
    return visits


def _visit(browser: Browser, address: str, kind: Kind, look: str, visits: Visits, with_axe: bool) -> None:
    place = f"{kind.page} ({look})"
    context = browser.new_context(**LOOKS[look])
    page = context.new_page()
    watch = Watch(page, address)
    shifts.watch(page)
    page.goto(f"{address}/{kind.page}", wait_until="load")
    page.wait_for_load_state("networkidle")
    visits.moves += shifts.shifts(page, place)
    shifts.scroll(page)
    visits.moves += shifts.shifts(page, f"{place}, while scrolling")
    visits.faint += contrast.faint(page, place)
    if axe.open_search(page):
        visits.moves += shifts.shifts(page, f"{place}, search opened")
        page.keyboard.press("Escape")
    if with_axe:
        visits.axe += axe.found(page, place)
    visits.errors += watch.errors(place)
    visits.others += watch.other_hosts(place)
    context.close()
