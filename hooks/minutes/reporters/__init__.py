"""How diagnostics are shown to people and machines: one module for each format.

Knows layouts and the string tables. Knows neither how a diagnostic came about nor where its text goes; the text of
a file comes from a callable.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from minutes.reporters.as_github import as_github
from minutes.reporters.as_json import as_json
from minutes.reporters.as_sarif import as_sarif
from minutes.reporters.as_text import as_text, in_full
from minutes.reporters.report import Report
from minutes.reporters.wording import message, one_line, suggestion

REPORTERS: Mapping[str, Callable[[Report], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
"""What each format makes of a report, by the name of the format. The text ends in a newline."""

__all__ = ["REPORTERS", "Report", "in_full", "message", "one_line", "suggestion"]
