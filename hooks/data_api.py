"""The data API: the archive as JSON for programs, at the root of the site, with the schema of each file."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

from bridge import Site, log, memory_for_all, outputs_of, pages_of, site_of
from minutes.api.build import basis_of, files
from minutes.api.documents import SCHEMAS_FOLDER, path_of, problems
from minutes.api.pages import Pages
from minutes.api.schemas import schemas
from minutes.cache import NOTHING, Within
from minutes.outputs import Outputs
from minutes.strings import strings_for
from minutes.values import digest

_KIND = "api"


# After what each locale has for itself, and before static-i18n (-100) goes on to the next one.
@event_priority(-50)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the files, once for all locales; one that is not as its schema has it is reported instead."""
    memory = memory_for_all(config)
    if memory is None:
        return
    site, pages, outputs = site_of(config), pages_of(config), outputs_of(config).knowing(memory)
    if memory is NOTHING:
        _write(site, pages, outputs)
        return
    of = digest(basis_of(site.bases.values(), site.archive.registry, pages))
    if outputs.take(_KIND, of) is None:
        digests, told = _write(site, pages, outputs)
        # What was told has to be told again.
        if not told:
            outputs.know(_KIND, of, digests)
    outputs.close()


def _write(site: Site, pages: Pages, outputs: Outputs) -> tuple[dict[str, bytes], bool]:
    """Write all of them. A digest of each, and whether something was told."""
    digests, told = dict[str, bytes](), False
    everywhere = Within(outputs.memory, (pages.root, pages.folders, pages.home))
    for name, data in files(site.lenses, pages, everywhere):
        path, found = path_of(name), problems(name, data)
        for problem in found:
            words, told = strings_for(site.locales[0]), True
            log.warning(words("api.invalid", path=path, place=problem.place, reason=problem.reason))
        if not found:
            outputs.write(path, data)
            digests[path] = digest(data)
    for name, text in schemas().items():
        path = f"{SCHEMAS_FOLDER}/{name}"
        outputs.write(path, text.encode())
        digests[path] = digest(text.encode())
    return digests, told
