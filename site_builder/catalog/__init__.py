"""Everything loaded and checked: the folders `tools/` and `content/` in, a `Catalog` or problems out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..problem import Problem, Span, closest
from .home import Home, load_home
from .story import Story, load_story
from .tool import Tool, load_tool

__all__ = ["Catalog", "Home", "Story", "Tool", "load_catalog", "load_one_tool"]


@dataclass(frozen=True)
class Catalog:
    """Tools and stories in the order of their numbers."""

    tools: tuple[Tool, ...]
    stories: tuple[Story, ...]
    home: Home

    def tool(self, tool_id: str) -> Tool | None:
        return next((tool for tool in self.tools if tool.id == tool_id), None)


def load_catalog(root: Path, separator: str = "、") -> tuple[Catalog | None, list[Problem]]:
    """`root` holds `tools/` and `content/`. Every problem of every file, by place; a catalog only without any."""
    tools, problems = [], []
    for path in _files(root / "tools"):
        tool, found = load_tool(path, _shown(path, root), separator)
        problems += found
        if tool is not None:
            tools.append(tool)
    stories: list[Story] = []
    for path in _files(root / "content" / "stories"):
        story, found = load_story(path, _shown(path, root))
        problems += found
        if story is not None:
            stories.append(story)
    home, found = load_home(root / "content" / "index.md", "content/index.md")
    problems += found
    if not _files(root / "tools"):
        problems.append(Problem(Span("tools"), "no_tools", {}))
    problems += _twice(tools)
    if not problems:
        problems += [problem for story in stories for problem in _story_references(story, tools)]
    if problems or home is None:
        return None, sorted(problems, key=lambda problem: problem.order)
    by_number = sorted(tools, key=lambda tool: (tool.number, tool.slug))
    return Catalog(tuple(by_number), tuple(sorted(stories, key=lambda story: story.number)), home), []


def load_one_tool(root: Path, name: str, separator: str = "、") -> tuple[Tool | None, list[Problem]]:
    """The tool of that id or slug, without reading the others. For an unknown name a near one is suggested."""
    wanted = name.replace("_", "-")
    names = {path.stem.partition("-")[2]: path for path in _files(root / "tools")}
    if wanted not in names:
        near = closest(wanted, names)
        return None, [Problem(Span("tools"), "unknown_tool", {"name": name, "known": ", ".join(names) or "–"}, near)]
    return load_tool(names[wanted], _shown(names[wanted], root), separator)


def _files(folder: Path) -> list[Path]:
    """Anything that looks like YAML, a folder of such a name too: the loader says what is wrong with it."""
    return sorted(path for path in folder.glob("*.y*ml")) if folder.is_dir() else []


def _shown(path: Path, root: Path) -> str:
    """With a question mark for each byte of the name that is no text."""
    return path.relative_to(root).as_posix().encode("utf-8", "replace").decode("utf-8")


def _twice(tools: list[Tool]) -> list[Problem]:
    seen: dict[object, Tool] = {}
    problems = []
    for tool in tools:
        for key in (tool.number, tool.slug):
            if key in seen:
                problems.append(Problem(Span(tool.path), "tool_twice", {"name": str(key), "other": seen[key].path}))
            seen[key] = tool
    return problems


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
        elif use.step is not None and use.step not in (steps := [step.title for step in tool.file.steps]):
            span = story.located.span(("tools", position, "step"))
            problems.append(
                Problem(span, "unknown_step", {"step": use.step, "tool": tool.id}, closest(use.step, steps))
            )
    return problems
