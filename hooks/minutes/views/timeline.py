"""The geometry of a timeline: what happened along an axis of time, as plain numbers.

Knows where marks, their labels, stretches and ticks go, so that nothing overlaps. Knows no markup, no colours and no
language but the width of its words. Every length is in user units of the drawing, one of which is a CSS pixel at the
drawing's own size; x grows to the right, y downwards.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from minutes.views.course import Course, Group, Moment, Place, groups_of
from minutes.views.placement import shortened, spread, stairs, text_width
from minutes.vocabulary import Status

NARROW, WIDE = 320, 720
"""The widths for a phone and for a page."""

GAP = 27
"""The least distance between two marks: on the narrowest phone, still room for a finger (24 CSS pixels)."""

SIDE = 14
"""What stays free on either side of the axis, for half a mark and its focus ring."""

LINE = 16
"""The height of a line of text, in a type that leaves as much room for Chinese as for Latin letters with accents."""

LABEL_OFFSET = 5
"""How far a label stands to the right of its pole."""

MAX_ROWS = 9
"""The most rows of labels. Where more were needed, only the steps have one."""

_DATE_WIDTH = 44
"""The widest date that a label shows (``28 Sep``)."""
_LABEL_GAP = 5
_POLE = 13
"""From a lane's line up to the lowest label."""
_BELOW = 18
"""From a lane's line down to what comes next."""
_LEAST_APART = 4
"""The least distance between two meetings on the axis."""
_TICK_GAP = 38
"""The least distance between two months that are named."""
_TICK_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
"""Months from one named month to the next."""


@dataclass(frozen=True, slots=True)
class Label:
    """The words at a mark, from ``x`` on and ``width`` wide: the status on the baseline ``y``, in the first lane the
    date on the line above. A pole leads from the mark up to ``top``, the upper edge."""

    x: float
    y: float
    width: float
    top: float

    @property
    def date_y(self) -> float:
        """The baseline of the date."""
        return self.y - LINE


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment at ``x``. Where several share the mark, ``count`` says how many; ``since`` is the day of the first."""

    moment: Moment
    count: int
    since: date
    x: float
    label: Label | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """From ``start`` to ``end`` (both x), the status that held."""

    start: float
    end: float
    status: Status


@dataclass(frozen=True, slots=True)
class Lane:
    """One line at height ``y``, with its marks and stretches in order of time.

    ``caption`` is as much of the title as there is room for, or empty, and ``caption_y`` its baseline.
    """

    title: str
    caption: str
    caption_y: float
    y: float
    marks: tuple[Mark, ...]
    stretches: tuple[Stretch, ...]

    @property
    def bottom(self) -> float:
        """Where what comes next begins: below the counts, where there are any."""
        return self.y + _BELOW + (LINE if any(mark.count > 1 for mark in self.marks) else 0)


@dataclass(frozen=True, slots=True)
class Tick:
    """A month at ``x``; ``with_year`` says that its year is named as well."""

    x: float
    day: date
    with_year: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """A drawing of ``width`` by ``height``. The axis runs at height ``axis_y`` from ``start`` to ``end`` (both x);
    ``meetings`` are the x of the meetings that were held meanwhile: of all, or of as many as can be told apart."""

    width: float
    height: float
    axis_y: float
    start: float
    end: float
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    meetings: tuple[float, ...]

    @property
    def shared(self) -> bool:
        """Whether any mark stands for several moments."""
        return any(mark.count > 1 for lane in self.lanes for mark in lane.marks)


def timeline(
    courses: Sequence[Course], meetings: Sequence[date], words: Mapping[Status, str], width: float = WIDE
) -> Timeline:
    """The timeline of a life: ``courses[0]`` gives the axis, and every moment of the other courses is one of its own.

    ``meetings`` are the days of all meetings, ``words`` what a label says for a status, ``width``
    how wide the drawing is. Moments share a mark where there is no room for all of them. Raises ValueError where there
    is no moment.
    """
    if not courses[0].moments:
        raise ValueError("a timeline needs a moment")
    room = max(_label_width(moment.status, words, dated=True) for moment in courses[0].moments) + LABEL_OFFSET
    last = width - SIDE - room
    lanes_of_groups = groups_of(courses, int((last - SIDE) / GAP) + 1)
    moments = [group.moment for group in lanes_of_groups[0]]
    places = _places(moments, SIDE, last)
    scale = _Scale(moments, places)
    at = {moment: x for group, x in zip(lanes_of_groups[0], places, strict=True) for moment in group.places}
    titles = [course.title for course in courses]
    lanes = tuple(_lanes(titles, lanes_of_groups, at, words, width - SIDE))
    axis_y = lanes[-1].bottom
    first, until = moments[0].day, moments[-1].day
    return Timeline(
        width=width,
        height=axis_y + 2 * LINE + 6,
        axis_y=axis_y,
        start=SIDE,
        end=width - SIDE,
        lanes=lanes,
        ticks=tuple(_ticks(first, until, scale)),
        meetings=tuple(_apart(sorted(scale.x(day) for day in meetings if first <= day <= until))),
    )


class _Scale:
    """Days as x. It goes through every mark, so that a tick is never on the wrong side of one."""

    def __init__(self, moments: Sequence[Moment], places: Sequence[float]) -> None:
        self._days = [moment.day.toordinal() for moment in moments]
        self._places = places

    def x(self, day: date) -> float:
        """Where a day is that is neither before the first moment nor after the last; amid the marks that it has."""
        ordinal = day.toordinal()
        first, after = bisect_left(self._days, ordinal), bisect_right(self._days, ordinal)
        if first < after:
            return round((self._places[first] + self._places[after - 1]) / 2, 1)
        share = (ordinal - self._days[after - 1]) / (self._days[after] - self._days[after - 1])
        return round(self._places[after - 1] + share * (self._places[after] - self._places[after - 1]), 1)


def _places(moments: Sequence[Moment], low: float, high: float) -> tuple[float, ...]:
    """The x of every moment: by its day, and where that is too close, by its neighbours."""
    first, span = moments[0].day, (moments[-1].day - moments[0].day).days
    by_day = [low + (high - low) * (moment.day - first).days / span if span else low for moment in moments]
    return tuple(round(x, 1) for x in spread(by_day, GAP, low, high))


def _lanes(
    titles: Sequence[str],
    lanes: Sequence[Sequence[Group]],
    at: Mapping[Place, float],
    words: Mapping[Status, str],
    end: float,
) -> Iterator[Lane]:
    top = 2.0
    for number, (title, groups) in enumerate(zip(titles, lanes, strict=True)):
        dated = number == 0
        height = LINE * (2 if dated else 1) + 2
        places = [at[group.moment.place] for group in groups]
        widths = [_label_width(group.moment.status, words, dated) for group in groups]
        rows = _rows(places, widths, [group.moment.step for group in groups])
        y = top + (LINE + 4 if title else 0) + (max((row or 0 for row in rows), default=0) + 1) * height + _POLE
        marks = tuple(
            Mark(
                moment=group.moment,
                count=len(group.moments),
                since=group.moments[0].day,
                x=x,
                label=None if row is None else _label(x, y - _POLE - row * height, wide, height),
            )
            for group, x, wide, row in zip(groups, places, widths, rows, strict=True)
        )
        lane = Lane(title, shortened(title, end - SIDE), top + LINE, y, marks, tuple(_stretches(marks, end)))
        yield lane
        top = lane.bottom


def _label(x: float, y: float, width: float, height: float) -> Label:
    return Label(round(x + LABEL_OFFSET, 1), y, width, y - height + 4)


def _rows(places: Sequence[float], widths: Sequence[float], steps: Sequence[bool]) -> list[int | None]:
    """The row of every label, 0 the lowest; None for a mark that has none."""
    ends = [x + LABEL_OFFSET + width + _LABEL_GAP for x, width in zip(places, widths, strict=True)]
    rows = stairs(places, ends, range(len(places)))
    if max(row or 0 for row in rows) < MAX_ROWS:
        return rows
    return stairs(places, ends, [index for index, step in enumerate(steps) if step])


def _stretches(marks: Sequence[Mark], end: float) -> Iterator[Stretch]:
    steps = [mark for mark in marks if mark.moment.step]
    ends = [mark.x for mark in steps[1:]] + [end]
    for mark, until in zip(steps, ends, strict=True):
        yield Stretch(mark.x, until, mark.moment.status)


def _ticks(first: date, last: date, scale: _Scale) -> Iterator[Tick]:
    """The first days of months, as many as there is room for; the month of the first day where there is none."""
    months = range(first.year * 12 + first.month, last.year * 12 + last.month)
    room = scale.x(last) - scale.x(first)
    step = next((step for step in _TICK_STEPS if room * step >= _TICK_GAP * len(months)), _TICK_STEPS[-1])
    named = [date(month // 12, month % 12 + 1, 1) for month in months if month % step == 0] or [first]
    year, x = 0, float(-_TICK_GAP)
    for day in named:
        # Where marks were moved apart, the axis is not everywhere equally wide.
        if scale.x(day) - x >= _TICK_GAP:
            x = scale.x(day)
            yield Tick(x, day, day.year != year)
            year = day.year


def _apart(places: Sequence[float]) -> Iterator[float]:
    """Ascending places without those that are too close to the one before."""
    last = -float(_LEAST_APART)
    for place in places:
        if place - last >= _LEAST_APART:
            last = place
            yield place


def _label_width(status: Status, words: Mapping[Status, str], dated: bool) -> float:
    word = text_width(words[status])
    return max(word, _DATE_WIDTH) if dated else word
