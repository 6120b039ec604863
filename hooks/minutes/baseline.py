"""Findings that are accepted, so that a check of an old archive fails on new ones only.

Knows how a finding is recognised: by its code, its file and the text of its line, so that lines that move are not
new. Several that look alike are counted. Knows nothing of files: text comes in and goes out.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from minutes.command import RefusalError
from minutes.diagnostics import Diagnostic


class _Key(NamedTuple):
    path: str
    code: str
    text: str


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str
    code: str
    text: str
    count: int = Field(ge=1)


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int = Field(ge=1, le=1)
    findings: tuple[_Entry, ...]


@dataclass(frozen=True, slots=True)
class Baseline:
    """How many findings of each kind are accepted."""

    counts: Counter[_Key] = field(default_factory=Counter)

    def new(self, found: Iterable[Diagnostic], source_of: Callable[[str], str]) -> tuple[Diagnostic, ...]:
        """The findings that are not accepted; of several that look alike, the last ones are new."""
        left = self.counts.copy()
        new: list[Diagnostic] = []
        for key, one in _keyed(found, source_of):
            left[key] -= 1
            if left[key] < 0:
                new.append(one)
        return tuple(new)


def read_baseline(data: bytes, name: object) -> Baseline:
    """The baseline that a file of that name holds. Raises RefusalError."""
    try:
        entries = _File.model_validate_json(data).findings
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        place = ".".join(map(str, detail["loc"]))
        reason = f"{place}: {detail['msg']}" if place else detail["msg"]
        raise RefusalError("check.baseline_invalid", path=name, reason=reason) from error
    counts: Counter[_Key] = Counter()
    for entry in entries:
        counts[_Key(entry.path, entry.code, entry.text)] += entry.count
    return Baseline(counts)


def to_baseline(found: Iterable[Diagnostic], source_of: Callable[[str], str]) -> str:
    """The file that accepts these findings: JSON, in order of path, code and text of the line."""
    counts = Counter(key for key, _ in _keyed(found, source_of))
    findings = [{**key._asdict(), "count": count} for key, count in sorted(counts.items())]
    return json.dumps({"version": 1, "findings": findings}, ensure_ascii=False, indent=2) + "\n"


def _keyed(found: Iterable[Diagnostic], source_of: Callable[[str], str]) -> Iterable[tuple[_Key, Diagnostic]]:
    lines_of = cache(lambda path: source_of(path).split("\n"))
    for one in found:
        lines = lines_of(one.path)
        text = lines[one.span.line - 1] if 0 < one.span.line <= len(lines) else ""
        # A file name may hold bytes that are no text, which JSON cannot.
        path = one.path.encode(errors="backslashreplace").decode()
        yield _Key(path, one.code.code, text.strip()), one
