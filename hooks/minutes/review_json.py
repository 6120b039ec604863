"""A review as JSON, for machines.

Knows that format. Knows neither git nor how a review came about. Findings have the form of the check's own JSON.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from minutes.changes import MeetingChange
from minutes.diagnostics import Diagnostic
from minutes.reporters import Report
from minutes.reporters.as_json import as_json
from minutes.review import Review, Sides, StatusMove, release_place
from minutes.strings import Strings
from minutes.views.pieces import ReleaseView

_V = TypeVar("_V")


def to_json(review: Review, strings: Strings, sides: Sides) -> str:
    """The review as one JSON object. Within a ``version`` nothing is taken away or changes its meaning."""
    document = {
        "version": 1,
        "base": sides.base,
        "head": sides.head,
        "additive": review.additive,
        "files": _records(review.files, lambda one: {"path": one.path, "change": one.change}),
        "other_files": [one.path for one in review.other_files],
        "meetings": _records(review.meetings, _meeting_record),
        "statuses": _records(review.statuses, lambda one: _status_record(one, sides)),
        "releases": {
            "announced": _records(review.announced, _release_record),
            "withdrawn": _records(review.withdrawn, _release_record),
        },
        "people_unknown": _records(
            review.people, lambda one: {"id": one.id, "name": one.name, "meetings": one.meetings}
        ),
        "translations": {
            "missing": _records(review.missing, lambda one: {"meeting": one.meeting, "locale": one.locale}),
            "outdated": _findings(review.outdated, strings, sides),
        },
        "findings": _findings(review.findings, strings, sides),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _records(values: Iterable[_V], record: Callable[[_V], object]) -> list[object]:
    return [record(value) for value in values]


def _meeting_record(change: MeetingChange) -> dict[str, object]:
    return {
        "id": change.id,
        "change": change.change,
        "titles": dict(change.titles),
        "locales_added": change.locales_added,
        "locales_removed": change.locales_removed,
        "parts": dict(change.parts),
        "items": [
            {
                "id": item.id,
                "change": item.change,
                "titles": dict(item.titles),
                "presenters": item.presenters,
                "proposals": item.proposals,
                "parts": dict(item.parts),
            }
            for item in change.items
        ],
    }


def _status_record(move: StatusMove, sides: Sides) -> dict[str, object]:
    evidence = move.evidence and {
        "item": move.item,
        "path": sides.shown(move.evidence.path),
        "line": move.evidence.line,
    }
    return {
        "proposal": move.proposal,
        "before": move.before,
        "after": move.after,
        "release": move.release or None,
        "evidence": evidence,
    }


def _release_record(release: ReleaseView) -> dict[str, object]:
    return {
        "project": release.project.id,
        "name": release.project.name,
        "version": release.version,
        "meeting": release.meeting_id,
        "item": release_place(release) if release.anchor else None,
    }


def _findings(found: Sequence[Diagnostic], strings: Strings, sides: Sides) -> object:
    """The findings in the form of the check's own JSON."""
    report = Report(found, strings, lambda _: "", sides.shown)
    return json.loads(as_json(report))["findings"]
