"""Views put into pages: rendered, with links that work there, and with their headings in the table of contents.

Not a hook itself but a module that the hooks import, as ``bridge`` is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from sys import intern

from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import get_relative_url

from bridge import basis_of, lens_of, locale_of, memory_of, places_of, site_of
from minutes.cache import NOTHING
from minutes.renderer import PageLinks
from minutes.views.basis import Basis
from minutes.views.lens import Lens

_HEADING = re.compile(r'<h([2-4]) id="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
_LANG = re.compile(r'<span lang="([a-z-]+)"')
_ID = re.compile(r' id="([^"]+)"')


def fill(
    html: str,
    marker: str,
    page: Page,
    config: MkDocsConfig,
    files: Files,
    view: Callable[[Lens], object],
    of: Callable[[Basis], object] | None = None,
) -> str | None:
    """The page with ``<!-- view: marker -->`` replaced by the rendered view of that name; None without the marker.

    ``of`` gives what the view follows from, where it is worth to be known.
    """
    comment = f"<!-- view: {marker} -->"
    # Minutes have no markers. What was written of a page is short; its HTML is long where it has been filled already.
    if hasattr(page.file, "minutes") or comment not in (page.markdown or "") or comment not in html:
        return None

    def rendered_now() -> str:
        return render(marker.replace("-", "_"), view(lens_of(page, config)), page, config, files)

    memory = memory_of(config)
    # What it follows from takes a while to find out.
    if of is None or memory is NOTHING or (basis := of(basis_of(page, config))) is None:
        rendered = rendered_now()
    else:
        rendered = memory.once("fragment", (marker, page.url, places_of(files), basis), rendered_now)
    page.file.shows = marker  # type: ignore[attr-defined]  # for page_heads.py, which sums the page up
    add_to_toc(page, rendered)
    page.meta.setdefault("hide", ["navigation"])
    return html.replace(comment, rendered)


def render(fragment: str, view: object, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The HTML of a view on a page."""
    site, locale = site_of(config), locale_of(page)
    prefix = site.prefix(locale)

    def to_address(address: str) -> str:
        path, separator, rest = address.partition("?" if "?" in address else "#")
        return get_relative_url(f"{prefix}{path}", page.url) + separator + rest

    def to_file(path: str) -> str | None:
        file = files.get_file_from_path(path)
        address = file.url_relative_to(page.file) if file else None
        asked[path] = address
        return address

    # For kept_pages.py: a page is another one where the answers are.
    asked: dict[str, str | None] = page.file.__dict__.setdefault("asked", {})
    links = PageLinks(to_address, to_file, site.home, site.source, site.edit, site.new)
    return site.renderers[locale].render(fragment, view, links)


def add_to_toc(page: Page, html: str) -> None:
    """Put the headings of rendered HTML that have an id at the end of the page's table of contents."""
    top: list[AnchorLink] = []
    open_entries: list[AnchorLink] = []
    for level, anchor, inner in _HEADING.findall(html):
        title = str(Markup(inner).striptags())  # noqa: S704 — our own fragment's HTML
        title = str(escape(title))
        if lang := _LANG.search(inner):
            title = f'<span lang="{lang[1]}">{title}</span>'
        entry = AnchorLink(title, anchor, int(level))
        while open_entries and open_entries[-1].level >= entry.level:
            open_entries.pop()
        (open_entries[-1].children if open_entries else top).append(entry)
        open_entries.append(entry)
    page.toc = TableOfContents([*(page.toc or ()), *top])
    # Thousands of pages have dozens each, which a set would take ten times the memory for.
    anchors = {*(page.present_anchor_ids or ()), *map(intern, _ID.findall(html))}
    page.present_anchor_ids = tuple(anchors)  # type: ignore[assignment]
