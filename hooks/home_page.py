"""The home page: the latest meeting, the proposals in motion, the latest releases."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from filling import fill
from minutes.views.basis import Basis
from minutes.views.home import home


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str | None:
    """Render the view where the page has its marker."""
    return fill(html, "home", page, config, files, home, Basis.of_outlines)
