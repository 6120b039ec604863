"""The project's own minutes, taken apart: what a synthetic archive is put together from.

Knows how to cut agenda items into blocks and points, the same in every locale. Knows nothing of chance, dates or the
registry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from minutes.archive import Archive
from minutes.model import AgendaItem, Meeting, Minutes, News
from minutes.vocabulary import DIRECTIVE_LINE

_POINT = re.compile(r"^(?:\d+\.|[-*])\s")
_NUMBERED = re.compile(r"^\d+\.\s+")
_WORD = re.compile(r"(?<![A-Za-z])[a-z]{4,9}(?![A-Za-z])")

Block = tuple[str, ...]
"""A list by its points, or a paragraph as the only one."""


@dataclass(frozen=True, slots=True)
class Piece:
    """An agenda item: titles and blocks by locale; people and proposals by id. ``aligned`` says that every locale has
    the same blocks with as many points, so that a choice among them can be the same in each."""

    titles: Mapping[str, str]
    blocks: Mapping[str, tuple[Block, ...]]
    presenters: tuple[str, ...]
    proposals: tuple[str, ...]
    aligned: bool


@dataclass(frozen=True, slots=True)
class Originals:
    """Everything that there is to choose from. ``news`` are the texts of news sections by locale, ``attendees`` the ids
    of those who came to each meeting, ``titles`` what a meeting is called, ``directives`` how a directive begins,
    ``words`` Latin words."""

    pieces: tuple[Piece, ...]
    news: tuple[Mapping[str, str], ...]
    attendees: tuple[tuple[str, ...], ...]
    titles: Mapping[str, str]
    directives: Mapping[str, str]
    words: tuple[str, ...]


def is_numbered(block: Block) -> bool:
    """Whether a block is a numbered list."""
    return bool(_NUMBERED.match(block[0]))


def numbered_from(points: Sequence[str]) -> list[str]:
    """The points of a numbered list, numbered anew."""
    return [_NUMBERED.sub(f"{number}. ", point) for number, point in enumerate(points, start=1)]


def originals_of(archive: Archive) -> Originals:
    """The archive taken apart; only meetings that every locale has count."""
    meetings = [meeting for meeting in archive.meetings if len(meeting.minutes) == len(archive.locales)]
    texts = [minutes.source for meeting in meetings for minutes in meeting.minutes.values()]
    return Originals(
        pieces=tuple(piece for meeting in meetings for piece in _pieces(archive, meeting)),
        news=tuple(news for meeting in meetings if (news := _news(meeting))),
        attendees=tuple(_ids(archive, meeting.minutes[meeting.source].header.attendees) for meeting in meetings),
        titles={locale: re.sub(r"[\s\d.]+$", "", meetings[0].minutes[locale].title) for locale in archive.locales},
        directives={locale: _directive(meetings, locale) for locale in archive.locales},
        words=tuple(sorted({word for text in texts for word in _WORD.findall(text)})),
    )


def _pieces(archive: Archive, meeting: Meeting) -> Iterator[Piece]:
    for item in meeting.minutes[meeting.source].items:
        found = {
            locale: (minutes, one)
            for locale, minutes in meeting.minutes.items()
            for one in minutes.items
            if one.anchor == item.anchor
        }
        if len(found) < len(archive.locales):
            continue
        blocks = {locale: tuple(_blocks(_lines(*where))) for locale, where in found.items()}
        shapes = {tuple((len(block), is_numbered(block)) for block in each) for each in blocks.values()}
        yield Piece(
            titles={locale: one.title for locale, (_, one) in found.items()},
            blocks=blocks,
            presenters=_ids(archive, item.presenters),
            proposals=tuple(dict.fromkeys(each.proposal.partition("/")[0] for each in item.directives)),
            aligned=len(shapes) == 1,
        )


def _ids(archive: Archive, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(archive.registry.person(name).id for name in names))


def _lines(minutes: Minutes, section: AgendaItem | News) -> list[str]:
    """The lines of a section below its heading, directives left out: they name a proposal of another time."""
    following = [one.line for one in minutes.sections if one.line > section.line]
    lines = minutes.lines[section.line : min(following, default=len(minutes.lines) + 1) - 1]
    return [line for line in lines if not DIRECTIVE_LINE.match(line)]


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    chunks: list[list[str]] = []
    for text in "\n".join(lines).split("\n\n"):
        written = text.strip("\n")
        if written.strip() and written[0] in " \t" and chunks:
            chunks[-1] += ["", *written.split("\n")]
        elif written.strip():
            chunks.append(written.split("\n"))
    for chunk in chunks:
        yield tuple(_points(chunk)) if _POINT.match(chunk[0]) else ("\n".join(chunk),)


def _points(lines: Sequence[str]) -> Iterator[str]:
    point: list[str] = []
    for line in lines:
        if _POINT.match(line) and point:
            yield "\n".join(point).rstrip()
            point = []
        point.append(line)
    yield "\n".join(point).rstrip()


def _news(meeting: Meeting) -> Mapping[str, str]:
    found = {
        locale: "\n".join([minutes.lines[section.line - 1], *_lines(minutes, section)]).strip()
        for locale, minutes in meeting.minutes.items()
        for section in minutes.sections
        if isinstance(section, News)
    }
    return found if len(found) == len(meeting.minutes) else {}


def _directive(meetings: Sequence[Meeting], locale: str) -> str:
    """How a directive is begun in a locale: ``**提案**：``."""
    lines = (line for meeting in meetings for line in meeting.minutes[locale].lines)
    found = (line[: match.start("rest")] for line in lines if (match := DIRECTIVE_LINE.match(line)))
    return next(found)
