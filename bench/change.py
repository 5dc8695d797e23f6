"""Time of "What would change it?" for the recommended tier of tool 1 at 50 accounts with 9 ratings each."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from site_builder import words
from site_builder.formula.order import reads
from site_builder.formula.targets.javascript import steps_script
from site_builder.render.page_data import page_data

from .compute import account_tiering, sheet_of
from .deno import BROWSER, bundled, run
from .figure import Figure, shown

ACCOUNTS = 50
ENTRY = """import {{ programOf }} from "{browser}/model/program.ts";
import {{ search }} from "{browser}/change/search.ts";
Object.assign(globalThis, {{ programOf, search }});
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
console.log(JSON.stringify({
  first: took[0],
  median: middle(took),
  least: Math.min(...took),
  most: Math.max(...took),
  tried: middle(tried),
}));
"""


def figures() -> Iterator[Figure]:
    """The first answer is one which nothing has warmed up."""
    found = _measured()
    name = f"what would change a tier, {ACCOUNTS} accounts, {found['tried']} tries"
    first = f"first {shown(found['first'], 'ms')}"
    yield Figure(name, found["median"], "ms", found["least"], found["most"], 100, says=first)


def _measured() -> dict[str, float]:
    """Milliseconds of the first, the middle, the fastest and the slowest answer; how many tries the middle one took."""
    tool = account_tiering()
    sheet = sheet_of(tool, ACCOUNTS)
    columns = "\n".join(f"sheet.typed.{name} = {code};" for name, code in sheet["typed"].items())
    with tempfile.TemporaryDirectory() as folder:
        parts = [
            bundled(Path(folder), ENTRY.format(browser=BROWSER.as_uri())),
            f"const sheet = {json.dumps({'count': sheet['count'], 'label': sheet['label'], 'typed': {}})};",
            columns,
            f"const data = {json.dumps(page_data(tool, words.load('en')))}, reads = {json.dumps(reads(tool.program))};",
            f"const program = programOf({steps_script(tool.program)});",
            RUN,
        ]
        script = Path(folder, "change.js")
        script.write_text("\n".join(parts), "utf-8")
        return dict(json.loads(run(script)))
