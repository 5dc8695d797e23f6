"""How templates of HTML and XML are read: a value in them is text, and one that is missing is told."""

from __future__ import annotations

from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from ..kept import folder as kept_folder
from ..kept import keep_made, made
from ..resources import templates


def html_environment(folder: str) -> Environment:
    """`folder`: below `templates/`. What Jinja makes of them is kept from run to run."""
    return Environment(
        bytecode_cache=_Kept(),
        loader=FileSystemLoader(templates() / folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


class _Kept(BytecodeCache):
    """By the name of a template; its text is looked at."""

    def load_bytecode(self, bucket: Bucket) -> None:
        code = made(_file(bucket))
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        keep_made(_file(bucket), bucket.bytecode_to_string(), _MOST_KEPT)


def _file(bucket: Bucket) -> Path:
    return kept_folder("templates") / f"{bucket.key}.jinja"


_MOST_KEPT = 500
