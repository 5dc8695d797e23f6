"""Proof that the hard formulas live in a workbook: docs/excel-forms.md in, LibreOffice's figures compared.

The formulas are read from the page's blocks marked `excel`. Given figures and expected figures are those of the
worked examples (T1-1, T1-6, T1-10, T1-13, T6-6). Every formula is written with a wrong cached result, so a reader
that does not recalculate fails here.
"""

from __future__ import annotations

import math
import random
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import load_workbook
from openpyxl.formula.translate import Translator
from openpyxl.utils import coordinate_to_tuple, get_column_letter, range_boundaries
from xlsxwriter.worksheet import Worksheet

from .. import excel_target

pytestmark = excel_target.office

PAGE = Path(__file__).parents[2] / "docs" / "excel-forms.md"
FORM = re.compile(r"^(?P<sheet>\w+)!(?P<place>[A-Z]+\d+(?::[A-Z]+\d+)?) (?P<name>\w+) (?P<formula>=.*)$")
FIRST = 6  # the first account's row
STALE = "not recalculated"

TIERS = ["S", "A", "B", "C", "D"]
TIER_FACTS: dict[str, list[float]] = {
    "tier_cut": [4.0, 3.5, 2.8, 2.0, 0],
    "tier_mid": [4.5, 2.25, 0.75, 0.2, 0.025],
    "tier_code": [5, 4, 3, 2, 1],
}
WEIGHTS: list[float] = [20, 10, 15, 10, 10, 15, 5, 10, 5]
AXES = ["P"] * 4 + ["V"] * 5
TOTAL_REVENUE = 480

Blank = None
Figure = float | str | bool | None


@dataclass(frozen=True)
class Account:
    name: str
    revenue: float | None
    current: str | None
    effort: float | None
    ratings: tuple[int | None, ...]


def account(name: str, revenue: float, ratings: str, current: str, effort: float) -> Account:
    return Account(name, revenue, current, effort, tuple(int(rating) for rating in ratings))


# Given figures, then M, P and the recommended tier.
EXAMPLE: list[tuple[Account, str, str, str]] = [
    (account("A1", 96, "322252543", "S", 6.0), "2.90", "2.36", "A"),
    (account("A2", 72, "545454244", "S", 4.0), "4.35", "4.64", "S"),
    (account("A3", 40, "555444234", "A", 1.5), "4.25", "4.82", "S"),
    (account("A4", 38, "323344445", "A", 2.0), "3.40", "2.82", "B"),
    (account("A5", 30, "212232432", "S", 3.5), "2.20", "1.82", "C"),
    (account("A6", 24, "454433234", "B", 0.5), "3.65", "4.18", "A"),
    (account("A7", 20, "333324334", "B", 0.8), "3.10", "3.00", "B"),
    (account("A8", 16, "232323334", "B", 0.8), "2.60", "2.36", "C"),
    (account("A9", 12, "444323123", "C", 0.2), "3.15", "3.82", "B"),
    (account("A10", 10, "121223534", "A", 1.5), "2.15", "1.36", "C"),
    (account("A11", 6, "121213421", "C", 0.2), "1.75", "1.36", "D"),
    (account("A12", 4, "122112323", "C", 0.2), "1.70", "1.45", "D"),
]
TWELVE = [given for given, *_ in EXAMPLE]
SPARE = account("A13", 50, "555555555", "D", 9.0)  # would move every figure if it counted
INCOMPLETE = {
    "no ratings": replace(SPARE, ratings=(None,) * 9),
    "one rating blank": replace(SPARE, ratings=(5, 5, 5, 5, 5, 5, 5, None, 5)),
    "no revenue": replace(SPARE, revenue=None),
    "no tier": replace(SPARE, current=None),
    "no effort": replace(SPARE, effort=None),
}

# Default weights in order C1 C2 C3 F1 F2 F3 F4 O1 O2 O3 L1 L2, rows ORG AD AR SR FR; then the six pairs in order
# AD-AR AD-SR AD-FR AR-SR AR-FR SR-FR, their mean, the common base and the four lines of sight.
ROLES = ["AD", "AR", "SR", "FR"]
STAGES: dict[str, tuple[list[list[float | None]], list[int], str, int, list[int]]] = {
    "拓展": (
        [
            [10, 15, 10, 25, 0, 5, 5, 10, 0, 5, 10, 5],
            [0, 20, 15, 20, 0, 10, 0, 15, 0, 10, 0, 10],
            [0, 25, 15, 20, 0, 5, 10, 15, 0, 5, 5, 0],
            [0, 10, 20, 15, 0, 10, 0, 25, 0, 10, 10, 0],
            [15, 15, 0, 10, 0, 10, 0, 15, 20, 5, 10, 0],
        ],
        [80, 75, 55, 70, 55, 60], "65.8", 45, [70, 75, 65, 65],
    ),
    "成長": (
        [
            [10, 5, 10, 15, 10, 15, 10, 5, 10, 0, 5, 5],
            [10, 0, 10, 15, 15, 20, 10, 0, 0, 10, 0, 10],
            [10, 15, 10, 25, 0, 10, 20, 5, 0, 0, 5, 0],
            [10, 0, 15, 20, 0, 20, 0, 20, 0, 5, 10, 0],
            [20, 0, 0, 0, 15, 15, 15, 0, 25, 0, 10, 0],
        ],
        [55, 60, 50, 60, 40, 35], "50.0", 20, [75, 70, 60, 60],
    ),
    "成熟": (
        [
            [15, 0, 10, 10, 10, 20, 15, 0, 10, 5, 0, 5],
            [15, 0, 10, 0, 15, 25, 15, 0, 0, 10, 0, 10],
            [15, 10, 10, 15, 0, 15, 25, 0, 0, 5, 5, 0],
            [15, 0, 20, 15, 0, 20, 0, 15, 0, 5, 10, 0],
            [20, 0, 0, 0, 10, 20, 20, 0, 20, 5, 0, 5],
        ],
        [60, 50, 70, 65, 55, 40], "56.7", 35, [80, 70, 60, 80],
    ),
}  # fmt: skip
SR, F1 = 3, 3


# Ratings to draw from by axis, so that scores and potentials gather around the cuts and every gate is met.
LIKELY: list[dict[str, list[int]]] = [
    {"P": [1, 2, 3, 4, 5], "V": [1, 2, 3, 4, 5]},
    {"P": [3, 4, 5], "V": [1, 3, 4, 5]},
    {"P": [2, 3, 4], "V": [4, 5]},
    {"P": [4, 4, 4, 5], "V": [3, 4, 5]},
]


def hard_accounts(seed: int) -> list[Account]:
    """Accounts with ties, near-ties, zeros, shares at the 10 % line and blanks anywhere."""
    draw = random.Random(seed)
    revenues = [0, 12, 12 * (1 + 2e-10), 12 * (1 + 2e-9), 48 * (1 - 1e-10), 48 * (1 - 1e-8), 48, 96]
    efforts = [0, 0.2, 0.75, 3.5]

    def maybe(given: Any) -> Any:
        return None if draw.random() < 0.01 else given

    drawn = [
        Account(
            f"R{number}",
            maybe(draw.choice(revenues)),
            maybe(draw.choice(TIERS)),
            maybe(draw.choice(efforts)),
            tuple(maybe(draw.choice(LIKELY[number % len(LIKELY)][axis])) for axis in AXES),
        )
        for number in range(150)
    ]
    # P is 4.0 and M is 3.5 to nine digits, and a little less with the weights of the set "near".
    return [*drawn, account("R150", 12, "434555555", "A", 0.2), account("R151", 12, "443433343", "A", 0.2)]


# What the printing of formulas has to reckon with. A1:A3 are 1, 2, 4; B1:B3 are 1, "", 4; C1:C3 are true, false,
# true; E1:E2 are texts; B9 is empty.
FACTS: dict[str, Figure] = {
    '=IF(B2>=4,"yes","no")': "yes",  # a text is greater than every number
    "=B9>=0": True,  # an empty cell is 0
    "=OR(0>0,ABS(0-0)<1E-9*MAX(ABS(0),ABS(0)))": False,  # equal zeros need <=
    "=0-0>=-1E-9*ABS(0)": True,
    "=2>=2.0000000001": False,  # LibreOffice's own tolerance is finer than one part in 10^9
    "=2-2.0000000001>=-1E-9*ABS(2.0000000001)": True,
    "=0.1+0.2-0.3": 0,  # 5.6E-17 in Python and JavaScript
    '="p"="P"': True,
    '=EXACT("p","P")': False,
    "=IFERROR(SUMPRODUCT(--(A1:A3>0),A1:A3*B1:B3),-1)": -1,  # a blank inside array arithmetic is an error
    "=SUMPRODUCT(--(A1:A3>0),A1:A3,B1:B3)": 17,  # and nothing as an argument of its own
    "=SUMPRODUCT(C1:C3,A1:A3)": 5,  # 0 in Excel
    "=SUMPRODUCT(--C1:C3,A1:A3)": 5,
    '=MATCH("a*",E1:E2,0)': 1,  # a wildcard finds abc
    "=_xlfn.RANK.AVG(A2,A1:A3,1)": 2,
    "=IFERROR(RANK.AVG(A2,A1:A3,1),-1)": -1,  # without the prefix the name is unknown
}


# Workbooks: what is written, and what comes back


@dataclass(frozen=True)
class Form:
    sheet: str
    place: str
    name: str
    formula: str


@dataclass(frozen=True)
class Result:
    """Recalculated figures: by name for single cells, by name and row (from 0) for columns."""

    one: dict[str, Figure]
    column: dict[str, list[Figure]]

    def of(self, row: int) -> dict[str, Figure]:
        return {name: figures[row] for name, figures in self.column.items()}


def forms() -> list[Form]:
    blocks = re.findall(r"^```excel\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S)
    lines = [line for block in blocks for line in block.splitlines()]
    matches = [(line, FORM.match(line)) for line in lines]
    assert matches and all(match for _, match in matches), [line for line, match in matches if not match]
    return [Form(**match.groupdict()) for _, match in matches if match]


def write_accounts(path: Path, accounts: list[Account], weights: list[float]) -> None:
    last = FIRST + len(accounts) - 1
    with xlsxwriter.Workbook(path) as book:
        sheet, company, tiers = (book.add_worksheet(name) for name in ("accounts", "company", "tiers"))
        sheet.write_row("E2", weights)
        sheet.write_row("E3", AXES)
        for row, given in enumerate(accounts, FIRST - 1):
            cells = [given.name, given.revenue, given.current, given.effort, *given.ratings]
            for column, cell in enumerate(cells):
                if cell is not None:
                    sheet.write(row, column, cell)
        company.write("B1", TOTAL_REVENUE)
        company.write("B2", True)
        tiers.write_column("A2", TIERS)
        for column, facts in enumerate(TIER_FACTS.values(), 1):
            tiers.write_column(1, column, facts)

        names = {"weight": "accounts!$E$2:$M$2", "axis": "accounts!$E$3:$M$3"}
        names |= {"total_revenue": "company!$B$1", "protect": "company!$B$2"}
        names |= {name: f"tiers!${at}$2:${at}$6" for at, name in zip("ABCD", ["tier", *TIER_FACTS], strict=True)}
        columns = {"account": "A", "revenue": "B", "current_tier": "C", "effort": "D"}
        for form in forms():
            letters = form.place.rstrip("0123456789")
            if form.sheet == "accounts":
                columns[form.name] = letters
                write(sheet, f"{letters}{FIRST}:{letters}{last}", form)
            elif form.sheet == "company":
                names[form.name] = f"company!$B${form.place[1:]}"
                write(company, form.place, form)
        names |= {name: f"accounts!${at}${FIRST}:${at}${last}" for name, at in columns.items()}
        for name, area in names.items():
            book.define_name(name, f"={area}")


def write_stages(path: Path, stages: dict[str, list[list[float | None]]]) -> None:
    with xlsxwriter.Workbook(path) as book:
        for stage, rows in stages.items():
            sheet = book.add_worksheet(stage)
            sheet.write_column("A2", ["ORG", *ROLES])
            sheet.write_column("B3", range(1, 5))
            sheet.write_row("Q1", range(1, 5))
            for row, weights in enumerate(rows, 1):
                sheet.write_row(row, 2, weights)
            for form in forms():
                if form.sheet == "stage":
                    write(sheet, form.place, form)


def write_facts(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("facts")
        sheet.write_column("A1", [1, 2, 4])
        sheet.write("B1", 1)
        sheet.write_formula("B2", '=""', None, STALE)
        sheet.write("B3", 4)
        sheet.write_column("C1", [True, False, True])
        sheet.write_column("E1", ["abc", "a*", "x"])
        for row, formula in enumerate(FACTS):
            sheet.write_formula(row, 3, formula, None, STALE)


def write(sheet: Worksheet, area: str, form: Form) -> None:
    origin = form.place.split(":")[0]
    for cell in cells_of(area):
        formula = Translator(form.formula, origin=origin).translate_formula(cell)
        sheet.write_formula(cell, formula, None, STALE)


def cells_of(area: str) -> Iterator[str]:
    left, top, right, bottom = range_boundaries(area)
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            yield f"{get_column_letter(column)}{row}"


def recalculate(folder: Path, workbooks: list[Path]) -> Path:
    """The workbooks as LibreOffice saves them after a forced recalculation, in a profile of their own."""
    profile, out = folder / "profile", folder / "out"
    (profile / "user").mkdir(parents=True)
    # LibreOffice trusts the cached results of a workbook; 0 means "always recalculate".
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        '<item oor:path="/org.openoffice.Office.Calc/Formula/Load">'
        '<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>\n',
        "utf-8",
    )
    command = ["soffice", "--headless", f"-env:UserInstallation={profile.as_uri()}"]
    command += ["--convert-to", "xlsx", "--outdir", str(out), *map(str, workbooks)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    assert {path.name for path in workbooks} == {path.name for path in out.iterdir()}, done.stderr
    return out


def read(path: Path) -> dict[str, dict[str, Figure]]:
    """Sheet, then cell, then figure; an empty text is a blank. No cell may hold an error or a stale result."""
    book = load_workbook(path, data_only=True)
    found: dict[str, dict[str, Figure]] = {}
    for sheet in book.worksheets:
        values: dict[str, Any] = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row}
        wrong = {at: value for at, value in values.items() if str(value).startswith("#") or value == STALE}
        assert not wrong, f"{path.name} {sheet.title}: {wrong}"
        found[sheet.title] = {at: Blank if value == "" else value for at, value in values.items()}
    return found


def read_accounts(path: Path, rows: int) -> Result:
    cells = read(path)
    one: dict[str, Figure] = {}
    column: dict[str, list[Figure]] = {}
    for form in forms():
        if form.sheet == "company":
            one[form.name] = cells["company"][form.place]
        elif form.sheet == "accounts":
            row, number = coordinate_to_tuple(form.place)
            letters = get_column_letter(number)
            column[form.name] = [cells["accounts"][f"{letters}{row + offset}"] for offset in range(rows)]
    return Result(one, column)


SETS: dict[str, tuple[list[Account], list[float]]] = {
    "example": (TWELVE, WEIGHTS),
    "nobody": ([INCOMPLETE["no ratings"]], WEIGHTS),
    "one row": (TWELVE[:1], WEIGHTS),
    "no weight": (TWELVE, [0.0] * 9),
    "random": (hard_accounts(1), WEIGHTS),
    # Weights off by parts in 10^10 put M and P just beside the cuts and beside each other: equal by the rule.
    "random, near": (hard_accounts(2), [weight * (1 + (place % 3) * 2e-10) for place, weight in enumerate(WEIGHTS)]),
} | {why: ([*TWELVE[:6], row, *TWELVE[6:]], WEIGHTS) for why, row in INCOMPLETE.items()}


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("excel")
    paths = [folder / f"{name}.xlsx" for name in SETS]
    for path, (accounts, weights) in zip(paths, SETS.values(), strict=True):
        write_accounts(path, accounts, weights)
    stages = {stage: rows for stage, (rows, *_) in STAGES.items()}
    gap = [[*row] for row in stages["成長"]]
    gap[SR][F1] = Blank
    write_stages(folder / "stages.xlsx", stages | {"gap": gap})
    write_facts(folder / "facts.xlsx")
    return recalculate(folder, [*paths, folder / "stages.xlsx", folder / "facts.xlsx"])


@pytest.fixture(scope="module")
def accounts(recalculated: Path) -> Callable[[str], Result]:
    return lambda name: read_accounts(recalculated / f"{name}.xlsx", len(SETS[name][0]))


@pytest.fixture(scope="module")
def stages(recalculated: Path) -> dict[str, dict[str, Figure]]:
    return read(recalculated / "stages.xlsx")


# Tool 1


@pytest.mark.parametrize("row", range(12), ids=[given.name for given in TWELVE])
def test_an_account_gets_the_score_and_tier_of_the_worked_example(accounts: Callable[[str], Result], row: int) -> None:
    figures = accounts("example").of(row)
    found = shown(figures["score"], 2), shown(figures["potential"], 2), figures["grade"]
    assert found == EXAMPLE[row][1:]


def test_alignment_and_revenue_bias_are_those_of_the_worked_example(accounts: Callable[[str], Result]) -> None:
    one = accounts("example").one
    assert (shown(one["alignment"], 2), shown(one["revenue_bias"], 2), one["left_out"]) == ("0.55", "0.63", 0)


@pytest.mark.parametrize("why", INCOMPLETE)
def test_an_incomplete_row_changes_no_other_figure(accounts: Callable[[str], Result], why: str) -> None:
    twelve, thirteen = accounts("example"), accounts(why)
    assert thirteen.one == {**twelve.one, "left_out": 1}
    assert [thirteen.of(row) for row in [*range(6), *range(7, 13)]] == [twelve.of(row) for row in range(12)]
    assert thirteen.of(6)["counts"] is False


def test_the_cells_of_an_unrated_row_are_blank(accounts: Callable[[str], Result]) -> None:
    figures = accounts("no ratings").of(6)
    kept = {name for name, figure in figures.items() if figure is not Blank}
    assert kept == {"counts", "share", "current_code"}  # neither of the last two needs a rating


@pytest.mark.parametrize("few", ["nobody", "one row"])
def test_too_few_rows_make_a_blank_bias(accounts: Callable[[str], Result], few: str) -> None:
    assert accounts(few).one["revenue_bias"] is Blank


def test_with_nothing_to_aggregate_sums_are_zero_and_alignment_is_blank(accounts: Callable[[str], Result]) -> None:
    one = accounts("nobody").one
    assert (one["total_effort"], one["total_mid"], one["alignment"]) == (0, 0, Blank)


def test_a_blank_in_counting_rows_makes_the_aggregates_blank(accounts: Callable[[str], Result]) -> None:
    result = accounts("no weight")  # every score divides by zero, every row still counts
    assert set(result.column["counts"]) == {True} and set(result.column["score"]) == {Blank}
    assert (result.one["total_mid"], result.one["alignment"], result.one["revenue_bias"]) == (Blank, Blank, Blank)


@pytest.mark.parametrize("name", ["random", "random, near"])
def test_hard_accounts_agree_with_a_plain_loop(accounts: Callable[[str], Result], name: str) -> None:
    found, expected = accounts(name), plain_loop(*SETS[name])
    assert 0 < found.one["left_out"] < len(SETS[name][0])  # type: ignore[operator]
    rows = range(len(SETS[name][0]))
    for figures, wanted in [(found.one, expected.one), *((found.of(row), expected.of(row)) for row in rows)]:
        assert {key for key, figure in wanted.items() if not agree(figures[key], figure)} == set()


def plain_loop(accounts: list[Account], weights: list[float]) -> Result:
    """The same figures by hand, blank for blank."""
    counts = [None not in (a.revenue, a.current, a.effort, *a.ratings) for a in accounts]
    score = [mean(weights, a.ratings) for a in accounts]
    potential = [mean(weights[:4], a.ratings[:4]) for a in accounts]
    grade = [tier(a, m, p) for a, m, p in zip(accounts, score, potential, strict=True)]
    mids = dict(zip(TIERS, TIER_FACTS["tier_mid"], strict=True))
    inside = [row for row, whole in enumerate(counts) if whole]
    effort = sum(accounts[row].effort or 0 for row in inside)
    total_mid = sum(mids[grade[row] or ""] for row in inside)
    moved = sum(abs((accounts[row].effort or 0) - effort * mids[grade[row] or ""] / total_mid) for row in inside)
    code = [Blank if a.current is None else 5 - TIERS.index(a.current) for a in accounts]
    ranks = [mean_ranks(values, inside) for values in (code, [a.revenue for a in accounts], potential)]
    by_tier, by_revenue, by_potential = ([rank for rank in column if rank is not None] for column in ranks)
    bias = pearson(by_tier, by_revenue) - pearson(by_tier, by_potential)
    return Result(
        {"alignment": 1 - moved / (2 * effort), "revenue_bias": bias, "left_out": counts.count(False)},
        {"counts": [*counts], "score": [*score], "potential": [*potential], "grade": [*grade]}
        | dict(zip(("rank_code", "rank_revenue", "rank_potential"), ranks, strict=True)),  # type: ignore[arg-type]
    )


def mean(weights: list[float], ratings: tuple[int | None, ...]) -> float | None:
    if None in ratings:
        return Blank
    return sum(w * (x or 0) for w, x in zip(weights, ratings, strict=True)) / sum(weights)


def tier(given: Account, score: float | None, potential: float | None) -> str | None:
    if score is None or potential is None or given.revenue is None:
        return Blank
    at = next(place for place, cut in enumerate(TIER_FACTS["tier_cut"]) if at_least(score, cut))
    fit, willing, paid = (given.ratings[index] or 0 for index in (2, 3, 8))
    if at == 0 and not (at_least(potential, 4) and fit >= 4 and willing >= 3 and paid >= 3):
        at = 1
    if at == 1 and not at_least(potential, 3):
        at = 2
    if paid == 1:
        at = max(at, 2)
    if at_least(given.revenue / TOTAL_REVENUE, 0.1):
        at = min(at, 1)
    return TIERS[at]


def mean_ranks(values: list[Any], inside: list[int]) -> list[float | None]:
    ranks: list[float | None] = [Blank] * len(values)
    for row in inside:
        equal = sum(same(values[other], values[row]) for other in inside)
        less = sum(values[other] < values[row] and not same(values[other], values[row]) for other in inside)
        ranks[row] = less + (equal + 1) / 2
    return ranks


def pearson(xs: list[float], ys: list[float]) -> float:
    x_mean, y_mean = sum(xs) / len(xs), sum(ys) / len(ys)
    product = sum((x - x_mean) * (y - y_mean) for x, y in zip(xs, ys, strict=True))
    return product / math.sqrt(sum((x - x_mean) ** 2 for x in xs) * sum((y - y_mean) ** 2 for y in ys))


def at_least(value: float, cut: float) -> bool:
    return value > cut or same(value, cut)


def same(left: float, right: float) -> bool:
    return math.isclose(left, right, rel_tol=1e-9)


def agree(found: Figure, wanted: Figure) -> bool:
    if isinstance(found, int | float) and isinstance(wanted, int | float):
        return same(found, wanted)
    return found == wanted


# Tool 6


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_gets_the_overlaps_of_the_default_tables(stages: dict[str, dict[str, Figure]], stage: str) -> None:
    _, pairs, average, base, sight = STAGES[stage]
    cells = stages[stage]
    assert pairs_of(cells) == pairs
    assert (shown(cells["Q8"], 1), cells["Q9"]) == (average, base)
    assert [cells[f"V{row}"] for row in range(3, 7)] == sight
    assert [cells[f"{column}{row}"] for row, column in enumerate("QRST", 3)] == [100] * 4  # with itself


def test_a_blank_weight_blanks_only_what_uses_it(stages: dict[str, dict[str, Figure]]) -> None:
    cells = stages["gap"]
    assert pairs_of(cells) == [55, Blank, 50, Blank, 40, Blank]
    assert (cells["Q8"], cells["Q9"]) == (Blank, Blank)
    assert [cells[f"V{row}"] for row in range(3, 7)] == [75, 70, Blank, 60]


def pairs_of(cells: dict[str, Figure]) -> list[Figure]:
    return [cells[f"{'QRST'[b]}{3 + a}"] for a, b in combinations(range(4), 2)]


# The page


@pytest.mark.parametrize(("row", "formula"), [*enumerate(FACTS, 1)], ids=[*FACTS])
def test_a_trap_is_as_the_page_says(recalculated: Path, row: int, formula: str) -> None:
    assert read(recalculated / "facts.xlsx")["facts"][f"D{row}"] == FACTS[formula]


def test_the_page_quotes_the_figures_that_libreoffice_gave(
    accounts: Callable[[str], Result], stages: dict[str, dict[str, Figure]]
) -> None:
    page, result = PAGE.read_text("utf-8"), accounts("example")
    quoted = [f"Brief 0.55, LibreOffice {shown(result.one['alignment'], 6)}."]
    quoted += [f"Brief 0.63, LibreOffice {shown(result.one['revenue_bias'], 6)}."]
    for row, (given, score, _, grade) in enumerate(EXAMPLE):
        figures = result.of(row)
        quoted += [f"| {given.name} | {score} | {shown(figures['score'], 4)} | {grade} | {figures['grade']} |"]
    for stage, (_, _, average, _, _) in STAGES.items():
        cells = stages[stage]
        sights = listed([cells[f"V{row}"] for row in range(3, 7)])
        mean_of_pairs = f"{average} | {shown(cells['Q8'], 4)}"
        quoted += [f"| {stage} | {listed(pairs_of(cells))} | {mean_of_pairs} | {cells['Q9']} | {sights} |"]
    assert [line for line in quoted if line not in page] == []


def listed(figures: list[Any]) -> str:
    return " ".join(str(figure) for figure in figures)


def shown(figure: Figure, places: int) -> str:
    """Half away from zero, on the decimal that a person sees."""
    return str(Decimal(repr(figure)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
