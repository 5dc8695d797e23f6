"""Parts from npm that only tests and measurements use, as a `package.json` names them: installed on first use."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent / "portal"


def npm_part(name: str, folder: Path = FOLDER) -> Path:
    """The folder of an installed part. Processes that run beside each other install once."""
    modules = folder / "node_modules"
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (modules / name).is_dir():
            deno = shutil.which("deno", path=str(Path(sys.executable).parent)) or shutil.which("deno")
            assert deno, "No deno found. It comes with: pip install -e '.[dev]'"
            command = [deno, "install", "--quiet", "--frozen"]
            done = subprocess.run(
                command, cwd=folder, env=os.environ | {"DENO_NO_UPDATE_CHECK": "1"}, capture_output=True, text=True
            )
            assert done.returncode == 0, f"The npm parts of {folder.name} could not be installed:\n{done.stderr}"
    return modules / name
