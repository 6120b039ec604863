"""The guide to the checks: what each code means, with a bad and a good sample."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from filling import fill
from minutes.views.checks import Area, checks
from minutes.views.lens import Lens


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str | None:
    """Render the view where the page has its marker."""

    def view(lens: Lens) -> tuple[Area, ...]:
        return checks(lens.locale)

    return fill(html, "checks", page, config, files, view)
