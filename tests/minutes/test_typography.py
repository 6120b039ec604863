"""Chinese typography: no line that the linter would mend is kept from it."""

from __future__ import annotations

import autocorrect_py
from hypothesis import given
from hypothesis import strategies as st

from minutes.rules.typography import is_suspect

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
