"""A site put together from a build of each locale: together they are, byte for byte, what one build of all gives.

Knows what the builds share: the files beside the locales' own are the same in each, but for the sitemap, which lists
the pages of one locale, and the page for unknown addresses, which is that of the first one.
"""

from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SITEMAPS = _SITEMAP, _COMPRESSED = "sitemap.xml", "sitemap.xml.gz"


def copied_together(parts: Sequence[Path], target: Path) -> None:
    """Put copies of the parts into a folder, which may be there already. Raises OSError."""
    sitemap = joined_sitemap(parts)
    for part in reversed(parts):
        shutil.copytree(part, target, dirs_exist_ok=True)
    sitemap.write(target)


def moved_together(parts: Sequence[Path]) -> None:
    """Put all parts into the first one; of the others nothing is left. Raises OSError."""
    sitemap = joined_sitemap(parts)
    first, *others = parts
    for part in others:
        _move(part, first)
    sitemap.write(first)


def _move(source: Path, target: Path) -> None:
    for entry in sorted(os.scandir(source), key=lambda entry: entry.name):
        there = target / entry.name
        if entry.is_dir() and there.is_dir():
            _move(Path(entry), there)
        elif there.exists():
            Path(entry).unlink()
        else:
            Path(entry).replace(there)
    source.rmdir()


@dataclass(frozen=True, slots=True)
class _Sitemap:
    """A sitemap, and the time in seconds with which its compressed copy is stamped."""

    text: str
    time: float

    def write(self, folder: Path) -> None:
        data = self.text.encode()
        (folder / _SITEMAP).write_bytes(data)
        with (folder / _COMPRESSED).open("wb") as raw, gzip.GzipFile(_SITEMAP, "wb", 9, raw, self.time) as file:
            file.write(data)


def joined_sitemap(parts: Sequence[Path]) -> _Sitemap:
    """One sitemap with the pages of all, stamped as MkDocs stamped the first one."""
    first, *others = [(part / _SITEMAP).read_text(encoding="utf-8") for part in parts]
    end = "</urlset>"
    start = first.index("\n", first.index("<urlset")) + 1
    bodies = (text[start : text.index(end)] for text in (first, *others))
    with gzip.open(parts[0] / _COMPRESSED) as compressed:
        compressed.read(1)
        time = compressed.mtime or 0
    return _Sitemap(first[:start] + "".join(bodies) + end, time)
