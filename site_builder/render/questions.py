"""Questions as pages show them: a tool's question in, its texts as HTML and what the page's script knows of it out."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from ..catalog import Catalog, Tool
from ..catalog.quiz import PARTS, place_of, steps_of
from ..catalog.quiz_file import (
    ChoiceQuestion,
    NumberQuestion,
    OptionFile,
    OrderQuestion,
    QuestionFile,
    SeveralQuestion,
    TruthQuestion,
)
from ..words import Words
from .figures import Scene, is_percent, places_of, scene_of, sides_of, with_unit
from .script_literal import literal
from .text import markdown_html, markdown_line, plain

_FIGURE = re.compile(r"\{([a-z][a-z0-9_]*(?:\[[^\[\]{}]+\])?)\}")


@dataclass(frozen=True)
class Option:
    """`says`: to who gave this answer. An order has its items as options, a number its traps."""

    id: str
    text: Markup
    says: Markup | None


@dataclass(frozen=True)
class Reread:
    """Where on the tool's page, and what is there."""

    anchor: str
    label: str


@dataclass(frozen=True)
class Asked:
    """One question. `answer`: the right one in words. `sides`: what stands before and behind a number that one types.

    `says`: to who gave any other answer. `data`: JSON.
    """

    name: str
    tool: Tool
    kind: str
    ask: Markup
    because: Markup
    answer: Markup
    says: Markup | None
    options: tuple[Option, ...]
    sides: tuple[str, str]
    reread: Reread | None
    data: str

    @property
    def id(self) -> str:
        return f"{self.tool.id}.{self.name}"


def asked(tool: Tool, name: str, words: Words) -> Asked:
    """Texts of authors become HTML here; figures stand in elements that the script keeps up to date."""
    question = tool.file.quiz[name]
    block, line = _texts(tool, name, words)
    options, answer, data = _answered(tool, question, block, line, words)
    says = question.says if isinstance(question, TruthQuestion | OrderQuestion | NumberQuestion) else None
    return Asked(
        name,
        tool,
        question.kind,
        block(question.ask),
        block(question.because),
        answer,
        block(says) if says is not None else None,
        options,
        _sides(tool, question),
        _reread(tool, question.reread, words),
        json.dumps({"kind": question.kind, "tool": tool.slug, **data}, ensure_ascii=False, separators=(",", ":")),
    )


ToHtml = Callable[[str], Markup]


def _texts(tool: Tool, name: str, words: Words) -> tuple[ToHtml, ToHtml]:
    """What makes blocks and lines of HTML of the question's texts."""
    example = tool.worked.get(name)
    if example is None:
        return markdown_html, markdown_line
    scene = scene_of(tool, example, words.text("calculator.script.yes"), words.text("calculator.script.no"))

    def put(found: re.Match[str]) -> str:
        shown = escape(shown_with_unit(scene, found[1]))
        return f'<span class="quiz-figure" data-figure="{escape(found[1])}">{shown}</span>'

    return (
        lambda text: Markup(_FIGURE.sub(put, markdown_html(text))),
        lambda text: Markup(_FIGURE.sub(put, markdown_line(text))),
    )


def shown_with_unit(scene: Scene, written: str) -> str:
    """The figure that `share[A1]` means, as one reads it."""
    name, key = place_of(written)
    return with_unit(scene.tool, name, scene.shown(name, key))


def _answered(
    tool: Tool, question: QuestionFile, block: ToHtml, line: ToHtml, words: Words
) -> tuple[tuple[Option, ...], Markup, dict[str, Any]]:
    """The options, the right answer in words, and what the script needs to judge."""
    match question:
        case ChoiceQuestion():
            right = [question.answer]
            return (
                _options(question.choices, block, line),
                line(question.choices[question.answer].text),
                {"right": right},
            )
        case SeveralQuestion():
            right = [name for name in question.choices if name in question.answer]
            texts = Markup("").join(Markup("<li>{}</li>").format(line(question.choices[name].text)) for name in right)
            return _options(question.choices, block, line), Markup("<ul>{}</ul>").format(texts), {"right": right}
        case TruthQuestion():
            yes, no = words.text("page.quiz.true"), words.text("page.quiz.false")
            options = (Option("true", escape(yes), None), Option("false", escape(no), None))
            return options, escape(yes if question.answer else no), {"right": ["true" if question.answer else "false"]}
        case OrderQuestion():
            items = {name: Option(name, line(text), None) for name, text in question.items.items()}
            shown = tuple(items[name] for name in shuffled(list(items), tool.id))
            texts = Markup("").join(Markup("<li>{}</li>").format(each.text) for each in items.values())
            return shown, Markup("<ol>{}</ol>").format(texts), {"right": list(items)}
        case NumberQuestion():
            traps = tuple(Option(f"trap{at}", Markup(""), block(trap.says)) for at, trap in enumerate(question.traps))
            figure = Markup(line(f"{{{question.answer}}}"))
            return traps, figure, {"number": _number(tool, question)}


def _options(choices: Mapping[str, OptionFile], block: ToHtml, line: ToHtml) -> tuple[Option, ...]:
    return tuple(
        Option(name, line(each.text), block(each.says) if each.says is not None else None)
        for name, each in choices.items()
    )


def shuffled(names: list[str], salt: str) -> list[str]:
    """Another order than the right one, the same at each build."""
    mixed = sorted(names, key=lambda name: hashlib.sha256(f"{salt}/{name}".encode()).digest())
    return mixed if mixed != names else [*mixed[1:], mixed[0]]


def _number(tool: Tool, question: NumberQuestion) -> dict[str, Any]:
    """The form of `browser/quiz/question.ts`, `NumberData`."""
    name, _ = place_of(question.answer)
    tolerance = question.tolerance if question.tolerance is not None else 0.5 / 10 ** places_of(tool, name)
    return {
        "given": question.given,
        "draws": {
            key: {"from": draw.from_, "step": draw.step, "count": steps_of(draw)}
            for key, draw in question.draws.items()
        },
        "answer": question.answer,
        "tolerance": tolerance,
        "traps": [trap.value for trap in question.traps],
    }


def _sides(tool: Tool, question: QuestionFile) -> tuple[str, str]:
    if not isinstance(question, NumberQuestion):
        return "", ""
    name, _ = place_of(question.answer)
    return ("", "%") if is_percent(tool, name) else sides_of(tool, name)


def _reread(tool: Tool, reread: str | None, words: Words) -> Reread | None:
    if reread is None:
        return None
    if reread in PARTS:
        return Reread(reread, words.text(f"page.tool.{reread}"))
    number = next(number for number, step in enumerate(tool.file.steps, start=1) if step.id == reread)
    title = plain(tool.file.steps[number - 1].title)
    return Reread(f"step-{number}", words.text("page.path.step", number=number, title=title))


def quiz_script(catalog: Catalog, words: Words) -> str:
    """The content of `assets/quiz-facts.js`: what the pages with questions say, and what the final test asks for."""
    final = catalog.reading.final
    facts: dict[str, Any] = {"words": words.section("quiz")}
    if final is not None:
        facts |= {"pass": final.file.pass_, "certificate": final.file.certificate is not None}
    return f"armory.quizFacts = {literal(facts)};\n"
