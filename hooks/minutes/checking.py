"""The check of a docs folder, or of a part of it.

Knows which docs folder a path belongs to and which findings are about a path. Knows neither layouts nor commands.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path, PurePosixPath

from minutes.archive import MOST_BYTES, read_archive
from minutes.asof import as_of
from minutes.command import RefusalError
from minutes.diagnostics import Diagnostic
from minutes.registryreader import DATA_FOLDER
from minutes.rules import check


@dataclass(frozen=True, slots=True)
class Selection:
    """A docs folder, and the files and folders to check, relative to it; ``.`` is all of it."""

    docs: Path
    parts: frozenset[str]

    def __contains__(self, path: str) -> bool:
        whole = PurePosixPath(path)
        return any(part.as_posix() in self.parts for part in (whole, *whole.parents))

    def shown(self, path: str) -> str:
        """A path below the docs folder as seen from the current directory, if the docs folder was named that way."""
        whole = self.docs / path
        return (whole if self.docs.is_absolute() else Path(os.path.relpath(whole))).as_posix()


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check found, how many files it looked at, and their texts by path relative to the docs folder."""

    found: tuple[Diagnostic, ...]
    files: int
    source_of: Callable[[str], str]


def select(paths: Sequence[Path], locales: Sequence[str]) -> Selection:
    """The selection that paths mean: a docs folder, or files and folders of one. Raises RefusalError.

    The docs folder is the nearest one above a path that has a folder for a locale.
    """
    folders: set[Path] = set()
    parts: set[str] = set()
    for path in paths:
        if not path.exists():
            raise RefusalError("check.path_missing", path=path)
        folder = _docs_folder(path, locales)
        if folders and folder not in folders:
            raise RefusalError("check.other_folder", path=path)
        folders.add(folder)
        parts.add(Path(os.path.normpath(path.absolute())).relative_to(folder).as_posix())
    (docs,) = folders
    absolute = any(path.is_absolute() for path in paths)
    return Selection(docs if absolute else Path(os.path.relpath(docs)), frozenset(parts))


def examine(docs: Path, selection: Selection, locales: Sequence[str], day: date = date.max) -> Checked:
    """Check a docs folder as it stood on a day, and keep what is about the selection. May raise OSError."""
    archive = as_of(read_archive(docs, locales), day)
    texts = {minutes.path: minutes.source for minutes in archive.minutes}
    checked = {*texts, *(path for path in archive.documents if path.startswith(f"{DATA_FOLDER}/"))}

    @cache
    def source_of(path: str) -> str:
        return texts.get(path) or _text(docs / path)

    found = tuple(one for one in check(archive) if one.path in selection)
    return Checked(found, sum(1 for path in checked if path in selection), source_of)


def _docs_folder(path: Path, locales: Sequence[str]) -> Path:
    whole = Path(os.path.normpath(path.absolute()))
    for folder in (whole, *whole.parents):
        inside = whole.relative_to(folder).parts
        ours = not inside or inside[0] in (*locales, DATA_FOLDER) or (len(inside) == 1 and whole.is_file())
        if ours and any((folder / locale).is_dir() for locale in locales):
            return folder
    raise RefusalError("check.not_a_folder", path=path)


def _text(path: Path) -> str:
    """The text of a file with plain newlines; empty where it cannot be read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return ""
        text = path.read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return ""
    return text.replace("\r\n", "\n").replace("\r", "\n")
