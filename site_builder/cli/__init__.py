"""The commands. Prints problems and sets exit codes; what is done is done elsewhere."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import Any

import click

from .. import build as site
from .. import compute
from ..catalog import Tool, load_with_givers, tool_ids
from ..catalog.sheets import Sheet
from ..catalog.sources import load_sources
from ..formula.targets.python import evaluate
from ..live import stamp_of, wait_for_change
from ..mkdocs_site import serve as serve_site
from ..mkdocs_site import words_of_site
from ..package.workbook import workbook
from ..problem import Problem, Span, closest
from ..report import as_text
from ..words import load
from .new import new_
from .package import package_
from .schema import schema
from .settings import (
    LANGUAGES,
    Settings,
    end,
    fail,
    form_option,
    known_locale,
    lang_option,
    locale_option,
    sayer,
    with_settings,
    write_whole,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("-f", "--config-file", type=click.Path(path_type=Path), default=Path("mkdocs.yml"), show_default=True)
@click.option("--lang", type=click.Choice(LANGUAGES), default="zh-hant", envvar="SITE_BUILDER_LANG", show_default=True)
@click.version_option(package_name="site-builder")
@click.pass_context
def cli(context: click.Context, config_file: Path, lang: str) -> None:
    """Turns the YAML of tools and stories into an interactive training site. 從 YAML 生成訓練網站。"""
    context.obj = Settings(config_file.absolute(), load(lang), lang)


for _command in (new_, package_, schema):
    cli.add_command(_command)


@cli.command()
@click.option(
    "--out", type=click.Path(path_type=Path), help="Where to put the site; `site_dir` of mkdocs.yml otherwise."
)
@form_option
@lang_option
@with_settings
def build(settings: Settings, out: Path | None, form: str, lang: str | None) -> None:
    """Check everything and build the site."""
    settings = settings.speaking(lang)
    problems = site.build(settings.config_file, settings.words, out.absolute() if out else None, sayer(form))
    end(problems, settings, form)


@cli.command()
@click.option("-a", "--dev-addr", default="127.0.0.1:8000", show_default=True)
@click.option("--open", "open_browser", is_flag=True, help="Open the page in the browser.")
@locale_option
@lang_option
@with_settings
def serve(settings: Settings, dev_addr: str, open_browser: bool, locale: str | None, lang: str | None) -> None:
    """Show the site while you write: a changed file is seen at once. With problems it waits until they are gone."""
    settings = settings.speaking(lang)
    places = [settings.config_file, *(settings.config_file.parent / name for name in ("content", "docs", "tools"))]
    while True:
        stamp = stamp_of(places)
        _, problems = site.read(settings.config_file, known_locale(settings, locale))
        if not problems:
            break
        click.echo(as_text(problems, settings.words), nl=False, err=True)
        click.echo(settings.words.text("command.serve_waits"), err=True)
        wait_for_change(places, stamp)
    serve_site(settings.config_file, dev_addr, open_browser, locale)


@cli.command()
@form_option
@lang_option
@with_settings
def check(settings: Settings, form: str, lang: str | None) -> None:
    """Say everything that is wrong, with place and cure; build nothing."""
    settings = settings.speaking(lang)
    problems = site.check_all(settings.config_file, settings.words, sayer(form))
    end(problems, settings, form)


@cli.command()
@click.option("--out", type=click.Path(path_type=Path), required=True, help="An empty or new folder.")
@locale_option
@lang_option
@with_settings
def render(settings: Settings, out: Path, locale: str | None, lang: str | None) -> None:
    """Write the plain tree (Markdown, HTML fragments, scripts) for any Markdown builder."""
    settings = settings.speaking(lang)
    if out.exists() and not (out.is_dir() and not any(out.iterdir())):
        end([Problem(Span(str(out)), "out_not_empty", {"folder": str(out)})], settings)
    problems, count = site.render_tree(settings.config_file, out.absolute(), known_locale(settings, locale))
    end(problems, settings)
    click.echo(settings.words.text("command.rendered_to", files=count, folder=str(out)))


@cli.command()
@click.argument("locale")
@click.argument("files", metavar="[FILE]...", nargs=-1)
@lang_option
@with_settings
def translated(settings: Settings, locale: str, files: tuple[str, ...], lang: str | None) -> None:
    """Record which texts of the original a translation stands for, so that `check` tells when they change.

    Texts that are not recorded yet are. Of FILEs (the original's or the translation's path) all are taken as up to
    date, those that were outdated too: name a file once its translation has been looked through.
    """
    settings = settings.speaking(lang)
    recorded, problems = site.record_translation(settings.config_file, locale, files)
    end(problems, settings)
    if recorded is not None:
        click.echo(settings.words.text("command.recorded", fresh=recorded.fresh, again=recorded.again))


@cli.command(name="compute")
@click.argument("tool_name", metavar="TOOL")
@click.option("--example", help="An example of the tool's file.")
@click.option("--given", type=click.Path(path_type=Path), help="A .yml, .json or .csv file.")
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
@lang_option
@with_settings
def compute_(
    settings: Settings, tool_name: str, example: str | None, given: Path | None, form: str, lang: str | None
) -> None:
    """The figures of a tool, without a browser."""
    settings = settings.speaking(lang)
    if (example is None) == (given is None):
        raise click.UsageError(settings.words.text("command.example_or_given"))
    tool, sheet = _sheet(settings, tool_name, example, given)
    figures = sheet.figures
    _notices(settings, tool, sheet)
    match form:
        case "json":
            click.echo(compute.as_json(tool, figures), nl=False)
        case "csv":
            click.echo(compute.as_csv(tool, figures), nl=False)
        case _:
            click.echo(compute.as_table(tool, sheet.given, figures, settings.words), nl=False)


@cli.command(name="workbook")
@click.argument("tool_name", metavar="TOOL")
@click.option("--example", help="An example of the tool's file.")
@click.option("--given", type=click.Path(path_type=Path), help="A .yml, .json or .csv file, or a case file.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The .xlsx file.")
@lang_option
@with_settings
def workbook_(
    settings: Settings, tool_name: str, example: str | None, given: Path | None, out: Path, lang: str | None
) -> None:
    """A tool as an Excel workbook with live formulas; empty without --example or --given."""
    settings = settings.speaking(lang)
    if example is not None and given is not None:
        raise click.UsageError(settings.words.text("command.example_and_given"))
    if out.suffix.lower() != ".xlsx":
        raise click.UsageError(settings.words.text("command.workbook_ending", found=out.name))
    tool, sheet = _sheet(settings, tool_name, example, given)
    _notices(settings, tool, sheet)
    sources, _ = load_sources(settings.config_file.parent / "content" / "sources.yml", "content/sources.yml")
    titles = {} if sources is None else sources.titles
    label = None if example is None else tool.examples[example].label
    book = workbook(tool, sheet.given, words_of_site(settings.config_file), titles, label)
    write_whole(out, book, settings)
    click.echo(settings.words.text("command.workbook", file=str(out), kilobytes=len(book) // 1000))


def _sheet(settings: Settings, tool_name: str, example: str | None, given: Path | None) -> tuple[Tool, Sheet]:
    """The tool, and the figures of an example or of a file, or those that a new sheet starts with."""
    root, words = settings.config_file.parent, words_of_site(settings.config_file)
    tools, problems = load_with_givers(root, tool_name, words.text("text.separator"))
    tool = tools.get(tool_name.replace("-", "_"))
    if tool is None:
        fail(problems, settings)
    if given is not None:
        sheet, problems = compute.compute(given, str(given), tool, tools, tool_ids(root))
        if sheet is None:
            fail(problems, settings)
        return tool, sheet
    if example is None:
        return tool, Sheet(tool.start, evaluate(tool.program, tool.start))
    known = tool.examples.get(example)
    if known is None:
        facts = {"name": example, "known": ", ".join(tool.examples)}
        fail([Problem(Span(tool.path), "unknown_example", facts, closest(example, tool.examples))], settings)
    return tool, Sheet(known.given, known.figures)


def _notices(settings: Settings, tool: Tool, sheet: Sheet) -> None:
    """Rows that do not count, and taken figures that do not fit."""
    for name, rows in sheet.figures.left_out.items():
        if rows:
            label = tool.file.lists[name].label
            click.echo(settings.words.text("command.left_out", list=label, rows=", ".join(rows)), err=True)
    for each in sheet.unfit:
        taken, value = tool.takes[each.value], tool.file.values[each.value].label
        at = ", ".join(each.at) or "–"
        said = settings.words.text("command.unfit", value=value, at=at, figure=each.figure, tool=taken.short)
        click.echo(said, err=True)


def main(*args: Any) -> None:
    """The console command. An error of our own is told in one line; SITE_BUILDER_DEBUG=1 shows where."""
    try:
        cli(*args)
    except Exception as error:
        if os.environ.get("SITE_BUILDER_DEBUG"):
            traceback.print_exc()
        click.echo(load("en").text("command.own_error", error=f"{type(error).__name__}: {error}"), err=True)
        sys.exit(2)
