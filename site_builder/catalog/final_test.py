"""`content/quiz.yml`: the final test over the tools' questions, and its certificate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import Field

from ..located_yaml import Located
from ..problem import Problem, closest
from .edition import ORIGINAL, Edition, read_edition
from .findings import Findings
from .part import Part, Text
from .quiz_file import QuestionFile
from .read import read_model
from .tool import Tool


class CertificateFile(Part):
    """`title` and `lead` are plain."""

    title: Text
    lead: Text
    body: Text = Field(description="What is certified.")


class FinalTestFile(Part):
    """`title` and `lead` are plain."""

    title: Text
    lead: Text
    description: Text | None = None
    intro: Text | None = None
    minutes: Annotated[int, Field(ge=1, le=600)]
    pass_: Annotated[int, Field(ge=1, le=100)] = Field(alias="pass", description="Percent of the questions.")
    questions: list[str] = Field(min_length=1, description="`tool.question`, in the order in which they are asked.")
    certificate: CertificateFile | None = None


@dataclass(frozen=True)
class FinalTest:
    file: FinalTestFile
    located: Located = field(repr=False, compare=False)

    def questions(self, tools: Sequence[Tool]) -> list[tuple[Tool, str, QuestionFile]]:
        """Each with its tool and its id there."""
        by_id = {tool.id: tool for tool in tools}
        parts = [name.split(".") for name in self.file.questions]
        return [(by_id[tool], name, by_id[tool].file.quiz[name]) for tool, name in parts]


def load_final_test(path: Path, shown: str, edition: Edition = ORIGINAL) -> tuple[FinalTest | None, list[Problem]]:
    located, problems = read_edition(path, shown, FinalTestFile, edition)
    if located is None:
        return None, problems
    file, found = read_model(located, FinalTestFile)
    if file is None or problems or found:
        return None, [*problems, *found]
    return FinalTest(file, located), []


def check_final_test(test: FinalTest, tools: Sequence[Tool]) -> list[Problem]:
    """Questions that are not there, or stand there twice."""
    findings = Findings(test.located)
    known = [f"{tool.id}.{name}" for tool in tools for name in tool.file.quiz]
    names = test.file.questions
    for at, name in enumerate(names):
        if name not in known:
            findings.add(("questions", at), "unknown_question", near=closest(name, known), name=name)
        elif name in names[:at]:
            findings.add(("questions", at), "question_twice", name=name)
    return findings.problems
