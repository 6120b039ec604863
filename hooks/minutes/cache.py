"""What was made before, kept on disk by what it was made of: from the same, the same need not be made again.

Knows SQLite. Knows nothing of what is kept, and nobody depends on it: a cache that is damaged, foreign, busy or cannot
be written is none, and what is asked of it is made.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

from minutes.values import DIGEST_BYTES, digest, read, written

BUILDS = 3
"""For how many builds something is kept that none of them used."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS made (key BLOB PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS used (key BLOB PRIMARY KEY, build INTEGER NOT NULL) WITHOUT ROWID;
"""
_PASSING = {
    *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_PERM),
    *(sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR),
}

_T = TypeVar("_T")


class Memory:
    """Who may know what something becomes. This one knows nothing, and has everything made."""

    def recall(self, kind: str, of: object) -> Any:  # noqa: ANN401 – whatever was kept
        """What is known to become of a value, for which there is one way of each ``kind``; None where nothing is."""
        return None

    def keep(self, kind: str, of: object, made: object) -> None:
        """Know what becomes of a value. None is nothing that anything becomes."""

    def once(self, kind: str, of: object, make: Callable[[], _T]) -> _T:
        """What becomes of a value: as it is known, or as it is made now."""
        known: _T | None = self.recall(kind, of)
        if known is not None:
            return known
        made = make()
        self.keep(kind, of, made)
        return made


NOTHING = Memory()


class Within(Memory):
    """What another memory knows where something besides the values is the same."""

    def __init__(self, memory: Memory, besides: object) -> None:
        self._memory, self._besides = memory, digest(besides)

    def recall(self, kind: str, of: object) -> Any:  # noqa: ANN401 – whatever was kept
        """What is known to become of a value there."""
        return self._memory.recall(kind, (self._besides, of))

    def keep(self, kind: str, of: object, made: object) -> None:
        """Know what becomes of a value there."""
        self._memory.keep(kind, (self._besides, of), made)


class Waiting(Memory):
    """A memory that keeps nothing until it is written, which may be by another process."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._used: list[tuple[str, object]] = []
        self._made: list[tuple[str, object, object]] = []

    def recall(self, kind: str, of: object) -> Any:  # noqa: ANN401 – whatever was kept
        """What is known to become of a value already."""
        known = self._memory.recall(kind, of)
        if known is not None:
            self._used.append((kind, of))
        return known

    def keep(self, kind: str, of: object, made: object) -> None:
        """Wait with what becomes of a value."""
        self._made.append((kind, of, made))

    def write(self, cache: Cache) -> None:
        """Have a cache, just opened, keep all of it, and close it."""
        for kind, of in self._used:
            cache.use(kind, of)
        for kind, of, made in self._made:
            cache.keep(kind, of, made)
        cache.close(keep=True)


class Cache(Memory):
    """What is known, in a file. It is one process's, from the first look to ``close``.

    ``basis`` is a digest of all that everything in it depends on besides its own value, such as the code.
    """

    def __init__(self, file: Path, basis: bytes) -> None:
        self._file, self._basis = file, basis
        self._used: set[bytes] = set()
        self._database = _opened(file)

    def recall(self, kind: str, of: object) -> Any:  # noqa: ANN401 – whatever was kept
        """What is known to become of a value; None where nothing is, or where it can't be trusted."""
        if self._database is None:
            return None
        key = self._key(kind, of)
        try:
            row = self._database.execute("SELECT value FROM made WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error as error:
            self._give_up(error)
            return None
        if row is None or row[0][:DIGEST_BYTES] != _seal(key, row[0][DIGEST_BYTES:]):
            return None
        try:
            known = read(row[0][DIGEST_BYTES:])
        except Exception:
            # Somebody else has sealed it.
            return None
        self._used.add(key)
        return known

    def keep(self, kind: str, of: object, made: object) -> None:
        """Know what becomes of a value."""
        if self._database is None:
            return
        key, data = self._key(kind, of), written(made)
        try:
            self._database.execute("INSERT OR REPLACE INTO made VALUES (?, ?)", (key, _seal(key, data) + data))
        except sqlite3.Error as error:
            self._give_up(error)
            return
        self._used.add(key)

    def use(self, kind: str, of: object) -> None:
        """Count as used what is known to become of a value, without a look at it."""
        self._used.add(self._key(kind, of))

    def _key(self, kind: str, of: object) -> bytes:
        return digest(self._basis, kind, of)

    def close(self, *, keep: bool) -> None:
        """Keep what was made, and let go of what nobody needs any more; or leave all as it was."""
        if self._database is None:
            return
        try:
            if keep:
                self._let_go(self._database)
                self._database.execute("COMMIT")
            else:
                self._database.execute("ROLLBACK")
            self._database.close()
        except sqlite3.Error as error:
            self._give_up(error)
        self._database = None

    def _let_go(self, database: sqlite3.Connection) -> None:
        (build,) = database.execute("SELECT coalesce(max(build), 0) + 1 FROM used").fetchone()
        database.executemany("INSERT OR REPLACE INTO used VALUES (?, ?)", [(key, build) for key in self._used])
        database.execute("DELETE FROM used WHERE build <= ?", (build - BUILDS,))
        database.execute("DELETE FROM made WHERE key NOT IN (SELECT key FROM used)")

    def _give_up(self, error: sqlite3.Error) -> None:
        database, self._database = self._database, None
        if database:
            with suppress(sqlite3.Error):
                database.close()
        if not _is_passing(error):
            with suppress(OSError):
                self._file.unlink()


def _opened(file: Path) -> sqlite3.Connection | None:
    """A database that is for nobody else to write, begun anew where it is damaged; None where there can be none."""
    for _ in range(2):
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            # Nobody waits for a cache: what another build is writing, this one does without.
            database = sqlite3.connect(file, timeout=0, isolation_level=None)
        except (OSError, sqlite3.Error):
            return None
        try:
            # Whether it is whole after a loss of power, every value says for itself.
            database.execute("PRAGMA synchronous = OFF")
            database.execute("PRAGMA auto_vacuum = FULL")
            database.executescript(_SCHEMA)
            database.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            database.close()
            if _is_passing(error):
                return None
            with suppress(OSError):
                file.unlink()
        else:
            return database
    return None


def _is_passing(error: sqlite3.Error) -> bool:
    """Whether an error says nothing of what is in the file: somebody else writes, or the disk is full."""
    return getattr(error, "sqlite_errorcode", None) in _PASSING


def _seal(key: bytes, data: bytes) -> bytes:
    """What a value has before it, and no other one has under that key."""
    return blake2b(data, key=key, digest_size=DIGEST_BYTES).digest()
