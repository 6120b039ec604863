"""Links between the files of an archive that moves: which there are, and what they have to say in the new place.

Knows how a link's address stands in Markdown source. Knows nothing of minutes. A link that still leads to the same
file is left as it is, to the letter.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from minutes.links import target_of

# The address of a link or image, of a link definition, or of an HTML attribute. Brackets inside it pair up.
_ADDRESS = re.compile(
    r"""(?:\]\([ \t]*+|^[ ]{0,3}\[[^\]\n]{1,200}\]:[ \t]*+|\b(?:src|href)=["'])"""
    r"(?:<(?P<bracketed>[^<>\n]++)>|(?P<plain>[^\s()<>\"']++(?:\([^\s()<>\"']*+\)[^\s()<>\"']*+)*+))"
)
_FENCE = re.compile(r"[ ]{0,3}(```|~~~)")


class Address(NamedTuple):
    """The address of a link as written, and where: a line from 1 on, and an offset into the text."""

    href: str
    line: int
    start: int


class Relinked(NamedTuple):
    """A text for its new place, the links that changed on the way, old and new, and those that lead to no file."""

    text: str
    changed: tuple[tuple[Address, str], ...]
    lost: tuple[Address, ...]


def files_linked(text: str, path: str) -> list[str]:
    """The files that relative links of ``path`` lead to, by their paths from the root of the archive."""
    targets = (target_of(address.href, path) for address in _addresses(text))
    return list(dict.fromkeys(target for target in targets if target))


def relink(text: str, path: str, new_path: str, new_places: Mapping[str, str]) -> Relinked:
    """A text that moves from ``path`` to ``new_path``. ``new_places`` says where the files that it links to go."""
    changed: list[tuple[Address, str]] = []
    lost: list[Address] = []
    pieces: list[str] = []
    end = 0
    for address in _addresses(text):
        target = target_of(address.href, path)
        if target is None:
            continue
        if target not in new_places:
            lost.append(address)
            continue
        if target_of(address.href, new_path) == new_places[target]:
            continue
        parts = urlsplit(address.href)
        href = quote(posixpath.relpath(new_places[target], posixpath.dirname(new_path)), safe="/~")
        href += f"#{parts.fragment}" if parts.fragment else ""
        changed.append((address, href))
        pieces += [text[end : address.start], href]
        end = address.start + len(address.href)
    return Relinked("".join([*pieces, text[end:]]), tuple(changed), tuple(lost))


def readable(href: str) -> str:
    """An address for people, without percent signs."""
    return unquote(href)


def _addresses(text: str) -> Iterator[Address]:
    """The addresses of a text, in order; not those of code."""
    offset = 0
    fence = ""
    for number, line in enumerate(text.split("\n"), start=1):
        mark = _FENCE.match(line)
        if mark and fence in ("", mark[1]):
            fence = "" if fence else mark[1]
        elif not fence:
            ticks = counted = 0
            for match in _ADDRESS.finditer(line):
                group = "bracketed" if match["bracketed"] else "plain"
                # On from the link before: a line may be long, and full of them.
                ticks += line.count("`", counted, match.start())
                counted = match.start()
                if ticks % 2 == 0:
                    yield Address(match[group], number, offset + match.start(group))
        offset += len(line) + 1
