"""Titles and descriptions: how short, cut where, without marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes.views.fitting import begun, columns, fitted, plain


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("short", 10, "short"),
        ("a design for retries", 14, "a design for…"),
        ("a design for retries", 13, "a design for…"),
        ("errors, retries and limits", 20, "errors, retries and…"),
        ("one thing, two things, three", 24, "one thing, two things…"),
        ("Kitex 的错误处理", 12, "Kitex 的错…"),
        ("熔断与限流，以及重试的策略", 16, "熔断与限流，以…"),
        ("熔断、限流与重试，以及策略", 22, "熔断、限流与重试…"),
        ("Kitex 接入 sentinel-go", 20, "Kitex 接入…"),
        ("v0.4.3 out now", 8, "v0.4.3…"),
        ("see（a note）more", 14, "see（a note）…"),
    ],
)
def test_a_text_is_cut_after_a_word_or_at_punctuation(text: str, limit: int, shown: str) -> None:
    assert fitted(text, limit) == shown


@given(st.text(alphabet=st.sampled_from("ab 9，。、,.错误（）`*[]()\n"), max_size=80), st.integers(2, 60))
def test_a_text_always_fits_on_one_line(text: str, limit: int) -> None:
    shown = fitted(text, limit)
    assert columns(shown) <= limit
    assert "\n" not in shown
    assert shown in (plain(text), f"{shown[:-1]}…")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**bold** and `code`", "bold and code"),
        ("see [the plan](https://example.org/a)", "see the plan"),
        ("![a drawing](x.png) of it", "a drawing of it"),
        ("# Head\n\n> quoted", "Head quoted"),
        ("snake_case and __init__", "snake_case and __init__"),
    ],
)
def test_no_mark_of_markdown_is_left(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_a_long_text_of_brackets_takes_no_time() -> None:
    assert columns(fitted("[" * 200_000, 160)) <= 160


@pytest.mark.parametrize(
    ("text", "length", "shown"),
    [
        ("a design for retries", 20, "a design for retries"),
        ("a design for retries", 19, "a design for…"),
        ("a design for retries", 13, "a design for…"),
        ("框架的错误处理与重试", 6, "框架的错误…"),
        ("错误处理：Kitex 与 Hertz 一致", 9, "错误处理：…"),
        ("https://example.org/one", 10, "https://e…"),
        ("See https://example.org/one", 16, "See https://exa…"),
    ],
)
def test_the_beginning_of_a_text_ends_after_a_word(text: str, length: int, shown: str) -> None:
    assert begun(text, length) == shown


@given(st.text(alphabet=st.sampled_from("ab 9，错误"), max_size=80), st.integers(2, 60))
def test_the_beginning_of_a_text_is_never_longer_than_asked(text: str, length: int) -> None:
    shown = begun(text, length)
    assert len(shown) <= length
    assert text.startswith(shown.removesuffix("…"))
