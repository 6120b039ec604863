"""Diagnostics as SARIF 2.1.0, the OASIS format that code scanning services read.

Section numbers are those of the standard. Columns count code points (3.14.17), and regions end before their end
column (3.30.8), as spans do.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from minutes.diagnostics import CODES, Code, Diagnostic, Edit, Place, Severity, Span
from minutes.reporters.report import Report, with_end
from minutes.reporters.wording import in_general, message, suggestion
from minutes.strings import Strings

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def as_sarif(report: Report) -> str:
    """The report as one run of one tool, with the rules that found something."""
    codes = {one.code for one in report.found}
    rules = [code for code in CODES if code in codes]
    driver = {"name": "check_minutes", "rules": [_rule(code, report.strings) for code in rules]}
    run = {
        "tool": {"driver": driver},
        "language": report.strings.locale,
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, rules.index(one.code), report) for one in report.found],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(code: Code, strings: Strings) -> dict[str, Any]:
    general, remedy = in_general(code, strings)
    return {
        "id": code.code,
        "name": code.slug,
        "shortDescription": {"text": general},
        "help": {"text": remedy},
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
    }


def _result(found: Diagnostic, rule: int, report: Report) -> dict[str, Any]:
    remedy = suggestion(found, report.strings)
    result: dict[str, Any] = {
        "ruleId": found.code.code,
        "ruleIndex": rule,
        "level": _LEVELS[found.severity],
        "message": {"text": f"{message(found, report.strings)}\n{remedy}"},
        "locations": [_location(Place(found.path, found.span), report)],
    }
    if found.related:
        places = enumerate(found.related, start=1)
        result["relatedLocations"] = [{"id": number, **_location(place, report)} for number, place in places]
    if found.fix:
        change = {
            "artifactLocation": _artifact(found.path, report),
            "replacements": [_replacement(edit) for edit in found.fix],
        }
        result["fixes"] = [{"description": {"text": remedy}, "artifactChanges": [change]}]
    return result


def _location(place: Place, report: Report) -> dict[str, Any]:
    return {
        "physicalLocation": {"artifactLocation": _artifact(place.path, report), "region": _region(place.span)},
    }


def _artifact(path: str, report: Report) -> dict[str, str]:
    shown = report.shown_as(path)
    return {"uri": ("file://" if shown.startswith("/") else "") + quote(shown, errors="surrogateescape")}


def _region(span: Span) -> dict[str, int]:
    whole = with_end(span)
    return {
        "startLine": whole.line,
        "startColumn": whole.column,
        "endLine": whole.end_line,
        "endColumn": whole.end_column,
    }


def _replacement(edit: Edit) -> dict[str, Any]:
    inserted = {"insertedContent": {"text": edit.text}} if edit.text else {}
    return {"deletedRegion": _region(edit.span), **inserted}
