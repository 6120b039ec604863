"""Markdown through cmark-gfm: what cmarkgfm makes of it, and nothing left behind."""

from __future__ import annotations

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from grammar import numbered, written
from helpers import PROJECT, assert_in_a_process
from hypothesis import given
from hypothesis import strategies as st

from minutes import gfm
from minutes.gfm import gfm_to_html

OPTIONS = Options.CMARK_OPT_SOURCEPOS | Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
SAMPLE = "# 甲\n\n```go\nx\n```\n\n| a |\n|---|\n| ~~b~~ https://x.example |\n\n- [x] c[^1]\n\n<title>\n\n[^1]: d\n"


@given(st.lists(st.binary(min_size=12, max_size=12), max_size=5))
def test_the_html_is_that_of_cmarkgfm(pieces: list[bytes]) -> None:
    text = numbered(SAMPLE + "".join(written("piece", data) for data in pieces))
    assert gfm_to_html(text, OPTIONS) == cmarkgfm.github_flavored_markdown_to_html(text, OPTIONS)


def test_where_the_library_cannot_be_reached_the_html_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = gfm_to_html(SAMPLE, OPTIONS)
    monkeypatch.setattr(gfm, "_free", lambda: None)
    assert gfm_to_html(SAMPLE, OPTIONS) == expected


def test_a_thousand_documents_leave_nothing_behind() -> None:
    assert_in_a_process(
        "import resource",
        "from pathlib import Path",
        "from minutes.gfm import gfm_to_html",
        f"text = Path({str(PROJECT / 'docs/zh/meetings/2022-07-28.md')!r}).read_text(encoding='utf-8')",
        f"for _ in range(50): gfm_to_html(text, {OPTIONS})",
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss",
        f"for _ in range(1000): gfm_to_html(text, {OPTIONS})",
        "grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before",
        "assert grown < 10_000, grown",
        seconds=60,
    )
