"""The trainer's wall in Chromium: forty files at once, broken ones among them, nothing stored, nothing sent."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from site_builder.catalog import Tool

from ..learners import ACCOUNTS, DIMENSIONS, STATIONS, TIERING, TIERS, Camp, camp
from .axe import violations
from .conftest import DARK, PHONE
from .test_looks import LOOKS

PASS = 80
HOSTILE = "<img src=x onerror=\"document.title='broken'\">"


@pytest.fixture(scope="module")
def made(tools: dict[str, Tool]) -> Camp:
    return camp(tools)


@pytest.fixture
def wall(page: Page, address: str) -> Callable[[], Page]:
    def go() -> Page:
        page.goto(f"{address}/wall.html")
        expect(page.locator(".wall")).to_have_attribute("data-awake", "")
        return page

    return go


def choose(page: Page, texts: dict[str, str]) -> None:
    files = [{"name": name, "mimeType": "application/json", "buffer": text.encode()} for name, text in texts.items()]
    page.locator("[data-files]").set_input_files(files)  # type: ignore[arg-type]


def part(page: Page, name: str) -> Locator:
    return page.locator(f"[data-part={name}]")


def cells(row: Locator) -> list[str]:
    return [text.strip() for text in row.locator("> td").all_text_contents()]


def test_forty_files_are_counted_as_they_were_made_up(wall: Callable[[], Page], made: Camp, page: Page) -> None:
    wall()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    choose(page, {f"{name}.json": text for name, text in made.texts().items()})
    expect(page.locator("[data-status]")).to_contain_text("共有 40 位學員")
    expect(page.locator("[data-note]")).to_have_count(0)
    expect(part(page, "learners").locator(".wall-open")).to_have_count(40)

    for station in STATIONS:
        done = cells(part(page, "stations").locator(f"[data-station={station}]"))[1]
        assert done.startswith(f"{made.done[station]} / 40")

    scores = list(made.scores.values())
    passed = sum(score >= PASS for score in scores)
    said = part(page, "scores").locator("[data-scores]").text_content() or ""
    assert f"{len(scores)} 人考過，{passed} 人合格" in said
    assert f"平均 {round(statistics.mean(scores), 1):g} 分，中位數 {statistics.median(scores):g} 分" in said
    for low in range(0, 100, 10):
        count = sum(low <= score < low + 10 or score == low + 10 == 100 for score in scores)
        assert part(page, "scores").locator(f"[data-from='{low}'] b").text_content() == (str(count) if count else "")

    tiers = cells(part(page, "sorted").locator(f"[data-sorted='{TIERING}.current_tier']"))
    assert [int(text.split()[0]) for text in tiers] == [*(made.current[tier] for tier in TIERS), 480]

    for dimension in DIMENSIONS:
        points = made.points[dimension]
        row = cells(part(page, "ratings").locator(f"[data-rating='{TIERING}.rating.{dimension}']"))[1:]
        share = 100 * points.count(3) / len(points)
        assert row[:2] == [f"{statistics.mean(points):.2f}", f"{statistics.stdev(points):.2f}"]
        assert abs(int(row[2].rstrip("%")) - share) <= 0.5
        assert row[3] == str(len(points))
    assert sent == []


def test_those_who_are_far_apart_are_named(wall: Callable[[], Page], made: Camp, page: Page) -> None:
    wall()
    few = list(made.files)[:4]
    choose(page, {name: made.texts()[name] for name in few})
    far = {}
    for (account, dimension), given in made.cells.items():
        own = {name: point for name, point in given.items() if name in few}
        if max(own.values()) - min(own.values()) >= 2:
            far[account, dimension] = own
    shown = part(page, "far")
    expect(shown).to_contain_text(f"有 {len(far)} 格")
    more = shown.locator("[data-body] > details > summary")
    if more.count():
        more.click()
    rows = shown.locator("[data-far]")
    expect(rows).to_have_count(len(far))
    seen = set()
    for row in rows.all():
        account, dimension = row.locator("th").text_content() or "", row.get_attribute("data-far") or ""
        own = far[account, dimension]
        ends = [line.split() for line in row.locator("td > p").all_text_contents()]
        assert [int(end[0]) for end in ends] == [max(own.values()), min(own.values())]
        for point, *_ in ends:
            line = row.locator("td > p", has=page.locator("b", has_text=point)).text_content() or ""
            assert {name for name in few if name in line} == {name for name in few if own[name] == int(point)}
        seen.add((account, dimension))
    assert seen == far.keys() and {account for account, _ in seen} <= {*ACCOUNTS}


def test_wrong_answers_are_told_in_the_words_of_their_options(
    wall: Callable[[], Page], made: Camp, tools: dict[str, Tool], page: Page
) -> None:
    wall()
    choose(page, made.texts())
    by_id = {tool.id: tool for tool in tools.values()}
    rows = part(page, "answers").locator("[data-question]")
    expect(rows).to_have_count(10)
    shares = []
    for row in rows.all():
        asked = row.get_attribute("data-question") or ""
        tool, _, name = asked.partition(".")
        question: Any = by_id[tool].file.quiz[name]
        given, tried = made.wrong[asked], made.tried[asked]
        wrong = set().union(*given.values())
        shares.append(len(wrong) / len(tried))
        _, count, most = cells(row)
        assert count.startswith(f"{len(wrong)} / {len(tried)}")
        top = max(len(names) for names in given.values())
        texts = {"true": "對", "false": "不對"} | {
            option: file.text.replace("**", "") for option, file in getattr(question, "choices", {}).items()
        }
        assert most in {f"{texts[option]} （{top} 人）" for option, names in given.items() if len(names) == top}
    assert shares == sorted(shares, reverse=True)
    rows.first.locator("summary").click()
    first = made.wrong[rows.first.get_attribute("data-question") or ""]
    for names in first.values():
        expect(rows.first).to_contain_text("、".join(sorted(names)))


def test_three_broken_files_among_forty_are_named_and_the_rest_is_shown(
    wall: Callable[[], Page], made: Camp, page: Page
) -> None:
    wall()
    texts = made.texts()
    names = list(texts)
    texts[names[3]] = texts[names[3]][: len(texts[names[3]]) // 2]
    texts[names[17]] = "PK\x03\x04"
    texts[names[39]] = json.dumps({"case": 1, "name": "Z", "tools": {"no-such-tool": {"a": 1}}, "path": {}})
    choose(page, texts)
    expect(page.locator("[data-status]")).to_contain_text("共有 37 位學員")
    refused = page.locator('[data-note="refused"] li')
    for at, (name, why) in enumerate([(names[3], "不完整"), (names[17], "不是案卷"), (names[39], "另一門課程")]):
        expect(refused.nth(at)).to_contain_text(name)
        expect(refused.nth(at)).to_contain_text(why)
    page.get_by_role("button", name="知道了").click()
    expect(refused).to_have_count(0)
    expect(part(page, "learners").locator(".wall-open")).to_have_count(37)


def test_what_of_a_file_was_not_taken_is_told(wall: Callable[[], Page], made: Camp, page: Page) -> None:
    wall()
    file = json.loads(made.texts()["Learner 01"])
    file["tools"]["no-such-tool"] = {"a": 1}
    file["tools"][TIERING]["gone"] = 7
    file["state"][TIERING]["version"] = "another"
    choose(page, {"one.json": json.dumps(file | {"case": 99})})
    note = page.locator('[data-note="remarks"]')
    note.locator("summary").click()
    for said in ("較新的版本", "no-such-tool", "都算進來了：分層分級", "分層分級：gone 7"):
        expect(note).to_contain_text(said)
    expect(part(page, "ratings").locator(f"[data-rating='{TIERING}.rating.growth'] td").last).to_have_text("12")


def test_a_newer_file_takes_the_place_of_an_older_one_and_namesakes_both_stay(
    wall: Callable[[], Page], made: Camp, page: Page
) -> None:
    wall()
    texts = made.texts()
    choose(page, {"a.json": texts["Learner 01"], "b.json": texts["Learner 02"]})
    newer = json.loads(texts["Learner 01"]) | {"date": "2026-11-30"}
    newer["tools"][TIERING]["account"][0]["rating"]["growth"] = 5
    namesake = json.loads(texts["Learner 03"]) | {"name": "Learner 02"}
    choose(page, {"a2.json": json.dumps(newer), "c.json": json.dumps(namesake)})
    learners = part(page, "learners").locator(".wall-open")
    expect(learners).to_have_count(3)
    expect(learners.nth(1)).to_contain_text("Learner 02（")
    expect(learners.nth(2)).to_contain_text("Learner 02（")
    note = page.locator('[data-note="replaced"]')
    note.locator("summary").click()
    expect(note).to_contain_text("用 2026-11-30 的「a2.json」")
    note.get_by_role("button", name="這是兩個人").click()
    expect(learners).to_have_count(4)
    expect(note).to_have_count(0)

    learners.first.click()
    page.get_by_role("button", name="拿掉這一份").click()
    expect(learners).to_have_count(3)
    page.get_by_role("button", name="清空").click()
    expect(part(page, "learners")).to_be_hidden()
    expect(page.locator("[data-files]")).to_be_focused()


def test_a_learner_s_row_can_be_sorted_opened_and_compared_with_a_certificate(
    wall: Callable[[], Page], made: Camp, page: Page, address: str
) -> None:
    name = max(made.scores, key=lambda each: made.scores[each])
    file = made.files[name]
    page.goto(f"{address}/certificate.html")
    page.evaluate(
        "kept => Object.entries(kept).forEach(([key, each]) => localStorage.setItem(`armory:/:${key}`, each))",
        {"quiz": json.dumps(file["quiz"]), "case": json.dumps({"name": name})},
    )
    page.reload()
    code = page.locator("[data-checksum]")
    expect(code).not_to_be_empty()
    printed = code.text_content()

    wall()
    choose(page, made.texts())
    table = part(page, "learners")
    table.get_by_role("button", name="結業成績").click()
    expect(table.locator("th[aria-sort=descending]")).to_have_text("結業成績")
    first = table.locator("tbody tr").first
    expect(first.locator("td").nth(4)).to_have_text(f"{max(made.scores.values())}% 合格")
    row = table.locator("tr", has=page.get_by_role("button", name=name, exact=True))
    expect(row.locator(".wall-code")).to_have_text(printed or "?")
    opened = row.get_by_role("button", name=name, exact=True)
    opened.click()
    expect(opened).to_have_attribute("aria-expanded", "true")
    expect(table.locator(".wall-below:visible")).to_contain_text("用過的工具")
    page.get_by_role("button", name="隱去姓名").click()
    expect(table.locator(".wall-open", has_text="Learner")).to_have_count(0)


def test_files_are_dropped_anywhere_and_from_disk_too(page: Page, site: Path, made: Camp) -> None:
    page.goto((site / "wall.html").as_uri())
    expect(page.locator(".wall")).to_have_attribute("data-awake", "")
    page.evaluate(
        """texts => {
          const data = new DataTransfer();
          for (const [name, text] of Object.entries(texts)) data.items.add(new File([text], name + ".json"));
          const event = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
          document.querySelector("h1").dispatchEvent(event);
        }""",
        made.texts(),
    )
    expect(page.locator("[data-status]")).to_contain_text("共有 40 位學員")


def test_nothing_is_stored_and_hostile_texts_stay_texts(wall: Callable[[], Page], made: Camp, page: Page) -> None:
    wall()
    kept = page.evaluate("JSON.stringify(Object.entries(localStorage))")
    file = json.loads(made.texts()["Learner 01"]) | {"name": HOSTILE, "team": HOSTILE}
    file["tools"][TIERING]["account"][0]["account_name"] = HOSTILE
    file["tools"][HOSTILE] = {"a": 1}
    question = "account_tiering.all_alike"
    file["quiz"]["items"] = {question: {"tries": 1, "right": False, "wrong": {HOSTILE: 1}}, "__proto__.x": 1}
    other = json.loads(made.texts()["Learner 02"])
    other["tools"][TIERING]["account"][0] |= {"account_name": HOSTILE, "rating": dict.fromkeys(DIMENSIONS, 1)}
    file["tools"][TIERING]["account"][0] |= {"rating": dict.fromkeys(DIMENSIONS, 5)}
    choose(page, {f"{HOSTILE}.json": json.dumps(file), "b.json": json.dumps(other), HOSTILE: "{"})
    for shown in ("learners", "far", "answers"):
        expect(part(page, shown)).to_contain_text(HOSTILE)
    for fold in page.locator(".wall summary").all():
        fold.click()
    page.locator(".wall-open").first.click()
    assert page.locator("img[src=x]").count() == 0
    assert page.title() != "broken"
    assert page.evaluate("JSON.stringify(Object.entries(localStorage))") == kept
    assert page.evaluate("sessionStorage.length") == 0


@pytest.mark.parametrize("context", [pytest.param(look, id=name) for name, look in LOOKS.items()], indirect=True)
def test_axe_finds_nothing_on_the_wall(wall: Callable[[], Page], made: Camp, page: Page) -> None:
    wall()
    assert violations(page) == []
    texts = dict(list(made.texts().items())[:6]) | {"cut.json": '{"a'}
    choose(page, texts)
    expect(page.locator("[data-status]")).to_contain_text("共有 6 位學員")
    page.add_style_tag(content=".wall__part { content-visibility: visible !important }")
    page.locator(".wall-open").first.click()
    for name in ("answers", "lights", "far"):
        part(page, name).locator("summary").first.click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("context", [PHONE | DARK], indirect=True, ids=["phone"])
def test_without_the_tools_scripts_the_page_says_so_and_tries_again(page: Page, address: str, made: Camp) -> None:
    page.route("**/assets/tools/*.js", lambda route: route.abort())
    page.goto(f"{address}/wall.html")
    choose(page, {"a.json": made.texts()["Learner 01"]})
    expect(page.locator("[data-status]")).to_contain_text("現在拿不到")
    page.unroute("**/assets/tools/*.js")
    choose(page, {"a.json": made.texts()["Learner 01"]})
    expect(page.locator("[data-status]")).to_contain_text("共有 1 位學員")
