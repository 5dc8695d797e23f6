"""`docs/keys.md`: every key that an author may write, file by file, with what it takes and what it means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from site_builder.editor.schemas import FILE_KINDS, schema
from site_builder.words import Words, load

Schema = dict[str, Any]

PLAIN = {"string": "文字", "number": "數", "integer": "整數", "boolean": "是／否", "null": "空"}


def keys_page() -> str:
    chinese, english = load("zh-hant"), load("en")
    parts = [
        "# 每一個鍵 Every key",
        "",
        "由模型生成（`make accept`）：和 `check`、編輯器用的是同一份定義。**粗體**的一定要寫。",
    ]
    parts += ["", "*Made from the models that `check` and editors go by. A key in bold must be there.*"]
    for kind in FILE_KINDS:
        if kind.texts or "{" in kind.files:
            continue
        says, en = schema(kind, chinese), schema(kind, english)
        parts += ["", f"## `{kind.files}` {_cell(says['title'])}", "", f"*{en['title']}*"]
        for name, part in _parts(says):
            heading = ["", f"### {name}"] if name else []
            parts += [*heading, "", "| 鍵 | 寫什麼 | 意思 | Meaning |", "|---|---|---|---|"]
            parts += _rows(part, _at(en, name), chinese)
    return "\n".join(parts) + "\n"


def _parts(whole: Schema) -> Iterator[tuple[str, Schema]]:
    if "properties" in whole:
        yield "", whole
    for name, part in whole.get("$defs", {}).items():
        if part.get("properties"):
            yield name, part


def _at(whole: Schema, name: str) -> Schema:
    found: Schema = whole["$defs"][name] if name else whole
    return found


def _rows(part: Schema, english: Schema, words: Words) -> Iterator[str]:
    for key, inner in part["properties"].items():
        shown = f"**`{key}`**" if key in part.get("required", ()) else f"`{key}`"
        meaning = english["properties"][key]["description"]
        yield f"| {shown} | {_form(inner)} | {_cell(inner['description'])} | {_cell(meaning)} |"


def _form(inner: Schema) -> str:
    """In a word or two: what may stand there."""
    if "$ref" in inner:
        name = inner["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "enum" in inner or "const" in inner:
        return "、".join(f"`{each}`" for each in inner.get("enum", [inner.get("const")]))
    several = inner.get("anyOf") or inner.get("oneOf") or [rule["then"] for rule in inner.get("allOf", ())]
    if several:
        return "，或".join(dict.fromkeys(map(_form, several)))
    kinds = inner.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    return "，或".join(_of_kind(kind, inner) for kind in kinds) or "任何值"


def _of_kind(kind: str, inner: Schema) -> str:
    if kind == "array":
        items = inner.get("items", {})
        return f"列表：{_form(items)}" if items else "列表"
    if kind == "object":
        each = inner.get("additionalProperties") or next(iter(inner.get("patternProperties", {}).values()), None)
        return f"按名字：{_form(each)}" if isinstance(each, dict) else "按名字"
    return PLAIN[kind]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
