"""YAML with line numbers: values, places, and refusals that say where."""

from __future__ import annotations

from contextlib import suppress

import pytest
import yaml
from helpers import assert_in_a_process, within

from minutes.diagnostics import Span
from minutes.strings import LOCALES, strings_for
from minutes.yamlsource import YamlError, load_yaml

TWO_ENTRIES = "birds:\n  - name: heron\n    legs: 2\n  - name: 鹭\n"


def test_a_document_is_plain_values() -> None:
    assert load_yaml(TWO_ENTRIES).value == {"birds": [{"name": "heron", "legs": 2}, {"name": "鹭"}]}


@pytest.mark.parametrize(
    ("location", "span"),
    [
        (("birds", 0, "name"), Span(2, 11, 2, 16)),
        (("birds", 0, "legs"), Span(3, 11, 3, 12)),
        (("birds", 1, "name"), Span(4, 11, 4, 12)),
        (("birds", 1, "name", "deeper", 7), Span(4, 11, 4, 12)),
    ],
)
def test_every_value_has_its_place_and_a_missing_one_that_of_what_encloses_it(
    location: tuple[str | int, ...], span: Span
) -> None:
    assert load_yaml(TWO_ENTRIES).span(location) == span


def test_a_missing_value_has_the_place_of_its_mapping() -> None:
    source = load_yaml(TWO_ENTRIES)
    assert source.span(("birds", 1, "legs"))[:2] == (4, 5)
    assert source.span(("fish",))[:2] == (1, 1)


def test_lines_count_from_the_first_line_of_the_file() -> None:
    assert load_yaml("a: 1\nb: 2\n", first_line=5).span(("b",)).line == 6


@pytest.mark.parametrize("text", ["", "\n\n", "# a remark only\n"])
def test_a_document_without_content_is_none(text: str) -> None:
    assert load_yaml(text).value is None


@pytest.mark.parametrize("date", ["2031-05-06", "2031-02-30", "2031-05-06T19:30:00+08:00"])
def test_a_date_stays_the_text_that_it_is(date: str) -> None:
    assert load_yaml(f"date: {date}\n").value == {"date": date}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("a: 1\nb: c: d\n", 2, id="two colons"),
        pytest.param("a: 1\n\tb: 2\n", 2, id="a tab"),
        pytest.param("a: 1\nb: [1, 2\nc: 3\n", 3, id="an open bracket"),
        pytest.param('a: 1\nb: 2\nc: "x\n', 3, id="an open quote"),
        pytest.param("a: 1\n- b\n", 2, id="a list inside a mapping"),
        pytest.param("a: 1\nb: @c\n", 2, id="a reserved character"),
        pytest.param("a: &x [1]\nb: *x\n", 2, id="an alias"),
        pytest.param("a: 1\nb: *nothing\n", 2, id="an alias of nothing"),
        pytest.param("a: &x {b: 1}\nc:\n  <<: *x\n", 3, id="a merged alias"),
        pytest.param("a: 1\n---\nb: 2\n", 2, id="two documents"),
        pytest.param("a: 1\nb: !!python/object/apply:os.getcwd []\n", 2, id="a Python object"),
        pytest.param("a: 1\nb: !bird x\n", 2, id="an unknown tag"),
        pytest.param("a: 1\n{[b]: 2}: 3\n", 2, id="a key that cannot be one"),
        pytest.param("a: 苍鹭苍鹭苍鹭苍鹭苍鹭\nb: \x07\nc: 1\nd: 2\n", 2, id="a control character after Chinese"),
    ],
)
def test_broken_yaml_is_refused_at_its_line(text: str, line: int) -> None:
    with pytest.raises(YamlError) as refused:
        load_yaml(text)
    assert refused.value.span.line == line
    assert refused.value.reason


@pytest.mark.parametrize(
    "value",
    ["!!bool maybe", "!!int ''", "!!int x", "!!float x", "!!timestamp soon", "!!binary x", "!!null x", "!!set x"],
)
def test_a_value_that_denies_its_tag_is_refused_and_never_another_error(value: str) -> None:
    with suppress(YamlError):
        load_yaml(f"a: 1\nb: {value}\n")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("'a: ' + '[' * 100_000", id="open brackets"),
        pytest.param("'a: ' + '[' * 100_000 + ']' * 100_000", id="brackets"),
        pytest.param("'{a: ' * 100_000", id="open braces"),
        pytest.param("'- ' * 100_000", id="lists"),
        pytest.param("'? ' * 100_000", id="keys"),
    ],
)
def test_deep_nesting_is_refused_and_never_a_crash(text: str) -> None:
    assert_in_a_process(
        "from minutes.yamlsource import YamlError, load_yaml",
        "try:",
        f"    load_yaml({text})",
        "except YamlError as refused:",
        "    assert refused.span.line == 1",
        "else:",
        "    raise AssertionError('read')",
    )


def test_a_small_file_cannot_blow_up_to_any_size() -> None:
    levels = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 12))
    with within(2), pytest.raises(YamlError) as refused:
        load_yaml(f"l0: &l0 [x]\n{levels}")
    assert refused.value.span.line == 2


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: b: c", "colon-unexpected"),
        ("a: 1\nb 2\nc: 3", "colon-missing"),
        ("a: - b", "entry-unexpected"),
        ('a: "x" y', "key-expected"),
        ("- a\nb: 1", "entry-expected"),
        ("a: [1, 2", "bracket-open"),
        ("a: {b: 1", "brace-open"),
        ("a: 'x", "quote-open"),
        ("a: @x", "character-unexpected"),
        ("a: \x01", "character-unexpected"),
        ('a: "\\q"', "escape-unknown"),
        ('a: "\\xZZ"', "escape-unknown"),
        ("a: ]", "value-expected"),
        ("a: 1\n---\nb: 2", "document-repeated"),
        ("? [a]\n: b", "key-not-plain"),
        ("a: &x 1\nb: *x", "alias"),
        ("a: !!python/name:os.system x", "tag"),
        (f"a: {'1' * 200}", "number-long"),
        ("[" * 60, "nested-deep"),
        ("a: &", "unreadable"),
    ],
)
def test_why_a_text_is_no_yaml_has_a_word_in_both_languages(text: str, reason: str) -> None:
    with pytest.raises(YamlError) as refused:
        load_yaml(text)
    assert refused.value.reason == reason
    for locale in LOCALES:
        assert strings_for(locale).word(reason) != reason


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 12\nb: 1.5\nc: yes\nd: ~\ne:\nf: >\n", {"a": 12, "b": 1.5, "c": True, "d": None, "e": None, "f": ""}),
        ("a: {b: x, c: [y, 2]}\n", {"a": {"b": "x", "c": ["y", 2]}}),
        ("1: x\nno: {2: [y]}\n", {1: "x", False: {2: ["y"]}}),
        ("a: x\na: y\n", {"a": "y"}),
        ("a: [1, [2, {b: c}]]\n", {"a": [1, [2, {"b": "c"}]]}),
    ],
)
def test_values_are_what_the_safe_loader_makes_of_them(text: str, value: object) -> None:
    assert load_yaml(text).value == value == yaml.safe_load(text)


def test_of_a_repeated_key_the_last_place_counts() -> None:
    assert load_yaml("a: x\na: y\n").span(("a",)).line == 2
