"""A year of meetings at a glance: a column for each month, in it a mark for each meeting, as plain numbers.

Knows which marks there are, in which row and how large. Knows no markup and no words. Across, everything is a share of
the width, so that a drawing fills whatever room there is; down, a user unit is a CSS pixel.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import sqrt

from minutes.views.pieces import MeetingView

MONTHS = 12
ROW = 24
"""The height of a row, and the least width of a column: room for a finger (24 CSS pixels) on the narrowest phone."""
MOST = 6
"""The most meetings of a month that have a mark each. Where there are more, they share one."""
LARGEST, SMALLEST = 10.0, 3.5
"""Radii: of the mark with the most agenda items, and the least."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A meeting, or several of a month that share the mark; ``items`` are the agenda items of all.

    ``day`` is that of the first of them. The area of the mark stands for the agenda items of one.
    """

    day: date
    meetings: int
    items: int
    row: int
    radius: float

    @property
    def meeting_id(self) -> str:
        """The meeting, or the first of those that share the mark."""
        return self.day.isoformat()

    @property
    def y(self) -> float:
        """The height of its middle, in a drawing without a head."""
        return (self.row + 0.5) * ROW


@dataclass(frozen=True, slots=True)
class Month:
    """A month with its marks in order of time. ``x`` is the middle of its column, in percent of the width."""

    start: date
    x: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Glance:
    """Twelve months, the first of them first. ``height`` is that of all rows."""

    months: tuple[Month, ...]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All marks, in order of time."""
        return tuple(mark for month in self.months for mark in month.marks)

    @property
    def rows(self) -> int:
        """How many rows there are; there is always one."""
        return max((len(month.marks) for month in self.months), default=0) or 1

    @property
    def height(self) -> int:
        """The height of all rows."""
        return self.rows * ROW

    @property
    def meetings(self) -> int:
        """How many meetings there were."""
        return sum(mark.meetings for mark in self.marks)

    @property
    def items(self) -> int:
        """How many agenda items they had."""
        return sum(mark.items for mark in self.marks)

    @property
    def shared(self) -> bool:
        """Whether any mark stands for several meetings."""
        return any(mark.meetings > 1 for mark in self.marks)


def glance(meetings: Iterable[MeetingView], until: date, most: int) -> Glance:
    """The twelve months that end with the month of ``until``. ``most`` agenda items of a meeting are drawn largest, so
    that several drawings have one scale."""
    last = _month(until)
    wanted = range(last - MONTHS + 1, last + 1)
    in_order = sorted((one for one in meetings if _month(one.date) in wanted), key=lambda one: one.date)
    found = {month: tuple(group) for month, group in groupby(in_order, key=lambda one: _month(one.date))}
    return Glance(
        tuple(
            Month(
                start=date(month // 12, month % 12 + 1, 1),
                x=round((column + 0.5) * 100 / MONTHS, 2),
                marks=tuple(_marks(found.get(month, ()), most)),
            )
            for column, month in enumerate(wanted)
        )
    )


def most_items(meetings: Iterable[MeetingView]) -> int:
    """The most agenda items that a meeting had."""
    return max((len(meeting.items) for meeting in meetings), default=0)


def _marks(meetings: Sequence[MeetingView], most: int) -> Iterator[Mark]:
    if len(meetings) > MOST:
        items = sum(len(meeting.items) for meeting in meetings)
        yield Mark(meetings[0].date, len(meetings), items, 0, LARGEST)
        return
    for row, meeting in enumerate(meetings):
        items = len(meeting.items)
        yield Mark(meeting.date, 1, items, row, round(max(LARGEST * sqrt(items / max(most, 1)), SMALLEST), 1))


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1
