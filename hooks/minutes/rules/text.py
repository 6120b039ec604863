"""Rules about characters and typography."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher

import autocorrect_py

from minutes import diagnostics as codes
from minutes.archive import Archive
from minutes.diagnostics import Code, Diagnostic, Edit, Span, diagnostic

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_BIDIRECTIONAL = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_WORD = re.compile(r"[^\W_](?:[\w.@/:#-]*[^\W_])?")
_FULL_WIDTH = re.compile("[：，；！？]")
_FOREIGN = re.compile("[\u0370-\u052f]")
_CHINESE = re.compile("[\u3400-\u9fff]")


def typography(archive: Archive) -> Iterator[Diagnostic]:
    """Chinese text has a space between Chinese and Latin letters or digits, and full-width punctuation."""
    for minutes in archive.minutes:
        if not _CHINESE.search(minutes.source):
            continue
        lines = minutes.source.split("\n")
        for result in autocorrect_py.lint_for(_without_front_matter(minutes.source), "markdown").lines:
            # The linter trims the line that it reports, so the column it names is not always the first.
            old, new = str(result.old), str(result.new)
            start = lines[result.line - 1].find(old)
            changes = [
                change
                for change in SequenceMatcher(None, old, new).get_opcodes()
                # The linter narrows punctuation between digits, as in a time; `议程 4：2021` is none.
                if change[0] != "equal" and not _FULL_WIDTH.search(old[change[1] : change[2]])
            ]
            if start < 0 or not changes:
                continue
            edits = [
                Edit(Span(result.line, start + i1 + 1, result.line, start + i2 + 1), new[j1:j2])
                for _, i1, i2, j1, j2 in changes
            ]
            _, i1, i2, j1, j2 = changes[0]
            values = {"found": old[max(i1 - 1, 0) : i2 + 1], "expected": new[max(j1 - 1, 0) : j2 + 1]}
            span = Span(result.line, start + max(i1 - 1, 0) + 1, result.line, start + min(i2 + 1, len(old)) + 1)
            yield diagnostic(codes.TYPOGRAPHY, minutes.path, span, **values).mended_by(*edits)


def character_invisible(archive: Archive) -> Iterator[Diagnostic]:
    """No character is invisible: a zero-width space breaks words, names and addresses."""
    yield from _characters(archive, codes.CHARACTER_INVISIBLE, _INVISIBLE)


def character_bidirectional(archive: Archive) -> Iterator[Diagnostic]:
    """No character turns the direction of the text: what is read would not be what is written."""
    yield from _characters(archive, codes.CHARACTER_BIDIRECTIONAL, _BIDIRECTIONAL)


def letter_look_alike(archive: Archive) -> Iterator[Diagnostic]:
    """A name, a word or an address does not mix Latin letters with Cyrillic or Greek ones that look the same."""
    for minutes in archive.minutes:
        for number, text in enumerate(minutes.source.split("\n"), start=1):
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


def _characters(archive: Archive, code: Code, pattern: re.Pattern[str]) -> Iterator[Diagnostic]:
    for minutes in archive.minutes:
        for number, text in enumerate(minutes.source.split("\n"), start=1):
            for match in pattern.finditer(text) if not text.isascii() else ():
                span = Span(number, match.start() + 1, number, match.end() + 1)
                name = f"U+{ord(match[0]):04X} {unicodedata.name(match[0], '')}".strip()
                yield diagnostic(code, minutes.path, span, name=name).mended_by(Edit(span, ""))


def _without_front_matter(source: str) -> str:
    """The source with blank lines for its front matter, so that line numbers stay."""
    if not source.startswith("---\n") or (end := source.find("\n---", 3)) < 0:
        return source
    return "\n" * source.count("\n", 0, end + 4) + source[end + 4 :]


def _script(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0] if char.isalpha() and not char.isascii() else ""
