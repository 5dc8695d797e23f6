"""`docs/ids.md`: every id of every tool with the symbol that the specification gives it."""

from __future__ import annotations

from site_builder.catalog import Catalog, Tool


def ids_page(catalog: Catalog) -> str:
    parts = ["# 代號一覽", "", "由 `tools/*.yml` 生成（`make accept`）。`compute` 的 JSON 用的就是這些 id。"]
    for tool in catalog.tools:
        parts += ["", f"## {tool.number} {tool.file.title} `{tool.id}`", *_lists(tool), *_values(tool), *_lights(tool)]
    return "\n".join(parts) + "\n"


def _lists(tool: Tool) -> list[str]:
    rows = ["", "| 列表 | 名稱 | 項目 |", "|---|---|---|"]
    for name, a_list in tool.file.lists.items():
        items = (
            "由學員添加"
            if a_list.items is None
            else "、".join(
                f"`{item}` {(each.symbol or '') + (' ' if each.symbol else '')}{_cell(each.label)}"
                for item, each in a_list.items.items()
            )
        )
        if name in tool.imports:
            items = f"取自 `{tool.imports[name].tool}`：{items}"
        rows.append(f"| `{name}` | {_cell(a_list.label)} | {items} |")
    return rows


def _values(tool: Tool) -> list[str]:
    rows = ["", "| 值 | 代號 | 名稱 | 隨 | 單位 | 來自 |", "|---|---|---|---|---|---|"]
    for name, value in tool.file.values.items():
        role = {"given": "填寫", "fixed": "給定", "derived": "公式"}[tool.program.values[name].role]
        if name in tool.takes:
            role = f"取自 `{tool.takes[name].tool}.{tool.takes[name].value}`"
        shape = "、".join(f"`{index.name}`" for index in tool.program.values[name].shape)
        rows.append(
            f"| `{name}` | {value.symbol or ''} | {_cell(value.label)} | {shape} | {value.unit or ''} | {role} |"
        )
    return rows


def _lights(tool: Tool) -> list[str]:
    rows = ["", "| 燈號 | 代號 | 名稱 | 隨 |", "|---|---|---|---|"]
    for name, light in tool.file.lights.items():
        shape = "、".join(f"`{index.name}`" for index in tool.program.lights[name].shape)
        rows.append(f"| `{name}` | {light.symbol or ''} | {_cell(light.label)} | {shape} |")
    return rows


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
