"""One model beside other engines from npm: nine ratings weighted to a score, tiers, shares, totals over the accounts.

Each participant computes it in its own form (a module here), at each size in a process of its own, in turns; its
figures are held to those of a loop by hand before it is timed. `runner.js` says what a run is.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from site_builder.catalog import load_one_tool
from site_builder.formula.targets.javascript import steps_script
from tests.npm import deno, npm_part

from ..deno import kit
from ..figure import Figure, shown

HERE = Path(__file__).parent
SIZES = (1, 100, 1_000, 10_000)
ROUNDS = 3
LIMIT = 60  # seconds for a participant at a size: set-up, check, and both timings
SLOW = 6  # seconds, above which one round has to do
NAMES = {
    "by_hand": "by hand",
    "ours": "this project",
    "json_logic": "json-logic-engine",
    "formulajs": "formulajs",
    "hyperformula": "HyperFormula",
    "publicodes": "publicodes",
}
WHAT = {"full": "all figures, all inputs new", "edit": "one rating changed"}

Times = dict[str, float]
"""Milliseconds by what was done, `full` and `edit`."""


def figures() -> Iterator[Figure]:
    npm_part("publicodes", HERE)
    with tempfile.TemporaryDirectory() as folder:
        script = _script(Path(folder))
        too_slow: set[str] = set()
        found = {size: _rounds(size, script, too_slow) for size in SIZES}
    for done, said in WHAT.items():
        for size, rounds in found.items():
            yield from _row(f"{said}, {size:,} {'account' if size == 1 else 'accounts'}", done, rounds)


def _row(name: str, done: str, rounds: list[dict[str, Times]]) -> Iterator[Figure]:
    """Ratios are of one round each, so that the machine's mood does not count."""
    for participant, column in NAMES.items():
        times = [each[participant][done] for each in rounds if participant in each]
        if not times:
            yield Figure(name, None, "×", column=column, says=f"not done in {LIMIT} s")
        elif participant == "by_hand":
            yield Figure(name, statistics.median(times), "ms", min(times), max(times), column=column)
        else:
            hand = [each["by_hand"][done] for each in rounds if participant in each]
            ratios = [own / other for own, other in zip(times, hand, strict=True)]
            says = shown(statistics.median(times), "ms")
            yield Figure(name, statistics.median(ratios), "×", min(ratios), max(ratios), column=column, says=says)


def _rounds(size: int, script: Path, too_slow: set[str]) -> list[dict[str, Times]]:
    """What each participant took in each round. Who is not done at a size is not asked at a larger one."""
    rounds: list[dict[str, Times]] = []
    slow: set[str] = set()
    for _ in range(ROUNDS):
        rounds.append({})
        for participant in NAMES:
            if participant in too_slow | slow:
                continue
            start = time.perf_counter()
            times = _run(participant, size, script)
            if times is None:
                too_slow.add(participant)
            else:
                rounds[-1][participant] = times
            if time.perf_counter() - start > SLOW and participant != "by_hand":
                slow.add(participant)
    return rounds


def _run(participant: str, size: int, script: Path) -> Times | None:
    """None if it is not done in time."""
    command = [deno(), "run", "--quiet", "-A", "runner.js", participant, str(size), script.as_uri()]
    try:
        done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, timeout=LIMIT, check=False)
    except subprocess.TimeoutExpired:
        return None
    if done.returncode:
        raise SystemExit(f"bench/peers: {participant} at {size} fails:\n{done.stderr}")
    found = json.loads(done.stdout)
    if found["wrong"]:
        raise SystemExit(f"bench/peers: {participant} at {size} finds other figures: {found['wrong']}")
    return {"full": found["full"], "edit": found["edit"]}


def _script(folder: Path) -> Path:
    """The tool of `tools/`, as a module with its `program`."""
    tool, problems = load_one_tool(HERE, "weighted-score")
    assert tool is not None, problems
    path = folder / "program.js"
    text = f"{kit(folder)}\nexport const program = globalThis.programOf({steps_script(tool.program)});\n"
    path.write_text(text, "utf-8")
    return path
