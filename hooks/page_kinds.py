"""The kind of each page, on its root element: a stylesheet need not look for what is on the page.

A rule such as ``:root:has(.item-bar)`` has a browser style the whole page anew whenever anything on it changes.
"""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Say what the page shows: ``meeting``, or the name of the view that it is filled with."""
    kind = "meeting" if hasattr(page.file, "minutes") else getattr(page.file, "shows", "")
    return output.replace("<html ", f'<html data-kind="{kind}" ', 1) if kind else output
