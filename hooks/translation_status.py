"""How far the translation of each agenda item has come."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from filling import fill
from minutes.views.basis import Basis
from minutes.views.translations import translation_status


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str | None:
    """Render the view where the page has its marker."""
    return fill(html, "translation-status", page, config, files, translation_status, Basis.of_translations)
