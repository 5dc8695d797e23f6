"""Plain data in, the same as a literal of JavaScript out."""

from __future__ import annotations

import json
from typing import Any


def literal(data: dict[str, Any]) -> str:
    """JSON is JavaScript, but for two line ends; `<` is escaped so that no text can end a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
