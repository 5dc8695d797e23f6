"""The two tools computed a second time, from the specification and without the program: a given file in, figures out.

Plain loops over exact fractions, so that a figure on a line is on the line as it is for a person; only roots are
floats. Formulas are named as the specification names them (T1-6, T6-V7). A blank is None. Nothing is imported from
`site_builder`, and the defaults are those of the specification, written here again.

The company is 汀鷺冷鏈設備, fictitious. What its 17 accounts are there for: T01 is held by its share of exactly 10 %;
T02 to T05 tie in M (T03 to T05 in P too, T04 and T05 in everything); T06 gets no effort and comes fifth; T07 has the
score of an S but does not want to be one; T08 and T09 owe money, T09 with 12 % of the revenue; T10 has no future; T11
and T12 stand on the lines of A and B, T14 on that of C; T13 is hidden; T16 lacks a rating; T17 is worth nothing.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

Truth = bool | None
Number = Fraction | None

DIMENSIONS = "white_space growth fit willingness contribution profitability wallet_share relationship payment".split()
LABELS = ["可拓展空間", "客戶增長性", "戰略契合與標竿價值", "合作意願", "收入貢獻", "盈利性（扣除服務成本）", "錢包份額"]
LABELS += ["關係與決策鏈深度", "付款與信用風險"]
P_AXIS = DIMENSIONS[:4]
WEIGHTS = {"full": [20, 10, 15, 10, 10, 15, 5, 10, 5], "lite": [30, 0, 15, 20, 0, 20, 0, 15, 0]}
TIERS = {"five": "SABCD", "four": "SABC", "three": "ABC"}
CUTS = {"S": "4.0", "A": "3.5", "B": "2.8", "C": "2.0"}
GATES = {"fit": 4, "willingness": 3, "payment": 3}
LOW = {"S": "3", "A": "1.5", "B": "0.5", "C": "0.1", "D": "0"}
HIGH = {"S": "6", "A": "3", "B": "1", "C": "0.3", "D": "0.05"}
ALL_TIERS = "SABCD"


def read(path: Path) -> dict[str, Any]:
    """A given file as plain data. A CSV file holds accounts only."""
    text = path.read_text("utf-8")
    if path.suffix == ".json":
        return json.loads(text)  # type: ignore[no-any-return]
    if path.suffix != ".csv":
        return yaml.safe_load(text)  # type: ignore[no-any-return]
    accounts = []
    for line in csv.DictReader(text.splitlines()):
        account: dict[str, Any] = {"rating": {}}
        for head, cell in line.items():
            if cell and head.startswith("rating."):
                account["rating"][head.removeprefix("rating.")] = cell
            elif cell:
                account[head] = cell
        accounts.append(account)
    return {"account": accounts}


# ------------------------------------------------------------------------------------------------ blanks and lights


def exact(figure: object) -> Number:
    """The decimal that a person wrote; a blank stays blank."""
    return None if figure is None else Fraction(str(figure))


def of(formula: Callable[..., Any], *figures: Any) -> Any:
    """Blank in, blank out."""
    return None if any(figure is None for figure in figures) else formula(*figures)


def ratio(above: Number, below: Number) -> Number:
    return None if above is None or below is None or below == 0 else above / below


def both(a: Truth, b: Truth) -> Truth:
    if a is False or b is False:
        return False
    return None if a is None or b is None else True


def either(a: Truth, b: Truth) -> Truth:
    if a or b:
        return True
    return None if a is None or b is None else False


def total(figures: Iterable[Number]) -> Number:
    result = Fraction(0)
    for figure in figures:
        if figure is None:
            return None
        result += figure
    return result


def count(truths: Iterable[Truth]) -> Number:
    return total(None if truth is None else Fraction(truth) for truth in truths)


def light(red: Truth, amber: Truth) -> str:
    for colour, rule in (("red", red), ("amber", amber)):
        if rule is not False:
            return colour if rule else "unknown"
    return "green"


# ------------------------------------------------------------------------------------------------ statistics


def mean_ranks(xs: Sequence[Fraction]) -> list[Fraction]:
    return [Fraction(1 + sum(y < x for y in xs) * 2 + sum(y == x for y in xs), 2) for x in xs]


def spearman(xs: Sequence[Number], ys: Sequence[Number]) -> float | None:
    known_x, known_y = [x for x in xs if x is not None], [y for y in ys if y is not None]
    if len(known_x) < len(xs) or len(known_y) < len(ys) or len(xs) < 2:
        return None
    a, b = mean_ranks(known_x), mean_ranks(known_y)
    middle = Fraction(len(a) + 1, 2)
    spread_a = sum((x - middle) ** 2 for x in a)
    spread_b = sum((y - middle) ** 2 for y in b)
    if spread_a == 0 or spread_b == 0:
        return None
    return float(sum((x - middle) * (y - middle) for x, y in zip(a, b, strict=True))) / math.sqrt(spread_a * spread_b)


def sample_deviation(xs: Sequence[Number]) -> float | None:
    if len(xs) < 2 or any(x is None for x in xs):
        return None
    mean = total(xs) / len(xs)  # type: ignore[operator]
    return math.sqrt(sum((x - mean) ** 2 for x in xs if x is not None) / (len(xs) - 1))


# ------------------------------------------------------------------------------------------------ tool 1


def tiering(given: dict[str, Any]) -> dict[str, dict[str, Any]]:
    values: dict[str, Any] = {}
    rows = given.get("account", [])
    ids = [row["id"] for row in rows]
    used = TIERS[given.get("chosen_scheme", "five")]
    weighting = WEIGHTS[given.get("chosen_weighting", "full")]
    weights = {d: exact(given.get("weight", {}).get(d, w)) for d, w in zip(DIMENSIONS, weighting, strict=True)}
    cuts = {tier: exact(given.get("cut", {}).get(tier, CUTS[tier])) for tier in used[:-1]}
    gates = {d: exact(given.get("gate_floor", {}).get(d, GATES.get(d, 1))) for d in DIMENSIONS}
    low = {tier: exact(given.get("effort_low", {}).get(tier, LOW[tier])) for tier in ALL_TIERS}
    high = {tier: exact(given.get("effort_high", {}).get(tier, HIGH[tier])) for tier in ALL_TIERS}
    mid = {tier: (low[tier] + high[tier]) / 2 for tier in ALL_TIERS}  # type: ignore[operator]
    s_floor, a_floor = exact(given.get("s_potential_floor", 4)), exact(given.get("a_potential_floor", 3))
    payment_cap = exact(given.get("payment_cap", 1))
    protection = exact(given.get("protection_share", 10)) / 100  # type: ignore[operator]
    divisor = exact(given.get("anchor_divisor", 1))
    r_tot, n_o, r_o = (exact(given.get(key)) for key in ("total_revenue", "unlisted_count", "unlisted_revenue"))

    def needed(d: str) -> bool:
        return weights[d] > 0 or gates[d] > 1 or d == "payment"  # type: ignore[operator]

    def rated(row: dict[str, Any], d: str) -> Number:
        return exact(row.get("rating", {}).get(d))

    complete = []  # 0.5: a row that lacks something is left out of every aggregate as a whole
    for row in rows:
        if row.get("revenue") is not None and all(rated(row, d) is not None for d in DIMENSIONS if needed(d)):
            complete.append(row["id"])

    def mean(row: dict[str, Any], dimensions: Sequence[str]) -> Number:
        above, below = Fraction(0), Fraction(0)
        for d in dimensions:
            if weights[d] > 0:  # type: ignore[operator]
                if rated(row, d) is None:
                    return None  # 0.5: never renormalised
                above += weights[d] * rated(row, d)  # type: ignore[operator]
                below += weights[d]  # type: ignore[operator]
        return ratio(above, below)

    def column(name: str, formula: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
        values[name] = {row["id"]: formula(row) for row in rows}
        return values[name]  # type: ignore[no-any-return]

    def counted(name: str) -> list[Any]:
        return [values[name][id] for id in complete]

    revenue = column("revenue", lambda row: exact(row.get("revenue")))
    wallet = column("wallet", lambda row: exact(row.get("wallet")))
    effort = column("effort", lambda row: exact(row.get("effort")))
    current = column("current_tier", lambda row: row.get("current_tier"))
    names = {row["id"]: row.get("account_name", row["id"]) for row in rows}

    # T1-1 to T1-4
    m = column("score", lambda row: mean(row, DIMENSIONS))
    p = column("potential", lambda row: mean(row, P_AXIS))
    v = column("present", lambda row: mean(row, DIMENSIONS[4:]))
    column("score_index", lambda row: of(lambda x: 25 * (x - 1), m[row["id"]]))
    sow = column("sow", lambda row: ratio(revenue[row["id"]], wallet[row["id"]]))
    space = column("open_wallet", lambda row: of(lambda w, r: w - r, wallet[row["id"]], revenue[row["id"]]))
    share = column("share", lambda row: ratio(revenue[row["id"]], r_tot))

    # the matrix: cut at 3 on both axes
    def zone(x: Fraction, y: Fraction) -> str:
        if x >= 3:
            return "明星" if y >= 3 else "潛力"
        return "維護" if y >= 3 else "基礎"

    column("zone", lambda row: of(zone, p[row["id"]], v[row["id"]]))
    near = column(
        "line_distance", lambda row: of(lambda x, y: min(abs(x - 3), abs(y - 3)), p[row["id"]], v[row["id"]])
    )
    column("near_line", lambda row: of(lambda x: x <= Fraction("0.15"), near[row["id"]]))

    # 1.4: the anchors that figures can check
    def step(x: Number, lines: Sequence[str], by: Number = divisor) -> Number:
        return of(lambda x: Fraction(1 + sum(x >= Fraction(line) / 100 / by for line in lines)), x)  # type: ignore[no-any-return]

    checks = {
        "white_space": column(
            "space_by_figures", lambda row: step(ratio(space[row["id"]], r_tot), ("1", "4", "12", "30"))
        ),
        "contribution": column("contribution_by_figures", lambda row: step(share[row["id"]], ("1.5", "4.5", "7", "12"))),
        "wallet_share": column(
            "wallet_share_by_figures", lambda row: step(sow[row["id"]], ("15", "30", "60", "80"), Fraction(1))
        ),
    }

    def off(row: dict[str, Any]) -> bool:
        pairs = [(rated(row, d), checked[row["id"]]) for d, checked in checks.items()]
        return any(a is not None and b is not None and a != b for a, b in pairs)

    column("off_figures", off)

    # T1-5 and T1-6, in this order
    def base(x: Fraction) -> str:
        for tier in used[:-1]:
            if x >= cuts[tier]:  # type: ignore[operator]
                return tier
        return used[-1]

    def gate_s(row: dict[str, Any], tier: str) -> str:
        fails = p[row["id"]] < s_floor or any(rated(row, d) < gates[d] for d in DIMENSIONS if gates[d] > 1)  # type: ignore[operator]
        return "A" if tier == "S" and fails else tier

    def gate_payment(row: dict[str, Any], tier: str) -> str:
        return "B" if tier in "SA" and rated(row, "payment") <= payment_cap else tier  # type: ignore[operator]

    def gate_floor(row: dict[str, Any], tier: str) -> str | None:
        if tier in "SA":
            return tier
        return of(lambda s: "A" if s >= protection else tier, share[row["id"]])  # type: ignore[no-any-return]

    first = column("base_tier", lambda row: of(base, m[row["id"]]))
    second = column("tier_after_s", lambda row: of(lambda tier: gate_s(row, tier), first[row["id"]]))
    third = column(
        "tier_after_a",
        lambda row: of(lambda tier: "B" if tier == "A" and p[row["id"]] < a_floor else tier, second[row["id"]]),
    )
    fourth = column("tier_after_payment", lambda row: of(lambda tier: gate_payment(row, tier), third[row["id"]]))
    gated = column("gated_tier", lambda row: of(lambda tier: gate_floor(row, tier), fourth[row["id"]]))

    # T1-7; 0.5: a tie in M goes to the higher P, then the higher revenue, then the earlier row
    f_tot = total(counted("effort"))
    available = exact(given["s_effort_available"]) if "s_effort_available" in given else f_tot
    k_s = of(lambda fte: Fraction(math.floor(fte)), ratio(available, mid["S"]))
    ranked = [id for id in complete if gated[id] == "S"]
    ranked.sort(key=lambda id: (-m[id], -p[id], -revenue[id]))
    places = {id: Fraction(place) for place, id in enumerate(ranked, 1)}
    column("s_place", lambda row: places.get(row["id"]))
    over = {id for id in ranked if k_s is not None and places[id] > k_s}
    tier = column("recommended_tier", lambda row: "A" if row["id"] in over else gated[row["id"]])

    def reason(row: dict[str, Any]) -> str | None:
        id = row["id"]
        if gated[id] is None:
            return None
        if id in over:
            return "S 級名額已滿"
        for before, after, why in (
            (fourth, gated, "保底規則"),
            (third, fourth, "信用封頂"),
            (second, third, "吸引力不到 A 級線"),
            (first, second, "S 級條件未過"),
        ):
            if before[id] != after[id]:
                return why
        return "得分"

    column("reason", reason)
    column("mode", lambda row: of(lambda a, b: "按級經營" if a == b else "保護", fourth[row["id"]], gated[row["id"]]))

    def move(new: str, old: str) -> str:
        steps = ALL_TIERS.index(new) - ALL_TIERS.index(old)
        return "不變" if steps == 0 else f"下調 {steps} 級" if steps > 0 else f"上調 {-steps} 級"

    column("move", lambda row: of(move, tier[row["id"]], current[row["id"]]))
    for name, each in (("recommended_count", tier), ("current_count", current)):
        values[name] = {t: count(of(lambda x, t=t: x == t, each[id]) for id in complete) for t in ALL_TIERS}
    for name, figure in (("recommended_revenue", revenue), ("recommended_effort", effort)):
        unknown = any(tier[id] is None for id in complete)
        values[name] = {
            t: None if unknown else total(figure[id] for id in complete if tier[id] == t) for t in ALL_TIERS
        }

    # T1-10 to T1-12
    mids = total(of(mid.get, tier[id]) for id in complete)
    norm = column("norm_effort", lambda row: ratio(of(lambda f, t: f * mid[t], f_tot, tier[row["id"]]), mids))
    column("effort_gap", lambda row: of(lambda f, n: f - n, effort[row["id"]], norm[row["id"]]))
    moved = total(of(lambda f, n: abs(f - n), effort[id], norm[id]) for id in complete)
    rai = of(lambda x: 1 - x, ratio(moved, of(lambda f: 2 * f, f_tot)))
    starved = column("starved", lambda row: of(lambda f, t: f < low[t], effort[row["id"]], tier[row["id"]]))
    served = column("over_served", lambda row: of(lambda f, t: f > high[t], effort[row["id"]], tier[row["id"]]))
    column(
        "effort_flag",
        lambda row: of(
            lambda less, more: "不足" if less else "過度" if more else "相稱", starved[row["id"]], served[row["id"]]
        ),
    )
    is_key = {row["id"]: of(lambda t: t in "SA", tier[row["id"]]) for row in rows}
    was_key = {row["id"]: of(lambda t: t in "SA", current[row["id"]]) for row in rows}
    column("key_starved", lambda row: both(starved[row["id"]], is_key[row["id"]]))
    column("overrated", lambda row: both(was_key[row["id"]], of(lambda t: t not in "SA", tier[row["id"]])))
    column("releasable", lambda row: both(was_key[row["id"]], of(lambda t: t in "CD", tier[row["id"]])))

    def listed(flag: str) -> str | None:
        flags = [values[flag][id] for id in complete]
        if any(each is None for each in flags):
            return None
        return "、".join(names[id] for id, each in zip(complete, flags, strict=True) if each) or "無"

    def sum_where(figure: dict[str, Number], flag: str) -> Number:
        if any(values[flag][id] is None for id in complete):
            return None
        return total(figure[id] for id in complete if values[flag][id])

    def rate(flags: Sequence[Truth]) -> Number:
        return ratio(count(flags), Fraction(len(flags)))

    wrong = [of(lambda a, b: a != b, current[id], tier[id]) for id in complete]
    column(
        "hidden",
        lambda row: both(
            both(of(lambda x: x >= 3, p[row["id"]]), of(lambda x: x < Fraction(1, 4), sow[row["id"]])),
            of(lambda t: t in "CD", current[row["id"]]),
        ),
    )

    # T1-8, T1-9: concentration
    unlisted = ratio(r_o, r_tot)
    squares = total(of(lambda s: s * s, share[id]) for id in complete)
    rest = Fraction(0) if n_o == 0 else ratio(of(lambda s: s * s, unlisted), n_o)
    hhi = of(lambda a, b: 10_000 * (a + b), squares, rest)
    shares = None if any(s is None for s in counted("share")) else sorted(counted("share"), reverse=True)
    cr1 = shares[0] if shares else None
    cr5 = total(shares[:5]) if shares is not None else None

    # T1-13, T1-14
    coded = [of(lambda t: Fraction(5 - ALL_TIERS.index(t)), current[id]) for id in complete]
    column("tier_code", lambda row: of(lambda t: Fraction(5 - ALL_TIERS.index(t)), current[row["id"]]))
    rho_r, rho_p = spearman(coded, counted("revenue")), spearman(coded, counted("potential"))
    bias, sd = of(lambda a, b: a - b, rho_r, rho_p), sample_deviation(counted("score"))

    n = Fraction(len(complete)) if given.get("counted") == "listed_only" else of(lambda o: len(complete) + o, n_o)
    n_s, n_s_before = count(of(lambda t: t == "S", tier[id]) for id in complete), Fraction(len(ranked))
    n_key = count(is_key[id] for id in complete)
    s_share = ratio(n_s, n)
    gap = of(lambda a, b, c: a - b - c, r_tot, total(counted("revenue")), r_o)
    decided = {row["id"]: given.get("decided_tier", {}).get(row["id"], tier[row["id"]]) for row in rows}
    reasons = given.get("decided_reason", {})
    column(
        "unexplained",
        lambda row: both(of(lambda a, b: a != b, decided[row["id"]], tier[row["id"]]), row["id"] not in reasons),
    )

    values |= {
        "weight": weights,
        "weight_total": total(weights.values()),
        "effort_mid": mid,
        "listed_revenue": total(counted("revenue")),
        "revenue_gap": gap,
        "customer_count": n,
        "near_line_names": listed("near_line"),
        "off_figures_rate": rate(counted("off_figures")),
        "off_figures_names": listed("off_figures"),
        "effort_total": f_tot,
        "s_effort_available": available,
        "s_capacity": k_s,
        "s_count_before": n_s_before,
        "s_count": n_s,
        "key_count": n_key,
        "s_share": s_share,
        "s_share_current": ratio(count(of(lambda t: t == "S", current[id]) for id in complete), n),
        "effort_alignment": rai,
        "effort_to_move": of(lambda x: 1 - x, rai),
        "starved_names": listed("starved"),
        "over_served_names": listed("over_served"),
        "key_starved_rate": rate(counted("key_starved")),
        "key_starved_names": listed("key_starved"),
        "key_starved_space": sum_where(space, "key_starved"),
        "key_starved_effort": sum_where(effort, "key_starved"),
        "overrated_names": listed("overrated"),
        "overrated_effort": sum_where(effort, "overrated"),
        "releasable_names": listed("releasable"),
        "releasable_space": sum_where(space, "releasable"),
        "releasable_effort": sum_where(effort, "releasable"),
        "unlisted_share": unlisted,
        "hhi": hhi,
        "n_eff": ratio(Fraction(10_000), hhi),
        "top_share": cr1,
        "top_five_share": cr5,
        "misgrade_rate": rate(wrong),
        "rho_revenue": rho_r,
        "rho_potential": rho_p,
        "revenue_bias": bias,
        "discrimination": sd,
        "hidden_rate": rate(counted("hidden")),
        "hidden_names": listed("hidden"),
        "decided_tier": decided,
        "unexplained_rate": rate(counted("unexplained")),
        "unexplained_names": listed("unexplained"),
    }
    lights = {
        "weights_complete": light(values["weight_total"] != 100, False),
        "revenue_adds_up": light(False, of(lambda g, r: abs(g) > r / 100, gap, r_tot)),
        "ratings_off_figures": light(False, of(lambda x: x > 0, values["off_figures_rate"])),
        "small_sample": light(False, len(complete) < 8),
        "too_many_strategic": light(  # T1-D1
            either(of(lambda s: s > Fraction(1, 10), s_share), k_s is not None and n_s_before > k_s), False
        ),
        "too_many_key": light(of(lambda x: x > 50, n_key), of(lambda x: x > 35, n_key)),  # T1-D2
        "top_heavy": light(of(lambda x: x >= Fraction("0.2"), cr1), of(lambda x: x >= Fraction("0.1"), cr1)),  # T1-D3
        "concentrated": light(of(lambda x: x >= 1800, hhi), of(lambda x: x >= 1000, hhi)),  # T1-D4
        "misaligned": light(of(lambda x: x < Fraction("0.65"), rai), of(lambda x: x < Fraction("0.8"), rai)),  # T1-D5
        "titles_without_troops": light(of(lambda x: x > 0, values["key_starved_rate"]), False),  # T1-D6
        "mirrors_sales": light(of(lambda x: x > 0.5, bias), of(lambda x: x > 0.3, bias)),  # T1-D7
        "misgraded": light(  # T1-D8
            of(lambda x: x > Fraction("0.4"), values["misgrade_rate"]),
            of(lambda x: x > Fraction("0.25"), values["misgrade_rate"]),
        ),
        "flat_ratings": light(False, of(lambda x: x < 0.4, sd)),  # T1-D9
        "second_opinion": light(False, given.get("raters_differ")),  # T1-D10
        "buried_potential": light(False, of(lambda x: x > 0, values["hidden_rate"])),  # T1-D11
        "honour_list": light(False, given.get("never_downgraded")),  # T1-D12
        "decisions_explained": light(of(lambda x: x > 0, values["unexplained_rate"]), False),
    }
    del values["revenue"], values["wallet"], values["effort"], values["current_tier"]
    return {"values": values, "lights": lights}


# ------------------------------------------------------------------------------------------------ tool 6

KPIS = "C1 C2 C3 F1 F2 F3 F4 O1 O2 O3 L1 L2".split()
KPI_NAMES = "客戶滿意度 關鍵客戶關係提升 錢包份額／格局突破 訂貨額 收入 貢獻毛利率 回款天數".split()
KPI_NAMES += "贏單率／預測準確率 按時驗收率 規劃與例行動作達成率 能力認證達標率 人才輸出與知識沉澱".split()
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
    by_group = {
        name: sum(org[k] for k in KPIS if k.startswith(letter))
        for name, letter in PERSPECTIVES.items()
    }
    most = {r: None if any(lost[k][r] is None for k in KPIS) else max(lost[k][r] for k in KPIS) for r in ROLES}  # type: ignore[type-var]
    weakest = {
        r: next((k for k in KPIS if most[r] is not None and lost[k][r] == most[r] and most[r] > 0), None) for r in ROLES
    }

    def named(pairs: list[tuple[str, str]]) -> str:
        return "、".join(f"{ROLES[r]}與{ROLES[q]}" for r, q in pairs) or "無"

    def chosen(truths: dict[str, bool]) -> str:
        return "、".join(name for k, name in zip(KPIS, KPI_NAMES, strict=True) if truths[k]) or "無"

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
        "weights_complete": {r: light(values["weight_total"][r] != 100, False) for r in ROLES},  # type: ignore[index]
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
