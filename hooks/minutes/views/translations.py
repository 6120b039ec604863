"""How far translations have come: every agenda item of every meeting in every locale, and the files to mend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from minutes.model import Meeting
from minutes.translations import TranslationState, item_states
from minutes.views.lens import Lens
from minutes.views.pieces import ItemView, MeetingView

_TO_MEND = (TranslationState.OUTDATED, TranslationState.MISSING)


@dataclass(frozen=True, slots=True)
class FileView:
    """A minutes file of a locale: its path below the docs folder, and whether it is there or should be."""

    locale: str
    path: str
    exists: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """How an agenda item stands in a locale, and the file that says it there."""

    state: TranslationState
    file: FileView

    @property
    def to_mend(self) -> bool:
        """Whether something is left to do."""
        return self.state in _TO_MEND


@dataclass(frozen=True, slots=True)
class ItemStatus:
    """An agenda item with its state in each locale, the default locale first."""

    item: ItemView
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class MeetingStatus:
    """A meeting with its agenda items. ``files`` are those with something left to do."""

    meeting: MeetingView
    items: tuple[ItemStatus, ...]
    files: tuple[FileView, ...]

    @property
    def to_mend(self) -> int:
        """How many items are outdated or missing, counted in each locale."""
        return sum(cell.to_mend for item in self.items for cell in item.cells)


@dataclass(frozen=True, slots=True)
class YearStatus:
    """The meetings of a year, newest first."""

    year: int
    meetings: tuple[MeetingStatus, ...]


@dataclass(frozen=True, slots=True)
class LocaleSummary:
    """How many agenda items are in which state in a locale."""

    locale: str
    counts: Mapping[TranslationState, int]

    @property
    def total(self) -> int:
        """All agenda items."""
        return sum(self.counts.values())

    @property
    def current(self) -> int:
        """Those that can be read in this locale and are up to date."""
        return self.total - sum(self.counts[state] for state in _TO_MEND)


@dataclass(frozen=True, slots=True)
class TranslationStatus:
    """Every meeting by year, and how each locale stands."""

    locales: tuple[LocaleSummary, ...]
    years: tuple[YearStatus, ...]

    @property
    def unfinished(self) -> tuple[MeetingStatus, ...]:
        """The meetings with something left to do."""
        return tuple(meeting for year in self.years for meeting in year.meetings if meeting.files)


def translation_status(lens: Lens) -> TranslationStatus:
    """The state of every agenda item; titles are in the lens's locale."""
    found = [_status(lens, meeting, view) for meeting, view in _meetings(lens)]
    years = groupby(found, key=lambda status: status.meeting.date.year)
    return TranslationStatus(
        locales=tuple(_summary(index, locale, found) for index, locale in enumerate(lens.archive.locales)),
        years=tuple(YearStatus(year, tuple(meetings)) for year, meetings in years),
    )


def _meetings(lens: Lens) -> Iterator[tuple[Meeting, MeetingView]]:
    return zip(reversed(lens.archive.meetings), lens.meetings, strict=True)


def _status(lens: Lens, meeting: Meeting, view: MeetingView) -> MeetingStatus:
    files = [_file(meeting, locale) for locale in lens.archive.locales]
    states = [item_states(meeting, file.locale) for file in files]
    items = tuple(
        ItemStatus(item, tuple(Cell(state[item.anchor], file) for state, file in zip(states, files, strict=True)))
        for item in view.items
    )
    unfinished = {cell.file for item in items for cell in item.cells if cell.to_mend}
    return MeetingStatus(view, items, tuple(file for file in files if file in unfinished or not file.exists))


def _file(meeting: Meeting, locale: str) -> FileView:
    """The minutes in a locale; where there are none, the place beside those of the source: the same name."""
    if minutes := meeting.minutes.get(locale):
        return FileView(locale, minutes.path, exists=True)
    _, _, place = meeting.minutes[meeting.source].path.partition("/")
    return FileView(locale, f"{locale}/{place}", exists=False)


def _summary(index: int, locale: str, found: list[MeetingStatus]) -> LocaleSummary:
    counts = Counter(item.cells[index].state for status in found for item in status.items)
    return LocaleSummary(locale, {state: counts[state] for state in TranslationState})
