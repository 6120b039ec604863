"""SARIF 2.1.0: valid under the standard's own schema, and what the schema can't say; section numbers are the
standard's."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import unquote

import pytest
from findings import PATH, finding
from jsonschema import Draft4Validator

from minutes.diagnostics import (
    AGENDA_TITLE_REPEATED,
    CODES,
    PROPOSAL_UNKNOWN,
    TYPOGRAPHY,
    Diagnostic,
    Edit,
    Place,
    Span,
)
from minutes.reporters import REPORTERS, Report
from minutes.strings import LOCALES, strings_for
from workflows import npm_package

ZH, EN = PATH, "en/meetings/2031-05-06.md"
FOUND = (
    finding(TYPOGRAPHY, Span(2, 1, 2, 4)).mended_by(Edit(Span(2, 2, 2, 2), " "), Edit(Span(2, 3, 3, 1), "")),
    finding(PROPOSAL_UNKNOWN, Span(3)),
    finding(AGENDA_TITLE_REPEATED, Span(9, 4, 10, 2)).along_with(Place(ZH, Span(3)), Place(EN, Span(7, 2, 7, 5))),
    finding(PROPOSAL_UNKNOWN, Span(3, 2, 3, 9), EN),
)


def log_of(*found: Diagnostic, root: str = "docs/", locale: str = "en") -> Any:
    report = Report(found, strings_for(locale), lambda _: "", lambda path: f"{root}{path}")
    return json.loads(REPORTERS["sarif"](report))


def check_region(region: Any) -> None:
    """Section 3.30: all numbers from 1, and the end not before the start."""
    assert set(region) == {"startLine", "startColumn", "endLine", "endColumn"}
    assert all(isinstance(number, int) and number >= 1 for number in region.values())
    assert (region["startLine"], region["startColumn"]) <= (region["endLine"], region["endColumn"])


def check_artifact(artifact: Any) -> None:
    """Section 3.4: a URI reference."""
    assert set(artifact) == {"uri"}
    assert re.fullmatch(r"[A-Za-z0-9._~/%:-]+", artifact["uri"])


def check_message(message: Any) -> None:
    """Section 3.11: plain text."""
    assert set(message) == {"text"}
    assert message["text"].strip()


def check_location(location: Any) -> None:
    """Section 3.28."""
    assert set(location) <= {"id", "physicalLocation"}
    assert set(location["physicalLocation"]) == {"artifactLocation", "region"}
    check_artifact(location["physicalLocation"]["artifactLocation"])
    check_region(location["physicalLocation"]["region"])


def check_result(result: Any, rules: list[Any]) -> None:
    """Section 3.27."""
    required = {"ruleId", "ruleIndex", "level", "message", "locations"}
    assert required <= set(result) <= required | {"relatedLocations", "fixes"}
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert result["level"] in ("error", "warning", "note")
    check_message(result["message"])
    assert len(result["locations"]) == 1
    related = result.get("relatedLocations", [])
    assert [location["id"] for location in related] == list(range(1, len(related) + 1))
    for location in (*result["locations"], *related):
        check_location(location)
    for fix in result.get("fixes", []):
        assert set(fix) == {"description", "artifactChanges"}
        check_message(fix["description"])
        for change in fix["artifactChanges"]:
            assert set(change) == {"artifactLocation", "replacements"}
            check_artifact(change["artifactLocation"])
            assert change["replacements"]
            for replacement in change["replacements"]:
                assert {"deletedRegion"} <= set(replacement) <= {"deletedRegion", "insertedContent"}
                check_region(replacement["deletedRegion"])


def check_rule(rule: Any) -> None:
    """Section 3.49."""
    assert set(rule) == {"id", "name", "shortDescription", "help", "defaultConfiguration"}
    assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
    check_message(rule["shortDescription"])
    check_message(rule["help"])
    assert not re.search(r"\{\w*\}", rule["shortDescription"]["text"] + rule["help"]["text"])


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("found", [(), FOUND])
def test_a_log_has_all_that_the_standard_requires(found: tuple[Diagnostic, ...], locale: str) -> None:
    log = log_of(*found, locale=locale)
    assert set(log) == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run["columnKind"] in ("unicodeCodePoints", "utf16CodeUnits")
    assert re.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", run["language"])
    driver = run["tool"]["driver"]
    assert driver["name"]
    rules = driver["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for rule in rules:
        check_rule(rule)
    assert len(run["results"]) == len(found)
    for result in run["results"]:
        check_result(result, rules)


@pytest.fixture(scope="module")
def schema() -> Draft4Validator:
    """The standard's schema, as Microsoft's matcher for SARIF ships it."""
    path = npm_package("@microsoft/jest-sarif") / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json"
    return Draft4Validator(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "found", [(), FOUND, tuple(finding(code, Span(1)) for code in CODES)], ids=("none", "some", "all")
)
def test_the_standards_schema_accepts_it(schema: Draft4Validator, found: tuple[Diagnostic, ...], locale: str) -> None:
    assert [error.message for error in schema.iter_errors(log_of(*found, locale=locale))] == []


def test_the_standards_schema_can_refuse(schema: Draft4Validator) -> None:
    log = log_of(*FOUND)
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert not schema.is_valid(log)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_code_makes_a_rule(locale: str) -> None:
    (run,) = log_of(*(finding(code, Span(1)) for code in reversed(CODES)), locale=locale)["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [code.code for code in CODES]
    for rule in run["tool"]["driver"]["rules"]:
        check_rule(rule)


def test_places_and_fixes_are_those_of_the_finding() -> None:
    typography, point, repeated, _ = log_of(*FOUND)["runs"][0]["results"]
    assert typography["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": f"docs/{ZH}"},
        "region": {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 4},
    }
    assert typography["fixes"][0]["artifactChanges"][0]["replacements"] == [
        {
            "deletedRegion": {"startLine": 2, "startColumn": 2, "endLine": 2, "endColumn": 2},
            "insertedContent": {"text": " "},
        },
        {"deletedRegion": {"startLine": 2, "startColumn": 3, "endLine": 3, "endColumn": 1}},
    ]
    assert point["locations"][0]["physicalLocation"]["region"]["endLine"] == 3
    assert "fixes" not in point
    assert [one["physicalLocation"]["artifactLocation"]["uri"] for one in repeated["relatedLocations"]] == [
        f"docs/{ZH}",
        f"docs/{EN}",
    ]


@pytest.mark.parametrize(
    ("root", "path", "uri"),
    [
        ("docs/", "zh/meetings/五月 6 日.md", "docs/zh/meetings/五月 6 日.md"),
        ("docs/", "zh/meetings/a#b%?.md", "docs/zh/meetings/a#b%?.md"),
        ("/srv/docs/", "zh/a.md", "file:///srv/docs/zh/a.md"),
    ],
)
def test_a_path_becomes_a_uri(root: str, path: str, uri: str) -> None:
    found = finding(PROPOSAL_UNKNOWN, Span(1), path)
    result = log_of(found, root=root)["runs"][0]["results"][0]
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    check_artifact(artifact)
    assert unquote(artifact["uri"]) == uri


def test_a_file_name_that_is_no_text_keeps_its_bytes() -> None:
    found = finding(PROPOSAL_UNKNOWN, Span(1), "zh/\udcff.md")
    location = log_of(found)["runs"][0]["results"][0]["locations"][0]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "docs/zh/%FF.md"
