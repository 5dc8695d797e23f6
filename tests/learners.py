"""Case files of a camp: forty learners on twelve accounts, who differ; and what they typed, counted as it was made up.

Nothing here is computed by the code that the wall is made of.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from random import Random
from typing import Any

from site_builder.catalog import Tool

ACCOUNTS = tuple(f"{name}客戶" for name in "甲乙丙丁戊己庚辛壬癸子丑")
DIMENSIONS = (
    "white_space",
    "growth",
    "fit",
    "willingness",
    "contribution",
    "profitability",
    "wallet_share",
    "relationship",
    "payment",
)
TIERS = "SABCD"
STATIONS = (
    "orientation",
    "tiering",
    "portfolio",
    "triangle",
    "duties",
    "routine",
    "scorecard",
    "talent",
    "one-account",
    "commitment",
)
TIERING = "account-tiering"


@dataclass
class Camp:
    """`files`: by the learner's name. The rest is what was made up: tiers of accounts, points of each dimension, who
    gave which point to which account and dimension, scores in whole percent, stations that are done, who tried a
    question and who gave which wrong answers."""

    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    current: Counter[str] = field(default_factory=Counter)
    points: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    cells: dict[tuple[str, str], dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    scores: dict[str, int] = field(default_factory=dict)
    done: Counter[str] = field(default_factory=Counter)
    tried: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    wrong: dict[str, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))

    def texts(self) -> dict[str, str]:
        return {name: json.dumps(file, ensure_ascii=False, default=str) for name, file in self.files.items()}


def camp(tools: Mapping[str, Tool], count: int = 40, seed: int = 11) -> Camp:
    """`tools` by slug. The first is rated anew by each; in the others stand the figures of their first examples."""
    chance, made = Random(seed), Camp()
    truth = {(account, name): chance.randint(1, 5) for account in ACCOUNTS for name in DIMENSIONS}
    for number in range(1, count + 1):
        name = f"Learner {number:02}"
        walked = chance.choice((4, 6, 8, 9, 10))
        given = {TIERING: {"account": _accounts(name, truth, chance, made), "total_revenue": 4000}}
        for slug, tool in list(tools.items())[1:]:
            given[slug] = deepcopy(next(iter(tool.file.examples.values())).given)
        given = dict(list(given.items())[: max(1, min(walked, len(given)))])
        day = f"2026-11-{chance.randint(10, 27)}"
        made.done.update(STATIONS[:walked])
        made.files[name] = {
            "case": 1,
            "name": name,
            "team": f"第 {number % 5 + 1} 組",
            "date": day,
            "saved": f"{day}T08:{number % 60:02}:00.000Z",
            "tools": given,
            "state": {
                slug: {"version": tools[slug].fingerprint, "saved": "", "next": {}, "unfit": []} for slug in given
            },
            "versions": [],
            "quiz": _quiz(name, tools, chance, made),
            "path": {
                "version": 1,
                "way": None,
                "last": STATIONS[walked - 1],
                "item": None,
                "done": dict.fromkeys(STATIONS[:walked], day),
                "agreements": {each: {"text": f"{name} 談定", "who": name, "when": day} for each in STATIONS[1:walked]},
                "commitments": {},
            },
        }
    return made


def _accounts(name: str, truth: Mapping[tuple[str, str], int], chance: Random, made: Camp) -> list[dict[str, Any]]:
    """The accounts in an order of the learner's own; some keep to the middle, some are far from the others."""
    shy, bold = chance.random() < 0.3, chance.random() < 0.15
    rows = []
    for number, account in enumerate(chance.sample(ACCOUNTS, len(ACCOUNTS)), start=1):
        rating = {}
        for dimension in DIMENSIONS:
            step = chance.choice((-2, -1, 0, 1, 2)) if bold else chance.choice((-1, 0, 0, 0, 0, 1))
            point = 3 if shy and chance.random() < 0.6 else min(5, max(1, truth[account, dimension] + step))
            rating[dimension] = point
            made.points[dimension].append(point)
            made.cells[account, dimension][name] = point
        tier = TIERS[min(4, int(abs(chance.gauss(1.6, 1.2))))]
        made.current[tier] += 1
        revenue = chance.randint(20, 600)
        rows.append(
            {
                "id": f"A{number}",
                "account_name": account,
                "revenue": revenue,
                "wallet": revenue + chance.randint(10, 900),
                "effort": chance.randint(1, 9),
                "current_tier": tier,
                "rating": rating,
            }
        )
    return rows


def _quiz(name: str, tools: Mapping[str, Tool], chance: Random, made: Camp) -> dict[str, Any]:
    """Questions with options; of the others nobody tried any."""
    items = {}
    for tool in tools.values():
        for number, (asked, question) in enumerate(tool.file.quiz.items()):
            if question.kind not in ("choice", "truth") or chance.random() < 0.1:
                continue
            answer = f"{tool.id}.{asked}"
            made.tried[answer].add(name)
            wrong: Counter[str] = Counter()
            if chance.random() < (0.15, 0.3, 0.6, 0.4)[number % 4]:
                wrong[chance.choice(wrong_options(question))] += 1
                if chance.random() < 0.2:
                    wrong[chance.choice(wrong_options(question))] += 1
            for option in wrong:
                made.wrong[answer][option].add(name)
            right = not wrong or chance.random() < 0.8
            items[answer] = {"tries": sum(wrong.values()) + right, "right": right, "wrong": dict(wrong)}
    final: dict[str, Any] = {"tries": 0, "best": None, "day": "", "proof": {}}
    if chance.random() < 0.9:
        right = min(20, max(7, round(chance.gauss(16, 3))))
        made.scores[name] = right * 5
        final = {"tries": 1, "best": right / 20, "day": "2026-11-27", "proof": {answer: "b" for answer in items}}
    return {"version": 1, "items": items, "final": final}


def wrong_options(question: Any) -> Sequence[str]:
    if question.kind == "truth":
        return ["false" if question.answer else "true"]
    return [option for option in question.choices if option != question.answer]
