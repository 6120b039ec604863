"""What a life is drawn from: moments in order of time, and which of them share a mark where there are many.

Knows no lengths and no markup.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from minutes.vocabulary import Status

Place = tuple[date, str]
"""An agenda item: the day of its meeting, and its anchor."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What a mark stands for: an agenda item, the status that it shows, and whether the status changed there."""

    day: date
    anchor: str
    number: int
    title: str
    lang: str
    status: Status
    step: bool

    @property
    def meeting_id(self) -> str:
        """The meeting of the item."""
        return self.day.isoformat()

    @property
    def place(self) -> Place:
        """The item."""
        return self.day, self.anchor


@dataclass(frozen=True, slots=True)
class Course:
    """The moments of one lane in order of time, the first of them a step. A lane that is alone has no title."""

    title: str
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Moments that share a mark, in order of time. The last step among them stands for all, or else the last moment."""

    moments: tuple[Moment, ...]

    @property
    def moment(self) -> Moment:
        """The one that stands for all."""
        steps = [moment for moment in self.moments if moment.step]
        return (steps or self.moments)[-1]

    @property
    def places(self) -> tuple[Place, ...]:
        """The items of all of them."""
        return tuple(moment.place for moment in self.moments)


def groups_of(courses: Sequence[Course], most: int) -> list[list[Group]]:
    """The moments of each lane in groups, at most ``most`` of them (2 or more) in the first.

    ``courses[0]`` gives the groups, and every moment of the other courses is one of its own. Steps, of whichever lane,
    keep a group of their own as long as there is room; what lies between them is shared out evenly. Where there are
    more steps than room, the earliest moments are one group.
    """
    steps = {moment.place for course in courses for moment in course.moments if moment.step}
    moments = courses[0].moments
    runs = [(step, tuple(run)) for step, run in groupby(moments, key=lambda moment: moment.place in steps)]
    sizes = range(1, len(moments) + 1)
    enough = bisect_left(sizes, True, key=lambda size: sum(_count(*run, size) for run in runs) <= most)
    found = list(_groups(runs, min(enough + 1, len(moments))))
    if len(found) > most:
        early = found[: len(found) - most + 1]
        found = [tuple(moment for group in early for moment in group), *found[len(early) :]]
    number = {moment.place: index for index, group in enumerate(found) for moment in group}
    return [
        [Group(tuple(group)) for _, group in groupby(course.moments, key=lambda moment: number[moment.place])]
        for course in courses
    ]


def _groups(runs: Iterable[tuple[bool, Sequence[Moment]]], size: int) -> Iterator[tuple[Moment, ...]]:
    """Every step alone, and the moments between two of them by so many."""
    for step, run in runs:
        length = 1 if step else size
        for start in range(0, len(run), length):
            yield tuple(run[start : start + length])


def _count(step: bool, run: Sequence[Moment], size: int) -> int:
    """How many groups ``_groups`` makes of a run."""
    return len(run) if step else -(-len(run) // size)
