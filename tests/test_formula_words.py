"""Formulas in words: sentences with one reading, their pieces, and MathML."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from site_builder.formula import functions
from site_builder.formula.assemble import assemble
from site_builder.formula.check import check
from site_builder.formula.given import Given
from site_builder.formula.parse import parse
from site_builder.formula.source import ListSource, Source, ValueSource
from site_builder.formula.targets.words import Naming, Reference, mathml, sentence, tokens
from site_builder.formula.tree import PLAIN, TEXT, TRUTH, Index, Shape, Type, Typed
from site_builder.words import LOCALES, load

from .functions_page import DEMO
from .random_programs import programs

ACCOUNT, DIMENSION, TIER = (Index(name, name) for name in ("account", "dimension", "tier"))
A, B = Index("a", "role"), Index("b", "role")
SOURCE = Source(
    {
        "account": ListSource(None, shown_as="name"),
        "dimension": ListSource({"growth": "增長性", "payment": "付款與信用"}),
        "tier": ListSource({"S": "戰略客戶", "A": "重點客戶"}),
        "role": ListSource({"AD": "客戶總監", "AR": "客戶經理"}),
    },
    {
        "name": ValueSource(TEXT, (ACCOUNT,), "given"),
        "revenue": ValueSource(PLAIN, (ACCOUNT,), "given"),
        "total": ValueSource(PLAIN, (), "given"),
        "rating": ValueSource(PLAIN, (ACCOUNT, DIMENSION), "given"),
        "weight": ValueSource(PLAIN, (DIMENSION,), "given"),
        "score": ValueSource(PLAIN, (ACCOUNT,), "given"),
        "cut": ValueSource(PLAIN, (TIER,), "given"),
        "grade": ValueSource(Type("item", list="tier"), (ACCOUNT,), "given"),
        "starved": ValueSource(TRUTH, (ACCOUNT,), "given"),
        "share": ValueSource(PLAIN, (Index("role", "role"),), "given"),
        "overlap": ValueSource(PLAIN, (A, B), "given"),
    },
)
PROGRAM, _ = assemble(SOURCE)
LABELS = {
    "name": "客戶名稱", "revenue": "年營收", "total": "公司總營收", "rating": "評分",
    "weight": "權重", "score": "加權得分",
    "cut": "得分門檻", "grade": "建議等級", "starved": "投入不足", "share": "佔比", "overlap": "重疊",
}  # fmt: skip
LISTS = {"account": "客戶", "dimension": "評價維度", "tier": "等級", "role": "角色"}
PHRASES = {locale: load(locale).section("function") for locale in LOCALES}
CHINESE = Naming(PROGRAM, LABELS, LISTS, PHRASES["zh-hant"])
ENGLISH = Naming(PROGRAM, {}, {}, PHRASES["en"])


def typed(formula: str, shape: Shape = (ACCOUNT, DIMENSION, TIER, A, B)) -> Typed:
    return check(parse(formula), SOURCE, shape)


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("revenue / total", "年營收 ÷ 公司總營收"),
        (
            "sum(weight * rating over dimension) / sum(weight over dimension)",
            "各評價維度的（權重 × 評分）之和 ÷ 各評價維度的權重之和",
        ),
        ("sum(weight over dimension where weight > 0)", "滿足（權重 > 0）的各評價維度的權重之和"),
        ("25 * (score - 1)", "25 ×（加權得分 − 1）"),
        ("10000 * score ^ 2", "10,000 × 加權得分²"),
        ("rating[payment] <= 20%", "評分（付款與信用）≤ 20%"),
        ("cut[tier = grade]", "得分門檻（建議等級）"),
        ("count(account where grade = tier)", "滿足（建議等級 = 這個等級）的客戶數"),
        ("count(account)", "客戶數"),
        ("first(tier where score >= cut)", "第一個滿足（加權得分 ≥ 得分門檻）的等級"),
        ("all(rating >= 3 over dimension)", "每一個評價維度都符合（評分 ≥ 3）"),
        ("join(account where starved)", "滿足（投入不足）的客戶的名單"),
        ("position(grade) < position(A)", "建議等級的次序 < 重點客戶的次序"),
        ("max(position(tier) over tier)", "各等級的次序中最大的"),
        ("if(starved, 1, 0)", "若投入不足，取 1；否則取 0"),
        ("1 + if(starved, 1, 0)", "1 +（若投入不足，取 1；否則取 0）"),
        (
            'case(score >= 4, "好", score >= 3, "中", "差")',
            "若加權得分 ≥ 4，取「好」；若加權得分 ≥ 3，取「中」；否則取「差」",
        ),
        ("starved and (score > 3 or score < 1)", "投入不足 且（加權得分 > 3 或 加權得分 < 1）"),
        ("(starved and score > 3) or score < 1", "（投入不足 且 加權得分 > 3）或 加權得分 < 1"),
        ("not starved", "並非（投入不足）"),
        ("otherwise(score > 3, false)", "（加權得分 > 3）（空著時當作不成立）"),
        ("abs(score - 3)", "|加權得分 − 3|"),
        ("round(score / 2, 1)", "（加權得分 ÷ 2）四捨五入到 1 位小數"),
        ("min(score, 5)", "（加權得分、5）中最小的"),
        ("share[role = a] - share[role = b]", "佔比（角色 a）− 佔比（角色 b）"),
        (
            "average(overlap over role as a, role as b where position(a) < position(b))",
            "滿足（角色 a 的次序 < 角色 b 的次序）的各角色 a、角色 b 的重疊的平均",
        ),
        ("rank(revenue over account)", "年營收在各客戶中由小到大的名次"),
        (
            "place(score, revenue over account where starved)",
            "按加權得分、年營收由大到小，在滿足（投入不足）的各客戶中的名次",
        ),
        ("is_blank(name)", "客戶名稱空著"),
    ],
)  # fmt: skip
def test_a_formula_reads_as_a_plain_sentence(formula: str, said: str) -> None:
    assert sentence(typed(formula), CHINESE) == said


def test_a_sentence_in_english() -> None:
    said = sentence(typed("sum(weight * rating over dimension where weight > 0) / total"), ENGLISH)
    assert said == "the sum of (weight × rating) for each dimension with (weight > 0) ÷ total"


# ---------------------------------------------------------------- one reading

_BACK = {
    "×": "*",
    "÷": "/",
    "−": "-",
    "≠": "<>",
    "≤": "<=",
    "≥": ">=",
    " to the power ": " ^ ",
    "²": " ^ 2",
    "³": " ^ 3",
}
NUMBERS = st.recursive(
    st.sampled_from(["total", "score", "revenue", "2", "0.5", "20%"]),
    lambda x: st.one_of(
        st.tuples(x, st.sampled_from("+-*/"), x).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
        st.tuples(x, st.sampled_from(["2", "3", "0.5", "total", "-1"])).map(lambda p: f"(({p[0]}) ^ {p[1]})"),
        x.map(lambda p: f"(-({p}))"),
    ),
    max_leaves=7,
)
TRUTHS = st.recursive(
    st.one_of(
        st.just("starved"),
        st.tuples(NUMBERS, st.sampled_from(["<", "<=", ">", ">=", "=", "<>"]), NUMBERS)
        .map(" ".join)
        .map("({})".format),
    ),
    lambda x: st.one_of(
        st.tuples(x, st.sampled_from(["and", "or"]), x).map(" ".join).map("({})".format), x.map("(not {})".format)
    ),
    max_leaves=5,
)


@settings(max_examples=300, derandomize=True, database=None, deadline=None)
@given(st.one_of(NUMBERS, TRUTHS))
def test_a_sentence_has_one_reading(formula: str) -> None:
    """Read back as a formula, it is the same formula."""
    tree = typed(formula)
    said = sentence(tree, ENGLISH)
    for sign, written in _BACK.items():
        said = said.replace(sign, written)
    assert typed(said) == tree, said


# ---------------------------------------------------------------- pieces


def test_figures_at_a_definite_place_are_pieces_of_their_own() -> None:
    said = tokens(typed("revenue / total * rating[payment]"), CHINESE)
    assert said == [
        Reference("revenue", ("account",), "年營收"),
        " ÷ ",
        Reference("total", (), "公司總營收"),
        " × ",
        Reference("rating", ("account", 1), "評分（付款與信用）"),
    ]


def test_a_figure_is_looked_up_where_another_figure_says() -> None:
    (found,) = tokens(typed("cut[tier = grade]"), CHINESE)
    assert found == Reference("cut", (Reference("grade", ("account",), "建議等級"),), "得分門檻（建議等級）")


def test_figures_that_run_over_the_items_of_an_aggregate_are_text() -> None:
    said = tokens(typed("sum(weight * score over dimension) / total"), CHINESE)
    assert [piece.value for piece in said if isinstance(piece, Reference)] == ["score", "total"]
    assert "".join(piece if isinstance(piece, str) else piece.label for piece in said) == sentence(
        typed("sum(weight * score over dimension) / total"), CHINESE
    )


# ---------------------------------------------------------------- MathML

# MathML Core: what browsers draw themselves.
NATIVE = {"math", "mrow", "mi", "mn", "mo", "mtext", "mfrac", "msup", "msqrt", "munder", "mtable", "mtr", "mtd"}


def elements(markup: str) -> set[str]:
    return {element.tag for element in ElementTree.fromstring(markup).iter()}


def test_a_quotient_is_a_fraction_and_a_sum_has_its_list_below() -> None:
    markup = mathml(typed("sum(weight * rating over dimension) / sum(weight over dimension)"), CHINESE)
    assert elements(markup) == {"math", "mfrac", "mrow", "munder", "mo", "mtext"}
    assert "<munder><mo>∑</mo><mrow><mtext>評價維度</mtext></mrow></munder>" in markup


def test_choices_are_cases() -> None:
    assert {"mtable", "mtr", "mtd"} <= elements(mathml(typed("if(starved, 1, 0)"), CHINESE))


def test_labels_are_text_in_mathml() -> None:
    naming = Naming(PROGRAM, {"total": "<script>&\u00a0"}, {}, CHINESE.phrases)
    markup = mathml(typed("total + 1"), naming)
    assert "<script>" not in markup
    assert "".join(ElementTree.fromstring(markup).itertext()) == "<script>&\u00a0+1"


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("entry", functions.ALL, ids=lambda entry: f"{entry.kind} {entry.name}")
def test_the_examples_of_a_function_can_be_said(entry: functions.Function, locale: str) -> None:
    program, _ = assemble(DEMO)
    naming = Naming(program, {}, {}, PHRASES[locale])
    for formula, _ in entry.examples:
        tree = check(parse(formula), DEMO, ())
        assert "{" not in sentence(tree, naming)
        assert elements(mathml(tree, naming)) <= NATIVE


@pytest.mark.parametrize("locale", LOCALES)
@settings(max_examples=25, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=programs())
def test_any_formula_can_be_said(locale: str, drawn: tuple[Source, list[Given]]) -> None:
    program, _ = assemble(drawn[0])
    naming = Naming(program, {}, {}, PHRASES[locale])
    rules: list[Typed | None] = [light.red for light in program.lights.values()]
    for formula in [value.formula for value in program.values.values()] + rules:
        if formula is not None:
            said = sentence(formula, naming)
            assert said
            assert "{" not in said
            assert elements(mathml(formula, naming)) <= NATIVE
