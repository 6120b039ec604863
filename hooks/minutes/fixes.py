"""The safe fixes of findings, applied to the files of a docs folder.

Knows edits, line ends and how to replace a file. Knows neither which findings there are nor how they are shown: what
examines a docs folder is a callable. All rounds of a repair happen in a copy, so that looking at the outcome and
writing it are two things.
"""

from __future__ import annotations

import codecs
import os
import re
import shutil
import tempfile
import threading
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

from minutes.diagnostics import Diagnostic, Edit

MAX_ROUNDS = 10
"""How often the findings are looked for again; fixes that overlap wait for the next round."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_READ = (".md", ".yml")

Examine = Callable[[Path], Sequence[Diagnostic]]
"""The findings to mend in a docs folder."""


@dataclass(frozen=True, slots=True)
class Change:
    """What repair makes of a file; ``path`` is relative to the docs folder."""

    path: str
    before: bytes
    after: bytes


def repair(docs: Path, examine: Examine) -> tuple[Change, ...]:
    """What the safe fixes make of the files of a docs folder, by path. Changes nothing. May raise OSError.

    Where fixes undo each other, the file settles on one of the texts that they lead to, the same one in every run.
    """
    found = examine(docs)
    if not any(one.fix for one in found):
        return ()
    states: dict[str, list[bytes]] = {}
    settled: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / docs.absolute().name
        _copy(docs, copy)
        for _ in range(MAX_ROUNDS):
            mended = _mend_all(
                copy, _ready([one for one in found if one.path not in settled and _is_inside(docs, one)])
            )
            if not mended:
                break
            for path, (before, after) in mended.items():
                seen = states.setdefault(path, [before])
                if after in seen:
                    settled.add(path)
                seen.append(min(seen[seen.index(after) :]) if after in seen else after)
                (copy / path).write_bytes(seen[-1])
            found = examine(copy)
    changes = (Change(path, seen[0], seen[-1]) for path, seen in sorted(states.items()))
    return tuple(change for change in changes if change.before != change.after)


def mend(data: bytes, fixes: Iterable[Sequence[Edit]]) -> bytes:
    """A file with fixes applied, each whole or not at all: one that overlaps an earlier one is left out.

    Byte order mark and line ends stay as they are; a new line ends as most others do. A file that is not UTF-8 stays
    as it is, and so does the text around an edit that is not inside the file.
    """
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    try:
        text = data.removeprefix(mark).decode()
    except UnicodeDecodeError:
        return data
    lines = _Lines(text)
    taken: list[_Located] = []
    for fix in fixes:
        located = [lines.locate(edit) for edit in fix]
        edits = [edit for edit in located if edit]
        if len(edits) == len(fix):
            _add(edits, taken)
    pieces: list[str] = []
    end = 0
    for edit in taken:
        pieces += [text[end : edit.start], edit.text]
        end = edit.end
    return mark + "".join([*pieces, text[end:]]).encode()


def write(docs: Path, changes: Iterable[Change]) -> None:
    """Write changed files. May raise OSError."""
    for change in changes:
        write_whole(docs / change.path, change.after)


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file in one step, or create it: nobody ever sees half of it. May raise OSError."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}.tmp")
    try:
        temporary.write_bytes(data)
        if path.exists():
            shutil.copymode(path, temporary)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def as_diff(changes: Iterable[Change], shown_as: Callable[[str], str]) -> str:
    """The changes as a unified diff that ``git apply`` and ``patch -p1`` take."""
    lines: list[str] = []
    for change in changes:
        before, after = (_with_ends(data.decode()) for data in (change.before, change.after))
        name = shown_as(change.path).lstrip("/")
        lines += unified_diff(before, after, f"a/{name}", f"b/{name}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


class _Located(NamedTuple):
    """An edit by offsets into a text: what is from ``start`` to ``end`` becomes ``text``."""

    start: int
    end: int
    text: str


class _Lines:
    """The lines of a text, whatever they end in."""

    def __init__(self, text: str) -> None:
        ends = list(_LINE_END.finditer(text))
        self._starts = [0, *(end.end() for end in ends)]
        self._ends = [*(end.start() for end in ends), len(text)]
        self._newline = Counter(end.group() for end in ends).most_common(1)[0][0] if ends else "\n"

    def locate(self, edit: Edit) -> _Located | None:
        """Where an edit is in the text; None where the text has no such place."""
        line, column, end_line, end_column = edit.span
        start, end = self._offset(line, column), self._offset(end_line, end_column)
        if start is None or end is None or start > end:
            return None
        return _Located(start, end, edit.text.replace("\n", self._newline))

    def _offset(self, line: int, column: int) -> int | None:
        if not 1 <= line <= len(self._starts):
            return None
        offset = self._starts[line - 1] + column - 1
        return offset if column >= 1 and offset <= self._ends[line - 1] else None


def _add(edits: Sequence[_Located], taken: list[_Located]) -> None:
    """Add edits to those that are ``taken``, which are in order; all of them or, where one overlaps another, none."""
    added: list[_Located] = []
    for edit in edits:
        at = bisect_right(taken, edit[:2], key=lambda other: other[:2])
        after = at < len(taken) and taken[at].start < edit.end
        before = at > 0 and (taken[at - 1].end > edit.start or taken[at - 1][:2] == edit[:2])
        if after or before:
            for other in added:
                taken.remove(other)
            return
        taken.insert(at, edit)
        added.append(edit)


def _ready(found: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
    """The findings to mend in a round. One that is about another file too waits until that file is mended."""
    fixable = [one for one in found if one.fix]
    paths = {one.path for one in fixable}
    ready = [one for one in fixable if not any(place.path in paths - {one.path} for place in one.related)]
    return ready or fixable


def _mend_all(docs: Path, found: Iterable[Diagnostic]) -> dict[str, tuple[bytes, bytes]]:
    """What a round makes of the files that it changes: before and after, by path."""
    fixes: defaultdict[str, list[Sequence[Edit]]] = defaultdict(list)
    for one in found:
        fixes[one.path].append(one.fix)
    before = {path: (docs / path).read_bytes() for path in fixes}
    mended = {path: (data, mend(data, fixes[path])) for path, data in before.items()}
    return {path: (data, after) for path, (data, after) in mended.items() if data != after}


def _copy(docs: Path, copy: Path) -> None:
    """Copy what is read of a docs folder; of other files, such as images, only that they are there."""
    for path in docs.rglob("*"):
        if path.is_file():
            target = copy / path.relative_to(docs)
            target.parent.mkdir(parents=True, exist_ok=True)
            readable = path.suffix in _READ and os.access(path, os.R_OK)
            target.write_bytes(path.read_bytes() if readable else b"")


def _is_inside(docs: Path, found: Diagnostic) -> bool:
    """Whether a finding is about a file of the docs folder itself. A link may lead to one that is not ours."""
    path = docs / found.path
    return path.is_file() and path.resolve() == docs.resolve() / found.path


def _with_ends(text: str) -> list[str]:
    """The lines of a text with their newlines, the last one maybe without; other separators do not end a line."""
    return [line for line in re.split(r"(?<=\n)", text) if line]
