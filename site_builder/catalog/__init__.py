"""Everything loaded and checked: the folders `tools/` and `content/` in, a `Catalog` or problems out."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from ..memory import Memory
from ..problem import Problem, Span, closest
from .drawing import Drawing, load_drawings
from .edition import ORIGINAL, Edition
from .feeds import Feed, feeds
from .home import NO_HOME, Home, load_home
from .idle import check_idle
from .path import SHEET, LearningPath, PathDraft, check_path, load_path
from .reading import Reading, check_texts, load_reading
from .story import Story, load_story
from .tool import Tool
from .tools import Paths, id_of, load_needed, load_tools
from .unused import check_unused

__all__ = [
    "Catalog",
    "Drawing",
    "Feed",
    "Home",
    "LearningPath",
    "Story",
    "Tool",
    "load_catalog",
    "load_one_tool",
    "load_tools_alone",
    "load_with_givers",
    "tool_ids",
]


@dataclass(frozen=True)
class Catalog:
    """Tools and stories in the order of their numbers."""

    tools: tuple[Tool, ...]
    stories: tuple[Story, ...]
    home: Home
    reading: Reading = field(default_factory=Reading)
    feeds: tuple[Feed, ...] = ()
    drawings: dict[str, Drawing] = field(default_factory=dict)
    path: LearningPath | None = None

    def tool(self, tool_id: str) -> Tool | None:
        return next((tool for tool in self.tools if tool.id == tool_id), None)

    def upstream(self, tool: Tool) -> tuple[Tool, ...]:
        """The tools whose figures this one takes, through others too, in the order in which to compute them."""
        by_id = {each.id: each for each in self.tools}
        return tuple(by_id[each] for each in tool.upstream)


def load_catalog(
    root: Path, separator: str = "、", edition: Edition = ORIGINAL, memory: Memory | None = None
) -> tuple[Catalog | None, list[Problem]]:
    """`root` holds `tools/` and `content/`. Every problem of every file, by place; a catalog only without any."""
    draft, problems = _load_path(root, edition)
    sheets, found = load_tools(_paths(root), separator, [draft.sheet] if draft is not None else [], edition, memory)
    problems += found
    problems += [
        Problem(Span(shown), "tool_name_taken", {"name": SHEET}) for path, shown in _paths(root) if id_of(path) == SHEET
    ]
    tools = [tool for tool in sheets if tool.id != SHEET]
    stories: list[Story] = []
    for path in _files(root / "content" / "stories"):
        story, found = load_story(path, _shown(path, root), edition)
        problems += found
        if story is not None:
            stories.append(story)
    home, found = load_home(root / "content" / "index.md", "content/index.md", edition)
    problems += found
    reading, found = load_reading(root, edition)
    problems += found
    drawings, found = load_drawings(root, tools, edition)
    problems += found
    if not _files(root / "tools"):
        problems.append(Problem(Span("tools"), "no_tools", {}))
    if not problems:
        problems += [problem for story in stories for problem in _story_references(story, tools)]
    sheet = next((tool for tool in sheets if tool.id == SHEET), None)
    if draft is not None and len(tools) == len(_paths(root)):
        problems += check_path(draft, sheet, tools, memory)
    if not problems:
        problems += [*check_unused(sheets, memory), *check_idle(sheets, memory)]
    learning = LearningPath(draft.file, sheet, draft.located) if draft is not None and sheet is not None else None
    if not problems and home is not None:
        problems += check_texts(tools, stories, home, reading, learning)
    if problems or home is None:
        return None, sorted(problems, key=lambda problem: problem.order)
    in_order = tuple(sorted(stories, key=lambda story: story.number))
    return Catalog(tuple(tools), in_order, home, reading, feeds(tools), drawings, learning), []


def load_tools_alone(
    folder: Path, root: Path, separator: str = "、", memory: Memory | None = None
) -> tuple[Catalog | None, list[Problem]]:
    """The tools of a folder, for a site whose pages are not ours. Messages name files as seen from `root`."""
    paths = [(path, Path(os.path.relpath(path, root)).as_posix()) for path in _files(folder)]
    tools, problems = load_tools(paths, separator, memory=memory)
    if not problems:
        problems = check_unused(tools) or check_texts(tools, [], NO_HOME, Reading())
    if problems:
        return None, sorted(problems, key=lambda problem: problem.order)
    return Catalog(tuple(tools), (), NO_HOME), []


def load_one_tool(root: Path, name: str, separator: str = "、") -> tuple[Tool | None, list[Problem]]:
    """The tool of that id or slug. For an unknown name a near one is suggested."""
    tools, problems = load_with_givers(root, name, separator)
    return tools.get(name.replace("-", "_")), problems


def load_with_givers(root: Path, name: str, separator: str = "、") -> tuple[dict[str, Tool], list[Problem]]:
    """The tool of that id or slug and those it takes from, directly or through others, by id; nothing else is read."""
    wanted, files = name.replace("-", "_"), _paths(root)
    known = [id_of(path) for path, _ in files]
    if wanted not in known:
        slugs = [each.replace("_", "-") for each in known]
        near = closest(name.replace("_", "-"), slugs)
        return {}, [Problem(Span("tools"), "unknown_tool", {"name": name, "known": ", ".join(slugs) or "–"}, near)]
    tools, problems = load_needed(wanted, files, separator)
    return ({} if problems else {tool.id: tool for tool in tools}), problems


def tool_ids(root: Path) -> list[str]:
    """The ids of all tools, none of them read."""
    return [id_of(path) for path, _ in _paths(root)]


def _load_path(root: Path, edition: Edition) -> tuple[PathDraft | None, list[Problem]]:
    """A knowledge base need have none."""
    file = root / "content" / "path.yml"
    return load_path(file, _shown(file, root), edition) if file.exists() else (None, [])


def _paths(root: Path) -> Paths:
    return [(path, _shown(path, root)) for path in _files(root / "tools")]


def _files(folder: Path) -> list[Path]:
    """Anything that looks like YAML, a folder of such a name too: the loader says what is wrong with it."""
    return sorted(path for path in folder.glob("*.y*ml")) if folder.is_dir() else []


def _shown(path: Path, root: Path) -> str:
    """With a question mark for each byte of the name that is no text."""
    return path.relative_to(root).as_posix().encode("utf-8", "replace").decode("utf-8")


def _story_references(story: Story, tools: list[Tool]) -> list[Problem]:
    problems = []
    by_id = {tool.id: tool for tool in tools}
    for position, use in enumerate(story.file.tools):
        tool = by_id.get(use.tool)
        if tool is None:
            span = story.located.span(("tools", position, "tool"))
            problems.append(
                Problem(span, "unknown_tool", {"name": use.tool, "known": ", ".join(by_id)}, closest(use.tool, by_id))
            )
        elif use.step is not None and use.step not in tool.step_numbers:
            span, near = story.located.span(("tools", position, "step")), closest(use.step, tool.step_numbers)
            problems.append(Problem(span, "unknown_step", {"step": use.step, "tool": tool.id}, near))
    return problems
