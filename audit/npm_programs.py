"""Programs of ours in `audit/npm/` that stand on parts of npm: run by deno, which comes with the development set-up."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.npm import deno, npm_part

FOLDER = Path(__file__).parent / "npm"


def run(program: str, part: str, told: object) -> Iterator[dict[str, Any]]:
    """The lines of JSON that a program writes, as they come. `part` is what it stands on; `told` its one argument."""
    npm_part(part, FOLDER)
    command = [deno(), "run", "--quiet", "--allow-all", str(FOLDER / program), json.dumps(told)]
    quiet = os.environ | {"DENO_NO_UPDATE_CHECK": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=quiet) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("{"):
                yield json.loads(line)
    assert process.returncode == 0, f"{program} ended with {process.returncode}"
