"""Lighthouse on one page of each kind, but for speed, which depends on the machine."""

from __future__ import annotations

from pathlib import Path

from audit import kinds, lighthouse
from audit.chromium import listening
from audit.headers import documented
from audit.server import served

from .test_audit import LOCALE


def test_lighthouse_finds_nothing(site: Path) -> None:
    pages = [kind.page for kind in kinds.kinds(kinds.pages_of(site), locales=[LOCALE])]
    unlisted = [page for page in pages if kinds.is_unlisted((site / page).read_text("utf-8"))]
    with served(site, documented()) as address, listening() as port:
        seen = list(lighthouse.look(port, address, pages, unlisted, ["mobile"], throttled=False))
    assert len(seen) == len(pages)
    below = {each.page: each.findings for each in seen if {*each.scores.values()} != {100}}
    assert below == {}
