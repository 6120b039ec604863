"""The archive: every meeting in every locale, with the registry. The only reader of the docs folder.

Knows where minutes and data files lie and how to read them safely. Knows nothing of pages: what is shown of an
archive is the views' business.
"""

from __future__ import annotations

import errno
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from minutes import diagnostics as codes
from minutes.diagnostics import Diagnostic, Span, diagnostic
from minutes.frontmatter import date_in_path
from minutes.model import Meeting, Minutes
from minutes.parser import parse_minutes
from minutes.processes import dealt, shared
from minutes.registry import Registry
from minutes.registryreader import DATA_FOLDER, read_registry
from minutes.reread import Content, Known, Place
from minutes.values import digest

MEETINGS_FOLDER = "meetings"
MANY = 100
"""From how many minutes files on more than one process reads them: it would be started for nothing before."""
LARGE = 3_000
"""From how many meetings on memory is shorter than time."""
_HANDFULS = 200
MAX_BYTES = 1_000_000
"""The largest minutes file that is read as structure, in bytes; real ones have 10,000."""
MOST_BYTES = 10 * MAX_BYTES
"""The largest file that is read at all: up to here its text is at least shown."""


_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Archive:
    """Everything that the docs folder says.

    ``meetings`` are in order of date. ``unplaced`` are minutes that belong to no meeting: without a date, or a
    second file for a meeting that has one. ``locales`` start with the default locale. ``documents`` are the files of
    the docs folder that may be published, relative to it.
    """

    locales: tuple[str, ...]
    meetings: tuple[Meeting, ...]
    unplaced: tuple[Minutes, ...] = ()
    registry: Registry = field(default_factory=Registry)
    documents: frozenset[str] = frozenset()
    diagnostics: tuple[Diagnostic, ...] = ()
    # No part of the value, and never taken over by a changed copy.
    _worked_out: dict[Callable[[Archive], Any], Any] = field(
        init=False, default_factory=dict, repr=False, compare=False
    )

    def once(self, work: Callable[[Archive], _T]) -> _T:
        """What follows from the archive, worked out the first time that anybody asks. Nobody changes it."""
        if work not in self._worked_out:
            self._worked_out[work] = work(self)
        found: _T = self._worked_out[work]
        return found

    def meeting(self, meeting_id: str) -> Meeting | None:
        """The meeting with an id (its ISO date), or None."""
        return self.once(_by_id).get(meeting_id)

    @property
    def minutes(self) -> Iterator[Minutes]:
        """Every minutes file that was read."""
        for meeting in self.meetings:
            yield from meeting.minutes.values()
        yield from self.unplaced


def _by_id(archive: Archive) -> Mapping[str, Meeting]:
    return {meeting.id: meeting for meeting in archive.meetings}


def read_archive(docs: Path, locales: Sequence[str], known: Known | None = None) -> Archive:
    """Read a docs folder with one subfolder for each locale, the default locale first.

    ``known`` is what was read of it the last time, and is brought up to date. Never raises on what the files say;
    raises OSError only where the folder itself cannot be listed. One that is not there holds nothing.
    """
    is_link = dict(_files(docs)) if docs.exists() else {}

    def content(path: str) -> bytes:
        if is_link[path]:
            _follow(docs, path)
        file = docs / path
        if (size := file.stat().st_size) > MOST_BYTES:
            raise FileTooLargeError(size)
        return file.read_bytes()

    unfit = _unfit(docs, is_link, locales)
    documents = frozenset(is_link).difference(unfit)
    archive = archive_from(documents, content, locales, known, _HANDFULS)
    return replace(archive, diagnostics=in_order([*archive.diagnostics, *unfit.values()])) if unfit else archive


def _unfit(docs: Path, is_link: Mapping[str, bool], locales: Sequence[str]) -> Mapping[str, Diagnostic]:
    """Why files can't be published, by path. Of minutes and the registry that is told when they are read."""
    read = {path for locale in locales for path in minutes_paths(frozenset(is_link), locale)}
    found = {}
    for path, links in is_link.items():
        try:
            if not _is_text(path):
                raise OSError(errno.EILSEQ, os.strerror(errno.EILSEQ))
            if links and path not in read and not path.startswith(f"{DATA_FOLDER}/"):
                _follow(docs, path)
        except OSError as error:
            found[path] = diagnostic(codes.FILE_UNREADABLE, path, Span(1), reason=_reason(error))
    return found


def _is_text(path: str) -> bool:
    """Whether a name is UTF-8; what isn't has surrogates in it."""
    return path.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in path)


class FileTooLargeError(OSError):
    """A file has more bytes than are read at all, and ``size`` is how many."""

    def __init__(self, size: int) -> None:
        super().__init__(errno.EFBIG, os.strerror(errno.EFBIG))
        self.size = size


def _follow(docs: Path, path: str) -> None:
    """Raise OSError for a symbolic link that leads to no file of the folder: whatever it is, it would be published."""
    # Not Path.resolve, which before Python 3.13 raises something else for a link that leads to itself.
    target = Path(os.path.realpath(docs / path, strict=True))
    if not target.is_relative_to(docs.resolve()):
        raise PermissionError("→ ..")
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))


def _reason(error: OSError) -> str:
    return error.strerror or str(error)


def _files(folder: Path, prefix: str = "") -> Iterator[tuple[str, bool]]:
    """Every file below a folder, by its path in it, and whether it is a symbolic link.

    A link that leads nowhere or to a folder is a file here: somebody put it there, and is told what is wrong with it.
    """
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(Path(entry), f"{prefix}{entry.name}/")
            elif entry.is_symlink() or entry.is_file():
                yield f"{prefix}{entry.name}", entry.is_symlink()


def archive_from(
    documents: frozenset[str],
    content: Content,
    locales: Sequence[str],
    known: Known | None = None,
    handfuls: int = 1,
) -> Archive:
    """The archive of a docs folder that lies anywhere.

    ``documents`` are the paths of its files; ``content`` gives what is in one, and raises OSError where it cannot. Of
    more ``handfuls`` than one, each may be read by another process, which must be able to call it. ``known`` is what
    was read the last time.
    """
    found: list[Diagnostic] = []

    def read_all(places: Sequence[Place], content: Content) -> list[Minutes]:
        def read_some(some: Sequence[Place]) -> list[Minutes]:
            return [_read_minutes(content, path, locale) for path, locale in some]

        runs = dealt(places, handfuls if len(places) >= MANY else 1)
        return [minutes for part in shared(read_some, runs) for minutes in part]

    places = [(path, locale) for locale in locales for path in minutes_paths(documents, locale)]
    read = read_all(places, content) if known is None else known.again(places, content, read_all)
    data = sorted(path for path in documents if path.rpartition("/")[0] == DATA_FOLDER)
    texts = {path: _read_text(content, path, found) for path in data}
    registry = read_registry(texts) if known is None else known.registry(texts, read_registry)
    meetings, unplaced = _place(read, locales, found)
    for minutes in read:
        found.extend(minutes.diagnostics)
    found.extend(registry.diagnostics)
    return Archive(
        locales=tuple(locales),
        meetings=meetings,
        unplaced=unplaced,
        registry=registry,
        documents=documents,
        diagnostics=in_order(found),
    )


def minutes_paths(documents: frozenset[str], locale: str) -> list[str]:
    """The minutes files of a locale: every Markdown file below its meetings folder but the folder's own page."""
    folder = f"{locale}/{MEETINGS_FOLDER}/"
    pages = {f"{folder}index.md", f"{folder}README.md", f"{folder}_index.md"}
    return sorted(path for path in documents if path.startswith(folder) and path.endswith(".md") and path not in pages)


def in_order(found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Diagnostics by file, line and column."""
    return tuple(sorted(found, key=lambda one: (one.path, one.span, one.code.code)))


def _read_minutes(content: Content, path: str, locale: str) -> Minutes:
    found: list[Diagnostic] = []
    text = _read_text(content, path, found)
    mark = digest(path, locale, text, found)
    size = len(text.encode())
    if size > MAX_BYTES:
        found.append(diagnostic(codes.FILE_TOO_LARGE, path, Span(1), size=size, limit=MAX_BYTES))
    if any(one.code in (codes.FILE_TOO_LARGE, codes.FILE_UNREADABLE) for one in found):
        stem = PurePosixPath(path).stem
        return Minutes(path, locale, date_in_path(path), stem, raw=text, diagnostics=tuple(found), digest=mark)
    minutes = parse_minutes(text, path, locale)
    return replace(minutes, diagnostics=(*found, *minutes.diagnostics), digest=mark)


def _read_text(content: Content, path: str, found: list[Diagnostic]) -> str:
    """The text of a file with plain newlines. Text that is no UTF-8 is read as the Chinese legacy encoding."""
    try:
        data = content(path)
    except FileTooLargeError as error:
        found.append(diagnostic(codes.FILE_TOO_LARGE, path, Span(1), size=error.size, limit=MAX_BYTES))
        return ""
    except OSError as error:
        found.append(diagnostic(codes.FILE_UNREADABLE, path, Span(1), reason=_reason(error)))
        return ""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Of the error, for its places do not count a byte order mark. Any newline ends a line, as below.
        before = _with_newlines(error.object[: error.start].decode())
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        byte = f"0x{error.object[error.start]:02x}"
        found.append(diagnostic(codes.FILE_NOT_UTF8, path, Span(line, column), byte=byte))
        text = _decode_foreign(data)
    return _with_newlines(text)


def _with_newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode_foreign(data: bytes) -> str:
    """Bytes that are no UTF-8 as text: in the Chinese legacy encoding where all of it is, else with a mark for each
    byte that is wrong."""
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        return data.decode("utf-8-sig", "replace")


def _place(
    read: list[Minutes], locales: Sequence[str], found: list[Diagnostic]
) -> tuple[tuple[Meeting, ...], tuple[Minutes, ...]]:
    """Group minutes into meetings. Of two files for one meeting and locale, the one named after the date counts."""
    by_date: defaultdict[date, dict[str, Minutes]] = defaultdict(dict)
    unplaced: list[Minutes] = []
    for minutes in sorted(read, key=lambda one: (not _named_after_its_date(one), one.path)):
        if minutes.date is None:
            unplaced.append(minutes)
            continue
        first = by_date[minutes.date].setdefault(minutes.locale, minutes)
        if first is not minutes:
            values = {"date": minutes.date, "first": first.path}
            found.append(diagnostic(codes.MEETING_DUPLICATE, minutes.path, Span(minutes.date_line), **values))
            unplaced.append(minutes)
    meetings = tuple(
        Meeting(day, by_date[day], next(locale for locale in locales if locale in by_date[day]))
        for day in sorted(by_date)
    )
    return meetings, tuple(unplaced)


def _named_after_its_date(minutes: Minutes) -> bool:
    path = PurePosixPath(minutes.path)
    name = path.parent.name if path.stem in ("index", "_index") else path.stem
    return name == str(minutes.date)
