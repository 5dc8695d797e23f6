"""The shape of a question in a tool's `quiz`: plain data in, one of five kinds out, or pydantic's errors.

Texts are Markdown. Whoever answers wrong is told why: every wrong option says what is wrong about it.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .part import Id, ItemId, Name, Part, Text


class OptionFile(Part):
    text: Text
    says: Text | None = Field(None, description="What one learns from having chosen it; needed where it is wrong.")


class QuestionPart(Part):
    ask: Text
    because: Text = Field(description="Why the answer is right.")
    reread: Id | None = Field(None, description="A part of the tool's page, or the id of a step.")


class ChoiceQuestion(QuestionPart):
    """One of several options is right."""

    kind: Literal["choice"]
    choices: dict[ItemId, OptionFile] = Field(min_length=2)
    answer: ItemId


class SeveralQuestion(QuestionPart):
    """Some of the options are right, and only all of them together."""

    kind: Literal["several"]
    choices: dict[ItemId, OptionFile] = Field(min_length=2)
    answer: list[ItemId] = Field(min_length=1)


class TruthQuestion(QuestionPart):
    """A sentence that is right or wrong."""

    kind: Literal["truth"]
    answer: bool
    says: Text = Field(description="To who takes the wrong side.")


class OrderQuestion(QuestionPart):
    """Things to be put in order."""

    kind: Literal["order"]
    items: dict[ItemId, Text] = Field(min_length=3, description="In the right order.")
    says: Text = Field(description="To who has another order.")


class DrawFile(Part):
    """Numbers as one types them: from the first to the last, in steps."""

    from_: int | float = Field(alias="from")
    to: int | float
    step: int | float = Field(gt=0)


class TrapFile(Part):
    value: Name = Field(description="A figure that one gets by a mistake: `value` or `value[item, item]`.")
    says: Text


class NumberQuestion(QuestionPart):
    """A figure that the tool's own formulas work out, from numbers that are drawn anew.

    `{value[item]}` in its texts is one of its figures.
    """

    kind: Literal["number"]
    given: dict[str, object] = Field(description="As in `examples`; with the numbers that stand there at first.")
    draws: dict[str, DrawFile] = Field(min_length=1, description="By `value` or `value[item, item]` of `given`.")
    answer: Name = Field(description="`value` or `value[item, item]`.")
    tolerance: float | None = Field(None, ge=0, description="As one types it; else half of the last decimal shown.")
    traps: list[TrapFile] = Field(default_factory=list)
    says: Text = Field(description="To who gives any other number.")


QuestionFile = Annotated[
    ChoiceQuestion | SeveralQuestion | TruthQuestion | OrderQuestion | NumberQuestion, Field(discriminator="kind")
]
