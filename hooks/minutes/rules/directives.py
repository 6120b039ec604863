"""Rules about directives and the statuses they declare."""

from __future__ import annotations

from collections.abc import Iterator

from minutes import diagnostics as codes
from minutes.archive import Archive
from minutes.diagnostics import Diagnostic, Place, Span, diagnostic
from minutes.proposals import Evidence, histories
from minutes.rules.meant import meant
from minutes.vocabulary import Status


def proposal_unknown(archive: Archive) -> Iterator[Diagnostic]:
    """A directive names a proposal that is registered, or one of its questions."""
    proposals = archive.registry.proposals
    questions = {f"{one.id}/{question.id}": None for one in proposals.values() for question in one.questions}
    for minutes in archive.minutes:
        for item in minutes.items:
            for directive in item.directives:
                if directive.proposal not in proposals and directive.proposal not in questions:
                    known = meant(directive.proposal, proposals, others=questions)
                    values = {"found": directive.proposal, "known": known}
                    yield diagnostic(codes.PROPOSAL_UNKNOWN, minutes.path, directive.span, **values)


_ORDER = (Status.PROPOSED, Status.DISCUSSED, Status.ACCEPTED, Status.MERGED, Status.RELEASED)


def status_backwards(archive: Archive) -> Iterator[Diagnostic]:
    """A status moves forward, unless the item that takes it back also says what was decided."""
    for proposal_id, history in histories(archive).items():
        before: Evidence | None = None
        for evidence in history.evidence:
            if not evidence.declared:
                continue
            if before and _backwards(before.status, evidence.status) and not _decided(evidence):
                values = {"id": proposal_id, "before": before.status, "after": evidence.status, "date": before.date}
                found = diagnostic(codes.STATUS_BACKWARDS, evidence.path, _line(evidence), **values)
                yield found.along_with(Place(before.path, _line(before)))
            before = evidence


def status_outrun(archive: Archive) -> Iterator[Diagnostic]:
    """A proposal that was declined or deferred and is discussed again says where it stands now."""
    for proposal_id, history in histories(archive).items():
        declared: Evidence | None = None
        for evidence in history.evidence:
            if evidence.declared:
                declared = evidence
            elif declared and declared.status in (Status.DECLINED, Status.DEFERRED):
                values = {"id": proposal_id, "status": declared.status, "date": declared.date}
                found = diagnostic(codes.STATUS_OUTRUN, evidence.path, _line(evidence), **values)
                yield found.along_with(Place(declared.path, _line(declared)))
                break


def _backwards(before: Status, after: Status) -> bool:
    return before in _ORDER and after in _ORDER and _ORDER.index(after) < _ORDER.index(before)


def _decided(evidence: Evidence) -> bool:
    items = (minutes.items for minutes in evidence.meeting.minutes.values())
    return any(item.decisions for group in items for item in group if item.anchor == evidence.anchor)


def _line(evidence: Evidence) -> Span:
    minutes = next(one for one in evidence.meeting.minutes.values() if one.path == evidence.path)
    return minutes.place(evidence.line)
