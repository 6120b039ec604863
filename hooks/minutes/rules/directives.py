"""Rules about directives."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from minutes import diagnostics as codes
from minutes.archive import Archive
from minutes.diagnostics import Diagnostic, diagnostic


def proposal_unknown(archive: Archive) -> Iterator[Diagnostic]:
    """A directive names a proposal that is registered."""
    known = archive.registry.proposals
    for minutes in archive.minutes:
        for item in minutes.items:
            for directive in item.directives:
                if directive.proposal not in known:
                    close = get_close_matches(directive.proposal, known, n=1) or list(known)
                    values = {"found": directive.proposal, "known": " · ".join(close) or "—"}
                    yield diagnostic(codes.PROPOSAL_UNKNOWN, minutes.path, directive.span, **values)
