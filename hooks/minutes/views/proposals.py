"""A proposal's dossier, and the index of all proposals."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from minutes.diagnostics import Diagnostic
from minutes.model import Reference
from minutes.proposals import Basis, Evidence, History
from minutes.references import issue_reference
from minutes.views.lens import ItemView, Lens, Named, ProposalView, ReleaseView
from minutes.vocabulary import Status


@dataclass(frozen=True, slots=True)
class Discussion:
    """An agenda item about the proposal, the status it shows, and why it counts."""

    item: ItemView
    status: Status
    basis: Basis
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """What the minutes say of a proposal: its status with the evidence for it, and its discussions in order of time."""

    proposal: ProposalView
    champions: tuple[Named, ...]
    issues: tuple[Reference, ...]
    discussions: tuple[Discussion, ...]
    deciding: Discussion | None
    references: tuple[Reference, ...]
    release: ReleaseView | None


@dataclass(frozen=True, slots=True)
class ProposalSummary:
    """A proposal as one entry of an index: when it was first and last discussed, and how often."""

    proposal: ProposalView
    champions: tuple[Named, ...]
    discussions: int
    first: ItemView | None
    last: ItemView | None


@dataclass(frozen=True, slots=True)
class StatusGroup:
    """The proposals with one status."""

    status: Status
    proposals: tuple[ProposalSummary, ...]


@dataclass(frozen=True, slots=True)
class ProposalsIndex:
    """All proposals by status, those in motion first; with what is wrong in their registry file."""

    groups: tuple[StatusGroup, ...]
    diagnostics: tuple[Diagnostic, ...]


def dossier(lens: Lens, proposal_id: str) -> Dossier | None:
    """The dossier of a proposal, or None where none is registered under that id."""
    history = lens.histories.get(proposal_id)
    if history is None:
        return None
    discussions = tuple(_discussion(lens, evidence) for evidence in history.evidence)
    references = {one.id: one for discussion in discussions for one in discussion.item.references}
    return Dossier(
        proposal=lens.proposals[proposal_id],
        champions=lens.people(history.proposal.champions),
        # As the minutes refer to it, where they do: they know whether it is an issue or a pull request.
        issues=tuple(references.get(issue.lower()) or issue_reference(issue) for issue in history.proposal.issues),
        discussions=discussions,
        deciding=_discussion(lens, history.deciding) if history.deciding else None,
        references=tuple(references.values()),
        release=next((one for one in lens.releases if proposal_id in {shipped.id for shipped in one.proposals}), None),
    )


def proposals_index(lens: Lens, found: tuple[Diagnostic, ...] = ()) -> ProposalsIndex:
    """All proposals. The order of statuses is that in which a design moves, the settled ones last."""
    order = sorted(Status, key=lambda status: status.settled)
    summaries = sorted(summaries_of(lens), key=lambda one: order.index(one.proposal.status))
    groups = groupby(summaries, key=lambda one: one.proposal.status)
    return ProposalsIndex(tuple(StatusGroup(status, tuple(group)) for status, group in groups), found)


def summaries_of(lens: Lens) -> list[ProposalSummary]:
    """Every proposal as an entry, the one discussed last first."""
    summaries = [_summary(lens, history) for history in lens.histories.values()]
    return sorted(summaries, key=lambda one: one.last.date.toordinal() if one.last else 0, reverse=True)


def _summary(lens: Lens, history: History) -> ProposalSummary:
    items = [lens.items[evidence.meeting.id, evidence.anchor] for evidence in history.evidence]
    return ProposalSummary(
        proposal=lens.proposals[history.proposal.id],
        champions=lens.people(history.proposal.champions),
        discussions=len(items),
        first=items[0] if items else None,
        last=items[-1] if items else None,
    )


def _discussion(lens: Lens, evidence: Evidence) -> Discussion:
    item = lens.items[evidence.meeting.id, evidence.anchor]
    return Discussion(item, evidence.status, evidence.basis, evidence.path, evidence.line)
