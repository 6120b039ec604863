"""Rules about the files of the docs folder, whatever is in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from minutes import diagnostics as codes
from minutes.archive import Archive
from minutes.diagnostics import Diagnostic, Span, diagnostic


def file_name_ambiguous(archive: Archive) -> Iterator[Diagnostic]:
    """No two files have names that are one name on Windows or macOS, where a checkout would lose one of them."""
    first: dict[str, str] = {}
    for path in sorted(archive.documents):
        other = first.setdefault(_as_elsewhere(path), path)
        if other != path:
            yield diagnostic(codes.FILE_NAME_AMBIGUOUS, path, Span(1), other=other)


def _as_elsewhere(path: str) -> str:
    """What a disk goes by that knows neither upper case nor Unicode's ways to write one letter."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
