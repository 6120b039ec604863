"""Texts as short as a place has room for, without markup.

Knows how many columns a text takes where an ideograph takes two, and where a text may be cut. Knows nothing of what it
says.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate
from unicodedata import category, east_asian_width

_MARGIN = 20
"""How many characters of a text, marks and addresses of links among them, may give one column of what is shown."""
_LINK = re.compile(r"!?\[([^\[\]]*+)\]\([^()]*+\)")
_MARKS = re.compile(r"`+|\*\*|~~|(?m:^#{1,6}\s+|^>\s?)")
_PUNCTUATION = re.compile(r"[。！？；，、：.!?;,:](?=\s|$|[^\x00-\x7f])|[。！？；，、：]")


def columns(text: str) -> int:
    """How many columns a text takes: two for an ideograph or a full-width mark, one for anything else."""
    return len(text) if text.isascii() else sum(map(_width, text))


@cache
def _width(character: str) -> int:
    return 2 if east_asian_width(character) in "WF" else 1


def plain(text: str) -> str:
    """Text on one line without the marks of Markdown: what a link says instead of where it leads."""
    return " ".join(_MARKS.sub("", _LINK.sub(r"\1", text)).split())


def fitted(text: str, limit: int) -> str:
    """A text of at most ``limit`` columns. What is too long ends, with an ellipsis, after a word: at punctuation where
    there is some in the last third of the room, else wherever no Latin word or number is cut."""
    # A text may be of any length; what stands far behind the room is never seen.
    text = plain(text[: limit * _MARGIN])
    if columns(text) <= limit:
        return text
    end = next(end for end, taken in enumerate(accumulate(map(_width, text))) if taken >= limit)
    marks = [found.start() for found in _PUNCTUATION.finditer(text, 0, end + 1) if found.start() <= end]
    if marks and columns(text[: marks[-1]]) > limit * 2 // 3:
        end = marks[-1]
    else:
        while end and _within_word(text[end - 1], text[end]):
            end -= 1
    kept = text[:end]
    while kept and category(kept[-1])[0] in "PZ" and kept[-1] not in "）)」』”\"'》]":
        kept = kept[:-1]
    return f"{kept}…"


def begun(text: str, length: int) -> str:
    """The first characters of a text, at most so many; what goes on ends with an ellipsis, and after a word. One that
    would take half of the room with it, such as an address, is cut."""
    if len(text) <= length:
        return text
    most = end = length - 1
    while end and _within_word(text[end - 1], text[end]):
        end -= 1
    return f"{text[: end if end > most // 2 else most].rstrip()}…"


def _within_word(before: str, after: str) -> bool:
    """Whether a text must not be cut between two characters."""
    return not before.isspace() and not after.isspace() and columns(before) == columns(after) == 1
