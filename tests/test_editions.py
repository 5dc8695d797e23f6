"""A knowledge base in other languages: laid over the original, or derived from it; files only, no code."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from opencc import OpenCC

from site_builder.build import build, check_all, record_translation
from site_builder.catalog import Catalog
from site_builder.catalog.edition import Edition, Tally, read_edition
from site_builder.catalog.leaves import leaves, quoted, requoted
from site_builder.catalog.start_texts import mark, start_texts
from site_builder.catalog.tool_file import ToolFile
from site_builder.chinese import Converter
from site_builder.memory import Memory
from site_builder.mkdocs_site import edited_in
from site_builder.render import render
from site_builder.render.marks import marks
from site_builder.words import load, locales_with_words

from .browser_code import Functions
from .small_base import ROOT

CJK = re.compile("[\u3400-\u9fff]")

TOOL = """\
title: 數一數
short: 數
common_sense: 先數再說
summary: 數一數就知道。
emblem: [M4 24h40]
why: 為什麼
how: 怎麼做
reading: 怎麼讀 {one.total}
lists:
  shop:
    label: 門市
    grows:
      rows:
        - {id: R1, shop_name: 總店, size_of: big}
        - {id: R2, shop_name: 分店, size_of: big}
    shown_as: shop_name
  size: {label: 大小, items: {big: {label: 大}, small: {label: 小}}}
values:
  shop_name: {label: 店名, for: shop, type: text}
  sales: {label: 銷售, for: shop, unit: 百萬元}
  size_of: {label: 大小, for: shop, of: size}
  total: {label: 合計, unit: 百萬元, formula: sum(sales over shop)}
  verdict: {label: 結論, type: text, formula: 'if(total > 3, "夠了", "不夠")'}
steps: [{id: fill, title: 填, show: [shop, total, verdict]}]
results: [total]
examples:
  one:
    label: 兩家
    given: {shop: [{id: R1, shop_name: 總店, sales: 2}, {id: R2, shop_name: 分店, sales: 3}]}
    expect: {total: 5, verdict: 夠了}
mistakes: [數錯。]
"""

OVER = """\
title: Count
short: Count
common_sense: Count first
summary: Count and you know.
why: Why
how: How
reading: How to read {one.total}
lists:
  shop:
    label: Shop
    grows: {rows: [{id: R1, shop_name: Main shop}, {id: R2, shop_name: Branch}]}
  size: {label: Size, items: {big: {label: Big}, small: {label: Small}}}
values:
  shop_name: {label: Name}
  sales: {label: Sales}
  size_of: {label: Size}
  total: {label: Total}
  verdict: {label: Verdict, formula: {夠了: enough, 不夠: not enough}}
steps: [{title: Fill in}]
examples:
  one:
    label: Two shops
    given: {shop: [{id: R1, shop_name: Main shop}, {id: R2, shop_name: Branch}]}
    expect: {verdict: enough}
mistakes: [Counting wrongly.]
"""

FILES = {
    "mkdocs.yml": "site_name: 數數\ntheme: {name: material, custom_dir: theme, font: false}\n"
    "use_directory_urls: false\ndocs_dir: content\nvalidation: {nav: {omitted_files: info}}\n"
    "extra: {generator: false}\nmarkdown_extensions: [attr_list, sane_lists, tables]\n"
    "plugins:\n  - site-builder: {locales: [zh-hans, pirate]}\n",
    "content/index.md": "---\ntitle: 數數\nlead: 先數再說\n---\n\n數。\n",
    "content/about.md": "# 關於\n\n見[首頁](index.md)。`不動`\n",
    "tools/1-count.yml": TOOL,
    "content/pirate/index.md": "---\ntitle: Countin'\nlead: Count first, ye dogs\n---\n\nArr.\n",
    "content/pirate/about.md": "# About\n\nSee [home](index.md).\n",
    "content/pirate/site.yml": "site_name: Countin'\n",
    "content/pirate/units.yml": '百萬元: {name: chests, figure: "{figure} chests of gold"}\n',
    "tools/pirate/1-count.yml": OVER,
}


def words_of_pirates() -> str:
    """The English words with another name: a fourth language is a file."""
    words = yaml.safe_load((ROOT / "templates" / "words" / "en.yml").read_text("utf-8"))
    learner = {key: part for key, part in words.items() if key not in ("command", "problem", "function", "key")}
    learner["locale"] = {"name": "Pirate", "lang": "en-x-pirate", "theme": "en"}
    return yaml.safe_dump(learner, allow_unicode=True)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base in Traditional Chinese, with Simplified Chinese and a language of its own; recorded."""
    root = tmp_path_factory.mktemp("editions")
    for name, text in {**FILES, "content/pirate/words.yml": words_of_pirates()}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (root / "theme").symlink_to(ROOT / "templates" / "theme")
    recorded, problems = record_translation(root / "mkdocs.yml", "pirate", [])
    assert problems == []
    assert recorded is not None
    assert recorded.fresh > 30
    return root


@pytest.fixture
def spoilt(base: Path, tmp_path: Path) -> Path:
    return shutil.copytree(base, tmp_path / "base", symlinks=True)


def catalog_of(base: Path, locale: str | None = None) -> Catalog:
    edited, problems = edited_in(base / "mkdocs.yml", locale)
    assert edited is not None, problems
    return edited.catalog


# ---------------------------------------------------------------- laid over the original


def test_a_fourth_language_needs_files_only(base: Path) -> None:
    assert "pirate" not in locales_with_words()
    edited, problems = edited_in(base / "mkdocs.yml", "pirate")
    assert problems == []
    assert edited is not None
    (tool,) = edited.catalog.tools
    assert (tool.file.title, tool.file.values["total"].label, tool.file.values["total"].unit) == (
        "Count",
        "Total",
        "chests",
    )
    assert tool.examples["one"].figures.values["verdict"] == "enough"
    assert edited.settings["site_name"] == "Countin'"
    assert edited.locale.lang == "en-x-pirate"
    files = render(edited.catalog, edited.locale.words).files
    assert "How to read 5.00 chests of gold" in str(files["tools/count.md"]).replace("\N{NO-BREAK SPACE}", " ")
    assert not CJK.search(str(files["tools/count.md"]).replace("elsewhere", ""))


def test_definition_and_marks_are_the_same_in_every_language(base: Path) -> None:
    tools = [catalog_of(base, name).tools[0] for name in (None, "zh-hans", "pirate")]
    assert len({tool.fingerprint for tool in tools}) == 1
    assert len({str(marks(tool)) for tool in tools}) == 1


def test_a_problem_of_a_translated_text_is_told_in_the_file_it_stands_in(spoilt: Path) -> None:
    over = spoilt / "tools" / "pirate" / "1-count.yml"
    over.write_text(OVER.replace("why: Why", "why: Why {one.nothing}?"), "utf-8")
    _, problems = edited_in(spoilt / "mkdocs.yml", "pirate")
    assert [(each.code, each.span.file, each.span.line) for each in problems] == [
        ("unknown_value", "tools/pirate/1-count.yml", 5)
    ]


def test_what_is_outdated_is_told_until_its_file_has_been_looked_through(spoilt: Path) -> None:
    config, tool = spoilt / "mkdocs.yml", spoilt / "tools" / "1-count.yml"
    tool.write_text(TOOL.replace("reading: 怎麼讀", "reading: 要會讀"), "utf-8")

    def told() -> list[tuple[str, str]]:
        return [(each.code, each.span.file) for each in edited_in(config, "pirate")[1]]

    outdated = [("translation_outdated", "tools/pirate/1-count.yml")]
    assert told() == outdated
    record_translation(config, "pirate", [])
    assert told() == outdated
    recorded, _ = record_translation(config, "pirate", ["tools/pirate/1-count.yml"])
    assert recorded is not None
    assert (recorded.fresh, recorded.again) == (0, 1)
    assert told() == []


def test_check_says_how_complete_a_translation_is(spoilt: Path) -> None:
    over = spoilt / "tools" / "pirate" / "1-count.yml"
    over.write_text(OVER.replace("mistakes: [Counting wrongly.]\n", ""), "utf-8")
    said: list[str] = []
    problems = check_all(spoilt / "mkdocs.yml", load("en"), said.append)
    assert [each.code for each in problems] == ["translation_missing"]
    assert any(re.fullmatch(r"Pirate: (\d+) of (\d+) texts are translated", line) for line in said)


def test_texts_within_formulas_are_found_and_put() -> None:
    formula = 'if(a > 1, "夠", join(b, "、"))'
    assert quoted(formula) == ["夠", "、"]
    assert requoted(formula, {"夠": 'en"ough'}) == 'if(a > 1, "en”ough", join(b, "、"))'


# ---------------------------------------------------------------- Simplified Chinese


def test_derived_texts_change_and_nothing_else_does(base: Path) -> None:
    change = Converter("tw2s", {})
    original, _ = read_edition(base / "tools/1-count.yml", "tools/1-count.yml", ToolFile, Edition())
    derived, _ = read_edition(base / "tools/1-count.yml", "tools/1-count.yml", ToolFile, Edition("zh-hans", change))
    assert original is not None
    assert derived is not None
    texts = {found.path for found in leaves(original.root, ToolFile)}
    assert derived.data["values"]["sales"]["unit"] == "百萬元"  # type: ignore[call-overload,index]
    assert derived.data["values"]["verdict"]["formula"] == 'if(total > 3, "够了", "不够")'  # type: ignore[call-overload,index]
    assert ("values", "sales", "unit") not in texts
    assert ("values", "size_of", "of") not in texts


def test_corrections_count_before_the_rule() -> None:
    change = Converter("tw2s", {"行為定錨": "行为锚定", "「": "“", "」": "”"})
    assert change("「行為定錨評分」（BARS）") == "“行为锚定评分”（BARS）"
    assert change("account.revenue >= 20%") == "account.revenue >= 20%"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("業務設計畫布：〈標竿〉", "业务设计画布：《标杆》"),
        ("建設計畫", "建设计划"),
        ("複製連結，連結果也一起給", "复制链接，连结果也一起给"),
        ("列印系列印刷品", "打印系列印刷品"),
        ("游標和游標卡尺", "光标和游标卡尺"),
        ("以顧問的身分作自身分析", "以顾问的身份作自身分析"),
    ],
)
def test_our_own_corrections_leave_alone_what_only_looks_like_theirs(text: str, expected: str) -> None:
    words = load("zh-hans")
    assert Converter(words.text("derived.rule"), words.section("derived.corrections"))(text) == expected


@pytest.fixture(scope="module")
def simplified() -> dict[str, str]:
    """The texts of our own pages and scripts in Simplified Chinese, by path."""
    edited, problems = edited_in(ROOT / "mkdocs.yml", "zh-hans")
    assert edited is not None, problems
    files = render(edited.catalog, edited.locale.words).files
    return {name: content if isinstance(content, str) else "" for name, content in files.items()}


@pytest.mark.whole
def test_no_word_that_the_mainland_calls_otherwise_is_left(simplified: dict[str, str]) -> None:
    other = re.compile("连结(?!果)|列印(?!刷)|标竿|伺服器|部落格|资料夹|压缩档|游标(?!卡尺)|重新整理页面|[「『〈]")
    left = {name: other.findall(text) for name, text in simplified.items()}
    assert {name: found for name, found in left.items() if found} == {}


def test_what_is_typed_in_simplified_characters_is_a_yes_or_no() -> None:
    page = Functions({"model/typing.ts": "readTyped"})
    typed = ["是", "對", "对", "否", "無", "无"]
    read = [page.call("readTyped", {}, {"kind": "truth"}, text)["figure"] for text in typed]
    assert read == [True, True, True, False, False, False]


@pytest.mark.whole
def test_no_traditional_character_is_left_in_our_own_simplified_texts(simplified: dict[str, str]) -> None:
    same = set("么著乾瞭")  # simplified too, in some words
    to_simplified = OpenCC("t2s").convert
    left: dict[str, str] = {}
    for name, text in simplified.items():
        text = re.sub(r'<span class="entry__hans" lang="zh-Hant">.*?</span>', "", text)
        for character in {*CJK.findall(text)} - same:
            if to_simplified(character) != character:
                left.setdefault(character, name)
    assert left == {}


@pytest.mark.whole
def test_the_glossarys_simplified_terms_are_what_is_derived() -> None:
    edited, _ = edited_in(ROOT / "mkdocs.yml", "zh-hans")
    assert edited is not None
    glossary = edited.catalog.reading.glossary
    assert glossary is not None
    assert [(term.term, term.simplified) for term in glossary.file.terms if term.term != term.simplified] == []


# ---------------------------------------------------------------- the whole site


@pytest.mark.whole
def test_a_site_in_three_languages(base: Path, tmp_path: Path) -> None:
    said: list[str] = []
    assert build(base / "mkdocs.yml", load("en"), tmp_path / "site", said.append) == []
    assert len(said) == 5
    pages = {
        name: (tmp_path / "site" / name / "tools" / "count.html").read_text("utf-8")
        for name in ("", "zh-hans", "pirate")
    }
    assert [re.search(r'<html lang="(.*?)"', page)[1] for page in pages.values()] == [
        "zh-Hant",
        "zh-Hans",
        "en-x-pirate",
    ]  # type: ignore[index]
    assert 'href="../../pirate/tools/count.html" hreflang="en-x-pirate"' in pages["zh-hans"]
    assert 'href="../tools/count.html" hreflang="zh-Hant" lang="zh-Hant" aria-current="true"' in pages[""].replace(
        "/./", "/"
    )
    assert "CNY" not in pages["pirate"]
    assert "chests" in pages["pirate"]
    assert "百万元" in pages["zh-hans"]
    assert "<title>About" in (tmp_path / "site" / "pirate" / "about.html").read_text("utf-8")
    about = (tmp_path / "site" / "zh-hans" / "about.html").read_text("utf-8")
    assert "关于" in about
    assert "<code>不動</code>" in about
    assert not (tmp_path / "site" / "words.html").exists()
    assert not list((tmp_path / "site").rglob("*.yml"))


@pytest.mark.whole
def test_two_builds_in_three_languages_give_the_same_bytes(base: Path, tmp_path: Path) -> None:
    """The second knows from the first what came of each tool."""
    sites = tmp_path / "first", tmp_path / "second"
    for site in sites:
        assert build(base / "mkdocs.yml", load("en"), site, lambda _: None) == []
    first, second = (
        {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()} for site in sites
    )
    assert first
    assert first.keys() == second.keys()
    assert [name for name, content in first.items() if content != second[name]] == []


@pytest.mark.parametrize(
    ("file", "old", "new", "made"),
    [
        ("content/pirate/index.md", "Arr.", "Arr, arr.", []),
        ("tools/pirate/1-count.yml", "how: How", "how: Heave ho", ["file tools/1-count.yml", "tool count"]),
        ("tools/1-count.yml", "how: 怎麼做", "how: 怎麼做 # 快", ["file tools/1-count.yml", "tool count"]),
    ],
)
def test_what_a_translation_gave_is_known_while_both_files_are_the_same(
    base: Path, file: str, old: str, new: str, made: list[str]
) -> None:
    config, path = base / "mkdocs.yml", base / file
    memory, first, again, fresh = Memory(), Tally(), Tally(), Tally()
    edited_in(config, "pirate", first, memory)
    assert first.needed == first.done > 0
    memory.made.clear()
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    told = edited_in(config, "pirate", again, memory)
    assert [name for name in memory.made if name.startswith(("file ", "tool "))] == made
    assert told == edited_in(config, "pirate", fresh)
    assert again == fresh


# ---------------------------------------------------------------- a work begun in another language


def test_rows_that_a_sheet_starts_with_are_known_in_every_language(base: Path) -> None:
    (tool,) = catalog_of(base, "pirate").tools
    known = start_texts(base, tool, [Edition(), Edition("zh-hans", Converter("tw2s", {}))])
    assert known == {"shop": [{"shop_name": [mark("總店"), mark("总店")]}, {"shop_name": [mark("分店"), mark("分店")]}]}


def test_the_page_marks_texts_as_the_build_does_and_shows_its_own() -> None:
    page = Functions({"model/start_texts.ts": "markOf, hereSaid"})
    texts = ["", "總店", "Main shop", "😀 é", "a" * 1000]
    assert [page.call("markOf", text) for text in texts] == [mark(text) for text in texts]
    row = {"id": "R1", "shop_name": "Main shop"}
    grows = {"start": 0, "most": 9, "prefix": "S", "rows": [row], "elsewhere": [{"shop_name": [mark("總店")]}]}
    shop = {"label": "Shop", "grows": grows}
    said = [
        page.call("hereSaid", shop, row, "shop_name", text)
        for row, text in (("R1", "總店"), ("R1", "我的店"), ("R2", "總店"))
    ]
    assert said == ["Main shop", "我的店", "總店"]


def test_mkdocs_shows_the_language_that_is_asked_for(spoilt: Path, tmp_path: Path) -> None:
    config = spoilt / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("{locales:", "{shown: pirate, locales:"), "utf-8")
    command = ["-m", "mkdocs", "build", "--quiet", "-f", str(config), "-d", str(tmp_path / "site")]
    result = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    page = (tmp_path / "site" / "tools" / "count.html").read_text("utf-8")
    assert '<html lang="en-x-pirate"' in page
    assert "chests" in page
    assert "languages__open" not in page
    assert "# About" not in (about := (tmp_path / "site" / "about.html").read_text("utf-8"))
    assert "About" in about
