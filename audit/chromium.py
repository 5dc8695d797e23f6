"""The system's Chromium, started so that other programs may drive it too."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
WINDOWLESS = "chromium-headless-shell"
FLAGS = ("--headless=new", "--no-sandbox", "--no-first-run", "--disable-background-networking", "--disable-extensions")
PATIENCE = 30
"""Seconds until it must have started."""


def chromium() -> str:
    """Its path: the one that CHROMIUM names, or the one of the system."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    assert found is not None, "No Chromium found: install one, or name it with CHROMIUM=…"
    return found


def windowless() -> str:
    """The same without the code for windows, where the system has it: pages open in two thirds of the time.

    It leaves frames of other sites their storage, which Chromium with windows refuses them when it keeps nothing.
    """
    return os.environ.get("CHROMIUM") or shutil.which(WINDOWLESS) or chromium()


@contextmanager
def listening() -> Iterator[int]:
    """A browser without memory; the port on which it is told what to do."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as memory:
        command = [windowless(), *FLAGS, "--remote-debugging-port=0", f"--user-data-dir={memory}", "about:blank"]
        browser = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield _port(Path(memory, "DevToolsActivePort"))
        finally:
            browser.terminate()
            browser.wait()


def _port(told: Path) -> int:
    """The browser writes it once it listens."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if told.is_file() and (lines := told.read_text().split()):
            return int(lines[0])
        time.sleep(0.05)
    raise AssertionError(f"Chromium did not start within {PATIENCE} s")
