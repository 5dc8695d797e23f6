"""The pages: what an author wrote comes out safe, whole and the same every time. Built by MkDocs where it matters."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from markdown import markdown
from markupsafe import Markup
from mkdocs.commands.build import build
from mkdocs.config import load_config

from site_builder.catalog import Catalog
from site_builder.catalog.home import Home, HomeFile
from site_builder.catalog.story import Story, StoryFile
from site_builder.catalog.tool import Tool
from site_builder.catalog.tool_file import ToolFile
from site_builder.formula.program import Program
from site_builder.located_yaml import parse
from site_builder.render.pages import Pages, navigation, pages
from site_builder.render.text import bare, front_matter, heading, markdown_html, markdown_line, plain, sections
from site_builder.render.whole_html import EXTENSION, whole
from site_builder.resources import templates
from site_builder.words import LOCALES, load

ROOT = Path(__file__).parents[1]
HOSTILE = "<script>alert(1)</script> [跳](javascript:alert(1)) {{ config }} <img src=x onerror=alert(1)> \" ' & --- *"
CALCULATOR = '<div class="calculator">\n<p>這裡填</p>\n</div>'


# ------------------------------------------------------------------------------------------------------------ text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("<b onclick=x>粗</b>", "<p>&lt;b onclick=x&gt;粗&lt;/b&gt;</p>"),
        ("<div>\n\n整塊\n\n</div>", "<p>&lt;div&gt;</p>\n<p>整塊</p>\n<p>&lt;/div&gt;</p>"),
        ("[跳](javascript:alert(1))", "<p><span>跳</span></p>"),
        ("[跳](JaVaScRiPt:alert(1))", "<p><span>跳</span></p>"),
        ("[跳](&#106;avascript:alert(1))", "<p><span>跳</span></p>"),
        ("[跳](<java\tscript:alert(1)>)", "<p><span>跳</span></p>"),
        ("[跳](data:text/html,x)", "<p><span>跳</span></p>"),
        ("[跳](//elsewhere.example)", "<p><span>跳</span></p>"),
        ("[跳](/\\elsewhere.example)", "<p><span>跳</span></p>"),
        ("[跳](http://[)", "<p><span>跳</span></p>"),
        ("[跳][x]\n\n[x]: vbscript:x", "<p><span>跳</span></p>"),
        ("![圖](https://elsewhere.example/x.png)", "<p><span>圖</span></p>"),
        ("[查](https://example.org/a)", '<p><a href="https://example.org/a">查</a></p>'),
        ("[讀](../stories/spoon.md#tools)", '<p><a href="../stories/spoon.html#tools">讀</a></p>'),
        ("{{ config.site_name }} {% raw %}", "<p>{{ config.site_name }} {% raw %}</p>"),
        ("# 大\n\n## 中\n\n### 小", "<h3>大</h3>\n<h3>中</h3>\n<h3>小</h3>"),
        ("第一行，\n第二行 and\nthird", "<p>第一行，第二行 and\nthird</p>"),
        ("**重**\n點", "<p><strong>重</strong>點</p>"),
        ("    a\n\n    b", "<pre><code>a&#10;&#10;b&#10;</code></pre>"),
    ],
)
def test_markdown_is_taken_and_raw_html_stays_text(written: str, shown: str) -> None:
    assert markdown_html(written) == shown


def test_no_text_leaves_a_blank_line_within_a_block_of_html() -> None:
    assert "\n\n" not in markdown_html("一\n\n二\n\n```\na\n\n\nb\n```\n\n- 三\n\n  四\n\n> 五\n\n|a|b|\n|-|-|\n|1|2|")


def test_one_paragraph_stands_without_its_tags() -> None:
    assert markdown_line("**要**點") == "<strong>要</strong>點"
    assert markdown_line("一\n\n二") == "<p>一</p>\n<p>二</p>"


def test_plain_text_is_one_line() -> None:
    assert plain(" 不是每個\n客戶 \x00\x02 A\n\nB ") == "不是每個客戶 A B"


def test_a_description_has_no_signs_of_markdown() -> None:
    assert bare("**要**點 [查](https://example.org) `x`") == "要點 查 x"


def test_a_heading_takes_every_sign_as_a_character() -> None:
    made = markdown_html(f"### {heading('*a* <b> `c` [d](e) {#f} & #')}")
    assert made == "<h3>*a* &lt;b&gt; `c` [d](e) {#f} &amp; #</h3>"


def test_the_front_matter_is_yaml_and_escaped_as_themes_need_it() -> None:
    written = front_matter({"title": 'a: "b"\n--- <i>', "hide": ["toc"], "armory": {"tool": "x"}})
    assert yaml.safe_load(written.strip("-")) == {
        "title": "a: &quot;b&quot; --- &lt;i&gt;",
        "hide": ["toc"],
        "armory": {"tool": "x"},
    }


def test_a_text_is_parted_at_its_second_level_headings() -> None:
    parts = sections("開頭\n\n## 一 ##\n\n甲\n### 小\n## 二\n乙")
    assert [(part.title, part.text.strip()) for part in parts] == [("", "開頭"), ("一", "甲\n### 小"), ("二", "乙")]


# ----------------------------------------------------------------------------------------------------------- pages


HOW_MANY = {
    "kind": "choice",
    "ask": "幾個？",
    "choices": {"first": {"text": "一個", "says": "不止。"}, "second": {"text": "兩個"}},
    "answer": "second",
    "because": "數",
}


def tool(number: int = 1, **changes: object) -> Tool:
    data: dict[str, object] = {
        "title": "小工具",
        "short": "小",
        "common_sense": "一句常識",
        "summary": "做完以後，你會有一張表。",
        "emblem": ["M4 4 L44 44"],
        "why": "為什麼",
        "how": "怎麼用",
        "reading": "怎麼讀",
        "lists": {},
        "values": {"x": {"label": "數"}},
        "steps": [{"title": "填", "show": ["x"]}, {"id": "look", "title": "看結果", "show": ["x"]}],
        "results": ["x"],
        "examples": {"one": {"label": "範例", "given": {}, "expect": {}}},
        "mistakes": ["太快"],
        "quiz": {"how_many": HOW_MANY},
    }
    return Tool(
        id=f"tool_{number}",
        slug=f"tool-{number}",
        number=number,
        path=f"tools/{number}-tool-{number}.yml",
        file=ToolFile.model_validate(data | changes),
        program=Program(),
        allowed={},
        examples={},
        fingerprint="0123abcd",
    )


def story(number: int = 1, **changes: object) -> Story:
    data: dict[str, object] = {
        "case": f"CASE-{number:02}",
        "title": f"故事{number}",
        "detail": "**一個**細節。",
        "principle": "道理在此。",
        "questions": ["想什麼？"],
    }
    located, _ = parse(b"case: x\n", "story.yml")
    assert located is not None
    return Story(number, f"story-{number}", StoryFile.model_validate(data | changes), located)


def catalog(tools: int = 2, stories: int = 3, **home: object) -> Catalog:
    front = HomeFile.model_validate({"title": "武器庫", "lead": "一句話。", "source_note": "本頁參考一篇文章。"} | home)
    return Catalog(
        tuple(tool(number + 1) for number in range(tools)),
        tuple(story(number + 1) for number in range(stories)),
        Home(front, "## 從前\n\n很久以前"),
    )


def rendered(of: Catalog, locale: str = "zh-hant") -> Pages:
    return pages(of, load(locale), calculator=lambda tool: CALCULATOR, formulas=lambda tool: "")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(("tools", "stories"), [(2, 3), (7, 10), (1, 0)])
def test_every_tool_and_story_has_its_page_and_its_place_on_the_rack(tools: int, stories: int, locale: str) -> None:
    made = rendered(catalog(tools, stories), locale)

    assert len(made) == 2 + tools + (stories + 1 if stories else 0)  # home and the case file
    assert made["index.md"].count('<li class="arm">') == tools
    assert made["index.md"].count('<li class="folio">') == stories


def test_the_same_catalog_gives_the_same_bytes() -> None:
    assert rendered(catalog()) == rendered(catalog())


def test_headings_of_a_page_are_markdown_with_an_anchor_of_their_own() -> None:
    made = rendered(catalog())["tools/tool-1.md"]
    assert re.findall(r"^## .+ \{ #([a-z]+) \}$", made, re.MULTILINE) == [
        "why",
        "how",
        "calculator",
        "reading",
        "mistakes",
        "quiz",
    ]


def test_the_calculator_and_its_formulas_stand_in_their_places() -> None:
    made = pages(catalog(), load("zh-hant"), calculator=lambda tool: CALCULATOR, formulas=lambda tool: "<div>式</div>")
    page = made["tools/tool-1.md"]
    assert f"{{ #calculator }}\n\n<!-- html -->\n{CALCULATOR}\n<!-- /html -->\n\n##" in page
    assert "{ #formulas }\n\n<!-- html -->\n<div>式</div>\n<!-- /html -->\n" in page


def test_a_tool_page_asks_for_its_own_script_and_no_other_page_does() -> None:
    made = rendered(catalog())
    asking = {path: text for path, text in made.items() if "\narmory: " in text}
    assert set(asking) == {"tools/tool-1.md", "tools/tool-2.md", "case-file.md"}
    assert 'armory: {"tool": "tool-2", "version": "0123abcd", "questions": true}' in asking["tools/tool-2.md"]


def test_sections_of_a_story_that_have_no_facts_are_left_out() -> None:
    bare_story = rendered(catalog(stories=1))["stories/story-1.md"]
    assert re.findall(r"\{ #([a-z]+) \}", bare_story) == ["principle", "questions"]
    assert "admonition" not in bare_story and "<dl" not in bare_story


def test_a_story_leads_to_the_step_of_its_tool_and_the_tool_back_to_it() -> None:
    use = {"tool": "tool_2", "because": "有用"}
    of = catalog(stories=0)
    told = Catalog(of.tools, (story(tools=[{**use, "step": "look"}]), story(2, tools=[use])), of.home)
    made = rendered(told)

    assert 'href="../tools/tool-2.html#step-2"' in made["stories/story-1.md"]
    assert 'href="../tools/tool-2.html#calculator"' in made["stories/story-2.md"]
    assert 'href="../stories/story-1.html"' in made["tools/tool-2.md"]
    assert "folio" not in made["tools/tool-1.md"]


def test_the_answer_of_a_question_is_shown_by_its_words() -> None:
    made = rendered(catalog())["tools/tool-1.md"]
    assert '<div class="question__right" data-right>兩個</div>' in made
    assert '<div class="question__say" data-say="first"><b>一個</b><div><p>不止。</p></div></div>' in made


def test_the_source_is_named_once_on_each_page() -> None:
    made = rendered(catalog())
    del made["case-file.md"]  # the learner's own, resting on no source
    assert all(text.count("本頁參考一篇文章") == 1 for text in made.values())


def test_the_navigation_names_every_page_once() -> None:
    of, words = catalog(), load("zh-hant")
    assert sorted(re.findall(r"'([a-z0-9/-]+\.md)'", str(navigation(of, words)))) == sorted(rendered(of))


def test_no_block_of_html_has_a_blank_line_in_it() -> None:
    """So any Markdown builder takes it as one block: what is open at a blank line would end there."""
    hostile = f"{HOSTILE}\n\n```\na\n\nb\n```\n\n- x\n\n  y"
    of = catalog(intro=hostile, start=[hostile], note=hostile)
    full = story(9, who=hostile, situation=hostile, caution=hostile, questions=[hostile], sources=["S1"])
    for path, text in rendered(Catalog((tool(why=hostile, mistakes=[hostile]),), (full,), of.home)).items():
        for block in text.partition("\n---\n")[2].split("\n\n"):
            if block.lstrip().startswith("<"):
                assert unclosed(block) == [], f"{path}: {block[:80]}"


# ----------------------------------------------------------------------------------------------- built by MkDocs


@dataclass
class Seen(HTMLParser):
    """What a browser would act on: elements that are open at the end, scripts, handlers and where links lead."""

    open: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    handlers: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        if tag not in {"img", "br", "hr", "input", "meta", "link", "path"}:
            self.open.append(tag)
        if tag == "script":
            self.scripts.append(facts.get("src", "inline"))
        self.handlers += [name for name in facts if name.startswith("on")]
        self.links += [facts[name] for name in ("href", "src") if name in facts]

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass


def unclosed(html: str) -> list[str]:
    seen = Seen()
    seen.feed(html)
    return seen.open


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every text of every file is hostile; built with the site's own settings, without its plugins."""
    texts = {name: HOSTILE for name in ("title", "short", "common_sense", "summary", "why", "how", "reading")}
    both = {"a": {"text": HOSTILE, "says": HOSTILE}, "b": {"text": HOSTILE, "says": HOSTILE}}
    said = {"ask": HOSTILE, "because": HOSTILE}
    quiz = {
        "one": {"kind": "choice", "choices": both, "answer": "a", **said},
        "more": {"kind": "several", "choices": both, "answer": ["a"], **said},
        "side": {"kind": "truth", "answer": True, "says": HOSTILE, **said},
        "order": {"kind": "order", "items": dict.fromkeys("abc", HOSTILE), "says": HOSTILE, **said},
    }
    steps = [{"id": "look", "title": HOSTILE, "show": ["x"]}]
    bad_tool = tool(**texts, mistakes=[HOSTILE], quiz=quiz, steps=steps)
    parts = ("title", "detail", "who", "when", "situation", "action", "result", "principle", "caution")
    uses = [{"tool": "tool_1", "step": "look", "because": HOSTILE}]
    bad_story = story(**{name: HOSTILE for name in parts}, questions=[HOSTILE], tools=uses)
    front = {name: HOSTILE for name in ("title", "lead", "description", "intro", "note", "source_note")}
    home = Home(HomeFile.model_validate({**front, "start": [HOSTILE]}), f"## {HOSTILE}\n\n{HOSTILE}")
    bad, words = Catalog((bad_tool,), (bad_story,), home), load("zh-hant")

    folder = tmp_path_factory.mktemp("hostile")
    for path, text in rendered(bad).items():
        page = folder / "tree" / path
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, "utf-8")
    build(
        load_config(
            str(ROOT / "mkdocs.yml"),
            docs_dir=str(folder / "tree"),
            site_dir=str(folder / "site"),
            plugins=[],
            nav=navigation(bad, words),
            theme={"name": "material", "custom_dir": str(templates() / "theme"), "language": "zh-TW", "font": False},
        )
    )
    return folder / "site"


def test_hostile_text_stays_text_on_every_built_page(hostile_site: Path) -> None:
    built = sorted(hostile_site.rglob("*.html"))
    assert len(built) == 6
    for path in built:
        seen = Seen()
        seen.feed(path.read_text("utf-8"))
        assert seen.handlers == [], path.name
        assert not [link for link in seen.links if link.strip().lower().startswith(("javascript", "data"))]
        assert "x" not in seen.links, "the hostile picture"
        assert "alert(1)" not in "".join(re.findall(r"<script.*?</script>", path.read_text("utf-8"), re.DOTALL))


def test_what_was_written_can_be_read(hostile_site: Path) -> None:
    html = (hostile_site / "tools" / "tool-1.html").read_text("utf-8")
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 10
    assert html.count("{{ config }}") >= 10


def test_a_page_has_no_script_and_no_style_inside_it_and_asks_no_other_host(hostile_site: Path) -> None:
    """Material's scripts are files of ours; what it leaves in a page for its own script is data."""
    ours = (hostile_site / "tools" / "tool-1.html").read_text("utf-8")
    assert re.findall(r"<script(?![^>]*\ssrc=)([^>]*)>", ours) == [' id="__config" type="application/json"']
    assert re.findall(r"<style|<[^>]*\sstyle=", ours) == []
    requested = re.findall(r'<(?:script|link|img|iframe)[^>]*?(?:src|href)="(https?:[^"]*)"', ours)
    assert requested == []


def test_the_built_page_names_its_script_and_style(hostile_site: Path) -> None:
    html = (hostile_site / "tools" / "tool-1.html").read_text("utf-8")
    assert '<script src="../assets/armory.js" data-tool="tool-1" data-version="0123abcd"></script>' in html
    assert 'href="../assets/calculator.css"' in html
    assert "armory.js" not in (hostile_site / "index.html").read_text("utf-8")


# ----------------------------------------------------------------------------------------------------------- theme


def test_the_dark_colours_are_the_same_before_and_after_the_theme_has_chosen() -> None:
    css = (templates() / "theme" / "assets" / "armory.css").read_text("utf-8")
    chosen = re.search(r'@media screen \{\s*\[data-md-color-scheme="slate"\] \{(.*?)\}', css, re.DOTALL)
    before = re.search(r"body:not\(\[data-md-color-media\]\) \{\s*color-scheme: dark;(.*?)\}", css, re.DOTALL)
    assert chosen and before
    assert chosen[1].split() == before[1].split()


def test_the_theme_takes_nothing_from_another_host() -> None:
    for path in sorted((templates() / "theme").rglob("*")):
        if path.suffix in {".css", ".js", ".html"}:
            assert not re.search(r"(?:url\(|src=|href=|@import)\W*(?:https?:)?//", path.read_text("utf-8")), path.name


@pytest.mark.parametrize(
    "scheme", [':root,\n[data-md-color-scheme="default"]', '@media screen {\n  [data-md-color-scheme="slate"]']
)
def test_words_can_be_read_on_every_ground_they_stand_on(scheme: str) -> None:
    """WCAG 2.2 AA: 4.5 to 1 for text, 3 to 1 for the edges of what one uses."""
    css = (templates() / "theme" / "assets" / "armory.css").read_text("utf-8")
    block = css.partition(scheme + " {")[2].partition("}")[0]
    colour = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))
    pairs = [
        (ink, ground) for ink in ("ink", "ink-soft", "ink-faint", "cinnabar") for ground in ("paper", "paper-raised")
    ]
    pairs += [
        (light, ground) for light in ("green", "amber", "red") for ground in (f"{light}-soft", "paper", "paper-raised")
    ]
    pairs += [("cinnabar", "cinnabar-soft"), ("on-cinnabar", "cinnabar"), ("ink", "amber-soft"), ("ink-soft", "line")]
    assert [pair for pair in pairs if contrast(colour[pair[0]], colour[pair[1]]) < 4.5] == []
    edges = [("line-strong", "paper"), ("line-strong", "paper-raised")]
    assert [pair for pair in edges if contrast(colour[pair[0]], colour[pair[1]]) < 3] == []


def contrast(one: str, other: str) -> float:
    """As WCAG 2.2 defines the contrast ratio of two colours `#rrggbb`."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_html_that_is_handed_on_whole_is_on_the_page_what_markdown_would_have_made_of_it() -> None:
    html = '<div class="a">\n<p>1 < 2 *not* `this`</p>\n<pre>\n    # no heading\n</pre>\n</div>\n<div>second</div>'
    page = f"## One {{ #one }}\n\n{whole(Markup(html))}\n\n*Two*, <!-- html --> three.\n"
    quick = markdown(page, extensions=["attr_list", EXTENSION])
    plain = markdown(page.replace("<!-- html -->\n", "").replace("<!-- /html -->\n", ""), extensions=["attr_list"])
    assert html in quick
    assert [line for line in quick.splitlines() if line] == [line for line in plain.splitlines() if line]
