"""Proposals through time: which agenda items are about a proposal, and what status they show.

Knows how evidence makes a status. Knows nothing of pages; reads the archive and returns values.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from minutes.archive import Archive
from minutes.model import AgendaItem, Directive, Meeting, Release
from minutes.registry import Proposal, ProposalQuestion
from minutes.vocabulary import Status


class Basis(StrEnum):
    """Why an agenda item counts as evidence, the strongest first."""

    DIRECTIVE = "directive"
    REFERENCE = "reference"
    TITLE = "title"


_STRENGTHS = {basis: place for place, basis in enumerate(Basis)}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One agenda item about a proposal. ``status`` is what the item shows, ``declared`` whether a directive says
    so; ``path`` and ``line`` are where."""

    meeting: Meeting
    anchor: str
    status: Status
    declared: bool
    basis: Basis
    release: Release | None
    path: str
    line: int

    @property
    def strength(self) -> tuple[bool, int]:
        """How it compares with evidence from another locale: the smaller, the stronger."""
        return (not self.declared, _STRENGTHS[self.basis])

    @property
    def date(self) -> date:
        """The date of the meeting."""
        return self.meeting.date


class _Evident:
    """What has evidence, in order of time, and the status that follows from it."""

    __slots__ = ()
    evidence: tuple[Evidence, ...]

    @property
    def grounds(self) -> tuple[Evidence, ...]:
        """After each piece of evidence, the one that the status rested on: the last directive, or else the latest
        discussion."""
        found: list[Evidence] = []
        for evidence in self.evidence:
            found.append(evidence if evidence.declared or not found or not found[-1].declared else found[-1])
        return tuple(found)

    @property
    def deciding(self) -> Evidence | None:
        """The evidence that the status rests on."""
        return next(reversed(self.grounds), None)

    @property
    def status(self) -> Status:
        """The status; what no meeting has seen is proposed."""
        return self.deciding.status if self.deciding else Status.PROPOSED


@dataclass(frozen=True, slots=True)
class QuestionHistory(_Evident):
    """One question of a proposal with the evidence for its own outcome."""

    question: ProposalQuestion
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class History(_Evident):
    """A proposal with all its evidence, and the history of each of its questions."""

    proposal: Proposal
    evidence: tuple[Evidence, ...]
    questions: tuple[QuestionHistory, ...] = ()

    @property
    def release(self) -> Release | None:
        """The release that shipped it, where a directive names one."""
        return next((evidence.release for evidence in reversed(self.evidence) if evidence.release), None)


def histories(archive: Archive) -> Mapping[str, History]:
    """The history of every registered proposal, by id, in the order of the registry."""
    return archive.once(_histories)


def _histories(archive: Archive) -> Mapping[str, History]:
    evidence: dict[str, list[Evidence]] = defaultdict(list)
    for meeting in archive.meetings:
        for subject, found in _evidence_of(meeting, archive):
            evidence[subject].append(found)
    return {proposal.id: _history(proposal, evidence) for proposal in archive.registry.proposals.values()}


def _history(proposal: Proposal, evidence: Mapping[str, Sequence[Evidence]]) -> History:
    questions = (
        QuestionHistory(question, tuple(evidence.get(f"{proposal.id}/{question.id}", ())))
        for question in proposal.questions
    )
    return History(proposal, tuple(evidence.get(proposal.id, ())), tuple(questions))


def proposals_of(item: AgendaItem, archive: Archive) -> dict[str, Basis]:
    """The registered proposals that one reading of an item belongs to, by id, each with the strongest reason."""
    registry = archive.registry
    named = [directive.proposal.partition("/")[0] for directive in item.directives]
    found = {proposal_id: Basis.DIRECTIVE for proposal_id in named if proposal_id in registry.proposals}
    for proposal in registry.proposals_of(item.references):
        found.setdefault(proposal.id, Basis.REFERENCE)
    for proposal in registry.proposals_named(item.title):
        found.setdefault(proposal.id, Basis.TITLE)
    return found


def _evidence_of(meeting: Meeting, archive: Archive) -> Iterator[tuple[str, Evidence]]:
    """The evidence of a meeting by what it is for: a proposal (``codegen``) or one of its questions
    (``codegen/gomodule``). One for each item, whichever locale it was written in: a directive in any locale counts more
    than a mention in the source locale.
    """
    found: dict[tuple[str, str], Evidence] = {}
    source_first = sorted(meeting.minutes.values(), key=lambda minutes: minutes.locale != meeting.source)
    for minutes in source_first:
        for item in minutes.items:
            for subject, basis in _subjects(item, archive).items():
                evidence = _evidence(meeting, minutes.path, item, subject, basis)
                known = found.get((item.anchor, subject))
                if known is None or evidence.strength < known.strength:
                    found[item.anchor, subject] = evidence
    order = {item.anchor: index for minutes in reversed(source_first) for index, item in enumerate(minutes.items)}
    for (_, subject), evidence in sorted(found.items(), key=lambda one: order[one[0][0]]):
        yield subject, evidence


def _subjects(item: AgendaItem, archive: Archive) -> dict[str, Basis]:
    """The proposals that an item belongs to, and the questions that its directives name."""
    found = proposals_of(item, archive)
    for directive in item.directives:
        proposal_id, question, _ = directive.proposal.partition("/")
        if question and proposal_id in found:
            found[directive.proposal] = Basis.DIRECTIVE
    return found


def _evidence(meeting: Meeting, path: str, item: AgendaItem, subject: str, basis: Basis) -> Evidence:
    directive = _last_directive(item, subject)
    status = directive.status if directive and directive.status else Status.DISCUSSED
    release = directive.release if directive else None
    line = directive.span.line if directive else item.line
    declared = bool(directive and directive.status)
    return Evidence(meeting, item.anchor, status, declared, basis, release, path, line)


def _last_directive(item: AgendaItem, subject: str) -> Directive | None:
    return next((one for one in reversed(item.directives) if one.proposal == subject), None)
