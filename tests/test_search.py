"""The search: what is gathered of a page, which characters are one, and what is found in which order."""

from __future__ import annotations

from typing import Any

import pytest

from site_builder.render.page_texts import PageText, Section, page_text
from site_builder.render.same_characters import same_characters
from site_builder.render.search import search_script
from site_builder.words import load

from .browser_code import Functions

# ------------------------------------------------------------------------------------------------ what a page holds


def page(body: str) -> str:
    return f"<html><head><title>名 - 站</title></head><body><nav>選單</nav><article>{body}</article>頁尾</body></html>"


def lines(body: str) -> tuple[str, ...]:
    return tuple(line for section in page_text(page(body)).sections for line in section.lines)


def test_a_page_is_told_by_its_sections() -> None:
    text = page(
        "<h1>題</h1><p>開頭</p><h2 id='a'>一 &amp; 二</h2><p>內<b>文</b>在此</p>"
        "<h3>沒有錨</h3><h3 id=b>三</h3><p>尾巴</p>"
    )
    assert page_text(text) == PageText(
        "題",
        (
            Section("", "", ("開頭",)),
            Section("a", "一 & 二", ("內文在此", "沒有錨")),
            Section("b", "三", ("尾巴",)),
        ),
    )


def test_a_part_with_a_name_of_its_own_is_a_section_until_it_ends() -> None:
    text = page('<h2 id=a>甲組</h2><div id="x" data-section="詞"><p>意思</p></div><p>之後</p>')
    assert page_text(text).sections == (Section("a", "甲組", ("之後",)), Section("x", "詞", ("意思",)))


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>var 看不見 = '<p>';</script>",
        "<style>看不見</style>",
        "<template><p>看不見</p></template>",
        "<!-- 看不見 -->",
        "<p hidden>看不見</p>",
        "<div hidden><div>看不見</div><p>看不見</p></div>",
        "<span data-search-exclude>看不見</span>",
        "<dialog><p>看不見</p></dialog>",
        '<input type="hidden" value="看不見">',
        '<p title="看不見"></p>',
    ],
)
def test_what_nobody_sees_is_left_out(hidden: str) -> None:
    assert lines(f"<p>前面</p>{hidden}<p>後面</p>") == ("前面", "後面")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<p>鐵<a href='x'>三角</a><sub>一</sub></p>", ("鐵三角一",)),
        ("<td>客戶</td><td>營收</td>", ("客戶", "營收")),
        ("<p>一行\n二行 three\n four</p>", ("一行二行 three four",)),
        ("<p>上面<br>下面</p>", ("上面", "下面")),
        ("<p>相同</p><p>相同</p>", ("相同",)),
        ('<input value="松石公司"><textarea>理由在此</textarea>', ("松石公司", "理由在此")),
        ("<select><option>戰略</option><option>重點</option></select>", ("戰略", "重點")),
        ("<td><span aria-hidden=true>加權得分</span><b>2.90</b></td>", ("加權得分", "2.90")),
        ("<svg><text>先守住</text><path d=''/></svg>", ("先守住",)),
        ("<p>ab &lt; cd&nbsp;e</p>", ("ab < cd e",)),
        ("<p>沒有關上<p>下一段", ("沒有關上", "下一段")),
        ("<p>關錯了</b></p></div><p>還在</p>", ("關錯了", "還在")),
        ("<p>1</p><p>▾</p><p>12</p><p>稅</p>", ("12", "稅")),
        ('<p data-x="a > b">大於</p>', ("大於",)),
    ],
)
def test_texts_are_told_block_by_block(body: str, told: tuple[str, ...]) -> None:
    assert lines(body) == told


def test_characters_of_both_scripts_are_one() -> None:
    groups = same_characters(["發展", "台灣", "abc"])
    assert all("發" not in group or set("发發髮") <= set(group) for group in groups)
    assert [group[0] for group in groups if "發" in group] == ["发"]
    assert any({"台", "臺"} <= set(group) for group in groups)
    assert not any("乾" in group for group in groups)


def test_characters_that_change_within_a_phrase_only_are_one_too() -> None:
    assert any({"覆", "复"} <= set(group) for group in same_characters(["資金批覆"]))


def test_no_text_ends_the_script_and_nothing_is_spelled_out() -> None:
    script = search_script(
        {"a.html": page("<p>&lt;/script&gt;鐵三角</p>"), "404.html": page("<p>沒有</p>")}, load("zh-hant")
    )
    assert "</script>" not in script and "鐵三角" in script and "404" not in script


# ------------------------------------------------------------------------------------------------ what is found

GLUE = """
let known_, texts_;
function know(known) { known_ = known; texts_ = textsOf(known); return true; }
function ask(query, loose) {
  const terms = (loose ? looseTermsOf : termsOf)(query, texts_);
  const tell = (pieces) => pieces.map(({ text, isHit }) => isHit ? `[${text}]` : text).join("");
  return find(texts_, terms).map(({ page, sections }) => [
    page.address,
    sections.map(({ section }) => [section.anchor, tell(excerpt(section, terms, known_.words.gap))]),
  ]);
}
function mean(query) { return meaningOf(query, texts_, known_); }
function fold(same, text) { return folding(same)(text); }
"""


@pytest.fixture(scope="module")
def functions() -> Functions:
    sources = {
        "search/texts.ts": "textsOf",
        "search/fold.ts": "folding",
        "search/find.ts": "find",
        "search/query.ts": "looseTermsOf, termsOf",
        "search/excerpt.ts": "excerpt",
        "search/meaning.ts": "meaningOf",
    }
    return Functions(sources, GLUE + "Object.assign(globalThis, { know, ask, mean, fold });")


Sections = dict[str, tuple[str, str]]


def know(functions: Functions, pages: dict[str, tuple[str, int, Sections]]) -> None:
    """By address: title, kind and, by anchor, heading and text."""
    texts = "".join(str(each) for each in pages.values())
    told = [
        [address, title, kind, [[anchor, *said] for anchor, said in sections.items()]]
        for address, (title, kind, sections) in pages.items()
    ]
    known: dict[str, Any] = {"words": {"gap": " · "}, "kinds": ["tools", "glossary", "rest"], "pages": told}
    functions.call("know", known | {"same": same_characters([texts])})


def addresses(functions: Functions, query: str, loose: bool = False) -> list[str]:
    return [address for address, _ in functions.call("ask", query, loose)]


def test_folding_keeps_the_length(functions: Functions) -> None:
    text = "發髮ＡＢＣ１（）㎡½İß𠮷，“引”…\u3000FI"
    folded = functions.call("fold", ["发發髮"], text)
    assert len(folded) == len(text)
    assert folded.startswith("发发abc1()") and '"引"' in folded


def test_tools_come_first_then_titles_headings_texts_and_counts(functions: Functions) -> None:
    pages = {
        "rest-title.html": ("鐵三角", 2, {"": ("", "")}),
        "tool-text.html": ("甲", 0, {"a": ("乙", "鐵三角")}),
        "tool-often.html": ("甲", 0, {"a": ("乙", "鐵三角鐵三角")}),
        "tool-heading.html": ("甲", 0, {"a": ("鐵三角", "丙")}),
        "tool-title.html": ("鐵三角組織", 0, {"a": ("乙", "丙")}),
        "none.html": ("鐵", 0, {"a": ("三角", "鐵\n三角")}),
    }
    know(functions, pages)
    tools = ["tool-title.html", "tool-heading.html", "tool-often.html", "tool-text.html"]
    assert addresses(functions, "铁三角") == [*tools, "rest-title.html"]


def test_every_word_must_stand_on_the_page_and_better_in_one_section(functions: Functions) -> None:
    pages = {
        "apart.html": ("甲", 0, {"a": ("人力", "x"), "b": ("y", "等級等級等級")}),
        "together.html": ("甲", 0, {"a": ("x", "等級的人力")}),
        "half.html": ("甲", 0, {"a": ("x", "等級")}),
    }
    know(functions, pages)
    assert addresses(functions, "等级　人力") == ["together.html", "apart.html"]


def test_english_is_found_by_stem_by_beginning_and_within(functions: Functions) -> None:
    pages = {
        "within.html": ("a", 0, {"a": ("b", "the subaccount")}),
        "begin.html": ("a", 0, {"a": ("b", "Accounting")}),
        "stem.html": ("a", 0, {"a": ("b", "an account. Tiering")}),
    }
    know(functions, pages)
    assert addresses(functions, "accounts") == ["begin.html", "stem.html"]
    assert addresses(functions, "acc") == ["begin.html", "stem.html", "within.html"]
    assert addresses(functions, "tiers") == ["stem.html"]


def test_what_stands_nowhere_as_typed_is_found_by_its_parts(functions: Functions) -> None:
    know(functions, {"a.html": ("甲", 0, {"a": ("乙", "480 百萬元，共識")})})
    assert addresses(functions, "480百萬元") == []
    assert addresses(functions, "480百萬元", True) == ["a.html"]
    assert addresses(functions, "《共識》百萬元", True) == ["a.html"]


def test_an_excerpt_shows_what_was_found_as_it_stands(functions: Functions) -> None:
    text = "前面\n" + "字" * 80 + "過度服務" + "尾" * 90 + "\n後面"
    know(
        functions, {"a.html": ("甲", 0, {"a": ("乙", text), "b": ("丙", "短\n過度\n下一行"), "c": ("過度", "第一行")})}
    )
    [[_, sections]] = functions.call("ask", "过度", False)
    told = dict(sections)
    assert told["a"].startswith("…字") and "[過度]服務" in told["a"] and told["a"].endswith("…")
    assert told["b"] == "[過度] · 下一行"
    assert told["c"] == "第一行"


def test_a_pasted_page_is_no_burden(functions: Functions) -> None:
    know(functions, {"a.html": ("甲", 0, {"a": ("乙", "丙丁")})})
    assert addresses(functions, "很長的字 " * 20_000) == []


@pytest.mark.parametrize("query", ["大客戶", "大客户", "key account", " KA ", "ＫＡ"])
def test_a_term_is_explained_by_any_of_its_names(query: str, functions: Functions) -> None:
    entry = ("大客戶", "大客戶 大客户 key account (KA)\n要緊的客戶。")
    know(functions, {"glossary.html": ("術語", 1, {"ka": entry})})
    assert functions.call("mean", query) == {"term": "大客戶 大客户 key account (KA)", "means": "要緊的客戶。"}
    assert functions.call("mean", "account") is None
