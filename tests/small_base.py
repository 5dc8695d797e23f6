"""A knowledge base small enough to read: one tool with every kind of value, one story, a home page."""

from __future__ import annotations

from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]

TOOL = """\
title: 巡店安排
short: 巡店
common_sense: 人要到場
summary: 數一數去了幾次。
emblem: [M4 4h40]
why: 為什麼。
how: 怎麼做。
reading: 怎麼讀。
units: {萬元: {百萬元: 0.01}}
lists:
  shop: {label: 門市, grows: {start: 2}, shown_as: shop_name}
  season:
    label: 季
    items: {dry: {label: 旱季}, wet: {label: 雨季}}
  grade:
    label: 級
    items: {G1: {label: 一級}, G2: {label: 二級}}
values:
  shop_name: {label: 店名, for: shop, type: text}
  sales: {label: 銷售, for: shop, unit: 百萬元, min: 0, required: true}
  cost:
    label: 成本
    for: shop
    unit: 萬元
    must: {rule: cost <= sales, says: 成本不會大於銷售。}
  visits: {label: 次數, for: [shop, season], type: whole, min: 0, max: 31}
  plan: {label: 計畫, for: [season, shop], type: whole, min: 0}
  discount: {label: 折扣, for: shop, unit: "%", min: 0, max: 50}
  ready: {label: 備妥, for: shop, type: truth}
  opened: {label: 開張, for: shop, type: date}
  grade_of: {label: 級別, for: shop, of: grade}
  nearest: {label: 最近的店, for: shop, of: shop}
  cut: {label: 門檻, unit: 百萬元, default: 10, origin: illustrative, why: 示意。}
  facts: {label: 天數, for: season, fixed: {dry: 180, wet: 185}, origin: illustrative, why: 示意。}
  net: {label: 淨額, for: shop, unit: 百萬元, formula: sales * (1 - discount)}
  profit: {label: 毛利, for: shop, unit: 百萬元, formula: sales - cost}
  profit_small: {label: 毛利（萬元）, for: shop, unit: 萬元, formula: sales - cost}
  visit_total: {label: 全年次數, for: shop, formula: sum(visits over season), show: "0"}
  planned: {label: 計畫合計, for: season, formula: sum(plan over shop), show: "0"}
  behind: {label: 落後, for: [season, shop], type: truth, formula: visits < plan}
  big: {label: 大店, for: shop, type: truth, formula: sales >= cut}
  next_sales: {label: 最近的店賣多少, for: shop, unit: 百萬元, formula: "sales[shop = nearest]"}
  big_names: {label: 大店名單, type: text, formula: join(shop where big)}
  total: {label: 合計, unit: 百萬元, formula: sum(sales over shop)}
  each_third: {label: 三分之一, unit: 百萬元, formula: total / 3}
lights:
  too_small:
    label: 太小
    red: total < cut
    says: {red: "合計 {total}，不到門檻。", green: "合計 {total}。"}
    origin: illustrative
    why: 示意。
  quiet:
    label: 冷清
    for: shop
    amber: visit_total < 2
    says: 去得太少。
    origin: illustrative
    why: 示意。
charts:
  compare: {kind: bars, label: 銷售與淨額, for: shop, bars: [sales, net]}
steps:
  - {id: shops, title: 填門市, text: 填。, show: [shop, total, too_small, compare]}
  - title: 其餘的
    show:
      [visits, plan, cut, facts, net, profit, profit_small, visit_total, planned, behind, big, next_sales, big_names,
       each_third, quiet]
results: [total, too_small]
examples:
  first:
    label: 兩家店（虛構）
    given:
      shop:
        - {id: A, shop_name: 甲店, sales: 12, cost: 300, visits: {dry: 1, wet: 2}, discount: 10, nearest: B}
        - {id: B, shop_name: 乙店, sales: 4.5, visits: {dry: 0, wet: 1}, grade_of: G2, ready: true, opened: 2024-02-29}
    expect: {total: 16.5, "net[A]": 10.8, "profit[A]": 9, "profit_small[A]": 900, "lights.quiet[B]": amber}
mistakes: [少去。]
"""

STORY = """\
case: CASE-01
title: 門口的傘
detail: 傘架上只有一把傘。
principle: 先到場。
questions: [上一次是誰去的？]
tools: [{tool: shop_visits, step: shops, because: 數一數。}]
sources: [S1]
"""

HOME = """\
---
title: 小小武器庫
lead: 一件就夠。
---
"""


def write_base(folder: Path, tool: str = TOOL) -> Path:
    """Writes the knowledge base with the repository's own settings but in one language; gives its mkdocs.yml."""
    files = {"tools/8-shop-visits.yml": tool, "content/stories/1-umbrella.yml": STORY, "content/index.md": HOME}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    settings["theme"]["custom_dir"] = str(ROOT / settings["theme"]["custom_dir"])
    settings["watch"] = ["tools"]
    settings["plugins"] = ["site-builder"]
    path = folder / "mkdocs.yml"
    path.write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")
    return path
