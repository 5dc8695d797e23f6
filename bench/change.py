"""Time of "What would change it?" for the recommended tier of tool 1 at 50 accounts with 9 ratings each."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

from site_builder import words
from site_builder.catalog import load_one_tool
from site_builder.formula.order import reads
from site_builder.formula.targets.javascript import compute_script
from site_builder.render.page_data import page_data

from . import compute

ACCOUNTS = 50
ENTRY = """import * as kit from "{browser}/arithmetic.ts";
import {{ search }} from "{browser}/change/search.ts";
Object.assign(globalThis, {{ kit, search }});
"""
RUN = """
const figures = program.compute(sheet), took = [], tried = [];
const ids = Object.fromEntries(Object.entries(sheet.count).map(([list, count]) => [
  list,
  data.lists[list].items?.map((item) => item.id) ?? Array.from({ length: count }, (_, i) => `A${i + 1}`),
]));
for (let account = 0; account < sheet.count.account; account++) {
  const start = performance.now();
  const found = search({ data, ids, sheet, figures }, program, reads, { name: "recommended_tier", at: [account] });
  took.push(performance.now() - start);
  tried.push(found.computed);
}
const middle = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
console.log(JSON.stringify({ first: took[0], median: middle(took), most: Math.max(...took), tried: middle(tried) }));
"""


def measure() -> dict[str, float]:
    """Milliseconds of the first answer, which nothing has warmed up, of the middle and of the slowest one."""
    tool, problems = load_one_tool(compute.ROOT, "account-tiering")
    assert tool is not None, problems
    sheet = compute.sheet_of(tool, ACCOUNTS)
    columns = "\n".join(f"sheet.typed.{name} = {code};" for name, code in sheet["typed"].items())
    with tempfile.TemporaryDirectory() as folder:
        entry = ENTRY.format(browser=(compute.ROOT / "site_builder" / "browser").as_uri())
        parts = [
            compute.bundled(Path(folder), entry),
            f"const sheet = {json.dumps({'count': sheet['count'], 'label': sheet['label'], 'typed': {}})};",
            columns,
            f"const data = {json.dumps(page_data(tool, words.load('en')))}, reads = {json.dumps(reads(tool.program))};",
            f"const program = {{ compute: ({compute_script(tool.program)})(kit) }};",
            RUN,
        ]
        script = Path(folder, "change.js")
        script.write_text("\n".join(parts), "utf-8")
        command = [compute.deno(), "run", "--quiet", str(script)]
        return dict(json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout))


if __name__ == "__main__":
    print(json.dumps(measure()))
