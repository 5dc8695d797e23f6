"""Contrast in charts, where axe does not look: texts 4.5 : 1, marks with a meaning 3 : 1 (WCAG 2.2: 1.4.3, 1.4.11)."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from .findings import Finding

_LOOK = (Path(__file__).parent / "contrast.js").read_text("utf-8")


def faint(page: Page, place: str) -> list[Finding]:
    """One for each look of a text or mark in each chart: as one is, so are those like it."""
    found = page.evaluate(_LOOK)["found"]
    worst: dict[str, float] = {}
    for each in found:
        said = f"{each['svg']}: {each['what']} has less than {each['least']} : 1"
        worst[said] = min(each["ratio"], worst.get(said, 99))
    return [Finding(place, f"{said}: {ratio:.2f}") for said, ratio in worst.items()]
