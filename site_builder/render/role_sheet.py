"""What the tools say of one item of a list: a catalog and the item in; a part for each tool that speaks of it, out.

Nothing here knows a tool. A tool speaks of the item where it has the same list, and then
- items of another list that belong to it (a value for that list whose figure is the item), with what is fixed of them;
- the item's slice of what is fixed or set by default, and of single figures that its first example works out;
- what is typed about the item, and the lights that watch it, each with the step where that is done.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..catalog import Catalog
from ..catalog.roles import Roles
from ..catalog.tool_file import ItemFile
from ..words import Words
from .figures import scene_of
from .role_parts import Part
from .role_slices import Slices


@dataclass(frozen=True)
class Role:
    """An item that has a page. `file` are its texts in roles.yml, `item` those of the list."""

    id: str
    item: ItemFile

    @property
    def address(self) -> str:
        return f"roles/{self.id.lower()}"


def roles_of(catalog: Catalog, roles: Roles) -> tuple[Role, ...]:
    """The items that have a page, in the order of the list."""
    tool_id, list_name = roles.list_name
    tool = catalog.tool(tool_id)
    items = tool.file.lists[list_name].items if tool is not None else None
    return tuple(Role(each, item) for each, item in (items or {}).items() if each in roles.file.roles)


def parts_of(catalog: Catalog, roles: Roles, role: Role, words: Words) -> tuple[Part, ...]:
    """In the order of the tools; a tool that only has the list is left out."""
    yes, no = words.text("calculator.script.yes"), words.text("calculator.script.no")
    declarer, list_name = roles.list_name
    left_out = {tuple(name.split(".")) for name in roles.file.leave_out}
    parts = []
    for tool in catalog.tools:
        a_list = tool.file.lists.get(list_name)
        same = a_list is not None and (tool.id == declarer or a_list.from_ == declarer)
        if a_list is None or not same or role.id not in (a_list.items or {}):
            continue
        scene = scene_of(tool, next(iter(tool.examples.values())), yes, no)
        names = [name for name in tool.file.values if (tool.id, name) not in left_out]
        part = Slices(tool, scene, list_name, role.id, tuple(names), words).part()
        if part.owned or part.facts or part.examples or part.sheets or part.typed or part.lights:
            parts.append(part)
    return tuple(parts)
