"""How far the processes of a build are, on a terminal: one line, which is gone in the end.

Knows neither pages nor processes: whoever has done a step says so, and draws the line if that is due.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import RawArray
from typing import TextIO

_WIDTH = 30
_SECONDS = 0.1
"""How long a line stays at least."""


class Progress:
    """The steps of several hands. Each counts its own: one that is killed holds nothing that the others need."""

    def __init__(self, stream: TextIO, hands: int) -> None:
        self._stream = stream
        self._expected, self._done = RawArray("Q", hands), RawArray("Q", hands)
        self._drawn = RawArray("d", 1)

    def tell(self, hand: int, expected: int, done: int) -> None:
        """A hand has so many steps more to do, and has done so many."""
        self._expected[hand] += expected
        self._done[hand] += done
        if (now := time.monotonic()) >= self._drawn[0] + _SECONDS:
            self._drawn[0] = now
            self._draw()

    def clear(self) -> None:
        """Take the line away."""
        self._write(" " * (_WIDTH + 8))

    def _draw(self) -> None:
        # A hand that has not begun yet has about as much to do as the others.
        begun = [steps for steps in self._expected if steps]
        expected = sum(begun) * len(self._expected) // len(begun) if begun else 0
        share = min(sum(self._done) / expected, 1) if expected else 0
        self._write(f"[{'#' * int(share * _WIDTH):{_WIDTH}}] {share:4.0%}")

    def _write(self, line: str) -> None:
        # The cursor stays at the start: what somebody else writes, such as a warning, stands in its place.
        self._stream.write(f"{line}\r")
        self._stream.flush()


@contextmanager
def progress_on(stream: TextIO, hands: int) -> Iterator[Progress | None]:
    """A line on a stream that is a terminal and can move back in a line; None on any other, such as a log."""
    progress = Progress(stream, hands) if stream.isatty() and os.environ.get("TERM", "dumb") != "dumb" else None
    try:
        yield progress
    finally:
        if progress:
            progress.clear()
