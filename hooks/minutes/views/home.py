"""The home page: what the community is doing now."""

from __future__ import annotations

from dataclasses import dataclass

from minutes.views.lens import Lens
from minutes.views.pieces import MeetingView, ReleaseView
from minutes.views.proposals import ProposalSummary, designs_of

SHOWN = 5
"""Entries of each list."""


@dataclass(frozen=True, slots=True)
class Home:
    """The latest meeting, the designs in motion, the latest releases, and how much there is of everything.

    ``proposals`` counts designs: a programme recurs, and is neither in motion nor settled.
    """

    latest: MeetingView | None
    in_motion: tuple[ProposalSummary, ...]
    releases: tuple[ReleaseView, ...]
    meetings: int
    agenda_items: int
    proposals: int


def home(lens: Lens) -> Home:
    """The home page in the lens's locale."""
    designs = designs_of(lens)
    in_motion = [design for design in designs if not design.proposal.status.settled]
    return Home(
        latest=lens.meetings[0] if lens.meetings else None,
        in_motion=tuple(in_motion[:SHOWN]),
        releases=lens.releases[:SHOWN],
        meetings=len(lens.meetings),
        agenda_items=len(lens.items),
        proposals=len(designs),
    )
