"""The texts of minutes, as little memory as they need: all of one file are packed together, for they say much the same.

Of a large archive they would be most, and few are read at once. Knows nothing of what stands in them but the points of
an agenda item.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

if sys.version_info >= (3, 14):
    from compression.zstd import compress, decompress
else:
    from backports.zstd import compress, decompress


OWN = 2
"""How many texts of a file are no agenda item's, and come first: its source and its visible text. They are most of it,
and few ask for them."""


class Point(NamedTuple):
    """A top-level list item of an agenda item; ``label`` is what stands before its colon, or empty."""

    label: str
    text: str
    line: int


def packed(*texts: str) -> bytes:
    """Any texts in a fraction of their memory."""
    parts = [text.encode(errors="surrogatepass") for text in texts]
    ends = ",".join(map(str, accumulate(map(len, parts)))).encode()
    # The least effort gets nearly all of it.
    return compress(b"\n".join((ends, b"".join(parts))), 1)


def unpacked(data: bytes, number: int) -> str:
    """One of the texts that were packed. They count from 0."""
    bounds, texts = _together(data) if number < OWN else _of_items(data)
    return texts[bounds[number] : bounds[number + 1]].decode(errors="surrogatepass")


@lru_cache(maxsize=64)
def _together(data: bytes) -> tuple[list[int], bytes]:
    """What bounds each of some texts that were packed, and all of them."""
    ends, _, whole = decompress(data).partition(b"\n")
    return [0, *map(int, ends.split(b","))], whole


# Whoever asks for one of some texts mostly asks for others soon: proposals of one time are about the same meetings. A
# thousand meetings have this many in a language: 13 MB.
@lru_cache(maxsize=1024)
def _of_items(data: bytes) -> tuple[list[int], bytes]:
    """The same of those of agenda items alone."""
    bounds, whole = _together(data)
    return [bound - bounds[OWN] for bound in bounds], whole[bounds[OWN] :]


@dataclass(frozen=True, slots=True)
class Prose:
    """The texts of a part of some minutes: from a ``place`` on among those of the ``whole`` file, which are packed."""

    place: int = 0
    whole: bytes = packed("", "")

    def text(self, number: int) -> str:
        """One of them."""
        return unpacked(self.whole, self.place + number)

    def lines(self, number: int) -> tuple[str, ...]:
        """The lines of one."""
        return _lines(self, number)


# Whoever asks for one line mostly asks for others next.
@lru_cache(maxsize=64)
def _lines(prose: Prose, number: int) -> tuple[str, ...]:
    return tuple(prose.text(number).split("\n"))


class InProse:
    """An agenda item, most of which is in its ``prose``."""

    __slots__ = ()
    prose: Prose

    @property
    def html(self) -> str:
        """What stands below its title, as sanitised HTML."""
        return self.prose.text(0)

    @property
    def points(self) -> tuple[Point, ...]:
        """Its top-level list items."""
        return tuple(Point(*point) for point in json.loads(self.prose.text(1)))


def texts_of_item(html: str, points: Iterable[Point]) -> tuple[str, str]:
    """What stands in the prose of an agenda item."""
    return html, json.dumps(list(points), ensure_ascii=False)
