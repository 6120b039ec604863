"""What somebody may have meant who wrote a name that nothing has."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

MOST = 12
"""How many names are told at most: nobody reads a registry of hundreds in a message."""


def meant(written: str, known: Iterable[str], between: str = " · ", others: Iterable[str] = ()) -> str:
    """The name among the known ones, or among the ``others``, that is much like the written one. Where there is none,
    all known ones; of many, those that are most like it. A dash stands for none."""
    names = list(known)
    close = get_close_matches(written, [*names, *others], n=1) or names
    if len(close) > MOST:
        likeness = {name: SequenceMatcher(None, name, written).ratio() for name in names}
        close = [*sorted(names, key=lambda name: -likeness[name])[:MOST], "…"]
    return between.join(close) or "—"
