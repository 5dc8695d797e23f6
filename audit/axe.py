"""What axe finds: on a page as it opens, with the search open, and on a phone with the menu open."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.axe import violations

from .findings import Finding

MENU = ".md-sidebar--primary"
SEARCH = ".md-search"


def found(page: Page, place: str) -> list[Finding]:
    """Menu and search are looked at by themselves: the page below them was before."""
    said = [Finding(place, each) for each in violations(page)]
    if open_search(page):
        said += [Finding(f"{place}, search open", each) for each in violations(page, SEARCH)]
        page.keyboard.press("Escape")
    if open_menu(page):
        said += [Finding(f"{place}, menu open", each) for each in violations(page, MENU)]
    return said


def open_search(page: Page) -> bool:
    """With results below it, where the page has a search."""
    field = page.locator(".md-search__input")
    if not field.count():
        return False
    button = page.locator("label.md-header__button[for=__search]")
    if button.is_visible():
        button.click()
    field.click()
    field.fill("a")
    page.locator("[data-found] li").first.wait_for()
    return True


def open_menu(page: Page) -> bool:
    """Where the page has one that opens: on a phone."""
    button = page.locator("label.md-header__button[for=__drawer]")
    if not button.count() or not button.is_visible():
        return False
    button.click()
    page.locator(".md-sidebar--primary .md-nav__title").first.wait_for()
    return True
