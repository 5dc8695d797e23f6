"""Programs for the browser, bundled and run by the deno that comes with the development's parts."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.npm import deno

ROOT = Path(__file__).parent.parent
BROWSER = ROOT / "site_builder" / "browser"


def bundled(folder: Path, text: str) -> str:
    """A script of the browser's modules, as the page would have it."""
    entry, out = folder / "entry.ts", folder / "kit.js"
    entry.write_text(text, "utf-8")
    command = [deno(), "bundle", "--quiet", "--no-remote", "--platform", "browser", "--format", "iife", "--minify"]
    subprocess.run([*command, "--output", str(out), str(entry)], cwd=BROWSER, check=True)
    return out.read_text("utf-8")


def kit(folder: Path) -> str:
    """`programOf` of `browser/model/program.ts`, bundled as the page has it: what makes generated scripts compute."""
    source = (BROWSER / "model" / "program.ts").as_uri()
    return bundled(folder, f'import {{ programOf }} from "{source}";\nObject.assign(globalThis, {{ programOf }});\n')


def run(script: Path) -> str:
    """What a script prints."""
    command = [deno(), "run", "--quiet", str(script)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
