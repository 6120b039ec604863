"""A build of the site with a process for each locale: the archive is read once, and what they make is put together.

The outcome is that of ``mkdocs build``, byte for byte; what earlier builds made of the same is not made again. It is
made aside, and put in the place of the earlier site when it is whole: a build that fails, or is stopped, leaves the
earlier one as it was.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
from contextlib import ExitStack, nullcontext
from functools import partial
from pathlib import Path
from typing import NamedTuple

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.utils import CountHandler

from bridge import LOCALE_VARIABLE, OUTPUTS_KEY, PROGRESS_KEY, TURN_KEY, keep_site
from building.aside import aside
from building.memories import Memories, memories_of
from building.parts import moved_together
from building.progress import progress_on
from minutes.archive import LARGE
from minutes.cache import NOTHING, Memory
from minutes.outputs import Outputs
from minutes.processes import Turn, each, trim
from minutes.proposals import histories
from minutes.reread import Known

_ALL = "all-locales"
"""The name of what is known of files that are no locale's."""
_HARDLY_EVER = 1_000_000
"""How many new objects there must be before the collector looks: what it would find of a thousand meetings takes 20 MB,
and looking for it a twentieth of the time."""


def build_site(configuration: Path, site: Path | None = None, *, strict: bool) -> bool:
    """Build the site of a configuration into a folder (``site_dir`` of the configuration), and say whether it was done.

    What is wrong with a page is logged by MkDocs. Raises mkdocs.exceptions.MkDocsException for what no build can do
    anything about, and OSError where the site cannot be written.
    """
    given = {"site_dir": str(site)} if site else {}
    config = load_config(str(configuration), strict=strict, **given)
    target, memories = Path(config.site_dir), memories_of(config)
    if memories and memories.has_built(target):
        return True
    with aside(target) as place:
        built = _built(config, place.folder, memories)
        if built:
            place.put_in_place(built.folder)
    # What was told has to be told again.
    if memories and built and not built.told:
        memories.keep_built(target)
    if memories:
        memories.close()
    return built is not None


class _Built(NamedTuple):
    """A site in a folder, and whether something was told of it."""

    folder: Path
    told: bool


def _built(config: MkDocsConfig, folder: Path, memories: Memories | None) -> _Built | None:
    """The locales, put together in one of the folders in which they were built; None where one of them failed."""
    target = Path(config.site_dir)
    config.plugins.on_startup(command="build", dirty=False)
    with memories.of_minutes() if memories else nullcontext() as minutes:
        whole = keep_site(config, Known(minutes, memories.digests) if memories and minutes else None)
    parts = [folder / locale for locale in whole.built]
    # Every locale shows these: errors, which are found here with every core, and what they look at, too.
    _ = histories(whole.archive), whole.failing
    if not memories:
        # Nothing has them, and all locales have the same.
        whole.renderers[whole.locales[0]].compile()
    # What is in memory now is there to stay: the collector need not look through it, and what only reading took is
    # not for each process to keep.
    gc.freeze()
    trim()
    if len(whole.archive.meetings) < LARGE:
        gc.set_threshold(_HARDLY_EVER)
    turn = Turn()

    def build_locale(part: Path) -> _Built | None:
        os.environ[LOCALE_VARIABLE] = part.name
        config.extra[PROGRESS_KEY] = partial(progress.tell, parts.index(part)) if progress else None
        whole.told = part is not parts[0]
        config.site_dir = str(part)
        told = CountHandler(level=logging.WARNING)
        logging.getLogger("mkdocs").addHandler(told)
        with ExitStack() as opened:

            def memory_of(name: str) -> Memory:
                return opened.enter_context(memories.of_files(name)) if memories else NOTHING

            def take_turn() -> Memory | None:
                return memory_of(_ALL) if turn.taken_by(parts.index(part)) else None

            config.extra[OUTPUTS_KEY] = outputs = Outputs(part, memory_of(part.name), target)
            config.extra[TURN_KEY] = take_turn if len(parts) > 1 else None
            try:
                build(config)
                outputs.close()
            except Abort as stopped:
                print(stopped.format_message(), file=sys.stderr)
                return None
        return _Built(part, bool(told.get_counts()))

    try:
        with progress_on(sys.stderr, len(parts)) as progress:
            done = each(build_locale, parts)
    finally:
        os.environ.pop(LOCALE_VARIABLE, None)
        config.plugins.on_shutdown()
    made = [part for part in done if part]
    if len(made) < len(parts):
        return None
    moved_together(parts)
    return _Built(parts[0], any(part.told for part in made))
