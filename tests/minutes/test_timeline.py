"""The geometry of a timeline: everything in its place in time, and nothing on top of anything else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from helpers import PROPERTY
from hypothesis import given
from hypothesis import strategies as st

from minutes.views.course import Course, Moment
from minutes.views.placement import SIZE, shortened, spread, text_width
from minutes.views.timeline import GAP, LINE, MAX_ROWS, NARROW, SIDE, WIDE, Timeline, timeline
from minutes.vocabulary import STATUS_WORDS, Status

START = date(2031, 5, 6)
EN, ZH = STATUS_WORDS["en"], STATUS_WORDS["zh"]
every_width = pytest.mark.parametrize("width", [NARROW, WIDE])


def moments(*days: int, status: Status = Status.DISCUSSED, steps: Sequence[int] = (0,)) -> tuple[Moment, ...]:
    """Moments so many days after the start; those of one day are its agenda items 1, 2 …"""
    return tuple(
        Moment(
            day=START + timedelta(days=day),
            anchor=f"agenda-{days[: position + 1].count(day)}",
            number=days[: position + 1].count(day),
            title="Title",
            lang="en",
            status=status,
            step=position in steps,
        )
        for position, day in enumerate(days)
    )


def drawn(*days: int, width: float = WIDE, questions: Sequence[Course] = ()) -> Timeline:
    """The timeline of a life with these days, in which every meeting spoke of it."""
    course = Course("", moments(*days))
    return timeline([course, *questions], [moment.day for moment in course.moments], EN, width)


def boxes(found: Timeline) -> list[tuple[float, float, float, float]]:
    """The labels of a timeline: left, top, right, bottom."""
    return [
        (mark.label.x, mark.label.top, mark.label.x + mark.label.width, mark.label.y)
        for lane in found.lanes
        for mark in lane.marks
        if mark.label
    ]


def assert_tidy(found: Timeline) -> None:
    """Nothing overlaps, and nothing is outside the drawing."""
    for (left, top, right, bottom), (left2, top2, right2, bottom2) in combinations(boxes(found), 2):
        assert right < left2 or right2 < left or bottom <= top2 or bottom2 <= top
    for lane in found.lanes:
        for before, after in pairwise(lane.marks):
            assert after.x - before.x >= GAP - 0.11
        for mark in lane.marks:
            for other in lane.marks:
                if mark.label and other.label and mark is not other and other.label.x <= mark.x:
                    crosses = mark.x < other.label.x + other.label.width and mark.label.top < other.label.y
                    assert not crosses, "a pole goes through a label"
            assert SIDE - 0.1 <= mark.x <= found.width - SIDE
            if mark.label:
                assert mark.label.y < lane.y
    assert all(left >= 0 and right <= found.width and top >= 0 for left, top, right, _ in boxes(found))
    for upper, lower in pairwise(found.lanes):
        assert all(mark.label.top > upper.y for mark in lower.marks if mark.label)
        assert upper.y < lower.caption_y - LINE < lower.y
    assert found.lanes[-1].y < found.axis_y < found.height


@every_width
def test_meetings_two_weeks_apart_have_labels_that_do_not_overlap(width: float) -> None:
    found = drawn(0, 14, 28, 126, width=width)
    assert len(boxes(found)) == 4
    assert_tidy(found)
    assert found.width == width


@every_width
def test_two_items_of_one_meeting_stand_side_by_side_in_their_order(width: float) -> None:
    found = drawn(0, 14, 14, 60, width=width)
    assert [mark.moment.number for mark in found.lanes[0].marks] == [1, 1, 2, 1]
    assert_tidy(found)


def test_marks_are_placed_by_date_where_there_is_room() -> None:
    found = drawn(0, 30, 90, 100 + 20)
    first, second, third, last = (mark.x for mark in found.lanes[0].marks)
    assert second - first == pytest.approx((last - first) * 30 / 120, abs=0.2)
    assert third - first == pytest.approx((last - first) * 90 / 120, abs=0.2)


@every_width
def test_a_single_discussion_has_a_mark_its_month_and_a_stretch_that_lasts(width: float) -> None:
    found = drawn(0, width=width)
    (mark,) = found.lanes[0].marks
    (stretch,) = found.lanes[0].stretches
    (tick,) = found.ticks
    assert (mark.x, tick.x, tick.with_year) == (SIDE, SIDE, True)
    assert (stretch.start, stretch.end) == (SIDE, width - SIDE)
    assert_tidy(found)


@PROPERTY
@given(
    days=st.lists(st.integers(0, 1500), min_size=1, max_size=14).map(sorted),
    width=st.sampled_from([NARROW, WIDE]),
    words=st.sampled_from([EN, ZH]),
    status=st.sampled_from(Status),
)
def test_nothing_overlaps_whatever_the_dates(
    days: list[int], width: float, words: dict[Status, str], status: Status
) -> None:
    course = Course("", moments(*days, status=status, steps=range(len(days))))
    question = Course("A question", course.moments[::2])
    found = timeline([course, question], [moment.day for moment in course.moments], words, width)
    assert_tidy(found)
    assert sum(mark.count for mark in found.lanes[0].marks) == len(days)
    assert sum(mark.count for mark in found.lanes[1].marks) == len(days[::2])
    assert found.width == width
    assert all(after.x - before.x >= 30 for before, after in pairwise(found.ticks))


def test_a_stretch_begins_at_each_step_and_none_is_left_out() -> None:
    told = [Status.PROPOSED, Status.DISCUSSED, Status.DISCUSSED, Status.RELEASED]
    course = Course(
        "",
        tuple(
            Moment(START + timedelta(days=30 * position), "agenda-1", 1, "Title", "en", status, position != 2)
            for position, status in enumerate(told)
        ),
    )
    (lane,) = timeline([course], [], EN).lanes
    marks = [mark.x for mark in lane.marks]
    assert [(one.status, one.start) for one in lane.stretches] == [
        (Status.PROPOSED, marks[0]),
        (Status.DISCUSSED, marks[1]),
        (Status.RELEASED, marks[3]),
    ]
    assert [one.end for one in lane.stretches] == [marks[1], marks[3], WIDE - SIDE]


def test_a_question_stands_below_with_its_marks_under_those_of_the_same_items() -> None:
    days = moments(0, 14, 14, 28, steps=range(4))
    found = drawn(0, 14, 14, 28, questions=[Course("Suffixes", (days[0], days[2])), Course("Names", days[3:])])
    whole, suffixes, names = found.lanes
    xs = [mark.x for mark in whole.marks]
    assert [mark.x for mark in suffixes.marks] == [xs[0], xs[2]]
    assert [mark.x for mark in names.marks] == [xs[3]]
    assert whole.y < suffixes.y < names.y
    assert [lane.caption for lane in found.lanes] == ["", "Suffixes", "Names"]
    assert_tidy(found)


def test_ticks_are_months_with_their_year_where_it_begins() -> None:
    found = drawn(0, 300)
    assert [tick.day for tick in found.ticks] == [
        *(date(2031, month, 1) for month in range(6, 13)),
        *(date(2032, month, 1) for month in (1, 2, 3)),
    ]
    assert [tick.day.isoformat() for tick in found.ticks if tick.with_year] == ["2031-06-01", "2032-01-01"]


def test_of_a_long_life_only_some_months_are_named() -> None:
    found = drawn(0, 3000)
    assert 3 <= len(found.ticks) <= 18
    assert {tick.day.month for tick in found.ticks} <= {1, 7}


def test_a_tick_is_on_the_right_side_of_every_mark_even_where_marks_were_moved() -> None:
    days = [0, 1, 2, 3, 4, 30, 40, 200]
    found = drawn(*days, width=NARROW)
    for tick in found.ticks:
        for mark in found.lanes[0].marks:
            assert (tick.x < mark.x) == (tick.day < mark.moment.day)


def test_the_axis_has_every_meeting_of_the_life_and_no_other() -> None:
    course = Course("", moments(0, 28))
    held = [START + timedelta(days=day) for day in (-14, 0, 14, 28, 42)]
    found = timeline([course], held, EN)
    first, last = (mark.x for mark in found.lanes[0].marks)
    assert found.meetings == pytest.approx([first, (first + last) / 2, last], abs=0.1)


def test_a_meeting_with_two_items_is_one_tick_amid_their_marks() -> None:
    found = drawn(0, 14, 14, 28)
    _, left, right, _ = (mark.x for mark in found.lanes[0].marks)
    assert [x for x in found.meetings if left <= x <= right] == pytest.approx([(left + right) / 2], abs=0.1)


@every_width
def test_where_there_is_no_room_for_all_marks_those_between_steps_share_them(width: float) -> None:
    many = moments(*range(0, 600, 10), steps=(0, 30))
    found = timeline([Course("", many)], [], EN, width)
    marks = found.lanes[0].marks
    assert found.width == width
    assert [mark.moment for mark in marks if mark.moment.step] == [many[0], many[30]]
    assert {mark.count for mark in marks if mark.moment.step} == {1}
    assert sum(mark.count for mark in marks) == 60
    assert found.shared
    assert_tidy(found)


def test_a_thousand_meetings_are_as_many_ticks_as_can_be_told_apart() -> None:
    days = moments(0, 7000)
    found = timeline([Course("", days)], [START + timedelta(days=7 * week) for week in range(1000)], EN)
    assert 100 < len(found.meetings) < 200
    assert all(after - before >= 4 for before, after in pairwise(found.meetings))


def test_labels_are_never_stacked_higher_than_so_many_rows() -> None:
    found = timeline([Course("", moments(*range(9)))], [], EN, NARROW)
    assert all(mark.label for mark in found.lanes[0].marks)
    assert found.lanes[0].y < (MAX_ROWS + 1) * (2 * LINE + 2)


def test_a_life_without_a_moment_has_no_timeline() -> None:
    with pytest.raises(ValueError, match="moment"):
        timeline([Course("", ())], [], EN)


def test_a_caption_that_is_too_long_ends_in_an_ellipsis() -> None:
    days = moments(0, 14)
    title = "一个很长的问题，" * 20
    found = drawn(0, 14, width=NARROW, questions=[Course(title, days)])
    caption = found.lanes[1].caption
    assert found.lanes[1].title == title
    assert caption.endswith("…")
    assert text_width(caption) <= NARROW - 2 * SIDE
    assert shortened("short", 100) == "short"


def test_an_ideograph_is_as_wide_as_high() -> None:
    assert text_width("提案") == 2 * SIZE
    assert text_width("ab") == pytest.approx(1.2 * SIZE)


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([10, 50, 90], (10, 50, 90)),
        ([10, 10, 90], (10, 30, 90)),
        ([10, 85, 90], (10, 70, 90)),
        ([88, 89, 90], (50, 70, 90)),
        ([], ()),
    ],
)
def test_places_are_moved_as_little_as_it_takes(places: list[float], expected: tuple[float, ...]) -> None:
    assert spread(places, 20, 10, 90) == expected
