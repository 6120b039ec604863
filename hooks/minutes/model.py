"""What minutes say, as frozen values.

Knows the words of the design and how they hang together. Knows nothing of files, Markdown, registries or pages.
Lines count from 1 in the file that the value was read from; ``html`` is sanitised HTML.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from minutes.diagnostics import Diagnostic, Span
from minutes.prose import InProse, Prose
from minutes.vocabulary import HeaderLabel, Status


class ReferenceKind(StrEnum):
    """What a reference points at."""

    ISSUE = "issue"
    PULL_REQUEST = "pull_request"
    RELEASE = "release"
    REPOSITORY = "repository"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Reference:
    """A link, normalised. ``id`` is the same for every spelling of one target (``cloudwego/kitex#511``)."""

    kind: ReferenceKind
    id: str
    url: str
    label: str
    line: int
    repository: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question and, where one was given, its answer."""

    question: str
    answer: str
    line: int


@dataclass(frozen=True, slots=True)
class ActionItem:
    """Something to do; ``done`` is None where the minutes keep no check box."""

    text: str
    assignees: tuple[str, ...]
    done: bool | None
    line: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What an agenda item concluded."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Release:
    """A version of a project, as named in the minutes: ``project`` as written, ``version`` without a leading v."""

    project: str
    version: str
    line: int


@dataclass(frozen=True, slots=True)
class Directive:
    """A visible line that ties an agenda item to a proposal, and maybe moves its status."""

    proposal: str
    status: Status | None
    release: Release | None
    span: Span


@dataclass(frozen=True, slots=True)
class AgendaItem(InProse):
    """One numbered item. ``anchor`` is unique in its minutes and equal in every locale.

    ``prose`` has what is long: the ``html`` and the ``points``.
    """

    number: int
    anchor: str
    title: str
    title_html: str
    level: int
    presenters: tuple[str, ...]
    references: tuple[Reference, ...]
    decisions: tuple[Decision, ...]
    action_items: tuple[ActionItem, ...]
    questions: tuple[Question, ...]
    directives: tuple[Directive, ...]
    releases: tuple[Release, ...]
    prose: Prose
    line: int


@dataclass(frozen=True, slots=True)
class NewsEntry:
    """One announcement of a news section."""

    text: str
    releases: tuple[Release, ...]
    references: tuple[Reference, ...]
    line: int


@dataclass(frozen=True, slots=True)
class News:
    """The news section."""

    entries: tuple[NewsEntry, ...]
    anchor: str
    level: int
    title_html: str
    html: str
    line: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Text that is neither header, agenda item nor news. It is shown where it stands."""

    html: str
    line: int


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """A labelled line as written."""

    label: HeaderLabel
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Header:
    """The labelled lines above the first agenda item, and their text as written."""

    topic: str = ""
    attendees: tuple[str, ...] = ()
    pre_reading: tuple[Reference, ...] = ()
    recording: tuple[Reference, ...] = ()
    lines: tuple[HeaderLine, ...] = ()
    html: str = ""


class Link(NamedTuple):
    """A link as written: its address, its text, and its line."""

    href: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Minutes:
    """One file: the minutes of a meeting in one locale. ``date`` is None where the file tells none.

    ``items`` and ``news`` are the agenda items and announcements of the sections, in the order of the file. ``links``
    are all links. ``prose`` is what is long: the ``source``, and the text that is seen, each line of it after
    its number in the file and a space, in which U+FFFC stands for every character of code and links. ``raw`` is text
    that could not be read as structure and is shown as it is: broken front matter, or the whole file where it is too
    large. ``digest`` tells them from what any other file would say, and ``outline`` from what would be said of any
    other one where it is one of many (see ``outlines``); empty where nobody has worked them out.
    """

    path: str
    locale: str
    date: date | None
    title: str
    date_line: int = 1
    header: Header = field(default_factory=Header)
    sections: tuple[AgendaItem | News | Passage, ...] = ()
    front_matter: Mapping[str, object] = field(default_factory=dict)
    raw: str = ""
    links: tuple[Link, ...] = ()
    prose: Prose = field(default=Prose(), repr=False)
    diagnostics: tuple[Diagnostic, ...] = ()
    digest: bytes = field(default=b"", repr=False, compare=False)
    outline: bytes = field(default=b"", repr=False, compare=False)
    items: tuple[AgendaItem, ...] = field(init=False, repr=False, compare=False)
    news: tuple[NewsEntry, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        items = tuple(section for section in self.sections if isinstance(section, AgendaItem))
        news = tuple(entry for section in self.sections if isinstance(section, News) for entry in section.entries)
        object.__setattr__(self, "items", items)
        object.__setattr__(self, "news", news)

    def place(self, line: int, text: str = "", after: int = 1) -> Span:
        """Where ``text`` stands on a line of the source, from column ``after`` on; the whole line where it does not."""
        written = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        start = written.find(text, after - 1) if text else -1
        if start < 0:
            return Span(line, 1, line, len(written) + 1)
        return Span(line, start + 1, line, start + len(text) + 1)

    @property
    def announcements(self) -> Iterator[tuple[Release, str, NewsEntry | AgendaItem]]:
        """Each release that the news, or the title or a directive of an item tells of, with the item's anchor (empty
        for news) and what tells of it."""
        for entry in self.news:
            yield from ((release, "", entry) for release in entry.releases)
        for item in self.items:
            yield from ((release, item.anchor, item) for release in item.releases)
            yield from ((directive.release, item.anchor, item) for directive in item.directives if directive.release)

    @property
    def source(self) -> str:
        """The file as read, with plain newlines."""
        return self.prose.text(0)

    @property
    def lines(self) -> tuple[str, ...]:
        """Those of the source."""
        return self.prose.lines(0)

    @property
    def texts(self) -> list[tuple[int, str]]:
        """The lines of the text that is seen, each with its number."""
        parts = (line.partition(" ") for line in self.prose.lines(1) if line)
        return [(int(number), text) for number, _, text in parts]


@dataclass(frozen=True, slots=True)
class Meeting:
    """One dated meeting, with its minutes by locale; ``source`` is the locale that speaks where others are silent.

    ``id`` is the ISO date, ``2022-07-28``.
    """

    date: date
    minutes: Mapping[str, Minutes]
    source: str
    id: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", self.date.isoformat())

    def in_locale(self, locale: str) -> Minutes:
        """The minutes in a locale, or in the source locale where there are none."""
        return self.minutes.get(locale) or self.minutes[self.source]
