"""A file's bytes in, its text with lines and columns out, or problems."""

from __future__ import annotations

import re
import stat
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from .problem import Problem, Span

MOST_BYTES = 8_000_000
MOST_IN_LINE = 20_000
"""Characters. What is longer was written by no hand, and YAML takes its time with brackets and commas."""
_MOST_INVISIBLE = 20

_BREAK = re.compile(r"\r\n|\r|\n")
# What YAML forbids, and the three line breaks that YAML knows and editors do not: lines would be counted differently.
UNPRINTABLE = re.compile("[^\t\n\r -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class SourceText:
    """The text of a file, and where its lines start."""

    file: str
    text: str

    @cached_property
    def starts(self) -> list[int]:
        return [0, *(found.end() for found in _BREAK.finditer(self.text))]

    def line(self, number: int) -> str:
        """Line `number`, from 1, without its line break."""
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[self.starts[number - 1] : end].rstrip("\r\n")

    @property
    def too_long(self) -> Problem | None:
        """The first line of more than `MOST_IN_LINE` characters, if there is one."""
        if len(self.text) <= MOST_IN_LINE:
            return None
        for start, end in pairwise([*self.starts, len(self.text)]):
            if (length := len(self.text[start:end].rstrip("\r\n"))) > MOST_IN_LINE:
                facts = {"length": length, "most": MOST_IN_LINE}
                return Problem(self.span(start, start), "line_too_long", facts)
        return None

    def span(self, start: int, end: int) -> Span:
        """The span of characters `start` to `end`, cut at the end of the first line; at least one column wide."""
        start = max(0, min(start, len(self.text)))
        number = bisect_right(self.starts, start)
        line = self.line(number)
        column = min(start - self.starts[number - 1], len(line))
        end = max(column + 1, min(end - self.starts[number - 1], len(line)))
        return Span(self.file, number, column + 1, end + 1, line)


def read_text(path: Path, shown: str) -> tuple[SourceText | None, list[Problem]]:
    """The text of the file at `path`, called `shown` in problems. None when there is no text to go on with."""
    whole_file = Span(shown)
    try:
        kind = path.stat()
        if stat.S_ISDIR(kind.st_mode):
            return None, [Problem(whole_file, "is_directory")]
        if not stat.S_ISREG(kind.st_mode):
            return None, [Problem(whole_file, "not_a_file")]
        if kind.st_size > MOST_BYTES:
            return None, [Problem(whole_file, "file_too_big", {"size": kind.st_size, "most": MOST_BYTES})]
        content = path.read_bytes()
    except FileNotFoundError:
        return None, [Problem(whole_file, "no_file")]
    except OSError as error:
        return None, [Problem(whole_file, "unreadable", {"reason": error.strerror or str(error.errno)})]
    return decode(content, shown)


def decode(content: bytes, shown: str) -> tuple[SourceText | None, list[Problem]]:
    """The text of UTF-8 bytes, with or without a byte-order mark. Unprintable characters are problems, then blanks."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or content.count(0) * 4 > len(content) > 8:
        codec = "utf-16-be" if content.startswith((b"\xfe\xff", b"\0")) else "utf-16-le"
        return None, [_not_utf8(content, 0, codec, shown)]
    try:
        # A second mark, of files joined together, is dropped too: libyaml does not count it.
        return _without_unprintable(SourceText(shown, content.decode("utf-8").lstrip("\ufeff")))
    except UnicodeDecodeError as error:
        codec = _likely_codec(content)
        if codec == "utf-8" and error.reason == "unexpected end of data":
            whole = SourceText(shown, content[: error.start].decode("utf-8"))
            return None, [Problem(whole.span(len(whole.text), len(whole.text)), "cut_off")]
        return None, [_not_utf8(content, error.start, codec, shown)]


def _not_utf8(content: bytes, start: int, codec: str, shown: str) -> Problem:
    """The problem of bytes that are not UTF-8 from `start` on; the line is shown as `codec` reads it."""
    first = content.rfind(b"\n", 0, start) + 1
    if codec.startswith("utf-16"):
        line, column = content.decode(codec, "replace").lstrip("\ufeff").partition("\n")[0].rstrip("\r"), 1
    else:
        last = content.find(b"\n", start)
        line = content[first : last if last >= 0 else len(content)].decode(codec, "replace").rstrip("\r")
        column = len(content[first:start].decode(codec, "replace")) + 1
    span = Span(shown, content.count(b"\n", 0, first) + 1, column, column + 1, line)
    if codec == "utf-8":
        return Problem(span, "not_utf8", {"byte": f"0x{content[start]:02X}"})
    return Problem(span, "other_encoding", {"encoding": _ENCODINGS[codec]})


_ENCODINGS = {"gb18030": "GBK", "cp950": "Big5", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}

# Read with the wrong codec, Chinese turns into rare characters; so the codec that gives most of these is the right one.
_FREQUENT = frozenset(
    "的一是不了在人有我他這这個个們们中來来上大為为和國国地到以說说時时要就出會会可也你對对生能而子得於于著着下自之年過过發发後后作裡里用道行"
    "所然家種种事成方多經经麼么去法學学如都同現现當当沒没動动面起看定天分還还進进好小部其些主樣样理心本前開开但因只從从想實实客戶户業业銷销管組组織织"
)


_LEAST_ORDINARY = 0.05  # Chinese prose has about 0.3, anything else read as Chinese nearly none


def _likely_codec(content: bytes) -> str:
    """The codec that turns `content` into the most ordinary Chinese; utf-8 where none of the others does."""
    shares = {codec: _ordinary(content.decode(codec, "replace")) for codec in ("utf-8", "gb18030", "cp950")}
    best = max(shares, key=lambda codec: shares[codec])
    return best if shares[best] > _LEAST_ORDINARY else "utf-8"


def _ordinary(text: str) -> float:
    """The share of frequent Chinese characters among those beyond ASCII; a replacement character counts against it."""
    beyond = [character for character in text if character > "\x7f"]
    return sum((c in _FREQUENT) - (c == "\ufffd") for c in beyond) / max(1, len(beyond))


def _without_unprintable(source: SourceText) -> tuple[SourceText, list[Problem]]:
    found = [match.start() for match in UNPRINTABLE.finditer(source.text)]
    problems = [
        Problem(source.span(at, at + 1), "invisible_character", {"character": f"U+{ord(source.text[at]):04X}"})
        for at in found[:_MOST_INVISIBLE]
    ]
    return SourceText(source.file, UNPRINTABLE.sub(" ", source.text)) if found else source, problems
