"""`make fuzz`: breaks real files, checks each, and counts.

Ends with 1 where the program did anything but take a file or say, with its place, what is wrong.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial
from multiprocessing import get_context

import click

from .base import targets
from .trial import Trial, mutant, tried

STUCK = 300
"""Seconds after which no answer will come."""


@click.command()
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--files", type=int, default=10_000, show_default=True)
@click.option("--show", type=int, help="Print the broken file of that number, and what becomes of it.")
def main(seed: int, files: int, show: int | None) -> None:
    if show is not None:
        _, _, content = mutant(targets(), seed, show)
        sys.stdout.buffer.write(content)
        click.echo(f"\n{tried(targets(), seed, show)}", err=True)
        return
    trials = []
    for trial in run(seed, range(files)):
        trials.append(trial)
        if trial.fault:
            click.echo(f"{trial.number} {trial.file}, {trial.mutation}: {trial.fault}", err=True)
        if len(trials) % 500 == 0:
            click.echo(f"{len(trials)} of {files}", err=True)
    click.echo("\n".join(report(trials, seed)))
    sys.exit(any(trial.fault for trial in trials))


def run(seed: int, numbers: range) -> Iterator[Trial]:
    """In as many processes as there are cores, in order."""
    known = targets()
    _work.targets = known  # type: ignore[attr-defined]
    with get_context("fork").Pool(os.cpu_count()) as pool:
        results = pool.imap(partial(_work, seed), numbers, chunksize=1)
        for _ in numbers:
            yield results.next(STUCK)


def _work(seed: int, number: int) -> Trial:
    return tried(_work.targets, seed, number)  # type: ignore[attr-defined]


def report(trials: list[Trial], seed: int) -> Iterator[str]:
    accepted = sum(not trial.codes and not trial.fault for trial in trials)
    faults = sum(bool(trial.fault) for trial in trials)
    rejected = len(trials) - accepted - faults
    yield f"seed {seed}: {len(trials)} files, {accepted} accepted, {rejected} rejected, {faults} faults"
    for title, counts in (
        ("by what was done last", Counter(trial.mutation for trial in trials)),
        ("by file", Counter(trial.file for trial in trials)),
        ("by problem", Counter(code for trial in trials for code in trial.codes)),
    ):
        yield f"\n{title}"
        yield from (f"{count:7} {name}" for name, count in counts.most_common())


if __name__ == "__main__":
    main()
