"""The home page: what the community is doing now, as of the newest meeting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from minutes.views.action_items import TaskView, task_of
from minutes.views.glance import Glance, glance, most_items
from minutes.views.lens import Lens
from minutes.views.pieces import ItemView, MeetingView, ProposalView, ReleaseView
from minutes.views.proposals import ProposalSummary, designs_of
from minutes.views.standing import Step

SHOWN = 5
"""Entries of each list."""


@dataclass(frozen=True, slots=True)
class Move:
    """A design whose status changed, and how."""

    proposal: ProposalView
    step: Step


@dataclass(frozen=True, slots=True)
class Tasks:
    """Open tasks that nobody has taken, the latest first; how many there are of them, and of all open ones."""

    shown: tuple[TaskView, ...]
    unassigned: int
    open: int


@dataclass(frozen=True, slots=True)
class Home:
    """The latest meeting, and what else is newest: moves, items with decisions, releases, tasks; the year that ends
    with it, and how much there is of everything.

    ``decided`` are items of earlier meetings; those of the latest one are in it. ``proposals`` counts designs: a
    programme recurs, and is neither in motion nor settled.
    """

    latest: MeetingView | None
    moves: tuple[Move, ...]
    decided: tuple[ItemView, ...]
    releases: tuple[ReleaseView, ...]
    tasks: Tasks
    year: Glance | None
    meetings: int
    agenda_items: int
    proposals: int
    in_motion: int
    all_releases: int


def home(lens: Lens) -> Home:
    """The home page in the lens's locale."""
    designs = designs_of(lens)
    latest = lens.meetings[0] if lens.meetings else None
    moves = sorted(_moves(designs), key=lambda move: move.step.item.date, reverse=True)
    decided = (item for item in lens.items.values() if item.decisions and latest and item.meeting_id != latest.id)
    return Home(
        latest=latest,
        moves=tuple(moves[:SHOWN]),
        decided=tuple(islice(decided, SHOWN)),
        releases=lens.releases[:SHOWN],
        tasks=_tasks(lens),
        year=_year(lens, latest) if latest else None,
        meetings=len(lens.meetings),
        agenda_items=len(lens.items),
        proposals=len(designs),
        in_motion=sum(not design.proposal.status.settled for design in designs),
        all_releases=len(lens.releases),
    )


def _moves(designs: list[ProposalSummary]) -> Iterator[Move]:
    for design in designs:
        yield from (Move(design.proposal, step) for step in reversed(design.steps))


def _tasks(lens: Lens) -> Tasks:
    unfinished = [history for history in lens.action_items if not history.done]
    free = [history for history in unfinished if not history.assignees]
    return Tasks(tuple(task_of(lens, history) for history in free[::-1][:SHOWN]), len(free), len(unfinished))


def _year(lens: Lens, latest: MeetingView) -> Glance:
    return glance(lens.meetings, latest.date, most_items(lens.meetings))
