"""A translation laid over the original: two trees of nodes in, one with the translated texts, or problems, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ..located_yaml import Branch, DataPath, Leaf, Located, Node, Row
from ..problem import Phrase, Problem, closest
from .leaves import Found, Kind, is_said, quoted, requoted
from .originals import mark, name_of


@dataclass
class Laying:
    """`found`: what of the original can be translated. `then`: marks of the original at the time of translating."""

    original: Located
    over: Located
    found: Mapping[DataPath, Found]
    then: Mapping[str, str]
    locale: str
    problems: list[Problem] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    done: int = 0
    unrecorded: int = 0

    def __post_init__(self) -> None:
        self.needed = Counter(
            path[:length] for path, each in self.found.items() if each.needed for length in range(len(path) + 1)
        )
        """How many texts below a path have to be translated."""
        self.holding = {path[:length] for path in self.found for length in range(len(path) + 1)}
        """Where any text stands below."""

    def add(self, path: DataPath, code: str, *, key: bool = False, near: str | None = None, **facts: object) -> None:
        """A problem at a place of the translation."""
        self.problems.append(Problem(self.over.span(path, key=key), code, facts, near))

    def miss(self, path: DataPath, name: str, count: int) -> None:
        file, line = self.original.file, self.original.span(path).line
        self.add(path, "translation_missing", key=True, name=name, count=count, file=file, line=line)


def lay_over(laying: Laying) -> Node:
    root = _laid(laying, laying.original.root, laying.over.root, ())
    if laying.unrecorded:
        file, count = laying.original.file, laying.unrecorded
        laying.add((), "translation_unrecorded", locale=laying.locale, file=file, count=count)
    return root


def _laid(laying: Laying, node: Node, over: Node | None, path: DataPath) -> Node:
    if over is None or (isinstance(over, Leaf) and over.text == over.style == ""):
        return _without(laying, node, path)
    found = laying.found.get(path)
    match node, over:
        case Branch(), Branch(values=values) if not values:  # an entry of a list that has no text
            return _without(laying, node, path)
        case _ if path not in laying.holding:
            _is_same(laying, node, over, path)
            return node
        case Leaf(), Branch() if found is not None and found.kind is Kind.FORMULA:
            return _formula(laying, node, over, path)
        case Leaf(), Leaf() if found is not None and found.kind is not Kind.FORMULA:
            _mark(laying, path, node.text, found.needed)
            return replace(over, source=laying.over.source)
        case Row(), Row() if found is not None:
            return replace(node, items=[_own(laying, each) for each in over.items])
        case Branch(), Branch():
            return _mapping(laying, node, over, path)
        case Row(), Row():
            return _list(laying, node, over, path)
        case _:
            laying.add(path, "translation_form", expected=Phrase(_form(node, found)))
            return node


def _without(laying: Laying, node: Node, path: DataPath) -> Node:
    """Nothing stands there in the translation."""
    if count := laying.needed[path]:
        laying.miss(path, ".".join(map(str, path)), count)
    found = laying.found.get(path)
    return replace(node, items=[]) if isinstance(node, Row) and found is not None else node


def _is_same(laying: Laying, node: Node, over: Node, path: DataPath) -> None:
    """What is no text stands in the original alone, except an id, which tells entries of lists apart."""
    if path[-1:] != ("id",):
        laying.add(path, "translation_not_text", key=True, name=str(path[-1]))
    elif isinstance(node, Leaf) and (not isinstance(over, Leaf) or over.text != node.text):
        laying.add(path, "translation_other_entry", expected=node.text)


def _mapping(laying: Laying, node: Branch, over: Branch, path: DataPath) -> Node:
    keys, added = dict(node.keys), dict[str, Node]()
    for key, value in over.values.items():
        own = laying.found.get((*path, key))
        if key in node.values:
            continue
        if own is not None:
            keys[key] = replace(over.keys[key], source=laying.over.source)
            added[key] = _laid(laying, own.node, value, (*path, key))
        else:
            near = closest(key, [each for each in node.values if each not in over.values])
            laying.add((*path, key), "translation_left_over", key=True, near=near, name=key, file=laying.original.file)
    inside = {key: _laid(laying, each, over.values.get(key), (*path, key)) for key, each in node.values.items()}
    return replace(node, keys=keys, values=inside | added)


def _list(laying: Laying, node: Row, over: Row, path: DataPath) -> Node:
    if len(node.items) != len(over.items):
        line = laying.original.span(path, key=True).line
        expected, found = len(node.items), len(over.items)
        file = laying.original.file
        laying.add(path, "translation_length", key=True, expected=expected, found=found, file=file, line=line)
        return node
    pairs = enumerate(zip(node.items, over.items, strict=True))
    return replace(node, items=[_laid(laying, each, other, (*path, at)) for at, (each, other) in pairs])


def _formula(laying: Laying, node: Leaf, over: Branch, path: DataPath) -> Node:
    """The texts in a formula: each as the original has it, and what it is here."""
    texts: dict[str, str] = {}
    inside = quoted(node.text)
    for text, other in over.values.items():
        if text not in inside:
            near = closest(text, inside)
            laying.add(
                (*path, text), "translation_left_over", key=True, near=near, name=text, file=laying.original.file
            )
        elif not isinstance(other, Leaf):
            laying.add((*path, text), "translation_form", expected=Phrase("text"))
        else:
            texts[text] = other.text
    missing = [text for text in inside if is_said(text) and text not in over.values]
    if missing:
        laying.miss(path, f"{'.'.join(map(str, path))}: {', '.join(missing)}", len(missing))
    else:
        _mark(laying, path, "\n".join(inside), any(map(is_said, inside)))
    text = requoted(node.text, texts)
    return replace(node, value=text, text=text)


def _own(laying: Laying, node: Node) -> Node:
    return replace(node, source=laying.over.source) if isinstance(node, Leaf) else node


def _mark(laying: Laying, path: DataPath, text: str, counts: bool) -> None:
    name, now = name_of(path), mark(text)
    laying.marks[name] = now
    then = laying.then.get(name)
    if then is None:
        laying.unrecorded += 1
    elif then != now:
        line = laying.original.span(path).line
        laying.add(path, "translation_outdated", locale=laying.locale, file=laying.original.file, line=line)
    elif counts:
        laying.done += 1


def _form(node: Node, found: Found | None) -> str:
    match node:
        case Branch():
            return "mapping"
        case Row():
            return "list"
        case _:
            return "mapping" if found is not None and found.kind is Kind.FORMULA else "text"
