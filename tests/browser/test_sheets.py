"""One sheet per item, lists that hang together, and what one tool gives another: three small tools in `linked/`."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from site_builder import words
from site_builder.build import build

from ..small_base import write_base
from .axe import violations
from .conftest import DARK, PHONE, Quiet
from .sheet import Sheet
from .test_looks import WIDE

LINKED = Path(__file__).parent / "linked"
SMALL = {"viewport": {"width": 320, "height": 640}}


@pytest.fixture(scope="module")
def linked_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("linked")
    config = write_base(base)
    shutil.rmtree(base / "tools")
    shutil.rmtree(base / "content" / "stories")
    shutil.copytree(LINKED, base / "tools")
    assert build(config, words.load("zh-hant"), base / "site") == []
    return base / "site"


@pytest.fixture(scope="module")
def linked(linked_site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(linked_site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def go(page: Page, linked: str) -> Callable[[str], Sheet]:
    def open_(slug: str, on: Page = page) -> Sheet:
        on.goto(f"{linked}/tools/{slug}.html")
        return Sheet(on)

    return open_


def choose(sheet: Sheet, item: str, list_name: str = "account") -> None:
    sheet.root.locator(f'select[data-choose="{list_name}"]').first.select_option(item)


def asked(page: Page) -> list[str]:
    """The scripts that the page asks for from now on, by name."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url.rsplit("/", 1)[-1]))
    return found


# ---------------------------------------------------------------- a sheet per item


def test_the_chosen_items_figures_lights_and_results_are_shown(go: Callable[[str], Sheet]) -> None:
    sheet = go("teams")
    expect(sheet.field("staff", "A1/AR")).to_have_value("1")
    expect(sheet.root.locator(".results")).to_contain_text("37.5%")
    expect(sheet.root.locator(".results")).to_contain_text("青瓦")
    expect(sheet.root.locator("#step-3 .lamp")).to_contain_text("只配上了 37.5%")
    choose(sheet, "A2")
    expect(sheet.field("staff", "A2/FR")).to_have_value("0.4")
    expect(sheet.root.locator('#step-3 [data-at^="A1"]')).to_have_count(0)
    expect(sheet.root.locator(".results")).to_contain_text("95.0%")
    expect(sheet.root.locator("#step-3 .lamp")).to_have_attribute("data-state", "green")
    expect(sheet.root.locator("#step-3 .lamp .when-green")).to_contain_text("配上了 95.0%")
    chart = sheet.root.locator('[data-chart="staff_bars"]')
    chart.scroll_into_view_if_needed()
    expect(chart.locator("svg")).to_contain_text("0.4")
    sheet.figure("fit", "A2").click()
    expect(sheet.page.locator("dialog.why .why__title")).to_have_text("配置率 · 遠汀")


def test_typing_on_one_sheet_leaves_the_others_alone(go: Callable[[str], Sheet]) -> None:
    sheet = go("teams")
    choose(sheet, "A2")
    sheet.type("staff", "A2/FR", "0")
    expect(sheet.figure("fit", "A2")).to_have_text("75.0%")
    sheet.type("taking_part", "A2/P3/AR", "3")
    choose(sheet, "A1")
    expect(sheet.field("staff", "A1/FR")).to_have_value("0")
    expect(sheet.field("taking_part", "A1/P3/AR")).to_have_value("")
    sheet.do("undo")  # what was done on the other sheet is shown as it is undone
    expect(sheet.field("taking_part", "A2/P3/AR")).to_have_value("")
    expect(sheet.root.locator("select[data-choose=account]")).to_have_value("A2")


def test_the_overview_shows_all_and_leads_to_each(go: Callable[[str], Sheet]) -> None:
    sheet = go("teams")
    rows = sheet.root.locator("#step-5 tbody[data-repeat] > tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(1)).to_contain_text("95.0%")
    rows.nth(1).get_by_role("button", name="看這一張").click()
    expect(sheet.root.locator("select[data-choose=account]")).to_have_value("A2")
    expect(sheet.root.locator("select[data-choose=account]")).to_be_focused()
    expect(sheet.root.locator("#step-2")).to_be_in_viewport()


def test_items_are_added_named_and_deleted_at_the_chooser(go: Callable[[str], Sheet]) -> None:
    sheet = go("teams")
    sheet.do("mine")
    nothing = sheet.root.locator('[data-nothing="account"]')
    expect(nothing).to_be_visible()
    expect(nothing.get_by_role("link")).to_have_attribute("href", "clients.html#calculator")
    expect(sheet.root.locator("#step-2 .fields")).to_be_hidden()
    nothing.get_by_role("button").click()
    name = sheet.root.locator('[data-chooser-menu="account"] input')
    expect(name).to_be_focused()
    name.fill("北埠")
    expect(sheet.root.locator("select[data-choose=account] option")).to_have_text(["北埠"])
    expect(nothing).to_be_hidden()
    sheet.page.keyboard.press("Escape")
    expect(name).to_be_hidden()
    sheet.root.locator('[data-do="add-item"]:visible').click()
    name.fill("丹崖")
    sheet.page.keyboard.press("Escape")
    choose(sheet, sheet.rows("account")[1])
    sheet.wait_until_stored("丹崖")
    sheet.page.reload()
    expect(sheet.root.locator("select[data-choose=account] option:checked")).to_have_text("丹崖")
    sheet.root.locator(".chooser__more").click()
    sheet.root.locator('[data-do="delete-item"]').click()
    expect(sheet.root.locator("select[data-choose=account] option")).to_have_text(["北埠"])
    sheet.do("undo")
    expect(sheet.root.locator("select[data-choose=account] option")).to_have_text(["北埠", "丹崖"])


def test_the_chooser_is_worked_with_the_keyboard(go: Callable[[str], Sheet]) -> None:
    sheet = go("teams")
    select = sheet.root.get_by_role("combobox", name="客戶", exact=True).first
    select.focus()
    sheet.page.keyboard.press("ArrowDown")
    expect(select).to_have_value("A2")
    sheet.root.get_by_role("button", name="上一個 客戶").focus()
    sheet.page.keyboard.press("Enter")
    expect(select).to_have_value("A1")
    expect(sheet.root.get_by_role("button", name="上一個 客戶")).to_have_attribute("aria-disabled", "true")
    expect(sheet.root.locator(".chooser__place").first).to_have_text("1 / 2")


@pytest.mark.parametrize("context", [PHONE, SMALL], indirect=True, ids=["phone", "320"])
def test_the_chooser_stays_in_sight_and_fits(go: Callable[[str], Sheet]) -> None:
    sheet = go("teams")
    for step in ("#step-2", "#step-4"):
        sheet.root.locator(step).scroll_into_view_if_needed()
        expect(sheet.root.locator(".chooser--sheet")).to_be_in_viewport()
    assert sheet.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    sheet.root.locator(".chooser--sheet").get_by_role("button", name="下一個 客戶").tap() if sheet.page.evaluate(
        "navigator.maxTouchPoints"
    ) else sheet.root.locator(".chooser--sheet").get_by_role("button", name="下一個 客戶").click()
    expect(sheet.root.locator(".results")).to_contain_text("95.0%")


def test_without_a_script_the_first_items_sheet_is_read(browser: Browser, linked: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{linked}/tools/teams.html")
    expect(page.locator(".sheet-of")).to_contain_text("青瓦")
    expect(page.locator("#step-3")).to_contain_text("只配上了 37.5%")
    expect(page.locator(".chooser:visible")).to_have_count(0)
    expect(page.locator("#step-5 tbody[data-repeat]")).to_contain_text("95.0%")
    context.close()


# ---------------------------------------------------------------- lists that hang together


def test_a_choice_of_a_row_follows_rows_that_are_added_renamed_and_deleted(go: Callable[[str], Sheet]) -> None:
    sheet = go("duties")
    sheet.do("mine")
    assert sheet.rows("person") == ["P1", "P2"]
    expect(sheet.field("person_name", "P2")).to_have_value("乙")
    expect(sheet.field("deputy", "P2")).to_have_value("P1")
    expect(sheet.field("speaks", "P1/AR")).to_have_value("yes")
    sheet.do("add")
    sheet.type("person_name", "P3", "丁")
    expect(sheet.field("captain").locator("option")).to_have_text(["", "甲", "乙", "丁"])
    sheet.type("captain", "", "P3")
    sheet.type("person_name", "P3", "丁丁")
    expect(sheet.field("captain").locator("option:checked")).to_have_text("丁丁")
    sheet.root.get_by_role("button", name="刪除 P3").click()
    expect(sheet.field("captain")).to_have_value("")
    sheet.do("undo")
    expect(sheet.field("captain")).to_have_value("P3")
    sheet.wait_until_stored("丁丁")
    sheet.page.reload()
    expect(sheet.field("captain").locator("option:checked")).to_have_text("丁丁")
    expect(sheet.root.locator('[data-topic="unfit"]')).to_have_count(0)


def test_columns_come_and_go_with_the_rows_of_their_list(go: Callable[[str], Sheet]) -> None:
    sheet = go("duties")
    table = sheet.root.locator("#step-4 table")
    expect(table.locator("thead th")).to_have_text(["成員", "甲", "乙", "丙"])
    expect(sheet.field("knows", "P1/P2")).to_have_value("yes")
    sheet.root.locator("#step-1 [data-do=add]").click()
    sheet.type("person_name", "P4", "戊")
    expect(table.locator("thead th")).to_have_text(["成員", "甲", "乙", "丙", "戊"])
    sheet.type("knows", "P4/P2", "yes")
    sheet.type("knows", "P3/P4", "no")
    expect(sheet.root.locator("#step-5 table").nth(1).locator("thead th")).to_contain_text(["戊"])
    sheet.root.get_by_role("button", name="刪除 P2").click()
    expect(table.locator("thead th")).to_have_text(["成員", "甲", "丙", "戊"])
    expect(sheet.field("knows", "P3/P4")).to_have_value("no")
    assert [len(row.locator("td").all()) for row in table.locator("tbody > tr").all()] == [3, 3, 3]


def test_a_table_of_a_third_list_is_chosen_beside_it(go: Callable[[str], Sheet]) -> None:
    sheet = go("duties")
    expect(sheet.field("hours", "P1/H1/AR")).to_have_value("10")
    choose(sheet, "P2", "person")
    expect(sheet.field("hours", "P2/H2/FR")).to_have_value("8")
    expect(sheet.field("hours", "P1/H1/AR")).to_have_count(0)
    sheet.type("hours", "P2/H1/AR", "4")
    expect(sheet.figure("hours_total", "P2")).to_have_text("20")
    choose(sheet, "P1", "person")
    expect(sheet.field("hours", "P1/H1/AR")).to_have_value("10")


def test_a_long_text_keeps_its_lines(go: Callable[[str], Sheet]) -> None:
    sheet = go("teams")
    field = sheet.field("evidence", "A1/P1")
    field.focus()
    sheet.page.keyboard.type("第一行")
    sheet.page.keyboard.press("Enter")
    sheet.page.keyboard.type("第二行")
    expect(field).to_have_value("第一行\n第二行")
    low = field.bounding_box()
    assert low is not None and low["height"] > 40
    choose(sheet, "A2")
    choose(sheet, "A1")
    expect(sheet.field("evidence", "A1/P1")).to_have_value("第一行\n第二行")
    sheet.page.keyboard.press("ArrowUp")


def test_lights_of_a_long_list_are_told_in_sum_first(go: Callable[[str], Sheet]) -> None:
    sheet = go("duties")
    told = sheet.root.locator("#step-2 .lamps")
    expect(told.locator('[data-names="red"]')).to_have_text("規劃")
    expect(told.locator('[data-count="green"]')).to_have_text("3")
    sheet.type("raci", "a04/AR", "C")
    expect(told.locator('[data-names="amber"]')).to_have_text("關係")
    expect(told.locator('[data-count="green"]')).to_have_text("2")
    sheet.type("raci", "a02/FR", "C")
    expect(told.locator('[data-names="red"]')).to_have_text("")
    expect(told.locator('.light[data-state="red"]')).to_be_hidden()


# ---------------------------------------------------------------- what one tool gives another


def fill_clients(sheet: Sheet) -> None:
    """Two accounts: 60 and 20 of 80, tiers S and B."""
    sheet.do("mine")
    for at, name, revenue in (("A1", "松石", "60"), ("A2", "雲杉", "20")):
        sheet.type("account_name", at, name)
        sheet.type("revenue", at, revenue)
    sheet.wait_until_stored('"revenue":20')


def keep_clients(sheet: Sheet) -> None:
    """The same, as it is kept: on a phone one row is typed at a time."""
    sheet.do("mine")
    sheet.wait_until_stored('"account"')
    sheet.page.evaluate(
        """() => {
          const key = Object.keys(localStorage).find(key => key.startsWith('armory:'));
          const kept = JSON.parse(localStorage[key]);
          const [one, two] = [{account_name: '松石', revenue: 60}, {account_name: '雲杉', revenue: 20}];
          kept.given = {account: [{id: 'A1', ...one}, {id: 'A2', ...two}]};
          localStorage[key] = JSON.stringify(kept);
        }"""
    )


def test_without_work_elsewhere_nothing_is_loaded_and_defaults_there_stand(
    go: Callable[[str], Sheet], page: Page
) -> None:
    scripts = asked(page)
    sheet = go("teams")
    sheet.do("mine")
    expect(sheet.field("norm_of", "S")).to_have_value("4")
    expect(sheet.field("norm_of", "S")).to_have_attribute("data-taken", "")
    giver = sheet.root.locator('[data-giver="clients"]')
    expect(giver).to_contain_text("那邊還沒有填")
    expect(giver.get_by_role("link")).to_have_attribute("href", "clients.html#calculator")
    page.wait_for_load_state("networkidle")
    assert {"takes.js", "clients.js"}.isdisjoint(scripts)


def test_rows_and_figures_come_from_the_other_tool_until_typed_over(go: Callable[[str], Sheet], page: Page) -> None:
    fill_clients(go("clients"))
    scripts = asked(page)
    sheet = go("teams")
    sheet.do("mine")
    expect(sheet.root.locator("select[data-choose=account] option")).to_have_text(["松石", "雲杉"])
    assert {"takes.js", "clients.js"} <= {*scripts}
    expect(sheet.field("tier_of", "A1")).to_have_value("S")
    expect(sheet.field("whole")).to_have_value("80")
    expect(sheet.root.locator('[data-giver="clients"]')).to_contain_text("已取來")
    sheet.type("staff", "A1/AR", "1")
    sheet.type("staff", "A1/AD", "1")
    sheet.type("staff", "A1/FR", "0")
    expect(sheet.figure("fit", "A1")).to_have_text("50.0%")

    tier = sheet.field("tier_of", "A1")
    tier.focus()
    origin = sheet.root.locator(".origin")
    expect(origin).to_contain_text("取自「客戶」的「最終等級」：戰略客戶")
    expect(origin.get_by_role("link")).to_have_attribute("href", "clients.html#step-2")
    sheet.type("tier_of", "A1", "A")
    expect(tier).to_have_attribute("data-typed-over", "")
    expect(sheet.figure("fit", "A1")).to_have_text("100.0%")
    expect(origin).to_contain_text("這裡用的是你填的數")
    sheet.wait_until_stored('"tier_of":"A"')
    page.reload()
    expect(tier).to_have_value("A")
    expect(sheet.root.locator("select[data-choose=account] option")).to_have_text(["松石", "雲杉"])
    tier.focus()
    origin.get_by_role("button", name="改回取來的數").click()
    expect(tier).to_have_value("S")
    expect(tier).to_have_attribute("data-taken", "")
    expect(sheet.figure("fit", "A1")).to_have_text("50.0%")


def test_a_figure_that_does_not_fit_is_left_blank_and_told(go: Callable[[str], Sheet]) -> None:
    fill_clients(go("clients"))
    sheet = go("teams")
    sheet.do("mine")
    expect(sheet.field("part_of_all", "A1")).to_have_value("")  # 75 %, and at most 60 fit
    notice = sheet.root.locator('[data-topic="misfits"]')
    expect(notice).to_contain_text("松石")
    expect(notice).to_contain_text("75%")
    choose(sheet, "A2")
    expect(sheet.field("part_of_all", "A2")).to_have_value("25")


def test_a_change_of_the_origin_is_told_until_it_is_noted(go: Callable[[str], Sheet]) -> None:
    fill_clients(go("clients"))
    sheet = go("teams")
    sheet.do("mine")
    choose(sheet, "A2")
    sheet.type("tier_of", "A2", "B")
    sheet.wait_until_stored('"tier_of":"B"')
    expect(sheet.root.locator('[data-topic="origins"]')).to_have_count(0)

    clients = go("clients")
    clients.type("decided_tier", "A2", "S")
    clients.wait_until_stored('"decided_tier":"S"')
    sheet = go("teams")
    notice = sheet.root.locator('[data-topic="origins"]')
    expect(notice).to_contain_text("一般客戶 改成了 戰略客戶")
    expect(sheet.field("tier_of", "A2")).to_have_value("B")
    sheet.field("tier_of", "A2").focus()
    expect(sheet.root.locator(".origin")).to_contain_text("「客戶」的「最終等級」是 戰略客戶")
    sheet.page.reload()
    expect(notice).to_be_visible()
    notice.get_by_role("button", name="都知道了").click()
    expect(notice).to_have_count(0)
    sheet.page.reload()
    expect(sheet.field("tier_of", "A2")).to_have_value("B")
    expect(notice).to_have_count(0)


def test_another_tab_that_changes_the_origin_is_followed(
    context: BrowserContext, go: Callable[..., Sheet], page: Page
) -> None:
    sheet = go("teams")
    sheet.do("mine")
    expect(sheet.root.locator('[data-nothing="account"]')).to_be_visible()
    other = go("clients", context.new_page())
    fill_clients(other)
    expect(sheet.root.locator("select[data-choose=account] option")).to_have_text(["松石", "雲杉"])
    other.type("account_name", "A1", "松石集團")
    expect(sheet.root.locator("select[data-choose=account] option")).to_have_text(["松石集團", "雲杉"])
    sheet.field("notes", "A1").fill("正在寫")
    other.type("revenue", "A1", "10")
    expect(sheet.field("tier_of", "A1")).to_have_value("B")
    expect(sheet.field("notes", "A1")).to_have_value("正在寫")


def test_own_rows_come_after_the_others_and_never_meet_them(go: Callable[[str], Sheet]) -> None:
    sheet = go("teams")
    sheet.do("mine")
    sheet.root.locator('[data-nothing="account"] button').click()
    sheet.root.locator('[data-chooser-menu="account"] input').fill("自己加的")
    sheet.wait_until_stored("自己加的")
    fill_clients(go("clients"))
    sheet = go("teams")
    expect(sheet.root.locator("select[data-choose=account] option")).to_have_text(["松石", "雲杉", "自己加的"])
    assert sheet.rows("account") == ["A1", "A2", "A2_1"]
    rows = sheet.root.locator("#step-5 tbody[data-repeat] > tr")
    expect(rows.nth(0).locator('[data-do="delete"]')).to_be_hidden()
    expect(rows.nth(2).locator('[data-do="delete"]')).to_be_visible()
    choose(sheet, "A1")
    sheet.root.locator(".chooser__more").click()
    expect(sheet.root.locator('[data-do="delete-item"]')).to_be_disabled()


def test_figures_come_through_a_tool_between_and_why_leads_to_where_they_come_from(go: Callable[[str], Sheet]) -> None:
    fill_clients(go("clients"))
    teams = go("teams")
    teams.do("mine")
    for role, amount in (("AD", "1"), ("AR", "1"), ("FR", "0")):
        teams.type("staff", f"A1/{role}", amount)
    teams.wait_until_stored('"FR":0')
    sheet = go("duties")
    sheet.do("mine")
    expect(sheet.field("fit_there", "A1")).to_have_value("50")
    expect(sheet.field("staff_there", "A1/AR")).to_have_value("1")
    expect(sheet.field("team_count")).to_have_value("1")
    teams = go("teams")
    teams.figure("wanted", "A1").click()
    dialog = teams.page.locator("dialog.why")
    row = dialog.locator(".why__parts li", has_text="等級")
    expect(row).to_contain_text("取自「客戶」的「最終等級」")
    row.get_by_role("button").click()
    expect(dialog.get_by_role("link")).to_have_attribute("href", "clients.html#step-2")


def test_it_works_from_disk_too(page: Page, linked_site: Path) -> None:
    page.goto((linked_site / "tools" / "clients.html").as_uri())
    fill_clients(Sheet(page))
    page.goto((linked_site / "tools" / "teams.html").as_uri())
    sheet = Sheet(page)
    sheet.do("mine")
    expect(sheet.root.locator("select[data-choose=account] option")).to_have_text(["松石", "雲杉"])
    page.goto((linked_site / "tools" / "clients.html").as_uri())
    sheet.do("example")
    page.locator("select[data-examples]").select_option("second")
    expect(sheet.field("account_name", "A1")).to_have_value("石橋")


def test_an_example_takes_nothing(go: Callable[[str], Sheet]) -> None:
    fill_clients(go("clients"))
    sheet = go("teams")
    expect(sheet.field("tier_of", "A1")).to_have_value("S")
    expect(sheet.field("account_name", "A1")).to_have_value("青瓦")
    sheet.do("mine")
    expect(sheet.field("account_name", "A1")).to_have_value("松石")
    sheet.do("example")
    expect(sheet.field("account_name", "A1")).to_have_value("青瓦")
    expect(sheet.field("part_of_all", "A1")).to_have_value("")


# ---------------------------------------------------------------- for everybody


@pytest.mark.parametrize(
    "context",
    [WIDE, WIDE | DARK, PHONE, PHONE | DARK],
    indirect=True,
    ids=["light", "dark", "phone-light", "phone-dark"],
)
@pytest.mark.parametrize("slug", ["teams", "duties"])
def test_axe_finds_nothing_on_sheets_and_taken_figures(slug: str, go: Callable[[str], Sheet]) -> None:
    assert violations(go(slug).page) == []
    keep_clients(go("clients"))
    sheet = go(slug)
    sheet.do("mine")
    taken = sheet.field("whole") if slug == "teams" else sheet.field("team_count")
    expect(taken).to_have_attribute("data-taken", "")
    taken.focus()
    expect(sheet.root.locator(".origin")).to_have_count(1)
    assert violations(sheet.page, ".calculator") == []
    if slug == "teams":
        sheet.root.locator(".chooser__more").click()
        expect(sheet.root.locator('[data-chooser-menu="account"]')).to_be_visible()
        assert violations(sheet.page, ".calculator") == []
    assert sheet.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_choice_that_wakes_the_page_counts(go: Callable[[str], Sheet]) -> None:
    sheet = go("teams")
    choose(sheet, "A2")
    expect(sheet.root.locator("select[data-choose=account]")).to_have_value("A2")
    expect(sheet.root.locator(".results")).to_contain_text("95.0%")
