"""What is told of the names that there are to somebody who wrote another one."""

from __future__ import annotations

import pytest

from minutes.rules.meant import MOST, meant

MANY = [f"heron-{number}" for number in range(200)]


@pytest.mark.parametrize(
    ("written", "known", "told"),
    [
        ("backof", ["tracing", "backoff", "quiet"], "backoff"),
        ("nothing", ["tracing", "backoff"], "tracing · backoff"),
        ("nothing", [], "—"),
        ("hero-7", MANY, "heron-7"),
    ],
)
def test_the_one_that_is_like_it_is_told_or_all_of_a_few(written: str, known: list[str], told: str) -> None:
    assert meant(written, known) == told


def test_of_hundreds_those_that_are_most_like_it_are_told() -> None:
    told = meant("quiet", [*MANY, "unquieted-long-ago", "tracing"]).split(" · ")
    assert told[0] == "unquieted-long-ago"
    assert len(told) == MOST + 1
    assert told[-1] == "…"
