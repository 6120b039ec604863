"""What pages are made of waits on disk until it is its turn, and is let go after it.

MkDocs has the contents of all pages before it makes the first one, and keeps every page to the end: a hundred megabytes
of a thousand meetings. Nothing needs the content of a page in between.
"""

from __future__ import annotations

import os
import pickle
import weakref
from tempfile import TemporaryFile

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

_KEY = "page_contents"


class _Contents:
    """Contents on disk, each with its headings. A process that was forked since has to begin anew: both would write at
    one place."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 — open until nobody holds the texts any more
        weakref.finalize(self, self._file.close)
        self._end = 0
        self.process = os.getpid()

    def put(self, content: tuple[str, TableOfContents]) -> tuple[int, int]:
        """Write what a page is made of, and say where."""
        data = pickle.dumps(content, pickle.HIGHEST_PROTOCOL)
        self._file.seek(self._end)
        self._file.write(data)
        place = (self._end, len(data))
        self._end += len(data)
        return place

    def get(self, place: tuple[int, int]) -> tuple[str, TableOfContents]:
        """What was written at a place."""
        self._file.seek(place[0])
        content: tuple[str, TableOfContents] = pickle.loads(self._file.read(place[1]))  # noqa: S301 – nobody else's file
        return content


# After all that make or change the content.
@event_priority(-1000)
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the content away."""
    contents: _Contents | None = config.extra.get(_KEY)
    if contents is None or contents.process != os.getpid():
        contents = config.extra[_KEY] = _Contents()
    page.file.content_at = contents.put((html, page.toc))  # type: ignore[attr-defined]
    page.toc = TableOfContents([])
    return ""


# Before all that look at it.
@event_priority(1000)
def on_page_context(context: object, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """Fetch the content."""
    page.content, page.toc = config.extra[_KEY].get(page.file.content_at)  # type: ignore[attr-defined]


# Before whoever changes the page, which may be as large again.
@event_priority(1000)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> None:
    """Let go of what a page was made of."""
    page.content, page.markdown = "", ""
    page.toc = TableOfContents([])
    page.file.minutes_page = None  # type: ignore[attr-defined]  # see meeting_pages.py
