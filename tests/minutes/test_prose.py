"""Prose: texts that are packed are as they were, and take less memory than what they were read from."""

from __future__ import annotations

from helpers import PROJECT
from hypothesis import given
from hypothesis import strategies as st

from minutes.archive import read_archive
from minutes.prose import packed, unpacked


# All characters, with those that no file has: what was read of one may not be what is in it.
@given(st.lists(st.text(st.characters(codec=None)), min_size=1))
def test_each_text_that_was_packed_is_as_it_was(texts: list[str]) -> None:
    data = packed(*texts)
    assert [unpacked(data, number) for number in range(len(texts))] == texts


def test_all_texts_of_minutes_together_take_less_memory_than_their_file() -> None:
    read = list(read_archive(PROJECT / "docs", ("zh", "en")).minutes)
    assert all(item.prose.whole is minutes.prose.whole for minutes in read for item in minutes.items)
    sizes = [(len(minutes.prose.whole), len(minutes.source.encode())) for minutes in read]
    assert sum(kept for kept, _ in sizes) < sum(file for _, file in sizes)
