"""The files of all feeds and of the calendar, as bytes. Knows which formats there are."""

from __future__ import annotations

from collections.abc import Iterator

from minutes import addresses
from minutes.cache import Memory
from minutes.feeds import atom, ical, jsonfeed
from minutes.feeds.documents import Publisher, Writer
from minutes.renderer import PageLinks, Renderer
from minutes.strings import strings_for
from minutes.views.calendar import calendar
from minutes.views.feeds import Feed, feeds
from minutes.views.lens import Lens


def files(
    lens: Lens, renderer: Renderer, links: PageLinks, publisher: Publisher, memory: Memory
) -> Iterator[tuple[str, bytes]]:
    """Every file in the lens's locale, by its address. ``links`` make absolute addresses.

    The memory is one in which links and publisher are always these.
    """
    writer = Writer(lens, renderer, links, publisher)
    for feed in feeds(lens):
        as_atom, as_json = memory.once("feed", (feed, lens.days[-1:]), lambda feed=feed: _in_both_formats(writer, feed))  # type: ignore[misc]
        yield addresses.atom(feed.name.name), as_atom
        yield addresses.json_feed(feed.name.name), as_json
    events, title = calendar(lens), strings_for(lens.locale)("feeds.calendar")

    def events_as_bytes() -> bytes:
        return ical.ical(events, title, lens.locale, publisher, links.to_address)

    yield addresses.CALENDAR, memory.once("calendar", events, events_as_bytes)


def _in_both_formats(writer: Writer, feed: Feed) -> tuple[bytes, bytes]:
    document = writer.document(feed)
    return atom.atom(document), jsonfeed.json_feed(document)
