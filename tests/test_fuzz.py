"""Broken files get problems with places, or are taken: a few of the many that `make fuzz` tries."""

from __future__ import annotations

import pytest

from .fuzz.__main__ import run


@pytest.mark.whole
def test_a_broken_file_is_taken_or_told_of_with_its_place() -> None:
    trials = list(run(1, range(300)))
    assert [trial for trial in trials if trial.fault] == []
    assert len({code for trial in trials for code in trial.codes}) > 25, "files are broken in many ways"
