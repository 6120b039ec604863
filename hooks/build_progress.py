"""What a build tells of its pages while it makes them, where whoever started it wants to know."""

from __future__ import annotations

from collections.abc import Callable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from bridge import PROGRESS_KEY

_STEPS = 2
"""Of each page: first its content, then the page around that."""

Told = Callable[[int, int], object]
"""How many steps more there are, and how many were done."""


# After kept_pages.py, which has pages that need not be made.
@event_priority(-950)
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Tell how many steps there will be."""
    _tell(config, _STEPS * len(files.documentation_pages()), 0)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Tell that the content of a page was made."""
    _tell(config, 0, 1)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> None:
    """Tell that a page was made."""
    _tell(config, 0, 1)


def _tell(config: MkDocsConfig, expected: int, done: int) -> None:
    told: Told | None = config.extra.get(PROGRESS_KEY)
    if told:
        told(expected, done)
