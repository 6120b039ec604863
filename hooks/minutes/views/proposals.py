"""A proposal's dossier, and the index of all proposals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from minutes.diagnostics import Diagnostic
from minutes.model import Reference
from minutes.proposals import History
from minutes.references import issue_reference
from minutes.registry import ProposalKind
from minutes.views.lens import Lens
from minutes.views.pieces import ActionView, ItemView, Named, ProposalView, ReleaseView
from minutes.views.standing import (
    Discussion,
    Period,
    QuestionView,
    Step,
    deciding_of,
    discussions_of,
    meetings_before,
    periods_of,
    questions_of,
    steps_of,
)
from minutes.views.story import NAMED, SEEN, Chapter, chapters_of, lives
from minutes.views.timeline import Timeline
from minutes.vocabulary import Status

SHOWN = 8
"""Designs of a status that are seen at once."""
_ANSWERED = frozenset({Status.ACCEPTED, Status.MERGED, Status.RELEASED, Status.DECLINED})
"""What a question ends with. One that was put off is still open."""


@dataclass(frozen=True, slots=True)
class Decided:
    """An agenda item that states decisions. ``others`` are the proposals that it is about as well."""

    item: ItemView
    others: tuple[ProposalView, ...]


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An agenda item that raised action items, and those of them that are not known to be done.

    ``done`` of an action item is what the last meeting that names it says. ``others`` are the proposals that the item
    is about as well.
    """

    item: ItemView
    action_items: tuple[ActionView, ...]
    others: tuple[ProposalView, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """What the minutes say of a proposal: its status with the evidence for it, and its discussions in order of time.

    ``timelines`` draw the same life for a phone and for a page; there is none without a discussion. ``chapters`` hold
    every discussion once. Of decisions and periods the latest ``seen`` are seen at once. ``answered`` and
    ``unanswered`` are its questions. ``periods`` and ``before`` hold the day of every meeting of the archive once; of
    more than ``named`` in one of them only the first and the last are named.
    """

    proposal: ProposalView
    champions: tuple[Named, ...]
    issues: tuple[Reference, ...]
    discussions: tuple[Discussion, ...]
    deciding: Discussion | None
    references: tuple[Reference, ...]
    release: ReleaseView | None
    timelines: tuple[Timeline, ...]
    chapters: tuple[Chapter, ...]
    seen: int
    named: int
    decided: tuple[Decided, ...]
    answered: tuple[QuestionView, ...]
    unanswered: tuple[QuestionView, ...]
    unfinished: tuple[Unfinished, ...]
    periods: tuple[Period, ...]
    before: tuple[date, ...]

    @property
    def steps(self) -> tuple[Discussion, ...]:
        """The discussions that changed the status."""
        return tuple(discussion for discussion in self.discussions if discussion.step)


@dataclass(frozen=True, slots=True)
class ProposalSummary:
    """A proposal as one entry of an index: when it was first and last discussed, how often, and how its status
    changed."""

    proposal: ProposalView
    champions: tuple[Named, ...]
    discussions: int
    first: ItemView | None
    last: ItemView | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class StatusGroup:
    """The designs with one status; where there are many, ``more`` are those that are not seen at once."""

    status: Status
    proposals: tuple[ProposalSummary, ...]
    more: tuple[ProposalSummary, ...]

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.proposals) + len(self.more)


@dataclass(frozen=True, slots=True)
class ProposalsIndex:
    """All designs by status, also by those that none has; how many programmes there are besides; and what is wrong in
    the registry."""

    groups: tuple[StatusGroup, ...]
    programmes: int
    diagnostics: tuple[Diagnostic, ...]

    @property
    def designs(self) -> int:
        """How many designs there are."""
        return sum(group.count for group in self.groups)

    @property
    def in_motion(self) -> int:
        """How many of them are not settled."""
        return sum(group.count for group in self.groups if not group.status.settled)


def dossier(lens: Lens, proposal_id: str) -> Dossier | None:
    """The dossier of a proposal, or None where none is registered under that id."""
    history = lens.histories.get(proposal_id)
    if history is None:
        return None
    discussions = discussions_of(lens, history)
    items = tuple({(one.item.meeting_id, one.item.anchor): one.item for one in discussions}.values())
    references = {one.id: one for item in items for one in item.references}
    questions = questions_of(lens, history)
    return Dossier(
        proposal=lens.proposals[proposal_id],
        champions=lens.people(history.proposal.champions),
        # As the minutes refer to it, where they do: they know whether it is an issue or a pull request.
        issues=tuple(references.get(issue.lower()) or issue_reference(issue) for issue in history.proposal.issues),
        discussions=discussions,
        deciding=deciding_of(history, discussions),
        references=tuple(references.values()),
        release=lens.shipped_with.get(proposal_id),
        timelines=lives(lens, lens.proposals[proposal_id].title, discussions, questions),
        chapters=chapters_of(discussions),
        seen=SEEN,
        named=NAMED,
        decided=tuple(Decided(item, _others(item, proposal_id)) for item in items if item.decisions),
        answered=tuple(question for question in questions if question.status in _ANSWERED),
        unanswered=tuple(question for question in questions if question.status not in _ANSWERED),
        unfinished=tuple(_unfinished(lens, items, proposal_id)),
        periods=periods_of(lens, history),
        before=meetings_before(lens, history),
    )


def proposals_index(lens: Lens, found: tuple[Diagnostic, ...] = ()) -> ProposalsIndex:
    """All designs. The order of statuses is that in which a design moves; those without a release stand at the end."""
    designs = designs_of(lens)
    return ProposalsIndex(
        groups=tuple(_group(status, designs) for status in Status) if designs else (),
        programmes=len(lens.proposals) - len(designs),
        diagnostics=found,
    )


def designs_of(lens: Lens) -> list[ProposalSummary]:
    """Every design as an entry, the one discussed last first."""
    return [summary for summary in summaries_of(lens) if summary.proposal.kind is ProposalKind.DESIGN]


def summaries_of(lens: Lens) -> list[ProposalSummary]:
    """Every proposal as an entry, the one discussed last first."""
    summaries = [_summary(lens, history) for history in lens.histories.values()]
    return sorted(summaries, key=lambda one: one.last.date.toordinal() if one.last else 0, reverse=True)


def _group(status: Status, designs: Sequence[ProposalSummary]) -> StatusGroup:
    found = tuple(design for design in designs if design.proposal.status is status)
    return StatusGroup(status, found[:SHOWN], found[SHOWN:])


def _summary(lens: Lens, history: History) -> ProposalSummary:
    items = [lens.items[evidence.meeting.id, evidence.anchor] for evidence in history.evidence]
    return ProposalSummary(
        proposal=lens.proposals[history.proposal.id],
        champions=lens.people(history.proposal.champions),
        discussions=len(items),
        first=items[0] if items else None,
        last=items[-1] if items else None,
        steps=steps_of(lens, history),
    )


def _others(item: ItemView, proposal_id: str) -> tuple[ProposalView, ...]:
    return tuple(proposal for proposal in item.proposals if proposal.id != proposal_id)


def _unfinished(lens: Lens, items: Sequence[ItemView], proposal_id: str) -> Iterator[Unfinished]:
    """The items with what they left to do. A task that several meetings name stands where it was first named."""
    raised: dict[tuple[str, str], list[ActionView]] = {(item.meeting_id, item.anchor): [] for item in items}
    for number in sorted({number for item in raised for number in lens.tasks_by_item.get(item, ())}):
        task = lens.action_items[number]
        mentions = ((mention.meeting.id, mention.anchor) for mention in task.mentions)
        place = next((mention for mention in mentions if mention in raised), None)
        if place and not task.done:
            action = lens.action(*task.latest.in_locale(lens.locale))
            raised[place].append(replace(action, done=task.done))
    for item in items:
        if actions := raised[item.meeting_id, item.anchor]:
            yield Unfinished(item, tuple(actions), _others(item, proposal_id))
