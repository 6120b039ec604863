"""The JSON format, against the schema that is published for it."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from findings import PATH, finding
from helpers import PROJECT

from minutes.diagnostics import DATE_INVALID, PROPOSAL_UNKNOWN, TYPOGRAPHY, Edit, Place, Span, diagnostic
from minutes.reporters import REPORTERS, Report
from minutes.reporters.as_json import json_schema
from minutes.strings import strings_for

PUBLISHED = PROJECT / "schemas" / "diagnostics.schema.json"
ZH, EN = PATH, "en/meetings/2031-05-06.md"
UNKNOWN = diagnostic(PROPOSAL_UNKNOWN, ZH, Span(3, 8, 3, 14), found="backof", known="backoff")
FOUND = (
    UNKNOWN.mended_by(Edit(Span(3, 8, 3, 14), "backoff")).along_with(Place(EN, Span(4))),
    diagnostic(DATE_INVALID, ZH, Span(1), found="二月"),
)


def document(*found: Any, **values: Any) -> Any:
    report = Report(found, strings_for("en"), lambda _: "", lambda path: f"docs/{path}", **values)
    return json.loads(REPORTERS["json"](report))


def test_the_published_schema_is_fresh() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == json_schema(), "run: scripts/check_minutes.py --schema"


def test_the_schema_is_one_of_2020_12_and_says_what_each_part_is() -> None:
    schema = json.loads(json_schema())
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)
    assert all(part["description"] for part in (schema, *schema["$defs"].values()))


def test_every_part_of_a_finding_is_there() -> None:
    found = document(*FOUND, files=2, accepted=4)
    assert {key: value for key, value in found.items() if key != "findings"} == {
        "version": 1,
        "files": 2,
        "counts": {"error": 2, "warning": 0, "info": 0},
        "fixable": 1,
        "accepted": 4,
    }
    assert found["findings"][0] == {
        "code": "MIN701",
        "slug": "proposal-unknown",
        "severity": "error",
        "path": f"docs/{ZH}",
        "start": {"line": 3, "column": 8},
        "end": {"line": 3, "column": 14},
        "message": 'The proposal "backof" is not registered.',
        "suggestion": "Use a registered id (backoff), or register it in docs/_data/proposals.yml first.",
        "fix": [{"start": {"line": 3, "column": 8}, "end": {"line": 3, "column": 14}, "text": "backoff"}],
        "related": [{"path": f"docs/{EN}", "start": {"line": 4, "column": 1}, "end": {"line": 4, "column": 1}}],
    }


@pytest.mark.parametrize("found", [(), FOUND, (finding(TYPOGRAPHY, Span(1), found="甲\x1b"),)])
def test_what_is_written_fits_the_schema(found: tuple[Any, ...]) -> None:
    jsonschema.Draft202012Validator(json.loads(json_schema())).validate(document(*found))


@pytest.mark.parametrize(
    ("key", "value"),
    [("version", 2), ("more", 1), ("files", -1), ("counts", {"error": 0}), ("findings", [{"code": "MIN701"}])],
)
def test_the_schema_refuses_what_is_no_report(key: str, value: object) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(json.loads(json_schema())).validate({**document(), key: value})


def test_a_file_name_that_is_no_text_stays_json() -> None:
    found = diagnostic(DATE_INVALID, "zh/meetings/\udcff.md", Span(1), found="x")
    assert document(found)["findings"][0]["path"] == "docs/zh/meetings/\udcff.md"
