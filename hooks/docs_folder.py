"""What of the docs folder is published: the files of the archive, and of these no page that can't be built.

Minutes are not among them: their pages are made of the archive (meeting_pages.py), and static-i18n would take its time
over each of their files. A file that came after the day that the site is as of is none of the archive, nor is one that
a symbolic link leads to somewhere else, which the archive has named. A page that can't be built, or a file that can't
be read, is named here, and stops no other.
"""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from bridge import Site, log, open_site, site_of
from minutes.strings import strings_for

_KEY = "docs_folder"


# Before static-i18n (-100), which has a page stand in where a locale has none.
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out what is not published."""
    site = open_site(config)
    for file in [file for file in files if file.src_dir == config.docs_dir]:
        if not _is_published(file, site, config):
            files.remove(file)
    return files


def _is_published(file: File, site: Site, config: MkDocsConfig) -> bool:
    if file.src_uri not in site.archive.documents:
        return False
    if site.is_minutes(file.src_uri):
        return False
    try:
        data = _read(file)
    except OSError as error:
        # It was there, or could be read, when the archive was.
        _tell(config, "build.file_unreadable", file, reason=error.strerror)
        return False
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        _tell(config, "build.page_not_utf8", file, line=line)
        return False
    return True


def _read(file: File) -> bytes:
    """What is in a page, and of any other file nothing. Raises OSError where it cannot be read."""
    if file.is_documentation_page():
        return file.content_bytes
    with Path(str(file.abs_src_path)).open("rb"):
        return b""


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Give a page whose template is none the usual one."""
    if "template" not in page.meta:
        return
    template = page.meta["template"]
    if not isinstance(template, str) or template not in config.theme.get_env().list_templates():
        del page.meta["template"]
        _tell(config, "build.template_unknown", page.file, template=template)


def _tell(config: MkDocsConfig, key: str, file: File, **values: object) -> None:
    """Log what is wrong, once for all locales."""
    sentence = strings_for(site_of(config).locales[0])(key, path=file.src_uri, **values)
    told: set[str] = config.extra.setdefault(_KEY, set())
    if sentence not in told:
        told.add(sentence)
        log.warning(sentence)
