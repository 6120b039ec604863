"""The projects, each with its agenda items, proposals and releases."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from filling import fill
from minutes.views.basis import Basis
from minutes.views.projects import projects_index


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str | None:
    """Render the view where the page has its marker."""
    return fill(html, "projects-index", page, config, files, projects_index, Basis.of_outlines)
