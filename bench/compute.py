"""Time of one full computation of tool 1 at 1,000 accounts: the generated script beside the same model by hand."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from site_builder.catalog import Tool, load_one_tool
from site_builder.formula.targets.javascript import compute_script

HERE = Path(__file__).parent
ROOT = HERE.parent
ACCOUNTS = 1_000


def measure() -> dict[str, float]:
    """Milliseconds of both, and how many times as long the generated script takes."""
    tool, problems = load_one_tool(ROOT, "account-tiering")
    assert tool is not None, problems
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "bench.js")
        script.write_text(_script(tool, _kit(Path(folder))), "utf-8")
        out = subprocess.run([deno(), "run", "--quiet", str(script)], capture_output=True, text=True, check=True)
    found = json.loads(out.stdout)
    if found["missing"] or found["wrong"]:
        raise SystemExit(f"bench/compute_by_hand.js is not the tool any more: {found['missing']} {found['wrong']}")
    times = {name: round(found[name], 4) for name in ("generated_ms", "by_hand_ms")}
    return {**times, "ratio": round(times["generated_ms"] / times["by_hand_ms"], 2)}


def _script(tool: Tool, kit: str) -> str:
    sheet = sheet_of(tool, ACCOUNTS)
    derived = [v.name for v in tool.program.values.values() if v.role == "derived" and "." not in v.name]
    columns = "\n".join(f"sheet.typed.{name} = {code};" for name, code in sheet["typed"].items())
    parts = [
        kit,
        f"const sheet = {json.dumps({'count': sheet['count'], 'label': sheet['label'], 'typed': {}})};",
        columns,
        f"const derived = {json.dumps(derived)};",
        f"const generated = {compute_script(tool.program)};",
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


def _kit(folder: Path) -> str:
    """`browser/arithmetic.ts`, bundled as the page has it."""
    source = (ROOT / "site_builder" / "browser" / "arithmetic.ts").as_uri()
    return bundled(folder, f'import * as kit from "{source}";\nObject.assign(globalThis, {{ kit }});\n')


def bundled(folder: Path, text: str) -> str:
    """A script of the browser's modules, as the page would have it."""
    entry, out = folder / "entry.ts", folder / "kit.js"
    entry.write_text(text, "utf-8")
    command = [deno(), "bundle", "--quiet", "--no-remote", "--platform", "browser", "--format", "iife", "--minify"]
    subprocess.run([*command, "--output", str(out), str(entry)], cwd=ROOT / "site_builder" / "browser", check=True)
    return out.read_text("utf-8")


def deno() -> str:
    return shutil.which("deno", path=str(Path(sys.executable).parent)) or "deno"


if __name__ == "__main__":
    print(json.dumps(measure()))
