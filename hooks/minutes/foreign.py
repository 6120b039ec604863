"""The text of minutes that were written elsewhere: only what has to be is made as ours, and each change is noted.

Knows bytes, line ends and front matter. Knows neither where a file comes from nor where it goes.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

import yaml

from minutes import diagnostics as codes
from minutes.archive import MAX_BYTES
from minutes.hugo import shortcodes, with_yaml_front_matter
from minutes.model import Minutes
from minutes.parser import parse_minutes

_UNREADABLE = (codes.FRONT_MATTER_INVALID, codes.FRONT_MATTER_NOT_MAPPING, codes.FRONT_MATTER_UNCLOSED)


class Note(NamedTuple):
    """A sentence about a file: its key in the string tables, and its values."""

    key: str
    values: Mapping[str, str] = MappingProxyType({})


def note(key: str, **values: object) -> Note:
    """A note whose values are turned into text."""
    return Note(f"import.{key}", {name: str(value) for name, value in values.items()})


class NotImportedError(Exception):
    """A file cannot be imported; ``reason`` says why, ``failed`` whether that is a mistake."""

    def __init__(self, reason: Note, failed: bool = True) -> None:
        super().__init__(reason.key)
        self.reason = reason
        self.failed = failed


@dataclass(frozen=True, slots=True)
class Foreign:
    """The text of a file, what it says, and what was done to it."""

    text: str
    minutes: Minutes
    notes: tuple[Note, ...]


def read_foreign(data: bytes, path: str, locale: str) -> Foreign:
    """The text of a file, with plain newlines, one at the end, and YAML front matter where it has any.

    Raises NotImportedError for what is no text or has front matter that cannot be read.
    """
    if len(data) > MAX_BYTES:
        raise NotImportedError(note("too_large", size=len(data), limit=MAX_BYTES))
    notes: list[Note] = []
    if data.startswith(codecs.BOM_UTF8):
        notes.append(note("mark_removed"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise NotImportedError(note("encoding", line=line, byte=f"0x{data[error.start]:02x}")) from None
    if not text.strip():
        raise NotImportedError(note("empty"))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        notes.append(note("newlines"))
    if not text.endswith("\n"):
        text += "\n"
        notes.append(note("last_newline"))
    try:
        converted = with_yaml_front_matter(text)
    except ValueError as error:
        raise NotImportedError(note("front_matter", line=1, reason=error)) from None
    if converted != text:
        notes.append(note("toml"))
    minutes = parse_minutes(converted, path, locale)
    for found in minutes.diagnostics:
        if found.code in _UNREADABLE:
            reason = found.values.get("reason") or found.code.slug
            raise NotImportedError(note("front_matter", line=found.span.line, reason=reason))
    return Foreign(converted, minutes, tuple(notes))


def with_front_matter(foreign: Foreign, day: date) -> Foreign:
    """The same with front matter that says title and date, where there was none; what it says otherwise is noted."""
    notes = list(foreign.notes)
    text = foreign.text
    values = foreign.minutes.front_matter
    if text.partition("\n")[0].rstrip() != "---":
        title = {"title": _title(foreign.minutes), "date": day}
        head = yaml.safe_dump(title, allow_unicode=True, sort_keys=False, width=10_000)
        text = f"---\n{head}---\n\n{text}"
        notes.append(note("front_matter_added"))
    elif values.get("date") is not None and foreign.minutes.date != day:
        notes.append(note("date_differs", date=values["date"], day=day))
    if values.get("draft") is True:
        notes.append(note("draft"))
    if found := list(shortcodes(foreign.text)):
        listed = ", ".join(f"{name}:{line}" for name, line in found)
        notes.append(note("shortcodes", listed=listed))
    return Foreign(text, foreign.minutes, tuple(notes))


def _title(minutes: Minutes) -> str:
    """What the text calls itself: its topic, or its first heading of the highest level, or else the file's name."""
    if minutes.header.topic:
        return minutes.title
    first = next((line for line in minutes.lines if line.startswith("# ")), "")
    return first.strip("# ") or minutes.title
