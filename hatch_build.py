"""The page's scripts: TypeScript of `site_builder/browser/` in, one classic script each in `site_builder/assets/` out.

Hatchling runs this on every build and install. `python hatch_build.py` (`make bundle`) runs it alone, in well under a
second, with the `deno` of the same environment (extra `dev`).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SCRIPTS = {  # in assets/: from browser/
    "armory.js": "main.ts",
    "blocks.js": "blocks_main.ts",  # loaded when the focus first comes into a field: blocks of cells
    "case.js": "case_main.ts",  # the case file's page
    "charts.js": "charts_main.ts",  # loaded when a chart is drawn anew; the build draws with it
    "embed.js": "embed_main.ts",  # put into pages elsewhere: makes a frame of a tool there
    "embed-code.js": "embed_code_main.ts",  # loaded when somebody asks for the line to put into a page
    "entries.js": "entries_main.ts",  # of a page of many entries: leaves those in which what was typed stands
    "find.js": "find_main.ts",  # loaded when a reader first comes into the search field, or from a result
    "frame.js": "frame_main.ts",  # a tool's page in such a frame
    "more.js": "more_main.ts",  # loaded on rare occasions: files in and out
    "link.js": "link_main.ts",  # loaded when a link is made or opened
    "page.js": "page_main.ts",  # of every page: search field, terms, languages
    "path.js": "path_main.ts",  # the self-study pages' own
    "portal.js": "portal_main.ts",  # the launch page of a course package
    "print.js": "print_main.ts",  # loaded when a learner prints the tool on one page
    "quiz.js": "quiz_main.ts",  # loaded when questions come near
    "scheme.js": "scheme_main.ts",  # the first script of a bare page: light or dark
    "terms.js": "terms_main.ts",  # what terms mean, on a bare page
    "theme.js": "theme_main.ts",  # the first script of every page: what Material has inside its pages
    "sheets.js": "sheets_main.ts",  # of tools with a list of which one item is shown at a time
    "tabs.js": "tabs_main.ts",  # of pages with tabs of content
    "takes.js": "takes_main.ts",  # loaded when there is work in a tool that this one takes from
    "versions.js": "versions_main.ts",  # loaded when a learner keeps a version or compares with one
    "wall.js": "wall_main.ts",  # the trainer's wall
    "workbook.js": "workbook_main.ts",  # loaded when a learner asks for an Excel file
    "why.js": "why_main.ts",  # loaded when a learner first asks why
}

HERE = Path(__file__).resolve().parent


class BundleHook(BuildHookInterface):  # type: ignore[type-arg]
    """Bundles before anything is packed; a wheel that is no link to this folder carries the templates too."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        # pip puts the build requirements first on the PATH of an isolated build.
        bundle(Path(self.root), deno=shutil.which("deno") or deno_of_this_environment())
        if self.target_name == "wheel" and version != "editable":
            build_data["force_include"][os.path.join(self.root, "templates")] = "site_builder/templates"


def bundle(root: Path, deno: str | None) -> list[Path]:
    """Writes every script of the table whole or not at all, and gives back their paths. Same sources, same bytes."""
    if deno is None:
        raise SystemExit("No deno found. It comes with: pip install -e '.[dev]'")
    browser, assets = root / "site_builder" / "browser", root / "site_builder" / "assets"
    assets.mkdir(exist_ok=True)
    written = []
    for name, entry in SCRIPTS.items():
        if not (browser / entry).is_file():
            raise SystemExit(f"No {browser / entry} to make {name} from.")
        fresh = assets / f"{name}.new"
        try:
            run_deno(deno, browser, entry, fresh)
            os.replace(fresh, assets / name)
        finally:
            fresh.unlink(missing_ok=True)
        written.append(assets / name)
    return written


def deno_of_this_environment() -> str | None:
    """The deno beside the running Python, where an environment that is not activated has it."""
    return shutil.which("deno", path=str(Path(sys.executable).parent))


def run_deno(deno: str, browser: Path, entry: str, out: Path) -> None:
    """`iife`: a classic script, because browsers load no modules from disk. `frozen`: npm parts as the lock says."""
    command = [deno, "bundle", "--quiet", "--config", "deno.json", "--frozen-lockfile", "--no-remote"]
    command += ["--platform", "browser", "--format", "iife", "--minify", "--output", str(out), entry]
    # Started inside the folder, so that no path of this machine can get into the script.
    done = subprocess.run(
        command,
        cwd=browser,
        env=os.environ | {"DENO_NO_UPDATE_CHECK": "1", "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode != 0 or not out.is_file():
        said = done.stderr.strip() or done.stdout.strip()
        if "@esbuild" in said:
            said += "\nOn its first run deno fetches its bundler, esbuild, from the npm registry. Is the network there?"
        raise SystemExit(f"deno could not bundle {browser / entry}:\n{said}")


if __name__ == "__main__":
    for script in bundle(HERE, deno=deno_of_this_environment() or shutil.which("deno")):
        print(f"{script.relative_to(HERE)}: {script.stat().st_size:,} bytes")
