"""Search: the page of it, and the index that it reads in pieces, of everything that the site says in a locale.

Records of the archive come from the core. What authors wrote besides is taken from each page before the views are put
into it, so that nothing is found twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from bridge import Site, lens_of, locale_of, memory_of, name_of, outputs_of, site_of
from filling import fill
from minutes import addresses
from minutes.processes import trim
from minutes.search.index import search_files
from minutes.search.runs import runs_of
from minutes.views.search import FACETS, Record, check_records, loose_record, page_records

_KEY = "minutes_search"
_DATA = f"{addresses.SEARCH}data/"
_CHECKS, _DOSSIER = "<!-- view: checks -->", "<!-- view: proposal-dossier -->"


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Keep the files of the locale until it is built: what is found on their pages is with them."""
    config.extra[_KEY] = files


# Before the hooks that put views into pages.
@event_priority(100)
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str | None:
    """Take what was written on the page, or render the page of search."""
    filled = fill(html, "search", page, config, files, lambda _: FACETS)
    if filled is None and not (page.meta.get("search") or {}).get("exclude"):
        page.file.search_records = list(_records(html, page, config))  # type: ignore[attr-defined]
    return filled


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Say where the page's locale has its search."""
    site = site_of(config)
    context["search_page"] = _address(site, locale_of(page))
    return context


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """The page for unknown addresses can be searched from as well."""
    i18n: Any = config.plugins["i18n"]
    context["search_page"] = _address(site_of(config), i18n.current_language)
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Write the index of the locale that was built."""
    i18n: Any = config.plugins["i18n"]
    site, locale = site_of(config), str(i18n.current_language)
    if not _address(site, locale):
        return
    found = {file.url: getattr(file, "search_records", ()) for file in config.extra[_KEY]}
    authored = [one for url in sorted(found) for one in found[url]]
    runs = runs_of(site.lenses[locale], site.bases[locale], authored)
    folder = f"{site.prefix(locale)}{_DATA}"

    def made() -> Iterator[tuple[str, bytes]]:
        for name, text in search_files(runs, memory_of(config)):
            yield f"{folder}{name}", text.encode(errors="replace")

    outputs_of(config).once("search", lambda: [run.digest() for run in runs], made)
    # See collector.py.
    trim()


def _records(html: str, page: Page, config: MkDocsConfig) -> Iterator[Record]:
    site, locale, lens = site_of(config), locale_of(page), lens_of(page, config)
    address = page.url.removeprefix(site.prefix(locale)).removeprefix("./")
    minutes = getattr(page.file, "minutes", None)
    if minutes is not None:
        if minutes in site.archive.unplaced:
            yield loose_record(lens, address, minutes)
        return
    lang: str = page.file.locale  # type: ignore[attr-defined]  # set by static-i18n
    yield from page_records(lens, address, str(page.title), html, lang, name_of(page.file) if _DOSSIER in html else "")
    if _CHECKS in html:
        yield from check_records(lens, address, str(page.title))


def _address(site: Site, locale: str) -> str:
    """Where a locale has its search, from the root of the site; empty where no page of search was written."""
    name = f"{addresses.SEARCH.rstrip('/')}.md"
    written = any(f"{each}/{name}" in site.archive.documents for each in site.locales)
    return f"{site.prefix(locale)}{addresses.SEARCH}" if written else ""
