"""What earlier builds made, kept beside the configuration: what was made of the same, and whether a site still stands.

Knows where it is kept, and what of it counts. MINUTES_CACHE=off has everything made anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from bridge import LOCALE_VARIABLE
from building.inputs import CACHE_VARIABLE, Sources, is_all_ours, sources_of, state_of
from minutes.cache import Cache, Memory, Waiting
from minutes.processes import beside

_OFF = "off"
_FOLDER = Path(".cache", "build")
_SITE = "site"


class Memories:
    """What is known where the inputs are what they are now: for one build. Raises OSError for what can't be read."""

    def __init__(self, folder: Path, sources: Sources) -> None:
        self._folder, self._sources = folder, sources
        self._state = sources.state()
        self._inputs = sources.inputs()
        self._wait: Callable[[], None] | None = None

    @property
    def digests(self) -> Mapping[str, bytes]:
        """What tells the files of the docs folder from others, by path; of none that is a link, which may lead to what
        can't be published."""
        found = self._inputs
        return {path: mark for path, mark in found.documents.items() if path not in found.links}

    @contextmanager
    def of_minutes(self) -> Iterator[Memory]:
        """What minutes say. Each is known by its bytes, whenever they were read.

        What is new is written beside the build, by a process of its own: the memory that it takes is let go with that.
        """
        cache = self._of_minutes()
        waiting = Waiting(cache)
        yield waiting
        cache.close(keep=False)
        self._wait = beside(lambda: waiting.write(self._of_minutes()))

    @contextmanager
    def of_files(self, name: str) -> Iterator[Cache]:
        """What files of the site are made of: those of a locale, by its name, or of all. What was made while somebody
        changed something is not kept."""
        cache = Cache(self._folder / f"{name}.sqlite", self._inputs.site)
        try:
            yield cache
        except BaseException:
            cache.close(keep=False)
            raise
        cache.close(keep=self._still_hold())

    def close(self) -> None:
        """Wait for what is still written."""
        if self._wait:
            self._wait()

    def has_built(self, site: Path) -> bool:
        """Whether a folder is what was built into it of the same, file by file."""
        cache = self._of_sites()
        known = cache.recall(_SITE, self._key(site))
        cache.close(keep=known is not None)
        return known is not None and known == state_of(site)

    def keep_built(self, site: Path) -> None:
        """Know the folder that was built."""
        if self._still_hold():
            cache = self._of_sites()
            cache.keep(_SITE, self._key(site), state_of(site))
            cache.close(keep=True)

    def _of_minutes(self) -> Cache:
        return Cache(self._folder / "minutes.sqlite", self._inputs.code)

    def _of_sites(self) -> Cache:
        return Cache(self._folder / "sites.sqlite", self._inputs.site)

    def _key(self, site: Path) -> tuple[object, ...]:
        return self._inputs.whole, str(site.resolve()), os.environ.get(LOCALE_VARIABLE)

    def _still_hold(self) -> bool:
        try:
            return self._sources.state() == self._state
        except OSError:
            return False


def memories_of(config: MkDocsConfig) -> Memories | None:
    """What is known of earlier builds with a configuration; None where none of it is to count.

    Plugins, hooks and extensions of others may look at anything, and nobody here knows at what.
    """
    if os.environ.get(CACHE_VARIABLE) == _OFF or not is_all_ours(config):
        return None
    try:
        return Memories(Path(config.config_file_path).parent / _FOLDER, sources_of(config))
    except OSError:
        # The build itself says what it can't read.
        return None
