"""The calendar: every meeting as an event, with what was on its agenda.

Knows when a meeting was as far as its minutes tell, and what to say of it. Knows nothing of iCalendar.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from minutes import addresses
from minutes.model import Meeting
from minutes.strings import Strings, strings_for
from minutes.views.lens import Lens
from minutes.views.pieces import ItemView, MeetingView


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting in the calendar. ``id`` is the meeting's; ``address`` is below a locale's root.

    ``start`` is the time of day where the minutes tell one, without a zone where they tell none; no minutes tell when
    a meeting ended. ``lang`` is the language of the title; ``agenda`` is one line for each item.
    """

    id: str
    date: date
    start: datetime | None
    title: str
    lang: str
    address: str
    agenda: tuple[str, ...]


def calendar(lens: Lens) -> tuple[Event, ...]:
    """Every meeting in the lens's locale, in order of time."""
    words = strings_for(lens.locale)
    held = zip(lens.archive.meetings, reversed(lens.meetings), strict=True)
    return tuple(_event(meeting, view, words) for meeting, view in held)


def _event(meeting: Meeting, view: MeetingView, words: Strings) -> Event:
    return Event(
        id=meeting.id,
        date=meeting.date,
        start=_start(meeting),
        title=view.title,
        lang=view.lang,
        address=addresses.meeting(meeting.id),
        agenda=tuple(_line(item, words) for item in view.items),
    )


def _line(item: ItemView, words: Strings) -> str:
    line = words("calendar.item", number=item.number, title=item.title)
    if not item.presenters:
        return line
    people = words("calendar.separator").join(person.name for person in item.presenters)
    return words("calendar.presented", item=line, people=people)


def _start(meeting: Meeting) -> datetime | None:
    """The time that stands with the date in the front matter, the source locale first."""
    sources = sorted(meeting.minutes.values(), key=lambda minutes: minutes.locale != meeting.source)
    for minutes in sources:
        try:
            written = datetime.fromisoformat(str(minutes.front_matter.get("date", "")).strip())
        except ValueError:
            continue
        # Midnight is what a tool writes that knows no time.
        if written.date() == meeting.date and written.time() != time():
            return written
    return None
