"""YAML as authors write it, and as editors, portals and accidents leave it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml

from site_builder.catalog.read import read_model
from site_builder.catalog.story import StoryFile
from site_builder.catalog.tool_file import ToolFile
from site_builder.located_yaml import Located, parse, read
from site_builder.problem import Problem
from site_builder.report import as_json, as_text
from site_builder.words import LOCALES, load

STORY = """\
case: CASE-01
title: 不求妙手的石佛
detail: |
  每一手棋，
    他只求 51% 的效率。
principle: >-
  微小的優勢，
  乘上許多次重複。
questions:
  - "哪一件是「51% 的一手」？"
  - '你會去量什麼？'
tools: &all
  - {tool: kpi_scorecard, because: 許多小項}
sources: [S1, S53]
"""


def _read(text: str | bytes) -> Located:
    located, problems = parse(text, "a.yml")
    assert problems == []
    assert located is not None
    return located


def _codes(text: str | bytes) -> list[tuple[str, int, int]]:
    return [(each.code, each.span.line, each.span.column) for each in parse(text, "a.yml")[1]]


# ---------------------------------------------------------------- what scalars mean


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *[(word, word) for word in ("yes", "no", "on", "off", "y", "n", "Yes", "NO", "tRUE")],
        *[("true", True), ("True", True), ("FALSE", False), ("null", None), ("~", None), ("", None)],
        *[("0", 0), ("-0", 0), ("+12", 12), ("9007199254740991", 9007199254740991)],
        *[
            (text, text)
            for text in ("9007199254740992", "-9007199254740992", "9" * 5000, "010", "0o17", "0x1F", "1_000")
        ],
        *[("4.0", 4.0), ("-.5", -0.5), ("1.", 1.0), ("1e3", 1000.0), ("2.5E-1", 0.25)],
        *[
            (text, text)
            for text in ("1e999", ".inf", "-.INF", ".nan", "inf", "nan", "01.5", "1.2.3", "1e", ".", "+", "-.")
        ],
        *[(text, text) for text in ("2024-01-31", "1:30", "12:30:45", "20%", "20％", "２０", "1,000", "①")],
        *[('"4"', "4"), ("'true'", "true"), ("''", ""), ('"\\u5e74"', "年"), ("'it''s'", "it's")],
    ],
)
def test_a_scalar_means_what_it_says(written: str, meant: object) -> None:
    data = _read(f"a: {written}\n").data
    assert isinstance(data, dict)
    assert data["a"] == meant
    assert type(data["a"]) is type(meant)


def test_minus_zero_is_zero() -> None:
    assert str(_read("[-0.0, -0]").data) == "[0.0, 0]"


def test_keys_are_text_as_written() -> None:
    assert _read("{1: a, 2.50: b, true: c, ~: d, <<: {e: 1}, 年: f}").data == {
        "1": "a",
        "2.50": "b",
        "true": "c",
        "~": "d",
        "<<": {"e": 1},
        "年": "f",
    }


def test_an_alias_repeats() -> None:
    assert _read("a: &x {b: [1]}\nc: *x\nd: [*x, *x]\n").data == {
        "a": {"b": [1]},
        "c": {"b": [1]},
        "d": [{"b": [1]}, {"b": [1]}],
    }


def test_json_is_yaml() -> None:
    assert _read('{"a": [1, 2.5, "x", null, true]}').data == {"a": [1, 2.5, "x", None, True]}


# ---------------------------------------------------------------- places


@pytest.mark.parametrize(
    ("path", "key", "place"),
    [
        ((), False, (1, 1, 14)),
        (("title",), False, (2, 8, 15)),
        (("title",), True, (2, 1, 6)),
        (("detail",), False, (3, 9, 10)),
        (("questions",), True, (9, 1, 10)),
        (("questions", 1), False, (11, 5, 14)),
        (("questions", 1), True, (11, 5, 14)),
        (("questions", 9), False, (10, 3, 21)),
        (("tools", 0), False, (13, 5, 41)),
        (("tools", 0), True, (12, 1, 6)),
        (("tools", 0, "because"), False, (13, 36, 40)),
        (("tools", 0, "because"), True, (13, 27, 34)),
        (("tools", 0, "step"), True, (12, 1, 6)),
        (("sources", 1), False, (14, 15, 18)),
        (("nothing", "here"), False, (1, 1, 14)),
    ],
)
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_value_and_key_knows_its_place(
    path: tuple[str | int, ...], key: bool, place: tuple[int, int, int], line_break: str, mark: str
) -> None:
    span = _read((mark + STORY.replace("\n", line_break)).encode()).span(path, key)
    assert (span.line, span.column, span.end) == place
    assert span.text == STORY.splitlines()[span.line - 1]


def test_what_was_written_is_kept_beside_what_it_means() -> None:
    located = _read("a: 4.0\nb: '4.0'\nc: [1]\nd: |\n  4.0\n")
    assert located.data == {"a": 4.0, "b": "4.0", "c": [1], "d": "4.0\n"}
    assert [located.raw(path) for path in (("a",), ("b",), ("c",), ("c", 0), ("x",))] == ["4.0", "4.0", None, "1", None]
    assert [located.quoted((name,)) for name in "abcd"] == [False, True, False, True]


INSIDE = """\
plain: sum(年 * weigth)
single: 'it''s weigth'
double: "a\\t\\u5e74\\"\\x20 weigth \\
  and weigth2"
literal: |

  first
    weigth
  last
folded: >-
  one two
  weigth

  four
long: one
  two weigth
😀: {in: [weigth]}
"""


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("plain",), 1),
        (("single",), 2),
        (("double",), 3),
        (("literal",), 8),
        (("folded",), 12),
        (("long",), 16),
        (("😀", "in", 0), 17),
    ],
)
def test_a_place_inside_a_text_is_a_place_in_the_file(path: tuple[str | int, ...], line: int, line_break: str) -> None:
    located = _read(INSIDE.replace("\n", line_break))
    text = located.raw(path)
    assert text is not None
    start = text.index("weigth")
    span = located.inside(path, start, start + 6)
    assert (span.line, span.text[span.column - 1 : span.end - 1]) == (line, "weigth")


def test_every_character_of_a_text_is_found_in_the_file() -> None:
    located = _read(INSIDE)
    for path in [("plain",), ("literal",), ("folded",), ("long",)]:
        text = located.raw(path) or ""
        for at, character in enumerate(text):
            if not character.isspace():
                span = located.inside(path, at, at + 1)
                assert span.text[span.column - 1 : span.end - 1] == character


def test_places_at_and_behind_the_end_of_a_text_stay_in_the_file() -> None:
    located = _read("a: x +\nb: ''\nc: [1]\n")
    assert (located.inside(("a",), 3, 3).column, located.inside(("a",), 99, 120).column) == (7, 7)
    assert located.inside(("b",), 0, 0).line == 2
    assert located.inside(("c",), 0, 5).line == 3


# ---------------------------------------------------------------- problems of YAML


def test_all_problems_of_a_file_are_told() -> None:
    text = "a: @x\nb：1\nc: 'open\nd:\n  - 1\n  e: 2\nf: [1, 2\ng: *h\ng: {i:1}\n"
    assert _codes(text) == [
        ("special_start", 1, 4),
        ("full_width_colon", 2, 2),
        ("quote_open", 3, 4),
        ("mixed_list", 6, 3),
        ("bracket_open", 7, 4),
        ("no_space_after_colon", 9, 6),
        ("undefined_alias", 8, 4),
        ("duplicate_key", 9, 1),
    ]


def test_what_is_meant_for_sure_is_read_on() -> None:
    located, problems = parse("a：1\nb: {c:1，d: 2}\ne:\n\t- x\n\t-y\n", "a.yml")
    assert located is not None
    assert located.data == {"a": 1, "b": {"c": 1, "d": 2}, "e": ["x", "y"]}
    assert [problem.code for problem in problems] == [
        "full_width_colon",
        "no_space_after_colon",
        "full_width_mark",
        "tabs",
    ]


def test_both_places_of_a_duplicate_key_are_told() -> None:
    _, (problem,) = parse("a:\n  b: 1\n  b: 2\n", "a.yml")
    assert (problem.span.line, problem.facts) == (3, {"key": "b", "line": 2, "column": 3})


def test_a_full_width_colon_in_a_text_is_a_text() -> None:
    assert _read("a: 注意：這裡\nb: |\n  c：d\n  e:f\n").data == {"a": "注意：這裡", "b": "c：d\ne:f\n"}


@pytest.mark.parametrize(
    "text",
    [
        "a:\n\tb: 1\n\tc: 2\n",
        "a:\n  b：1\n  c: 2\n",
        'a:\n  b: "abc',
        "a: {b: 1，c: 2}\n",
        "a: [1, 2\nb: 3\n",
        "a: @x\nb: `y`\nc: **z**\n",
        "a: b: c\n",
        "a:\n  b: 1\n c: 2\n",
        "a:\n  - 1\n  b: 2\n",
        'a: "x" y\n',
        'a: "\\d"\n',
        'a: "\\UFFFFFFFF"\n',
        'a: "\\ud800"\n',
        "a: x}\nb: {c: 1}}\n",
        "a: |x\n  b\n",
        "%YAML 3.0\n---\na: 1\n",
        "a: !e!x y\n",
        "a: 1\nfoo bar\nc: 3\n",
        "a: 1\nfoo",
        "? [a]\n: b\n{{x}}: 1\n",
        "a: &x [*x]\n",
        STORY,
    ],
)
def test_problems_do_not_depend_on_libyaml(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = parse(text, "a.yml")
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    slow = parse(text, "a.yml")
    assert slow[1] == fast[1]
    assert (slow[0] and slow[0].data) == (fast[0] and fast[0].data)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 19_000, "too_deep"),
        ("{a: " * 5_000, "too_deep"),
        ("\n".join(" " * depth + "a:" for depth in range(2_000)), "too_deep"),
        ("- " * 9_000, "too_deep"),
        ("a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 200)), "too_deep"),
        ("a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 90)), "alias_bomb"),
    ],
)
def test_what_would_grow_without_end_is_stopped(text: str, code: str) -> None:
    assert [problem.code for problem in parse(text, "a.yml")[1]] == [code]


def test_a_large_file_without_aliases_is_read() -> None:
    data = _read("a:\n" + "".join(f"- {{id: A{n}, b: {n}}}\n" for n in range(20_000))).data
    assert isinstance(data, dict)
    assert len(data["a"]) == 20_000


# ---------------------------------------------------------------- bytes and files


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\xef\xbb\xbf", "empty_file"),
        (b"\r\n# \n", "empty_file"),
        (b"---\n", "empty_file"),
        (STORY.encode("gb18030"), "other_encoding"),
        (STORY.encode("cp950"), "other_encoding"),
        (STORY.encode("utf-16"), "other_encoding"),
        (STORY.encode("utf-16-le"), "other_encoding"),
        (STORY.encode("utf-16-be"), "other_encoding"),
        (STORY.encode()[:26], "cut_off"),
        (b"a: caf\xe9\n", "not_utf8"),
        (b"\x89PNG\r\n\x1a\n\xff\xd8", "not_utf8"),
        (b"a: \xed\xa0\x80\n", "not_utf8"),
    ],
)
def test_bytes_that_are_no_such_file_are_told(content: bytes, code: str) -> None:
    located, problems = parse(content, "a.yml")
    assert located is None
    assert [problem.code for problem in problems] == [code]


@pytest.mark.parametrize("name", ["gb18030", "cp950"])
def test_a_line_in_another_encoding_is_shown_as_it_was_meant(name: str) -> None:
    _, (problem,) = parse("a: 1\nb: 客戶的年營收\n".encode(name), "a.yml")
    assert (problem.span.line, problem.span.column, problem.span.text) == (2, 4, "b: 客戶的年營收")


def test_a_file_cut_anywhere_is_told_or_is_whole(tmp_path: Path) -> None:
    content = STORY.encode()
    for length in range(len(content)):
        located, problems = parse(content[:length], "a.yml")
        if located is None:
            assert problems
        else:
            story, found = read_model(located, StoryFile)
            assert story is not None or problems or found


def test_a_file_is_read_from_its_folder_and_called_as_it_is_shown(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_bytes(b"\xef\xbb\xbfa: 1\r\n")
    located, problems = read(tmp_path / "a.yml", "tools/a.yml")
    assert problems == []
    assert located is not None
    assert (located.data, located.file, located.span(("a",)).file) == ({"a": 1}, "tools/a.yml", "tools/a.yml")


@pytest.mark.parametrize(("made", "code"), [(False, "no_file"), (True, "is_directory")])
def test_a_missing_file_and_a_folder_are_told(tmp_path: Path, made: bool, code: str) -> None:
    if made:
        (tmp_path / "a.yml").mkdir()
    located, problems = read(tmp_path / "a.yml", "tools/a.yml")
    assert located is None
    assert [(problem.code, problem.span.file) for problem in problems] == [(code, "tools/a.yml")]


# ---------------------------------------------------------------- broken at random

PIECES = [
    *"：，　｛［「{}[]'\"|>%@`#!&*?\t\r\n\0\x85\u2028\ufeff\u200b\\~-=é😀",
    *["*all", "&x ", "!!python/none ", "- ", ": ", "---\n", "...\n", "\\u12", "\\UFFFFFFFF", "<<: *all\n", "{{", "}}"],
    *["\n\n  ", "1e999", "9" * 400, "key: ", "「: 」", "\n\t\t"],
]


def _broken(content: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice([1, 1, 2, 5])):
        start = chance.randrange(len(content) + 1)
        end = min(len(content), start + chance.randrange(40))
        match chance.randrange(7):
            case 0:
                content = content[:start]
            case 1:
                content = content[:start] + content[end:]
            case 2:
                content = content[:start] + chance.randbytes(3) + content[start:]
            case 3:
                lines = content.split(b"\n")
                lines.insert(chance.randrange(len(lines)), chance.choice(lines))
                content = b"\n".join(lines)
            case 4:
                content = content[end:] + content[start:end] + content[:start]
            case _:
                piece = chance.choice(PIECES) * chance.choice([1, 1, 1, 150])
                content = content[:start] + piece.encode() + content[start:]
    return content


@pytest.mark.parametrize("block", range(8))
def test_whatever_the_bytes_are_there_are_only_problems(block: int) -> None:
    catalogues = [load(locale) for locale in LOCALES]
    for seed in range(block * 50, block * 50 + 50):
        content = _broken(STORY.encode(), random.Random(seed))
        located, problems = parse(content, "a.yml")
        assert located is not None or problems
        if located is not None:
            for model in (StoryFile, ToolFile):
                problems = problems + read_model(located, model)[1]
        assert all(isinstance(problem, Problem) for problem in problems)
        assert all(1 <= problem.span.column < problem.span.end for problem in problems)
        for words in catalogues:
            (as_text(problems, words) + as_json(problems, words)).encode()


def test_a_large_file_is_mended_less_often() -> None:
    """Each mending reads the file again: one of many mistakes would otherwise take as many seconds."""
    mistake, rest = "a: b: c: d: e: f: g: h: i: j: k: l: m: n\n", "x: 字\n" * 30_000
    small, large = parse(mistake, "a.yml")[1], parse(mistake + rest, "a.yml")[1]
    assert len(small) > len(large) > 0
