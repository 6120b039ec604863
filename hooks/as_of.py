"""The site as of a day: parts of pages that came later are left out. Whole pages: docs_folder.py."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from bridge import log, site_of
from minutes.asof import MarkError, without_later
from minutes.strings import strings_for


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Leave out what an authored page marks as known later."""
    site = site_of(config)
    try:
        return without_later(markdown, site.day)
    except MarkError as problem:
        line = problem.line + _lines_above(markdown, page.file.content_string)
        log.warning(strings_for(site.locales[0])("build.marks_unpaired", path=page.file.src_uri, line=line))
        return markdown


def _lines_above(markdown: str, source: str) -> int:
    """How many lines of the file MkDocs took away as front matter."""
    return source.rstrip().count("\n") - markdown.rstrip().count("\n")
