"""One language of a site, built in this process: `python -m bench.one_build whole CONFIG FOLDER` prints seconds.

`whole` does what `site-builder build` does for a language and leaves the plain tree in FOLDER; `mkdocs` in its place
then runs MkDocs alone on that tree as anybody would, with the same settings, without our plugin and our extension of
Markdown.
"""

from __future__ import annotations

import json
import pickle
import sys
import time
from pathlib import Path

from site_builder import mkdocs_site, shares
from site_builder.problem import Problem
from site_builder.render import Rendered

LOCALE = "zh-hant"


def whole(config: Path, folder: Path) -> dict[str, float]:
    """`all`, and of that: until all was `read` and checked, `rendered`, `mkdocs`, and the `rest` (the search); all in
    processor time, and `clock` by the clock."""
    given: dict[str, object] = {}
    began, moments = time.perf_counter(), {"start": time.process_time()}

    def say(key: str, facts: dict[str, object]) -> None:
        moments[key] = time.process_time()

    def run_mkdocs(
        config_file: Path, tree: Path, site: Path, rendered: Rendered, settings: dict[str, object]
    ) -> list[Problem]:
        given.update(nav=rendered.nav, settings=settings)
        moments["mkdocs"] = time.process_time()
        problems = mkdocs_site.run_mkdocs(config_file, tree, site, rendered, settings)
        moments["made"] = time.process_time()
        return problems

    vars(shares)["run_mkdocs"] = run_mkdocs  # to know when it begins and ends, and what it is given
    done = shares.do(shares.Share(config, LOCALE, folder), say)
    moments["end"] = time.process_time()
    clock = time.perf_counter() - began
    assert done.problems == [], done.problems
    (folder / "given").write_bytes(pickle.dumps(given))
    parts = {
        "all": ("start", "end"),
        "read": ("start", "command.read"),
        "rendered": ("command.read", "mkdocs"),
        "mkdocs": ("mkdocs", "made"),
        "rest": ("made", "end"),
    }
    return {"clock": clock} | {name: moments[last] - moments[first] for name, (first, last) in parts.items()}


def mkdocs(config: Path, folder: Path) -> dict[str, float]:
    given = pickle.loads((folder / "given").read_bytes())
    start = time.process_time()
    rendered = Rendered({}, given["nav"])
    vars(mkdocs_site)["with_own_markdown"] = lambda _: None
    problems = mkdocs_site.run_mkdocs(config, folder / "tree", folder / "alone", rendered, given["settings"])
    assert problems == [], problems
    return {"all": time.process_time() - start}


if __name__ == "__main__":
    print(json.dumps({"whole": whole, "mkdocs": mkdocs}[sys.argv[1]](*map(Path, sys.argv[2:]))))
