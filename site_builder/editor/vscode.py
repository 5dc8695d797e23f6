"""Settings of VS Code: which schema is for which files; what stands there already in, the whole out.

Whatever is set there stays; only what leads to our schemas is set anew.
"""

from __future__ import annotations

import json
import posixpath
from typing import Any

from ..problem import Problem, Span
from .schemas import FILE_KINDS

EXTENSION = "redhat.vscode-yaml"


def settings(before: bytes | None, shown: str, schemas: str) -> tuple[str, list[Problem]]:
    """`before` is what the file holds, called `shown` in problems. `schemas`: their folder, from the workspace."""
    said, problems = _read(before, shown)
    kept = said.get("yaml.schemas", {})
    if not isinstance(kept, dict):
        problems.append(_not_plain(shown))
        return "", problems
    ours = {posixpath.join(schemas, f"{each.name}.json"): each.files for each in FILE_KINDS if _is_yaml(each.files)}
    made = {
        "yaml.schemaStore.enable": False,  # it would ask another host
        **said,
        "yaml.schemas": {**{name: files for name, files in kept.items() if name not in ours}, **ours},
    }
    return _text(made), problems


def extensions(before: bytes | None, shown: str) -> tuple[str, list[Problem]]:
    """As `settings`: the extension that reads schemas is recommended beside those that are there."""
    said, problems = _read(before, shown)
    others = said.get("recommendations", [])
    if not isinstance(others, list):
        problems.append(_not_plain(shown))
        return "", problems
    return _text({**said, "recommendations": [*others, *([EXTENSION] if EXTENSION not in others else [])]}), problems


def _is_yaml(files: str) -> bool:
    """The extension looks into no Markdown."""
    return files.endswith(".yml")


def _read(text: bytes | None, shown: str) -> tuple[dict[str, Any], list[Problem]]:
    """VS Code allows comments there, which would be lost: such a file is its owner's to change."""
    try:
        said = json.loads(text) if text and text.strip() else {}
    except ValueError:
        said = None
    return (said, []) if isinstance(said, dict) else ({}, [_not_plain(shown)])


def _not_plain(shown: str) -> Problem:
    return Problem(Span(shown), "settings_not_plain", {"file": shown})


def _text(settings: dict[str, Any]) -> str:
    return json.dumps(settings, ensure_ascii=False, indent=2) + "\n"
