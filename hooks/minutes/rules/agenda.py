"""Rules about agenda items and their headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from minutes import diagnostics as codes
from minutes.archive import Archive
from minutes.diagnostics import Diagnostic, Edit, Place, diagnostic
from minutes.vocabulary import AGENDA_HEADING

_HEADING_MARK = re.compile(r"^\s*#+\s*")


def agenda_missing(archive: Archive) -> Iterator[Diagnostic]:
    """Minutes have at least one agenda item."""
    for meeting in archive.meetings:
        for minutes in meeting.minutes.values():
            if not minutes.items and not minutes.raw and not minutes.diagnostics:
                yield diagnostic(codes.AGENDA_MISSING, minutes.path, minutes.place(max(len(minutes.lines) - 1, 1)))


def agenda_number_gap(archive: Archive) -> Iterator[Diagnostic]:
    """Items are numbered 1, 2, 3 without a gap."""
    for minutes in archive.minutes:
        expected = 1
        for item in minutes.items:
            if item.number > expected:
                values = {"found": item.number, "expected": expected}
                yield diagnostic(codes.AGENDA_NUMBER_GAP, minutes.path, minutes.place(item.line), **values)
            expected = max(expected, item.number + 1)


def agenda_item_empty(archive: Archive) -> Iterator[Diagnostic]:
    """An item says something."""
    for minutes in archive.minutes:
        for item in minutes.items:
            if not item.html.strip():
                yield diagnostic(codes.AGENDA_ITEM_EMPTY, minutes.path, minutes.place(item.line), number=item.number)


def agenda_title_repeated(archive: Archive) -> Iterator[Diagnostic]:
    """No two items of a meeting have the same title."""
    for minutes in archive.minutes:
        first: dict[str, int] = {}
        for item in minutes.items:
            line = first.setdefault(item.title.casefold(), item.line)
            if line != item.line:
                span = minutes.place(item.line, item.title)
                found = diagnostic(codes.AGENDA_TITLE_REPEATED, minutes.path, span, title=item.title, first=line)
                yield found.along_with(Place(minutes.path, minutes.place(line)))


def agenda_numerals_mixed(archive: Archive) -> Iterator[Diagnostic]:
    """The items of a meeting are all numbered with the same numerals; ours are 1, 2, 3."""
    for minutes in archive.minutes:
        numerals = []
        for item in minutes.items:
            line = minutes.lines[item.line - 1]
            if match := AGENDA_HEADING.match(_HEADING_MARK.sub("", line)):
                numerals.append((item, match["number"]))
        if len({numeral.isascii() for _, numeral in numerals}) < 2:
            continue
        for item, numeral in numerals:
            if not numeral.isascii():
                span = minutes.place(item.line, numeral)
                values = {"found": numeral, "expected": item.number}
                edit = Edit(span, str(item.number))
                yield diagnostic(codes.AGENDA_NUMERALS_MIXED, minutes.path, span, **values).mended_by(edit)


def heading_level_uneven(archive: Archive) -> Iterator[Diagnostic]:
    """The headings of a meeting's items are all of one level, that of most of them."""
    for minutes in archive.minutes:
        levels = Counter(item.level for item in minutes.items)
        for item in minutes.items if len(levels) > 1 else ():
            if item.level != (usual := levels.most_common(1)[0][0]):
                values = {"found": "#" * item.level, "expected": "#" * usual}
                yield diagnostic(codes.HEADING_LEVEL_UNEVEN, minutes.path, minutes.place(item.line), **values)
