"""Charts at build time: the page's own script draws them, so that there is one implementation of each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup
from py_mini_racer import MiniRacer

from ..formula.program import Figure
from ..formula.tree import Shape
from .figures import Key, Scene


@dataclass(frozen=True)
class Drawing:
    """SVG, the same content as an HTML table, and a sentence on what could not be drawn."""

    drawing: Markup
    table: Markup
    note: str


def drawings(scene: Scene, data: dict[str, Any], script: Path) -> dict[str, Drawing]:
    """All charts of the tool by id. `data` is the page data, `script` the bundle."""
    if not data["charts"]:
        return {}
    engine = MiniRacer()
    engine.eval(script.read_text("utf-8"))
    state = {"data": data, "ids": scene.ids, "figures": {"values": _columns(scene)}}
    drawn = json.loads(str(engine.call("armory.drawings", state)))
    # The script escapes every text it puts into its markup.
    return {name: Drawing(Markup(d["drawing"]), Markup(d["table"]), d["note"]) for name, d in drawn.items()}


def _columns(scene: Scene) -> dict[str, list[float | str | None]]:
    values = scene.tool.program.values
    return {
        name: [_held(scene, name, key) for key in keys(scene, values[name].shape)] for name in scene.tool.file.values
    }


def keys(scene: Scene, shape: Shape) -> list[Key]:
    """All item ids of a shape, in the order of the page's columns."""
    found: list[Key] = [()]
    for index in shape:
        found = [(*key, item) for key in found for item in scene.ids[index.list]]
    return found


def _held(scene: Scene, name: str, key: Key) -> float | str | None:
    """As the page holds it: truths are 1 and 0, items their position. JSON has no NaN: a blank is null."""
    figure: Figure = scene.held(name, key)
    if isinstance(figure, bool):
        return float(figure)
    kind = scene.tool.program.values[name].type
    if isinstance(figure, str) and kind.kind == "item":
        return float(scene.ids[kind.list].index(figure)) if figure in scene.ids[kind.list] else None
    return figure
