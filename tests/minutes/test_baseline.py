"""Accepted findings: told apart by what they are about, not by where they stand."""

from __future__ import annotations

import json

import pytest
from findings import PATH, finding

from minutes.baseline import Baseline, read_baseline, to_baseline
from minutes.command import RefusalError
from minutes.diagnostics import AGENDA_ITEM_EMPTY, NAME_MISSPELT, Diagnostic, Span

BEFORE = "# 例会\n\n甲 @mira\n\n乙\n甲 @mira\n"
AFTER = "# 例会\n\n多了一行\n\n乙\n\n  甲 @mira\n甲 @mira\n"


def misspelt(*lines: int, path: str = PATH) -> list[Diagnostic]:
    return [finding(NAME_MISSPELT, Span(line, 3, line, 8), path) for line in lines]


def baseline_of(found: list[Diagnostic], text: str) -> Baseline:
    return read_baseline(to_baseline(found, lambda _: text).encode(), "baseline.json")


def test_what_was_recorded_is_not_new_wherever_its_line_has_moved() -> None:
    accepted = baseline_of(misspelt(3, 6), BEFORE)
    assert accepted.new(misspelt(7, 8), lambda _: AFTER) == ()


def test_of_findings_that_look_alike_only_as_many_as_were_recorded_are_accepted() -> None:
    accepted = baseline_of(misspelt(3), BEFORE)
    first, second = misspelt(3, 6)
    assert accepted.new([first, second], lambda _: BEFORE) == (second,)
    assert accepted.new([first, second], lambda _: BEFORE) == (second,)


@pytest.mark.parametrize(
    "other",
    [
        finding(AGENDA_ITEM_EMPTY, Span(3, 3, 3, 8)),
        finding(NAME_MISSPELT, Span(5, 1, 5, 2)),
        finding(NAME_MISSPELT, Span(3, 3, 3, 8), "en/meetings/2031-05-06.md"),
        finding(NAME_MISSPELT, Span(99)),
    ],
    ids=["code", "text", "path", "nowhere"],
)
def test_another_code_line_or_file_is_new(other: Diagnostic) -> None:
    assert baseline_of(misspelt(3), BEFORE).new([other], lambda _: BEFORE) == (other,)


def test_nothing_recorded_accepts_nothing() -> None:
    found = misspelt(3)
    assert Baseline().new(found, lambda _: BEFORE) == tuple(found)


def test_the_file_is_sorted_and_the_same_for_the_same_findings() -> None:
    found = [*misspelt(6, 3), *misspelt(3, path="en/a.md"), finding(AGENDA_ITEM_EMPTY, Span(5))]
    text = to_baseline(found, lambda _: BEFORE)
    assert text == to_baseline(reversed(found), lambda _: BEFORE)
    assert json.loads(text) == {
        "version": 1,
        "findings": [
            {"path": "en/a.md", "code": "MIN205", "text": "甲 @mira", "count": 1},
            {"path": PATH, "code": "MIN205", "text": "甲 @mira", "count": 2},
            {"path": PATH, "code": "MIN404", "text": "乙", "count": 1},
        ],
    }
    assert "甲" in text
    assert text.endswith("}\n")


def test_a_file_name_that_is_no_text_is_recorded_too() -> None:
    found = misspelt(3, path="zh/\udcff.md")
    assert baseline_of(found, BEFORE).new(found, lambda _: BEFORE) == ()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"version": 2, "findings": []}',
        b'{"version": 1}',
        b'{"version": 1, "findings": [{"path": "a", "code": "b", "text": "c"}]}',
        b'{"version": 1, "findings": [{"path": "a", "code": "b", "text": "c", "count": 0}]}',
        b'{"version": 1, "findings": [{"path": 1, "code": "b", "text": "c", "count": 1}]}',
        b'{"version": 1, "findings": [], "more": 1}',
    ],
)
def test_what_is_no_baseline_is_refused(data: bytes) -> None:
    with pytest.raises(RefusalError) as caught:
        read_baseline(data, "old.json")
    assert caught.value.values["path"] == "old.json"
    assert caught.value.values["reason"]
