"""Pages that are no minutes: one that cannot be read, or asks for what there is not, is named and stops no other."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from bridge import log, open_site, site_of
from minutes.strings import strings_for

_KEY = "authored_pages"


# Before static-i18n (-100), which has a page stand in where a locale has none.
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out pages that are no UTF-8."""
    site = open_site(config)
    for file in files.documentation_pages():
        if file.src_dir == config.docs_dir and not site.is_minutes(file.src_uri) and not _can_be_read(file, config):
            files.remove(file)
    return files


def _can_be_read(file: File, config: MkDocsConfig) -> bool:
    data = file.content_bytes
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        _tell(config, "build.page_not_utf8", file, line=line)
        return False
    return True


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
