"""Where the files that are not Python stand."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def templates() -> Path:
    """The folder of templates and words: inside the package when installed, beside it in a source checkout."""
    inside = _HERE / "templates"
    return inside if inside.is_dir() else _HERE.parent / "templates"


def assets() -> Path:
    """The folder of the pages' scripts, made by `hatch_build.py`."""
    return _HERE / "assets"
