"""An archive from elsewhere, brought into a docs folder: file by file, with what became of each.

Knows which file goes where and when it may be written. How a place is read, how a text is made ours and how its links
move are the modules below. Never raises for one file: it is reported, and the others go on.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path, PurePosixPath

from minutes.archive import MEETINGS_FOLDER, read_archive
from minutes.command import RefusalError
from minutes.foreign import Foreign, Note, NotImportedError, note, read_foreign, with_front_matter
from minutes.placing import is_inside, write_all
from minutes.relinking import files_linked, readable, relink
from minutes.sources import Found, Source, find_sources

# What a page may bring along: what is looked at or downloaded, nothing that a browser would run as part of the site.
_ATTACHMENTS = frozenset(
    {".avif", ".bmp", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp", ".mp3", ".mp4", ".webm", ".csv"}
    | {".docx", ".drawio", ".key", ".odp", ".ods", ".odt", ".pdf", ".pptx", ".txt", ".xlsx", ".zip"}
)


class Outcome(StrEnum):
    """What became of a file."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Order:
    """What to import into which docs folder. ``locale`` and ``day`` are for files that tell none of their own."""

    docs: Path
    locales: Sequence[str]
    locale: str
    day: date | None = None
    force: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """A file of the archive and what became of it; why it was left out is the first of its notes."""

    source: str
    outcome: Outcome
    notes: tuple[Note, ...] = ()
    target: str = ""
    items: int = 0
    attachments: int = 0


@dataclass(frozen=True, slots=True)
class Import:
    """All files of an import, in order, and the other files of the archive that nothing needed."""

    files: tuple[Imported, ...]
    left: tuple[str, ...]

    def count(self, *outcomes: Outcome) -> int:
        """How many files came out like that."""
        return sum(1 for one in self.files if one.outcome in outcomes)

    @property
    def arrived(self) -> tuple[Imported, ...]:
        """The minutes that now are in the docs folder."""
        return tuple(one for one in self.files if one.outcome not in (Outcome.SKIPPED, Outcome.FAILED))

    @property
    def complete(self) -> bool:
        """Whether there was something to import and all of it arrived."""
        return bool(self.arrived) and not self.count(Outcome.FAILED)


@dataclass(frozen=True, slots=True)
class _Page:
    """Minutes on their way. ``attachments`` says where the files that they need go."""

    source: Source
    locale: str
    day: date
    target: str
    foreign: Foreign
    attachments: Mapping[str, str]
    left: tuple[str, ...]


def import_archive(path: Path, order: Order) -> Import:
    """Import a file or a folder. Raises RefusalError and OSError where nothing can be done at all."""
    found = find_sources(path, order.locales, order.docs)
    if order.day and len(found.sources) != 1:
        raise RefusalError("import.day_for_many")
    archive = read_archive(order.docs, order.locales)
    taken = {
        (locale, meeting.date): minutes.path
        for meeting in archive.meetings
        for locale, minutes in meeting.minutes.items()
    }
    results = {link: Imported(link, Outcome.SKIPPED, (note("link_not_followed"),)) for link in found.links}
    pages: dict[tuple[str, date], _Page] = {}
    for source in found.sources:
        try:
            page = _plan(source, found, order)
            meeting = page.locale, page.day
            if meeting in pages:
                raise NotImportedError(note("twice", source=pages[meeting].source.path))
            if taken.get(meeting, page.target) != page.target:
                raise NotImportedError(note("elsewhere", path=_shown(order, taken[meeting])))
            pages[meeting] = page
        except NotImportedError as problem:
            outcome = Outcome.FAILED if problem.failed else Outcome.SKIPPED
            results[source.path] = Imported(source.path, outcome, (problem.reason,))
    places = dict(_new_places(pages.values()))
    for page in pages.values():
        results[page.source.path] = _bring(page, places, found, order)
    used = {path for page in pages.values() for path in (*page.attachments, *page.left)}
    return Import(tuple(results[path] for path in sorted(results)), tuple(sorted(found.others - used)))


def _plan(source: Source, found: Found, order: Order) -> _Page:
    """Where a file goes, and what with it. Raises NotImportedError."""
    locale = source.locale or order.locale
    foreign = _read(source, found, locale)
    day = _day(source, foreign, found, order)
    if locale not in order.locales:
        raise NotImportedError(note("locale_unknown", locale=locale, known=", ".join(order.locales)), failed=False)
    linked = [path for path in files_linked(foreign.text, source.path) if found.has_file(path)]
    needed = dict.fromkeys((*source.bundle, *linked))
    left = tuple(path for path in needed if PurePosixPath(path).suffix.lower() not in _ATTACHMENTS)
    folder = f"{locale}/{MEETINGS_FOLDER}/{day}"
    attachments = {path: f"{folder}/{_beside(path, source.path)}" for path in needed if path not in left}
    if len({*attachments.values()}) < len(attachments):
        raise NotImportedError(note("attachments_clash", listed=", ".join(attachments)))
    target = f"{folder}/index.md" if attachments else f"{folder}.md"
    return _Page(source, locale, day, target, with_front_matter(foreign, day), attachments, left)


def _read(source: Source, found: Found, locale: str) -> Foreign:
    try:
        return read_foreign((found.root / source.path).read_bytes(), source.path, locale)
    except OSError as error:
        raise NotImportedError(note("unreadable", reason=error.strerror or error)) from None


def _day(source: Source, foreign: Foreign, found: Found, order: Order) -> date:
    """The day of a file's meeting: as asked for, as its place tells, or as its front matter says.

    Raises NotImportedError for a file that tells none, or is no minutes.
    """
    if order.day:
        return order.day
    says_minutes = bool(foreign.minutes.items or foreign.minutes.header.lines)
    written = foreign.minutes.date if foreign.minutes.front_matter.get("date") is not None else None
    if not says_minutes and not (source.days and (source.named or source.index)) and len(found.sources) > 1:
        raise NotImportedError(note("section" if source.index else "no_minutes"), failed=False)
    if len(source.days) == 1:
        return source.days[0]
    if written and (not source.days or written in source.days):
        return written
    path = shlex.quote(str(found.root / source.path))
    if source.days:
        listed = ", ".join(map(str, source.days))
        raise NotImportedError(note("day_ambiguous", listed=listed, path=path))
    raise NotImportedError(note("day_missing", path=path))


def _beside(path: str, page: str) -> str:
    """A file's path as seen from the folder of a page; from above that folder, without the way up."""
    folder = PurePosixPath(page).parent
    place = PurePosixPath(path)
    while not place.is_relative_to(folder):
        folder = folder.parent
    return place.relative_to(folder).as_posix()


def _new_places(pages: Iterable[_Page]) -> Iterator[tuple[str, str]]:
    """Where a link to each page leads now: to its file, or to the folder that it stands for."""
    for page in pages:
        path = PurePosixPath(page.source.path)
        yield path.as_posix(), page.target
        yield (path.parent if page.source.index else path.with_suffix("")).as_posix(), page.target


def _bring(page: _Page, places: Mapping[str, str], found: Found, order: Order) -> Imported:
    """Write a page and what it needs, if that is allowed, and say what became of it."""
    moved = relink(page.foreign.text, page.source.path, page.target, {**places, **page.attachments})
    notes = [
        *page.foreign.notes,
        *(note("attachment", path=path) for path in page.attachments),
        *(note("attachment_left", path=path) for path in page.left),
        *(note("relinked", line=old.line, old=readable(old.href), new=readable(new)) for old, new in moved.changed),
        *(note("link_lost", line=lost.line, href=readable(lost.href)) for lost in moved.lost),
    ]
    items, attachments = len(page.foreign.minutes.items), len(page.attachments)
    try:
        files = {target: (found.root / path).read_bytes() for path, target in page.attachments.items()}
        files[page.target] = moved.text.encode()
        outcome = _write(files, page.target, order)
    except NotImportedError as problem:
        return Imported(page.source.path, Outcome.FAILED, (problem.reason,))
    except OSError as error:
        reason = note("not_written", reason=error.strerror or error)
        return Imported(page.source.path, Outcome.FAILED, (reason,))
    return Imported(page.source.path, outcome, tuple(notes), page.target, items, attachments)


def _write(files: Mapping[str, bytes], page: str, order: Order) -> Outcome:
    """Write the files that are not there yet; those that differ only if asked to. Raises NotImportedError, OSError."""
    for path in files:
        if not is_inside(order.docs, path):
            raise NotImportedError(note("outside", path=_shown(order, path)))
    there = {path: (order.docs / path).read_bytes() for path in files if (order.docs / path).exists()}
    differing = [path for path, data in there.items() if data != files[path]]
    if differing and not order.force:
        raise NotImportedError(note("differs", path=_shown(order, differing[0])))
    changed = {path: data for path, data in files.items() if there.get(path) != data}
    if changed and not order.dry_run:
        write_all(order.docs, changed)
    if not changed:
        return Outcome.UNCHANGED
    return Outcome.UPDATED if page in there else Outcome.CREATED


def _shown(order: Order, path: str) -> str:
    return (order.docs / path).as_posix()
