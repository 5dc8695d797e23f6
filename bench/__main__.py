"""`make bench`: the figures, measured; a Markdown table on screen, and as JSON in `bench/results/`."""

from __future__ import annotations

import gzip
import json
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from site_builder.build import build
from site_builder.catalog import load_catalog
from site_builder.render import render
from site_builder.words import load

from . import change, compute, search, serve

ROOT = Path(__file__).parent.parent
RUNS = 5


@dataclass(frozen=True)
class Figure:
    """`reach` is what the design asks for, as text; `spread` the least and the most of the runs."""

    name: str
    measured: str
    reach: str
    spread: str = ""


def main() -> None:
    figures = [*_compute(), _change(), *_sizes(), *_search(), _serve(), *_builds()]
    rows = [f"| {figure.name} | {figure.measured} | {figure.spread or '–'} | {figure.reach} |" for figure in figures]
    print("\n".join(["| figure | measured | spread | to reach |", "|---|---|---|---|", *rows]))
    folder = ROOT / "bench" / "results"
    folder.mkdir(exist_ok=True)
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    report = {"machine": machine, "figures": [asdict(figure) for figure in figures]}
    (folder / "latest.json").write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", "utf-8")
    print(f"\n{machine}; also in bench/results/latest.json")


def _compute() -> Iterator[Figure]:
    """The ratio is taken within one run of both, so that the machine's mood does not count."""
    runs = [compute.measure() for _ in range(RUNS)]
    ratios = [run["ratio"] for run in runs]
    generated = [run["generated_ms"] for run in runs]
    yield Figure(
        f"tool 1 at {compute.ACCOUNTS:,} accounts, beside a loop by hand",
        f"{statistics.median(ratios):.2f} × ({statistics.median(generated):.2f} ms)",
        "≤ 1.5 ×",
        f"{min(ratios):.2f}–{max(ratios):.2f} ×",
    )


def _change() -> Figure:
    found = change.measure()
    return Figure(
        f"what would change a tier, {change.ACCOUNTS} accounts × 9 ratings ({found['tried']} tries)",
        f"{found['median']:.0f} ms",
        "≤ 100 ms",
        f"first {found['first']:.0f}, slowest {found['most']:.0f} ms",
    )


def _sizes() -> Iterator[Figure]:
    catalog, problems = load_catalog(ROOT)
    assert catalog is not None, problems
    packed = {name: _packed(_bytes(text)) for name, text in render(catalog, load("zh-hant")).files.items()}
    bundle, why = packed["assets/armory.js"], packed["assets/why.js"]
    yield Figure("script of all calculators, gzip", f"{bundle / 1024:.1f} KB", "≤ 35 KB")
    for tool in catalog.tools:
        own, asked = packed[f"assets/tools/{tool.slug}.js"], packed[f"assets/tools/{tool.slug}.why.js"]
        yield Figure(f"our script on the page of {tool.slug}, gzip", f"{(own + bundle) / 1024:.1f} KB", "≤ 35 KB")
        yield Figure("  loaded when Why? is first asked", f"{(why + asked) / 1024:.1f} KB", "–")


def _search() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        assert build(ROOT / "mkdocs.yml", load("zh-hant"), site) == []
        found = search.measure(site)
    name = f"from typing to results painted, {found['queries']} searches"
    yield Figure(name, f"{found['median']:.0f} ms", "≤ 50 ms", f"slowest {found['most']:.0f} ms")
    yield Figure("  loaded when the search is first opened, gzip", f"{found['kilobytes']:.0f} KB", "–")


def _serve() -> Figure:
    found = serve.measure()
    return Figure(
        "serve: from saving a tool's YAML to its page",
        f"{found['median']:.2f} s",
        "≤ 1.5 s",
        f"most {found['most']:.2f} s",
    )


def _bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


def _packed(content: bytes) -> int:
    return len(gzip.compress(content, 9, mtime=0))


def _builds() -> Iterator[Figure]:
    whole, ours = [], []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as folder:
            start = time.perf_counter()
            problems = build(ROOT / "mkdocs.yml", load("zh-hant"), Path(folder, "site"))
            whole.append(time.perf_counter() - start)
            assert not problems
        start = time.perf_counter()
        catalog, _ = load_catalog(ROOT)
        assert catalog is not None
        render(catalog, load("zh-hant"))
        ours.append(time.perf_counter() - start)
    yield Figure("build of the site", f"{statistics.median(whole):.2f} s", "–", f"{min(whole):.2f}–{max(whole):.2f} s")
    yield Figure(
        "of that, reading, checking and rendering",
        f"{statistics.median(ours):.2f} s",
        "–",
        f"{min(ours):.2f}–{max(ours):.2f} s",
    )


main()
