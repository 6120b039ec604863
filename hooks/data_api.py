"""The data API: the archive as JSON for programs, at the root of the site, with the schema of each file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from bridge import log, memory_of, pages_of, site_of
from minutes.api.build import files
from minutes.api.documents import SCHEMAS_FOLDER, path_of, problems
from minutes.api.schemas import schemas
from minutes.cache import Within
from minutes.strings import strings_for


def on_post_build(config: MkDocsConfig) -> None:
    """Write the files, once for all locales; one that is not as its schema has it is reported instead."""
    i18n: Any = config.plugins["i18n"]
    if not i18n.is_default_language_build:
        return
    site, folder = site_of(config), Path(config.site_dir)
    pages = pages_of(config)
    everywhere = Within(memory_of(config), (pages.root, pages.folders, pages.home))
    for name, data in files(site.lenses, pages, everywhere):
        path, found = path_of(name), problems(name, data)
        for problem in found:
            words = strings_for(site.locales[0])
            log.warning(words("api.invalid", path=path, place=problem.place, reason=problem.reason))
        if not found:
            _write(folder / path, data)
    for name, text in schemas().items():
        _write(folder / SCHEMAS_FOLDER / name, text.encode())


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
