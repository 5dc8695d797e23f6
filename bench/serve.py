"""From saving a YAML file to the changed page being served, by `site-builder serve` on a copy of the project."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from .figure import Figure, of_runs
from .site import copied

RUNS = 5
FILE, PAGE = "tools/7-talent-pipeline.yml", "tools/talent-pipeline.html"
LONGEST = 180


def figures() -> Iterator[Figure]:
    """Each run changes a word in a text of one tool."""
    yield of_runs("serve: from saving a tool's YAML to its page", _measured(), "s", 1.5, "save")


def _measured() -> list[float]:
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        copied(base)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{free.getsockname()[1]}"
        command = [
            str(Path(sys.executable).with_name("site-builder")),
            "-f",
            str(base / "mkdocs.yml"),
            "serve",
            "-a",
            address,
        ]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            return _changes(base / FILE, f"http://{address}/{PAGE}")
        finally:
            server.terminate()
            server.wait()


def _changes(file: Path, page: str) -> list[float]:
    before = file.read_text("utf-8")
    _wait(page, "</html>")
    seconds = []
    for run in range(RUNS):
        time.sleep(1.5)
        start = time.perf_counter()
        file.write_text(before.replace("\ncommon_sense: ", f"\ncommon_sense: MARK{run} ", 1), "utf-8")
        _wait(page, f"MARK{run} ")
        seconds.append(time.perf_counter() - start)
    return seconds


def _wait(page: str, text: str) -> None:
    """Until the page that is served holds the text. A server that builds answers when it is done."""
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(page, timeout=LONGEST) as answer:
                if text in answer.read().decode():
                    return
        except (urllib.error.URLError, ConnectionError):
            pass
        time.sleep(0.02)
    raise TimeoutError(f"{text!r} did not come to {page}")
