"""A place where YAML could not go on in; what an author did there out, and where possible the text mended.

A mended text is only ever read to find the next problem: whoever made the mistake has to mend the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from ..problem import Problem, Span
from ..source_text import SourceText


@dataclass(frozen=True)
class Draft:
    """The text that is parsed: a part of a file, perhaps mended.

    `origin` holds for each character (and for the end) its place in the file.
    """

    source: SourceText
    text: str
    origin: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        start, end = (max(0, min(at, len(self.text))) for at in (start, end))
        return self.source.span(self.origin[start], self.origin[end])

    def line_start(self, at: int) -> int:
        return max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at)) + 1

    def line_end(self, at: int) -> int:
        found = _LINE_END.search(self.text, at)
        return found.start() if found else len(self.text)

    def mended(self, edits: Iterable[Edit]) -> Draft:
        text, origin = self.text, list(self.origin)
        for edit in sorted(edits, reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
            origin[edit.start : edit.end] = [origin[edit.start]] * len(edit.text)
        return Draft(self.source, text, origin)

    def from_next_key(self, at: int) -> Draft | None:
        """What follows from the first key at the left margin after the line of `at`, if there is one."""
        found = _MARGIN_KEY.search(self.text, self.line_end(at))
        return found and Draft(self.source, self.text[found.start() :], self.origin[found.start() :])


@dataclass(frozen=True, order=True)
class Edit:
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Failure:
    """Where PyYAML's own parser stopped: its words, its places, and the start of the last thing it had understood."""

    what: str
    at: int
    context: str = ""
    context_at: int = 0
    after: int = 0


@dataclass(frozen=True)
class Diagnosis:
    """What went wrong. Without `edits`, reading goes on at the next key after `resume`.

    `sure` says that the mended text is what the author meant; otherwise what goes wrong after it is not worth telling.
    """

    problems: list[Problem]
    edits: list[Edit] = field(default_factory=list)
    sure: bool = False
    resume: int = 0


def draft_of(source: SourceText) -> Draft:
    return Draft(source, source.text, range(len(source.text) + 1))


def diagnose(draft: Draft, failure: Failure) -> Diagnosis:
    """What an author did to make YAML fail so."""
    whole = draft.text.endswith(("\n", "\r"))
    if not whole and failure.at >= len(draft.text.rstrip()) and failure.context not in _OPEN:
        return _stopped(draft, failure)
    said = f"{failure.context}: {failure.what}"
    cure = next((cure for words, cure in _CURES if words in said), _anything)
    return cure(draft, failure)


def key_slips(draft: Draft, start: int, end: int) -> Diagnosis | None:
    """Keys between `start` and `end` with a full-width colon, or without a blank after the colon."""
    problems, edits = [], []
    for found in _SLIP.finditer(draft.text, draft.line_start(start), end):
        if found.start("key") < start:
            continue
        at = found.start("colon")
        problems.append(_colon(draft, at, found["key"]))
        edits.append(Edit(at, found.end("rest"), ": "))
    return Diagnosis(problems, edits, sure=True, resume=end) if problems else None


def run_together(draft: Draft, start: int, end: int) -> Diagnosis | None:
    """Entries of a flow mapping that full-width signs, or colons without a blank, made into one key."""
    problems, edits = [], []
    first = _FIRST_ENTRY.match(draft.text, start, end)
    for found in ([first] if first else []) + list(_NEXT_ENTRY.finditer(draft.text, start, end)):
        comma, colon = found.start("comma"), found.start("colon")
        if found["comma"]:
            problems.append(_comma(draft, comma))
            edits.append(Edit(comma, comma + 1, ", "))
        if found["colon"]:
            problems.append(_colon(draft, colon, found["key"]))
            edits.append(Edit(colon, colon + 1, ": "))
    return Diagnosis(problems, edits, sure=True) if problems else None


def _colon(draft: Draft, at: int, key: str) -> Problem:
    """The problem of the colon at `at`: full-width, or with no blank behind."""
    if draft.text[at] == "：":
        return Problem(draft.span(at, at + 1), "full_width_colon", {"key": key})
    if draft.text[at + 1 : at + 2] in tuple(WIDE_BLANKS):
        return Problem(draft.span(at + 1, at + 2), "full_width_space")
    return Problem(draft.span(at, at + 1), "no_space_after_colon", {"key": key})


def _comma(draft: Draft, at: int) -> Problem:
    return Problem(draft.span(at, at + 1), "full_width_mark", {"mark": draft.text[at], "better": ","})


def wide_indentation(draft: Draft, at: int) -> Diagnosis | None:
    """The line of `at`, if it is indented by full-width or no-break spaces, and all after it that are."""
    if not _WIDE_INDENT.match(draft.text, draft.line_start(at)):
        return None
    return _indented_by(draft, at, _WIDE_INDENT, ("full_width_space", "full_width_spaces"), {"　": "  ", "\xa0": " "})


def wide_bracket(draft: Draft, at: int) -> Diagnosis | None:
    """The full-width bracket at `at`, if there is one, with all full-width signs behind it on its line."""
    mark = draft.text[at : at + 1]
    if mark not in _WIDE_BRACKETS:
        return None
    places = [place for place in range(at, draft.line_end(at)) if draft.text[place] in _NARROW]
    edits = [Edit(place, place + 1, _NARROW[draft.text[place]]) for place in places]
    return _told(draft, at, at + 1, "full_width_mark", edits, mark=mark, better=_NARROW[mark])


# ---------------------------------------------------------------- one function per kind of failure


def _stopped(draft: Draft, failure: Failure) -> Diagnosis:
    """The text ends in the middle of a line, or before what its last line promised."""
    end = len(draft.text.rstrip())
    line = draft.text[draft.line_start(end) : end]
    return key_slips(draft, failure.after, end) or _told(draft, end - len(line.lstrip()), end, "cut_off")


def _tab(draft: Draft, failure: Failure) -> Diagnosis:
    if not _TAB_INDENT.match(draft.text, draft.line_start(failure.at)):  # YAML allows it between words
        line = range(failure.at, draft.line_end(failure.at))
        return Diagnosis([], [Edit(at, at + 1, " ") for at in line if draft.text[at] == "\t"], sure=True)
    return _indented_by(draft, failure.at, _TAB_INDENT, ("tab", "tabs"), {"\t": "  "})


def _indented_by(
    draft: Draft, at: int, lines: re.Pattern[str], codes: tuple[str, str], blanks: dict[str, str]
) -> Diagnosis:
    """One problem (`codes`: of one line, of several) for all lines that `lines` finds from the line of `at` on."""
    found = list(lines.finditer(draft.text, draft.line_start(at)))
    first, *others = [draft.span(line.start("blanks"), line.end("blanks")) for line in found]
    where = ", ".join(str(span.line) for span in others[:8]) + (", …" if len(others) > 8 else "")
    problem = Problem(first, codes[1], {"lines": where}) if others else Problem(first, codes[0])
    places = [at for line in found for at in range(*line.span("blanks")) if draft.text[at] in blanks]
    return Diagnosis([problem], [Edit(at, at + 1, blanks[draft.text[at]]) for at in places])


def _special_start(draft: Draft, failure: Failure) -> Diagnosis:
    at = failure.at if failure.context.startswith("while scanning for") else failure.context_at
    mark = draft.text[at : at + 1]
    if mark in _CLOSING:
        return _stray_mark(draft, at)
    # An ordinary letter in its place makes the rest a text, as was meant.
    return _told(draft, at, at + 1, "special_start", [Edit(at, at + 1, "x")], sure=True, mark=mark)


def _stray_mark(draft: Draft, at: int) -> Diagnosis:
    return _told(draft, at, at + 1, "stray_mark", mark=draft.text[at])


def _second_colon(draft: Draft, failure: Failure) -> Diagnosis:
    """A colon where no key can stand: an earlier mistake, or a text with a colon in it."""
    earlier = _wide_bracket(draft, failure) or key_slips(draft, failure.after, failure.at)
    if earlier:
        return earlier
    if _COLON.search(draft.text, draft.line_start(failure.at), failure.at):
        at = failure.at
        return _told(draft, at, at + 1, "colon_in_text", [Edit(at, at + 1, "：")], sure=True)
    return _indentation(draft, failure)


def _no_colon(draft: Draft, failure: Failure) -> Diagnosis:
    at = failure.context_at
    written = draft.text[at : draft.line_end(at)].rstrip()
    if written.startswith("-"):
        return _told(draft, at, at + 1, "no_space_after_dash", [Edit(at + 1, at + 1, " ")], sure=True)
    told = _told(draft, at, at + len(written), "no_colon", written=written)
    return key_slips(draft, failure.after, failure.at) or told


def _quote_open(draft: Draft, failure: Failure) -> Diagnosis:
    at = failure.context_at
    return _told(draft, at, draft.line_end(at), "quote_open", mark=draft.text[at : at + 1])


def _bad_escape(draft: Draft, failure: Failure) -> Diagnosis:
    at = draft.text.rfind("\\", failure.context_at, failure.at + 1)
    if at < 0:
        return _anything(draft, failure)
    return _told(draft, at, at + 2, "bad_escape", [Edit(at, at, "\\")], sure=True, written=draft.text[at : at + 2])


def _bracket_open(draft: Draft, failure: Failure) -> Diagnosis:
    comma = _WIDE_COMMA.search(draft.text, failure.after, failure.at + 1)
    if comma:
        return Diagnosis([_comma(draft, comma.start())], [Edit(comma.start(), comma.end(), ",")], sure=True)
    at = failure.context_at
    mark, stopped = draft.text[at : at + 1], draft.span(failure.at, failure.at + 1)
    told = _told(
        draft, at, at + 1, "bracket_open",
        mark=mark, closing="]" if mark == "[" else "}", line=stopped.line, column=stopped.column,
    )  # fmt: skip
    return _wide_bracket(draft, failure) or told


def _wide_bracket(draft: Draft, failure: Failure) -> Diagnosis | None:
    """A full-width bracket where a value begins, or where a bracket had to be closed."""
    closing = None
    if failure.context in _OPEN:
        closing = _WIDE_CLOSING.search(draft.text, failure.context_at, draft.line_end(failure.context_at))
    return wide_bracket(draft, failure.after) or (wide_bracket(draft, closing.start()) if closing else None)


def _block_header(draft: Draft, failure: Failure) -> Diagnosis:
    at, end = failure.at, draft.line_end(failure.at)
    mark = draft.text[failure.context_at : failure.context_at + 1]
    plain = Edit(failure.context_at, at, " " * (at - failure.context_at))
    return _told(draft, at, end, "block_header", [plain], mark=mark)


def _indentation(draft: Draft, failure: Failure) -> Diagnosis:
    start, end = draft.line_start(failure.at), draft.line_end(failure.at)
    first = _FIRST_WORD.search(draft.text, start, end)
    at = first.start() if first else start
    if draft.text[at : at + 1] == ":":
        return _told(draft, at, at + 1, "key_not_text")
    return _told(draft, at, first.end() if first else end, "indentation", blanks=at - start)


def _not_in_place(draft: Draft, failure: Failure) -> Diagnosis:
    """A block had to end, and something else stands there."""
    slips = key_slips(draft, failure.after, failure.at)
    before = draft.text[draft.line_start(failure.at) : failure.at].rstrip()
    if slips:
        return slips
    if before.endswith(("'", '"')):
        return _told(draft, failure.at, draft.line_end(failure.at), "after_quote")
    if draft.text[failure.at : failure.at + 1] in _CLOSING:
        return _stray_mark(draft, failure.at)
    if failure.what.endswith(("but found '?'", "but found '-'")):
        return _told(draft, failure.at, draft.line_end(failure.at), "mixed_list")
    return _indentation(draft, failure)


def _tag(draft: Draft, failure: Failure) -> Diagnosis:
    return _told(draft, failure.at, draft.line_end(failure.at), "tag")


def _anything(draft: Draft, failure: Failure) -> Diagnosis:
    end = draft.line_end(failure.at)
    return _told(draft, failure.at, end, "yaml_syntax", written=draft.text[failure.at : end].strip())


def _told(
    draft: Draft, start: int, end: int, code: str, edits: Sequence[Edit] = (), sure: bool = False, **facts: object
) -> Diagnosis:
    """The diagnosis of one problem, from `start` to `end`."""
    return Diagnosis([Problem(draft.span(start, end), code, facts)], list(edits), sure, resume=start)


# PyYAML's words and what they come from; the first that fits.
_CURES: tuple[tuple[str, Callable[[Draft, Failure], Diagnosis]], ...] = (
    (r"found character '\t' that cannot", _tab),
    ("while scanning a quoted scalar", _quote_open),
    ("while scanning a double-quoted scalar", _bad_escape),
    ("while scanning a block scalar", _block_header),
    ("that cannot start any token", _special_start),
    ("while scanning an alias", _special_start),
    ("while scanning an anchor", _special_start),
    ("while scanning a directive", _special_start),
    ("while scanning a tag", _special_start),
    ("while scanning a %", _special_start),
    ("found undefined tag handle", _tag),
    ("mapping values are not allowed", _second_colon),
    ("could not find expected ':'", _no_colon),
    ("while parsing a flow", _bracket_open),
    ("expected <block end>", _not_in_place),
)

# What is open at the end of a text is told at its beginning, however the text ends.
_OPEN = ("while scanning a quoted scalar", "while parsing a flow mapping", "while parsing a flow sequence")

_LINE_END = re.compile(r"[\r\n]")
_MARGIN_KEY = re.compile(r"^[A-Za-z_][A-Za-z0-9_-]*[ ]*(?::(?=[ \t\r\n]|\Z)|：)", re.MULTILINE)
WIDE_BLANKS = "　\xa0"
_SLIP = re.compile(
    r"^[ \t　\xa0]*(?:- +)*(?P<key>[A-Za-z0-9_]+) *(?P<rest>(?P<colon>：|:(?=[^ \t\r\n/]))[ 　\xa0]*)", re.MULTILINE
)
_FIRST_ENTRY = re.compile(r"(?P<comma>)(?P<key>[^:：，\s]+) *(?P<colon>[:：])")
_NEXT_ENTRY = re.compile(r"(?P<comma>[，；、]) *(?P<key>[A-Za-z0-9_]+) *(?P<colon>[:：]|\Z)")
_TAB_INDENT = re.compile(r"^(?P<blanks>[ ]*\t[ \t]*)", re.MULTILINE)
_WIDE_INDENT = re.compile(r"^(?P<blanks>[ ]*[　\xa0][ 　\xa0]*)(?=[A-Za-z0-9_\"'-]+ *[:：]|- )", re.MULTILINE)
_NARROW = {"｛": "{", "｝": "}", "［": "[", "］": "]", "，": ",", "：": ": "}
_WIDE_BRACKETS = ("｛", "［", "｝", "］")
_WIDE_CLOSING = re.compile("[｝］]")
_CLOSING = (",", "]", "}")
_COLON = re.compile(r":(?=[ \t])")
_FIRST_WORD = re.compile(r":|[^\s:：]+")
_WIDE_COMMA = re.compile(r"[，、；](?=[ ]*(?:[\"']?[A-Za-z0-9_]+[\"']?[ ]*:|[\[{]))")
