"""The files of a site that is built: those that are made of the same as in the earlier site are taken from there.

Knows files and their paths below the folder of a site. Knows nothing of what they are.
"""

from __future__ import annotations

import os
import posixpath
import shutil
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from minutes.cache import NOTHING, Memory
from minutes.values import digest

_SETTLED = 100_000_000
"""Nanoseconds after which a disk is sure to tell another change of a file as one."""


def _always(*_: object) -> bool:
    return True


class _Known(NamedTuple):
    """What is in a file, as a digest, and how the disk tells it from what it may be later."""

    digest: bytes
    size: int
    changed: int


class Outputs:
    """The files of a build in a folder, whose ``memory`` has what those of the ``earlier`` site are made of.

    A file is taken as a second name of the earlier one, which takes a fraction of the time; so nobody may write into
    it.
    """

    def __init__(self, folder: Path, memory: Memory = NOTHING, earlier: Path | None = None) -> None:
        self.memory = memory
        self._folder, self._earlier = str(folder), None if earlier is None else str(earlier)
        self._made: set[str] = set()
        self._digests: dict[str, bytes] = {}
        self._known: Mapping[str, _Known] = memory.recall("files", self._earlier) or {}

    def knowing(self, memory: Memory) -> Outputs:
        """The same with another memory, to be closed by itself."""
        if memory is self.memory:
            return self
        return Outputs(Path(self._folder), memory, None if self._earlier is None else Path(self._earlier))

    def close(self) -> None:
        """Remember the files of this build, which are the earlier ones of the next."""
        if self.memory is NOTHING:
            return
        known, young = dict[str, _Known](), time.time_ns() - _SETTLED
        for path, mark in self._digests.items():
            with suppress(OSError):
                state = _state(Path(f"{self._folder}/{path}"), mark)
                if state.changed < young:
                    known[path] = state
        self.memory.keep("files", self._earlier, known)

    def once(
        self, kind: str, of: Callable[[], object], make: Callable[[], Iterable[tuple[str, bytes]]]
    ) -> Mapping[str, bytes]:
        """Have the files that are made of a value, each after its path: taken from the earlier site, or written one
        after the other now.

        The value is asked for where something may be known of it; a digest of each file is given then.
        """
        mark = None if self.memory is NOTHING else digest(of())
        if mark and (known := self._taken(kind, mark, _always)):
            return known[0]
        digests: dict[str, bytes] = {}
        for path, data in make():
            digests |= self.written(path, data)
        if mark is not None:
            self.know(kind, mark, digests)
        return digests

    def take(self, kind: str, of: object, fits: Callable[..., bool] = _always) -> tuple[Any, ...] | None:
        """Take the files that are known to be made of a value, and give what was kept with them, if that ``fits``.

        None where there are none, or where they are not any more what they were.
        """
        known = self._taken(kind, of, fits)
        return known and known[1]

    def keep(self, kind: str, of: object, files: Mapping[str, bytes], *besides: object) -> None:
        """Know the files that are made of a value, and something besides."""
        if self.memory is not NOTHING:
            self.know(kind, of, {path: digest(data) for path, data in files.items()}, *besides)

    def know(self, kind: str, of: object, digests: Mapping[str, bytes], *besides: object) -> None:
        """The same of files that are there already, each with its digest."""
        self._digests.update(digests)
        self.memory.keep(kind, of, (digests, besides))

    def _taken(
        self, kind: str, of: object, fits: Callable[..., bool]
    ) -> tuple[Mapping[str, bytes], tuple[Any, ...]] | None:
        known: tuple[dict[str, bytes], tuple[Any, ...]] | None = self.memory.recall(kind, of)
        if known is None or self._earlier is None or not fits(*known[1]):
            return None
        marks, _ = known
        if not all(self._is_still(path, mark) for path, mark in marks.items()):
            return None
        taken: list[str] = []
        try:
            for path in marks:
                self._link(path)
                taken.append(path)
        except OSError:
            # Another build has put its site in the place of the earlier one. What is taken is that one's file, too,
            # which nobody may write into.
            for path in taken:
                Path(f"{self._folder}/{path}").unlink()
            return None
        self._digests.update(marks)
        return known

    def _is_still(self, path: str, mark: bytes) -> bool:
        """Whether an earlier file is there, and is what it was."""
        file, known = Path(f"{self._earlier}/{path}"), self._known.get(path)
        try:
            return (known is not None and known == _state(file, mark)) or digest(file.read_bytes()) == mark
        except OSError:
            return False

    def written(self, path: str, data: bytes | bytearray) -> Mapping[str, bytes]:
        """Write a file, and give its digest where something may be known of it."""
        self.write(path, data)
        return {} if self.memory is NOTHING else {path: digest(data)}

    def write(self, path: str, data: bytes | bytearray) -> None:
        """Write a file, or take it where the earlier one says the same: to write many takes long on some disks."""
        if self._earlier is not None and self.memory is not NOTHING:
            with suppress(OSError):
                if Path(f"{self._earlier}/{path}").read_bytes() == data:
                    self._link(path)
                    return
        Path(self._place(path)).write_bytes(data)

    def _link(self, path: str) -> None:
        source, target = f"{self._earlier}/{path}", self._place(path)
        try:
            os.link(source, target)
        except OSError:
            # Not every disk can do that.
            shutil.copyfile(source, target)

    def _place(self, path: str) -> str:
        """Where a file is to stand, in a folder that is there."""
        target = f"{self._folder}/{path}"
        folder = posixpath.dirname(target)
        if folder not in self._made:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self._made.add(folder)
        return target


def _state(file: Path, mark: bytes) -> _Known:
    found = file.stat()
    return _Known(mark, found.st_size, found.st_mtime_ns)
