"""A place beside a folder, where what is to take its place is made: the folder is whole at any time, old or new.

Whoever is killed leaves such a place behind. The next one takes it away, and puts back the earlier folder where it was
killed between the two moves. Several at once do not disturb each other; the last one that is done stays.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import mkdtemp

from filelock import FileLock, Timeout

from minutes.processes import shared

_EARLIER, _HELD = "earlier", "held"


@dataclass(frozen=True, slots=True)
class Aside:
    """An empty ``folder`` beside ``target``, of whoever holds its lock."""

    target: Path
    folder: Path

    def put_in_place(self, made: Path) -> None:
        """Have a folder take the place of the target, if there is one. Raises OSError; the target stays then."""
        with _turn(self.target):
            made.chmod(self.target.stat().st_mode if self.target.exists() else 0o777 & ~_umask())
            earlier = self.folder / _EARLIER
            if self.target.exists():
                self.target.replace(earlier)
            try:
                made.replace(self.target)
            except BaseException:
                if earlier.exists():
                    earlier.replace(self.target)
                raise


@contextmanager
def aside(target: Path) -> Iterator[Aside]:
    """A place beside a folder, of which nothing is left in the end. Raises OSError where none can be made."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with _turn(target):
        for left in target.parent.glob(f"{_prefix(target)}*"):
            _clear(left, target)
        folder = Path(mkdtemp(prefix=_prefix(target), dir=target.parent))
        held = FileLock(folder / _HELD)
        held.acquire()
    try:
        yield Aside(target, folder)
    finally:
        held.release()
        _remove(folder)


def _remove(folder: Path) -> None:
    """Take away what is not needed any more, with every core: a large site takes long."""
    shared(partial(shutil.rmtree, ignore_errors=True), sorted(folder.glob("*/*/")))
    shutil.rmtree(folder, ignore_errors=True)


def _clear(left: Path, target: Path) -> None:
    """Take away what somebody left behind who is no more."""
    if not left.is_dir() or left.is_symlink():
        return
    try:
        with FileLock(left / _HELD, timeout=0):
            if not target.exists() and (left / _EARLIER).exists():
                (left / _EARLIER).replace(target)
    except Timeout:
        return
    # Not while its lock is open: on some disks, such as those over a network, an open file keeps its folder.
    shutil.rmtree(left, ignore_errors=True)


def _turn(target: Path) -> FileLock:
    """Held for a moment by whoever makes a place, or moves folders. The file stays, or two might hold two of them."""
    return FileLock(target.parent / f"{_prefix(target)}turn")


def _prefix(target: Path) -> str:
    return f".{target.name}-"


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
