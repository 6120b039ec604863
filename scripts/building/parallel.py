"""A build of the site with a process for each locale: the archive is read once, and what they make is put together.

The outcome is that of ``mkdocs build``, byte for byte. It is made aside, and put in the place of the earlier site when
it is whole: a build that fails, or is stopped, leaves the earlier one as it was.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from bridge import LOCALE_VARIABLE, PROGRESS_KEY, keep_site
from building.aside import aside
from building.parts import moved_together
from building.progress import progress_on
from minutes.processes import each, trim


def build_site(configuration: Path, site: Path | None = None, *, strict: bool) -> bool:
    """Build the site of a configuration into a folder (``site_dir`` of the configuration), and say whether it was done.

    What is wrong with a page is logged by MkDocs. Raises mkdocs.exceptions.MkDocsException for what no build can do
    anything about, and OSError where the site cannot be written.
    """
    given = {"site_dir": str(site)} if site else {}
    config = load_config(str(configuration), strict=strict, **given)
    with aside(Path(config.site_dir)) as place:
        parts = _parts(config, place.folder)
        if parts:
            place.put_in_place(parts[0])
    return bool(parts)


def _parts(config: MkDocsConfig, folder: Path) -> Sequence[Path]:
    """Build the locales and put them together in the first of the folders; none where one of them failed."""
    config.plugins.on_startup(command="build", dirty=False)
    whole = keep_site(config)
    parts = [folder / locale for locale in whole.built]
    # Every locale shows them; found here, they are found with every core.
    _ = whole.failing
    # What is in memory now is there to stay: the collector need not look through it, and what only reading took is
    # not for each process to keep.
    gc.freeze()
    trim()

    def build_locale(part: Path) -> bool:
        os.environ[LOCALE_VARIABLE] = part.name
        config.extra[PROGRESS_KEY] = partial(progress.tell, parts.index(part)) if progress else None
        whole.told = part is not parts[0]
        config.site_dir = str(part)
        try:
            build(config)
        except Abort as stopped:
            print(stopped.format_message(), file=sys.stderr)
            return False
        return True

    try:
        with progress_on(sys.stderr, len(parts)) as progress:
            done = each(build_locale, parts)
    finally:
        os.environ.pop(LOCALE_VARIABLE, None)
        config.plugins.on_shutdown()
    if not all(done):
        return []
    moved_together(parts)
    return parts
