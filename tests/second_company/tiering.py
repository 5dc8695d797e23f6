"""Tool 1 computed a second time, from the specification and without the program: given figures in, all figures out.

The company is 汀鷺冷鏈設備, fictitious. What its 17 accounts are there for: T01 is held by its share of exactly 10 %;
T02 to T05 tie in M (T03 to T05 in P too, T04 and T05 in everything); T06 gets no effort and comes fifth; T07 has the
score of an S but does not want to be one; T08 and T09 owe money, T09 with 12 % of the revenue; T10 has no future; T11
and T12 stand on the lines of A and B, T14 on that of C; T13 is hidden; T16 lacks a rating; T17 is worth nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from .separate import Number, Truth, both, count, either, exact, light, of, ratio, sample_deviation, spearman, total

P_AXIS = ["white_space", "growth", "fit", "willingness"]
DIMENSIONS = [*P_AXIS, "contribution", "profitability", "wallet_share", "relationship", "payment"]
WEIGHTS = {"full": [20, 10, 15, 10, 10, 15, 5, 10, 5], "lite": [30, 0, 15, 20, 0, 20, 0, 15, 0]}
TIERS = {"five": "SABCD", "four": "SABC", "three": "ABC"}
CUTS = {"S": "4.0", "A": "3.5", "B": "2.8", "C": "2.0"}
GATES = {"fit": 4, "willingness": 3, "payment": 3}
LOW = {"S": "3", "A": "1.5", "B": "0.5", "C": "0.1", "D": "0"}
HIGH = {"S": "6", "A": "3", "B": "1", "C": "0.3", "D": "0.05"}
ALL_TIERS = "SABCD"


def tiering(given: dict[str, Any]) -> dict[str, dict[str, Any]]:
    values: dict[str, Any] = {}
    rows = given.get("account", [])
    used = TIERS[given.get("chosen_scheme", "five")]
    weighting = WEIGHTS[given.get("chosen_weighting", "full")]
    weights = {d: exact(given.get("weight", {}).get(d, w)) for d, w in zip(DIMENSIONS, weighting, strict=True)}
    cuts = {tier: exact(given.get("cut", {}).get(tier, CUTS[tier])) for tier in used[:-1]}
    gates = {d: Fraction(str(given.get("gate_floor", {}).get(d, GATES.get(d, 1)))) for d in DIMENSIONS}
    low = {tier: exact(given.get("effort_low", {}).get(tier, LOW[tier])) for tier in ALL_TIERS}
    high = {tier: exact(given.get("effort_high", {}).get(tier, HIGH[tier])) for tier in ALL_TIERS}
    mid = {tier: (low[tier] + high[tier]) / 2 for tier in ALL_TIERS}
    s_floor, a_floor = exact(given.get("s_potential_floor", 4)), exact(given.get("a_potential_floor", 3))
    payment_cap = exact(given.get("payment_cap", 1))
    protection = exact(given.get("protection_share", 10)) / 100
    divisor = exact(given.get("anchor_divisor", 1))
    r_tot, n_o, r_o = (exact(given.get(key)) for key in ("total_revenue", "unlisted_count", "unlisted_revenue"))

    def needed(d: str) -> bool:
        return weights[d] > 0 or gates[d] > 1 or d == "payment"

    def rated(row: dict[str, Any], d: str) -> Number:
        return exact(row.get("rating", {}).get(d))

    complete = []  # 0.5: a row that lacks something is left out of every aggregate as a whole
    for row in rows:
        if row.get("revenue") is not None and all(rated(row, d) is not None for d in DIMENSIONS if needed(d)):
            complete.append(row["id"])

    def mean(row: dict[str, Any], dimensions: Sequence[str]) -> Number:
        above, below = Fraction(0), Fraction(0)
        for d in dimensions:
            if weights[d] > 0:
                if rated(row, d) is None:
                    return None  # 0.5: never renormalised
                above += weights[d] * rated(row, d)
                below += weights[d]
        return ratio(above, below)

    def column(name: str, formula: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
        figures = {row["id"]: formula(row) for row in rows}
        values[name] = figures
        return figures

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
    near = column("line_distance", lambda row: of(lambda x, y: min(abs(x - 3), abs(y - 3)), p[row["id"]], v[row["id"]]))
    column("near_line", lambda row: of(lambda x: x <= Fraction("0.15"), near[row["id"]]))

    # 1.4: the anchors that figures can check
    def step(x: Number, lines: Sequence[str], by: Number = divisor) -> Number:
        return of(lambda x: Fraction(1 + sum(x >= Fraction(line) / 100 / by for line in lines)), x)

    checks = {
        "white_space": column(
            "space_by_figures", lambda row: step(ratio(space[row["id"]], r_tot), ("1", "4", "12", "30"))
        ),
        "contribution": column(
            "contribution_by_figures", lambda row: step(share[row["id"]], ("1.5", "4.5", "7", "12"))
        ),
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
            if x >= cuts[tier]:
                return tier
        return used[-1]

    def gate_s(row: dict[str, Any], tier: str) -> Any:
        short = of(lambda x: x < s_floor, p[row["id"]])
        for d in DIMENSIONS:
            if gates[d] > 1:
                short = either(short, of(lambda x, d=d: x < gates[d], rated(row, d)))
        fails = both(tier == "S", short)
        return of(lambda yes: "A" if yes else tier, fails)

    def gate_a(row: dict[str, Any], tier: str) -> Any:
        fails = both(tier == "A", of(lambda x: x < a_floor, p[row["id"]]))
        return of(lambda yes: "B" if yes else tier, fails)

    def gate_payment(row: dict[str, Any], tier: str) -> str:
        return "B" if tier in "SA" and rated(row, "payment") <= payment_cap else tier

    def gate_floor(row: dict[str, Any], tier: str) -> Any:
        if tier in "SA":
            return tier
        return of(lambda s: "A" if s >= protection else tier, share[row["id"]])

    first = column("base_tier", lambda row: of(base, m[row["id"]]))
    second = column("tier_after_s", lambda row: of(lambda tier: gate_s(row, tier), first[row["id"]]))
    third = column("tier_after_a", lambda row: of(lambda tier: gate_a(row, tier), second[row["id"]]))
    fourth = column("tier_after_payment", lambda row: of(lambda tier: gate_payment(row, tier), third[row["id"]]))
    gated = column("gated_tier", lambda row: of(lambda tier: gate_floor(row, tier), fourth[row["id"]]))

    # T1-7; 0.5: a tie in M goes to the higher P, then the higher revenue, then the earlier row
    f_tot = total(counted("effort"))
    available = exact(given["s_effort_available"]) if "s_effort_available" in given else f_tot
    k_s = of(lambda fte: Fraction(math.floor(fte)), ratio(available, mid["S"]))
    ranked = [id for id in complete if fourth[id] == "S"]  # the protection floor makes nobody an S
    ranked.sort(key=lambda id: (-m[id], -p[id], -revenue[id]))
    if any(fourth[id] is None for id in complete):
        ranked = []
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

    def protected(row: dict[str, Any]) -> Truth:
        below = of(lambda tier: tier not in "SA", fourth[row["id"]])
        return both(of(lambda s: s >= protection, share[row["id"]]), below)

    column("protected", protected)
    column("mode", lambda row: of(lambda yes: "保護" if yes else "按級經營", protected(row)))
    column("s_blocked", lambda row: of(lambda a, b: a != b, first[row["id"]], second[row["id"]]))
    column("a_blocked", lambda row: of(lambda a, b: a != b, second[row["id"]], third[row["id"]]))
    column(
        "payment_capped",
        lambda row: both(
            of(lambda x: x <= payment_cap, rated(row, "payment")), of(lambda tier: tier in "SA", third[row["id"]])
        ),
    )
    column("over_capacity", lambda row: row["id"] in over)

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
    n_s, n_s_before = (count(of(lambda t: t == "S", each[id]) for id in complete) for each in (tier, fourth))
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
            either(of(lambda s: s > Fraction(1, 10), s_share), bool(of(lambda a, b: a > b, n_s_before, k_s))), False
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
