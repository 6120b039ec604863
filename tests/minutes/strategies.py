"""Minutes as Hypothesis writes them: whole files by the grammar, with slips and damage; and garbage.

A piece of a file is a few bytes that the grammar makes text of: a hundred draws for a file would take longer than all
that a test does with it, and a piece that is not needed for a finding still goes as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence

from grammar import damaged, numbered, written
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy


def part(name: str, size: int = 12) -> SearchStrategy[str]:
    """A part of the grammar, in which bytes make the choices."""
    return st.binary(min_size=size, max_size=size).map(lambda data: written(name, data))


def _file(front: bytes, header: Sequence[bytes], body: Sequence[bytes], damage: Sequence[bytes]) -> str:
    pieces = [("front", front)] if front else []
    pieces += [("header", each) for each in header] + [("piece", each) for each in body]
    text = "".join(written(name, data) for name, data in pieces)
    for each in damage:
        text = damaged(text, each)
    return text


_PIECES = st.binary(min_size=16, max_size=16)
_WRITTEN = st.builds(
    _file,
    st.just(b"") | st.binary(min_size=12, max_size=12),
    st.lists(_PIECES, max_size=4),
    st.lists(_PIECES, min_size=1, max_size=16),
    st.just(()) | st.lists(_PIECES, min_size=1, max_size=4),
)
_GARBAGE = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)

MINUTES = st.one_of(_WRITTEN, _WRITTEN, _WRITTEN, _GARBAGE).map(numbered)
"""Texts with newlines: as people write minutes, as they break them, and what is none."""


def _as_bytes(text: str, end: str, mark: bytes, damage: Sequence[tuple[int, int, bytes]]) -> bytes:
    data = mark + text.replace("\n", end).encode()
    for place, removed, new in damage:
        start = place * (len(data) + 1) // 1000
        data = data[:start] + new + data[start + removed :]
    return data


_FOREIGN = [("议程", "gb18030"), ("é", "latin-1"), ("a", "utf-16")]
_WRONG_BYTES = st.sampled_from(
    [
        *(b"", b"\xed\xa0\x80", b"\xff", b"\xc0\xaf", b"\x80", b"\xe4\xb8", b"\xf4\x90\x80\x80", b"\xef\xbb\xbf"),
        *(b"\x00", b"\r", b"\n", b"\r\n", b"\n\r", *(text.encode(code) for text, code in _FOREIGN)),
    ]
)
FILES = st.one_of(
    MINUTES.map(str.encode),
    st.builds(
        _as_bytes,
        MINUTES,
        st.sampled_from(["\n", "\n", "\r\n", "\r", "\r\r\n", "\n\r"]),
        st.sampled_from([b"", b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xef\xbb\xbf\xef\xbb\xbf"]),
        st.lists(st.tuples(st.integers(0, 999), st.integers(0, 3), _WRONG_BYTES), max_size=3),
    ),
    MINUTES.map(lambda text: text.encode("gb18030")),
    st.binary(max_size=80),
)
"""Files as they may lie in a folder: any newlines, byte order marks, surrogates, what is no UTF-8."""

PATHS = {
    locale: st.sampled_from([f"{locale}/meetings/{name}.md" for name in ("2031-05-06", "2031-05-06/index", "notes")])
    for locale in ("zh", "en")
}
"""Where minutes of a locale may lie: under their date, in a folder of it, under no date."""
