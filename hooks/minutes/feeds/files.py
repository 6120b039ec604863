"""The files of all feeds and of the calendar, as bytes. Knows which formats there are, and what each follows from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from minutes import addresses
from minutes.cache import NOTHING
from minutes.feeds import atom, jsonfeed
from minutes.feeds.documents import Publisher, Writer
from minutes.outputs import Outputs
from minutes.renderer import PageLinks, Renderer
from minutes.strings import strings_for
from minutes.values import digest
from minutes.views.basis import Basis
from minutes.views.calendar import calendar
from minutes.views.feeds import Feed, feeds
from minutes.views.lens import Lens


@dataclass(frozen=True, slots=True)
class FeedFiles:
    """The files of a lens's locale, whose root is at ``prefix``. ``links`` make absolute addresses; ``everywhere``
    tells them from others."""

    lens: Lens
    basis: Basis
    renderer: Renderer
    links: PageLinks
    publisher: Publisher
    prefix: str
    everywhere: bytes

    def write(self, outputs: Outputs) -> None:
        """Have all of them among the outputs."""
        writer, known = Writer(self.lens, self.renderer, self.links, self.publisher), outputs.memory is not NOTHING
        for name, give in feeds(self.lens).items():
            # What is in a feed, it takes many views to find out; which meetings those are, outlines tell.
            of = digest(self._around, self.basis.of_outlines(), name) if known else b""
            if outputs.take("feed", of, self.basis.holds) is not None:
                continue
            feed = give()
            digests = outputs.once("entries", partial(self._of, feed), partial(self._in_both_formats, writer, feed))
            if known:
                outputs.know("feed", of, digests, self.basis.of_meetings_in(feed))
        outputs.once("calendar", lambda: (self._around, self.basis.of_outlines()), self._calendar)

    @property
    def _around(self) -> tuple[object, ...]:
        return self.everywhere, self.publisher, self.prefix

    def _of(self, feed: Feed) -> object:
        return self._around, self.basis.of_feed(feed)

    def _in_both_formats(self, writer: Writer, feed: Feed) -> Iterator[tuple[str, bytes]]:
        name, document = feed.name.name, writer.document(feed)
        yield f"{self.prefix}{addresses.atom(name)}", atom.atom(document)
        yield f"{self.prefix}{addresses.json_feed(name)}", jsonfeed.json_feed(document)

    def _calendar(self) -> Iterator[tuple[str, bytes]]:
        # What writes it takes a while to load, and in most builds it is what it was.
        from minutes.feeds import ical  # noqa: PLC0415

        title, locale = strings_for(self.lens.locale)("feeds.calendar"), self.lens.locale
        made = ical.ical(calendar(self.lens), title, locale, self.publisher, self.links.to_address)
        yield f"{self.prefix}{addresses.CALENDAR}", made
