"""Release news: what was released, by year and project."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from filling import fill
from minutes.views.basis import Basis
from minutes.views.releases import release_news


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str | None:
    """Render the view where the page has its marker."""
    return fill(html, "release-news", page, config, files, release_news, Basis.of_outlines)
