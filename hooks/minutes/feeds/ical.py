"""The calendar as iCalendar (RFC 5545), by icalendar.

Knows how an event is told to a calendar. Knows nothing of where its facts come from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC

import icalendar

from minutes import identifiers
from minutes.feeds.documents import Publisher, moment
from minutes.feeds.plain import one_line
from minutes.views.calendar import Event


def ical(
    events: Iterable[Event], title: str, locale: str, publisher: Publisher, to_address: Callable[[str], str]
) -> bytes:
    """The bytes of the file. ``to_address`` makes an address below the locale's root absolute."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//{one_line(publisher.title)}//minutes//{locale.upper()}")
    calendar.add("version", "2.0")
    # What older clients look at, and what RFC 7986 has.
    for name in ("x-wr-calname", "name"):
        calendar.add(name, one_line(f"{title} · {publisher.title}"), parameters={"language": locale})
    begin, end, rest = calendar.to_ical().partition(b"END:VCALENDAR")
    # One by one: an event takes ten times the memory of its bytes.
    told = (_event(event, publisher.names, to_address(event.address)).to_ical() for event in events)
    return b"".join((begin, *told, end, rest))


def _event(event: Event, names: str, url: str) -> icalendar.Event:
    component = icalendar.Event()
    component.add("uid", identifiers.uid(names, event.id))
    # When the event was put down is not known; that it says the same in every build matters more.
    component.add("dtstamp", moment(event.date))
    start = event.start
    if start is None:
        component.add("dtstart", event.date)
    else:
        component.add("dtstart", start.astimezone(UTC) if start.tzinfo else start)
    component.add("summary", one_line(event.title) or event.id, parameters={"language": event.lang})
    component.add("description", "\n".join((*map(one_line, event.agenda), url)))
    component.add("url", url)
    # It was, or will be, for whoever wants to come: nobody is busy because of it.
    component.add("transp", "TRANSPARENT")
    return component
