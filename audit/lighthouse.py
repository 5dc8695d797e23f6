"""Lighthouse: addresses of pages in, its scores and what it found out. It comes from npm and runs in deno."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

from .findings import Figure, Finding
from .npm_programs import run

HARD = ("accessibility", "best-practices", "seo")
"""What is to be 100 on every machine. Speed is told beside them: it depends on the machine."""
SPEED = 98
FORMS = ("mobile", "desktop")

# A page that asks not to be listed (a frame, a worksheet) is right to do so; and Lighthouse asks for robots.txt from
# within the page, whose own policy may forbid it to ask for anything.
_UNLISTED = ("is-crawlable", "robots-txt")


@dataclass(frozen=True)
class Seen:
    """Scores from 0 to 100 by category; `findings` of the hard ones; `speeds` in milliseconds by Lighthouse's names."""

    page: str
    form: str
    scores: dict[str, int]
    findings: tuple[Finding, ...]
    speeds: dict[str, float]
    machine: float
    """Lighthouse's own measure of how fast the machine was: a score of speed holds for one near 1,000 or more."""


def look(
    port: int, address: str, pages: Iterable[str], unlisted: Iterable[str], forms: Iterable[str], throttled: bool
) -> Iterator[Seen]:
    """`port` of a browser, `address` where the site is served. Without `throttled`, speed is not looked at."""
    unlisted = set(unlisted)
    categories = [*(("performance",) if throttled else ()), *HARD]
    runs = [
        {
            "url": f"{address}/{page}",
            "page": page,
            "form": form,
            "throttled": throttled,
            "categories": categories,
            "skipped": _UNLISTED if page in unlisted else (),
        }
        for page in pages
        for form in forms
    ]
    for seen in run("lighthouse.js", "lighthouse", {"port": port, "runs": runs}):
        yield _seen(seen)


def _seen(run: dict[str, Any]) -> Seen:
    place = f"{run['page']} ({run['form']})"
    failed = [each for each in run["failed"] if each["category"] in HARD]
    findings = [Finding(place, f"{each['id']}: {each['title']} {_items(each)}") for each in failed]
    if run["error"]:
        findings.append(Finding(place, run["error"]))
    scores = {category: round(100 * (score or 0)) for category, score in run["scores"].items()}
    return Seen(run["page"], run["form"], scores, tuple(findings), run["speeds"], run["machine"])


def _items(audit: dict[str, Any]) -> str:
    found = [item.get("snippet") or item.get("url") or item.get("description") for item in audit["items"][:3]]
    return " ".join(str(each)[:160] for each in found if each)


def figures(seen: list[Seen]) -> Iterator[Figure]:
    """The lowest score of each category and form: every kind of page is to reach it."""
    for form in dict.fromkeys(each.form for each in seen):
        of_form = [each for each in seen if each.form == form]
        for category in HARD:
            lowest = min(of_form, key=lambda each: each.scores[category])
            findings = tuple(finding for each in of_form if each.scores[category] < 100 for finding in each.findings)
            reached = lowest.scores[category] == 100
            measured = "100" if reached else f"{lowest.scores[category]} ({lowest.page})"
            yield Figure(
                f"Lighthouse {form}: {category}, lowest of {len(of_form)} pages", measured, "100", reached, findings
            )
        if timed := [each for each in of_form if "performance" in each.scores]:
            yield _speed(form, timed)


def _speed(form: str, seen: list[Seen]) -> Figure:
    below = [each for each in seen if each.scores["performance"] < SPEED]
    scores = [each.scores["performance"] for each in seen]
    machine = median(each.machine for each in seen)
    findings = tuple(
        Finding(f"{each.page} ({form})", f"{each.scores['performance']}: {_speeds(each)}") for each in below
    )
    measured = (
        f"lowest {min(scores)}, middle {median(scores):.0f}, {len(seen) - len(below)} of {len(seen)} pages reach it"
    )
    return Figure(f"Lighthouse {form}: performance (machine {machine:.0f})", measured, f"≥ {SPEED}", None, findings)


def _speeds(seen: Seen) -> str:
    short = {"first-contentful-paint": "FCP", "largest-contentful-paint": "LCP", "total-blocking-time": "TBT"}
    told = [f"{name} {seen.speeds[id]:.0f} ms" for id, name in short.items() if id in seen.speeds]
    return ", ".join([*told, f"CLS {seen.speeds.get('cumulative-layout-shift', 0):.3f}"])
