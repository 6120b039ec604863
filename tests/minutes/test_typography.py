"""Chinese typography: no line that the linter would mend is kept from it."""

from __future__ import annotations

import autocorrect_py
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes.archive import Archive
from minutes.parser import parse_minutes
from minutes.rules.typography import changes, is_kept, is_suspect, lines_asked, typography

CHINESE = ("错误", "处理", "文档")
LATIN = ("Heron", "v0.2", "API", "100", "a")
MARKS = tuple("，。：、；？！“”（）《》…—")
HALF_MARKS = tuple(",.:;?!()+/=%&-")
words = st.sampled_from((*CHINESE, *LATIN, *MARKS, *HALF_MARKS, "１２", "ＡＢ", " ", " ", "\u3000"))
lines = st.lists(words, min_size=1, max_size=8).map(lambda parts: f"文{''.join(parts)}字")


@given(lines)
def test_what_the_linter_would_change_is_suspect(line: str) -> None:
    # Between two others, for the linter reads a first line in a way of its own.
    document = f"好\n\n{line}\n\n好\n"
    mended = autocorrect_py.format_for(document, "markdown")
    assert is_suspect(line) or all(is_kept(document, *change[:2]) for change in changes(document, mended))


@given(lines)
def test_the_changes_make_the_text_of_the_linter_out_of_the_line(line: str) -> None:
    for result in autocorrect_py.lint_for(f"好\n\n{line}\n\n好\n", "markdown").lines:
        old, new = str(result.old), str(result.new)
        mended, end = "", 0
        for start, stop, begin, there in changes(old, new):
            mended, end = mended + old[end:start] + new[begin:there], stop
        assert mended + old[end:] == new


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("甲a", "甲 a", [(1, 1, 1, 2)]),
        ("甲 ，乙", "甲，乙", [(1, 2, 1, 1)]),
        ("甲, 乙", "甲，乙", [(1, 3, 1, 2)]),
        ("甲\u3000a", "甲 a", [(1, 2, 1, 2)]),
        ("甲\u3000乙", "甲乙", [(1, 2, 1, 1)]),
        ("１２", "12", [(0, 2, 0, 2)]),
        ("甲", "甲。", [(1, 1, 1, 2)]),
        ("甲。", "甲", [(1, 2, 1, 1)]),
    ],
)
def test_a_change_is_no_longer_than_it_has_to_be(old: str, new: str, expected: list[tuple[int, int, int, int]]) -> None:
    assert changes(old, new) == expected


def test_a_line_of_any_length_is_compared() -> None:
    found = changes("w:字" * 20_000, "w: 字" * 20_000)
    assert (len(found), found[-1]) == (20_000, (59_999, 59_999, 79_998, 79_999))


def lines_mended(text: str) -> list[int]:
    archive = Archive(("zh",), (), (parse_minutes(text, "zh/meetings/2031-05-06.md", "zh"),))
    return [found.span.line for found in typography(archive)]


def test_what_the_linter_gives_up_on_as_a_whole_it_reads_line_by_line() -> None:
    open_markup = '**会议<a href="\n\n'
    with pytest.raises(ValueError, match="call limit"):
        autocorrect_py.lint_for(open_markup * 30, "markdown")
    assert lines_mended(f"甲a\n\n{open_markup * 30}乙b\n") == [1, 63]


def test_a_file_that_the_linter_cannot_read_is_left_alone() -> None:
    assert lines_mended('**会议<a href="' * 30 + "a字\n") == []


@pytest.mark.parametrize(
    ("line", "columns"),
    [
        pytest.param("甲1 [[图](https://x.example/字2字)](b.md)", [2], id="a link inside what is none"),
        pytest.param("甲1 <javascript:字2字>", [2], id="an address in angle brackets"),
        pytest.param('甲1 <img alt="字2字" src="a.png">', [2], id="an attribute"),
        pytest.param("甲1", [2], id="plain"),
        pytest.param("甲1 " * 60 + "<javascript:字2字>", [], id="many"),
    ],
)
def test_no_fix_changes_what_markup_a_line_has(line: str, columns: list[int]) -> None:
    archive = Archive(("zh",), (), (parse_minutes(f"{line}\n", "zh/meetings/2031-05-06.md", "zh"),))
    assert [edit.span.column for found in typography(archive) for edit in found.fix] == columns


def test_the_end_of_an_instruction_is_left_as_it_is() -> None:
    archive = Archive(("zh",), (), (parse_minutes("<?<b>甲</b>乙2乙?>\n乙?\n", "zh/meetings/2031-05-06.md", "zh"),))
    edits = [(*edit.span[:2], edit.text) for found in typography(archive) for edit in found.fix]
    assert edits == [
        (1, 12, " "),
        (1, 13, " "),
        (2, 2, "？"),
    ]


@given(st.lists(st.sampled_from((*CHINESE, *MARKS[:4])), min_size=1).map("".join))
def test_chinese_alone_is_never_suspect(line: str) -> None:
    assert not is_suspect(f"字{line}")


@given(st.lists(st.tuples(lines, st.integers(0, 4)), min_size=1, max_size=5))
def test_to_the_linter_one_blank_line_is_as_good_as_many(texts: list[tuple[str, int]]) -> None:
    written = [""]
    for line, blank in texts:
        written += [line, *[""] * blank]
    written.append("")
    suspects = {number for number, line in enumerate(written, start=1) if line}
    asked = lines_asked(written, suspects)
    whole = autocorrect_py.lint_for("\n".join(written), "markdown").lines
    brief = autocorrect_py.lint_for("\n".join(line for _, line in asked), "markdown").lines
    # The linter trims what it reports in a way of its own: what counts is which lines it would change, and to what.
    assert [(each.line, str(each.new).split()) for each in whole] == [
        (asked[each.line - 1][0], str(each.new).split()) for each in brief
    ]


def test_the_lines_that_the_linter_is_asked_about_keep_their_numbers() -> None:
    assert lines_asked(["a", "b", "c", "d", "e"], {2, 3, 5, 9}) == [(1, ""), (2, "b"), (3, "c"), (4, ""), (5, "e")]
    assert lines_asked(["a", "b", "c"], {1}) == [(1, "a"), (2, "")]
