"""What somebody may have meant who wrote a name that nothing has."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

MOST = 12
"""How many names are told at most: nobody reads a registry of hundreds in a message."""


def meant(written: str, known: Iterable[str], between: str = " · ") -> str:
    """The known name that is much like the written one; where there is none, all of them, or of many those that are
    most like it. A dash stands for none."""
    names = list(known)
    close = get_close_matches(written, names, n=1)
    if not close and len(names) > MOST:
        close = [*get_close_matches(written, names, n=MOST, cutoff=0), "…"]
    return between.join(close or names) or "—"
