"""`site-builder package …`: the site, or a course, as one file to be handed on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from .. import build as site
from ..mkdocs_site import words_of_site, written
from ..package.offline import offline
from ..package.scorm import WARN_ABOVE, Course, Keep, Standard, course_id, is_course_id
from ..package.scorm import package as course_package
from .settings import (
    Settings,
    cannot_write,
    fail,
    known_locale,
    lang_option,
    locale_option,
    with_settings,
    write_whole,
)

_zip = click.option("--out", type=click.Path(path_type=Path), required=True, help="The .zip file.")


@click.group(name="package")
def package_() -> None:
    """The site as one file, to be handed on."""


@package_.command(name="offline")
@_zip
@lang_option
@with_settings
def package_offline(settings: Settings, out: Path, lang: str | None) -> None:
    """For reading without a network: unpack it, open index.html."""
    settings = settings.speaking(lang)
    _check_zip(out, settings)
    language = words_of_site(settings.config_file)
    files, problems = site.built_files(settings.config_file, settings.words, click.echo)
    if problems:
        fail(problems, settings)
    packed = offline(files, (language.text("offline.readme_name"), language.text("offline.readme")))
    write_whole(out, packed, settings)
    _say_packed(out, packed, settings)


def _scorm(standard: Standard) -> Callable[..., None]:
    @click.option("--tool", "tool_name", metavar="TOOL", help="A course about this tool only.")
    @click.option("--path", "way", metavar="WAY", help="A shorter way of the self-study path; all of it otherwise.")
    @locale_option
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
    @lang_option
    @with_settings
    def command(
        settings: Settings,
        tool_name: str | None,
        way: str | None,
        locale: str | None,
        mastery: str | None,
        keep: Keep,
        given_id: str | None,
        out: Path,
        lang: str | None,
    ) -> None:
        settings = settings.speaking(lang)
        say = settings.words.text
        _check_zip(out, settings)
        if mastery is not None and not (mastery.isascii() and mastery.isdigit() and int(mastery) <= 100):
            raise click.UsageError(say("command.mastery_range", found=mastery))
        if given_id is not None and not is_course_id(given_id):
            raise click.UsageError(say("command.course_id", found=given_id))
        if tool_name is not None and way is not None:
            raise click.UsageError(say("command.tool_or_path"))
        locale = known_locale(settings, locale)
        slug = tool_name.replace("_", "-") if tool_name is not None else None
        wanted = (locale, slug, way, keep)
        files, edited, problems = site.course_files(settings.config_file, settings.words, click.echo, *wanted)
        if edited is None or problems:
            fail(problems, settings)
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
        write_whole(out, packed, settings)
        _say_packed(out, packed, settings)
        if len(packed) > WARN_ABOVE:
            click.echo(say("command.packed_large"), err=True)

    return command


package_.command(name="scorm12", help="A course for a portal that speaks SCORM 1.2.")(_scorm("scorm12"))
package_.command(name="scorm2004", help="A course for a portal that speaks SCORM 2004.")(_scorm("scorm2004"))


def _check_zip(out: Path, settings: Settings) -> None:
    if out.suffix.lower() != ".zip":
        raise click.UsageError(settings.words.text("command.zip_ending", found=out.name))
    if out.is_dir():
        fail([cannot_write(out, settings.words.text("command.is_folder"))], settings)


def _say_packed(out: Path, packed: bytes, settings: Settings) -> None:
    megabytes = f"{len(packed) / 1_000_000:.1f}"
    click.echo(settings.words.text("command.packed", file=str(out), megabytes=megabytes))
