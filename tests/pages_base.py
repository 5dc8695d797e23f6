"""The small knowledge base with all that pages can have: ideas, glossary, sources, roles; and two tools of one list."""

from __future__ import annotations

from pathlib import Path

from site_builder.catalog import Catalog, load_catalog

from . import small_base

CREW = """\
title: 值班安排
short: 值班
common_sense: 各就各位
summary: 誰做什麼。
emblem: [M4 4h40]
why: 為什麼。
how: 怎麼做。
reading: 怎麼讀。
lists:
  post:
    label: 崗位
    items: {CK: {label: 廚師, note: 管火候（S1）。}, WT: {label: 跑堂, note: 管客人。}}
  chore:
    label: 雜務
    items:
      c1: {label: 生火, symbol: C1, note: 天亮以前。}
      c2: {label: 擦桌, symbol: C2}
      c3: {label: 記賬, symbol: C3}
  season:
    label: 季
    items: {dry: {label: 旱季}, wet: {label: 雨季}}
values:
  owner: {label: 誰管, for: chore, of: post, fixed: {c1: CK, c2: WT, c3: WT}, origin: article, why: 源文章寫明。}
  proof: {label: 憑據, for: chore, type: text, fixed: {c1: 爐是熱的, c2: 桌是亮的}, origin: illustrative, why: 示意。}
  hours: {label: 工時, for: post, unit: 小時, default: {CK: 9, WT: 8}, origin: field, source: S11, why: 慣例。}
  weight:
    label: 輕重
    for: [chore, post]
    unit: pt
    default: {c1: {CK: 60, WT: 0}, c2: {CK: 0, WT: 70}, c3: {CK: 40, WT: 30}}
    origin: illustrative
    why: 示意。
  pace:
    label: 人手
    for: [season, post, chore]
    fixed: {dry: {CK: {c1: 1, c3: 2}}, wet: {CK: {c1: 3}, WT: {c2: 1}}}
    origin: illustrative
    why: 示意。
  busy: {label: 實際工時, for: post, unit: 小時, min: 0}
  over: {label: 超了多少, for: post, unit: 小時, formula: busy - hours}
  weight_total: {label: 合計, for: post, unit: pt, formula: sum(weight over chore)}
  alike:
    label: 重疊
    for: [post as a, post as b]
    unit: pt
    formula: sum(min(weight[post = a], weight[post = b]) over chore)
lights:
  tired: {label: 太累, for: post, red: over > 0, says: 歇一歇。, origin: illustrative, why: 示意。}
steps:
  - {title: 填工時, show: [busy, hours, over, tired]}
  - {title: 看分工, show: [owner, proof, weight, weight_total, pace, alike]}
results: [two]
examples:
  inn:
    label: 小店（虛構）
    given: {busy: {CK: 10, WT: 8}}
    expect: {"over[CK]": 1}
mistakes: [沒人管賬。]
"""
CREW = CREW.replace("results: [two]", "results: [most]").replace(
    "lights:\n", "  most: {label: 最長, unit: 小時, formula: max(busy over post)}\nlights:\n", 1
)

BORROWER = """\
title: 排班
short: 排班
common_sense: 先排後做
summary: 什麼時候誰在。
emblem: [M4 4h40]
why: 為什麼。
how: 怎麼做。
reading: 怎麼讀。
lists:
  post: {from: crew_duty, only: [WT]}
  day:
    label: 日子
    items: {d1: {label: 平日}, d2: {label: 假日}}
values:
  shift: {label: 班次, for: [day, post], fixed: {d1: {WT: 1}, d2: {WT: 2}}, origin: illustrative, why: 示意。}
  all_shifts: {label: 合計, formula: "sum(shift over day, post)", show: "0"}
steps:
  - {title: 看班, show: [shift, all_shifts]}
results: [all_shifts]
examples:
  week: {label: 一週（虛構）, given: {}, expect: {all_shifts: 3}}
mistakes: [排滿。]
"""

FILES = {
    "tools/2-crew-duty.yml": CREW,
    "tools/3-crew-rota.yml": BORROWER,
    "content/glossary.yml": """\
lead: 同一個詞。
groups: [{title: 人, from: post}]
terms:
  - {id: shop, term: 門市, simplified: 门市, english: shop, means: 賣東西的地方（S1）。, also: [店面]}
  - {id: post, term: 崗位, simplified: 岗位, english: post, means: 一份差事。, see: [shop]}
""",
    "content/sources.yml": """\
reliability: {H: 學術。, L: 網上。}
sources:
  - {id: S1, title: 一篇文章, used_for: 緣起, reliability: article}
  - {id: S11, title: 一本書, used_for: 工時, reliability: H/M}
  - {id: S12, title: 沒有人引, used_for: 無, reliability: L}
reading: [另一篇]
""",
    "content/roles.yml": """\
list: crew_duty.post
lead: 找自己那一頁。
intro: 兩個崗位（S1）。
leave_out: [crew_duty.weight_total]
roles:
  WT: {lead: 客人進門先看你。, body: 管**門市**的客人。, day: [把桌子擦亮。], ask: [誰記賬？]}
  CK: {lead: 火是你的。}
""",
    "content/ideas/1-come-first.md": """\
---
title: 先到場
lead: 人到了再說。
---
門市要有人（S1）。

## 為什麼 { #because }

合計 {shop_visits.first.total}。
""",
    "content/ideas/2-then-act.md": """\
---
title: 再動手
lead: 動了再看。
---
## 先想

見[前一章](come-first.html#because)。
""",
}


def write_pages_base(folder: Path) -> Path:
    """Gives the path of its mkdocs.yml."""
    config = small_base.write_base(folder)
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return config


def pages_catalog(folder: Path) -> Catalog:
    write_pages_base(folder)
    catalog, problems = load_catalog(folder)
    assert catalog is not None, problems
    return catalog
