"""What a run ran on."""

from __future__ import annotations

import os
import platform
import subprocess
from pathlib import Path

from tests.npm import deno

from .chromium import executable
from .deno import ROOT


def machine() -> dict[str, str]:
    """By what it is: cores, processor, memory, system, versions."""
    return {
        "cores": str(os.cpu_count()),
        "processor": _after("/proc/cpuinfo", "model name") or platform.processor() or platform.machine(),
        "memory": _memory(),
        "system": _after("/etc/os-release", "PRETTY_NAME", "=").strip('"') or platform.system(),
        "Python": platform.python_version(),
        "Chromium": _said([executable(), "--version"]).partition(" built")[0],
        "deno": _said([deno(), "--version"]).partition(" (")[0],
    }


def commit() -> str:
    """The commit that was measured; with a mark where files differ from it."""
    changed = _said(["git", "status", "--porcelain", "--untracked-files=no"])
    return _said(["git", "rev-parse", "--short", "HEAD"]) + (" with changes" if changed else "")


def told(found: dict[str, str]) -> str:
    head = "{cores} cores ({processor}), {memory}, {system}, Python {Python}, {Chromium}, {deno}".format(**found)
    return " ".join(head.split())


def _memory() -> str:
    kilobytes = _after("/proc/meminfo", "MemTotal").split()
    return f"{int(kilobytes[0]) / 1024**2:.0f} GB" if kilobytes else "memory unknown"


def _after(path: str, key: str, sign: str = ":") -> str:
    """What the first line that begins with the key says; nothing on systems that have no such file."""
    lines = Path(path).read_text("utf-8").splitlines() if Path(path).exists() else []
    return next((line.partition(sign)[2].strip() for line in lines if line.startswith(key)), "")


def _said(command: list[str]) -> str:
    """The first line of what a program says, or nothing."""
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return next(iter(done.stdout.strip().splitlines()), "")
