"""Whether pages are valid HTML: html-validate from npm, its rules of the standard."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .findings import Finding
from .npm_programs import run

OFF = {
    "valid-autocomplete": "Material's switches are check boxes with autocomplete=off, by which Firefox forgets them",
}
"""Rules that are not held to, each with the reason."""


def invalid(site: Path, pages: Iterable[str]) -> list[Finding]:
    """`pages` by their paths from the top of the site."""
    by_file = {str(site / page): page for page in pages}
    found = run("validity.js", "html-validate", {"files": [*by_file], "off": [*OFF]})
    return [
        Finding(
            f"{by_file[each['file']]}:{each['line']}", f"{each['rule']}: {each['message']} {each['selector'] or ''}"
        )
        for each in found
    ]
