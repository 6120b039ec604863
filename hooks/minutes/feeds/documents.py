"""A feed as it is written, whatever the format: absolute addresses, names that never change, rendered content.

Knows how an entry of a view becomes one of a document. Knows neither Atom nor JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from urllib.parse import urldefrag

from minutes import addresses, identifiers
from minutes.feeds.plain import one_line, plain
from minutes.links import absolute_links
from minutes.renderer import PageLinks, Renderer
from minutes.views.entries import Entry
from minutes.views.feeds import Feed, feeds
from minutes.views.lens import Lens


@dataclass(frozen=True, slots=True)
class Publisher:
    """Whose feeds these are. ``names`` is the authority that gives names (see ``identifiers``).

    ``lasting`` says that the feeds are read where they were built. Those of a version are read at its aliases as well,
    which lead on to the next version: they must not tell a reader to move to the version's own address for good.
    """

    title: str
    names: str
    lasting: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """One entry: ``id`` is a URI, ``html`` sanitised and complete, ``lang`` the language of the title and ``text_lang``
    that of the minutes. Times are in UTC; minutes have a date only, of which midnight is told. ``tags`` are names with
    their ids before them."""

    id: str
    url: str
    title: str
    lang: str
    text_lang: str
    html: str
    time: datetime
    authors: tuple[str, ...]
    tags: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A feed. ``name`` is as in its address (``projects/kitex``); ``home`` the page that shows the same; ``title_lang``
    the language of the title, which may be another than the feed's.

    ``atom`` and ``json`` are its own addresses, empty where it must not tell them.
    """

    name: str
    id: str
    title: str
    title_lang: str
    description: str
    lang: str
    home: str
    atom: str
    json: str
    author: str
    updated: datetime
    pieces: tuple[Piece, ...]


class Writer:
    """Makes documents of the feeds in a lens's locale; each entry is rendered once, however many feeds have it.

    ``links`` make absolute addresses.
    """

    def __init__(self, lens: Lens, renderer: Renderer, links: PageLinks, publisher: Publisher) -> None:
        self._lens, self._links, self._publisher = lens, links, publisher
        self._html_of = renderer.renderer_of("feed_entry", links)
        self._pieces: dict[str, Piece] = {}

    def document(self, feed: Feed) -> Document:
        """One feed."""
        pieces, latest = tuple(map(self._piece, feed.entries)), (self._lens.days or (date(1970, 1, 1),))[-1]
        return _document(feed, pieces, self._lens.locale, latest, self._links, self._publisher)

    def _piece(self, entry: Entry) -> Piece:
        if entry.id not in self._pieces:
            self._pieces[entry.id] = _piece(entry, self._html_of, self._links, self._publisher.names)
        return self._pieces[entry.id]


def documents(lens: Lens, renderer: Renderer, links: PageLinks, publisher: Publisher) -> Iterator[Document]:
    """Every feed in the lens's locale."""
    writer = Writer(lens, renderer, links, publisher)
    return (writer.document(feed()) for feed in feeds(lens).values())


def moment(day: date) -> datetime:
    """The time that a day is told as."""
    return datetime.combine(day, time(), UTC)


def _document(
    feed: Feed, pieces: tuple[Piece, ...], locale: str, latest: date, links: PageLinks, publisher: Publisher
) -> Document:
    name = feed.name
    return Document(
        name=name.name,
        id=identifiers.tag(publisher.names, f"feeds/{locale}/{name.name}"),
        title=one_line(f"{name.title} · {publisher.title}"),
        title_lang=name.lang,
        description=one_line(name.about),
        lang=locale,
        home=links.to_address(name.address),
        atom=links.to_address(addresses.atom(name.name)) if publisher.lasting else "",
        json=links.to_address(addresses.json_feed(name.name)) if publisher.lasting else "",
        author=one_line(publisher.title),
        updated=pieces[0].time if pieces else moment(latest),
        pieces=pieces,
    )


def _piece(entry: Entry, html_of: Callable[[Entry], str], links: PageLinks, names: str) -> Piece:
    url = links.to_address(entry.address)
    return Piece(
        id=identifiers.tag(names, entry.id),
        url=url,
        title=one_line(entry.title) or entry.id,
        lang=entry.lang,
        text_lang=entry.text_lang,
        html=plain(absolute_links(html_of(entry), urldefrag(url).url)).strip(),
        time=moment(entry.date),
        authors=tuple(one_line(author.name) for author in entry.authors),
        tags=tuple((one.id, one_line(one.name)) for one in entry.tags),
    )
