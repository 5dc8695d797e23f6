"""A site as `mkdocs new` makes it, with one tool and two pages: one with a calculator, one without."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TOOL = """\
title: 走訪時數
short: 走訪
common_sense: 時間要花在該去的地方
summary: 算一算一季要花幾小時。
emblem: [M4 4h40]
why: 為什麼。
how: 怎麼做。
reading: 怎麼讀。
lists:
  shop: {label: 門市, grows: {start: 1}}
values:
  visits: {label: 次數, for: shop, type: whole, min: 0}
  hours: {label: 每次幾小時, default: 2, origin: illustrative, why: 示意。}
  total: {label: 合計時數, formula: sum(visits * hours over shop)}
steps:
  - {title: 填, show: [shop, hours, total]}
results: [total]
examples:
  first:
    label: 一家店（虛構）
    given: {shop: [{id: A, visits: 6}]}
    expect: {total: 12}
mistakes: [少去。]
"""

PAGE = """\
---
title: 走訪
---
# 走訪

前面的話。
{{ calculator("visit-hours") }}
後面的話。

```md
{{ calculator("nowhere") }}
```

    {{ calculator("nowhere") }}

行內的 `{{ calculator("nowhere") }}` 也是代碼。
"""

PLAIN = "# 別的\n\n{{ 不是計算器 }}\n"


def write_guest(folder: Path, settings: str = "", page: str = PAGE, tool: str = TOOL) -> Path:
    """`settings`: lines for mkdocs.yml beside those that `mkdocs new` and the plugin's line make. Gives the folder."""
    subprocess.run([sys.executable, "-m", "mkdocs", "--quiet", "new", str(folder)], check=True)
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(f"plugins: [search, site-builder]\n{settings}")
    (folder / "tools").mkdir()
    (folder / "tools" / "1-visit-hours.yml").write_text(tool, "utf-8")
    (folder / "docs" / "visits.md").write_text(page, "utf-8")
    (folder / "docs" / "other.md").write_text(PLAIN, "utf-8")
    return folder


def mkdocs_build(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
