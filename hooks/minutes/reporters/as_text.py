"""Diagnostics for people: each with its source line, a mark under the place, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from minutes.diagnostics import Diagnostic, Place, Severity
from minutes.reporters.excerpt import excerpt
from minutes.reporters.report import Report, SourceOf
from minutes.reporters.wording import message, suggestion, visible
from minutes.strings import Strings

_BOLD, _CYAN = "1", "36"
_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;34"}

_LinesOf = Callable[[str], Sequence[str]]


def as_text(report: Report) -> str:
    """Every finding in full, with an empty line after each, and a summary."""

    @cache
    def lines_of(path: str) -> list[str]:
        return report.source_of(path).split("\n")

    findings = ["\n".join([*_lines(one, report, lines_of), "", ""]) for one in report.found]
    return "".join([*findings, f"{summary(report)}\n"])


def in_full(found: Diagnostic, strings: Strings, source_of: SourceOf) -> str:
    """One finding as the text format shows it, without colour and without a newline at the end."""
    report = Report((found,), strings, source_of)
    return "\n".join(_lines(found, report, lambda path: source_of(path).split("\n")))


def summary(report: Report) -> str:
    """What was checked and found; lines of their own say what can be mended and what is accepted."""
    strings = report.strings
    counts = {f"{severity}s": strings(f"check.{severity}s", n=count) for severity, count in report.counts.items()}
    files = strings("check.files", n=report.files)
    parts = [strings("check.summary", files=files, **counts) if report.found else strings("check.clean", files=files)]
    if report.fixable:
        parts.append(strings("check.fixable", n=report.fixable))
    if report.accepted:
        parts.append(strings("check.accepted", n=report.accepted))
    return "\n".join(parts)


def _lines(found: Diagnostic, report: Report, lines_of: _LinesOf) -> Iterator[str]:
    def paint(text: str, colour: str) -> str:
        return f"\x1b[{colour}m{text}\x1b[0m" if report.colour else text

    here = Place(found.path, found.span)
    width = max(len(str(place.span.line)) for place in (here, *found.related))

    def excerpt_at(place: Place) -> Iterator[str]:
        if shown := excerpt(lines_of(place.path), place.span):
            text, mark = shown
            yield f"  {paint(f'{place.span.line:>{width}} |', _CYAN)} {text}"
            yield f"  {paint(' ' * width + ' |', _CYAN)} {paint(mark, _COLOURS[found.severity])}"

    severity = paint(f"{found.severity} {found.code.code}", _COLOURS[found.severity])
    place = paint(visible(report.shown(here)), _BOLD)
    yield f"{place}: {severity} [{found.code.slug}] {visible(message(found, report.strings))}"
    yield from excerpt_at(here)
    yield f"  {report.strings('check.suggestion', text=visible(suggestion(found, report.strings)))}"
    for other in found.related:
        yield f"  {report.strings('check.related', place=visible(report.shown(other)))}"
        yield from excerpt_at(other)
