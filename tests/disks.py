"""Disks that are soon full, or that nothing can be written on."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class SmallDisk:
    """A disk of 24 MiB that is soon full."""

    folder: Path

    def leave(self, free: int) -> Path:
        """Fill it until that many MiB are left, with a file that is returned."""
        files = (path for path in self.folder.rglob("*") if path.is_file() and not path.is_symlink())
        used = sum(path.stat().st_blocks * 512 for path in files)
        filler = self.folder / "filler"
        filler.write_bytes(b"\0" * max(0, (24 - free) * 1024 * 1024 - used))
        return filler

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """Nothing can be written on it meanwhile, not even by root."""
        self._mounted("ro")
        yield
        self._mounted("rw")

    def _mounted(self, how: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{how}", str(self.folder)], check=True)
