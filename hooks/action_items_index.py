"""The action items of all meetings, and the tasks for newcomers."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from filling import fill
from minutes.views.action_items import action_items_index
from minutes.views.basis import Basis


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str | None:
    """Render the view where the page has its marker."""
    return fill(html, "action-items", page, config, files, action_items_index, Basis.of_outlines)
