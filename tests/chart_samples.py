"""Scenes for the charts, of any size: what the page's script draws from, made without a tool."""

from __future__ import annotations

from typing import Any

from site_builder import words

ITEMS = 18
_LONG = "戰略契合與標竿價值（含參考客戶）"


def scene(chart: dict[str, Any], lists: dict[str, int], values: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """`values`: `for`, `figures`, and whatever else the page knows of a value. Lists have so many items."""
    columns = {name: value["figures"] for name, value in values.items()}
    about = {
        name: {"kind": "number", "role": "derived", "places": 1, "label": f"值{name}"}
        | {key: fact for key, fact in value.items() if key != "figures"}
        | {"for": [each if isinstance(each, list) else [each, each] for each in value["for"]]}
        for name, value in values.items()
    }
    data = {
        "tool": "sample",
        "version": "1",
        "lists": {name: _list(name, count) for name, count in lists.items()},
        "values": about,
        "lights": {},
        "charts": {"sample": {"label": "樣圖"} | chart},
        "results": [],
        "examples": {},
        "words": words.load("zh-hant").section("calculator.script") | words.load("zh-hant").section("calculator.more"),
    }
    ids = {name: [f"{name[0].upper()}{at + 1}" for at in range(count)] for name, count in lists.items()}
    return {"data": data, "ids": ids, "figures": {"values": columns}}


def _list(name: str, count: int) -> dict[str, Any]:
    """Names of all lengths, the longest first."""
    labels = [_LONG[: max(2, len(_LONG) - 3 * at)] + str(at + 1) for at in range(count)]
    items = [{"id": f"{name[0].upper()}{at + 1}", "label": label, "short": label} for at, label in enumerate(labels)]
    return {"label": f"表{name}", "items": items}


def figures(count: int, top: float = 97.3) -> list[float]:
    """Different figures, the same every time."""
    return [round(top * ((at * 7919 + 13) % 101) / 101, 1) for at in range(count)]
