"""What all commands share: where the knowledge base is, in which language they speak, how they end."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import click

from ..mkdocs_site import locales_of_site
from ..problem import Problem, Span, closest
from ..report import as_json, as_text
from ..words import Words, load

LANGUAGES = ("zh-hant", "en")


@dataclass(frozen=True)
class Settings:
    config_file: Path
    words: Words
    lang: str

    def speaking(self, lang: str | None) -> Settings:
        return self if lang is None else Settings(self.config_file, load(lang), lang)


with_settings = click.make_pass_decorator(Settings)
form_option = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
locale_option = click.option("--locale", help="A language of the site; the root's otherwise.")
lang_option = click.option("--lang", type=click.Choice(LANGUAGES), default=None, help="Language of messages.")


def sayer(form: str) -> Callable[[str], None]:
    """Says how far a command is, where its output is for people."""
    return click.echo if form == "text" else lambda line: None


def known_locale(settings: Settings, locale: str | None) -> str | None:
    """What was asked for, if the site has it."""
    locales, problems = locales_of_site(settings.config_file)
    end(problems, settings)
    known = [each.name for each in locales]
    if locale is not None and locale not in known:
        facts = {"name": locale, "known": ", ".join(known)}
        fail([Problem(Span(settings.config_file.name), "unknown_locale", facts, closest(locale, known))], settings)
    return locale


def end(problems: list[Problem], settings: Settings, form: str = "text") -> None:
    """Tells the problems, and ends the command where there are any."""
    if form == "json":
        click.echo(as_json(problems, settings.words), nl=False)
    elif problems:
        click.echo(as_text(problems, settings.words), nl=False, err=True)
    if problems:
        sys.exit(1)


def fail(problems: list[Problem], settings: Settings) -> NoReturn:
    end(problems, settings)
    raise AssertionError("problems end the command")


def write_whole(out: Path, content: bytes, settings: Settings) -> None:
    """What stood there is replaced by a whole file or not at all."""
    fresh = out.with_name(f".{out.name}.new")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(content)
        os.replace(fresh, out)
    except OSError as error:
        if fresh.is_file():
            fresh.unlink()
        fail([cannot_write(out, error.strerror or str(error))], settings)


def cannot_write(out: Path, reason: str) -> Problem:
    return Problem(Span(str(out)), "cannot_write", {"folder": str(out), "reason": reason})
