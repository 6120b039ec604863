"""Findings for tests of what shows or counts them."""

from __future__ import annotations

from string import Formatter

from minutes.diagnostics import Code, Diagnostic, Span, diagnostic
from minutes.strings import LOCALES, strings_for

PATH = "zh/meetings/2031-05-06.md"


def finding(code: Code, span: Span, path: str = PATH, **values: str) -> Diagnostic:
    """A finding with a value for every placeholder of its sentences: the one given, or ``x``."""
    sentences = [
        strings_for(locale)(f"diagnostic.{code.slug}.{part}")
        for locale in LOCALES
        for part in ("message", "suggestion")
    ]
    names = {name for sentence in sentences for _, name, _, _ in Formatter().parse(sentence) if name}
    return diagnostic(code, path, span, **{name: values.get(name, "x") for name in names})
