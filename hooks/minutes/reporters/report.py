"""What a format shows: the findings of one check, and all that goes with them.

Knows nothing of any format.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from minutes.diagnostics import Diagnostic, Place, Severity, Span
from minutes.strings import Strings

SourceOf = Callable[[str], str]
"""The text of a file, with plain newlines, by its path relative to the docs folder; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Report:
    """The findings, in order. ``shown_as`` turns a path relative to the docs folder into the path to show.

    ``files`` counts the files checked, ``accepted`` the findings that a baseline kept out of ``found``.
    """

    found: Sequence[Diagnostic]
    strings: Strings
    source_of: SourceOf
    shown_as: Callable[[str], str] = str
    files: int = 0
    accepted: int = 0
    colour: bool = False

    @property
    def counts(self) -> dict[Severity, int]:
        """How many findings there are of each severity."""
        counts = Counter(one.severity for one in self.found)
        return {severity: counts[severity] for severity in Severity}

    @property
    def fixable(self) -> int:
        """How many findings have a safe fix."""
        return sum(1 for one in self.found if one.fix)

    def fails(self, strict: bool) -> bool:
        """Whether the check fails: on an error, and where it is strict on a warning too."""
        return any(one.fails_strict or (strict and one.severity is Severity.WARNING) for one in self.found)

    def shown(self, place: Place) -> str:
        """A place in the form that editors and terminals turn into a link: ``path:line:column``."""
        return f"{self.shown_as(place.path)}:{place.span.line}:{place.span.column}"


def with_end(span: Span) -> Span:
    """The span with all its numbers set: a point ends where it starts."""
    return span if span.end_line else Span(span.line, span.column, span.line, span.column)
