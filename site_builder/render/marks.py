"""Short marks of a tool's definitions: a tool in, a mark for each value and light out.

A link carries the marks of its day, so that the page can say which definitions have changed since. A mark changes with
what is typed and computed (formula, default, limits, a light's rule), not with labels, prose or the order of items.
"""

from __future__ import annotations

import base64
import hashlib

from ..catalog import Tool
from ..formula.wordless import wordless

_SIGNS = 3  # 18 bits: one in 260,000 changes goes unseen


def marks(tool: Tool) -> dict[str, str]:
    """By id of value and light."""
    program, found = tool.program, {}
    for name in tool.file.values:
        hidden = (program.values.get(f"{name}.{rule}") for rule in ("required", "must"))
        taken = tool.takes.get(name)
        origin = None if taken is None else (taken.tool, taken.value)
        found[name] = _mark((program.values[name], tool.allowed.get(name), *hidden, origin))
    return found | {name: _mark(program.lights[name]) for name in tool.file.lights}


def definition(tool: Tool) -> dict[str, dict[str, str]]:
    """The form of `browser/link/since.ts`, `Definition`."""
    labels = {name: value.label for name, value in tool.file.values.items()}
    return {"marks": marks(tool), "labels": labels | {name: light.label for name, light in tool.file.lights.items()}}


def _mark(part: object) -> str:
    # An item that is put before others changes no formula.
    digest = hashlib.sha256(repr(wordless(part, ("position",))).encode()).digest()
    return base64.urlsafe_b64encode(digest).decode()[:_SIGNS]
