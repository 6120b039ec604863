"""Proposals as records of the data API: how each stands, with the evidence for it."""

from __future__ import annotations

from collections.abc import Iterator

from minutes import addresses
from minutes.api.documents import line_of
from minutes.api.index import Written
from minutes.api.models import Evidence, Proposal, ProposalQuestion
from minutes.api.readings import Readings, item_id, place
from minutes.model import Reference as Link
from minutes.proposals import Evidence as Evident
from minutes.proposals import History, QuestionHistory
from minutes.references import issue_reference


def proposal(readings: Readings, history: History) -> Written:
    """The record of a proposal."""
    entry, release = history.proposal, history.release
    record = Proposal.model_construct(
        id=entry.id,
        kind=entry.kind,
        title=entry.title,
        summary=entry.summary,
        status=history.status,
        deciding=_evidence(readings, history.deciding) if history.deciding else None,
        evidence=tuple(_evidence(readings, evidence) for evidence in history.evidence),
        questions=tuple(_question(readings, entry.id, one) for one in history.questions),
        champions=readings.people(entry.champions),
        projects=tuple(project.id for project in readings.lens.projects(entry.projects)),
        issues=readings.references(_issues(readings, history)),
        release=readings.release(release.project, release.version) if release else None,
        url=readings.pages.urls(addresses.proposal(entry.id), f"proposals/{entry.id}.md"),
        source=readings.registered("proposals", entry.id),
    )
    return Written(line_of(record), record.id, people=record.champions, projects=record.projects)


def _issues(readings: Readings, history: History) -> Iterator[tuple[str, Link]]:
    """The issues of a proposal as the minutes refer to them, where they do: they know an issue from a pull request."""
    linked: dict[str, list[tuple[str, Link]]] = {}
    for evidence in history.evidence:
        for view in readings.views(evidence.meeting, evidence.anchor):
            for link in view.references:
                linked.setdefault(link.id, []).append((view.lang, link))
    for issue in history.proposal.issues:
        yield from linked.get(issue.lower()) or ((locale, issue_reference(issue)) for locale in readings.lenses)


def _question(readings: Readings, proposal_id: str, history: QuestionHistory) -> ProposalQuestion:
    return ProposalQuestion.model_construct(
        id=f"{proposal_id}/{history.question.id}",
        title=history.question.title,
        status=history.status,
        deciding=_evidence(readings, history.deciding) if history.deciding else None,
        evidence=tuple(_evidence(readings, evidence) for evidence in history.evidence),
    )


def _evidence(readings: Readings, evidence: Evident) -> Evidence:
    minutes, release = evidence.meeting.minutes, evidence.release
    locale = next(locale for locale, one in minutes.items() if one.path == evidence.path)
    return Evidence.model_construct(
        item=item_id(evidence.meeting, evidence.anchor),
        meeting=evidence.meeting.id,
        status=evidence.status,
        declared=evidence.declared,
        basis=evidence.basis,
        release=readings.release(release.project, release.version) if release else None,
        url=readings.item_urls(evidence.meeting, evidence.anchor),
        source={locale: place(evidence.path, evidence.line)},
    )
