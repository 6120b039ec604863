"""The list of codes, and what one means."""

from __future__ import annotations

import re

import pytest

from minutes.command import RefusalError
from minutes.diagnostics import CODES
from minutes.reporters.catalogue import explain, list_rules
from minutes.strings import LOCALES, strings_for


@pytest.mark.parametrize("locale", LOCALES)
def test_every_code_is_listed_on_a_line_of_its_own(locale: str) -> None:
    lines = list_rules(strings_for(locale)).splitlines()
    assert [line.split()[:3] for line in lines] == [[code.code, code.severity, code.slug] for code in CODES]
    assert all(len(line.split(maxsplit=3)) == 4 for line in lines)
    assert len({re.match(r"(\S+ +){3}", line).end() for line in lines}) == 1  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["MIN701", "min701", "proposal-unknown", " Proposal-Unknown "])
def test_a_code_is_found_by_code_or_slug(name: str) -> None:
    assert explain(name, strings_for("en")) == (
        "MIN701 [proposal-unknown] error\n\n"
        'The proposal "…" is not registered.\n'
        "help: Use a registered id (…), or register it in docs/_data/proposals.yml first.\n"
    )


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("code", CODES, ids=lambda code: str(code.slug))
def test_every_code_is_explained_without_placeholders(code: object, locale: str) -> None:
    text = explain(getattr(code, "slug", ""), strings_for(locale))
    assert len(text.splitlines()) == 4
    assert not re.search(r"\{\w*\}", text)


@pytest.mark.parametrize(
    ("name", "nearest"), [("MIN7O1", "MIN701"), ("proposal-unkown", "proposal-unknown"), ("typografy", "typography")]
)
def test_of_a_name_that_no_code_has_the_nearest_is_told(name: str, nearest: str) -> None:
    with pytest.raises(RefusalError) as caught:
        explain(name, strings_for("en"))
    assert caught.value.values == {"name": name, "nearest": nearest}


@pytest.mark.parametrize("name", ["", "？", "x" * 10_000])
def test_whatever_is_asked_for_some_code_is_told(name: str) -> None:
    with pytest.raises(RefusalError) as caught:
        explain(name, strings_for("en"))
    assert caught.value.values["nearest"]
