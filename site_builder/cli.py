"""The commands. Prints problems and sets exit codes; what is done is done elsewhere."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import click

from . import build as site
from . import compute
from .catalog import Tool, load_with_givers, tool_ids
from .catalog.sheets import Sheet
from .catalog.sources import load_sources
from .formula.targets.python import evaluate
from .mkdocs_site import locales_of_site, words_of_site, written
from .mkdocs_site import serve as serve_site
from .package.offline import offline
from .package.scorm import WARN_ABOVE, Course, Keep, Standard, course_id, is_course_id
from .package.scorm import package as course_package
from .package.workbook import workbook
from .problem import Problem, Span, closest
from .report import as_json, as_text
from .words import Words, load

_LANGUAGES = ("zh-hant", "en")


@dataclass(frozen=True)
class _Settings:
    config_file: Path
    words: Words
    lang: str


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("-f", "--config-file", type=click.Path(path_type=Path), default=Path("mkdocs.yml"), show_default=True)
@click.option("--lang", type=click.Choice(_LANGUAGES), default="zh-hant", envvar="SITE_BUILDER_LANG", show_default=True)
@click.version_option(package_name="site-builder")
@click.pass_context
def cli(context: click.Context, config_file: Path, lang: str) -> None:
    """Turns the YAML of tools and stories into an interactive training site. 從 YAML 生成訓練網站。"""
    context.obj = _Settings(config_file.absolute(), load(lang), lang)


_settings = click.make_pass_decorator(_Settings)
_format = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
_locale = click.option("--locale", help="A language of the site; the root's otherwise.")
_lang = click.option("--lang", type=click.Choice(_LANGUAGES), default=None, help="Language of messages.")
_zip = click.option("--out", type=click.Path(path_type=Path), required=True, help="The .zip file.")


def _with_lang(settings: _Settings, lang: str | None) -> _Settings:
    return settings if lang is None else _Settings(settings.config_file, load(lang), lang)


@cli.command()
@click.option(
    "--out", type=click.Path(path_type=Path), help="Where to put the site; `site_dir` of mkdocs.yml otherwise."
)
@_format
@_lang
@_settings
def build(settings: _Settings, out: Path | None, form: str, lang: str | None) -> None:
    """Check everything and build the site."""
    settings = _with_lang(settings, lang)
    say: Callable[[str], None] = click.echo if form == "text" else lambda line: None
    problems = site.build(settings.config_file, settings.words, out.absolute() if out else None, say)
    _end(problems, settings, form)


@cli.command()
@click.option("-a", "--dev-addr", default="127.0.0.1:8000", show_default=True)
@click.option("--open", "open_browser", is_flag=True, help="Open the page in the browser.")
@_locale
@_lang
@_settings
def serve(settings: _Settings, dev_addr: str, open_browser: bool, locale: str | None, lang: str | None) -> None:
    """Show the site while you write: a changed file is seen at once."""
    settings = _with_lang(settings, lang)
    _, problems = site.read(settings.config_file, _known_locale(settings, locale))
    if problems:
        _end(problems, settings, "text")
    serve_site(settings.config_file, dev_addr, open_browser, locale)


@cli.command()
@_format
@_lang
@_settings
def check(settings: _Settings, form: str, lang: str | None) -> None:
    """Say everything that is wrong, with place and cure; build nothing."""
    settings = _with_lang(settings, lang)
    say: Callable[[str], None] = click.echo if form == "text" else lambda line: None
    problems = site.check_all(settings.config_file, settings.words, say)
    _end(problems, settings, form)


@cli.command()
@click.option("--out", type=click.Path(path_type=Path), required=True, help="An empty or new folder.")
@_locale
@_lang
@_settings
def render(settings: _Settings, out: Path, locale: str | None, lang: str | None) -> None:
    """Write the plain tree (Markdown, HTML fragments, scripts) for any Markdown builder."""
    settings = _with_lang(settings, lang)
    if out.exists() and not (out.is_dir() and not any(out.iterdir())):
        _end([Problem(Span(str(out)), "out_not_empty", {"folder": str(out)})], settings, "text")
    problems, count = site.render_tree(settings.config_file, out.absolute(), _known_locale(settings, locale))
    _end(problems, settings, "text")
    click.echo(settings.words.text("command.rendered_to", files=count, folder=str(out)))


@cli.command()
@click.argument("locale")
@click.argument("files", metavar="[FILE]...", nargs=-1)
@_lang
@_settings
def translated(settings: _Settings, locale: str, files: tuple[str, ...], lang: str | None) -> None:
    """Record which texts of the original a translation stands for, so that `check` tells when they change.

    Texts that are not recorded yet are. Of FILEs (the original's or the translation's path) all are taken as up to
    date, those that were outdated too: name a file once its translation has been looked through.
    """
    settings = _with_lang(settings, lang)
    recorded, problems = site.record_translation(settings.config_file, locale, files)
    _end(problems, settings, "text")
    if recorded is not None:
        click.echo(settings.words.text("command.recorded", fresh=recorded.fresh, again=recorded.again))


@cli.command(name="compute")
@click.argument("tool_name", metavar="TOOL")
@click.option("--example", help="An example of the tool's file.")
@click.option("--given", type=click.Path(path_type=Path), help="A .yml, .json or .csv file.")
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
@_lang
@_settings
def compute_(
    settings: _Settings, tool_name: str, example: str | None, given: Path | None, form: str, lang: str | None
) -> None:
    """The figures of a tool, without a browser."""
    settings = _with_lang(settings, lang)
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
@_lang
@_settings
def workbook_(
    settings: _Settings, tool_name: str, example: str | None, given: Path | None, out: Path, lang: str | None
) -> None:
    """A tool as an Excel workbook with live formulas; empty without --example or --given."""
    settings = _with_lang(settings, lang)
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
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(book)
    except OSError as error:
        _fail([_cannot_write(out, error.strerror or "")], settings)
    click.echo(settings.words.text("command.workbook", file=str(out), kilobytes=len(book) // 1000))


def _known_locale(settings: _Settings, locale: str | None) -> str | None:
    """What was asked for, if the site has it."""
    locales, problems = locales_of_site(settings.config_file)
    _end(problems, settings, "text")
    known = [each.name for each in locales]
    if locale is not None and locale not in known:
        facts = {"name": locale, "known": ", ".join(known)}
        _fail([Problem(Span(settings.config_file.name), "unknown_locale", facts, closest(locale, known))], settings)
    return locale


@cli.group(name="package")
def package_() -> None:
    """The site as one file, to be handed on."""


@package_.command(name="offline")
@_zip
@_lang
@_settings
def package_offline(settings: _Settings, out: Path, lang: str | None) -> None:
    """For reading without a network: unpack it, open index.html."""
    settings = _with_lang(settings, lang)
    _check_zip(out, settings)
    language = words_of_site(settings.config_file)
    files, problems = site.built_files(settings.config_file, settings.words, click.echo)
    if problems:
        _fail(problems, settings)
    packed = offline(files, (language.text("offline.readme_name"), language.text("offline.readme")))
    _write_whole(out, packed, settings)
    _say_packed(out, packed, settings)


def _scorm(standard: Standard) -> Callable[..., None]:
    @click.option("--tool", "tool_name", metavar="TOOL", help="A course about this tool only.")
    @click.option("--path", "way", metavar="WAY", help="A shorter way of the self-study path; all of it otherwise.")
    @_locale
    @click.option("--mastery", metavar="PERCENT", help="The score that passes; that of content/quiz.yml otherwise.")
    @click.option(
        "--keep-work",
        "keep",
        type=click.Choice(["local", "portal"]),
        default="local",
        show_default=True,
        help="Where the learner's work is kept: in the browser, or in the portal too.",
    )
    @click.option("--id", "given_id", metavar="ID", help="Parts this course from others that are made alike.")
    @_zip
    @_lang
    @_settings
    def command(
        settings: _Settings,
        tool_name: str | None,
        way: str | None,
        locale: str | None,
        mastery: str | None,
        keep: Keep,
        given_id: str | None,
        out: Path,
        lang: str | None,
    ) -> None:
        settings = _with_lang(settings, lang)
        say = settings.words.text
        _check_zip(out, settings)
        if mastery is not None and not (mastery.isascii() and mastery.isdigit() and int(mastery) <= 100):
            raise click.UsageError(say("command.mastery_range", found=mastery))
        if given_id is not None and not is_course_id(given_id):
            raise click.UsageError(say("command.course_id", found=given_id))
        if tool_name is not None and way is not None:
            raise click.UsageError(say("command.tool_or_path"))
        locale = _known_locale(settings, locale)
        slug = tool_name.replace("_", "-") if tool_name is not None else None
        wanted = (locale, slug, way, keep)
        files, edited, problems = site.course_files(settings.config_file, settings.words, click.echo, *wanted)
        if edited is None or problems:
            _fail(problems, settings)
        catalog = edited.catalog
        tool = next((each for each in catalog.tools if each.slug == slug), None)
        name = str(edited.settings.get("site_name") or written(settings.config_file).get("site_name") or "")
        final = catalog.reading.final
        course = Course(
            standard=standard,
            id=given_id or course_id(name, edited.locale.name, slug or "", way or ""),
            title=f"{tool.file.title} - {name}" if tool is not None else name,
            keep=keep,
            mastery=int(mastery) if mastery is not None else final.file.pass_ if final is not None else 80,
            tool=tool,
            way=way,
        )
        packed = course_package(course, files, catalog, edited.locale.words)
        _write_whole(out, packed, settings)
        _say_packed(out, packed, settings)
        if len(packed) > WARN_ABOVE:
            click.echo(say("command.packed_large"), err=True)

    return command


package_.command(name="scorm12", help="A course for a portal that speaks SCORM 1.2.")(_scorm("scorm12"))
package_.command(name="scorm2004", help="A course for a portal that speaks SCORM 2004.")(_scorm("scorm2004"))


def _check_zip(out: Path, settings: _Settings) -> None:
    if out.suffix.lower() != ".zip":
        raise click.UsageError(settings.words.text("command.zip_ending", found=out.name))
    if out.is_dir():
        _fail([_cannot_write(out, settings.words.text("command.is_folder"))], settings)


def _say_packed(out: Path, packed: bytes, settings: _Settings) -> None:
    megabytes = f"{len(packed) / 1_000_000:.1f}"
    click.echo(settings.words.text("command.packed", file=str(out), megabytes=megabytes))


def _write_whole(out: Path, content: bytes, settings: _Settings) -> None:
    """What stood there is replaced by a whole file or not at all."""
    fresh = out.with_name(f".{out.name}.new")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(content)
        os.replace(fresh, out)
    except OSError as error:
        if fresh.is_file():
            fresh.unlink()
        _fail([_cannot_write(out, error.strerror or str(error))], settings)


def _cannot_write(out: Path, reason: str) -> Problem:
    return Problem(Span(str(out)), "cannot_write", {"folder": str(out), "reason": reason})


def _sheet(settings: _Settings, tool_name: str, example: str | None, given: Path | None) -> tuple[Tool, Sheet]:
    """The tool, and the figures of an example or of a file, or those that a new sheet starts with."""
    root, separator = (
        settings.config_file.parent,
        words_of_site(settings.config_file).text("text.separator"),
    )
    tools, problems = load_with_givers(root, tool_name, separator)
    tool = tools.get(tool_name.replace("-", "_"))
    if tool is None:
        _fail(problems, settings)
    if given is not None:
        sheet, problems = compute.compute(given, str(given), tool, tools, tool_ids(root))
        if sheet is None:
            _fail(problems, settings)
        return tool, sheet
    if example is None:
        return tool, Sheet(tool.start, evaluate(tool.program, tool.start))
    known = tool.examples.get(example)
    if known is None:
        facts = {"name": example, "known": ", ".join(tool.examples)}
        _fail([Problem(Span(tool.path), "unknown_example", facts, closest(example, tool.examples))], settings)
    return tool, Sheet(known.given, known.figures)


def _notices(settings: _Settings, tool: Tool, sheet: Sheet) -> None:
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


def _end(problems: list[Problem], settings: _Settings, form: str) -> None:
    if form == "json":
        click.echo(as_json(problems, settings.words), nl=False)
    elif problems:
        click.echo(as_text(problems, settings.words), nl=False, err=True)
    if problems:
        sys.exit(1)


def _fail(problems: list[Problem], settings: _Settings) -> NoReturn:
    _end(problems, settings, "text")
    raise AssertionError("problems end the command")


def main(*args: Any) -> None:
    """The console command. An error of our own is told in one line; SITE_BUILDER_DEBUG=1 shows where."""
    try:
        cli(*args)
    except Exception as error:
        if os.environ.get("SITE_BUILDER_DEBUG"):
            traceback.print_exc()
        click.echo(load("en").text("command.own_error", error=f"{type(error).__name__}: {error}"), err=True)
        sys.exit(2)
