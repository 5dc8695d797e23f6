"""Tool 6 computed a second time, from the specification and without the program: given figures in, all figures out."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from .separate import Number, both, exact, light, of, total

KPIS = {
    "C1": "客戶滿意度",
    "C2": "關鍵客戶關係提升",
    "C3": "錢包份額／格局突破",
    "F1": "訂貨額",
    "F2": "收入",
    "F3": "貢獻毛利率",
    "F4": "回款天數",
    "O1": "贏單率／預測準確率",
    "O2": "按時驗收率",
    "O3": "規劃與例行動作達成率",
    "L1": "能力認證達標率",
    "L2": "人才輸出與知識沉澱",
}
ROLES = {"AD": "客戶總監", "AR": "客戶責任人", "SR": "解決方案責任人", "FR": "交付責任人"}
CARDS = {
    "expansion": {
        "ORG": [10, 15, 10, 25, 0, 5, 5, 10, 0, 5, 10, 5],
        "AD": [0, 20, 15, 20, 0, 10, 0, 15, 0, 10, 0, 10],
        "AR": [0, 25, 15, 20, 0, 5, 10, 15, 0, 5, 5, 0],
        "SR": [0, 10, 20, 15, 0, 10, 0, 25, 0, 10, 10, 0],
        "FR": [15, 15, 0, 10, 0, 10, 0, 15, 20, 5, 10, 0],
    },
    "growth": {
        "ORG": [10, 5, 10, 15, 10, 15, 10, 5, 10, 0, 5, 5],
        "AD": [10, 0, 10, 15, 15, 20, 10, 0, 0, 10, 0, 10],
        "AR": [10, 15, 10, 25, 0, 10, 20, 5, 0, 0, 5, 0],
        "SR": [10, 0, 15, 20, 0, 20, 0, 20, 0, 5, 10, 0],
        "FR": [20, 0, 0, 0, 15, 15, 15, 0, 25, 0, 10, 0],
    },
    "mature": {
        "ORG": [15, 0, 10, 10, 10, 20, 15, 0, 10, 5, 0, 5],
        "AD": [15, 0, 10, 0, 15, 25, 15, 0, 0, 10, 0, 10],
        "AR": [15, 10, 10, 15, 0, 15, 25, 0, 0, 5, 5, 0],
        "SR": [15, 0, 20, 15, 0, 20, 0, 15, 0, 5, 10, 0],
        "FR": [20, 0, 0, 0, 10, 20, 20, 0, 20, 5, 0, 5],
    },
}
PERSPECTIVES = {"customer": "C", "finance": "F", "operation": "O", "learning": "L"}
LAMBDA = {"AD": "0.7", "AR": "0.5", "SR": "0.5", "FR": "0.5"}
LINES = {"compliance": "0", "falsified": "0", "injury": "0.6", "blacklist": "0.6", "overdue": "0.8"}
PAIRS = [("AD", "AR"), ("AD", "SR"), ("AD", "FR"), ("AR", "SR"), ("AR", "FR"), ("SR", "FR")]


def achievement(actual: Number, target: Number, lower_is_better: bool) -> Number:
    """T6-1; 0.5: blank where the target is not above 0."""
    if actual is None or target is None or target <= 0:
        return None
    return max(Fraction(0), 2 - actual / target) if lower_is_better else actual / target


def points(a: Number) -> Number:
    """T6-2."""
    if a is None:
        return None
    if a < Fraction("0.75"):
        return Fraction(0)
    if a < 1:
        return 50 + (a - Fraction("0.75")) / Fraction("0.25") * 50
    return min(Fraction(120), 100 + (a - 1) / Fraction("0.20") * 20)


def scorecard(given: dict[str, Any]) -> dict[str, dict[str, Any]]:
    def typed(name: str, *keys: str) -> Any:
        table = given.get(name, {})
        for key in keys:
            table = table.get(key, {}) if isinstance(table, dict) else table  # one figure stands for all below it
        return None if table == {} else table

    def chosen_or(preset: object, name: str, *keys: str) -> Fraction:
        written = typed(name, *keys)
        return Fraction(str(preset if written is None else written))

    cards = CARDS[given.get("chosen_stage", "growth")]
    org = {k: chosen_or(w, "org_weight", k) for k, w in zip(KPIS, cards["ORG"], strict=True)}
    weight: dict[str, dict[str, Fraction]] = {k: {} for k in KPIS}
    for role in ROLES:
        for k, preset in zip(KPIS, cards[role], strict=True):
            weight[k][role] = chosen_or(preset, "weight", k, role)
    down = {k: (typed("direction_of", k) or ("down" if k == "F4" else "up")) == "down" for k in KPIS}

    # T6-1 to T6-3
    a: dict[str, dict[str, Number]] = {k: {} for k in KPIS}
    s: dict[str, dict[str, Number]] = {k: {} for k in KPIS}
    pt: dict[str, dict[str, Number]] = {k: {} for k in KPIS}
    lost: dict[str, dict[str, Number]] = {k: {} for k in KPIS}
    for k in KPIS:
        for role in ROLES:
            a[k][role] = achievement(exact(typed("actual", k, role)), exact(typed("target", k, role)), down[k])
            stepped = exact(typed("step_score", k, role))
            s[k][role] = stepped if a[k][role] is None else points(a[k][role])
            w = weight[k][role]
            pt[k][role] = Fraction(0) if w == 0 else of(lambda x, w=w: w * x / 100, s[k][role])
            lost[k][role] = of(lambda x, w=w: w - x, pt[k][role])
    org_a = {k: achievement(exact(typed("org_actual", k)), exact(typed("org_target", k)), down[k]) for k in KPIS}
    org_s = {k: exact(typed("org_step_score", k)) if org_a[k] is None else points(org_a[k]) for k in KPIS}
    ind = {role: total(pt[k][role] for k in KPIS) for role in ROLES}
    org_sum = total(of(lambda x, k=k: org[k] * x / 100, org_s[k]) for k in KPIS if org[k] > 0)
    org_score = exact(given["org_score"]) if "org_score" in given else org_sum

    # T6-4, T6-5
    g, final = {}, {}
    for role in ROLES:
        factors = [Fraction(1)]
        for line, factor in LINES.items():
            if typed("triggered", role, line):
                factors.append(chosen_or(factor, "line_factor", line))
        g[role] = min(factors)
        share = Fraction(LAMBDA[role])
        final[role] = of(lambda o, i, x=share, f=g[role]: f * (x * o + (1 - x) * i), org_score, ind[role])

    # T6-6 to T6-9
    ov = {r: {q: sum(min(weight[k][r], weight[k][q]) for k in KPIS) for q in ROLES} for r in ROLES}
    alignment = Fraction(sum(ov[r][q] for r, q in PAIRS)) / 6
    shared = {k: min(weight[k].values()) for k in KPIS}
    cb = sum(shared.values())
    ls = {r: sum(min(weight[k][r], org[k]) for k in KPIS) for r in ROLES}
    silos = [(r, q) for r, q in PAIRS if ov[r][q] < 35]
    riders = [(r, q) for r, q in PAIRS if ov[r][q] > 80]

    # 6.5
    def odd(weights: Iterable[Fraction]) -> bool:
        return any(w > 0 and (w < 5 or w % 5 != 0) for w in weights)

    heaviest = {r: max(weight[k][r] for k in KPIS) for r in ROLES}
    carried = {k: max(weight[k].values()) for k in KPIS}
    orphans = {k: org[k] > 0 and carried[k] < 10 for k in KPIS}
    by_group = {name: sum(org[k] for k in KPIS if k.startswith(letter)) for name, letter in PERSPECTIVES.items()}
    most: dict[str, Number] = {}
    weakest: dict[str, str | None] = {}
    for r in ROLES:
        losses = {k: lost[k][r] for k in KPIS}
        most[r] = None if None in losses.values() else max(losses.values())
        weakest[r] = next((k for k in KPIS if most[r] is not None and losses[k] == most[r] > 0), None)

    def named(pairs: list[tuple[str, str]]) -> str:
        return "、".join(f"{ROLES[r]}與{ROLES[q]}" for r, q in pairs) or "無"

    def chosen(truths: dict[str, bool]) -> str:
        return "、".join(name for k, name in KPIS.items() if truths[k]) or "無"

    def stands(k: str) -> str:
        if org[k] == 0 and carried[k] == 0:
            return "green"
        answers = [typed("documented", k, proof) for proof in ("data_source", "data_owner", "period", "definition")]
        return "red" if False in answers else "unknown" if None in answers else "green"

    conflict, owned = given.get("kpi_conflict"), given.get("conflict_owned")
    counts = {r: Fraction(sum(weight[k][r] > 0 for k in KPIS)) for r in ROLES}
    org_weights = list(org.values())
    values = {
        "weight": weight,
        "org_weight": org,
        "weight_total": {r: sum(weight[k][r] for k in KPIS) for r in ROLES},
        "org_weight_total": sum(org_weights),
        "kpi_count": counts,
        "org_kpi_count": Fraction(sum(w > 0 for w in org_weights)),
        "heaviest": heaviest,
        "org_heaviest": max(org_weights),
        "odd_weight": {r: odd(weight[k][r] for k in KPIS) for r in ROLES},
        "org_odd_weight": odd(org_weights),
        "perspective_weight": {
            r: {name: sum(weight[k][r] for k in KPIS if k.startswith(c)) for name, c in PERSPECTIVES.items()}
            for r in ROLES
        },
        "org_perspective_weight": by_group,
        "overlap": ov,
        "team_alignment": alignment,
        "differentiation": 100 - alignment,
        "pairs_low": named(silos),
        "pairs_high": named(riders),
        "shared_weight": shared,
        "common_base": cb,
        "common_kpis": chosen({k: shared[k] > 0 for k in KPIS}),
        "line_of_sight": ls,
        "carried_most": carried,
        "orphan": orphans,
        "orphan_names": chosen(orphans),
        "orphan_count": Fraction(sum(orphans.values())),
        "achievement": a,
        "kpi_score": s,
        "points": pt,
        "lost_points": lost,
        "individual": ind,
        "most_lost": most,
        "weakest_kpi": weakest,
        "org_achievement": org_a,
        "org_kpi_score": org_s,
        "org_computed": org_sum,
        "org_score": org_score,
        "red_line_factor": g,
        "final": final,
    }
    lights = {
        "weights_complete": {r: light(values["weight_total"][r] != 100, False) for r in ROLES},
        "org_weights_complete": light(values["org_weight_total"] != 100, False),
        "card_length": {r: light(False, not 3 <= counts[r] <= 8) for r in ROLES},
        "org_card_length": light(False, sum(w > 0 for w in org_weights) > 12),
        "crumbs": {r: light(False, odd(weight[k][r] for k in KPIS)) for r in ROLES},
        "org_crumbs": light(False, odd(org_weights)),
        "one_sided": {r: light(heaviest[r] > 40, heaviest[r] > 30) for r in ROLES},
        "org_one_sided": light(max(org_weights) > 40, max(org_weights) > 30),
        "perspectives_balanced": {name: light(False, not 5 <= w <= 60) for name, w in by_group.items()},
        "goals_carried": {k: light(orphans[k], False) for k in KPIS},
        "pairs_aligned": light(False, bool(silos or riders)),
        "team_aligned": light(False, not 45 <= alignment <= 70),
        "common_ground": light(cb < 15, False),
        "sees_the_goal": {r: light(False, ls[r] < 55) for r in ROLES},
        "indicator_stands": {k: stands(k) for k in KPIS},
        "indicators_fight": light(False, both(conflict, None if owned is None else not owned)),
    }
    return {"values": values, "lights": lights}
