"""Rules about the authored pages of proposals."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from minutes import diagnostics as codes
from minutes.archive import Archive
from minutes.diagnostics import Diagnostic, Span, diagnostic
from minutes.registryreader import DATA_FOLDER
from minutes.rules.meant import meant

FOLDER = "proposals"


def proposal_page_missing(archive: Archive) -> Iterator[Diagnostic]:
    """A registered proposal has an authored page in at least one locale."""
    for proposal_id in archive.registry.proposals:
        pages = [f"{locale}/{FOLDER}/{proposal_id}.md" for locale in archive.locales]
        if not archive.documents.intersection(pages):
            values = {"id": proposal_id, "page": pages[0]}
            yield diagnostic(codes.PROPOSAL_PAGE_MISSING, f"{DATA_FOLDER}/proposals.yml", Span(1), **values)


def proposal_page_unregistered(archive: Archive) -> Iterator[Diagnostic]:
    """A page in the proposals folder is that of a registered proposal."""
    folders = tuple(f"{locale}/{FOLDER}/" for locale in archive.locales)
    for path in sorted(path for path in archive.documents if path.startswith(folders)):
        page = PurePosixPath(path)
        in_folder = any(page.parent == PurePosixPath(locale, FOLDER) for locale in archive.locales)
        if in_folder and page.suffix == ".md" and page.stem not in {"index", *archive.registry.proposals}:
            values = {"id": page.stem, "known": meant(page.stem, archive.registry.proposals)}
            yield diagnostic(codes.PROPOSAL_PAGE_UNREGISTERED, path, Span(1), **values)
