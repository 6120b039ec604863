"""Placing words and marks along a line so that nothing overlaps.

Knows how wide a text is, and how to make room. Knows nothing of what is placed. Lengths are in user units of a drawing
whose text is SIZE high.
"""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width

SIZE = 12
"""The size of the text."""


def text_width(text: str) -> float:
    """About how wide a text is, rather too wide than too narrow: an ideograph is as wide as high."""
    return sum(SIZE if east_asian_width(character) in "WF" else 0.6 * SIZE for character in text)


def shortened(text: str, width: float) -> str:
    """A text that is no wider than ``width``; where something was left out, it ends in an ellipsis."""
    if text_width(text) <= width:
        return text
    while text and text_width(text) > width - SIZE:
        text = text[:-1]
    return f"{text.rstrip()}…"


def spread(places: Sequence[float], gap: float, low: float, high: float) -> tuple[float, ...]:
    """Ascending places between ``low`` and ``high``, moved as little as it takes for ``gap`` between neighbours."""
    found: list[float] = []
    for place in places:
        found.append(max(place, found[-1] + gap if found else low))
    limit = high
    for index in reversed(range(len(found))):
        found[index] = min(found[index], limit)
        limit = found[index] - gap
    return tuple(found)


def stairs(places: Sequence[float], ends: Sequence[float], labelled: Sequence[int]) -> list[int | None]:
    """The row of the label of every mark, 0 the lowest; None for a mark that is not among ``labelled`` (indexes).

    A label reaches from its mark, at ``places``, to ``ends``, and a pole leads from the mark up to it. It is above the
    labels of all marks that it reaches beyond: so no two labels overlap, and no pole crosses a label.
    """
    rows: list[int | None] = [None] * len(places)
    for position, index in reversed(list(enumerate(labelled))):
        under = (rows[later] for later in labelled[position + 1 :] if places[later] < ends[index])
        rows[index] = max((row for row in under if row is not None), default=-1) + 1
    return rows
