"""How a diagnostic reads."""

from __future__ import annotations

import pytest

from minutes.diagnostics import (
    AGENDA_NUMBER_REPEATED,
    CODES,
    DATE_INVALID,
    PROPOSAL_UNKNOWN,
    Severity,
    Span,
    diagnostic,
)
from minutes.reporters import message, one_line, suggestion
from minutes.strings import strings_for

UNKNOWN = diagnostic(PROPOSAL_UNKNOWN, "zh/meetings/a.md", Span(7, 3), found="backof", known="backoff")


def test_one_line_in_english() -> None:
    assert one_line(UNKNOWN, strings_for("en")) == (
        'zh/meetings/a.md:7:3: error MIN701 [proposal-unknown] The proposal "backof" is not registered. '
        "Use a registered id (backoff), or register it in docs/_data/proposals.yml first."
    )


def test_one_line_in_chinese() -> None:
    assert one_line(UNKNOWN, strings_for("zh"), "docs/") == (
        "docs/zh/meetings/a.md:7:3: error MIN701 [proposal-unknown] 提案“backof”没有登记。 "
        "请使用已登记的 id（backoff），或先在 docs/_data/proposals.yml 中登记。"
    )


def test_message_and_suggestion_are_two_sentences() -> None:
    found = diagnostic(AGENDA_NUMBER_REPEATED, "a.md", Span(1), number=4)
    assert message(found, strings_for("en")) == "Agenda number 4 is used more than once."
    assert suggestion(found, strings_for("en")) == "Give every item a number of its own, counting up from 1."


@pytest.mark.parametrize(
    "value", ["a\nb", "a\r\nb", "{found}", "{}", "%s", "{0.__class__}", "::error::x", "\x1b[31m", "a\u2028b", "a\x85b"]
)
def test_no_value_breaks_the_line_or_is_taken_for_a_placeholder(value: str) -> None:
    line = one_line(diagnostic(DATE_INVALID, "a.md", Span(1), found=value), strings_for("en"))
    assert len(line.splitlines()) == 1
    assert value in line or len(value.splitlines()) > 1 or "\x1b" in value


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("code", CODES, ids=lambda code: code.slug)
def test_every_code_has_a_message_and_a_suggestion(code: object, locale: str) -> None:
    strings = strings_for(locale)
    for part in ("message", "suggestion"):
        assert f"diagnostic.{getattr(code, 'slug', '')}.{part}" in strings.keys()  # noqa: SIM118 — no mapping


def test_codes_and_slugs_are_stable_names_used_once() -> None:
    assert len({code.code for code in CODES}) == len(CODES)
    assert len({code.slug for code in CODES}) == len(CODES)
    for code in CODES:
        assert code.code[:3] in ("MIN", "REG")
        assert code.code[3:].isdigit()
        assert len(code.code) == 6
        assert code.slug == code.slug.lower().replace("_", "-")


def test_only_an_info_never_fails_a_strict_check() -> None:
    for code in CODES:
        found = diagnostic(code, "a.md", Span(1))
        if code.severity is Severity.ERROR:
            assert found.fails_strict
        if code.severity is Severity.INFO:
            assert not found.fails_strict


def test_values_become_text_once() -> None:
    found = diagnostic(AGENDA_NUMBER_REPEATED, "a.md", Span(1), number=4, path="x", code="y", span="z")
    assert found.values == {"number": "4", "path": "x", "code": "y", "span": "z"}
    with pytest.raises(TypeError):
        found.values["number"] = "5"  # type: ignore[index]
