"""Two built sites side by side: what stands in one that does not stand in the other.

The line with which a page names the program that made it is none of that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')


def differences(one: Path, other: Path) -> Iterator[str]:
    """The path of each file that is not the same in both folders, or that only one of them has."""
    files = {path.relative_to(folder) for folder in (one, other) for path in folder.rglob("*") if path.is_file()}
    for path in sorted(files):
        if _content(one / path) != _content(other / path):
            yield path.as_posix()


def _content(file: Path) -> bytes | None:
    if not file.is_file():
        return None
    return _GENERATOR.sub(b"", file.read_bytes()) if file.suffix == ".html" else file.read_bytes()
