"""The page of a meeting, and the index of all meetings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from minutes.diagnostics import Diagnostic
from minutes.model import AgendaItem, Meeting, Minutes, News, Passage, Reference
from minutes.views.activity import Activity, Calendar
from minutes.views.glance import MONTHS, Glance, glance, most_items
from minutes.views.lens import Lens
from minutes.views.pieces import ItemView, MeetingView, Named, ReleaseView

_NAMED = 12
"""The attendees that a page names before it folds the others away."""
_FEW = 4
"""Others that are so few that they are not folded away."""

Day = date
"""A date, where a field of that name is beside it."""
DRAWN = 3
"""The latest years, each of which has a drawing and its meetings with their agenda items."""


@dataclass(frozen=True, slots=True)
class NewsView:
    """The news section of a meeting. ``lang`` is the language of its text, ``path`` and ``line`` its source."""

    anchor: str
    level: int
    title_html: str
    html: str
    lang: str
    path: str
    line: int
    releases: tuple[ReleaseView, ...]
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class PassageView:
    """Text of a meeting that is neither agenda item nor news."""

    html: str
    lang: str
    path: str


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """The minutes of a meeting.

    ``sections`` are in the order of the file, with those that only another locale has among them, so that every
    address of an item leads somewhere. ``untranslated`` says that the text is in another language (``lang``) than the
    page. ``date`` is None for minutes that belong to no meeting, ``topic`` empty where it says what the title says.
    ``previous`` and ``next`` are the days of the meetings before and after it.
    """

    title: str
    topic: str
    date: date | None
    lang: str
    path: str
    untranslated: bool
    attendees: tuple[Named, ...]
    pre_reading: tuple[Reference, ...]
    recording: tuple[Reference, ...]
    header_html: str
    raw: str
    sections: tuple[ItemView | NewsView | PassageView, ...]
    previous: Day | None
    next: Day | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def items(self) -> tuple[ItemView, ...]:
        """The agenda items among the sections."""
        return tuple(section for section in self.sections if isinstance(section, ItemView))

    @property
    def stops(self) -> tuple[ItemView | NewsView, ...]:
        """The sections that have an address of their own."""
        return tuple(section for section in self.sections if not isinstance(section, PassageView))

    @property
    def shown_attendees(self) -> int:
        """How many of the attendees are named at once."""
        everyone = len(self.attendees)
        return everyone if everyone <= _NAMED + _FEW else _NAMED

    @property
    def top_level(self) -> int:
        """The highest heading level of the sections."""
        return min((section.level for section in self.stops), default=2)


@dataclass(frozen=True, slots=True)
class Year:
    """The meetings of a year, newest first."""

    year: int
    meetings: tuple[MeetingView, ...]


@dataclass(frozen=True, slots=True)
class MeetingsIndex:
    """All meetings, by year, newest first.

    ``drawn`` are the latest years at a glance, in the same order; of the years after them there is ``activity``, the
    meetings of all time, None where there are no more years.
    """

    years: tuple[Year, ...]
    drawn: tuple[Glance, ...]
    activity: Activity | None


def meeting_page(lens: Lens, meeting: Meeting, found: Iterable[Diagnostic]) -> MeetingPage:
    """The page of a meeting in the lens's locale."""
    minutes = meeting.in_locale(lens.locale)
    days = lens.days
    place = bisect_left(days, meeting.date)
    return _page(
        lens,
        minutes,
        found,
        sections=_with_missing(lens.meeting(meeting), meeting, minutes),
        previous=days[place - 1] if place else None,
        following=days[place + 1] if place + 1 < len(days) else None,
    )


def loose_page(lens: Lens, minutes: Minutes, found: Iterable[Diagnostic]) -> MeetingPage:
    """The page of minutes that belong to no meeting, so that their text and what is wrong with them can be seen."""
    sections = [
        lens.loose_item(minutes, section) if isinstance(section, AgendaItem) else _other(minutes, section)
        for section in minutes.sections
    ]
    return _page(lens, minutes, found, sections=sections, previous=None, following=None)


def meetings_index(lens: Lens) -> MeetingsIndex:
    """All meetings, by year."""
    years = years_of(lens)
    recent = years[:DRAWN]
    most = most_items(meeting for year in recent for meeting in year.meetings)
    drawn = tuple(glance(year.meetings, date(year.year, MONTHS, 1), most) for year in recent)
    return MeetingsIndex(years, drawn, _activity(lens) if len(years) > DRAWN else None)


def years_of(lens: Lens) -> tuple[Year, ...]:
    """The years with their meetings, newest first."""
    return tuple(year_of(lens, year) for year in lens.meetings_by_year)


def year_of(lens: Lens, year: int) -> Year:
    """One of the years in which there were meetings."""
    return Year(year, tuple(map(lens.meeting, lens.meetings_by_year[year])))


def _activity(lens: Lens) -> Activity:
    days = [meeting.date for meeting in lens.meetings]
    calendar = Calendar(days)
    counts = calendar.counts(days)
    return calendar.drawing(counts, max(counts))


def _news_releases(meeting: MeetingView) -> tuple[ReleaseView, ...]:
    return tuple(release for release in meeting.releases if not release.anchor)


def _with_missing(view: MeetingView, meeting: Meeting, minutes: Minutes) -> list[ItemView | NewsView | PassageView]:
    """The sections of the minutes; items and news that only another locale has stand where they belong."""
    items, releases = {item.anchor: item for item in view.items}, _news_releases(view)
    sections: list[ItemView | NewsView | PassageView] = [
        items[one.anchor] if isinstance(one, AgendaItem) else _other(minutes, one, releases) for one in minutes.sections
    ]
    here = {item.anchor for item in minutes.items}
    for anchor, item in items.items():
        if anchor not in here:
            before = [i for i, one in enumerate(sections) if isinstance(one, ItemView) and one.number <= item.number]
            sections.insert(before[-1] + 1 if before else 0, item)
    if not any(isinstance(section, NewsView) for section in sections):
        others = (other for other in meeting.minutes.values() if other is not minutes)
        news = ((other, one) for other in others for one in other.sections if isinstance(one, News))
        sections += [_other(*one, releases) for one in news][:1]
    return sections


def _other(minutes: Minutes, section: News | Passage, releases: tuple[ReleaseView, ...] = ()) -> NewsView | PassageView:
    if isinstance(section, Passage):
        return PassageView(section.html, minutes.locale, minutes.path)
    links = {reference.id: reference for entry in section.entries for reference in entry.references}
    return NewsView(
        anchor=section.anchor,
        level=section.level,
        title_html=section.title_html,
        html=section.html,
        lang=minutes.locale,
        path=minutes.path,
        line=section.line,
        releases=releases,
        references=tuple(links.values()),
    )


def _page(
    lens: Lens,
    minutes: Minutes,
    found: Iterable[Diagnostic],
    sections: Iterable[ItemView | NewsView | PassageView],
    previous: Day | None,
    following: Day | None,
) -> MeetingPage:
    return MeetingPage(
        title=minutes.title,
        topic=minutes.header.topic if minutes.header.topic != minutes.title else "",
        date=minutes.date,
        lang=minutes.locale,
        path=minutes.path,
        untranslated=minutes.locale != lens.locale,
        attendees=lens.people(minutes.header.attendees),
        pre_reading=minutes.header.pre_reading,
        recording=minutes.header.recording,
        header_html=minutes.header.html,
        raw=minutes.raw,
        sections=tuple(sections),
        previous=previous,
        next=following,
        diagnostics=tuple(found),
    )
