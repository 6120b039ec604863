"""Minutes pages: where each one stands, and its content from the archive instead of from Python-Markdown."""

from __future__ import annotations

import posixpath
from bisect import bisect_left
from functools import partial
from html import escape
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from bridge import Site, files_of_page, locale_of, open_site, site_of
from filling import add_to_toc, render
from minutes import addresses
from minutes.archive import MEETINGS_FOLDER
from minutes.model import Meeting, Minutes
from minutes.views.meetings import MeetingPage, loose_page, meeting_page


# After static-i18n (-100), which would drop minutes that only another locale has and knows addresses by file name only.
@event_priority(-200)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Put every minutes file where its meeting's id says, in every locale, with its alternates."""
    site = open_site(config)
    i18n: Any = config.plugins["i18n"]
    locale = i18n.current_language
    for address, minutes_by_locale in _pages(site).items():
        texts = {each: minutes.path for each, minutes in minutes_by_locale.items()}
        alternates = files_of_page(config, texts, f"{address}index.html")
        for file in alternates.values():
            file.minutes = minutes_by_locale[file.locale]  # type: ignore[attr-defined]
            file.made_of = partial(_made_of, site, locale, file.minutes)  # type: ignore[attr-defined]
        files.append(alternates[locale])
        _MinutesPage(None, alternates[locale], config)
    i18n.i18n_files_per_language[locale] = files.documentation_pages()
    return files


class _MinutesPage(Page):
    """A page of minutes: read with the archive, so that there is no file to read again, and no Markdown to convert."""

    def read_source(self, config: MkDocsConfig) -> None:
        """Give the page its title."""
        self.markdown = ""
        self.meta = {
            # The theme prints a title as the HTML that a heading is.
            "title": escape(self.file.minutes.title, quote=False),  # type: ignore[attr-defined]
            "hide": ["navigation"],
            "script": "assets/javascripts/item-bar.js",
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Leave the content to ``on_page_content``."""
        self.content, self.toc, self.present_anchor_ids = "", TableOfContents([]), set()


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str | None:
    """Render the minutes."""
    minutes: Minutes | None = getattr(page.file, "minutes", None)
    if minutes is None:
        return None
    view, meeting = _view(site_of(config), locale_of(page), minutes)
    # For page_heads.py, which sums the page up.
    page.file.minutes_page, page.file.meeting = view, meeting  # type: ignore[attr-defined]
    rendered = render("meeting_page", view, page, config, files)
    add_to_toc(page, rendered)
    return rendered


def _view(site: Site, locale: str, minutes: Minutes) -> tuple[MeetingPage, Meeting | None]:
    """The page of some minutes in a locale, and their meeting, if they belong to one."""
    lens, found, meeting = site.lenses[locale], site.failing.get(minutes.path, []), _meeting(site, minutes)
    return (meeting_page(lens, meeting, found) if meeting else loose_page(lens, minutes, found)), meeting


def _meeting(site: Site, minutes: Minutes) -> Meeting | None:
    meeting = site.archive.meeting(minutes.date.isoformat()) if minutes.date else None
    return meeting if meeting and meeting.minutes.get(minutes.locale) is minutes else None


def _made_of(site: Site, locale: str, minutes: Minutes) -> object:
    """All that the page of some minutes depends on. Its head tells more of a meeting than the page itself."""
    meeting = _meeting(site, minutes)
    if meeting is None:
        return _view(site, locale, minutes)
    days, place = site.lenses[locale].days, bisect_left(site.lenses[locale].days, meeting.date)
    beside = [str(day) for day in days[max(place - 1, 0) : place + 2]]
    return site.bases[locale].of_meeting(meeting), minutes.locale, beside, site.failing.get(minutes.path, [])


def _pages(site: Site) -> dict[str, dict[str, Minutes]]:
    """The minutes of every page by locale, by the page's address below a locale's root."""
    pages = {addresses.meeting(meeting.id): dict(meeting.minutes) for meeting in site.archive.meetings}
    for minutes in site.archive.unplaced:
        name = posixpath.splitext(posixpath.relpath(minutes.path, f"{minutes.locale}/{MEETINGS_FOLDER}"))[0]
        address = addresses.meeting(name)
        if minutes.locale in pages.get(address, {}) or (minutes.date and address in pages):
            address = addresses.meeting(f"{name}-{minutes.locale}-duplicate")
        pages.setdefault(address, {})[minutes.locale] = minutes
    return pages
