"""Front matter: Hugo's, none at all, and broken; and where the date comes from."""

from __future__ import annotations

import datetime

import pytest
from helpers import assert_in_a_process, found_in

from minutes.diagnostics import Span
from minutes.frontmatter import date_in_path, read_front_matter

HUGO = """\
---
title: 观鸟社区例会 5.6
linkTitle: 例会 5.6
date: 2031-05-06
weight: 4
description: >
---

正文第一行
"""
DATED = "zh/meetings/2031-05-06.md"
UNDATED = "zh/meetings/notes.md"
DAY = datetime.date(2031, 5, 6)


def test_hugos_keys_are_read() -> None:
    front = read_front_matter(HUGO, UNDATED)
    assert front.values["title"] == "观鸟社区例会 5.6"
    assert front.values["linkTitle"] == "例会 5.6"
    assert front.values["weight"] == 4
    assert not front.values["description"]
    assert front.date == DAY
    assert front.diagnostics == ()
    assert front.raw == ""


def test_a_line_of_the_body_keeps_its_number() -> None:
    body = read_front_matter(HUGO, UNDATED).body
    assert body.split("\n") == ["", "", "", "", "", "", "", "", "正文第一行", ""]


@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("zh/meetings/2031-05-06.md", DAY),
        ("zh/meetings/2031-05-06/_index.md", DAY),
        ("zh/meetings/2031-05-06/index.md", DAY),
        ("zh/meetings/2031/weekly-2031-5-6.md", DAY),
        ("zh/meetings/2030-01-01/2031-05-06.md", DAY),
        ("zh/meetings/2031-13-01.md", None),
        ("zh/meetings/20310506.md", None),
        ("zh/meetings/12031-05-06.md", None),
        ("zh/meetings/notes.md", None),
    ],
)
def test_the_place_of_a_file_gives_its_date(path: str, date: datetime.date | None) -> None:
    assert date_in_path(path) == date


def test_without_front_matter_everything_is_body() -> None:
    text = "**会议主题**：例会\n\n---\n\n## 议程 1：苍鹭\n"
    front = read_front_matter(text, DATED)
    assert front.body == text
    assert front.values == {}
    assert front.date == DAY
    assert front.diagnostics == ()


@pytest.mark.parametrize(
    "written",
    ["2031-05-06", "2031-5-6", '"2031-05-06"', "2031-05-06T19:30:00+08:00", "2031-05-06 19:30", "!!str 2031-05-06"],
)
def test_a_date_may_be_written_in_these_ways(written: str) -> None:
    front = read_front_matter(f"---\ndate: {written}\n---\n\nx\n", UNDATED)
    assert front.date == DAY
    assert front.diagnostics == ()


def test_the_written_date_counts_more_than_the_files_name() -> None:
    assert read_front_matter("---\ndate: 2031-06-03\n---\nx\n", DATED).date == datetime.date(2031, 6, 3)


@pytest.mark.parametrize("head", ["", "\n", "# 只有注释\n", "title: 例会\ndate:\n"])
def test_without_a_written_date_the_place_counts(head: str) -> None:
    front = read_front_matter(f"---\n{head}---\n\nx\n", DATED)
    assert front.date == DAY
    assert front.diagnostics == ()


def test_fences_may_have_trailing_spaces_and_later_rules_are_none() -> None:
    front = read_front_matter("---  \ntitle: 例会\n--- \t\nx\n\n---\n\ny\n", DATED)
    assert front.values == {"title": "例会"}
    assert front.body.split() == ["x", "---", "y"]


def test_longer_rules_and_indented_ones_are_no_fences() -> None:
    front = read_front_matter("---\ntitle: 例会\ntext: |\n  ---\n----: x\n---\nbody\n", DATED)
    assert front.values == {"title": "例会", "text": "---\n", "----": "x"}


@pytest.mark.parametrize(
    ("head", "found"),
    [
        pytest.param("title: 例会: 五月\ndate: 2031-05-06\n", [("front-matter-invalid", 2)], id="two colons"),
        pytest.param("title: 例会\ndate: 2031-05-06\nweight: [1\n", [("front-matter-invalid", 4)], id="open bracket"),
        pytest.param("title: 例会\nweight: &w 3\nother: *w\n", [("front-matter-invalid", 4)], id="an alias"),
        pytest.param("title: 例会\n\tweight: 3\n", [("front-matter-invalid", 3)], id="a tab"),
        pytest.param("title: 鹭鹭鹭鹭鹭鹭鹭鹭鹭鹭\nx: \x07\na: 1\n", [("front-matter-invalid", 3)], id="a bell"),
        pytest.param("title: !!python/name:os.system\n", [("front-matter-invalid", 2)], id="a Python object"),
        pytest.param("- 例会\n- 五月\n", [("front-matter-not-mapping", 2)], id="a list"),
        pytest.param("只是一句话\n", [("front-matter-not-mapping", 2)], id="a sentence"),
        pytest.param("7\n", [("front-matter-not-mapping", 2)], id="a number"),
    ],
)
def test_front_matter_that_cannot_be_read_is_reported_by_line_and_kept_as_text(
    head: str, found: list[tuple[str, int]]
) -> None:
    front = read_front_matter(f"---\n{head}---\n\n正文\n", DATED)
    assert found_in(front.diagnostics) == found
    assert front.raw == head
    assert front.values == {}
    assert front.date == DAY
    assert front.body.strip() == "正文"


def test_the_kind_of_front_matter_that_is_no_mapping_is_named() -> None:
    (found,) = read_front_matter("---\n- 例会\n---\nx\n", DATED).diagnostics
    assert found.values["found_type"] == "list"


def test_unclosed_front_matter_is_reported_and_is_body() -> None:
    front = read_front_matter("---\ntitle: 例会\n\n正文\n", DATED)
    assert found_in(front.diagnostics) == [("front-matter-unclosed", 1)]
    assert "title: 例会" in front.body
    assert "正文" in front.body


def test_without_any_date_the_first_line_is_reported_with_the_files_name() -> None:
    front = read_front_matter("---\ntitle: 例会\n---\nx\n", UNDATED)
    assert found_in(front.diagnostics) == [("date-missing", 1)]
    assert front.diagnostics[0].values["name"] == "notes.md"
    assert front.date is None


@pytest.mark.parametrize(
    "written", ["2031-02-30", "2031-13-01", "soon", "06/05/2031", "20310506", '""', "true", "[]", "2031-05-061"]
)
def test_a_wrong_date_is_reported_at_its_line_and_place(written: str) -> None:
    front = read_front_matter(f"---\ntitle: 例会\ndate: {written}\n---\nx\n", UNDATED)
    assert found_in(front.diagnostics) == [("date-invalid", 3)]
    assert front.diagnostics[0].span[:2] == (3, 7)
    assert front.date is None


def test_after_a_wrong_date_the_place_of_the_file_still_counts() -> None:
    front = read_front_matter("---\ndate: 2031-02-30\n---\nx\n", DATED)
    assert found_in(front.diagnostics) == [("date-invalid", 2)]
    assert front.date == DAY


@pytest.mark.parametrize(
    "value", ["0x" + "f" * 4000, "!!bool maybe", "!!int ''", "!!timestamp soon", "!!binary 鹭", "!!set 1"]
)
@pytest.mark.parametrize("key", ["title", "date", "weight"])
def test_no_value_makes_it_raise(key: str, value: str) -> None:
    front = read_front_matter(f"---\n{key}: {value}\n---\n\nx\n", DATED)
    assert front.date == DAY
    assert front.body.strip() == "x"
    assert all(one.span.line == 2 for one in front.diagnostics)


def test_the_line_of_a_wrong_tag_is_exact() -> None:
    front = read_front_matter("---\ntitle: 例会\nweight: !!int x\nlinkTitle: y\n---\nx\n", DATED)
    assert found_in(front.diagnostics) == [("front-matter-invalid", 3)]


def test_deeply_nested_front_matter_is_reported_and_never_a_crash() -> None:
    assert_in_a_process(
        "from minutes.frontmatter import read_front_matter",
        "front = read_front_matter('---\\n' + '- ' * 100_000 + '\\n---\\nx\\n', 'zh/meetings/2031-05-06.md')",
        "assert [one.code.slug for one in front.diagnostics] == ['front-matter-invalid']",
        "assert front.raw",
    )


def test_the_line_of_the_date_is_known() -> None:
    assert read_front_matter(HUGO, UNDATED).date_line == 4


def test_a_span_ends_after_the_value() -> None:
    (found,) = read_front_matter("---\ndate: soon\n---\nx\n", UNDATED).diagnostics
    assert found.span == Span(2, 7, 2, 11)
