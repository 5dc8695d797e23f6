"""`site-builder new …`: a small whole example to begin with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from .. import sample
from ..problem import Problem
from .settings import Settings, end, fail, lang_option, with_settings, write_whole

Made = tuple[sample.Files, list[Problem]]


@click.group(name="new")
def new_() -> None:
    """A small whole example to begin with: it passes `check`, and is there to be changed."""


@new_.command(name="tool")
@click.argument("name", metavar="ID")
@lang_option
@with_settings
def new_tool(settings: Settings, name: str, lang: str | None) -> None:
    """A tool with a list, values, a light, a chart, steps and an example, under the next number."""
    _add(settings.speaking(lang), lambda base: sample.tool(base, name))


@new_.command(name="story")
@click.argument("name", metavar="ID")
@lang_option
@with_settings
def new_story(settings: Settings, name: str, lang: str | None) -> None:
    """A story that leads to a tool, under the next number."""
    _add(settings.speaking(lang), lambda base: sample.story(base, name))


@new_.command(name="path")
@lang_option
@with_settings
def new_path(settings: Settings, lang: str | None) -> None:
    """A self-study path of two stations."""
    _add(settings.speaking(lang), sample.path)


@new_.command(name="locale")
@click.argument("name", metavar="NAME")
@lang_option
@with_settings
def new_locale(settings: Settings, name: str, lang: str | None) -> None:
    """What another language needs beside the translations; NAME is its tag, such as fr or pt-br."""
    settings = settings.speaking(lang)
    base = _base(settings)
    files, problems = sample.locale(base, name)
    end(problems, settings)
    _write(base.root, files, settings)
    others = [*(each.name for each in base.locales[1:]), name]
    click.echo(settings.words.text("command.new_locale", locale=name))
    first = base.locales[0].name
    click.echo(f"\n  - site-builder: {{lang: {first}, locales: [{', '.join(others)}]}}\n")
    if files:
        click.echo(settings.words.text("command.new_locale_then", locale=name))


@new_.command(name="site")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@lang_option
@with_settings
def new_site(settings: Settings, folder: Path, lang: str | None) -> None:
    """A knowledge base of your own, with one tool and one story, in the language of messages."""
    settings = settings.speaking(lang)
    files, problems = sample.site(folder, settings.lang)
    end(problems, settings)
    _write(folder, files, settings)
    click.echo(settings.words.text("command.new_site"))


def _add(settings: Settings, make: Callable[[sample.Base], Made]) -> None:
    base = _base(settings)
    files, problems = make(base)
    end(problems, settings)
    _write(base.root, files, settings)
    records, problems = sample.recorded(base, files)
    end(problems, settings)
    for name, text in records.items():
        write_whole(base.root / name, text.encode(), settings)
    click.echo(settings.words.text("command.new_checked"))


def _base(settings: Settings) -> sample.Base:
    base, problems = sample.base_of(settings.config_file)
    if base is None:
        fail(problems, settings)
    return base


def _write(root: Path, files: sample.Files, settings: Settings) -> None:
    for name, text in files.items():
        write_whole(root / name, text.encode(), settings)
        click.echo(settings.words.text("command.wrote", file=name))
