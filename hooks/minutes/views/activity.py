"""A drawing of activity over time: how much there was in each month, quarter or year, as plain numbers.

Knows how long the bars are and where they stand. Knows no markup and no words. Lengths are in user units of the
drawing, one of which is a CSS pixel at the drawing's own size; x grows to the right, y downwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

HEIGHT = 48
"""How high the highest bar of all drawings is."""

MAX_BARS = 40
"""The most bars that a drawing has, where the years allow it."""

_SLOT, _WIDTH = 24, 480
"""The room of a bar, and the width of a drawing that has so many bars that each has less."""
_LEAST = 3
"""The height of a bar that would hardly be seen."""


class Unit(StrEnum):
    """What a bar stands for."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How long it is."""
        return {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}[self]


@dataclass(frozen=True, slots=True)
class Bar:
    """``count`` things in the unit of time that begins on ``start``. No thing, no height."""

    start: date
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Activity:
    """A drawing of ``width`` by ``height`` with a bar for every unit of time, in order, also where nothing was."""

    unit: Unit
    width: float
    height: float
    bars: tuple[Bar, ...]

    @property
    def total(self) -> int:
        """The count of all bars."""
        return sum(bar.count for bar in self.bars)

    @property
    def most(self) -> int:
        """The count of the highest bar."""
        return max(bar.count for bar in self.bars)


class Calendar:
    """The time that all drawings of a page have in common: from the first to the last of some days."""

    def __init__(self, days: Collection[date]) -> None:
        """Raises ValueError where there is no day."""
        first, last = min(days), max(days)
        months = _month(last) - _month(first) + 1
        self.unit = next((unit for unit in Unit if months <= unit.months * MAX_BARS), Unit.YEAR)
        self._starts = range(self._number(first), self._number(last) + 1)

    def counts(self, days: Collection[date]) -> tuple[int, ...]:
        """How many of some days are in each unit of the time."""
        found = Counter(self._number(day) for day in days)
        return tuple(found[number] for number in self._starts)

    def drawing(self, counts: Sequence[int], highest: int) -> Activity:
        """The drawing of such counts. A count of ``highest`` is drawn as high as there is room."""
        slot = min(_SLOT, _WIDTH / len(counts))
        width = round(slot * 0.75, 1)
        bars = []
        for index, (number, count) in enumerate(zip(self._starts, counts, strict=True)):
            height = round(max(HEIGHT * count / highest, _LEAST), 1) if count else 0
            x = round(index * slot + (slot - width) / 2, 1)
            bars.append(Bar(self._day(number), count, x, round(HEIGHT - height, 1), width, height))
        return Activity(self.unit, round(slot * len(counts), 1), HEIGHT, tuple(bars))

    def _number(self, day: date) -> int:
        """The unit that a day is in, counted from the year 0."""
        return _month(day) // self.unit.months

    def _day(self, number: int) -> date:
        month = number * self.unit.months
        return date(month // 12, month % 12 + 1, 1)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1
