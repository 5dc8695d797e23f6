"""A small knowledge base that a course can be made of: two tools, all kinds of questions, a path with gates, a test."""

from __future__ import annotations

from pathlib import Path

from . import small_base

VISITS = """\
title: 拜訪記錄
short: 拜訪
common_sense: 常去的地方才有路
summary: 數一數去了幾次。
emblem: [M4 4h40]
why: 見[分組](group-plan.html)。
how: 怎麼做。
reading: 怎麼讀。
lists:
  account: {label: 客戶, grows: {start: 2}, shown_as: account_name}
  rank: {label: 級, items: {G1: {label: 一級}, G2: {label: 二級}}}
values:
  account_name: {label: 名稱, for: account, type: text}
  revenue: {label: 營收, for: account, unit: 百萬元, min: 0, required: true}
  visits: {label: 次數, for: account, type: whole, min: 0}
  cut: {label: 門檻, unit: 百萬元, default: 10, origin: illustrative, why: 示意。}
  rank_of: {label: 定級, for: account, of: rank, formula: "if(revenue >= cut, G1, G2)"}
  total: {label: 營收合計, unit: 百萬元, formula: sum(revenue over account), show: "0.0"}
  biggest: {label: 最大的客戶, of: account, formula: "first(account where revenue = max(revenue over account))"}
lights:
  enough:
    label: 夠不夠
    red: total < cut
    says: {red: 不夠。, green: 夠了。}
    origin: illustrative
    why: 示意。
steps:
  - {id: list, title: 列客戶, show: [account, cut]}
  - {id: result, title: 看結果, show: [rank_of, total, biggest, enough]}
results: [total, biggest, enough]
examples:
  one:
    label: 範例（虛構）
    given: {account: [{id: A1, account_name: 甲, revenue: 12}, {id: A2, account_name: 乙, revenue: 5}]}
    expect: {total: 17}
mistakes: [只數近的。]
quiz:
  who:
    kind: choice
    ask: 次數誰定？
    choices: {us: {text: 自己}, them: {text: 客戶, says: 想一想。}}
    answer: us
    because: 承諾是自己的。
  which:
    kind: several
    ask: 哪些算？
    choices: {met: {text: 見了面}, mail: {text: 寄了信, says: 不算。}, call: {text: 通了話}}
    answer: [met, call]
    because: 人在才算。
  near: {kind: truth, ask: 近的多去就好。, answer: false, because: 不好。, says: 不好。}
  steps:
    kind: order
    ask: 排先後。
    items: {plan: 先排, go: 再去, note: 後記}
    because: 這是次序。
    says: 再想。
  sum:
    kind: number
    ask: 合計多少？{revenue[A1]} 和 {revenue[A2]}
    given: {account: [{id: A1, revenue: 12}, {id: A2, revenue: 5}]}
    draws: {"revenue[A1]": {from: 10, to: 20, step: 5}}
    answer: total
    because: 相加。
    says: 相加。
"""

GROUPS = """\
title: 分組
short: 分組
common_sense: 各就各位
summary: 分一分。
emblem: [M4 4h40]
why: 為什麼。
how: 怎麼做。
reading: 怎麼讀。
lists:
  account: {from: visit_log, shown_as: account_name}
values:
  account_name: {label: 名稱, for: account, type: text, takes: visit_log.account_name}
  people: {label: 人數, for: account, type: whole, min: 0}
  all_people: {label: 總人數, formula: sum(people over account), show: "0"}
steps: [{title: 分人, show: [account_name, people, all_people]}]
results: [all_people]
examples: {one: {label: 範例（虛構）, given: {account: [{id: A1, people: 2}]}, expect: {all_people: 2}}}
mistakes: [不分。]
quiz:
  why: {kind: truth, ask: 要分。, answer: true, because: 要。, says: 要。}
"""

PATH = """\
title: 自學
lead: 一步一步走。
minutes: 60
modules:
  - id: visiting
    title: 第一站
    lead: 先數。
    alone: 30
    tool: visit_log
    deliverable: 一張表。
    gate: [{value: two, missing: "只有 {rows} 家。"}]
  - id: grouping
    title: 第二站
    lead: 再分。
    alone: 30
    tool: group_plan
    deliverable: 一張表。
    gate: [{value: grouped, missing: 還沒有分。}]
ways:
  short: {title: 短路, lead: 快。, minutes: 20, stops: [{module: visiting, minutes: 20}]}
lists:
  account: {from: visit_log}
values:
  revenue: {label: 營收, for: account, unit: 百萬元, takes: visit_log.revenue}
  people: {label: 人數, for: account, takes: group_plan.people}
  rows: {label: 幾家, formula: count(account where not is_blank(revenue)), show: "0"}
  two: {label: 至少兩家, type: truth, formula: rows >= 2}
  grouped: {label: 分了, type: truth, formula: sum(people over account) > 0}
"""

QUIZ = """\
title: 測驗
lead: 三題。
description: 考一考。
intro: 考一考。
minutes: 5
pass: 60
questions: [visit_log.who, visit_log.which, group_plan.why]
"""

FILES = {
    "tools/1-visit-log.yml": VISITS,
    "tools/2-group-plan.yml": GROUPS,
    "content/path.yml": PATH,
    "content/quiz.yml": QUIZ,
}


def write_portal_base(folder: Path) -> Path:
    """Gives the path of its mkdocs.yml."""
    config = small_base.write_base(folder)
    for path in [*folder.glob("tools/*.yml"), *folder.glob("content/stories/*.yml")]:
        path.unlink()
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "content" / "index.md").write_text("---\ntitle: 首頁\nlead: 開始。\n---\n\n正文。\n", "utf-8")
    return config
