"""Courses in a portal whose run-time is scorm-again: whole sessions, other computers, portals that misbehave."""

from __future__ import annotations

import json
import threading
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect

from site_builder.build import course_files
from site_builder.package.scorm import Course, Keep, Standard, package
from site_builder.words import load

from ..npm import FOLDER, npm_part
from ..portal_base import write_portal_base
from .conftest import PHONE, Quiet

STANDARDS: tuple[Standard, ...] = ("scorm12", "scorm2004")
MASTERY = 60
PLAYER = {"viewport": {"width": 867, "height": 666}}
FINISH = {"scorm12": "LMSFinish", "scorm2004": "Terminate"}
STATUS = {
    "scorm12": {"cmi.core.lesson_status": "passed", "cmi.core.score.raw": "100", "cmi.core.score.max": "100"},
    "scorm2004": {
        "cmi.completion_status": "completed",
        "cmi.success_status": "passed",
        "cmi.score.raw": "100",
        "cmi.score.scaled": "1",
    },
}


@pytest.fixture(scope="session")
def courses(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders of unpacked courses, beside the portal's page: `scorm12-local` and so on, and `tool` for one tool."""
    root = tmp_path_factory.mktemp("portal")
    base = tmp_path_factory.mktemp("course")
    config, words = write_portal_base(base), load("zh-hant")
    for name in ("portal.html", "portal.js"):
        copy(FOLDER / name, root)
    (root / "runtime").mkdir()
    for standard in STANDARDS:
        copy(npm_part("scorm-again") / "dist" / f"{standard}.min.js", root / "runtime")

    def unpack(name: str, tool: str | None, *kinds: tuple[Standard, Keep]) -> None:
        files, edited, problems = course_files(config, words, lambda line: None, None, tool, None, "portal")
        assert edited is not None, problems
        alone = next((each for each in edited.catalog.tools if each.slug == tool), None)
        for standard, keep in kinds:
            course = Course(standard, f"c-{name}-{keep}", "課程", keep, MASTERY, alone)
            packed = package(course, files, edited.catalog, edited.locale.words)
            zipfile.ZipFile(BytesIO(packed)).extractall(root / f"{name}-{standard}-{keep}")

    unpack("whole", None, *((standard, keep) for standard in STANDARDS for keep in ("local", "portal")))
    unpack("tool", "visit-log", ("scorm2004", "local"))
    return root


@pytest.fixture(scope="session")
def portal_address(courses: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(courses)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class Seat:
    """A learner's place in the portal: its page, with the launch page in a frame, with the site in a frame of that."""

    def __init__(self, page: Page, address: str, standard: Standard, course: str, **asked: str) -> None:
        self.page, self.address, self.standard = page, address, standard
        asked = {"standard": standard, "course": f"/{course}/index.html", **asked}
        page.goto(f"{address}/portal.html?" + "&".join(f"{name}={each}" for name, each in asked.items()))

    @property
    def launch(self) -> FrameLocator:
        return self.page.frame_locator("iframe")

    @property
    def site(self) -> FrameLocator:
        return self.launch.frame_locator("iframe[data-site]")

    def start(self) -> None:
        self.launch.locator("[data-start]").click()
        self.expect_page()

    def expect_page(self, title: str = "") -> None:
        expect(self.site.locator("h1").first).to_contain_text(title)

    def open(self, page: str) -> None:
        self.frame().evaluate("(page) => { location.href = new URL(page, new URL('site/', parent.location)) }", page)
        self.page.wait_for_function(
            "(page) => frames[0].frames[0].location.pathname.endsWith(page)"
            " && frames[0].frames[0].document.readyState === 'complete'",
            arg=page,
        )

    def frame(self) -> Any:
        return next(frame for frame in self.page.frames if "/site/" in frame.url)

    def type(self, value: str, at: str, text: str) -> None:
        field = self.site.locator(f"input[data-value={value}][data-at='{at}']:visible").first
        field.fill(text)
        field.press("Enter")

    def visit_log(self, names: bool = True) -> None:
        """Two customers, 30 and 5."""
        self.open("tools/visit-log.html")
        self.site.locator("[data-do=mine]:visible").first.click()
        for row, (name, revenue) in enumerate((("某某公司", "30"), ("另一家", "5")), start=1):
            if names:
                self.type("account_name", f"A{row}", name)
            self.type("revenue", f"A{row}", revenue)
        expect(self.site.locator("[data-value=total]").first).to_contain_text("35")

    def state(self) -> str:
        return self.launch.locator("[data-state]").text_content() or ""

    def expect_recorded(self) -> None:
        expect(self.launch.locator("[data-portal]")).to_have_attribute("data-kind", "recorded")

    def record(self) -> dict[str, str]:
        return self.page.evaluate("portal.record()") or {}

    def wait_for(self, **recorded: str) -> None:
        self.page.wait_for_function(
            "(wanted) => { const now = portal.record() ?? {};"
            " return Object.entries(wanted).every(([name, text]) => now[name] === text) }",
            arg=recorded,
        )


def calls(context: BrowserContext, address: str, seat: str = "1") -> list[list[str]]:
    """What was called, in order, as the closed portal left it."""
    page = context.new_page()
    page.goto(f"{address}/portal.js")
    said = page.evaluate(f"localStorage.getItem('calls:{seat}')")
    page.close()
    return json.loads(said or "[]")  # type: ignore[no-any-return]


def left_in(context: BrowserContext) -> dict[str, str]:
    """What the closed portal has recorded."""
    stored = context.storage_state()["origins"][0]["localStorage"]
    return json.loads(next(each["value"] for each in stored if each["name"] == "seat:1"))  # type: ignore[no-any-return]


Sit = Callable[..., Seat]


@pytest.fixture
def sit(page: Page, portal_address: str) -> Sit:
    def go(standard: Standard = "scorm2004", keep: Keep = "local", at: Page = page, **asked: str) -> Seat:
        return Seat(at, portal_address, standard, f"whole-{standard}-{keep}", **asked)

    return go


@pytest.fixture
def elsewhere(browser: Browser, portal_address: str, errors: list[str]) -> Iterator[Callable[[dict[str, str]], Page]]:
    """Another computer, to which the portal brings what it has recorded."""
    contexts: list[BrowserContext] = []

    def go(record: dict[str, str]) -> Page:
        contexts.append(browser.new_context(locale="zh-TW"))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{portal_address}/portal.js")
        page.evaluate("(record) => localStorage.setItem('seat:1', JSON.stringify(record))", record)
        return page

    yield go
    for context in contexts:
        context.close()


def check(seat: Seat, name: str, *options: str) -> None:
    question = seat.site.locator(f"[data-quiz='{name}']")
    for option in options:
        question.locator(f"input[value={option}]").check()


# ---------------------------------------------------------------- whole sessions


@pytest.mark.parametrize("standard", STANDARDS)
def test_a_session_from_the_first_page_to_passed(
    standard: Standard, sit: Sit, context: BrowserContext, portal_address: str
) -> None:
    seat = sit(standard)
    expect(seat.launch.locator("[data-welcome]")).to_contain_text("不會交給平台，只存在這台機器")
    before = calls(context, portal_address)
    assert [said for call, said, *_ in before if call.endswith("SetValue")] == [
        "cmi.core.exit suspend" if standard == "scorm12" else "cmi.exit suspend"
    ]
    seat.start()
    seat.expect_page("首頁")

    seat.visit_log()
    question = seat.site.locator("[data-quiz='visit_log.who']")
    question.locator("input[value=them]").check()
    question.locator("[data-ways] .md-button--primary").click()
    expect(question).to_have_attribute("data-state", "wrong")
    expect(seat.launch.locator("[data-progress]")).to_contain_text("1／2")

    seat.open("tools/group-plan.html")
    seat.site.locator("[data-do=mine]:visible").first.click()
    seat.type("people", "A1", "3")
    seat.type("people", "A2", "2")
    expect(seat.launch.locator("[data-progress]")).to_contain_text("已完成")

    seat.open("quiz.html")
    seat.site.locator("[data-quiz]").first.scroll_into_view_if_needed()
    expect(seat.site.locator("html")).to_have_attribute("data-questions", "on")
    check(seat, "visit_log.who", "us")
    check(seat, "visit_log.which", "met", "call")
    check(seat, "group_plan.why", "true")
    seat.site.locator("[data-hand-in]").click()
    seat.wait_for(**STATUS[standard])
    seat.expect_recorded()
    seat.page.close()

    said = calls(context, portal_address)
    names = [call for call, *_ in said]
    assert names[0].endswith("Initialize") and names[-1] == FINISH[standard]
    assert sum(name.endswith("Initialize") for name in names) == 1 and names.count(FINISH[standard]) == 1
    assert [each for each in said if each[3] != "0" or each[2] == "false"] == []
    told = [text for call, text, *_ in said if call.endswith("SetValue") and ".interactions." in text]
    assert any(text.endswith(".id visit_log.who") for text in told)
    wrong = [("result wrong", "student_response b"), ("result incorrect", "learner_response them")]
    result, response = wrong[standard == "scorm2004"]
    assert any(text.endswith(result) for text in told)
    # Letters of 1.2 go by the ids in alphabetical order: them, us.
    assert any(text.endswith(response if standard == "scorm2004" else "student_response a") for text in told)
    assert any(text.endswith("營收合計: 35.0 百萬元") for text in told)
    assert any(text.endswith("最大的客戶: A1") for text in told)
    assert any(text.endswith("夠不夠: 綠燈") for text in told)
    assert not any("某某公司" in text for _, text, *_ in said)


@pytest.mark.parametrize("standard", STANDARDS)
def test_closed_in_the_middle_and_taken_up_again(
    standard: Standard, sit: Sit, context: BrowserContext, portal_address: str
) -> None:
    seat = sit(standard)
    seat.start()
    seat.visit_log()
    seat.page.close()
    assert [call for call, *_ in calls(context, portal_address)][-1] == FINISH[standard]

    again = sit(standard, at=context.new_page())
    expect(again.site.locator("[data-value=revenue][data-at=A1]").first).to_have_value("30")
    expect(again.launch.locator("[data-welcome]")).to_be_hidden()
    again.expect_recorded()
    assert again.frame().url.endswith("/site/tools/visit-log.html")
    said = calls(context, portal_address)
    assert [each for each in said if each[3] != "0" or each[2] == "false"] == []


def test_a_course_nobody_touched_is_incomplete_without_a_score(sit: Sit) -> None:
    seat = sit("scorm12")
    seat.start()
    seat.expect_recorded()
    record = seat.record()
    assert record["cmi.core.lesson_status"] == "incomplete"
    assert not any("score" in name for name in record)


# ---------------------------------------------------------------- the work in the portal


def test_another_computer_resumes_the_work_without_names(sit: Sit, elsewhere: Callable[[dict[str, str]], Page]) -> None:
    seat = sit(keep="portal")
    expect(seat.launch.locator("[data-welcome]")).to_contain_text("換一台電腦可以接著做")
    seat.start()
    seat.visit_log()
    seat.expect_recorded()
    seat.page.close()

    record = left_in(seat.page.context)
    other = sit(keep="portal", at=elsewhere(record))
    expect(other.site.locator("[data-value=revenue][data-at=A1]").first).to_have_value("30")
    expect(other.site.locator("input[data-value=account_name][data-at=A1]").first).to_have_value("")
    other.type("revenue", "A1", "40")
    expect(other.site.locator("[data-value=total]").first).to_contain_text("45")
    other.page.close()
    newer = left_in(other.page.context)

    # Back at the first computer: the newer figure, and the names that only this one knows.
    page = seat.page.context.new_page()
    page.goto(f"{seat.address}/portal.js")
    page.evaluate("(record) => localStorage.setItem('seat:1', JSON.stringify(record))", newer)
    back = sit(keep="portal", at=page)
    expect(back.site.locator("[data-value=revenue][data-at=A1]").first).to_have_value("40")
    expect(back.site.locator("input[data-value=account_name][data-at=A1]").first).to_have_value("某某公司")
    expect(back.launch.locator("[data-notes]")).to_contain_text("另一台電腦")


def test_names_go_along_where_the_learner_allows_them(sit: Sit, elsewhere: Callable[[dict[str, str]], Page]) -> None:
    seat = sit(keep="portal")
    seat.launch.locator("[data-welcome] [data-names]").check()
    seat.start()
    seat.visit_log()
    seat.expect_recorded()
    seat.page.close()
    other = sit(keep="portal", at=elsewhere(left_in(seat.page.context)))
    expect(other.site.locator("input[data-value=account_name][data-at=A1]").first).to_have_value("某某公司")


def test_what_has_no_room_stays_here_and_is_named(sit: Sit) -> None:
    seat = sit("scorm2004", keep="portal", fault="short")
    seat.start()
    seat.open("tools/visit-log.html")
    seat.site.locator("[data-do=mine]:visible").first.click()
    for _ in range(12):
        seat.site.locator("[data-do=add][data-list=account]:visible").first.click()
    rows = seat.site.locator("input[data-value=revenue]")
    for at in range(rows.count()):
        rows.nth(at).fill(str(1000 * (at + 1) + 37 * at * at % 991))
        rows.nth(at).press("Enter")
    texts = seat.site.locator("input[data-value=visits]")
    for at in range(texts.count()):
        texts.nth(at).fill(str(7919 * (at + 3) % 100_003))
        texts.nth(at).press("Enter")
    expect(seat.launch.locator("[data-notes]")).to_contain_text("只存在這台機器上：拜訪")
    seat.expect_recorded()
    assert seat.record()["cmi.suspend_data"] != ""


# ---------------------------------------------------------------- portals that misbehave


@pytest.mark.parametrize(
    ("fault", "said"), [("none", "沒有找到課程平台"), ("throws", "the portal broke"), ("empty", "平台沒有接通")]
)
def test_without_a_portal_that_answers_work_goes_on_here(fault: str, said: str, sit: Sit) -> None:
    seat = sit(fault=fault)
    expect(seat.launch.locator("[data-state]")).to_contain_text(said)
    seat.expect_page("首頁")
    seat.visit_log()
    seat.page.reload()
    seat.open("tools/visit-log.html")
    expect(seat.site.locator("[data-value=revenue][data-at=A1]").first).to_have_value("30")


def test_a_lost_network_is_told_and_made_up_for(sit: Sit) -> None:
    seat = sit()
    seat.start()
    seat.expect_recorded()
    seat.page.evaluate("portal.offline = true")
    seat.visit_log()
    expect(seat.launch.locator("[data-portal]")).to_have_attribute("data-kind", "trouble")
    assert "平台還沒有記下" in seat.state()
    seat.page.evaluate("portal.offline = false")
    seat.launch.locator("[data-again]").click()
    seat.expect_recorded()
    assert seat.record()["cmi.location"] == "tools/visit-log.html"


def test_a_review_records_nothing(sit: Sit, context: BrowserContext, portal_address: str) -> None:
    seat = sit("scorm12", mode="review")
    expect(seat.launch.locator("[data-state]")).to_contain_text("平台不記錄")
    seat.expect_page("首頁")
    seat.visit_log()
    seat.page.close()
    said = calls(context, portal_address)
    assert [text for call, text, *_ in said if call == "LMSSetValue"] == ["cmi.core.exit suspend"]
    assert said[-1][0] == "LMSFinish"


# ---------------------------------------------------------------- apart from all else


def test_courses_and_learners_on_one_origin_do_not_share_work(sit: Sit, page: Page, portal_address: str) -> None:
    seat = sit(seat="a")
    seat.start()
    seat.visit_log()
    others = [
        sit(seat="b", learner="L02"),
        Seat(page, portal_address, "scorm2004", "tool-scorm2004-local", seat="c"),
        sit("scorm12", keep="portal", seat="d"),
    ]
    for other in others[-1:]:
        other.start()
        other.open("tools/visit-log.html")
        expect(other.site.locator("[data-calculator]")).to_have_attribute("data-mode", "example")
    for at, (course, asked) in enumerate(
        (("whole-scorm2004-local", {"learner": "L02"}), ("tool-scorm2004-local", {"learner": "L01"}))
    ):
        other = Seat(page, portal_address, "scorm2004", course, seat=f"e{at}", **asked)
        other.start()
        other.open("tools/visit-log.html")
        expect(other.site.locator("[data-calculator]")).to_have_attribute("data-mode", "example")
    back = sit(seat="a")
    back.open("tools/visit-log.html")
    expect(back.site.locator("[data-value=revenue][data-at=A1]").first).to_have_value("30")


def test_a_page_in_a_window_of_its_own_leads_to_the_launch_page(page: Page, portal_address: str) -> None:
    page.goto(f"{portal_address}/whole-scorm2004-local/site/tools/visit-log.html")
    page.wait_for_url("**/whole-scorm2004-local/index.html#*")
    site = page.frame_locator("iframe[data-site]")
    expect(site.locator("h1").first).to_contain_text("拜訪記錄")
    expect(page.locator("[data-state]")).to_contain_text("沒有找到課程平台")


def test_in_a_window_that_the_portal_opened(sit: Sit, context: BrowserContext, page: Page) -> None:
    sit(popup="1")
    with context.expect_page() as opened:
        page.get_by_role("link").click()
    launch = opened.value
    launch.locator("[data-start]").click()
    expect(launch.locator("[data-portal]")).to_have_attribute("data-kind", "recorded")
    launch.close()


# ---------------------------------------------------------------- one tool; narrow frames


@pytest.mark.parametrize("context", [PLAYER, PHONE], indirect=True, ids=["player", "phone"])
def test_a_course_about_one_tool(page: Page, portal_address: str, context: BrowserContext) -> None:
    seat = Seat(page, portal_address, "scorm2004", "tool-scorm2004-local")
    seat.start()
    seat.expect_page("拜訪記錄")
    assert seat.frame().evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert seat.frame().evaluate("[...document.links].filter((link) => !link.hash && link.href).length") == 0
    if context.pages[0].viewport_size == PHONE["viewport"]:
        return
    seat.visit_log()
    expect(seat.launch.locator("[data-progress]")).to_contain_text("已完成")
    seat.site.locator("[data-quiz]").first.scroll_into_view_if_needed()
    expect(seat.site.locator("html")).to_have_attribute("data-questions", "on")
    check(seat, "visit_log.who", "us")
    check(seat, "visit_log.which", "met", "call")
    check(seat, "visit_log.near", "false")
    order = seat.site.locator("[data-quiz='visit_log.steps']")
    for item in ("note", "go", "plan"):
        while order.locator("[data-option]").first.get_attribute("data-option") != item:
            order.locator(f"[data-option={item}] [data-move='-1']").click()
    seat.site.locator("[data-quiz='visit_log.sum'] input").fill("17")
    for name in ("who", "which", "near", "steps", "sum"):
        seat.site.locator(f"[data-quiz='visit_log.{name}'] [data-ways] button").first.click()
    seat.wait_for(**{"cmi.success_status": "passed", "cmi.completion_status": "completed"})
    assert float(seat.record()["cmi.score.raw"]) >= MASTERY
