"""Rules about characters."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from itertools import groupby

from minutes import diagnostics as codes
from minutes.archive import Archive
from minutes.diagnostics import Code, Diagnostic, Edit, Span, diagnostic
from minutes.model import Minutes

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_BIDIRECTIONAL = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_WORD = re.compile(r"[^\W_](?:[\w.@/:#-]*[^\W_])?")
_FOREIGN = re.compile("[\u0370-\u052f]")
_LIST = re.compile(r"\s*+(?:[-*+]|\d{1,9}[.)])\s")
_TAG = re.compile(r"\s{0,3}<[A-Za-z/]")
_MARKUP = re.compile("[<&]")
_ODD = re.compile("|".join(each.pattern for each in (_INVISIBLE, _BIDIRECTIONAL, _FOREIGN)))


def character_invisible(archive: Archive) -> Iterator[Diagnostic]:
    """No character is invisible: a zero-width space breaks words, names and addresses."""
    yield from _characters(archive, codes.CHARACTER_INVISIBLE, _INVISIBLE)


def character_bidirectional(archive: Archive) -> Iterator[Diagnostic]:
    """No character turns the direction of the text: what is read would not be what is written."""
    yield from _characters(archive, codes.CHARACTER_BIDIRECTIONAL, _BIDIRECTIONAL)


def letter_look_alike(archive: Archive) -> Iterator[Diagnostic]:
    """A name, a word or an address does not mix Latin letters with Cyrillic or Greek ones that look the same."""
    for minutes in archive.once(_odd):
        for number, text in enumerate(minutes.lines, start=1):
            for word in _WORD.finditer(text) if _FOREIGN.search(text) else ():
                foreign = [char for char in word[0] if _script(char) in ("CYRILLIC", "GREEK")]
                if foreign and any(char.isascii() and char.isalpha() for char in word[0]):
                    span = Span(number, word.start() + 1, number, word.end() + 1)
                    values = {"found": word[0], "letter": foreign[0], "script": _script(foreign[0]).capitalize()}
                    yield diagnostic(codes.LETTER_LOOK_ALIKE, minutes.path, span, **values)


def emphasis_literal(archive: Archive) -> Iterator[Diagnostic]:
    """Asterisks for bold text do not show as asterisks. On GitHub, too, `**标签：**文字` does."""
    for minutes in archive.minutes:
        for line, text in minutes.texts:
            if "**" in text:
                yield diagnostic(codes.EMPHASIS_LITERAL, minutes.path, minutes.place(line, "**"))


def markdown_unread(archive: Archive) -> Iterator[Diagnostic]:
    """A blank line stands between the tag of an HTML element and lists: without one they show as they are written."""
    for minutes in archive.minutes:
        found = list(_lists_below_tags(minutes)) if "<" in minutes.source else []
        shown = sorted(text.strip() for _, text in minutes.texts) if found else []
        for number, line in found:
            # With its mark, up to what may be markup in it.
            begin = _MARKUP.split(line.strip())[0]
            at = bisect_left(shown, begin)
            if shown[at : at + 1] and shown[at].startswith(begin):
                yield diagnostic(codes.MARKDOWN_UNREAD, minutes.path, minutes.place(number))


def _lists_below_tags(minutes: Minutes) -> Iterator[tuple[int, str]]:
    """The line of each tag that has a list below it without a blank line between, and the first line of the list."""
    number = 1
    for blank, lines in groupby(minutes.lines, key=lambda line: not line.strip()):
        first, *others = lines
        entry = next(filter(_LIST.match, others), "") if not blank and _TAG.match(first) else ""
        if entry:
            yield number, entry
        number += 1 + len(others)


def _odd(archive: Archive) -> tuple[Minutes, ...]:
    """The minutes in which any such character stands: hardly ever any."""
    return tuple(minutes for minutes in archive.minutes if _ODD.search(minutes.source))


def _characters(archive: Archive, code: Code, pattern: re.Pattern[str]) -> Iterator[Diagnostic]:
    for minutes in archive.once(_odd):
        for number, text in enumerate(minutes.lines, start=1):
            for match in pattern.finditer(text) if not text.isascii() else ():
                span = Span(number, match.start() + 1, number, match.end() + 1)
                name = f"U+{ord(match[0]):04X} {unicodedata.name(match[0], '')}".strip()
                yield diagnostic(code, minutes.path, span, name=name).mended_by(Edit(span, ""))


def _script(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0] if char.isalpha() and not char.isascii() else ""
