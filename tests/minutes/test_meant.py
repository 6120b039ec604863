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
        ("zz", MANY[:MOST], " · ".join(MANY[:MOST])),
        ("zz", MANY[: MOST + 1], " · ".join([*MANY[:MOST], "…"])),
    ],
)
def test_the_one_that_is_like_it_is_told_or_all_of_a_few(written: str, known: list[str], told: str) -> None:
    assert meant(written, known) == told


def test_of_hundreds_those_that_are_most_like_it_are_told() -> None:
    told = meant("quiet", [*MANY, "unquieted-long-ago", "tracing"]).split(" · ")
    assert told[0] == "unquieted-long-ago"
    assert len(told) == MOST + 1
    assert told[-1] == "…"


def test_what_is_like_it_may_be_among_others_which_are_not_told_else() -> None:
    assert meant("backoff/limt", ["backoff", "tracing"], others=["backoff/limit"]) == "backoff/limit"
    assert meant("zz", ["backoff", "tracing"], others=["backoff/limit"]) == "backoff · tracing"
