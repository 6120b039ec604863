"""New files in a docs folder: all of them or none, and never one outside it.

Knows folders, links between them and how to take back what was begun. Knows nothing of what the files say.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from minutes.fixes import write_whole


def is_inside(docs: Path, path: str) -> bool:
    """Whether writing ``path``, relative to the docs folder, stays in it: no link and no ``..`` leads elsewhere."""
    target, root = docs / path, docs.resolve()
    return not target.is_symlink() and target.resolve().is_relative_to(root) and target.resolve() != root


def write_all(docs: Path, files: Mapping[str, bytes]) -> None:
    """Write files by their paths in the docs folder, with the folders that they need.

    Takes back what was written before it raises OSError, or is interrupted, so that it is all of them or none. Every
    path has to be inside.
    """
    before: dict[Path, bytes | None] = {}
    folders: list[Path] = []
    try:
        for path, data in files.items():
            target = docs / path
            folders += _make_folders(target.parent)
            was = target.read_bytes() if target.exists() else None
            write_whole(target, data)
            before[target] = was
    except BaseException:
        _take_back(before, folders)
        raise


def _make_folders(folder: Path) -> list[Path]:
    """Make a folder and those above it; the ones that were not there, the innermost last."""
    made: list[Path] = []
    for each in reversed((folder, *folder.parents)):
        if not each.exists():
            each.mkdir()
            made.append(each)
    return made


def _take_back(before: Mapping[Path, bytes | None], folders: list[Path]) -> None:
    for target, data in before.items():
        if data is None:
            target.unlink(missing_ok=True)
        else:
            write_whole(target, data)
    for folder in reversed(folders):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
