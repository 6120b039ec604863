"""A bad and a good sample for every code, and the small community that they stand in.

Knows the files of ``sampledata``: samples by locale, pairs of a source and a translation, and a registry.
The contributor guide shows the samples, and the tests hold the rules to them, so that neither can drift. Knows
nothing of what a rule looks at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, Literal

import yaml

from minutes.archive import MAX_BYTES, Archive, archive_from
from minutes.parser import MAX_ENTRIES
from minutes.reread import Known
from minutes.strings import LOCALES

Kind = Literal["bad", "good"]
Content = bytes | OSError
"""What reading a file gives."""

SOURCE, TRANSLATION = LOCALES


class Part(StrEnum):
    """Which part of the docs folder a sample is; the community gives the rest."""

    FRONT = "front"
    HEADER = "header"
    MEETING = "meeting"
    """From the line of the attendees on."""
    BODY = "body"
    NEWS = "news"
    PAIR = "pair"
    """The agenda items of a source and of its translation, the latter maybe with its front matter."""
    FILES = "files"
    """Whole files, by path."""
    CONTENT = "content"
    """A file that cannot be shown as text: the sample describes it."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One bad and one good text for a code. ``before`` is the same part of the meeting before, where that matters.

    ``path`` is the file that the sample is a part of, where its name matters. ``bad_files`` and ``good_files`` hold
    the texts of a sample of whole files.
    """

    part: Part
    bad: str = ""
    good: str = ""
    before: str = ""
    source: str = ""
    path: str = ""
    bad_files: Mapping[str, str] = field(default_factory=dict)
    good_files: Mapping[str, str] = field(default_factory=dict)

    def text(self, kind: Kind) -> str:
        """The bad or the good text."""
        return self.bad if kind == "bad" else self.good

    def files(self, kind: Kind) -> Mapping[str, str]:
        """The bad or the good files."""
        return self.bad_files if kind == "bad" else self.good_files


_UNSHOWN: Mapping[str, Callable[[str], Content]] = {
    "file-not-utf8": lambda text: text.replace("\n\n", "\n\nCafé\n\n", 1).encode("gb18030"),
    "file-empty": lambda _: b"\n",
    "file-too-large": lambda text: (text + "x" * MAX_BYTES).encode()[: MAX_BYTES + 1],
    "file-unreadable": lambda _: PermissionError(13, "Permission denied"),
    "nesting-too-deep": lambda text: f"{text}\n{'>' * 101} x\n".encode(),
    "entries-too-many": lambda text: (text + "[x](x)\n" * (MAX_ENTRIES + 1)).encode(),
}
"""Makes the bad file from good minutes, for samples that cannot be shown as text."""


_KNOWN = Known()


def samples_in(locale: str) -> Mapping[str, Sample]:
    """The samples in the language of a locale, by slug."""
    return _load(locale)[1]


def docs_for(slug: str, locale: str, kind: Kind) -> dict[str, Content]:
    """A docs folder, by path, in which one sample stands and all else is well. Raises KeyError for an unknown slug."""
    community, samples = _load(locale)
    sample = samples[slug]
    docs: dict[str, Content] = {path: text.encode() for path, text in _read("registry").items()}
    docs[f"{locale}/proposals/retries.md"] = b"<!-- view: proposal-dossier -->\n"
    docs[f"{locale}/meetings/2023-03-01.md"] = _minutes(community["before"], sample.part, sample.before)
    here = sample.path or f"{locale}/meetings/2023-03-15.md"
    match sample.part:
        case Part.PAIR:
            sources, translations = (_load(each)[0]["here"] for each in (SOURCE, TRANSLATION))
            docs[f"{SOURCE}/meetings/2023-03-15.md"] = _minutes(sources, sample.part, sample.source)
            docs[f"{TRANSLATION}/meetings/2023-03-15.md"] = _minutes(translations, sample.part, sample.text(kind))
        case Part.FILES:
            docs |= {path: text.encode() for path, text in sample.files(kind).items()}
        case Part.CONTENT:
            good = _minutes(community["here"], Part.BODY, "")
            docs[here] = _UNSHOWN[slug](good.decode()) if kind == "bad" else good
        case part:
            docs[here] = _minutes(community["here"], part, sample.text(kind))
    return docs


def archive_for(slug: str, locale: str, kind: Kind) -> Archive:
    """The archive of such a docs folder. What all of them have is read once."""
    docs = docs_for(slug, locale, kind)

    def content(path: str) -> bytes:
        read = docs[path]
        if isinstance(read, OSError):
            raise read
        return read

    return archive_from(frozenset(docs), content, LOCALES, _KNOWN)


def _minutes(well: Mapping[str, str], part: Part, text: str) -> bytes:
    """Minutes in which ``text`` stands in for a part of those of the community; all of theirs where it is empty."""
    front, header, body = well["front"], f"{well['topic']}\n{well['attendees']}", well["body"]
    if text and part is Part.FRONT:
        front = text
    elif text and part is Part.HEADER:
        header = text
    elif text and part is Part.MEETING:
        header, body = well["topic"], text
    elif text and part is Part.NEWS:
        body += f"\n{text}"
    elif text:
        _, fence, rest = text.partition("\n---\n")
        front, body = (text.removesuffix(rest), rest.lstrip("\n")) if fence else (front, text)
    return f"{front}\n{header}\n{body}".encode()


@cache
def _load(locale: str) -> tuple[Mapping[str, Mapping[str, str]], Mapping[str, Sample]]:
    """The community and the samples of a locale. Raises FileNotFoundError where it has none."""
    table, pairs = _read(locale), _read("pairs")
    samples = {slug: _sample(entry) for slug, entry in table["samples"].items()}
    return table["community"], samples | {slug: Sample(Part.PAIR, **entry) for slug, entry in pairs.items()}


@cache
def _read(name: str) -> Mapping[str, Any]:
    file = resources.files(__package__).joinpath("sampledata", f"{name}.yml")
    table: Mapping[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return table


def _sample(entry: Mapping[str, str | Mapping[str, str]]) -> Sample:
    texts = {key: value for key, value in entry.items() if isinstance(value, str) and key != "part"}
    files = {f"{key}_files": value for key, value in entry.items() if not isinstance(value, str)}
    return Sample(Part(str(entry["part"])), **texts, **files)  # type: ignore[arg-type]  # sorted out by the line above
