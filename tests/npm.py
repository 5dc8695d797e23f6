"""Parts from npm that only tests use (`tests/portal/package.json`): installed when a test first asks for them."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "portal"


def npm_part(name: str) -> Path:
    """The folder of an installed part. Processes that run beside each other install once."""
    modules = FOLDER / "node_modules"
    with (FOLDER / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (modules / name).is_dir():
            deno = shutil.which("deno", path=str(Path(sys.executable).parent)) or shutil.which("deno")
            assert deno, "No deno found. It comes with: pip install -e '.[dev]'"
            command = [deno, "install", "--quiet", "--frozen"]
            done = subprocess.run(
                command, cwd=FOLDER, env=os.environ | {"DENO_NO_UPDATE_CHECK": "1"}, capture_output=True, text=True
            )
            if done.returncode:
                pytest.fail(f"The npm parts of tests could not be installed:\n{done.stderr}")
    return modules / name
