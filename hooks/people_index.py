"""The people of the meetings, each with what they presented, attended and took on."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from filling import fill
from minutes.views.basis import Basis
from minutes.views.people import people_index


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str | None:
    """Render the view where the page has its marker."""
    return fill(html, "people-index", page, config, files, people_index, Basis.of_outlines)
