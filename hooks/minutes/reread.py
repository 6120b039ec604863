"""An archive read again and again, by somebody who looks at a folder that changes: a file with the same bytes is not
parsed anew. Knows nothing of the file system, nor of how minutes and the registry are read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from minutes.model import Minutes
from minutes.registry import Registry

Place = tuple[str, str]
"""The path and the locale of minutes."""
Content = Callable[[str], bytes]
"""Gives what is in the file at a path; raises OSError where it cannot."""


@dataclass(slots=True)
class Known:
    """The minutes of the last reading, by path, each with the bytes that it was read from, and the registry.

    It is in memory only: what one process has read, another can't trust.
    """

    _read: dict[str, tuple[bytes, Minutes]] = field(default_factory=dict)
    _registry: tuple[Mapping[str, str], Registry] | None = None

    def again(
        self, places: Sequence[Place], content: Content, read: Callable[[Sequence[Place], Content], Sequence[Minutes]]
    ) -> list[Minutes]:
        """The minutes at the places, in order; ``read`` gives those whose bytes are others than the last time.

        What can't be read is for ``read`` to name, and is asked for again the next time.
        """
        found: dict[str, bytes] = {}
        for path, _ in places:
            with suppress(OSError):
                found[path] = content(path)

        def kept(path: str) -> bytes:
            return found[path] if path in found else content(path)

        same = {
            path: self._read[path][1] for path in found if path in self._read and self._read[path][0] == found[path]
        }
        new = read([place for place in places if place[0] not in same], kept)
        all_of_them = same | {minutes.path: minutes for minutes in new}
        self._read = {path: (data, all_of_them[path]) for path, data in found.items()}
        return [all_of_them[path] for path, _ in places]

    def registry(self, texts: Mapping[str, str], read: Callable[[Mapping[str, str]], Registry]) -> Registry:
        """The registry of files with these texts; ``read`` gives it where they are others than the last time."""
        if self._registry is None or self._registry[0] != texts:
            self._registry = texts, read(texts)
        return self._registry[1]
