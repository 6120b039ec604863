"""A feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from typing import Any

from minutes.feeds.documents import Document, Piece

_VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(document: Document) -> bytes:
    """The bytes of the file, an item on each line. Nothing is in it that has nothing to say."""
    feed: dict[str, Any] = {
        "version": _VERSION,
        "title": document.title,
        "home_page_url": document.home,
        "feed_url": document.json,
        "description": document.description,
        "language": document.lang,
        "authors": [{"name": document.author}],
    }
    items = ",\n".join(_written(_item(piece)) for piece in document.pieces)
    return f'{_written(feed)[:-1]},"items":[\n{items}\n]}}\n'.encode()


def _written(said: dict[str, Any]) -> str:
    told = {key: value for key, value in said.items() if value}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _item(piece: Piece) -> dict[str, Any]:
    return {
        "id": piece.id,
        "url": piece.url,
        "title": piece.title,
        "content_html": piece.html,
        "date_published": piece.time.isoformat(),
        "language": piece.text_lang,
        "authors": [{"name": author} for author in piece.authors],
        "tags": [label for _, label in piece.tags],
    }
