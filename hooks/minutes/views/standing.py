"""How a proposal stood through time: its discussions, the steps of its status, and the periods between them.

Knows what of a history one day already showed. Knows nothing of how it looks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from minutes.model import Release
from minutes.proposals import Basis, Evidence, History, QuestionHistory
from minutes.views.lens import Lens
from minutes.views.pieces import ItemView, Named, ReleaseName
from minutes.vocabulary import Status


@dataclass(frozen=True, slots=True)
class Discussion:
    """An agenda item about a proposal, the status it shows, and why it counts; ``path`` and ``line`` are where.

    ``release`` is what a directive names. ``before`` is the status until then, None at the first discussion; ``step``
    says that it was another one.
    """

    item: ItemView
    status: Status
    basis: Basis
    path: str
    line: int
    release: ReleaseName | None
    before: Status | None
    step: bool

    @property
    def excerpt(self) -> str:
        """The item's points without those that are links; it may be empty. Worked out for whoever shows it: few do."""
        texts = [point.text for point in self.item.points if "://" not in point.text]
        return " ".join(text[:1].upper() + text[1:] for text in texts)


@dataclass(frozen=True, slots=True)
class Step:
    """An agenda item that changed a status: from ``before``, None at the first discussion, to ``status``."""

    item: ItemView
    before: Status | None
    status: Status


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question of a proposal with its own status, and the discussion that this rests on."""

    id: str
    title: str
    status: Status
    discussions: tuple[Discussion, ...]
    deciding: Discussion | None


@dataclass(frozen=True, slots=True)
class QuestionStatus:
    """A question and the status it had."""

    title: str
    status: Status


@dataclass(frozen=True, slots=True)
class Period:
    """From the day of a discussion to the day before the next one, in which nothing changed.

    ``end`` is None for the period that lasts. ``discussions`` counts those up to then, ``questions`` are those that had
    been raised, ``meetings`` the days of those held in the period, in order of time.
    """

    start: date
    end: date | None
    status: Status
    questions: tuple[QuestionStatus, ...]
    discussions: int
    meetings: tuple[date, ...]


def discussions_of(lens: Lens, history: History | QuestionHistory) -> tuple[Discussion, ...]:
    """The discussions of a proposal or of one of its questions, in order of time."""
    return tuple(_discussion(lens, *found) for found in _statuses(history))


def latest_of(lens: Lens, history: History | QuestionHistory, count: int) -> Iterator[Discussion]:
    """The last so many of them, and others of the same day."""
    since = history.evidence[-count].date if len(history.evidence) > count else date.min
    return (_discussion(lens, *found) for found in _statuses(history) if found[0].date >= since)


def turns_of(lens: Lens, history: History | QuestionHistory) -> Iterator[Discussion]:
    """Those that changed the status."""
    return (_discussion(lens, *found) for found in _changes(history))


def steps_of(lens: Lens, history: History) -> tuple[Step, ...]:
    """How the status of a proposal changed, in order of time."""
    return tuple(
        Step(lens.items[evidence.meeting.id, evidence.anchor], before, after)
        for evidence, before, after in _changes(history)
    )


def deciding_of(history: History | QuestionHistory, discussions: Sequence[Discussion]) -> Discussion | None:
    """The one of these discussions, which are all of the history's, that the status rests on."""
    pairs = zip(history.evidence, discussions, strict=True)
    return next((discussion for evidence, discussion in pairs if evidence is history.deciding), None)


def questions_of(lens: Lens, history: History) -> tuple[QuestionView, ...]:
    """The questions of a proposal, in the order of the registry."""
    return tuple(_question(lens, question) for question in history.questions)


def periods_of(lens: Lens, history: History) -> tuple[Period, ...]:
    """The periods of a proposal, in order of time. Each meeting is in one of them, or in ``meetings_before``."""
    starts = list(dict.fromkeys(evidence.date for evidence in history.evidence))
    ends = [start - timedelta(days=1) for start in starts[1:]]
    course = _Course(history)
    questions = [(lens.text(one.question.title), _Course(one)) for one in history.questions]
    return tuple(_period(lens, start, end, course, questions) for start, end in zip_longest(starts, ends))


def meetings_before(lens: Lens, history: History) -> tuple[date, ...]:
    """The days of the meetings held before any spoke of the proposal, in order of time."""
    known = history.evidence[0].date if history.evidence else date.max
    return _meetings(lens, date.min, known - timedelta(days=1))


def _statuses(history: History | QuestionHistory) -> Iterator[tuple[Evidence, Status | None, Status]]:
    """Each piece of evidence with the status before and after it."""
    after = [ground.status for ground in history.grounds]
    return zip(history.evidence, [None, *after], after, strict=False)


def _changes(history: History | QuestionHistory) -> Iterator[tuple[Evidence, Status | None, Status]]:
    """Those that changed the status."""
    return (found for found in _statuses(history) if found[1] is not found[2])


def _discussion(lens: Lens, evidence: Evidence, before: Status | None, after: Status) -> Discussion:
    item = lens.items[evidence.meeting.id, evidence.anchor]
    return Discussion(
        item=item,
        status=evidence.status,
        basis=evidence.basis,
        path=evidence.path,
        line=evidence.line,
        release=_release(lens, evidence.release) if evidence.release else None,
        before=before,
        step=before is not after,
    )


def _release(lens: Lens, release: Release) -> ReleaseName:
    project = lens.archive.registry.project(release.project)
    return ReleaseName(Named(project.id, project.name), release.version)


def _question(lens: Lens, history: QuestionHistory) -> QuestionView:
    discussions = discussions_of(lens, history)
    title, deciding = lens.text(history.question.title), deciding_of(history, discussions)
    return QuestionView(history.question.id, title, history.status, discussions, deciding)


class _Course:
    """How a status went: what it was on any day."""

    def __init__(self, history: History | QuestionHistory) -> None:
        self._days = [evidence.date for evidence in history.evidence]
        self._statuses = [ground.status for ground in history.grounds]

    def discussions(self, day: date) -> int:
        """How many there had been by then."""
        return bisect_right(self._days, day)

    def status(self, day: date) -> Status | None:
        """What it was then; None before the first discussion."""
        known = self.discussions(day)
        return self._statuses[known - 1] if known else None


def _period(
    lens: Lens, start: date, end: date | None, course: _Course, questions: Iterable[tuple[str, _Course]]
) -> Period:
    raised = ((title, question.status(start)) for title, question in questions)
    return Period(
        start=start,
        end=end,
        status=course.status(start) or Status.PROPOSED,
        questions=tuple(QuestionStatus(title, status) for title, status in raised if status),
        discussions=course.discussions(start),
        meetings=_meetings(lens, start, end or date.max),
    )


def _meetings(lens: Lens, start: date, end: date) -> tuple[date, ...]:
    held = lens.days
    return held[bisect_left(held, start) : bisect_right(held, end)]
