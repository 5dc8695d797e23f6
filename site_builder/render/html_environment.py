"""How templates of HTML and XML are read: a value in them is text, and one that is missing is told."""

from __future__ import annotations

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..resources import templates


def html_environment(folder: str) -> Environment:
    """`folder`: below `templates/`."""
    return Environment(
        loader=FileSystemLoader(templates() / folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
