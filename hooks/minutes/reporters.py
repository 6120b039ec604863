"""How diagnostics are shown to people.

Knows layouts and the string tables. Knows neither how a diagnostic came about nor where its text goes.
"""

from __future__ import annotations

from minutes.diagnostics import Diagnostic
from minutes.strings import Strings


def message(found: Diagnostic, strings: Strings) -> str:
    """What is wrong, and what was expected."""
    return strings(f"diagnostic.{found.code.slug}.message", **found.values)


def suggestion(found: Diagnostic, strings: Strings) -> str:
    """What to write instead."""
    return strings(f"diagnostic.{found.code.slug}.suggestion", **found.values)


def one_line(found: Diagnostic, strings: Strings, root: str = "") -> str:
    """The diagnostic on one line, in the form that editors and terminals turn into a link: ``path:line:column``."""
    place = f"{root}{found.path}:{found.span.line}:{found.span.column}"
    text = f"{message(found, strings)} {suggestion(found, strings)}"
    return f"{place}: {found.severity} {found.code.code} [{found.code.slug}] {text}"
