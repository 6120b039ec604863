"""The text format: each finding whole, its mark under the right characters, and nothing that fools a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

import pytest
from findings import PATH, finding
from helpers import PROPERTY
from hypothesis import given
from hypothesis import strategies as st

from minutes.diagnostics import (
    AGENDA_TITLE_REPEATED,
    DATE_INVALID,
    PROPOSAL_UNKNOWN,
    Diagnostic,
    Edit,
    Place,
    Span,
    diagnostic,
)
from minutes.reporters import REPORTERS, Report, in_full, one_line
from minutes.reporters.as_text import summary
from minutes.reporters.excerpt import MAX_WIDTH, excerpt
from minutes.strings import Strings, strings_for

EN = Strings(
    "en",
    {
        "check.suggestion": "help: {text}",
        "check.related": "see also: {place}",
        "diagnostic.proposal-unknown.message": 'No proposal is called "{found}".',
        "diagnostic.proposal-unknown.suggestion": "Write {known}.",
        "diagnostic.agenda-title-repeated.message": 'The title "{title}" stands twice.',
        "diagnostic.agenda-title-repeated.suggestion": "Write another.",
    },
)


def shown(span: Span, text: str, *related: Place, files: Mapping[str, str] | None = None) -> str:
    """A finding in a file with this text."""
    found = diagnostic(PROPOSAL_UNKNOWN, PATH, span, found="backof", known="backoff").along_with(*related)
    return in_full(found, EN, lambda path: {PATH: text, **(files or {})}.get(path, ""))


def test_a_finding_is_shown_with_its_line_a_mark_and_help() -> None:
    assert shown(Span(3, 8, 3, 14), "# 一\n\n**提案**：backof → 已合入\n") == (
        f'{PATH}:3:8: error MIN701 [proposal-unknown] No proposal is called "backof".\n'
        "  3 | **提案**：backof → 已合入\n"
        "    |           ^^^^^^\n"
        "  help: Write backoff."
    )


def test_other_places_are_shown_below_with_line_numbers_in_one_column() -> None:
    other = Place("en/meetings/2031-05-06.md", Span(12, 3, 12, 6))
    assert shown(Span(1, 1, 1, 3), "甲乙丙\n", other, files={other.path: "\n" * 11 + "a bcd e\n"}) == (
        f'{PATH}:1:1: error MIN701 [proposal-unknown] No proposal is called "backof".\n'
        "   1 | 甲乙丙\n"
        "     | ^^^^\n"
        "  help: Write backoff.\n"
        "  see also: en/meetings/2031-05-06.md:12:3\n"
        "  12 | a bcd e\n"
        "     |   ^^^"
    )


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("", Span(1)),
        ("一\n\n三\n", Span(2)),
        ("一\n", Span(9, 4, 9, 6)),
        ("一\n", Span(0, 0)),
    ],
)
def test_where_there_is_nothing_to_see_only_the_words_are_shown(text: str, span: Span) -> None:
    assert shown(span, text) == (
        f"{PATH}:{span.line}:{span.column}: error MIN701 [proposal-unknown] "
        'No proposal is called "backof".\n  help: Write backoff.'
    )


@pytest.mark.parametrize(
    ("line", "columns", "expected"),
    [
        ("plain text", (1, 6), ("plain text", "^^^^^")),
        ("plain text", (7, 0), ("plain text", "      ^")),
        ("plain text", (11, 0), ("plain text", "          ^")),
        ("plain text", (40, 45), ("plain text", "          ^")),
        ("plain text", (5, 3), ("plain text", "    ^")),
        ("参会人：米拉", (5, 7), ("参会人：米拉", "        ^^^^")),
        ("a\tb\tc", (3, 4), ("a   b   c", "    ^")),
        ("\t\tc", (2, 3), ("        c", "    ^^^^")),
        ("汉\tc", (2, 4), ("汉  c", "  ^^^")),
        ("ab  ", (3, 5), ("ab", "  ^^")),
        ("a\u200bb", (2, 3), ("a<U+200B>b", " ^^^^^^^^")),
        ("a\u202eb\x1b[2J", (2, 3), ("a<U+202E>b<U+001B>[2J", " ^^^^^^^^")),
        ("cafe\u0301!", (6, 7), ("cafe\u0301!", "    ^")),
        ("１２", (2, 3), ("１２", "  ^^")),
    ],
)
def test_the_mark_stands_under_the_characters_as_a_terminal_shows_them(
    line: str, columns: tuple[int, int], expected: tuple[str, str]
) -> None:
    column, end = columns
    assert excerpt([line], Span(1, column, 1 if end else 0, end)) == expected


def test_of_several_lines_the_first_is_shown_marked_to_its_end() -> None:
    assert excerpt(["one two", "three"], Span(1, 5, 2, 3)) == ("one two", "    ^^^")


def test_of_a_long_line_the_part_around_the_mark_is_shown() -> None:
    line = "甲" * 200 + "backof" + "乙" * 200
    assert excerpt([line], Span(1, 201, 1, 207)) == (
        f"…{'甲' * 15}backof{'乙' * 32}…",
        " " * 31 + "^^^^^^",
    )
    assert excerpt([line], Span(1, 1, 1, 3)) == (f"{'甲' * 50}…", "^^^^")
    assert excerpt([line], Span(1, 407, 0, 0)) == (f"…{'乙' * 50}", " " * 101 + "^")


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


@PROPERTY
@given(st.text("a汉，1 ", min_size=1, max_size=400), st.data())
def test_what_is_above_the_mark_is_what_was_marked(line: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(line) - 1))
    end = data.draw(st.integers(start + 1, min(len(line), start + 20)))
    found = excerpt([line], Span(1, start + 1, 1, end + 1))
    assert found
    text, mark = found
    assert columns(text) <= MAX_WIDTH + 2
    offset = mark.index("^")
    padded = text.ljust(MAX_WIDTH + 2)
    before = next(count for count in range(len(padded)) if columns(padded[:count]) == offset)
    marked = padded[before : before + end - start]
    assert marked.strip() == line[start:end].strip()
    assert mark.count("^") == columns(line[start:end])


def test_a_very_long_line_takes_no_time_for_each_of_many_findings() -> None:
    line = "汉字 word " * 100_000
    for column in range(1, 800_000, 400):
        assert excerpt([line], Span(1, column, 1, column + 3))


REAL = strings_for("en")
MINUTES = "## 议程 1：甲\n\n## 议程 2：甲\n"
ERROR = finding(DATE_INVALID, Span(1, 1, 1, 3))
TWICE = finding(AGENDA_TITLE_REPEATED, Span(3, 9, 3, 10))


def report(*found: Diagnostic, strings: Strings = REAL, **values: object) -> Report:
    return Report(found, strings, lambda _: MINUTES, lambda path: f"docs/{path}", **values)  # type: ignore[arg-type]


def test_a_report_is_its_findings_with_space_between_and_a_summary() -> None:
    text = REPORTERS["text"](report(ERROR, TWICE.mended_by(Edit(Span(3, 1, 3, 2), "")), files=2, accepted=3))
    first, second, last = text.split("\n\n")
    assert first.startswith(f"docs/{PATH}:1:1: error MIN105 [date-invalid] ")
    assert second.startswith(f"docs/{PATH}:3:9: warning MIN405 [agenda-title-repeated] ")
    assert "  3 | ## 议程 2：甲\n    |            ^^\n  help: " in second
    assert last == (
        "Checked 2 files and found 1 error, 1 warning and 0 infos.\n"
        "--fix mends 1 of them.\nThe baseline accepts 3 more.\n"
    )


@pytest.mark.parametrize(
    ("language", "found", "expected"),
    [
        ("en", (), "Checked 1 file and found nothing wrong."),
        ("zh", (), "检查了 1 个文件，没有发现问题。"),
        ("en", (ERROR, ERROR), "Checked 1 file and found 2 errors, 0 warnings and 0 infos."),
        ("zh", (ERROR, TWICE), "检查了 1 个文件，发现 1 个错误、1 个警告、0 条提示。"),
    ],
)
def test_the_summary_counts(language: str, found: tuple[Diagnostic, ...], expected: str) -> None:
    assert summary(report(*found, strings=strings_for(language), files=1)) == expected


@pytest.mark.parametrize(
    ("found", "normal", "strict"), [((), False, False), ((TWICE,), False, True), ((TWICE, ERROR), True, True)]
)
def test_errors_fail_the_check_and_warnings_a_strict_one(
    found: tuple[Diagnostic, ...], normal: bool, strict: bool
) -> None:
    assert (report(*found).fails(strict=False), report(*found).fails(strict=True)) == (normal, strict)


def test_colour_adds_nothing_but_colour() -> None:
    plain, coloured = (REPORTERS["text"](report(ERROR, TWICE, colour=colour)) for colour in (False, True))
    assert "\x1b" not in plain
    assert "\x1b[1;31merror MIN105\x1b[0m" in coloured
    for code in ("0", "1", "36", "1;31", "1;33", "1;34"):
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert coloured == plain


def test_no_value_of_the_minutes_steers_the_terminal_or_breaks_the_line() -> None:
    found = diagnostic(PROPOSAL_UNKNOWN, "zh/\x1b[2J.md", Span(1), found="\x1b]0;x\x07\r\na\u202eb\u2028c", known="k")
    for text in (in_full(found, EN, lambda _: ""), one_line(found, EN)):
        assert not [character for character in text if unicodedata.category(character) in ("Cc", "Cf", "Zl")][
            text.count("\n") :
        ]
    assert in_full(found, EN, lambda _: "").count("\n") == 1
