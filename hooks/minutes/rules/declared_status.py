"""Rules about what the registry declares that the minutes tell by themselves."""

from __future__ import annotations

from collections.abc import Iterator

from minutes import diagnostics as codes
from minutes.archive import Archive
from minutes.diagnostics import Diagnostic, Place, Span, diagnostic
from minutes.proposals import Evidence, histories
from minutes.registryreader import DATA_FOLDER


def registry_status_contradicted(archive: Archive) -> Iterator[Diagnostic]:
    """A status that the registry declares is the one that follows from the evidence."""
    declared = {one.id: one.status for one in archive.registry.proposals.values() if one.status}
    known = histories(archive) if declared else {}
    for proposal_id, status in declared.items():
        history = known[proposal_id]
        if history.status is not status:
            span = archive.registry.status_spans.get(proposal_id, Span(1))
            values = {"id": proposal_id, "status": status, "after": history.status}
            found = diagnostic(codes.REGISTRY_STATUS_CONTRADICTED, f"{DATA_FOLDER}/proposals.yml", span, **values)
            yield found.along_with(_place(history.deciding)) if history.deciding else found


def _place(evidence: Evidence) -> Place:
    minutes = next(one for one in evidence.meeting.minutes.values() if one.path == evidence.path)
    return Place(evidence.path, minutes.place(evidence.line))
