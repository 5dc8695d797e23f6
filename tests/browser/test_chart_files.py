"""What a page saves of its charts: pictures that stand alone, and calendar files that calendars read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

from .conftest import DARK, PHONE
from .sheet import Sheet

SVG = "{http://www.w3.org/2000/svg}"


def saved(sheet: Sheet, chart: str, kind: str, folder: Path) -> bytes:
    figure = sheet.root.locator(f'[data-chart="{chart}"]')
    fold = figure.locator("details")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    with sheet.page.expect_download() as download:
        figure.locator(f'[data-kind="{kind}"]').click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    assert path.suffix == f".{kind}"
    return path.read_bytes()


@pytest.mark.parametrize("context", [{"viewport": {"width": 1280, "height": 900}}, PHONE | DARK], indirect=True)
def test_a_picture_stands_alone(open_tool: Callable[[str], Sheet], tmp_path: Path) -> None:
    sheet = open_tool("account-tiering")
    svg = ElementTree.fromstring(saved(sheet, "matrix", "svg", tmp_path))
    parts = list(svg.iter())
    assert svg.tag == f"{SVG}svg" and svg[0].tag == f"{SVG}title" and svg[0].text
    assert all(part.get("class") is None and part.get("href") is None for part in parts)
    assert any("A3" in (part.text or "") for part in parts)
    assert all("stroke" in (part.get("style") or "") for part in parts if part.tag in (f"{SVG}circle", f"{SVG}line"))
    png = saved(sheet, "matrix", "png", tmp_path)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(png[16:20]) >= 2 * int(float(svg.get("width") or 0)) > 0


def test_the_year_goes_into_a_calendar(open_tool: Callable[[str], Sheet], tmp_path: Path) -> None:
    sheet = open_tool("routine-calendar")
    chart = sheet.root.locator('[data-chart][class*="calendar"]').first
    name = chart.get_attribute("data-chart")
    assert name is not None
    chart.locator("summary").click()
    chart.locator("input[data-first]").fill("2027-01-04")
    read = Calendar.from_ical(saved(sheet, name, "ics", tmp_path))
    events = read.walk("VEVENT")
    count = Counter(str(event["SUMMARY"]).split()[0] for event in events)
    # One strategic account, the full pack: what the specification says of each meeting.
    wanted = {"M1": 46, "M2": 23, "M3": 12, "M4": 12, "M5": 23, "M6": 4, "M7": 4, "M8": 2, "M9": 1, "M10": 2}
    assert count == wanted | {"M11": 4, "M12": 4}
    assert len({event["UID"] for event in events}) == len(events)
    days = {event["DTSTART"].dt for event in events}
    assert min(days) == date(2027, 1, 4) and all(day.weekday() == 0 for day in days)
    assert all((event["DTEND"].dt - event["DTSTART"].dt).days == 5 for event in events)
