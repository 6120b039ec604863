"""The page of a meeting, and the index of all meetings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from minutes.diagnostics import Diagnostic
from minutes.model import AgendaItem, Meeting, Minutes, News, Passage, Reference
from minutes.views.lens import ItemView, Lens, MeetingView, Named


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """The minutes of a meeting. ``sections`` are in the order of the file; ``untranslated`` says that the text is
    in another language (``lang``) than the page; ``date`` is None for minutes that belong to no meeting."""

    title: str
    date: date | None
    lang: str
    path: str
    untranslated: bool
    attendees: tuple[Named, ...]
    pre_reading: tuple[Reference, ...]
    recording: tuple[Reference, ...]
    header_html: str
    raw: str
    sections: tuple[ItemView | News | Passage, ...]
    previous: MeetingView | None
    next: MeetingView | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def items(self) -> tuple[ItemView, ...]:
        """The agenda items among the sections."""
        return tuple(section for section in self.sections if isinstance(section, ItemView))

    @property
    def top_level(self) -> int:
        """The highest heading level of the sections."""
        return min((section.level for section in self.sections if isinstance(section, ItemView | News)), default=2)


@dataclass(frozen=True, slots=True)
class Year:
    """The meetings of a year, newest first."""

    year: int
    meetings: tuple[MeetingView, ...]


@dataclass(frozen=True, slots=True)
class MeetingsIndex:
    """All meetings, by year, newest first."""

    years: tuple[Year, ...]


def meeting_page(lens: Lens, meeting: Meeting, found: Iterable[Diagnostic]) -> MeetingPage:
    """The page of a meeting in the lens's locale."""
    minutes = meeting.in_locale(lens.locale)
    newest_first = lens.meetings
    position = next(index for index, view in enumerate(newest_first) if view.id == meeting.id)
    return _page(
        lens,
        minutes,
        found,
        sections=tuple(
            lens.item(meeting, minutes, section) if isinstance(section, AgendaItem) else section
            for section in minutes.sections
        ),
        previous=newest_first[position + 1] if position + 1 < len(newest_first) else None,
        following=newest_first[position - 1] if position else None,
    )


def loose_page(lens: Lens, minutes: Minutes, found: Iterable[Diagnostic]) -> MeetingPage:
    """The page of minutes that belong to no meeting, so that their text and what is wrong with them can be seen."""
    sections = tuple(
        lens.loose_item(minutes, section) if isinstance(section, AgendaItem) else section
        for section in minutes.sections
    )
    return _page(lens, minutes, found, sections=sections, previous=None, following=None)


def meetings_index(lens: Lens) -> MeetingsIndex:
    """All meetings, by year."""
    return MeetingsIndex(
        tuple(Year(year, tuple(meetings)) for year, meetings in groupby(lens.meetings, key=lambda view: view.date.year))
    )


def _page(
    lens: Lens,
    minutes: Minutes,
    found: Iterable[Diagnostic],
    sections: tuple[ItemView | News | Passage, ...],
    previous: MeetingView | None,
    following: MeetingView | None,
) -> MeetingPage:
    return MeetingPage(
        title=minutes.title,
        date=minutes.date,
        lang=minutes.locale,
        path=minutes.path,
        untranslated=minutes.locale != lens.locale,
        attendees=lens.people(minutes.header.attendees),
        pre_reading=minutes.header.pre_reading,
        recording=minutes.header.recording,
        header_html=minutes.header.html,
        raw=minutes.raw,
        sections=sections,
        previous=previous,
        next=following,
        diagnostics=tuple(found),
    )
