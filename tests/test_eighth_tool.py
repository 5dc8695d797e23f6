"""One more YAML file is one more tool: checked, on the site, in the navigation and on the home page, and computed."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from site_builder.build import build
from site_builder.catalog import Catalog, load_catalog
from site_builder.cli import cli
from site_builder.words import load

from .project import project
from .small_base import ROOT

WORDS = load("zh-hant")
FILE = "8-visit-rhythm.yml"
PAGE = "tools/visit-rhythm.html"

# A grown list of its own, a matrix, a light, a chart, a quiz; an imported list and two taken values.
TOOL = """\
title: 拜訪節奏
short: 拜訪節奏
common_sense: 常去的地方才有路
summary: 給每家客戶定一年拜訪幾次，再看誰去、去得夠不夠。
emblem: ["M8 40H40", "M8 40V8", "M14 34L22 22L30 28L40 12"]
why: 路是走出來的。
how: 先定次數，再排人。
reading: 不夠的先補等級高的。
lists:
  account: {from: account_tiering, shown_as: account_name}
  tier: {from: account_tiering}
  visitor: {label: 拜訪人, grows: {start: 2}, shown_as: visitor_name}
values:
  account_name: {label: 客戶, for: account, type: text, takes: account_tiering.account_name}
  account_tier: {label: 等級, for: account, of: tier, takes: account_tiering.decided_tier}
  visitor_name: {label: 姓名, for: visitor, type: text}
  visits: {label: 一年去幾次, for: [account, visitor], type: whole, min: 0}
  wanted:
    label: 一年該去幾次
    for: tier
    type: whole
    default: {S: 48, A: 24, B: 12, C: 4, D: 1}
    origin: illustrative
    why: 從每週一次到一年一次，逐級減半，只是起點。
  planned: {label: 排了幾次, for: account, formula: sum(visits over visitor), show: "0"}
  needed: {label: 該去幾次, for: account, formula: "wanted[tier = account_tier]", show: "0"}
  short_of: {label: 還差幾次, for: account, formula: "when(planned < needed, needed - planned)", show: "0"}
  accounts_short: {label: 去得不夠的客戶, formula: count(account where not is_blank(short_of)), show: "0"}
lights:
  enough:
    label: 去得夠不夠
    for: account
    red: planned < needed / 2
    amber: planned < needed
    says:
      red: 排了 {planned} 次，一半都不到。
      amber: 還差 {short_of} 次。
      green: 夠了。
    origin: illustrative
    why: 一半是容易記住的約定。
charts:
  rhythm: {kind: stacked, label: 排了幾次與該去幾次, for: account, stack: [planned], target: needed}
steps:
  - {title: 列出拜訪人, show: [visitor, wanted]}
  - title: 排次數
    show: [account_name, account_tier, visits, planned, needed, short_of, enough, accounts_short, rhythm]
results: [accounts_short]
examples:
  two:
    label: 兩家客戶（虛構）
    given:
      visitor: [{id: V1, visitor_name: 小林}]
      account:
        - {id: A1, account_name: 甲, account_tier: S, visits: {V1: 20}}
        - {id: A2, account_name: 乙, account_tier: C, visits: {V1: 4}}
    expect: {"short_of[A1]": 28, "short_of[A2]": null, accounts_short: 1, "lights.enough[A1]": red}
mistakes: [只去近的地方。]
quiz:
  whose:
    kind: choice
    ask: 等級高的客戶一年該去幾次，由誰來定？
    choices: {a: {text: 由自己的隊伍定}, b: {text: 由客戶定, says: 客戶定的是見不見，去幾次是自己的承諾。}}
    answer: a
    because: 次數是隊伍的承諾。
"""

CASE = """\
tools:
  account-tiering:
    account:
      - {id: A1, account_name: 甲, decided_tier: S}
      - {id: A2, account_name: 乙, decided_tier: B}
  visit-rhythm:
    visitor: [{id: V1, visitor_name: 小林}, {id: V2}]
    visits: {A1: {V1: 30, V2: 6}, A2: {V1: 12, V2: 0}}
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project's own content with one more file."""
    folder = tmp_path_factory.mktemp("eight")
    for name in ("tools", "content"):
        shutil.copytree(ROOT / name, folder / name)
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    settings["theme"]["custom_dir"] = str(ROOT / settings["theme"]["custom_dir"])
    settings["watch"], settings["plugins"] = ["tools"], ["site-builder"]  # in the language of the new file
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")
    (folder / "tools" / FILE).write_text(TOOL, "utf-8")
    return folder


@pytest.fixture(scope="module")
def catalog(base: Path) -> Catalog:
    found, problems = load_catalog(base)
    assert found is not None, problems
    return found


@pytest.fixture(scope="module")
def site(base: Path) -> Path:
    assert build(base / "mkdocs.yml", WORDS) == []
    return base / "site"


@pytest.mark.whole
def test_one_more_file_is_one_more_tool(catalog: Catalog) -> None:
    assert [tool.slug for tool in catalog.tools] == [*(tool.slug for tool in project().tools), "visit-rhythm"]
    feed = next(feed for feed in catalog.feeds if feed.taker.id == "visit_rhythm")
    assert (feed.giver.id, {each.here for each in feed.values}) == ("account_tiering", {"account_name", "account_tier"})


@pytest.mark.whole
def test_it_is_in_the_navigation_of_every_page(site: Path) -> None:
    pages = [site / "index.html", *site.glob("tools/*.html"), *site.glob("stories/*.html")]
    assert len(pages) > 15
    for page in pages:
        links = re.findall(r'<a href="([^"]+)" class="md-nav__link', page.read_text("utf-8"))
        assert any(link.rpartition("/")[2] == "visit-rhythm.html" for link in links), page.name


@pytest.mark.whole
def test_it_stands_in_the_rack_of_the_home_page_and_among_what_feeds_what(site: Path) -> None:
    home = (site / "index.html").read_text("utf-8")
    assert home.count(f'href="{PAGE}"') >= 2
    assert "常去的地方才有路" in home


@pytest.mark.whole
def test_its_page_has_a_calculator_with_everything(site: Path) -> None:
    page = (site / PAGE).read_text("utf-8")
    for said in ("拜訪節奏", "排了幾次與該去幾次", "去得夠不夠", "只去近的地方。", "由誰來定"):
        assert said in page, said
    assert 'data-value="visits"' in page
    assert "<svg" in page[page.index("排了幾次與該去幾次") :]
    assert (site / "assets" / "tools" / "visit-rhythm.js").is_file()


def test_its_taken_figures_compute_from_a_case_file(base: Path) -> None:
    (base / "case.yml").write_text(CASE, "utf-8")
    words = ["compute", "visit-rhythm", "--given", str(base / "case.yml"), "--format", "json"]
    result = CliRunner().invoke(cli, ["-f", str(base / "mkdocs.yml"), *words])
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    assert told["values"]["account_tier"] == {"A1": "S", "A2": "B"}
    assert told["values"]["needed"] == {"A1": 48, "A2": 12}
    assert told["values"]["short_of"] == {"A1": 12, "A2": None}
    assert told["lights"]["enough"] == {"A1": "amber", "A2": "green"}
    assert told["values"]["accounts_short"] == 1
