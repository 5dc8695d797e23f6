"""`make audit-site`: every kind of page of the built site, measured. Exit code 1 where a hard figure is not reached."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

from . import kinds, lighthouse, links, validity
from .chromium import chromium, listening
from .findings import Figure, Finding, none_of
from .headers import documented
from .report import RESULTS, as_json, as_markdown, failed
from .server import served
from .visits import LOOKS, SOME, visit

ROOT = Path(__file__).parent.parent


def main() -> None:
    asked = _asked()
    if not (asked.site / "index.html").is_file():
        sys.exit(f"{asked.site} holds no site. Cure: make site")
    figures = []
    for figure in _figures(asked):
        print(f"{figure.name}: {figure.measured}", file=sys.stderr, flush=True)
        figures.append(figure)
    print(as_markdown(figures))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(as_json(figures), "utf-8")
    sys.exit(1 if failed(figures) else 0)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m audit", description=__doc__)
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="the built site")
    parser.add_argument("--kinds", type=_list, default=list(kinds.NAMES), help=f"some of {','.join(kinds.NAMES)}")
    parser.add_argument("--locales", type=_list, default=list(kinds.LOCALES), help=f"some of {','.join(kinds.LOCALES)}")
    parser.add_argument("--quick", action="store_true", help="fewer looks, and Lighthouse without speed and desktop")
    asked = parser.parse_args()
    if unknown := {*asked.kinds} - {*kinds.NAMES} | {*asked.locales} - {*kinds.LOCALES}:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    return asked


def _list(text: str) -> list[str]:
    return text.split(",")


def _figures(asked: argparse.Namespace) -> Iterator[Figure]:
    pages = kinds.pages_of(asked.site)
    chosen = kinds.kinds(pages, asked.kinds, asked.locales)
    strangers = [Finding(page, "is of no kind that audit/kinds.py knows") for page in kinds.without_kind(pages)]
    yield none_of(f"pages of no known kind, of {len(pages)}", strangers)
    yield none_of(f"mistakes in the HTML of {len(pages)} pages", validity.invalid(asked.site, pages))
    yield none_of("links, languages and entries of sitemaps that lead nowhere", links.broken(asked.site))
    with served(asked.site, documented()) as address:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
            yield from visit(browser, address, chosen, SOME if asked.quick else LOOKS).figures()
            browser.close()
        yield from lighthouse.figures(_lighthouse(asked, address, chosen))


def _lighthouse(asked: argparse.Namespace, address: str, chosen: list[kinds.Kind]) -> list[lighthouse.Seen]:
    """Speed and desktop in the first language only: pages of the others are made of the same parts."""
    unlisted = [kind.page for kind in chosen if kinds.is_unlisted((asked.site / kind.page).read_text("utf-8"))]
    first = [kind.page for kind in chosen if kind.locale == asked.locales[0]]
    others = [kind.page for kind in chosen if kind.page not in first]
    forms = ("mobile",) if asked.quick else lighthouse.FORMS
    with listening() as port:
        seen = [*lighthouse.look(port, address, first, unlisted, forms, throttled=not asked.quick)]
        seen += lighthouse.look(port, address, others, unlisted, ("mobile",), throttled=False)
    return seen


if __name__ == "__main__":
    main()
