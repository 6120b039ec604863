"""A feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

from typing import Any

from pydantic_core import to_json

from minutes.feeds.documents import Document, Piece

_VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(document: Document) -> bytes:
    """The bytes of the file. Nothing is in it that has nothing to say."""
    feed: dict[str, Any] = {
        "version": _VERSION,
        "title": document.title,
        "home_page_url": document.home,
        "feed_url": document.json,
        "description": document.description,
        "language": document.lang,
        "authors": [{"name": document.author}],
        "items": [_item(piece) for piece in document.pieces],
    }
    told = {key: value for key, value in feed.items() if value or key == "items"}
    return to_json(told, indent=1) + b"\n"


def _item(piece: Piece) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": piece.id,
        "url": piece.url,
        "title": piece.title,
        "content_html": piece.html,
        "date_published": piece.time.isoformat(),
        "language": piece.text_lang,
        "authors": [{"name": author} for author in piece.authors],
        "tags": [label for _, label in piece.tags],
    }
    return {key: value for key, value in item.items() if value}
