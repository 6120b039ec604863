"""The files of an archive that is to be imported: which of them may be minutes, of which day, in which locale.

Knows what the place of a file tells: folders, names and page bundles. Knows nothing of what the files say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from minutes.command import RefusalError
from minutes.hugo import INDEX_STEMS, locale_in, stem_of

_ENDINGS = (".md", ".markdown")
_FULL = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[-._年](\d{1,2})[-._月](\d{1,2})|(\d\d)(\d\d))(?!\d)")
_MONTH_DAY = re.compile(r"(?<![\d.vV])(\d{1,2})[-._月](\d{1,2})(?!\d|\.\d)")
_YEAR = re.compile(r"((?:19|20)\d\d)[年]?")


@dataclass(frozen=True, slots=True)
class Source:
    """A Markdown file. ``path`` and those in ``bundle`` are relative to the archive's root, with forward slashes.

    ``days`` are the dates that its place may mean: one where it is certain. ``named`` says whether its own name means
    them, ``index`` whether it stands for its folder, and ``bundle`` holds the other files of that folder.
    """

    path: str
    locale: str
    days: tuple[date, ...]
    named: bool = False
    index: bool = False
    bundle: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What an archive consists of: Markdown files, links that are not followed, and all its other files."""

    root: Path
    sources: tuple[Source, ...]
    links: tuple[str, ...]
    others: frozenset[str]

    def has_file(self, path: str) -> bool:
        """Whether a path leads to a file of the archive, and not to one somewhere else, or to a page."""
        place = self.root / path
        return not path.endswith(_ENDINGS) and place.is_file() and place.resolve() == place


def find_sources(path: Path, locales: Sequence[str], without: Path) -> Found:
    """The files at a path: of a folder all below it, else the one and the bundle that it stands for.

    Hidden files and what lies in the folder ``without`` do not count. May raise OSError, and RefusalError where the
    path is no archive.
    """
    whole = path.resolve()
    if not whole.exists():
        raise RefusalError("import.path_missing", path=path)
    if whole.is_relative_to(without.resolve()):
        raise RefusalError("import.inside_docs", path=path)
    root = whole if whole.is_dir() else whole.parent
    if whole.is_dir():
        below, links = _files(root, without.resolve())
        chosen = [each for each in below if each.endswith(_ENDINGS)]
    else:
        below, links, chosen = [], [], [whole.name]
        if not whole.name.endswith(_ENDINGS):
            raise RefusalError("import.not_markdown", path=path)
        if _source(root, whole.name, locales).index:
            below = _files(root, without.resolve())[0]
    others = frozenset(each for each in below if not each.endswith(_ENDINGS))
    sources = [_source(root, each, locales) for each in chosen]
    bundles = _bundles({PurePosixPath(each.path).parent for each in sources if each.index and each.days}, others)
    sources = [
        replace(each, bundle=tuple(bundles.get(PurePosixPath(each.path).parent, ()))) if each.index else each
        for each in sources
    ]
    return Found(root, tuple(sources), tuple(links), others)


def _source(root: Path, path: str, locales: Sequence[str]) -> Source:
    """A Markdown file by what its place tells."""
    place = PurePosixPath(path)
    stem, named = stem_of(place.name, locales)
    folders = place.parts[:-1]
    first = folders[0] if folders and folders[0] in locales else ""
    locale = named or locale_in((*root.parts, *folders), locales) or first
    # A folder named after the day may be the one that is imported, and the year may stand on the folder above that.
    outer = root.parts[-2:]
    parts = (*outer, *folders)
    if days := _days_in(stem, parts, whole=False):
        return Source(path, locale, days, named=True)
    for depth in range(len(parts) - 1, len(outer) - 2, -1):
        if days := _days_in(parts[depth], parts[:depth], whole=True):
            break
    return Source(path, locale, days, index=stem in INDEX_STEMS)


def _files(root: Path, without: Path) -> tuple[list[str], list[str]]:
    """The regular files below a folder, and the links, which are not followed; by path relative to the folder."""
    files: list[str] = []
    links: list[str] = []
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root)
        if any(part.startswith(".") for part in inside.parts) or path.is_relative_to(without):
            continue
        if path.is_symlink():
            links.append(inside.as_posix())
        elif path.is_file():
            files.append(inside.as_posix())
    return files, links


def _bundles(folders: set[PurePosixPath], others: frozenset[str]) -> dict[PurePosixPath, list[str]]:
    """The files of each folder, those of its subfolders included, where they are no bundle of their own."""
    bundles: dict[PurePosixPath, list[str]] = {}
    for other in sorted(others):
        if folder := next((parent for parent in PurePosixPath(other).parents if parent in folders), None):
            bundles.setdefault(folder, []).append(other)
    return bundles


def _days_in(name: str, above: Sequence[str], *, whole: bool) -> tuple[date, ...]:
    """The dates that a name may mean: whole ones, or else month and day in the year that a folder above it is named
    after. With ``whole`` they have to begin the name, or be all of it.
    """
    matches = [match for match in _FULL.finditer(name) if not whole or match.start() == 0]
    if full := {day for match in matches if (day := _day(*(each for each in match.groups() if each)))}:
        return tuple(sorted(full))
    year = next((match[1] for folder in reversed(above) if (match := _YEAR.fullmatch(folder))), None)
    return tuple(sorted(set(_in_year(year, name, whole=whole)))) if year else ()


def _in_year(year: str, name: str, *, whole: bool) -> Iterator[date]:
    """Every month and day in a name; with ``whole`` only if the name is nothing else."""
    matches = [_MONTH_DAY.fullmatch(name)] if whole else _MONTH_DAY.finditer(name)
    for match in matches:
        if match and (day := _day(year, *match.groups())):
            yield day


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
