"""Chinese typography: no line that the linter would mend is kept from it."""

from __future__ import annotations

import autocorrect_py
from hypothesis import given
from hypothesis import strategies as st

from minutes.rules.typography import is_suspect, lines_asked

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
    assert is_suspect(line) or autocorrect_py.format_for(document, "markdown") == document


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
