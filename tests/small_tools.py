"""Small tools that take from each other, written into a folder, checked and computed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner

from site_builder.catalog import load_catalog
from site_builder.cli import cli

from .small_base import write_base
from .takes_vectors import whole

SHOPS = {
    "lists": {"shop": {"grows": {}}, "size": {"items": ["small", "large"]}},
    "values": {
        "sales": {"for": "shop", "unit": "百萬元"},
        "size_of": {"for": "shop", "of": "size"},
        "total": {"unit": "百萬元", "formula": "sum(sales over shop)"},
    },
}
PLAN = {
    "lists": {"shop": {"from": "count_shops", "label": "店"}, "size": {"from": "count_shops", "only": ["large"]}},
    "values": {
        "sales": {"for": "shop", "unit": "百萬元", "takes": "count_shops.sales"},
        "size_of": {"for": "shop", "of": "size", "takes": "count_shops.size_of"},
        "all": {"unit": "百萬元", "takes": "count_shops.total"},
        "half": {"unit": "百萬元", "formula": "all / 2"},
    },
}
PAY = {"lists": {}, "values": {"half": {"unit": "百萬元", "takes": "plan_visits.half"}}}
ALONE = {"lists": {}, "values": {"figure": {}}}


def put(folder: Path, **tools: dict[str, Any] | str) -> Path:
    """A knowledge base of tools by id, numbered in this order; a text stands as it is."""
    write_base(folder)
    for path in [*(folder / "tools").iterdir(), *(folder / "content" / "stories").iterdir()]:
        path.unlink()
    for number, (tool_id, said) in enumerate(tools.items()):
        text = said if isinstance(said, str) else yaml.dump(whole(said), allow_unicode=True, sort_keys=False)
        (folder / "tools" / f"{number + 1}-{tool_id.replace('_', '-')}.yml").write_text(text, "utf-8")
    return folder


def codes(folder: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for problem in load_catalog(folder)[1]:
        found.setdefault(problem.span.file.split("-", 1)[-1], []).append(problem.code)
    return found


def run(folder: Path, case: str, tool: str = "plan-visits", lang: str = "en") -> tuple[int, str, str]:
    (folder / "case.yml").write_text(case, "utf-8")
    words = ["compute", tool, "--given", str(folder / "case.yml"), "--format", "json", "--lang", lang]
    result = CliRunner().invoke(cli, ["-f", str(folder / "mkdocs.yml"), *words])
    return result.exit_code, result.stdout, result.stderr
