"""The page's pure functions in V8: arguments and results as JSON."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from py_mini_racer import MiniRacer

from .javascript_target import BROWSER


class Functions:
    """`sources`: modules of `browser/`, each with the names that are taken from it; `glue`: more script."""

    def __init__(self, sources: dict[str, str], glue: str = "") -> None:
        self._engine = MiniRacer()
        atexit.register(self._engine.close)  # left to the garbage collector at the end, it waits for ever
        self._engine.eval(_bundle(sources) + glue)

    def call(self, name: str, *args: Any) -> Any:
        self._engine.eval("function run_(name, args) { return JSON.stringify(globalThis[name](...JSON.parse(args))) }")
        return json.loads(str(self._engine.call("run_", name, json.dumps(args))))


def _bundle(sources: dict[str, str]) -> str:
    """As a classic script that sets the names."""
    with tempfile.TemporaryDirectory() as folder:
        entry, out = Path(folder, "entry.ts"), Path(folder, "out.js")
        imports = [f'import {{ {names} }} from "{(BROWSER / module).as_uri()}";' for module, names in sources.items()]
        every = ", ".join(sources.values())
        entry.write_text("\n".join([*imports, f"Object.assign(globalThis, {{ {every} }});\n"]), "utf-8")
        deno = shutil.which("deno", path=str(Path(sys.executable).parent)) or "deno"
        command = [deno, "bundle", "--quiet", "--no-remote", "--platform", "browser", "--format", "iife"]
        environment = os.environ | {"DENO_NO_UPDATE_CHECK": "1"}
        subprocess.run([*command, "--output", str(out), str(entry)], cwd=BROWSER, env=environment, check=True)
        return out.read_text("utf-8")
