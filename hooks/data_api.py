"""The data API: the archive as JSON for programs, at the root of the site, with the schema of each file."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

from bridge import log, memory_for_all, outputs_of, pages_of, site_of
from minutes.api.build import files
from minutes.api.documents import SCHEMAS_FOLDER, path_of, problems
from minutes.api.schemas import schemas
from minutes.cache import Within
from minutes.strings import strings_for


# After what each locale has for itself, and before static-i18n (-100) goes on to the next one.
@event_priority(-50)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the files, once for all locales; one that is not as its schema has it is reported instead."""
    memory = memory_for_all(config)
    if memory is None:
        return
    site, outputs = site_of(config), outputs_of(config)
    pages = pages_of(config)
    everywhere = Within(memory, (pages.root, pages.folders, pages.home))
    for name, data in files(site.lenses, pages, everywhere):
        path, found = path_of(name), problems(name, data)
        for problem in found:
            words = strings_for(site.locales[0])
            log.warning(words("api.invalid", path=path, place=problem.place, reason=problem.reason))
        if not found:
            outputs.write(path, data)
    for name, text in schemas().items():
        outputs.write(f"{SCHEMAS_FOLDER}/{name}", text.encode())
