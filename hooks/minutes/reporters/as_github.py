"""Diagnostics as GitHub's workflow commands, which become annotations on the changed lines of a pull request.

The form is documented under "Workflow commands for GitHub Actions". An annotation is refused columns where it spans
several lines, and its end is included.
"""

from __future__ import annotations

from minutes.diagnostics import Diagnostic, Severity
from minutes.reporters.as_text import summary
from minutes.reporters.report import Report, with_end
from minutes.reporters.wording import message, suggestion

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def as_github(report: Report) -> str:
    """One command a line, and the summary as a line of the log."""
    return "".join(f"{line}\n" for line in [*(_command(one, report) for one in report.found), summary(report)])


def _command(found: Diagnostic, report: Report) -> str:
    span = with_end(found.span)
    # An end before the first character of a line is the end of the line above.
    end_line = span.end_line - 1 if span.end_column == 1 and span.end_line > span.line else span.end_line
    properties = {"file": report.shown_as(found.path), "line": str(span.line), "endLine": str(end_line)}
    if span.end_line == span.line:
        properties |= {"col": str(span.column), "endColumn": str(max(span.end_column - 1, span.column))}
    properties["title"] = f"{found.code.code} {found.code.slug}"
    written = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in properties.items())
    text = f"{message(found, report.strings)}\n{suggestion(found, report.strings)}"
    return f"::{_COMMANDS[found.severity]} {written}::{_escaped(text)}"


def _escaped(text: str, also: str = "") -> str:
    """Text with the characters that end a command or a property written as their numbers."""
    for character in f"%\r\n{also}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text
