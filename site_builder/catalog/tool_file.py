"""The shape of `tools/<number>-<slug>.yml`: plain data in, a `ToolFile` out, or pydantic's errors.

What the file says about formulas is text here; `catalog.tool` checks and joins it. Text fields are Markdown
unless the description says "plain".
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from .leaves import Kind
from .part import Id, ItemId, Part, Scalar, Text
from .quiz_file import QuestionFile

Sign = Annotated[str, StringConstraints(min_length=1), Kind.ANY]
Unit = Annotated[str, StringConstraints(min_length=1)]
Formula = Annotated[str, StringConstraints(min_length=1), Kind.FORMULA]
PathData = Annotated[str, StringConstraints(pattern=r"^[MmLlHhVvCcSsQqTtAaZz0-9 .,\-]+$")]
Origin = Literal["article", "field", "illustrative", "example"]


class Sourced(Part):
    origin: Origin | None = Field(None, description="Where a default comes from; shown on the page.")
    source: str | list[str] | None = Field(None, description="Source ids such as S11; needed with origin field.")
    why: Text | None = Field(None, description="The reason of the default.")


class ItemFile(Part):
    label: Text
    symbol: Sign | None = Field(None, description="The name a specification gives it, such as D1.")
    note: Text | None = None


class Grows(Part):
    start: int = Field(3, ge=0, description="Empty rows on a new sheet.")
    most: int = Field(500, ge=1, description="Rows a page takes; the command line takes any number.")
    rows: list[dict[str, object]] = Field(default_factory=list, description="Rows a new sheet starts with.")


class ListFile(Part):
    """A list of this tool, or with `from` one that another tool declares; its items are written once, there."""

    label: Text = Field("", description="Needed unless the list comes from another tool.")
    note: Text | None = None
    from_: Id | None = Field(None, alias="from", description="The id of the tool that declares this list.")
    only: list[ItemId] | None = Field(None, min_length=1, description="With `from`: these of its items, in this order.")
    items: dict[ItemId, ItemFile] | None = None
    grows: Grows | None = None
    shown_as: Id | None = Field(None, description="A text value shown instead of the item's id or label.")


class Must(Part):
    rule: Formula
    says: Text


class Compares(Part):
    """What kept versions of the work tell, until the learner says otherwise: `raters` or `reviews`."""

    raters: Id | None = Field(None, description="A typed number: are two raters' figures of it `apart` or further?")
    apart: float | None = Field(None, gt=0, description="With `raters`: as far as this, as one types it.")
    reviews: Id | None = Field(
        None, description="An item of a fixed list: has none of it come down in two reviews running?"
    )


class FormulaDefault(Part):
    formula: Formula


class ValueFile(Sourced):
    label: Text
    symbol: Sign | None = None
    note: Text | None = None
    for_: str | list[str] | None = Field(None, alias="for")
    type: Literal["number", "whole", "truth", "text", "date"] | None = None
    of: Id | None = None
    scale: str | None = Field(None, pattern=r"^\d+-\d+$")
    anchors: dict[ItemId, dict[str | int, Text]] | None = None
    unit: Unit | None = None
    min: int | float | None = None
    max: int | float | None = None
    step: int | float | None = Field(None, gt=0)
    required: bool | Formula = False
    must: Must | None = None
    default: FormulaDefault | Scalar | dict[str, object] | None = Field(None, union_mode="left_to_right")
    takes: str | None = Field(None, description="`tool.value`: what that tool has, until the learner types over it.")
    compares: Compares | None = Field(None, description="Of a truth: what kept versions of the work tell of it.")
    fixed: Scalar | dict[str, object] | None = None
    formula: Formula | None = None
    show: str | None = Field(None, pattern=r"^0(\.0+)?$")


class LightFile(Sourced):
    label: Text
    symbol: Sign | None = None
    note: Text | None = None
    for_: str | list[str] | None = Field(None, alias="for")
    red: Formula | None = None
    amber: Formula | None = None
    says: Text | dict[Literal["red", "amber", "green", "unknown"], Text]
    advice: Text | None = None


class Zones(Part):
    top_right: Text
    top_left: Text
    bottom_right: Text
    bottom_left: Text


class ChartPart(Part):
    label: Text
    note: Text | None = None


class Quadrant(ChartPart):
    kind: Literal["quadrant"]
    for_: str = Field(alias="for")
    x: Id
    y: Id
    size: Id | None = None
    low: float = 1
    high: float = 5
    cut: float = 3
    zones: Zones


class Bars(ChartPart):
    kind: Literal["bars"]
    for_: str = Field(alias="for")
    bars: list[Id] = Field(min_length=1)


class Radar(ChartPart):
    kind: Literal["radar"]
    for_: str = Field(alias="for")
    each: str | None = None
    value: Id
    target: Id | None = Field(None, description="A value of the same lists, or fewer: how far the net should reach.")
    low: float = 0
    high: float


class Heat(ChartPart):
    kind: Literal["heat"]
    rows: str
    columns: str
    value: Id
    low: float | None = None
    high: float | None = None


class Stacked(ChartPart):
    """A bar per item, made of several figures one after the other, against a target mark."""

    kind: Literal["stacked"]
    for_: str = Field(alias="for", description="A bar for each item of this list.")
    stack: list[Id] = Field(min_length=1, description="Values for that list, from the bottom of the bar to its end.")
    target: Id | None = Field(None, description="A value for that list, drawn as a mark across the bar.")


class Mix(ChartPart):
    """Bars of one whole each, parted by the items of a list; the last one is what they should look like."""

    kind: Literal["mix"]
    for_: str = Field(alias="for", description="A part of each bar for each item of this list.")
    bars: list[Id] = Field(min_length=1, description="Values for that list, as shares: a bar each.")
    target: Id | None = Field(None, description="A value for that list: the mix aimed at.")


class Calendar(ChartPart):
    """The weeks of a year, a row per item, a mark wherever the item takes place."""

    kind: Literal["calendar"]
    for_: str = Field(alias="for")
    times: Id = Field(description="A value for that list: how often a year.")
    hours: Id | None = Field(None, description="A value for that list: hours each time; larger ones are drawn larger.")
    start: Id | None = Field(None, description="A value for that list: the week (1-52) of the first time.")


class Ladder(ChartPart):
    """Stairs, one for each item of an ordered list, from the first up to the last."""

    kind: Literal["ladder"]
    for_: str = Field(alias="for", description="An ordered list with fixed items: the steps.")
    count: Id | None = Field(None, description="A value for that list: how many stand there.")
    detail: Id | None = Field(None, description="A value for that list, in words or figures, beside the step.")
    here: Id | None = Field(None, description="An item of that list, of one figure or each item of `each`.")
    each: str | None = Field(None, description="The list whose item is shown at a time, chosen by the learner.")


ChartFile = Annotated[Quadrant | Bars | Radar | Heat | Stacked | Mix | Calendar | Ladder, Field(discriminator="kind")]


class StepFile(Part):
    id: Id | None = Field(None, description="What stories and the path call the step by.")
    title: Text
    text: Text | None = None
    overview: bool = Field(False, description="In a tool with `each`: shows all of its items beside each other.")
    show: list[Id]


class ExampleFile(Part):
    label: Text
    text: Text | None = None
    given: dict[str, object]
    expect: dict[str, Scalar | None]


class PictureFile(Part):
    file: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*\.svg$", description="An SVG file beside the tool's.")
    says: Text = Field(description="What it shows, for who cannot see it; plain.")


class PrintFile(Part):
    """What stands on a tool's printed page beside its results, its lights and what was typed."""

    charts: list[Id] | None = Field(None, description="Which charts; without it the first two that the steps show.")
    figures: list[Id] = Field(default_factory=list, description="Values that are worked out, beside what was typed.")


class ToolFile(Part):
    """One tool. Keys `lists`, `values`, `lights` and `charts` share one namespace of ids."""

    title: Text
    short: Text = Field(description="A few characters, plain, for navigation and the rack.")
    common_sense: Text = Field(description="The common-sense sentence, plain.")
    summary: Text = Field(description="One or two sentences, plain.")
    emblem: list[PathData] = Field(description="SVG path data on a grid of 48 × 48, drawn as lines.")
    picture: PictureFile | None = Field(None, description="A drawing of the tool's idea.")
    why: Text
    how: Text
    reading: Text
    units: dict[str, dict[str, float]] = Field(default_factory=dict)
    each: Id | None = Field(None, description="The list whose items have a sheet each: one is shown at a time.")
    lists: dict[Id, ListFile]
    values: dict[Id, ValueFile]
    lights: dict[Id, LightFile] = Field(default_factory=dict)
    charts: dict[Id, ChartFile] = Field(default_factory=dict)
    steps: list[StepFile] = Field(min_length=1)
    results: list[Id] = Field(min_length=1)
    print: PrintFile = Field(default_factory=PrintFile, description="The page that a learner prints.")
    examples: dict[Id, ExampleFile] = Field(min_length=1)
    mistakes: list[Text]
    quiz: dict[Id, QuestionFile] = Field(default_factory=dict, description="Questions, each under an id.")
