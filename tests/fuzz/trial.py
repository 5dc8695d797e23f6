"""One broken file in; what `check` said of it, or what is wrong with that, out."""

from __future__ import annotations

import hashlib
import signal
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import FrameType

from site_builder.problem import Problem
from site_builder.report import as_json, as_text
from site_builder.source_text import UNPRINTABLE, decode
from site_builder.words import load

from .base import Target
from .mutations import broken

MOST_SECONDS = 5.0
WORDS = [load("zh-hant"), load("en")]
# What is wrong with a file as a whole stands in no line of it.
WHOLE = {"empty_file", "no_tools", "no_site", "mkdocs_says", "unknown_locale", "tool_twice", "translation_no_file"}


@dataclass(frozen=True)
class Trial:
    """`fault`: why our program is wrong, empty where it is not."""

    number: int
    file: str
    mutation: str
    codes: tuple[str, ...] = ()
    fault: str = ""


class TooLong(BaseException):
    """Nobody catches it on the way."""


def mutant(targets: list[Target], seed: int, number: int) -> tuple[Target, str, bytes]:
    """The broken file of that number: the same for the same seed, whatever else is tried."""
    chance = Random(hashlib.sha256(f"{seed}:{number}".encode()).digest())
    target = chance.choices(targets, [target.weight for target in targets])[0]
    return target, *broken(target.content, chance)


def tried(targets: list[Target], seed: int, number: int) -> Trial:
    target, mutation, content = mutant(targets, seed, number)
    codes: tuple[str, ...] = ()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        root = Path(folder)
        for name, text in {**target.around, target.file: content}.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        try:
            with _at_most(MOST_SECONDS):
                problems = target.check(root)
                codes = tuple(sorted({each.code for each in problems}))
                fault = "; ".join(_faults(problems, root))
        except TooLong:
            fault = f"longer than {MOST_SECONDS:g} s\n{traceback.format_exc(limit=-6)}"
        except Exception:  # noqa: BLE001 - this is what is looked for
            fault = traceback.format_exc(limit=-6)
    return Trial(number, target.file, mutation, codes, fault)


def _faults(problems: list[Problem], root: Path) -> Iterator[str]:
    for words in WORDS:
        as_text(problems, words)
        as_json(problems, words)
    for each in problems:
        span = each.span
        content = (root / span.file).read_bytes() if (root / span.file).is_file() else b""
        source, _ = decode(content, span.file)
        said = f"{each.code} at {span.file}:{span.line}:{span.column}"
        if not (root / span.file).exists() and each.code not in WHOLE:
            yield f"{said} names no file"
        elif not span.text and content.strip() and each.code not in WHOLE and not _is_line(span.line, b"", content):
            yield f"{said} has no place"
        elif source is not None and span.text and source.line(span.line) != UNPRINTABLE.sub(" ", span.text):
            yield f"{said} shows another line"


def _is_line(number: int, line: bytes, content: bytes) -> bool:
    lines = content.splitlines()
    return number > len(lines) or lines[number - 1].strip() == line


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Of the processor's time, so that a busy machine finds nothing that is not there."""

    def stop(_: int, __: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
