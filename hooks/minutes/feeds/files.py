"""The files of all feeds and of the calendar, as bytes. Knows which formats there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from minutes import addresses
from minutes.feeds import atom, ical, jsonfeed
from minutes.feeds.documents import Publisher, Writer
from minutes.renderer import PageLinks, Renderer
from minutes.strings import strings_for
from minutes.views.basis import Basis
from minutes.views.calendar import Event, calendar
from minutes.views.feeds import Feed
from minutes.views.lens import Lens

Make = Callable[[], Mapping[str, bytes]]
"""Makes files that belong together, by address."""


def files(
    feeds: Sequence[Feed], lens: Lens, basis: Basis, renderer: Renderer, links: PageLinks, publisher: Publisher
) -> Iterator[tuple[Callable[[], object], Make]]:
    """What makes the files of each feed, and of the calendar, in the lens's locale, after what gives what they are made
    of besides links and publisher. ``links`` make absolute addresses."""
    writer = Writer(lens, renderer, links, publisher)
    for feed in feeds:
        yield partial(basis.of_feed, feed), partial(_in_both_formats, writer, feed)
    events = calendar(lens)
    yield lambda: events, partial(_calendar, events, lens.locale, links, publisher)


def _in_both_formats(writer: Writer, feed: Feed) -> Mapping[str, bytes]:
    name, document = feed.name.name, writer.document(feed)
    return {addresses.atom(name): atom.atom(document), addresses.json_feed(name): jsonfeed.json_feed(document)}


def _calendar(events: Sequence[Event], locale: str, links: PageLinks, publisher: Publisher) -> Mapping[str, bytes]:
    title = strings_for(locale)("feeds.calendar")
    return {addresses.CALENDAR: ical.ical(events, title, locale, publisher, links.to_address)}
