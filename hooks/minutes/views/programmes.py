"""The programmes of the community: recurring work that is no design, each with its agenda items through time."""

from __future__ import annotations

from dataclasses import dataclass

from minutes.registry import ProposalKind
from minutes.views.lens import Lens
from minutes.views.pieces import ItemView, MeetingView
from minutes.views.proposals import ProposalSummary, summaries_of

SHOWN = 6
"""Agenda items of a programme that are seen at once."""
RECENT = 24
"""The latest meetings that the rhythm of a programme is drawn over; about a year of them."""


@dataclass(frozen=True, slots=True)
class Beat:
    """A meeting, and how many of its agenda items were about the programme."""

    meeting: MeetingView
    mentions: int


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme with its agenda items, newest first: those seen at once, and the ``older`` ones.

    ``rhythm`` are the latest meetings in order of time.
    """

    summary: ProposalSummary
    recent: tuple[ItemView, ...]
    older: tuple[ItemView, ...]
    rhythm: tuple[Beat, ...]

    @property
    def active(self) -> int:
        """How many of the latest meetings were about it."""
        return sum(bool(beat.mentions) for beat in self.rhythm)


@dataclass(frozen=True, slots=True)
class ProgrammesIndex:
    """Every programme, the one mentioned last first, those without a mention at the end."""

    programmes: tuple[Programme, ...]

    @property
    def mentions(self) -> int:
        """How many mentions there are of all of them."""
        return sum(programme.summary.discussions for programme in self.programmes)


def programmes_index(lens: Lens) -> ProgrammesIndex:
    """Every programme in the lens's locale."""
    programmes = (one for one in summaries_of(lens) if one.proposal.kind is ProposalKind.PROGRAMME)
    return ProgrammesIndex(tuple(_programme(lens, summary) for summary in programmes))


def _programme(lens: Lens, summary: ProposalSummary) -> Programme:
    evidence = lens.histories[summary.proposal.id].evidence
    items = [lens.items[one.meeting.id, one.anchor] for one in evidence]
    latest = sorted(items, key=lambda item: item.date, reverse=True)
    rhythm = (
        Beat(meeting, sum(item.meeting_id == meeting.id for item in items))
        for meeting in reversed(lens.meetings[:RECENT])
    )
    return Programme(summary, tuple(latest[:SHOWN]), tuple(latest[SHOWN:]), tuple(rhythm))
