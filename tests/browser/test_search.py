"""The search, held against what Chromium shows of each page: online and from disk, both scripts, keys, phones, dark."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from opencc import OpenCC
from playwright.sync_api import Browser, BrowserContext, Page, expect

from site_builder.catalog.glossary import load_glossary

from .axe import violations
from .conftest import DARK, PHONE, ROOT
from .test_looks import WIDE

SPANS = 200
OTHERS = ("en/", "zh-hans/")
RUN = re.compile(r"[^\W_]{2,}")  # between punctuation and spaces
HAN = re.compile(r"[\u4e00-\u9fff]+")
FIELD = ".md-search__input"
RESULTS = "[data-found] li"

SHOWN = """() => {
  document.documentElement.dataset.script = "on";  // as if scripts ran: no words for those without
  for (const folded of document.querySelectorAll("article details")) folded.open = true;
  return document.querySelector("article").innerText;
}"""
ASK = """async (queries) => {
  const field = document.querySelector(".md-search__input");
  const root = new URL(document.querySelector("script[src$='page.js']").src.replace("assets/page.js", ""));
  const answers = [];
  for (const query of queries) {
    field.value = query;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await new Promise((done) => setTimeout(done));
    const links = [...document.querySelectorAll("[data-found] li > a:first-child")];
    answers.push(links.map((link) => link.href.replace(root.href, "")));
  }
  return answers;
}"""

simplify = OpenCC("t2s").convert


def seen_in(browser: Browser, root: Path, each: int = 1) -> dict[str, str]:
    """What a reader sees of each (or each second …) page of one language, by its path, as Chromium lays it out.

    Worksheets and pages for frames are left out: they repeat what tools say, and no search leads there.
    """
    context = browser.new_context(**WIDE)
    context.route("**/*.js", lambda route: route.abort())
    page, texts = context.new_page(), {}
    named = {path.relative_to(root).as_posix(): path for path in sorted(root.rglob("*.html"))}
    left_out = ("404.html", "embed/", *OTHERS)
    names = [name for name in named if not name.startswith(left_out) and not name.endswith("-worksheet.html")]
    for name in names[::each]:
        page.goto(named[name].as_uri(), wait_until="domcontentloaded")
        texts[name] = page.evaluate(SHOWN)
    context.close()
    return texts


@pytest.fixture(scope="module")
def shown(browser: Browser, site: Path) -> dict[str, str]:
    """Of the site's first language."""
    return seen_in(browser, site)


@pytest.fixture(params=["online", "from disk"])
def home(request: pytest.FixtureRequest, address: str, site: Path) -> str:
    return f"{address}/index.html" if request.param == "online" else (site / "index.html").as_uri()


def open_search(page: Page) -> None:
    """For the first time on this page, and waits until what is searched has been loaded."""
    says = page.locator("[data-search-says]")
    while_loading = str(says.text_content())
    page.locator(f"label[for=__search]:visible, {FIELD}:visible").first.click()
    expect(page.locator(FIELD)).to_be_focused()
    expect(says).not_to_have_text(while_loading)


def spans(texts: dict[str, str], seed: int) -> Iterator[str]:
    """`SPANS` pieces of 2 to 4 characters, each equally likely."""
    draw = random.Random(seed)
    runs = [run for _, text in sorted(texts.items()) for run in RUN.findall(text)]
    for run in draw.choices(runs, [len(run) for run in runs], k=SPANS):
        length = min(len(run), draw.randint(2, 4))
        start = draw.randint(0, len(run) - length)
        yield run[start : start + length]


def test_any_span_in_either_script_finds_every_page_that_holds_it(page: Page, home: str, shown: dict[str, str]) -> None:
    page.goto(home)
    open_search(page)
    drawn = list(spans(shown, seed=1 if home.startswith("http") else 2))
    answers = page.evaluate(ASK, [simplify(span) if at % 2 else span for at, span in enumerate(drawn)])
    missed = {}
    for span, found in zip(drawn, answers, strict=True):
        holding = {path for path, text in shown.items() if span in text}
        assert holding
        if not holding <= set(found):
            missed[span] = holding - set(found)
    assert missed == {}


AS_TYPED: dict[str, tuple[Callable[[str], str], ...]] = {
    "zh-hans": (str, OpenCC("s2t").convert),
    "en": (str, str.upper, str.lower),
}
PLURALS = {"accounts": "account", "customers": "customer", "roles": "role", "tools": "tool", "stories": "story"}


@pytest.mark.parametrize("locale", AS_TYPED)
def test_any_span_is_found_in_the_other_languages_too(
    locale: str, page: Page, browser: Browser, site: Path, address: str
) -> None:
    seen = seen_in(browser, site / locale, each=3)
    page.goto(f"{address}/{locale}/index.html")
    open_search(page)
    asked = [(AS_TYPED[locale][at % len(AS_TYPED[locale])](span), span) for at, span in enumerate(spans(seen, seed=4))]
    holding = {query: {path for path, text in seen.items() if span in text} for query, span in asked}
    if locale == "en":
        words = {path: set(re.findall("[a-z]+", text.lower())) for path, text in seen.items()}
        holding |= {query: {path for path in words if word in words[path]} for query, word in PLURALS.items()}
    answers = page.evaluate(ASK, list(holding))
    missed = {query: holding[query] - set(found) for query, found in zip(holding, answers, strict=True)}
    assert all(holding.values())
    assert {query: paths for query, paths in missed.items() if paths} == {}


def test_what_is_found_stands_on_the_page(page: Page, home: str, shown: dict[str, str], site: Path) -> None:
    page.goto(home)
    open_search(page)
    drawn = [span for span in spans(shown, 3) if HAN.fullmatch(span)]
    sources = {path: (site / path).read_text("utf-8") for path in shown}  # fields hold texts in attributes
    whole = {path: simplify(re.sub(r"<[^>]*>|\s", "", html) + html) for path, html in sources.items()}
    for span, found in zip(drawn, page.evaluate(ASK, drawn), strict=True):
        assert [path for path in found if simplify(span) not in whole[path]] == [], span


def test_every_term_of_the_glossary_is_found_in_each_of_its_languages(
    page: Page, home: str, shown: dict[str, str]
) -> None:
    glossary, problems = load_glossary(ROOT / "content" / "glossary.yml", "glossary.yml")
    assert glossary is not None and problems == []
    terms = [name for term in glossary.file.terms for name in (term.term, term.simplified, term.english, *term.also)]
    page.goto(home)
    open_search(page)
    plain = {path: simplify(text).lower() for path, text in shown.items()}
    for term, found in zip(terms, page.evaluate(ASK, terms), strict=True):
        assert "glossary.html" in found, term
        assert {path for path, text in plain.items() if simplify(term).lower() in text} <= set(found), term


def test_tools_come_first_and_a_result_leads_to_its_section(page: Page, home: str) -> None:
    page.goto(home)
    open_search(page)
    page.locator(FIELD).fill("过度服务")
    expect(page.locator(".found__group").first).to_contain_text("工具")
    result = page.locator(RESULTS).first
    expect(result.locator("mark").first).to_have_text("過度服務")
    section = result.locator("a").nth(1)
    heading = section.locator(".found__heading").inner_text()
    target = section.get_attribute("href")
    assert target is not None and "#" in target
    section.click()
    page.wait_for_url(f"**/{target.rpartition('/')[2]}")
    anchor = target.partition("#")[2]
    place = page.locator(f"[id='{anchor}']")
    expect(place).to_be_in_viewport()
    assert heading in (place.inner_text() + (place.get_attribute("data-section") or ""))
    assert page.evaluate("CSS.highlights.get('found').size") > 0


def test_a_term_typed_in_full_is_explained_above_the_results(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    open_search(page)
    for name in ("錢包份額", "钱包份额", "share of wallet"):
        page.locator(FIELD).fill(name)
        expect(page.locator(".found__meaning")).to_contain_text("錢包份額")


@pytest.mark.parametrize(
    ("typed", "found"),
    [("tiers", "tiering"), ("ＨＨＩ", "HHI"), ("480百萬元", "480"), ("等級　人力", "人力"), ("《唯一》", "唯一")],
)
def test_words_are_found_in_other_forms(typed: str, found: str, page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    open_search(page)
    page.locator(FIELD).fill(typed)
    expect(page.locator(f"{RESULTS} mark").get_by_text(found, exact=True).first).to_be_attached()


def test_where_nothing_is_found_a_cure_is_told(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    open_search(page)
    page.locator(FIELD).fill("量子糾纏<b>")
    expect(page.locator("[data-search-says]")).to_have_text("沒有一頁寫著「量子糾纏<b>」。")
    expect(page.locator(".found__cure")).to_be_visible()
    expect(page.locator(RESULTS)).to_have_count(0)


def test_pasted_text_is_searched_at_once_and_a_composition_when_it_ends(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    open_search(page)
    page.keyboard.insert_text("鐵三角")
    expect(page.locator(RESULTS).first).to_be_visible()
    page.locator("button[type=reset]:visible").click()
    expect(page.locator(RESULTS)).to_have_count(0)
    expect(page.locator(FIELD)).to_be_focused()
    client = page.context.new_cdp_session(page)
    client.send("Input.imeSetComposition", {"text": "tie", "selectionStart": 3, "selectionEnd": 3})
    expect(page.locator(RESULTS)).to_have_count(0)
    client.send("Input.insertText", {"text": "鐵三角"})
    expect(page.locator(RESULTS).first).to_be_visible()


def test_by_keys_alone(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    for key in ("/", "s", "f"):
        page.keyboard.press(key)
        expect(page.locator(FIELD)).to_be_focused()
        expect(page.locator(FIELD)).to_have_value("")
        page.keyboard.press("Escape")
        expect(page.locator("#__search")).not_to_be_checked()
        expect(page.locator(FIELD)).not_to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type("stone")
    page.keyboard.press("Backspace")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("門口的司機")
    links = page.locator("[data-found] a")
    expect(links.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(FIELD)).to_be_focused()
    target = links.first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(str(target))


def test_letters_typed_into_a_calculator_open_no_search(page: Page, address: str) -> None:
    page.goto(f"{address}/tools/account-tiering.html")
    page.locator("article input[data-value]:visible").first.focus()
    page.keyboard.type("sf/")
    expect(page.locator("#__search")).not_to_be_checked()


@pytest.mark.parametrize("context", [WIDE, WIDE | DARK, PHONE, PHONE | DARK], indirect=True)
def test_axe_finds_nothing_in_the_results(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    open_search(page)
    assert violations(page) == []
    page.locator(FIELD).fill("錢包份額")
    expect(page.locator(RESULTS).first).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("context", [PHONE], indirect=True)
def test_on_a_phone_the_search_fills_the_screen_and_closes(page: Page, site: Path) -> None:
    page.goto((site / "stories" / "index.html").as_uri())
    open_search(page)
    page.locator(FIELD).fill("司機")
    expect(page.locator(RESULTS).first).to_be_in_viewport()
    page.wait_for_function("document.documentElement.scrollWidth <= innerWidth")  # once it has slid in
    expect(page.locator(FIELD)).to_be_in_viewport(ratio=1)
    page.locator(".md-search__form label").click()
    expect(page.locator(FIELD)).not_to_be_in_viewport()


def test_a_page_loads_what_is_searched_when_it_is_first_asked(
    context: BrowserContext, page: Page, address: str
) -> None:
    requested: list[str] = []
    context.on("request", lambda request: requested.append(request.url.rpartition("/")[2]))
    page.goto(f"{address}/index.html", wait_until="networkidle")
    assert "search-data.js" not in requested and "search_index.json" not in requested
    open_search(page)
    assert requested.count("search-data.js") == 1
    assert all("search_index" not in each and "worker" not in each for each in requested)
