"""A line of a source file with a mark under a part of it.

Knows how wide characters are on a terminal. Knows nothing of diagnostics or files.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from minutes.diagnostics import Span
from minutes.reporters.wording import visible_character

MAX_WIDTH = 100
"""Columns of a source line that are shown; of a longer one, those around the mark."""
_BEFORE = 30
_TAB = 4
_CUT = "…"


def excerpt(lines: Sequence[str], span: Span) -> tuple[str, str] | None:
    """The line where the span starts, and a line with carets below the span; None where there is nothing to see.

    Tabs are expanded, wide characters take two columns, and what does not show itself is written as its number.
    """
    text = lines[span.line - 1] if 0 < span.line <= len(lines) else ""
    if not text:
        return None
    start = min(max(span.column - 1, 0), len(text))
    end = span.end_column - 1 if span.end_line == span.line else len(text) if span.end_line else start
    first, last = _window(text, start)
    cells = _cells(text[first:last])
    opening = _CUT if first else ""
    shown = opening + "".join(cells) + (_CUT if last < len(text) else "")
    before = sum(map(_width, cells[: start - first])) + len(opening)
    marked = sum(map(_width, cells[start - first : max(end, start) - first]))
    return shown.rstrip(), " " * before + "^" * max(marked, 1)


def _window(text: str, start: int) -> tuple[int, int]:
    """The part of a line to show: all of a short one, else some columns before ``start`` and what fits after it."""
    if len(text) <= MAX_WIDTH and sum(map(_width, _cells(text))) <= MAX_WIDTH:
        return 0, len(text)
    nearby = text[max(start - MAX_WIDTH, 0) : start]
    first = start - _fitting(nearby[::-1], _BEFORE)
    last = start + _fitting(text[start : start + MAX_WIDTH], MAX_WIDTH - _BEFORE)
    if last == len(text):
        used = sum(map(_width, _cells(text[start:])))
        first = start - _fitting(nearby[::-1], MAX_WIDTH - used)
    elif first == 0:
        last = _fitting(text[:MAX_WIDTH], MAX_WIDTH)
    return first, max(last, start)


def _fitting(text: str, width: int) -> int:
    """How many characters at the start of a text fit into a width."""
    for count, cell in enumerate(_cells(text)):
        width -= _width(cell)
        if width < 0:
            return count
    return len(text)


def _cells(text: str) -> list[str]:
    """What each character is shown as."""
    cells: list[str] = []
    column = 0
    for character in text:
        cell = " " * (_TAB - column % _TAB) if character == "\t" else visible_character(character)
        cells.append(cell)
        column += _width(cell)
    return cells


def _width(cell: str) -> int:
    """Columns on a terminal: two for an East Asian wide character, none for one that combines."""
    return sum(
        0
        if unicodedata.category(character) in ("Mn", "Me")
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in cell
    )
