"""Terms and sources in texts: what is linked, and what is left alone."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from pathlib import Path

import pytest

from site_builder.catalog.glossary import Glossary, load_glossary
from site_builder.catalog.reading import Reading
from site_builder.catalog.sources import Sources, load_sources
from site_builder.render.terms import Marker, index_of

ROOT = Path(__file__).parents[1]

GLOSSARY = """\
terms:
  - {id: key-account, term: 大客戶, simplified: 大客户, english: key account, means: 值得**專門**管理的客戶。}
  - {id: kam, term: 大客戶經營, simplified: 大客户经营, english: key account management, means: 當作長期的生意。}
  - {id: initiation, term: 立項, simplified: 立项, english: initiation, means: 定為項目。, not_in: [成立項]}
  - {id: churn, term: churn, simplified: churn, english: churn, means: 客戶走了。, not_in: [churn rate]}
  - {id: kpi, term: 關鍵績效指標, simplified: 关键绩效指标, english: KPI, means: 量出來的數。, also: [KPI]}
"""
SOURCES = """\
sources:
  - {id: S1, title: 一篇 "文章", used_for: 緣起, reliability: article}
  - {id: S11, title: 一本書, used_for: 道理, reliability: H}
"""


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    folder = tmp_path_factory.mktemp("content")
    (folder / "glossary.yml").write_text(GLOSSARY, "utf-8")
    (folder / "sources.yml").write_text(SOURCES, "utf-8")
    return Reading(_glossary(folder), _sources(folder))


def _glossary(folder: Path) -> Glossary:
    glossary, problems = load_glossary(folder / "glossary.yml", "content/glossary.yml")
    assert glossary is not None, problems
    return glossary


def _sources(folder: Path) -> Sources:
    sources, problems = load_sources(folder / "sources.yml", "content/sources.yml")
    assert sources is not None, problems
    return sources


def marked(reading: Reading, *pieces: str) -> list[str]:
    """What each piece of one page reads, a link as [text→where]."""
    marker = Marker(index_of(reading), "../")
    return [re.sub(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', r"[\2→\1]", str(marker.mark(each))) for each in pieces]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("<p>大客戶。</p>", "<p>[大客戶→../glossary.html#key-account]。</p>"),
        # the longer term, and not the shorter one within it
        ("<p>做大客戶經營。</p>", "<p>做[大客戶經營→../glossary.html#kam]。</p>"),
        # characters that stand together by chance
        ("<p>成立項目，不是立項。</p>", "<p>成立項目，不是[立項→../glossary.html#initiation]。</p>"),
        # Latin letters only as whole words
        ("<p>KPIs、xKPI、A/KPI，KPI。</p>", "<p>KPIs、xKPI、A/KPI，[KPI→../glossary.html#kpi]。</p>"),
        # as it is written, but for the beginning of a sentence
        ("<p>Churn rate? cHurn? Churn, churn.</p>", "<p>Churn rate? cHurn? [Churn→../glossary.html#churn], churn.</p>"),
        # left alone
        ("<h3>大客戶</h3>", "<h3>大客戶</h3>"),
        ("<p><code>大客戶</code></p>", "<p><code>大客戶</code></p>"),
        ("<button>大客戶</button>", "<button>大客戶</button>"),
        ('<p><a href="x.html">大<b>客戶</b>大客戶</a></p>', "<p>[大<b>客戶</b>大客戶→x.html]</p>"),
        ('<p title="大客戶 S1">無</p>', '<p title="大客戶 S1">無</p>'),
        # sources, every time, and only known ones
        (
            "<p>（S1、S11）S11，S12</p>",
            "<p>（[S1→../sources.html#s1]、[S11→../sources.html#s11]）[S11→../sources.html#s11]，S12</p>",
        ),
        ("<p>AS1 S1x S1</p>", "<p>AS1 S1x [S1→../sources.html#s1]</p>"),
    ],
)
def test_a_term_is_linked_where_it_stands_by_itself(text: str, read: str, reading: Reading) -> None:
    assert marked(reading, text) == [read]


def test_a_term_is_linked_where_it_first_stands_on_a_page(reading: Reading) -> None:
    assert marked(reading, "<p>大客戶</p>", "<p>大客戶，立項</p>") == [
        "<p>[大客戶→../glossary.html#key-account]</p>",
        "<p>大客戶，[立項→../glossary.html#initiation]</p>",
    ]


def test_a_longer_term_that_was_linked_before_still_hides_the_shorter_one(reading: Reading) -> None:
    assert marked(reading, "<p>大客戶經營</p>", "<p>大客戶經營</p>")[1] == "<p>大客戶經營</p>"


def test_an_authors_own_link_to_a_term_counts_and_tells_what_it_means(reading: Reading) -> None:
    marker = Marker(index_of(reading), "../")
    made = marker.mark('<p><a href="../glossary.html#key-account">它</a></p>')
    assert 'data-means="值得專門管理的客戶。"' in made
    assert marker.mark("<p>大客戶</p>") == "<p>大客戶</p>"


def test_what_a_term_means_is_plain_and_escaped(reading: Reading) -> None:
    made = Marker(index_of(reading), "").mark("<p>S1 大客戶</p>")
    assert 'data-means="一篇 &#34;文章&#34;"' in made
    assert 'data-name="大客戶　key account"' in made


def test_a_term_is_not_said_twice_in_its_own_language(reading: Reading) -> None:
    assert reading.glossary is not None
    term = reading.glossary.by_id["key-account"].model_copy(update={"term": "key customer"})
    names = [("大客戶", "zh-Hant"), ("大客户", "zh-Hans")]
    assert replace(reading.glossary, locale="en").names(term) == names
    assert reading.glossary.names(term) == [*names, ("key account", "en")]


def test_in_a_calculator_sources_are_linked_but_no_fields_buttons_or_names(reading: Reading) -> None:
    marker = Marker(index_of(reading), "../")
    html = (
        '<p class="tip__origin"><b>出自文獻</b>　來源：S1、S11</p><button>S1</button><td>S1</td><option>S1</option>'
        '<span class="name">S1</span><span class="chart__about">見 S11。</span><p>大客戶</p>'
    )
    made = re.sub(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', r"[\2]", str(marker.mark_sources(html)))
    assert made == (
        '<p class="tip__origin"><b>出自文獻</b>　來源：[S1]、[S11]</p><button>S1</button><td>S1</td><option>S1</option>'
        '<span class="name">S1</span><span class="chart__about">見 [S11]。</span><p>大客戶</p>'
    )


def test_without_glossary_and_sources_a_page_stays_as_it_is() -> None:
    marker = Marker(index_of(Reading()), "")
    assert marker.mark("<p>大客戶 S1</p>") == "<p>大客戶 S1</p>"
    assert marker.mark_sources("<p>S1</p>") == "<p>S1</p>"


def test_marking_takes_time_in_proportion_to_the_text() -> None:
    reading = Reading(_glossary(ROOT / "content"), _sources(ROOT / "content"))
    index = index_of(reading)
    paragraph = "<p>" + "一家客戶的採購流程裡，方案與交付要在招標之前到場，這是常識（S1）。" * 20 + "</p>\n"

    def seconds(times: int) -> float:
        marker, text = Marker(index, ""), paragraph * times
        start = time.process_time()
        marker.mark(text)
        return time.process_time() - start

    seconds(10)
    small, large = min(seconds(20) for _ in range(5)), min(seconds(200) for _ in range(3))
    assert large < 25 * small, (small, large)
    assert large < 0.6  # 140,000 characters, about all that the site has
