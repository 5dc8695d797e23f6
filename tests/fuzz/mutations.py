"""Ways to break a file: its bytes and a source of chance in, other bytes out."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

Mutation = Callable[[bytes, Random], bytes]

_KEY = re.compile(rb"^(\s*(?:- )?)([^\s:#][^:\n]*?)(:(?: |$))(.*)$")

VALUES = [
    *(
        "",
        "null",
        "~",
        "true",
        "false",
        "0",
        "-1",
        "1",
        "1.5",
        "1e308",
        "-1e308",
        "1e400",
        "9" * 30,
        "9" * 5_000,
        ".nan",
    ),
    *(
        "0x" + "f" * 5_000,
        "1." + "0" * 5_000,
        "1e" + "9" * 400,
        ".inf",
        "-.inf",
        "0x1F",
        "0o17",
        "1_000",
        "1:30",
        "2024-02-30",
        "2024-02-29",
        "１２",
        "12%",
        "=1+1",
        "yes",
        "NO",
    ),
    *(
        "[]",
        "{}",
        "[[]]",
        "[1, a, {b: c}]",
        "{a: {b: {c: 1}}}",
        "''",
        '""',
        "' '",
        "|",
        ">-",
        "!!python/object:os.x {}",
    ),
    *("!a b", "&a b", "*a", "<<", "@a", "`a`", "%a", "? a", "- a", "a: b", "a #b", "'a", '"a', '"\\x"', '"\\ud800"'),
    *("{a: 1, a: 2}", "[a, b", "{a: b", "a]", "A1", "no_such_name", "account", "tier", "kind", "../x", "javascript:x"),
    *("[" * 300, "{a: " * 300, "[" * 60 + "]" * 60, "(" * 500, "a " * 20_000, "客" * 20_000, "a" * 200_000),
    *("1/0", "0^0", "(-1)^0.5", "1e300*1e300", "sum(1)", "sum(a over a)", "a and", "not not not a", "-" * 400 + "1"),
    *(
        "1+" * 400 + "1",
        "if(" * 60,
        "x ^ y ^ z",
        "a < b < c",
        "a[b = c]",
        "{value}",
        "{{ x }}",
        "{% x %}",
        "[a](b",
        "**",
    ),
    *("1-5", "5-1", "0-0", "1-99999999", "S999", "account_tiering.revenue", "a.b.c", "for", "[role as a, role as a]"),
]
CHARACTERS = [
    *("\ufeff", "\0", "\u200b", "\u200e", "\u202e", "\u2066", "\u2028", "\u2029", "\x85", "\u00a0", "\u3000", "\u00ad"),
    *("\x1b", "\x7f", "\ue000", "\ufffe", "\U0001f600", "\U000e0001", "\u0301", "e\u0301", "\t", "\r", "：", "，", "“"),
    *(
        ":",
        "#",
        "'",
        '"',
        "{",
        "}",
        "[",
        "]",
        "&",
        "*",
        "!",
        "|",
        ">",
        "%",
        "@",
        "`",
        "-",
        "?",
        ",",
        "\\",
        "<",
        "$",
        "\n",
    ),
]
RAW = [b"\xed\xa0\x80", b"\xff", b"\xc0\xaf", b"\xf5\x80\x80\x80", b"\xe5\xae", b"\xff\xfe", b"\xef\xbb\xbf"]


def broken(content: bytes, chance: Random) -> tuple[str, bytes]:
    """The name of what was done last, and what became of the file. Seldom two or three things at once."""
    name = ""
    for _ in range(chance.choice((1, 1, 1, 1, 2, 3))):
        name = chance.choices([*MUTATIONS], [weight for _, weight in MUTATIONS.values()])[0]
        content = MUTATIONS[name][0](content, chance)
    return name, content


# ---------------------------------------------------------------- bytes and characters


def _cut(content: bytes, chance: Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _cut_front(content: bytes, chance: Random) -> bytes:
    return content[chance.randrange(len(content) + 1) :]


def _flip(content: bytes, chance: Random) -> bytes:
    changed = bytearray(content or b"\n")
    for _ in range(chance.choice((1, 1, 5, 50))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _drop(content: bytes, chance: Random) -> bytes:
    start = chance.randrange(len(content) + 1)
    return content[:start] + content[start + chance.choice((1, 2, 10, 300)) :]


def _odd(content: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    odd = chance.choice([*(each.encode() for each in CHARACTERS), *RAW]) * chance.choice((1, 1, 1, 30))
    return content[:at] + odd + content[at:]


def _encoded(content: bytes, chance: Random) -> bytes:
    codec = chance.choice(
        ("gb18030", "big5", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "utf-7", "cp950")
    )
    return content.decode("utf-8", "replace").encode(codec, "replace")


def _breaks(content: bytes, chance: Random) -> bytes:
    return content.replace(b"\n", chance.choice((b"\r", b"\r\n", b"\n\n", b"\n\r", b"", " \u2028".encode())))


# ---------------------------------------------------------------- lines


def _lines(change: Callable[[list[bytes], int, Random], None]) -> Mutation:
    def mutation(content: bytes, chance: Random) -> bytes:
        lines = content.split(b"\n")
        change(lines, chance.randrange(len(lines)), chance)
        return b"\n".join(lines)

    return mutation


def _remove(lines: list[bytes], at: int, chance: Random) -> None:
    del lines[at : at + chance.choice((1, 1, 1, 3, 40))]


def _double(lines: list[bytes], at: int, chance: Random) -> None:
    few = lines[at : at + chance.choice((1, 1, 3, 40))]
    lines[at:at] = few


def _swap(lines: list[bytes], at: int, chance: Random) -> None:
    other = chance.choice((chance.randrange(len(lines)), min(at + 1, len(lines) - 1)))
    lines[at], lines[other] = lines[other], lines[at]


def _indent(lines: list[bytes], at: int, chance: Random) -> None:
    blanks = chance.choice((b"  ", b" ", b"    ", b"\t", "\u3000".encode(), b" " * 3000))
    for each in range(at, min(at + chance.choice((1, 1, 5)), len(lines))):
        lines[each] = lines[each].lstrip() if chance.random() < 0.4 else blanks + lines[each]


def _long(lines: list[bytes], at: int, chance: Random) -> None:
    lines[at] += chance.choice((b"x", "客".encode(), b" ", b"[", b"a, ", b"# ")) * chance.choice((3_000, 300_000))


# ---------------------------------------------------------------- keys and values


def _at_key(change: Callable[[re.Match[bytes], Random], bytes]) -> Mutation:
    """Of one line that has a key."""

    def mutation(content: bytes, chance: Random) -> bytes:
        lines = content.split(b"\n")
        keyed = [(at, found) for at, line in enumerate(lines) if (found := _KEY.match(line)) is not None]
        if keyed:
            at, found = chance.choice(keyed)
            lines[at] = change(found, chance)
        return b"\n".join(lines)

    return mutation


def _value(found: re.Match[bytes], chance: Random) -> bytes:
    inner = [*re.finditer(rb"(?<=: )[^,{}\[\]]+", found[4])]  # of a flow mapping one entry
    value = chance.choice(VALUES).encode()
    if inner and chance.random() < 0.7:
        one = chance.choice(inner)
        value = found[4][: one.start()] + value + found[4][one.end() :]
    return found[1] + found[2] + b": " + value


def _misspelt(found: re.Match[bytes], chance: Random) -> bytes:
    at = chance.randrange(len(found[2]))
    key = chance.choice(
        (
            found[2][:at] + found[2][at + 1 :],
            found[2].upper(),
            chance.choice(VALUES)[:50].encode(),
            found[2] * 2,
            b"__proto__",
        )
    )
    return found[1] + key + found[3] + found[4]


def _keys_swapped(content: bytes, chance: Random) -> bytes:
    lines = content.split(b"\n")
    keyed = [(at, found) for at, line in enumerate(lines) if (found := _KEY.match(line)) is not None]
    if len(keyed) > 1:
        (at, one), (other, two) = chance.sample(keyed, 2)
        lines[at] = one[1] + two[2] + one[3] + one[4]
        lines[other] = two[1] + one[2] + two[3] + two[4]
    return b"\n".join(lines)


def _numbers(content: bytes, chance: Random) -> bytes:
    """One number, or every tenth, is another one."""
    share = chance.choice((0.0, 0.1))
    found = [*re.finditer(rb"(?<![\w.])\d+(?:\.\d+)?(?![\w.])", content)]
    chosen = [each for each in found if chance.random() < share] or ([chance.choice(found)] if found else [])
    for each in reversed(chosen):
        number = chance.choice((b"0", b"-1", b"1e308", b"1e15", b"0.1", b"-0.0", b"5e-324", b"3000000", b"9" * 25))
        content = content[: each.start()] + number + content[each.end() :]
    return content


def _formula(content: bytes, chance: Random) -> bytes:
    """A part of a formula, or of another text that has signs, stands elsewhere too."""
    words = [*re.finditer(rb"[\w.]+|[-+*/^()<>=\[\]]", content)]
    for _ in range(chance.choice((1, 1, 4))):
        if len(words) > 1:
            one, two = chance.sample(words, 2)
            content = content[: one.start()] + two[0] + content[one.end() :]
    return content


def _bomb(content: bytes, chance: Random) -> bytes:
    """Aliases of aliases, put where a value stood."""
    wide, deep = chance.choice(((10, 10), (2, 60), (9, 4), (1000, 3)))
    rows = [b"x0: &x0 [%s]" % b", ".join([b"a"] * wide)]
    rows += [b"x%d: &x%d [%s]" % (n, n, b", ".join([b"*x%d" % (n - 1)] * wide)) for n in range(1, deep)]
    last = b"*x%d" % (deep - 1)
    used = _at_key(lambda found, _: found[1] + found[2] + b": " + last)(content, chance)
    return b"\n".join([*rows, used])


MUTATIONS: dict[str, tuple[Mutation, int]] = {
    "cut": (_cut, 5),
    "front cut off": (_cut_front, 2),
    "bytes flipped": (_flip, 4),
    "bytes dropped": (_drop, 4),
    "odd character": (_odd, 8),
    "other encoding": (_encoded, 2),
    "other line breaks": (_breaks, 2),
    "lines removed": (_lines(_remove), 7),
    "lines doubled": (_lines(_double), 4),
    "lines swapped": (_lines(_swap), 6),
    "indentation": (_lines(_indent), 5),
    "long line": (_lines(_long), 2),
    "other value": (_at_key(_value), 22),
    "misspelt key": (_at_key(_misspelt), 6),
    "keys swapped": (_keys_swapped, 6),
    "other numbers": (_numbers, 8),
    "other words": (_formula, 8),
    "alias bomb": (_bomb, 2),
}
