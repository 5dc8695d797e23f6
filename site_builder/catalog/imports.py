"""Lists that come from another tool (`from`): the files of all tools in; a file with its lists, or problems, out.

What is imported is imported from where it is declared, so no import waits for another one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ..problem import closest
from .draft import Draft
from .findings import Findings, Path
from .tool_file import ListFile, ToolFile


@dataclass(frozen=True)
class Shelf:
    """The drafts of tools by id, and the ids of those that could not be read."""

    drafts: Mapping[str, Draft]
    unread: Collection[str] = ()

    def has(self, tool_id: str, path: Path, findings: Findings) -> bool:
        """Whether the tool can be looked into. That there is none is a problem; that it is broken is its own."""
        if tool_id not in self.drafts and tool_id not in self.unread:
            known = [*self.drafts, *self.unread]
            near = closest(tool_id, known)
            findings.add(path, "unknown_tool", near=near, name=tool_id, known=", ".join(known) or "–")
        return tool_id in self.drafts


def with_imports(tool_id: str, shelf: Shelf, findings: Findings) -> ToolFile | None:
    """The tool's file with the items, labels and rows of imported lists written in; None where one is missing."""
    file = shelf.drafts[tool_id].file
    lists: dict[str, ListFile] = {}
    for name, a_list in file.lists.items():
        path: Path = ("lists", name)
        if a_list.from_ is None:
            if a_list.only is not None:
                findings.add((*path, "only"), "only_of_import", key=True, list=name)
            lists[name] = a_list
            continue
        declared = _declared(tool_id, name, shelf, findings)
        imported = _imported(name, a_list, declared, path, findings) if declared is not None else None
        if imported is not None:
            lists[name] = imported
    return file.model_copy(update={"lists": lists}) if len(lists) == len(file.lists) else None


def _declared(tool_id: str, name: str, shelf: Shelf, findings: Findings) -> ListFile | None:
    """The list as its own tool declares it; None if there is none, or it is broken there."""
    a_list, path = shelf.drafts[tool_id].file.lists[name], ("lists", name, "from")
    giver = str(a_list.from_)
    if giver == tool_id:
        findings.add(path, "import_of_own", list=name)
        return None
    if not shelf.has(giver, path, findings):
        return None
    theirs = shelf.drafts[giver].file.lists
    if name not in theirs:
        findings.add(path, "import_unknown", near=closest(name, theirs), list=name, tool=giver, known=", ".join(theirs))
        return None
    declared = theirs[name]
    if declared.from_ is not None:
        ring = _ring(name, tool_id, shelf)
        if ring:
            findings.add(path, "import_ring", list=name, ring=" → ".join(ring))
        else:
            findings.add(path, "import_chain", list=name, tool=giver, declarer=declared.from_)
        return None
    return declared if (declared.items is None) != (declared.grows is None) else None


def _ring(name: str, tool_id: str, shelf: Shelf) -> list[str]:
    """The tools around which a list is imported until it comes back to `tool_id`; nothing where it does not."""
    ring = [tool_id]
    while True:
        lists = shelf.drafts[ring[-1]].file.lists if ring[-1] in shelf.drafts else {}
        following = lists[name].from_ if name in lists else None
        if following is None or following in ring[1:]:
            return []
        ring.append(following)
        if following == tool_id:
            return ring


def _imported(name: str, a_list: ListFile, declared: ListFile, path: Path, findings: Findings) -> ListFile | None:
    before = len(findings.problems)
    for key in ("items", "grows"):
        if getattr(a_list, key) is not None:
            findings.add((*path, key), "from_alone", key=True, name=key, list=name)
    items = declared.items
    if a_list.only is not None and items is None:
        findings.add((*path, "only"), "only_of_grown", key=True, list=name)
    elif a_list.only is not None and items is not None:
        for position, item in enumerate(a_list.only):
            place = (*path, "only", position)
            if item not in items:
                findings.add(place, "unknown_item", near=closest(item, items), item=item, list=name)
            elif item in a_list.only[:position]:
                findings.add(place, "only_twice", item=item)
        items = {item: items[item] for item in a_list.only if item in items}
    if len(findings.problems) > before:
        return None
    # A sheet of its own starts without rows; the declarer's come in where there is work to take them from.
    grows = declared.grows.model_copy(update={"rows": []}) if declared.grows is not None else None
    label, note = a_list.label or declared.label, a_list.note or declared.note
    return a_list.model_copy(update={"label": label, "note": note, "items": items, "grows": grows})
