"""Names in minutes: the presenters of a heading or a line, and lists of attendees.

Knows how people are written down. Who they are, under which alias, is the registry's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from sys import intern
from typing import NamedTuple

from minutes.model import Minutes
from minutes.vocabulary import BETWEEN_MENTIONS, BRACKETED, MENTION, PRESENTERS_HEAD, PRESENTING, PRESENTING_WORDS

_SEPARATORS = re.compile(r"[,，、;；\n]+")


class TitleParts(NamedTuple):
    """Presenters of a heading, and the stretch of its text that names them; ``start == stop`` for none."""

    presenters: tuple[str, ...]
    start: int = 0
    stop: int = 0


def names_in(text: str) -> tuple[str, ...]:
    """The mentioned names, once each: ``@Yin Xuran @ppzqh`` gives both."""
    return unique(match["name"] for match in MENTION.finditer(text)) if "@" in text else ()


def presenters_in_title(masked: str) -> TitleParts:
    """The presenters at the end or at the start of a heading, or mentioned in the middle of it.

    At either end they are no part of the title; in the middle they are.
    """
    if "@" not in masked:
        return TitleParts(())
    mentions = list(MENTION.finditer(masked))
    if tail := _tail(masked, mentions):
        start = len(masked[: tail[0].start()].rstrip())
        return TitleParts(unique(match["name"] for match in tail), start, len(masked))
    if head := PRESENTERS_HEAD.match(masked):
        return TitleParts(names_in(head[0]), head.start(), head.end())
    return TitleParts(unique(match["name"] for match in mentions))


def presenters_in_line(masked: str) -> tuple[str, ...]:
    """The presenters of a line such as ``（@baiyutang 负责介绍）``; empty for any other line.

    Brackets count where they say that somebody presents, or are all there is; so does a line that begins with a
    name and ends by saying so.
    """
    if "@" not in masked:
        return ()
    text = masked.strip()
    insides = [
        match["inside"]
        for match in BRACKETED.finditer(text)
        if PRESENTING.search(match["inside"]) or match.span() == (0, len(text))
    ]
    if text.startswith("@") and text.rstrip("。. ").casefold().endswith(PRESENTING_WORDS):
        insides.append(text)
    return unique(name for inside in insides for name in names_in(inside))


def split_names(text: str) -> tuple[str, ...]:
    """The names of a list with any comma, over any number of lines: ``Yin Xuran，Code:Z, baize.``"""
    return unique(names_listed(text))


def names_listed(text: str) -> list[str]:
    """The names of such a list as often as they stand in it."""
    return [name for part in _SEPARATORS.split(text) if (name := part.strip(" \t*.。@\u3000\xa0"))]


def names_in_minutes(minutes: Minutes) -> Iterator[str]:
    """Everybody whom minutes name, as often as they do: attendees, and presenters and assignees item by item."""
    yield from minutes.header.attendees
    for item in minutes.items:
        yield from item.presenters
        for action in item.action_items:
            yield from action.assignees


def _tail(text: str, mentions: list[re.Match[str]]) -> list[re.Match[str]]:
    """The mentions that end a text, with nothing but commas between them."""
    end, first = len(text.rstrip()), len(mentions)
    while first and BETWEEN_MENTIONS.fullmatch(text, mentions[first - 1].end(), end):
        first -= 1
        end = mentions[first].start()
    return mentions[first:]


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """The names without repeats, in order."""
    # The same few stand in thousands of minutes.
    return tuple(dict.fromkeys(map(intern, names)))
