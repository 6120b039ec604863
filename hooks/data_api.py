"""The data API: the archive as JSON for programs, at the root of the site, with the schema of each file."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

from bridge import log, memory_for_all, outputs_of, pages_of, site_of
from minutes.api.files import ApiFiles
from minutes.strings import strings_for


# After what each locale has for itself, and before static-i18n (-100) goes on to the next one.
@event_priority(-50)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the files, once for all locales; one that is not as its schema has it is reported instead."""
    memory = memory_for_all(config)
    if memory is None:
        return
    site, outputs = site_of(config), outputs_of(config).knowing(memory)
    words = strings_for(site.locales[0])
    for path, problem in ApiFiles(site.lenses, site.bases, pages_of(config)).write(outputs):
        log.warning(words("api.invalid", path=path, place=problem.place, reason=problem.reason))
    outputs.close()
