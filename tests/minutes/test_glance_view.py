"""A year of meetings at a glance: every meeting is in the column of its month, and the larger, the more it had."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from helpers import archive_of, render, tree_of

from minutes.strings import LOCALES
from minutes.views.glance import LARGEST, MONTHS, MOST, ROW, SMALLEST, Glance, glance, most_items
from minutes.views.lens import Lens
from minutes.views.meetings import DRAWN, meetings_index
from minutes.views.pieces import MeetingView

NARROWEST = 288
"""The room that a page has on a screen 320 pixels wide."""


def minutes_with(items: int) -> str:
    return "".join(f"## 议程 {number}：甲\n\n正文\n\n" for number in range(1, items + 1)) or "正文\n"


def lens_of(folder: Path, items: dict[str, int], locale: str = "zh") -> Lens:
    """The archive with so many agenda items on each day."""
    return Lens(
        archive_of(folder, {f"zh/meetings/{day}.md": minutes_with(count) for day, count in items.items()}), locale
    )


def meetings(*days: date) -> list[MeetingView]:
    return [MeetingView(day.isoformat(), day, "", "zh", 0, (), ()) for day in days]


def marks_of(found: Glance) -> dict[str, list[str]]:
    return {month.start.isoformat()[:7]: [mark.meeting_id for mark in month.marks] for month in found.months}


def test_twelve_months_end_with_the_wanted_one_and_each_has_its_meetings(tmp_path: Path) -> None:
    lens = lens_of(tmp_path, {"2031-04-30": 1, "2031-05-01": 2, "2031-12-31": 0, "2032-04-02": 8, "2032-04-16": 2})
    found = glance(lens.meetings, date(2032, 4, 16), most_items(lens.meetings))
    assert len(found.months) == MONTHS
    assert {month: marks for month, marks in marks_of(found).items() if marks} == {
        "2031-05": ["2031-05-01"],
        "2031-12": ["2031-12-31"],
        "2032-04": ["2032-04-02", "2032-04-16"],
    }
    assert (found.meetings, found.items, found.rows, found.height) == (4, 12, 2, 2 * ROW)


def test_the_area_of_a_mark_stands_for_its_agenda_items(tmp_path: Path) -> None:
    lens = lens_of(tmp_path, {"2031-05-01": 8, "2031-06-01": 2, "2031-07-01": 0})
    found = glance(lens.meetings, date(2031, 12, 1), 8)
    assert [mark.radius for mark in found.marks] == [LARGEST, LARGEST / 2, SMALLEST]


@pytest.mark.parametrize(("held", "marks"), [(MOST, [1] * MOST), (MOST + 1, [MOST + 1]), (31, [31])])
def test_a_month_with_many_meetings_has_one_mark_for_all(held: int, marks: list[int]) -> None:
    found = glance(meetings(*(date(2031, 5, day) for day in range(1, held + 1))), date(2031, 12, 1), 1)
    assert [mark.meetings for mark in found.marks] == marks
    assert found.shared is (len(marks) == 1)
    assert found.rows <= MOST
    assert found.marks[0].meeting_id == "2031-05-01"


def test_a_column_has_room_for_a_finger_on_the_narrowest_phone_and_a_mark_stays_in_it() -> None:
    found = glance(meetings(date(2031, 1, 1), date(2031, 12, 1)), date(2031, 12, 1), 1)
    width = NARROWEST / MONTHS
    assert width >= 24
    for month in found.months:
        middle = month.x * NARROWEST / 100
        assert middle - width / 2 >= -0.1
        assert middle + width / 2 <= NARROWEST + 0.1
    assert min(width, ROW) / 2 > LARGEST


@pytest.mark.parametrize("locale", LOCALES)
def test_each_mark_is_a_link_that_says_which_meeting_it_is_and_how_much_it_had(tmp_path: Path, locale: str) -> None:
    lens = lens_of(tmp_path, {"2031-05-01": 2, "2031-06-01": 1}, locale)
    page = tree_of(render("meetings_index", meetings_index(lens), locale))
    (drawing,) = page.with_tag("svg")
    names = {node.attributes.get("id"): node.text for node in drawing.walk()}
    assert drawing.attributes["role"] == "group"
    assert "2031" in names[drawing.attributes["aria-labelledby"]]
    assert [(link.attributes["href"], link.with_tag("title")[0].text) for link in drawing.with_tag("a")] == {
        "zh": [
            ("/meetings/2031-05-01/", "2031 年 5 月 1 日 · 2 项议程"),
            ("/meetings/2031-06-01/", "2031 年 6 月 1 日 · 1 项议程"),
        ],
        "en": [
            ("/meetings/2031-05-01/", "1 May 2031 · 2 agenda items"),
            ("/meetings/2031-06-01/", "1 June 2031 · 1 agenda item"),
        ],
    }[locale]
    ticks = [node.text for node in drawing.with_class("drawing__tick")]
    assert ticks[:2] + ticks[-1:] == {"zh": ["1", "2", "12"], "en": ["Jan", "Feb", "Dec"]}[locale]
    caption = page.with_tag("figcaption")[0].text
    assert {"zh": "2 次会议，3 项议程。", "en": "2 meetings, 3 agenda items."}[locale] in caption


def test_the_latest_years_are_drawn_in_one_scale_and_those_before_are_lines_that_are_folded(tmp_path: Path) -> None:
    lens = lens_of(tmp_path, {f"{2031 + year}-05-01": year + 1 for year in range(DRAWN + 2)})
    index = meetings_index(lens)
    assert [found.marks[0].items for found in index.drawn] == [5, 4, 3]
    assert index.drawn[0].marks[0].radius == LARGEST
    assert index.activity
    assert index.activity.total == DRAWN + 2
    page = tree_of(render("meetings_index", index))
    assert [node.attributes["id"] for node in page.with_tag("h2")] == [f"year-{year}" for year in range(2035, 2030, -1)]
    folded = [link.attributes["href"] for fold in page.with_tag("details") for link in fold.with_tag("a")]
    assert folded == ["/meetings/2032-05-01/", "/meetings/2031-05-01/"]


def test_few_years_need_no_drawing_of_all_time(tmp_path: Path) -> None:
    assert meetings_index(lens_of(tmp_path, {"2031-05-01": 1})).activity is None


def test_the_index_stays_light_with_a_thousand_meetings() -> None:
    held = meetings(*(date(2011, 1, 7) + timedelta(days=7 * week) for week in range(1000)))
    found = glance(held, held[-1].date, 1)
    assert found.meetings <= 54
    assert len(found.marks) == found.meetings
