"""`site-builder serve` in Chromium: a saved change comes to the open page, so does what is wrong; figures stay."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ..small_base import write_base

TOOL = "tools/8-shop-visits.yml"
LONGEST = 120_000  # milliseconds, on a machine that does much else


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return write_base(tmp_path).parent


@pytest.fixture
def served(base: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [str(Path(sys.executable).with_name("site-builder")), "-f", str(base / "mkdocs.yml"), "serve"]
    server = subprocess.Popen([*command, "-a", address], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(f"http://{address}/")
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait()


def _wait(address: str) -> None:
    for _ in range(1200):
        try:
            urllib.request.urlopen(address, timeout=10).close()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise TimeoutError(address)


def change(base: Path, old: str, new: str) -> None:
    text = (base / TOOL).read_text("utf-8")
    assert old in text
    (base / TOOL).write_text(text.replace(old, new), "utf-8")


def test_a_change_and_a_problem_come_to_the_open_page_and_figures_and_place_stay(
    served: str, base: Path, page: Page
) -> None:
    page.goto(f"{served}/tools/shop-visits.html")
    page.locator('[data-do="mine"]:visible').click()
    sales = page.locator('input[data-value="sales"]').first
    sales.fill("42")
    total = page.locator('.results [data-value="total"]')
    expect(total).to_have_text("42.00")
    page.evaluate("scrollTo(0, 700)")

    change(base, "text: 填。", "text: 填最近一季的。")
    expect(page.locator(".step__text").first).to_contain_text("填最近一季的。", timeout=LONGEST)
    expect(total).to_have_text("42.00")
    assert abs(page.evaluate("scrollY") - 700) < 100

    change(base, "sum(sales over", "sum(sale over")
    told = page.locator("#site-builder-problems")
    expect(told).to_contain_text(f"{TOOL}:", timeout=LONGEST)
    expect(told).to_contain_text("sale")
    expect(total).to_have_text("42.00")

    change(base, "sum(sale over", "sum(sales over")
    expect(told).to_have_count(0, timeout=LONGEST)
    expect(total).to_have_text("42.00")
    assert abs(page.evaluate("scrollY") - 700) < 100
