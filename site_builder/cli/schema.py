"""`site-builder schema`: what an editor needs to complete and check YAML while one types."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from ..editor import vscode
from ..editor.schemas import schemas
from ..problem import Problem, Span
from .settings import Settings, fail, lang_option, with_settings, write_whole


@click.command()
@click.option("--out", type=click.Path(path_type=Path), help="The folder of schemas; .vscode/schemas otherwise.")
@lang_option
@with_settings
def schema(settings: Settings, out: Path | None, lang: str | None) -> None:
    """Write JSON Schemas of all YAML files, and VS Code's settings for them.

    Every key is explained in the language of messages. What is set in .vscode/ already stays.
    """
    settings = settings.speaking(lang)
    root = settings.config_file.parent
    if not settings.config_file.is_file():
        fail([Problem(Span(settings.config_file.name), "no_site", {"folder": root.name or "."})], settings)
    folder = out.absolute() if out is not None else root / ".vscode" / "schemas"
    here = Path(os.path.relpath(folder, root)).as_posix()
    files = {folder / f"{name}.json": _text(each) for name, each in schemas(settings.words).items()}
    problems: list[Problem] = []
    for name, made in (
        ("settings.json", lambda text, shown: vscode.settings(text, shown, here)),
        ("extensions.json", vscode.extensions),
    ):
        path = root / ".vscode" / name
        before = path.read_bytes() if path.is_file() else None
        files[path], found = made(before, f".vscode/{name}")
        problems += found
    if problems:
        fail(problems, settings)
    for path, text in files.items():
        write_whole(path, text.encode(), settings)
    click.echo(settings.words.text("command.schemas", count=len(files) - 2, folder=here))


def _text(schema: object) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
