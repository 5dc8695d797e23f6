"""The system's Chromium, or the one that CHROMIUM names, with pages of a site."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def executable() -> str:
    """ "chromium" where none is found, so that what fails says what is missing."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), "chromium")


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=executable(), args=arguments)
        yield browser
        browser.close()
