"""The shape of `content/path.yml`: plain data in, a `PathFile` out, or pydantic's errors.

`lists`, `values` and `lights` are those of a tool's file: a path has a sheet of its own, which takes from the tools.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from .part import Id, Part, Text
from .tool_file import LightFile, ListFile, ValueFile

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Minutes = Annotated[int, Field(ge=0, le=6000)]


class BringFile(Part):
    """Data that a learner asks for before setting out; plain."""

    what: Text
    of: Text | None = Field(None, description="Who is likely to have it.")


class NeedFile(Part):
    """A condition of a gate."""

    value: Id = Field(description="A truth of this file, a single one: the gate opens when it is known to hold.")
    missing: Text = Field(description="What is missing while it does not hold; plain, with `{value}` of this file.")


class AskFile(Part):
    """What a module's end asks for; plain."""

    title: Text
    prompt: Text


class ModuleFile(Part):
    """A module. Texts are Markdown but for those of `bring`, `gate` and `agreement`."""

    id: Slug = Field(description="Its page is `path/<id>.html`.")
    title: Text = Field(description="Plain.")
    lead: Text = Field(description="One sentence; plain.")
    alone: Minutes = 0
    together: Minutes = 0
    text: Text | None = None
    read: list[Text] = Field(default_factory=list, description="What to read, each with its link.")
    tool: Id | None = Field(None, description="The tool that is worked with: its gate asks for figures of one's own.")
    steps: list[Id] = Field(default_factory=list, description="The ids of the tool's steps that matter here.")
    do: list[Text] = Field(default_factory=list, description="What to do, in order.")
    deliverable: Text
    bring: list[BringFile] = Field(default_factory=list)
    gate: list[NeedFile] = Field(default_factory=list)
    agreement: AskFile | None = Field(None, description="What the team writes down at the end.")


class StopFile(Part):
    module: Slug
    minutes: Annotated[int, Field(ge=1, le=6000)]
    note: Text | None = Field(None, description="What of it; plain.")


class WayFile(Part):
    """A shorter way through: some of the modules, in the path's order, each with minutes of its own."""

    title: Text
    lead: Text
    minutes: Minutes = Field(description="Promised to readers; must be the sum.")
    stops: list[StopFile] = Field(min_length=1)


class PlanPartFile(Part):
    title: Text
    tool: Id | None = None
    show: list[Id] = Field(min_length=1, description="Values and lights of this file.")


class PlanFile(Part):
    """The page that puts one item's plan together from all tools. `title` and `lead` are plain."""

    title: Text
    lead: Text
    list_: Id = Field(alias="list", description="The list that grows whose item the plan is about.")
    name: Id = Field(description="A text of that list: what the item is called.")
    parts: list[PlanPartFile] = Field(min_length=1)
    checks: list[Id] = Field(default_factory=list, description="Lights of this file: what must agree.")


class PathFile(Part):
    title: Text
    lead: Text = Field(description="One sentence; plain.")
    description: Text | None = None
    intro: Text | None = None
    minutes: Minutes = Field(description="Promised to readers; must be the sum of all modules.")
    bring_lead: Text | None = Field(None, description="Over the list of data to bring; plain.")
    commitment: AskFile | None = Field(None, description="What each module's 30-day commitment asks for.")
    lists: dict[Id, ListFile] = Field(default_factory=dict)
    values: dict[Id, ValueFile] = Field(default_factory=dict)
    lights: dict[Id, LightFile] = Field(default_factory=dict)
    modules: list[ModuleFile] = Field(min_length=1)
    ways: dict[Id, WayFile] = Field(default_factory=dict)
    plan: PlanFile | None = None
