"""Feeds and the calendar: a file of each for the locale that is built, and where pages say that they exist."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from bridge import lens_of, locale_of, log, outputs_of, pages_of, places_of, site_of
from filling import fill
from minutes import addresses
from minutes.feeds import ATOM, CALENDAR, JSON_FEED
from minutes.feeds.documents import Publisher
from minutes.feeds.files import FeedFiles
from minutes.identifiers import authority
from minutes.processes import trim
from minutes.renderer import PageLinks
from minutes.strings import strings_for
from minutes.views.feeds import feeds_on, feeds_page

_KEY = "minutes_feeds"
_FORMATS = ((ATOM, addresses.atom), (JSON_FEED, addresses.json_feed))


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str | None:
    """List the feeds where the page has its marker."""
    return fill(html, "feeds", page, config, files, feeds_page)


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Give the head of the page its feeds, for ``partials/feeds.html``."""
    locale = locale_of(page)
    prefix, words = site_of(config).prefix(locale), strings_for(locale)
    address = page.url.removeprefix("./").removeprefix(prefix)
    found = [
        (media_type, name.title, address_of(name.name))
        for name in feeds_on(lens_of(page, config), address)
        for media_type, address_of in _FORMATS
    ]
    if address in ("", addresses.MEETINGS, addresses.FEEDS):
        found.append((CALENDAR, words("feeds.calendar"), addresses.CALENDAR))
    context["feeds"] = [
        {"type": media_type, "title": title, "link": f"{prefix}{quote(link)}"} for media_type, title, link in found
    ]
    return context


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Keep the files of the locale until it is built."""
    config.extra[_KEY] = files


def on_post_build(config: MkDocsConfig) -> None:
    """Write the files of the locale, which no other locale's build touches."""
    i18n: Any = config.plugins["i18n"]
    files: Files = config.extra[_KEY]
    site, pages, locale = site_of(config), pages_of(config), i18n.current_language

    def to_address(address: str) -> str:
        return pages.urls(address)[locale]

    def to_file(path: str) -> str | None:
        file = files.get_file_from_path(path)
        return urljoin(pages.root, file.url) if file else None

    made = FeedFiles(
        lens=site.lenses[locale],
        basis=site.bases[locale],
        renderer=site.renderers[locale],
        links=PageLinks(to_address, to_file, site.home, site.source),
        publisher=Publisher(config.site_name, _names(config, locale), "site_version" not in config.extra),
        prefix=site.prefix(locale),
        # Minutes may lead to any of the files.
        everywhere=places_of(files),
    )
    made.write(outputs_of(config))
    # See collector.py.
    trim()


def _names(config: MkDocsConfig, locale: str) -> str:
    """Who gives names to entries. It must stay the same wherever the site is shown, so its address comes last.

    That the setting is wrong is said once for all locales.
    """
    site, stated = site_of(config), str(config.extra.get("feed_authority", ""))
    try:
        return authority(stated, site.home, config.site_url or "")
    except ValueError:
        if locale == site.locales[0]:
            log.warning(strings_for(locale)("feeds.authority_invalid", found=stated))
        return authority("", site.home, config.site_url or "")
