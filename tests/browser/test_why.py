"""Why?: every figure that a tool works out, opened on the page and followed down to what was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from site_builder.catalog import Tool
from site_builder.formula.tree import Read, Typed, walk

from .conftest import TOOLS
from .sheet import Sheet

# Opens the first figure of each value and each light, and from there each ingredient: of a table those of its first
# row with figures. Gives what was seen of each, by name.
FOLLOW = """async () => {
  const root = document.querySelector(".calculator"), dialog = root.querySelector("dialog.why"), seen = {};
  const byLabel = new Set();
  const openers = () => [
    ...dialog.querySelectorAll(".why__parts li button.figure"),
    ...[...dialog.querySelectorAll(".why__run tbody")].flatMap(body =>
      [...([...body.rows].find(row => !row.querySelector("[data-blank]") && row.querySelector("button")) ?? body.rows[0])
        ?.querySelectorAll("button.figure") ?? []]),
  ];
  function look() {
    const title = dialog.querySelector(".why__title").textContent, label = title.split(" · ")[0];
    const body = dialog.querySelector(".why__body"), formula = body.querySelector(".formula__body, math, .sentence");
    const terms = [...body.querySelectorAll("[data-term]")];
    (seen[label] ??= []).push({
      title,
      formula: formula?.textContent.trim() ?? "",
      filled: terms.filter(term => term.querySelector("b")).length,
      terms: terms.length,
      parts: [
        ...[...dialog.querySelectorAll(".why__name")].map(name => name.firstChild.textContent),
        ...[...dialog.querySelectorAll(".why__run thead th")].map(head => head.textContent),
      ],
      sources: [...dialog.querySelectorAll(".why__source")].map(source => source.textContent),
      text: body.textContent.trim(),
      blank: body.querySelector(".why__blank")?.textContent ?? null,
    });
    byLabel.add(label);
  }
  function follow(deep) {
    look();
    if (deep > 60) throw new Error("a ring");
    const count = openers().length;
    for (let i = 0; i < count; i++) {
      const opener = openers()[i], label = opener.getAttribute("aria-label");
      if (byLabel.has("opened " + label)) continue;
      byLabel.add("opened " + label);
      opener.click();
      follow(deep + 1);
      dialog.querySelector('[data-do="why-back"]').click();
    }
  }
  const asked = new Set();
  for (const button of root.querySelectorAll("button.figure[data-value], button[data-light]")) {
    const name = button.dataset.value ?? button.dataset.light;
    if (asked.has(name) || button.closest("dialog")) continue;
    asked.add(name);
    button.click();
    while (!dialog.open) await new Promise(done => setTimeout(done, 5));
    follow(0);
    dialog.close();
  }
  return { asked: [...asked], seen };
}"""


def _read(tree: Typed | None) -> Iterator[str]:
    for node in walk(tree) if tree is not None else ():
        if isinstance(node, Read) and "." not in node.value:
            yield node.value


@pytest.mark.parametrize("slug", TOOLS)
def test_every_figure_opens_down_to_what_was_typed(
    slug: str, open_tool: Callable[[str], Sheet], tools: dict[str, Tool]
) -> None:
    tool, sheet = tools[slug], open_tool(slug)
    seen = sheet.page.evaluate(FOLLOW)["seen"]
    labels = {name: value.label for name, value in tool.file.values.items()}
    faults = []
    for value in tool.program.values.values():
        if value.role != "derived" or "." in value.name:
            continue
        looks = seen.get(labels[value.name], [])
        reads = {labels[name] for name in _read(value.formula)}
        if not any(look["formula"] for look in looks):
            faults.append(f"{value.name}: no formula in words")
        if not any(reads <= set(look["parts"]) for look in looks):
            best = max((set(look["parts"]) for look in looks), key=lambda parts: len(reads & parts), default=set())
            faults.append(f"{value.name}: does not tell {sorted(reads - best)}")
        if not any(look["filled"] == look["terms"] for look in looks if look["blank"] is None) and any(
            look["blank"] is None for look in looks
        ):
            faults.append(f"{value.name}: figures are not filled in")
        faults += [f"{look['title']}: blank, and no word why" for look in looks if look["blank"] == ""]
    for name, light in tool.program.lights.items():
        looks = seen.get(tool.file.lights[name].label, [])
        reads = {labels[read] for tree in (light.red, light.amber) for read in _read(tree)}
        if not any(look["formula"] and reads <= set(look["parts"]) for look in looks):
            faults.append(f"light {name}")
    for value in tool.program.values.values():  # what was typed says where it comes from
        looks = seen.get(labels.get(value.name, ""), []) if value.role != "derived" else []
        faults += [f"{look['title']}: no source" for look in looks if not look["text"]]
    assert faults == []
