"""The pages of persons' roles: `content/roles.yml` in, `Roles`, or problems, out.

The file names a list of a tool; an item of it that the file describes has a page. What the tools say of the item is
gathered from the catalog (`render/role_sheet.py`), whatever tools there are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from ..located_yaml import Located
from ..problem import Problem
from .edition import ORIGINAL, Edition, read_edition
from .part import ItemId, Part, Text
from .read import read_model

ListName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]


class RoleFile(Part):
    """`lead` is plain, the other texts are Markdown."""

    lead: Text = Field(description="One sentence: what this role is there for.")
    body: Text | None = None
    day: list[Text] = Field(default_factory=list, description="What to do on the first day.")
    ask: list[Text] = Field(default_factory=list, description="What to ask one's team.")


class RolesFile(Part):
    """Texts of the index page's head are plain but for `intro`."""

    list_: ListName = Field(alias="list", description="`tool.list`: the list whose items have pages.")
    title: Text | None = None
    description: Text | None = None
    lead: Text | None = None
    intro: Text | None = None
    roles: dict[ItemId, RoleFile] = Field(min_length=1)
    leave_out: list[ListName] = Field(default_factory=list, description="`tool.value`: what the pages do not show.")


@dataclass(frozen=True)
class Roles:
    file: RolesFile
    located: Located = field(repr=False, compare=False)

    @property
    def list_name(self) -> tuple[str, str]:
        """The ids of the tool that declares the list, and of the list."""
        tool, _, name = self.file.list_.partition(".")
        return tool, name


def load_roles(path: Path, shown: str, edition: Edition = ORIGINAL) -> tuple[Roles | None, list[Problem]]:
    """The roles at `path`, called `shown` in problems. Whether the list exists is for the catalog to say."""
    located, problems = read_edition(path, shown, RolesFile, edition)
    if located is None:
        return None, problems
    file, found = read_model(located, RolesFile)
    if file is None or problems or found:
        return None, [*problems, *found]
    return Roles(file, located), []
