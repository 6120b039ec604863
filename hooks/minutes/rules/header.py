"""Rules about the labelled lines above the first agenda item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from minutes import diagnostics as codes
from minutes.archive import Archive
from minutes.diagnostics import Diagnostic, Place, diagnostic
from minutes.vocabulary import HEADER_WORDS, HeaderLabel

_REQUIRED = (HeaderLabel.TOPIC, HeaderLabel.ATTENDEES)


def header_line_missing(archive: Archive) -> Iterator[Diagnostic]:
    """Minutes with agenda items say what the meeting was and who attended."""
    for minutes in archive.minutes:
        present = {line.label for line in minutes.header.lines}
        for label in _REQUIRED if minutes.items else ():
            if label not in present:
                words = [word for word, meaning in HEADER_WORDS.items() if meaning is label]
                span = minutes.place(minutes.items[0].line)
                # The English word comes last, and before it the Chinese word that the format asks for.
                values = {"label": words[-2], "label_en": words[-1].capitalize()}
                yield diagnostic(codes.HEADER_LINE_MISSING, minutes.path, span, **values)


def header_line_repeated(archive: Archive) -> Iterator[Diagnostic]:
    """Each labelled line stands once."""
    for minutes in archive.minutes:
        counts = Counter(line.label for line in minutes.header.lines)
        for label, count in counts.items():
            if count > 1:
                first, second = [line for line in minutes.header.lines if line.label is label][:2]
                found = diagnostic(
                    codes.HEADER_LINE_REPEATED, minutes.path, minutes.place(second.line), first=first.line
                )
                yield found.along_with(Place(minutes.path, minutes.place(first.line)))


def header_line_empty(archive: Archive) -> Iterator[Diagnostic]:
    """A labelled line says something."""
    for minutes in archive.minutes:
        for line in minutes.header.lines:
            if not line.text:
                yield diagnostic(codes.HEADER_LINE_EMPTY, minutes.path, minutes.place(line.line))
