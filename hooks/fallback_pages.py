"""Pages that the default locale lacks: shown in every locale, in the language that they are written in.

static-i18n lets a page of the default locale stand in for one that another locale lacks, not the other way round.
"""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files

from bridge import Site, files_of_page, open_site


# After static-i18n (-100), which knows addresses by file name only.
@event_priority(-150)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Put every such page at its address in the locale that is built, with its alternates."""
    site = open_site(config)
    i18n: Any = config.plugins["i18n"]
    locale = i18n.current_language
    for texts in _pages(site).values():
        for file in [file for file in files if file.src_uri in texts.values()]:
            files.remove(file)
        any_text = next(iter(texts.values()))
        own = File(any_text, config.docs_dir, config.site_dir, config.use_directory_urls).dest_uri
        files.append(files_of_page(config, texts, own.partition("/")[2])[locale])
    i18n.i18n_files_per_language[locale] = files.documentation_pages()
    return files


def _pages(site: Site) -> dict[str, dict[str, str]]:
    """The sources of every page that the default locale lacks by locale, by the page's name below a locale's folder."""
    default, *others = site.locales
    found: dict[str, dict[str, str]] = {}
    for path in sorted(site.archive.documents):
        locale, _, name = path.partition("/")
        lacks = f"{default}/{name}" not in site.archive.documents
        if locale in others and name.endswith(".md") and lacks and not site.is_minutes(path):
            found.setdefault(name, {})[locale] = path
    return found
