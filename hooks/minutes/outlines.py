"""What pages that sum up all meetings may say of one: everything but the texts themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from minutes.links import links_of_entry
from minutes.model import AgendaItem, Link, Minutes, News
from minutes.prose import Prose
from minutes.values import digest


def outline_of(minutes: Minutes) -> bytes:
    """What tells minutes from others with another outline: other titles, people, references, tasks or statuses, or the
    same on other lines."""
    without: dict[str, Any] = {"raw": "", "prose": Prose(), "digest": b"", "outline": b""}
    rest = replace(minutes, sections=(), header=replace(minutes.header, html=""), links=(), **without)
    return digest(rest, list(_sections(minutes)), list(_links_of_tasks(minutes)))


def outlined(minutes: Minutes) -> bytes:
    """Their outline, worked out where nobody has yet."""
    return minutes.outline or outline_of(minutes)


def digested(minutes: Minutes) -> bytes:
    """Their digest, likewise."""
    return minutes.digest or digest(minutes)


def _sections(minutes: Minutes) -> Iterator[AgendaItem | News | int]:
    for section in minutes.sections:
        if isinstance(section, AgendaItem):
            yield replace(section, prose=Prose())
        elif isinstance(section, News):
            yield replace(section, html="")
        else:
            yield section.line


def _links_of_tasks(minutes: Minutes) -> Iterator[Link]:
    for item in minutes.items:
        for action in item.action_items:
            yield from links_of_entry(minutes, action.line)
