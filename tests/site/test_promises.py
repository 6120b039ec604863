"""The promises of the security page: each is held by a test that there is, and is the same in both languages."""

from __future__ import annotations

import re

import pytest

from builder import PROJECT

_ROW = re.compile(r"^\| [^|]+ \| [^|]+ \| `(?P<file>tests/[\w/]+\.py)::(?P<test>test_\w+)` \|$", re.MULTILINE)


def held_by(locale: str) -> list[tuple[str, str]]:
    """The file and the name of each test that the page of a locale names."""
    page = (PROJECT / "docs" / locale / "contributing" / "security.md").read_text(encoding="utf-8")
    found = [(row["file"], row["test"]) for row in _ROW.finditer(page)]
    assert len(found) == page.count("\n| ") - 1, "a row without a test"
    return found


def test_both_languages_promise_the_same() -> None:
    assert held_by("zh") == held_by("en")


@pytest.mark.parametrize(("file", "test"), held_by("en"))
def test_a_promise_is_held_by_a_test_that_there_is(file: str, test: str) -> None:
    assert f"\ndef {test}(" in (PROJECT / file).read_text(encoding="utf-8")
