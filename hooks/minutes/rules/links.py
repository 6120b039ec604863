"""Rules about links, and about pictures that are shown as links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minutes import diagnostics as codes
from minutes.archive import Archive
from minutes.diagnostics import Diagnostic, diagnostic
from minutes.links import target_of
from minutes.model import Link, Minutes

_NEAR = 20
# In Markdown and in HTML; bounded, so that no line of a thousand beginnings takes long.
_PICTURE = re.compile(
    r"""(?:!\[[^\]]{0,500}+\]\(\s{0,9}+<?|<img\s(?:[^<>]{0,500}?\s)??src\s{0,9}+=\s{0,9}+["']?)"""
    r"""(?P<url>(?:https?:)?//[^\s()<>"']+)""",
    re.IGNORECASE,
)


def link_target_missing(archive: Archive) -> Iterator[Diagnostic]:
    """A relative link in minutes leads to a file of the docs folder."""
    for minutes in archive.minutes:
        for href, _, line in dict.fromkeys(minutes.links):
            target = target_of(href, minutes.path)
            if target is not None and target not in archive.documents:
                values = {"href": href, "target": target}
                yield diagnostic(codes.LINK_TARGET_MISSING, minutes.path, minutes.place(line, href), **values)


def picture_elsewhere(archive: Archive) -> Iterator[Diagnostic]:
    """A picture lies beside the minutes; of one on another host the site shows a link, for it asks no other host."""
    for minutes in archive.minutes:
        for number in dict.fromkeys(_line_of(link, minutes) for link in minutes.links):
            text, ticks, before = minutes.lines[number - 1], 0, 0
            for match in _PICTURE.finditer(text) if "!" in text or "<" in text else ():
                ticks += text.count("`", before, match.start())
                before = match.start()
                if ticks % 2 == 0:
                    span = minutes.place(number, match["url"], before + 1)
                    yield diagnostic(codes.PICTURE_ELSEWHERE, minutes.path, span, url=match["url"])


def _line_of(link: Link, minutes: Minutes) -> int:
    """The line of a link; of one in HTML, whose line is where the block before it ended, the next that has it."""
    numbers = range(link.line, min(link.line + _NEAR, len(minutes.lines) + 1))
    return next((number for number in numbers if link.href in minutes.lines[number - 1]), link.line)
