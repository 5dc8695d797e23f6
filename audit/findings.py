"""What the audit finds: where, and what is wrong there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """`place`: a page, with the state in which it was looked at."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


@dataclass(frozen=True)
class Figure:
    """A line of the report. `reached` is None where a figure is told and not asked for (it depends on the machine)."""

    name: str
    measured: str
    reach: str
    reached: bool | None
    findings: tuple[Finding, ...] = ()


def none_of(name: str, findings: list[Finding]) -> Figure:
    """A figure that is to be 0."""
    return Figure(name, str(len(findings)), "0", not findings, tuple(findings))
