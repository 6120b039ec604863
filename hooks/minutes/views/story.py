"""A proposal's life as a story: its discussions by year, the latest of them in full, and the same as a drawing.

Knows how much of a long story is told at once. Knows nothing of how it looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from minutes.views.course import Course, Moment
from minutes.views.lens import Lens
from minutes.views.standing import Discussion, QuestionView
from minutes.views.timeline import NARROW, WIDE, Timeline, timeline
from minutes.vocabulary import STATUS_WORDS

UNDIVIDED = 12
"""The most discussions that stand in one row, without chapters, each with the whole text of its agenda item."""
IN_FULL = 6
"""The latest discussions of a longer story, which are told in full; of those before, the minutes have the text."""
SEEN = 6
"""The latest entries of a long list that are seen at once."""
NAMED = 12
"""The most meetings of a period that are all named: half a year of them. Every proposal has all meetings of the archive
in its periods; where there are hundreds of both, they would be most of the site."""


@dataclass(frozen=True, slots=True)
class Told:
    """A discussion, and whether the whole text of its agenda item is told here or only its beginning."""

    discussion: Discussion
    in_full: bool


@dataclass(frozen=True, slots=True)
class Chapter:
    """The discussions of a year, in order of time; ``year`` is None where all of them are one chapter.

    ``folded`` says that it is closed until a reader opens it.
    """

    year: int | None
    told: tuple[Told, ...]
    folded: bool

    @property
    def steps(self) -> tuple[Discussion, ...]:
        """The discussions of the chapter that changed the status."""
        return tuple(one.discussion for one in self.told if one.discussion.step)


def chapters_of(discussions: Sequence[Discussion]) -> tuple[Chapter, ...]:
    """The story in order of time. The last year stands open, and so does one before it that is told in full."""
    if not discussions:
        return ()
    if len(discussions) <= UNDIVIDED:
        return (Chapter(None, tuple(Told(discussion, in_full=True) for discussion in discussions), folded=False),)
    first = len(discussions) - IN_FULL
    told = [Told(discussion, index >= first) for index, discussion in enumerate(discussions)]
    last = told[-1].discussion.item.date.year
    years = [(year, tuple(group)) for year, group in groupby(told, key=lambda one: one.discussion.item.date.year)]
    return tuple(Chapter(year, group, folded=year != last and not group[0].in_full) for year, group in years)


def lives(
    lens: Lens, title: str, discussions: Sequence[Discussion], questions: Sequence[QuestionView]
) -> tuple[Timeline, ...]:
    """The drawings of a life, for a phone and for a page; none without a discussion. A question that was raised has a
    lane of its own."""
    if not discussions:
        return ()
    raised = [question for question in questions if question.discussions]
    courses = [_course(title if raised else "", discussions)]
    courses += [_course(question.title, question.discussions) for question in raised]
    return tuple(timeline(courses, lens.days, STATUS_WORDS[lens.locale], width) for width in (NARROW, WIDE))


def _course(title: str, discussions: Sequence[Discussion]) -> Course:
    return Course(title, tuple(_moment(discussion) for discussion in discussions))


def _moment(discussion: Discussion) -> Moment:
    item = discussion.item
    return Moment(item.date, item.anchor, item.number, item.title, item.lang, discussion.status, discussion.step)
