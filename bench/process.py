"""A program, run to its end: how long it took, and how much memory it held."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .deno import ROOT

MODULE = [sys.executable, "-m"]
BUILDER = [str(Path(sys.executable).with_name("site-builder"))]


@dataclass(frozen=True)
class Took:
    """`cpu` is of all its processes together, `megabytes` the most that one of them held at a time."""

    seconds: float
    cpu: float
    megabytes: float
    said: str


def run(command: Sequence[str], environment: dict[str, str] | None = None) -> Took:
    """Run in the project's folder; what it says ends the measurement if it fails."""
    with tempfile.TemporaryFile("w+") as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT, env=os.environ | (environment or {})
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} fails:\n{text}")
    per_megabyte = 1024**2 if sys.platform == "darwin" else 1024
    return Took(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / per_megabyte, text)
