"""Pages outside the navigation: each belongs to the index page of its folder.

The navigation is rendered into every page, so it holds index pages only; this gives the others their breadcrumbs
and their tab. Beside a page that is in no section of it, the navigation would show one entry, that of the page or of
its folder, in a column of its own: such a page has no sidebar.
"""

from __future__ import annotations

import posixpath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Section
from mkdocs.structure.pages import Page

from bridge import locale_of


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Make the folder's index page, inside or beside it, the parent of a page that has none."""
    folder = posixpath.dirname(page.file.norm_src_uri)  # type: ignore[attr-defined]  # set by static-i18n
    places = (f"{locale_of(page)}/{folder}/index.md", f"{locale_of(page)}/{folder}.md") if folder else ()
    index = next((file for place in places if (file := files.get_file_from_path(place))), None)
    if index and index.page and index is not page.file and page.parent is None:
        page.parent = index.page  # type: ignore[assignment]  # a page serves as well as a section
    if not isinstance(page.parent, Section):
        page.meta.setdefault("hide", ["navigation"])
