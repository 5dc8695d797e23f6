"""Tools in pages of another site: the host is at localhost, the tools at 127.0.0.1, which browsers hold apart."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Frame, Locator, Page, Request, expect

from site_builder.catalog import Tool
from site_builder.render.figures import scene_of

from .axe import violations
from .conftest import DARK, PHONE, TOOLS, Quiet
from .sheet import Sheet, expected
from .test_looks import WIDE

TIERING, TRIANGLE, SCORES = "account-tiering", "triangle-design", "kpi-scorecard"
DOCS = Path(__file__).resolve().parents[2] / "docs"
Host = Callable[[str], Page]

HEARD = """<script>
  const heard = [];
  for (const type of ["ready", "height", "result", "completed"]) {
    document.addEventListener(`armory:${type}`, ({target, detail}) => heard.push([target.title, detail]));
  }
</script>"""


@pytest.fixture
def host(page: Page, tmp_path: Path) -> Iterator[Host]:
    """Shows a page of another site with this in its body. What frames tell stands in `heard`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    (tmp_path / "favicon.ico").write_bytes(b"")

    shown = count(1)

    def show(body: str) -> Page:
        name = f"page-{next(shown)}.html"  # never one that the browser knows from a moment before
        head = '<meta charset="utf-8"><title>課程</title><link rel="icon" href="favicon.ico">'
        (tmp_path / name).write_text(f"<!doctype html>{head}<body>{HEARD}{body}</body>", "utf-8")
        page.goto(f"http://localhost:{server.server_port}/{name}")
        return page

    yield show
    server.shutdown()
    server.server_close()


@pytest.fixture
def line(address: str) -> Callable[..., str]:
    """The script's line; True is an attribute without a value."""

    def make(tool: str = TIERING, **said: str | bool) -> str:
        facts = "".join(f" data-{name}" + ("" if is_set is True else f'="{is_set}"') for name, is_set in said.items())
        return f'<script src="{address}/assets/embed.js" data-tool="{tool}"{facts} async></script>'

    return make


def framed(page: Page, at: int = 0) -> Frame:
    """The page within a frame, awake."""
    handle = page.locator("iframe").nth(at).element_handle()
    found = handle.content_frame() if handle is not None else None
    assert found is not None
    found.locator(".calculator[data-awake]").wait_for()
    return found


def high(page: Page) -> int:
    return int(page.locator("iframe").first.evaluate("frame => frame.clientHeight"))


def wait_for_height(page: Page, test: str, *, than: int) -> int:
    page.wait_for_function(f"than => document.querySelector('iframe').clientHeight {test} than", arg=than)
    return high(page)


def is_dark(frame: Frame | Page) -> bool:
    return str(frame.evaluate("getComputedStyle(document.body).backgroundColor")) == "rgb(21, 24, 26)"


def wait_until_dark(frame: Frame, dark: bool) -> None:
    expect(frame.locator("body")).to_have_css("background-color", "rgb(21, 24, 26)" if dark else "rgb(246, 244, 239)")


def heard(page: Page, kind: str) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = page.evaluate(f"heard.map(([, detail]) => detail).filter(d => d.type === '{kind}')")
    return told


def shown_steps(frame: Frame | Page) -> list[str]:
    steps: list[str] = frame.locator(".step:visible").evaluate_all("steps => steps.map(step => step.id)")
    return steps


# ---------------------------------------------------------------- the frame


def test_a_frame_is_as_high_as_what_it_shows_and_follows_it_up_and_down(host: Host, line: Callable[..., str]) -> None:
    page = host(line(steps="2", height=300) + "<p>後面</p>")
    frame = framed(page)
    first = wait_for_height(page, ">", than=300)
    expect(page.locator("iframe + p")).to_have_text("後面")
    frame.locator("[data-do=mine]:visible").click()
    short = wait_for_height(page, "<", than=first)  # three rows in place of twelve
    frame.locator('[data-do="add"]:visible').click()
    tall = wait_for_height(page, ">", than=short)
    assert frame.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0
    frame.locator('.row__actions [data-do="delete"]:visible').last.click()
    wait_for_height(page, "<", than=tall)


def test_what_opens_in_a_high_frame_opens_where_the_learner_is(host: Host, line: Callable[..., str]) -> None:
    page = host(line())
    frame = framed(page)
    wait_for_height(page, ">", than=2000)
    figure = frame.locator(".results button.figure:visible").first
    figure.click()
    dialog = frame.locator("dialog.why")
    expect(dialog).to_have_attribute("style", re.compile("margin-top"))
    opened, pressed = dialog.bounding_box(), figure.bounding_box()
    assert opened is not None and pressed is not None and abs(opened["y"] - pressed["y"]) < 200


def test_two_frames_stand_on_one_page_and_each_speaks_for_itself(host: Host, line: Callable[..., str]) -> None:
    twice = line(SCORES, title="第二個") + line(SCORES, title="第三個", steps="1")
    page = host(line(TIERING, steps="1") + twice)
    for at in range(3):
        page.locator("iframe").nth(at).scroll_into_view_if_needed()
        framed(page, at)
    page.wait_for_function("new Set(heard.filter(([, d]) => d.type === 'result').map(([title]) => title)).size === 3")
    assert page.locator("iframe").evaluate_all("frames => frames.map(frame => frame.title)") == [
        "大客戶分層分級",
        "第二個",
        "第三個",
    ]
    tools = page.evaluate("heard.filter(([, d]) => d.type === 'ready').map(([title, d]) => [title, d.tool])")
    assert sorted(tools) == sorted([["大客戶分層分級", TIERING], ["第二個", SCORES], ["第三個", SCORES]])


def test_a_script_that_cannot_tell_which_element_it_is_takes_each_one_once(
    host: Host, line: Callable[..., str], site: Path
) -> None:
    page = host(line(steps="1") + '<div id="late"></div>')
    framed(page)
    page.evaluate("html => { document.querySelector('#late').innerHTML = html }", line(SCORES, steps="1"))
    page.evaluate((site / "assets" / "embed.js").read_text("utf-8"))  # without an element of its own
    page.evaluate((site / "assets" / "embed.js").read_text("utf-8"))
    expect(page.locator("#late iframe")).to_have_count(1)
    framed(page, 1)
    expect(page.locator("iframe")).to_have_count(2)
    assert [each["tool"] for each in heard(page, "ready")] == [TIERING, SCORES]


def test_messages_of_a_wrong_source_or_origin_change_nothing(host: Host, line: Callable[..., str]) -> None:
    page = host(line(steps="1"))
    framed(page)
    before = wait_for_height(page, "!=", than=640)
    told = len(page.evaluate("heard"))
    # Messages come in order, and ours is the last listener: once it has heard, embed.js has.
    forged = "{armory: 1, type: 'height', height: 5000}"
    page.evaluate(
        f"""() => new Promise(done => {{
          addEventListener("message", ({{data}}) => data.height === 5000 && done());
          postMessage({forged}, "*");
        }})"""
    )
    assert (high(page), len(page.evaluate("heard"))) == (before, told)
    page.evaluate(  # the frame itself, when another page stands in it
        f"""() => new Promise(done => {{
          addEventListener("message", ({{data}}) => data.height === 5000 && done());
          const frame = document.querySelector("iframe");
          frame.removeAttribute("loading");
          frame.src = URL.createObjectURL(
            new Blob(["<script>parent.postMessage({forged}, '*')</" + "script>"], {{type: "text/html"}}),
          );
        }})"""
    )
    assert (high(page), len(page.evaluate("heard"))) == (before, told)


def test_an_unknown_tool_is_a_link_in_its_place(
    host: Host, line: Callable[..., str], address: str, context: BrowserContext
) -> None:
    said: list[str] = []
    context.on("console", lambda message: said.append(message.text))
    page = host(line("nothing") + line("constructor", locale="en", title="<b>它</b>"))
    links = page.locator("p > a[target=_blank]")
    expect(links).to_have_text(["打開「大客戶經營武器庫」", "打開「<b>它</b>」"])
    assert links.evaluate_all("links => links.map(link => link.href)") == [
        f"{address}/index.html",
        f"{address}/en/index.html",
    ]
    expect(page.locator("iframe")).to_have_count(0)
    assert said == []


def test_a_frame_that_does_not_answer_gets_a_link_below_it(host: Host, line: Callable[..., str], page: Page) -> None:
    page.clock.install()
    page.route("**/embed/*.html*", lambda route: route.fulfill(status=500, body="", content_type="text/html"))
    with page.expect_response("**/embed/*.html*"):
        host(line())
    page.wait_for_load_state("load")
    page.clock.run_for(11_000)
    expect(page.locator("iframe + p > a")).to_have_text("打開「大客戶分層分級」")


def test_a_language_has_a_folder_of_its_own_and_no_other_host_is_asked(
    host: Host, line: Callable[..., str], address: str
) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    host("").on("request", note)
    page = host(line(locale="en", steps="3"))
    frame = framed(page)
    expect(frame.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("iframe")).to_have_attribute("title", "Account tiering")
    frame.locator(".results button:visible").first.click()
    expect(frame.locator("dialog.why")).to_be_visible()
    assert {re.sub(r"(//[^/]*).*", r"\1", url) for url in asked} == {address, re.sub(r"/page.*", "", page.url)}


# ---------------------------------------------------------------- light and dark


def test_the_theme_is_what_the_address_says_until_the_host_says_another(host: Host, line: Callable[..., str]) -> None:
    page = host(line(theme="dark", steps="1"))
    frame = framed(page)
    assert is_dark(frame)
    frame.evaluate("postMessage({armory: 1, type: 'theme', theme: 'light'}, '*')")  # not its parent
    frame.evaluate("new Promise(done => { addEventListener('message', done, {once: true}); postMessage(0, '*') })")
    assert is_dark(frame)
    page.evaluate(
        "document.querySelector('iframe').contentWindow.postMessage({armory: 1, type: 'theme', theme: 'light'}, '*')"
    )
    wait_until_dark(frame, False)


@pytest.mark.parametrize("context", [WIDE, WIDE | DARK], indirect=True, ids=["light", "dark"])
def test_the_theme_can_follow_the_host(host: Host, line: Callable[..., str], context: BrowserContext) -> None:
    page = host("<style>:root { color-scheme: light } :root.night { color-scheme: dark }</style>" + line(theme="host"))
    frame = framed(page)
    wait_until_dark(frame, False)
    page.evaluate("document.documentElement.className = 'night'")
    wait_until_dark(frame, True)


@pytest.mark.parametrize("context", [WIDE | DARK], indirect=True)
def test_by_itself_a_frame_is_as_the_readers_system(host: Host, line: Callable[..., str], page: Page) -> None:
    frame = framed(host(line()))
    assert is_dark(frame)
    page.emulate_media(color_scheme="light")
    wait_until_dark(frame, False)


# ---------------------------------------------------------------- what the address asks for


def test_steps_and_example_are_those_that_are_asked_for_and_the_results_stay(
    page: Page, address: str, tools: dict[str, Tool]
) -> None:
    tool = tools[TIERING]
    named = next(step.id for step in tool.file.steps if step.id)
    number = tool.step_numbers[named]
    last = list(tool.examples.values())[-1]
    page.goto(f"{address}/embed/{TIERING}.html?steps={named},1&example={last.name}&utm_source=x")
    expect(page.locator("[data-example-name]")).to_have_text(last.label)
    expect(page.locator("[data-unknown]")).to_be_hidden()
    assert sorted(shown_steps(page)) == sorted({"step-1", f"step-{number}"})
    expect(page.locator(".results")).to_be_visible()
    shown = expected(scene_of(tool, last, "是", "否"))
    for name, text in Sheet(page).figures().items():
        assert text in (shown[name], "資料不足"), name


def test_what_the_page_has_not_is_told_and_left_out(page: Page, address: str) -> None:
    asked = "theme=pink&example=nobody&steps=1,99,%3Cb%3E&readonly=perhaps"
    page.goto(f"{address}/embed/{TIERING}.html?{asked}")
    expect(page.locator("[data-unknown]")).to_have_text(
        "網址裡的「theme=pink example=nobody steps=99 steps=<b> readonly=perhaps」這一頁不認得，已略過。"
    )
    assert shown_steps(page) == ["step-1"]
    page.goto(f"{address}/embed/{TIERING}.html?steps=99")
    expect(page.locator("#step-1")).to_be_visible()


@pytest.mark.parametrize("context", [WIDE, PHONE], indirect=True, ids=["wide", "phone"])
@pytest.mark.parametrize("slug", [TIERING, TRIANGLE])
def test_what_is_only_looked_at_takes_no_key(
    slug: str, page: Page, address: str, tools: dict[str, Tool], context: BrowserContext
) -> None:
    page.goto(f"{address}/embed/{slug}.html")
    Sheet(page).do("mine")  # work of the learner's own stays out of it
    expect(page.locator("[data-saved]")).not_to_be_empty()
    page.goto(f"{address}/embed/{slug}.html?readonly=1")
    sheet = Sheet(page)
    expect(sheet.root).to_have_attribute("data-mode", "example")
    expect(page.locator(":is(input, select, textarea)[data-value]")).to_have_count(0)
    expect(page.locator(":is([data-do=mine], [data-do=undo], .row__actions, .below button):visible")).to_have_count(0)
    scene = scene_of(tools[slug], next(iter(tools[slug].examples.values())), "是", "否")
    shown = expected(scene)
    for name, text in sheet.figures().items():
        assert text in (shown[name], "資料不足", "–"), name
    facts = page.locator(".step .fact:visible").all_text_contents()
    assert facts and all(facts)
    assert page.locator(".chart svg").count() == len(tools[slug].file.charts)
    sheet.root.locator(".results button.figure:visible").first.click()
    expect(page.locator("dialog.why .why__figure")).to_be_visible()
    expect(page.locator("dialog.why .change li > button:visible")).to_have_count(0)
    assert violations(page) == []


def test_links_lead_into_a_tab_of_their_own(page: Page, address: str) -> None:
    page.goto(f"{address}/embed/{TRIANGLE}.html")
    expect(page.locator(".calculator[data-awake]")).to_be_visible()
    page.evaluate(  # as Why? and notices do
        """() => {
          const part = document.createElement("p");
          part.innerHTML = '<a href="account-tiering.html#step-1">1</a><a href="#step-1">2</a>';
          document.querySelector(".calculator").append(part);
        }"""
    )
    made = page.locator('.calculator > p > a[href="../tools/account-tiering.html#step-1"]')
    expect(made).to_have_attribute("target", "_blank")
    links = page.locator("main a[href]")
    assert links.count() > 10
    for link in links.all():
        target = str(link.get_attribute("href"))
        assert target.startswith("#") or (link.get_attribute("target"), link.get_attribute("rel")) == (
            "_blank",
            "noopener",
        ), target
        assert target.startswith(("#", "../")), target


# ---------------------------------------------------------------- what the host hears


def test_results_are_told_without_a_word_that_the_learner_wrote_and_completion_once(
    host: Host, line: Callable[..., str], tools: dict[str, Tool]
) -> None:
    tool = tools[TIERING]
    page = host(line())
    frame = framed(page)
    page.wait_for_function("heard.some(([, d]) => d.type === 'result' && !d.own)")
    given = json.loads(json.dumps(next(iter(tool.file.examples.values())).given))
    for row in given["account"]:
        row["account_name"] = f"機密{row['account_name']}"
    load = {"name": "given.json", "mimeType": "application/json", "buffer": json.dumps(given).encode()}
    frame.locator("input[data-load]").set_input_files(load)
    page.wait_for_function("heard.some(([, d]) => d.type === 'completed')")
    told = heard(page, "result")[-1]
    assert (told["tool"], told["own"], list(told["results"])) == (TIERING, True, tool.file.results)
    scene = scene_of(tool, next(iter(tool.examples.values())), "是", "否")
    for name, each in told["results"].items():
        if name in tool.file.lights:
            assert each["value"] == scene.light(name, ())
        else:
            assert each["text"] == scene.shown(name, ())
    for action in ("undo", "redo"):
        count = len(heard(page, "result"))
        frame.locator(f'[data-do="{action}"]:visible').click()
        page.wait_for_function("count => heard.filter(([, d]) => d.type === 'result').length > count", arg=count)
    assert len(heard(page, "completed")) == 1
    assert "機密" not in json.dumps(page.evaluate("heard"), ensure_ascii=False)


def test_a_result_that_is_made_of_names_is_not_told(
    host: Host, line: Callable[..., str], tools: dict[str, Tool]
) -> None:
    page = host(line("talent-pipeline"))
    framed(page)
    page.wait_for_function("heard.some(([, d]) => d.type === 'result')")
    values = tools["talent-pipeline"].program.values
    texts = {
        name for name in tools["talent-pipeline"].file.results if name in values and values[name].type.kind == "text"
    }
    assert texts and not texts & set(heard(page, "result")[0]["results"])


# ---------------------------------------------------------------- where it stands, how it looks


def test_where_storage_is_refused_one_can_type_and_is_told_that_nothing_is_kept(host: Host, address: str) -> None:
    page = host(
        f'<iframe sandbox="allow-scripts" src="{address}/embed/{TIERING}.html" width="900" height="700"></iframe>'
    )
    frame = framed(page)
    frame.locator("[data-do=mine]:visible").click()
    total = frame.locator('input[data-value="total_revenue"]:visible').first
    total.fill("480")
    expect(frame.locator('[data-topic="storage"]')).to_contain_text("關閉頁面後數字會消失")
    expect(total).to_have_value("480")


@pytest.mark.parametrize("start", ["served", "disk"])
def test_a_strict_policy_holds_for_all_that_a_tool_does(
    start: str, page: Page, context: BrowserContext, address: str, site: Path
) -> None:
    context.add_init_script(
        """globalThis.refused = [];
        document.addEventListener("securitypolicyviolation", ({violatedDirective, blockedURI}) =>
          refused.push(`${violatedDirective} ${blockedURI}`));
        print = () => document.documentElement.setAttribute("data-printed", "");"""
    )
    page.goto(f"{address if start == 'served' else site.as_uri()}/embed/{TIERING}.html")
    sheet = Sheet(page)
    sheet.do("mine")
    sheet.type("account_name", "A1", "甲公司")
    expect(sheet.root.locator('[data-chart="profile"] .chart__table')).to_contain_text("甲公司")
    sheet.root.locator(".results button:visible").first.click()
    expect(page.locator("dialog.why")).to_be_visible()
    page.keyboard.press("Escape")
    with page.expect_download() as workbook:
        sheet.do("workbook")
    assert workbook.value.suggested_filename == f"{TIERING}.xlsx"
    page.locator('[data-chart="profile"] .chart__behind summary').click()
    with page.expect_download() as picture:
        page.locator('[data-chart="profile"] [data-kind="png"]').click()
    assert picture.value.suggested_filename.endswith(".png")
    sheet.do("print")
    expect(page.locator("html[data-printed]")).to_have_count(1)
    assert page.evaluate("refused") == []


@pytest.mark.parametrize(
    ("slug", "context"),
    [(TIERING, WIDE), (TRIANGLE, PHONE | DARK), ("routine-calendar", PHONE)],
    indirect=["context"],
    ids=["wide", "phone-dark", "phone"],
)
def test_axe_finds_nothing_and_no_width_is_too_small(slug: str, page: Page, address: str) -> None:
    page.goto(f"{address}/embed/{slug}.html?steps=99")
    expect(page.locator("[data-unknown]")).to_be_visible()
    assert violations(page) == []
    for width in (900, 601, 390, 320):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


@pytest.mark.parametrize("context", [WIDE | {"java_script_enabled": False}], indirect=True)
@pytest.mark.parametrize("slug", TOOLS)
def test_without_a_script_the_example_is_read(slug: str, page: Page, site: Path) -> None:
    page.goto(f"{(site / 'embed' / slug).as_uri()}.html")
    expect(page.locator(".results .result:visible").first).to_be_visible()
    assert page.locator("main [data-do]:visible, main [data-unknown]:visible").count() == 0


# ---------------------------------------------------------------- the line to copy


def code(page: Page, kind: str) -> Locator:
    return page.locator(f"#embed-{kind}")


def test_the_copied_line_shows_in_another_page_what_was_chosen(
    host: Host, address: str, page: Page, context: BrowserContext
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    page.goto(f"{address}/tools/{TIERING}.html")
    Sheet(page).do("embed")
    dialog = page.locator("dialog.embed-code")
    assert code(page, "script").input_value() == (
        f'<script src="{address}/assets/embed.js" data-tool="{TIERING}" async></script>'
    )
    dialog.get_by_label("深淺").select_option("dark")
    dialog.get_by_label("先看哪個範例").select_option("newcomer")
    dialog.get_by_label("3 憑證據打分").check()
    dialog.get_by_label("只看，不能填").check()
    preview = page.frame_locator("dialog.embed-code iframe")
    expect(preview.locator(".step:visible")).to_have_count(1)
    expect(preview.locator("html[data-readonly]")).to_have_count(1)
    assert violations(page) == []
    copied = []
    for kind in ("script", "frame", "link"):
        part = dialog.locator(".embed-code__part").filter(has=code(page, kind))
        part.get_by_role("button").click()
        expect(part.get_by_role("status")).to_have_text("已複製。")
        copied.append(page.evaluate("navigator.clipboard.readText()"))
    assert copied[2] == f"{address}/tools/{TIERING}.html"
    host("".join(copied[:2]))
    for at in (0, 1):
        page.locator("iframe").nth(at).scroll_into_view_if_needed()
        frame = framed(page, at)
        assert shown_steps(frame) == ["step-3"]
        assert is_dark(frame)
        expect(frame.locator("html[data-readonly]")).to_have_count(1)
        expect(frame.locator("[data-example-name]")).to_have_text("剛起步的三家客戶（虛構）")


def test_from_disk_it_says_that_a_server_is_needed(page: Page, site: Path) -> None:
    page.goto(f"{(site / 'tools' / TIERING).as_uri()}.html")
    Sheet(page).do("embed")
    expect(page.locator("dialog.window")).to_contain_text("先把網站放到服務器上")
    expect(page.locator("dialog.window textarea")).to_have_count(0)


# ---------------------------------------------------------------- the guide


def blocks(kind: str, address: str) -> list[str]:
    text = (DOCS / "embedding.md").read_text("utf-8").replace("https://armory.example", address)
    return re.findall(rf"^```{kind}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def test_the_guides_lines_work(host: Host, address: str, errors: list[str]) -> None:
    for block in blocks("html", address):
        page = host(block)
        if "<iframe" in block or "<script" in block:
            frame = framed(page)
            expect(frame.locator("[data-unknown]")).to_be_hidden()
        else:
            page.request.get(str(page.locator("a").get_attribute("href"))).dispose()


def test_the_guides_scripts_hear_and_speak(host: Host, line: Callable[..., str], address: str) -> None:
    _, listen, by_hand, speak = blocks("js", address)
    said: list[str] = []
    plain = f'<p id="done"></p><iframe id="tool" src="{address}/embed/{SCORES}.html" height="100"></iframe>'
    page = host(f"<script>{by_hand}</script>{plain}")
    frame = framed(page)
    wait_for_height(page, ">", than=100)
    page.evaluate(speak)
    wait_until_dark(frame, True)

    page.on("console", lambda message: said.append(message.text))
    page = host(f'<p id="done"></p><script>{listen}</script>{line(steps="1")}')
    framed(page)
    page.wait_for_function("heard.some(([, d]) => d.type === 'result')")
    assert any(each.startswith("大客戶分層分級 錯級率 83.3%") for each in said)
    page.evaluate(
        "document.querySelector('iframe').dispatchEvent(new CustomEvent('armory:completed', "
        "{bubbles: true, detail: {tool: 'x'}}))"
    )
    expect(page.locator("#done")).to_have_text("x ✓")
