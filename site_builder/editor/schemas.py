"""JSON Schemas of authors' files: the models and words in, a schema for each kind of file out.

A schema knows keys, types and forms. What only the whole knowledge base can tell (names, units, figures) `check` tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from ..catalog.final_test import FinalTestFile
from ..catalog.glossary import GlossaryFile
from ..catalog.home import HomeFile
from ..catalog.ideas import IdeaFile
from ..catalog.part import Name
from ..catalog.path_file import PathFile
from ..catalog.roles import RolesFile
from ..catalog.site_file import SiteFile
from ..catalog.sources import SourcesFile
from ..catalog.story import StoryFile
from ..catalog.tool_file import ToolFile
from ..catalog.units import UnitFile
from ..words import Words
from .overlay import overlay
from .parts import Schema, meaning, united

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The newest one that every YAML editor knows."""


@dataclass(frozen=True)
class FileKind:
    """`files`: where authors write them, as a pattern. A Markdown page has its settings between two lines of `---`.

    `texts`: holds translated texts only, at the keys of the model.
    """

    name: str
    model: Any
    files: str
    texts: bool = False


_ORIGINALS = (
    FileKind("tool", ToolFile, "tools/*.yml"),
    FileKind("story", StoryFile, "content/stories/*.yml"),
    FileKind("path", PathFile, "content/path.yml"),
    FileKind("quiz", FinalTestFile, "content/quiz.yml"),
    FileKind("glossary", GlossaryFile, "content/glossary.yml"),
    FileKind("sources", SourcesFile, "content/sources.yml"),
    FileKind("roles", RolesFile, "content/roles.yml"),
    FileKind("home", HomeFile, "content/index.md"),
    FileKind("idea", IdeaFile, "content/ideas/*.md"),
)

FILE_KINDS = (
    *_ORIGINALS,
    *(FileKind(f"{each.name}-texts", each.model, each.files.replace("/", "/*/", 1), texts=True) for each in _ORIGINALS),
    FileKind("site-texts", SiteFile, "content/*/site.yml", texts=True),
    FileKind("units", dict[str, Name | UnitFile], "content/*/units.yml"),
)


def schemas(words: Words) -> dict[str, Schema]:
    """By the name of the kind. What a key means is said in the language of `words`."""
    return {each.name: schema(each, words) for each in FILE_KINDS}


def schema(kind: FileKind, words: Words) -> Schema:
    made = overlay(kind.model, words) if kind.texts else whole(kind.model, words)
    return {"$schema": DRAFT, "title": words.text(f"key.file.{kind.name.replace('-', '_')}"), **made}


def whole(model: Any, words: Words) -> Schema:
    """What the model accepts of a file as `located_yaml` reads it."""
    return _tidy(_Generator(words).generate(TypeAdapter(model).core_schema))


# ---------------------------------------------------------------- from pydantic's form to the plainest one


class _Generator(GenerateJsonSchema):
    """As pydantic, but every key says what it means, and none may be left blank."""

    def __init__(self, words: Words) -> None:
        super().__init__(by_alias=True)
        self.words = words

    def model_schema(self, schema: core_schema.ModelSchema) -> Schema:
        made = super().model_schema(schema)
        made.pop("description", None)
        for key, inner in made.get("properties", {}).items():
            if "anyOf" in inner:
                inner["anyOf"] = [each for each in inner["anyOf"] if each != {"type": "null"}]
            inner["description"] = meaning(schema["cls"], key, self.words)
        return made

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> Schema:
        """Told apart by one key, so that of a wrong chart an editor says what is wrong, and not that no kind fits."""
        kinds, key = super().tagged_union_schema(schema)["discriminator"]["mapping"], str(schema["discriminator"])
        said = {"enum": [*kinds], "description": self.words.text(f"key.any.{key}")}
        rules = [
            {"if": {"required": [key], "properties": {key: {"const": kind}}}, "then": {"$ref": ref}}
            for kind, ref in kinds.items()
        ]
        return {"type": "object", "required": [key], "properties": {key: said}, "allOf": rules}


_RENAMED = {"gt": "exclusiveMinimum"}  # pydantic's own word, where a limit stands beside a union


def _tidy(schema: Schema) -> Schema:
    """Without what tells an author nothing; a union of plain types as one list of them."""
    made: Schema = {}
    for keyword, inner in schema.items():
        if keyword == "title" or (keyword == "default" and inner is None):
            continue
        match inner:
            case dict() if keyword in ("properties", "patternProperties", "$defs"):
                inner = {key: _tidy(each) for key, each in inner.items()}
            case dict() if keyword != "default":
                inner = _tidy(inner)
            case list() if keyword in ("anyOf", "allOf"):
                inner = [_tidy(each) for each in inner]
        made[_RENAMED.get(keyword, keyword)] = inner
    if "patternProperties" in made:
        made["additionalProperties"] = False
    return united(made.pop("anyOf")) | made if "anyOf" in made else made
