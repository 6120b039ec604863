"""Rules about links."""

from __future__ import annotations

from collections.abc import Iterator

from minutes import diagnostics as codes
from minutes.archive import Archive
from minutes.diagnostics import Diagnostic, diagnostic
from minutes.links import target_of


def link_target_missing(archive: Archive) -> Iterator[Diagnostic]:
    """A relative link in minutes leads to a file of the docs folder."""
    for minutes in archive.minutes:
        for href, _, line in dict.fromkeys(minutes.links):
            target = target_of(href, minutes.path)
            if target is not None and target not in archive.documents:
                values = {"href": href, "target": target}
                yield diagnostic(codes.LINK_TARGET_MISSING, minutes.path, minutes.place(line, href), **values)
