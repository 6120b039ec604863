"""Diagnostics for programs: one JSON object, and the JSON Schema that describes it.

The dataclasses here are the format: what is written and the schema both come from them. Within a ``version`` nothing
is taken away or changes its meaning.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field, TypeAdapter

from minutes.diagnostics import Diagnostic, Severity, Span
from minutes.reporters.report import Report, with_end
from minutes.reporters.wording import message, suggestion

_Count = Annotated[int, Field(ge=0)]
_FromOne = Annotated[int, Field(ge=1)]
_Path = Annotated[str, Field(description="As seen from where the check ran, with forward slashes.")]
_STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class Position:
    """Lines and columns count from 1; columns count characters (Unicode code points)."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    line: _FromOne
    column: _FromOne


@dataclass(frozen=True, slots=True)
class EditEntry:
    """The text from start to end, end excluded, becomes `text`."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    start: Position
    end: Position
    text: str


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """Another place that a finding is about."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    path: _Path
    start: Position
    end: Position


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong from start to end, end excluded; a finding about a point ends where it starts."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    code: Annotated[str, Field(pattern=r"^[A-Z]{3}[0-9]{3}$", description="Stable and never reused.")]
    slug: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="The name of the code.")]
    severity: Severity
    path: _Path
    start: Position
    end: Position
    message: Annotated[str, Field(description="What is wrong, and what was expected.")]
    suggestion: Annotated[str, Field(description="What to write instead.")]
    fix: Annotated[tuple[EditEntry, ...], Field(description="The edits that mend it safely, all or none of them.")]
    related: tuple[PlaceEntry, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """Findings by severity."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    error: _Count
    warning: _Count
    info: _Count


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check of minutes and registry files found, by file, line and column."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    version: Annotated[Literal[1], Field(description="The version of this format.")]
    files: Annotated[_Count, Field(description="How many files were checked.")]
    counts: Counts
    fixable: Annotated[_Count, Field(description="How many of the findings have a safe fix.")]
    accepted: Annotated[_Count, Field(description="How many more findings a baseline accepts.")]
    findings: tuple[Finding, ...]


def as_json(report: Report) -> str:
    """The report as JSON."""
    counts = Counts(**{str(severity): count for severity, count in report.counts.items()})
    findings = tuple(_finding(one, report) for one in report.found)
    document = Findings(1, report.files, counts, report.fixable, report.accepted, findings)
    return json.dumps(asdict(document), ensure_ascii=False, indent=2) + "\n"


def json_schema() -> str:
    """The JSON Schema (2020-12) of that JSON."""
    schema = TypeAdapter(Findings).json_schema(mode="serialization")
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(dialect | schema, ensure_ascii=False, indent=2) + "\n"


def _finding(found: Diagnostic, report: Report) -> Finding:
    start, end = _positions(found.span)
    return Finding(
        code=found.code.code,
        slug=found.code.slug,
        severity=found.severity,
        path=report.shown_as(found.path),
        start=start,
        end=end,
        message=message(found, report.strings),
        suggestion=suggestion(found, report.strings),
        fix=tuple(EditEntry(*_positions(edit.span), edit.text) for edit in found.fix),
        related=tuple(PlaceEntry(report.shown_as(place.path), *_positions(place.span)) for place in found.related),
    )


def _positions(span: Span) -> tuple[Position, Position]:
    whole = with_end(span)
    return Position(whole.line, whole.column), Position(whole.end_line, whole.end_column)
