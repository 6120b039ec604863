"""The rule about Chinese typography, through the autocorrect linter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

import autocorrect_py

from minutes import diagnostics as codes
from minutes.archive import Archive
from minutes.diagnostics import Diagnostic, Edit, Span, diagnostic
from minutes.markdown import markup_of

_FULL_WIDTH = re.compile("[：，；！？]")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_FULL_WIDTH_MARK = re.compile("[\u2014\u2018-\u201d\u2026\u3001-\u303f\uff01-\uff5e]")
# Where a space may be missing or one too many, and full-width letters, digits and spaces. On the inside of round
# brackets there is never one. Each begins with what is looked for, and only then looks around, which is four times as
# fast.
_HALF_WIDTH_MARK = r"[ \t!-/:-@[-`{-~]"
_SUSPECTS = (
    re.compile(rf"{_CJK.pattern}(?:(?<=[!-')-~\ufffc].)|(?=[!-(*-~\ufffc]))"),
    re.compile(rf"{_FULL_WIDTH_MARK.pattern}(?:(?={_HALF_WIDTH_MARK})|(?<={_HALF_WIDTH_MARK}.))"),
    re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u3000]"),
)

Change = tuple[int, int, int, int]
"""From and to in a line, from and to in what the linter makes of it."""

_MOST_TRIED = 50
"""How many changes of a line are tried one by one."""
_MOST_HARD = 10
"""How often the linter may give up on a file; each time takes it a tenth of a second."""


def typography(archive: Archive) -> Iterator[Diagnostic]:
    """Chinese text has a space between Chinese and Latin letters or digits, and full-width punctuation."""
    for minutes in archive.minutes:
        suspects = {number for number, text in minutes.texts if is_suspect(text)}
        if not suspects:
            continue
        for line, text, old, new in _linted(lines_asked(minutes.lines, suspects)):
            # The linter trims the line that it reports, so the column it names is not always the first.
            start = text.find(old)
            found = [change for change in changes(old, new) if not is_kept(old, *change[:2])] if start >= 0 else []
            if not (mended := _harmless(text, start, new, found)):
                continue
            edits = [Edit(Span(line, start + i1 + 1, line, start + i2 + 1), new[j1:j2]) for i1, i2, j1, j2 in mended]
            i1, i2, j1, j2 = mended[0]
            values = {"found": old[max(i1 - 1, 0) : i2 + 1], "expected": new[max(j1 - 1, 0) : j2 + 1]}
            span = Span(line, start + max(i1 - 1, 0) + 1, line, start + min(i2 + 1, len(old)) + 1)
            yield diagnostic(codes.TYPOGRAPHY, minutes.path, span, **values).mended_by(*edits)


def is_kept(text: str, start: int, stop: int) -> bool:
    """Whether the linter is wrong about a part of a line.

    It narrows punctuation between digits, as in a time, and `议程 4：2021` is none; and in `<?字?>` the mark is part of
    what ends the instruction, which would take the next lines into itself.
    """
    return bool(_FULL_WIDTH.search(text[start:stop])) or text.startswith("?>", stop - 1)


def _harmless(line: str, start: int, new: str, found: Sequence[Change]) -> Sequence[Change]:
    """The changes, of a part of a line from ``start`` on, after which it has the markup that it had.

    The linter does not know all of Markdown: in `[[甲](https://x.example/1字)](b.md)` it would part the address, and
    make a link of what was none.
    """
    before = markup_of(line)

    def keep_markup(some: Sequence[Change]) -> bool:
        parts, done = [], 0
        for i1, i2, j1, j2 in some:
            parts += [line[done : start + i1], new[j1:j2]]
            done = start + i2
        return markup_of("".join([*parts, line[done:]])) == before

    if not found or keep_markup(found):
        return found
    return [one for one in found if keep_markup([one])] if len(found) <= _MOST_TRIED else []


def lines_asked(lines: Sequence[str], suspects: Set[int]) -> list[tuple[int, str]]:
    """The suspects with their numbers, and one blank line for all that stands between two, before or after them.

    To the linter that is the same, and it takes long over many blank lines.
    """
    asked: list[tuple[int, str]] = []
    before = 0
    for number in sorted(number for number in suspects if number <= len(lines)):
        if number > before + 1:
            asked.append((number - 1, ""))
        asked.append((number, lines[number - 1]))
        before = number
    if before < len(lines):
        asked.append((before + 1, ""))
    return asked


def _linted(asked: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str, str, str]]:
    """Each line that the linter would mend: its number, what it is, what the linter makes of which part of it.

    Where markup is left open often, the linter gives up. It is asked about each line then, until it has given up on too
    many of those.
    """
    parts = [asked]
    hard = 0
    while parts and hard <= _MOST_HARD:
        part = parts.pop()
        try:
            results = autocorrect_py.lint_for("\n".join(text for _, text in part), "markdown").lines
        except ValueError:
            hard += 1
            parts += [[each] for each in reversed(part)] if len(part) > 1 else ()
        else:
            yield from ((*part[each.line - 1], str(each.old), str(each.new)) for each in results)


def changes(old: str, new: str) -> list[Change]:
    """Where the linter's text differs from a line: from and to in the line, from and to in its text.

    The linter puts in or takes out white space and gives characters another width, so that the next characters tell
    which it was. What compares texts of any kind takes minutes over a long line.
    """
    found: list[Change] = []
    at = there = 0
    while at < len(old) or there < len(new):
        here, mended = old[at : at + 1], new[there : there + 1]
        start, begin = at, there
        if here == mended or here.isspace() or not mended.isspace():
            at += len(here)
        if here == mended or mended.isspace() or not here.isspace():
            there += len(mended)
        if here == mended:
            continue
        if found and found[-1][1::2] == (start, begin):
            start, _, begin, _ = found.pop()
        found.append((start, at, begin, there))
    return found


def is_suspect(text: str) -> bool:
    """Whether the linter could find something in a line of visible text; it is too slow to be asked about each.

    It could where Chinese and half-width characters touch, where a space or a half-width mark stands beside a
    full-width one, where a full-width mark stands in a text without Chinese, and where a letter, a digit or a space
    is full-width.
    """
    if text.isascii():
        return False
    return any(suspect.search(text) for suspect in _SUSPECTS) or bool(
        _FULL_WIDTH_MARK.search(text) and not _CJK.search(text)
    )
