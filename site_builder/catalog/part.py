"""What the models of all authors' files are made of: ids, texts, and a part that knows its keys."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, field_validator
from pydantic_core import PydanticCustomError

from .leaves import Kind

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
ItemId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_]*$")]
Text = Annotated[str, StringConstraints(min_length=1), Kind.TEXT]
Name = Annotated[str, StringConstraints(min_length=1)]
Scalar = bool | int | float | Annotated[str, Kind.ANY]


class Part(BaseModel):
    """A part of an author's file: unknown keys are problems, nothing is converted."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    @field_validator("*", mode="after")
    @classmethod
    def _nothing_is_said(cls, value: object) -> object:
        """A key with nothing behind it is a slip, also where the key could be left out."""
        if value is None:
            raise PydanticCustomError("none_type", "nothing is said")
        return value
