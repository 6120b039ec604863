"""The site as of a day: what came later is left out. So is what is no file of the docs folder."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from bridge import log, open_site, site_of
from minutes.asof import MarkError, without_later
from minutes.strings import strings_for


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out the pages of what nobody had heard of, and files that a symbolic link leads to somewhere else."""
    published = open_site(config).archive.documents
    for file in [file for file in files if file.src_dir == config.docs_dir and file.src_uri not in published]:
        files.remove(file)
    return files


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
