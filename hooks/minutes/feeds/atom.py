"""A feed as Atom (RFC 4287), by feedgen.

Knows what feedgen does unless it is told otherwise: it takes the clock for what has no time, puts the entry added last
first, names itself with its version, and has a language for a whole feed only, which an extension adds to a title.
"""

from __future__ import annotations

from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension
from feedgen.feed import FeedGenerator
from lxml.etree import _Element

from minutes.feeds import ATOM
from minutes.feeds.documents import Document, Piece

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TITLE = "title_language"


def atom(document: Document) -> bytes:
    """The bytes of the file."""
    feed: Any = FeedGenerator()
    feed.id(document.id)
    feed.title(document.title)
    feed.subtitle(document.description)
    feed.language(document.lang)
    feed.updated(document.updated)
    feed.author(name=document.author)
    feed.generator("")
    feed.link(href=document.home, rel="alternate", type="text/html")
    if document.atom:
        feed.link(href=document.atom, rel="self", type=ATOM)
    if document.title_lang != document.lang:
        feed.register_extension(_TITLE, _language_of_title(document.title_lang), BaseEntryExtension, rss=False)
    for piece in document.pieces:
        feed.add_entry(_entry(piece, document.lang), order="append")
    text: bytes = feed.atom_str(pretty=True)
    return text


def _entry(piece: Piece, locale: str) -> FeedEntry:
    entry: Any = FeedEntry()
    entry.id(piece.id)
    entry.title(piece.title)
    entry.updated(piece.time)
    entry.published(piece.time)
    entry.link(href=piece.url, rel="alternate", type="text/html")
    entry.content(piece.html, type="html")
    for author in piece.authors:
        entry.author(name=author)
    for term, label in piece.tags:
        entry.category(term=term, label=label)
    if piece.lang != locale:
        entry.register_extension(_TITLE, _language_of_title(piece.lang), rss=False)
    return entry


def _language_of_title(lang: str) -> type[BaseEntryExtension]:
    """An extension that tells the language of a title, of a feed or an entry. That of content stands in its HTML."""

    class _Language(BaseEntryExtension):  # type: ignore[misc]  # feedgen has no types
        def extend_atom(self, element: _Element) -> _Element:
            for title in element.iterfind("title"):
                title.set(_LANG, lang)
            return element

    return _Language
