"""An archive read again and again, by somebody who looks at a folder that changes: a file with the same bytes is not
parsed anew. Knows nothing of the file system, nor of how minutes and the registry are read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from minutes.cache import NOTHING, Memory
from minutes.model import Minutes
from minutes.outlines import outline_of
from minutes.registry import Registry, registry_of
from minutes.values import digest

_KIND = "minutes"
Place = tuple[str, str]
"""The path and the locale of minutes."""
Content = Callable[[str], bytes]
"""Gives what is in the file at a path; raises OSError where it cannot."""


@dataclass(slots=True)
class Known:
    """The minutes of the last reading, by path, each with a digest of what it was read from, and the registry.

    What is not among them may be known to a ``memory``, by what ``digests`` say of files without a look at them.
    """

    memory: Memory = NOTHING
    digests: Mapping[str, bytes] = field(default_factory=dict)
    _read: dict[str, tuple[bytes, Minutes]] = field(default_factory=dict)
    _registry: tuple[Mapping[str, str], Registry] | None = None

    def again(
        self, places: Sequence[Place], content: Content, read: Callable[[Sequence[Place], Content], Sequence[Minutes]]
    ) -> list[Minutes]:
        """The minutes at the places, in order; ``read`` gives those whose bytes are others than the last time.

        What can't be read is for ``read`` to name, and is asked for again the next time.
        """
        marks = {path: digest(path, locale, self.digests[path]) for path, locale in places if path in self.digests}
        known = {path: minutes for path, mark in marks.items() if (minutes := self._known(path, mark))}
        found: dict[str, bytes] = {}
        for path, locale in places:
            if path not in known:
                # What is read now may be another thing than what the digest was of.
                marks.pop(path, None)
                with suppress(OSError):
                    found[path] = content(path)
                    marks[path] = digest(path, locale, digest(found[path]))

        def kept(path: str) -> bytes:
            return found[path] if path in found else content(path)

        for path in found:
            if minutes := self._known(path, marks[path]):
                known[path] = minutes
        new = read([place for place in places if place[0] not in known], kept)
        if self.memory is not NOTHING:
            new = [replace(minutes, outline=outline_of(minutes)) for minutes in new]
        for minutes in new:
            if minutes.path in marks:
                self.memory.keep(_KIND, marks[minutes.path], minutes)
        all_of_them = known | {minutes.path: minutes for minutes in new}
        self._read = {path: (mark, all_of_them[path]) for path, mark in marks.items()}
        return [all_of_them[path] for path, _ in places]

    def _known(self, path: str, mark: bytes) -> Minutes | None:
        read, minutes = self._read.get(path, (b"", None))
        known: Minutes | None = minutes if read == mark else self.memory.recall(_KIND, mark)
        return known

    def registry(self, texts: Mapping[str, str], read: Callable[[Mapping[str, str]], Registry]) -> Registry:
        """The registry of files with these texts; ``read`` gives it where they are others than the last time."""
        if self._registry is None or self._registry[0] != texts:
            self._registry = texts, self._registry_of(texts, read)
        return self._registry[1]

    def _registry_of(self, texts: Mapping[str, str], read: Callable[[Mapping[str, str]], Registry]) -> Registry:
        known = self.memory.recall("registry", texts)
        if known is not None:
            return registry_of(*known)
        registry = read(texts)
        self.memory.keep("registry", texts, registry.entries)
        return registry
