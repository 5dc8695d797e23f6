"""Time of one full computation of tool 1: the generated script beside the same model by hand, at sizes."""

from __future__ import annotations

import json
import random
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from site_builder.catalog import Tool, load_one_tool
from site_builder.formula.targets.javascript import steps_script

from .deno import ROOT, kit, run
from .figure import Figure, shown

HERE = Path(__file__).parent
SIZES = (1, 100, 1_000, 10_000)
GOAL = 1_000  # the size that the design names
RUNS = 5


def figures() -> Iterator[Figure]:
    """Ratios are taken within one run of both, so that the machine's mood does not count."""
    tool = account_tiering()
    found: dict[int, list[dict[str, float]]] = {size: [] for size in SIZES}
    for _ in range(RUNS):
        for size in SIZES:
            found[size].append(_measured(tool, size))
    for size, runs in found.items():
        ratios = [each["generated_ms"] / each["by_hand_ms"] for each in runs]
        own, hand = (statistics.median(each[name] for each in runs) for name in ("generated_ms", "by_hand_ms"))
        yield Figure(
            f"tool 1 whole, {size:,} {'account' if size == 1 else 'accounts'}, beside a loop by hand",
            statistics.median(ratios),
            "×",
            min(ratios),
            max(ratios),
            1.5 if size == GOAL else None,
            "compute" if size == GOAL else "",
            says=f"{shown(own, 'ms')} and {shown(hand, 'ms')}",
        )


def account_tiering() -> Tool:
    tool, problems = load_one_tool(ROOT, "account-tiering")
    assert tool is not None, problems
    return tool


def _measured(tool: Tool, accounts: int) -> dict[str, float]:
    """Milliseconds of both; their figures are the same."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "bench.js")
        script.write_text(_script(tool, accounts, kit(Path(folder))), "utf-8")
        found = json.loads(run(script))
    if found["missing"] or found["wrong"]:
        raise SystemExit(f"bench/compute_by_hand.js is not the tool any more: {found['missing']} {found['wrong']}")
    return {name: found[name] for name in ("generated_ms", "by_hand_ms")}


def _script(tool: Tool, accounts: int, kit: str) -> str:
    sheet = sheet_of(tool, accounts)
    derived = [v.name for v in tool.program.values.values() if v.role == "derived" and "." not in v.name]
    columns = "\n".join(f"sheet.typed.{name} = {code};" for name, code in sheet["typed"].items())
    parts = [
        kit,
        f"const sheet = {json.dumps({'count': sheet['count'], 'label': sheet['label'], 'typed': {}})};",
        columns,
        f"const derived = {json.dumps(derived)};",
        f"const {{ compute }} = programOf({steps_script(tool.program)});",
        (HERE / "compute_by_hand.js").read_text("utf-8"),
        (HERE / "compute.js").read_text("utf-8"),
    ]
    return "\n".join(parts)


def sheet_of(tool: Tool, accounts: int) -> dict[str, dict[str, object]]:
    """Accounts as they might be: a few large ones, every figure there; the same on every run."""
    chance = random.Random(1)
    program = tool.program
    count = {name: accounts if a.items is None else len(a.items) for name, a in program.lists.items()}
    revenue = [round(chance.paretovariate(1.2), 2) for _ in range(accounts)]
    typed: dict[str, list[float | str | None]] = {
        "revenue": [*revenue],
        "wallet": [round(x * chance.uniform(1.1, 6), 2) for x in revenue],
        "effort": [round(min(6.0, x / 8), 2) for x in revenue],
        "current_tier": [float(chance.choices(range(5), (1, 3, 6, 8, 4))[0]) for _ in revenue],
        "rating": [float(chance.randint(1, 5)) for _ in range(accounts * count["dimension"])],
        "account_name": [f"客戶 {row + 1}" for row in range(accounts)],
        "total_revenue": [round(sum(revenue) * 1.25, 2)],
        "unlisted_count": [400.0],
        "unlisted_revenue": [round(sum(revenue) * 0.2, 2)],
    }
    columns: dict[str, object] = {}
    for value in program.values.values():
        if value.role != "given":
            continue
        size = 1
        for index in value.shape:
            size *= count[index.list]
        cells = typed.get(value.name, [None] * size)
        text = value.type.kind == "text"
        columns[value.name] = json.dumps(cells) if text else f"Float64Array.from({json.dumps(cells)}, (x) => x ?? NaN)"
    label = {
        name: [f"A{row + 1}" for row in range(accounts)] if a.labels is None else list(a.labels)
        for name, a in program.lists.items()
    }
    return {"count": {**count}, "label": {**label}, "typed": columns}
