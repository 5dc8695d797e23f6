"""From a key press to new figures on the page: tool 1 with 200 accounts, in Chromium at a quarter of its speed.

Three things are measured of the same real key presses. *Script*: from the keydown event to the end of the input event,
when the new figures are in the page. *Laid out*: until they are styled and laid out too, which a read of the layout
forces; both together are what the page itself does. *Painted*: the Event Timing of the browser, from the key to the
next frame that is painted, in steps of 8 ms; it holds waiting for the frame, and painting without a graphics card.
"""

from __future__ import annotations

import random
import statistics
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from playwright.sync_api import Page

from .chromium import chromium
from .compute import account_tiering
from .figure import Figure, shown
from .site import site

ACCOUNTS, SLOWER, PRESSES = 200, 4, 40
PAUSE = 150  # milliseconds between presses: charts and announcements follow a change
STORED = "Object.entries(localStorage).find(([key]) => key.startsWith('armory:') && key.endsWith('account-tiering'))"
KEEP = f"""given => {{
  const [key, text] = {STORED};
  localStorage.setItem(key, JSON.stringify({{ ...JSON.parse(text), given }}));
}}"""
LISTEN = """() => {
  Object.assign(window, { script: [], laidOut: [], painted: [] });
  let start = 0;
  addEventListener("keydown", () => start = performance.now(), true);
  addEventListener("input", () => {
    script.push(performance.now() - start);
    document.querySelector(".calculator").getBoundingClientRect();
    laidOut.push(performance.now() - start);
  });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === "keydown") painted.push(entry.duration);
  }).observe({ type: "event", durationThreshold: 16 });
}"""
PARTS = {
    "laidOut": "figures laid out",
    "script": "figures in the page",
    "painted": "next frame painted (Event Timing, steps of 8 ms)",
}
FIELDS = {"an account's revenue": ("revenue", "A100"), "one rating": ("rating", "A100/growth")}


def figures() -> Iterator[Figure]:
    given = _given()
    with _address() as address, chromium() as browser:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-TW")
        page = context.new_page()
        page.goto(f"{address}/tools/account-tiering.html")
        page.locator('.calculator button[data-do="mine"]:visible').first.click()
        page.wait_for_function(STORED)
        page.evaluate(KEEP, given)
        for what, (value, at) in FIELDS.items():
            page.reload()
            found = _pressed(page, f'.calculator :is(input, select)[data-value="{value}"][data-at="{at}"]')
            yield from _told(what, found)


def _told(what: str, found: dict[str, list[float]]) -> Iterator[Figure]:
    for part, text in PARTS.items():
        took = sorted(found[part])
        name = f"key press to {text}: {what}, {ACCOUNTS} accounts, {SLOWER} × slower"
        says = f"9 of 10 within {shown(took[len(took) * 9 // 10], 'ms')}"
        reach, goal = (16, "key press") if part == "laidOut" else (None, "")
        yield Figure(name, statistics.median(took), "ms", took[0], took[-1], reach, goal, says=says)


def _pressed(page: Page, selector: str) -> dict[str, list[float]]:
    """Milliseconds of all key presses but the first four, which also load what is loaded on first use."""
    page.locator(selector).first.focus()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.evaluate(LISTEN)
    is_list = page.evaluate("document.activeElement.localName") == "select"
    for press in range(PRESSES):
        if not is_list:
            page.evaluate("document.activeElement.select()")  # what is typed takes the place of what stood there
        page.keyboard.press("2435"[press % 4])
        page.wait_for_timeout(PAUSE)
    found: dict[str, list[float]] = page.evaluate("({ script, laidOut, painted })")
    assert len(found["laidOut"]) == PRESSES, f"{selector}: {len(found['laidOut'])} of {PRESSES} presses changed it"
    return {part: took[4:] for part, took in found.items()}


def _given() -> dict[str, Any]:
    """What a learner with many accounts typed; the same on every run."""
    chance = random.Random(1)
    dimensions, tiers = (account_tiering().file.lists[name].items for name in ("dimension", "tier"))
    assert dimensions is not None and tiers is not None
    accounts: list[dict[str, Any]] = []
    for number in range(1, ACCOUNTS + 1):
        revenue = round(chance.paretovariate(1.2), 2)
        accounts.append(
            {
                "id": f"A{number}",
                "account_name": f"客戶 {number}",
                "revenue": revenue,
                "wallet": round(revenue * chance.uniform(1.1, 6), 2),
                "current_tier": chance.choice(list(tiers)),
                "effort": round(min(6.0, revenue / 8), 1),
                "rating": {dimension: chance.randint(1, 5) for dimension in dimensions},
            }
        )
    total = sum(account["revenue"] for account in accounts)
    return {"account": accounts, "total_revenue": round(total * 1.25), "unlisted_count": 400, "unlisted_revenue": 90}


@contextmanager
def _address() -> Iterator[str]:
    """The site, served: pages from disk have no origin to keep work for."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site())))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass
