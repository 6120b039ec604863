"""Records in runs that are read together: those of some meetings each, so that an edit has only its own read again.

Knows what the records of a meeting follow from. Knows nothing of the index.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from zlib import crc32

from minutes.model import Meeting
from minutes.values import digest
from minutes.views.basis import Basis
from minutes.views.lens import Lens
from minutes.views.search import Record, meeting_records, other_records

_FEWEST, _ONE_IN = 48, 4
"""The fewest meetings of a run, and at which of the others it may end."""


@dataclass(frozen=True, slots=True)
class Run:
    """What makes some records, and what tells what they follow from: other records have another digest."""

    records: Callable[[], Sequence[Record]]
    digest: Callable[[], bytes]


def runs_of(lens: Lens, basis: Basis, authored: Sequence[Record]) -> list[Run]:
    """All records of a locale, those of the newest meetings first, those of ``authored`` pages last."""
    runs = [
        Run(partial(_records, lens, meetings), cache(partial(_digest, basis, meetings)))
        for meetings in _cut(lens.archive.meetings)
    ]
    others = Run(lambda: [*other_records(lens)], lambda: digest("others", basis.of_outlines()))
    return [*reversed(runs), others, run_of(authored)]


def run_of(records: Sequence[Record]) -> Run:
    """Records that are there already."""
    return Run(lambda: records, cache(partial(digest, records)))


def _cut(meetings: Sequence[Meeting]) -> Iterator[Sequence[Meeting]]:
    """Meetings in order of time, cut where a date says so: one more moves no cut before it, and hardly one behind."""
    start = 0
    for number, meeting in enumerate(meetings):
        if number >= start + _FEWEST and crc32(meeting.id.encode()) % _ONE_IN == 0:
            yield meetings[start:number]
            start = number
    yield meetings[start:]


def _records(lens: Lens, meetings: Sequence[Meeting]) -> list[Record]:
    return [*meeting_records(lens, meetings)]


def _digest(basis: Basis, meetings: Iterable[Meeting]) -> bytes:
    return digest("meetings", [basis.of_content(meeting) for meeting in meetings])
