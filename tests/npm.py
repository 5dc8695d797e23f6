"""Parts from npm that only tests and measurements use: installed when they are first asked for."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent / "portal"


def npm_part(name: str, folder: Path = FOLDER) -> Path:
    """The folder of a part that `package.json` of `folder` names. Processes that run beside each other install once."""
    modules = folder / "node_modules"
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (modules / name).is_dir():
            command = [deno(), "install", "--quiet", "--frozen"]
            quiet = os.environ | {"DENO_NO_UPDATE_CHECK": "1"}
            done = subprocess.run(command, cwd=folder, env=quiet, capture_output=True, text=True)
            assert done.returncode == 0, f"Parts from npm could not be installed:\n{done.stderr}"
    return modules / name


def deno() -> str:
    found = shutil.which("deno", path=str(Path(sys.executable).parent)) or shutil.which("deno")
    assert found, "No deno found. It comes with: pip install -e '.[dev]'"
    return found
