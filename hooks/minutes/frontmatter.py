"""The front matter of a minutes file: split it off, load it, find the date.

Knows the ``---`` fences and the keys that the project reads. Knows nothing of the body.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from minutes import diagnostics as codes
from minutes.diagnostics import Code, Diagnostic, Span, diagnostic, whole_line
from minutes.vocabulary import FRONT_MATTER_KEYS
from minutes.yamlsource import YamlError, YamlSource, load_yaml

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
# What was meant as the fence above has other marks, or blank lines above it. It is read as one, so that all else that
# is wrong is told, too.
_OPENING = re.compile(
    rf"---[ \t]*$|(?P<almost>(?:[ \t]*\n)*+[-–—=*_+~]{{2,}}[ \t]*$(?=\n(?:{'|'.join(FRONT_MATTER_KEYS)})[ \t]*:))",
    re.MULTILINE,
)
_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stood above the body. ``raw`` is its text where it could not be read, else empty."""

    values: Mapping[str, object] = field(default_factory=dict)
    date: datetime.date | None = None
    date_line: int = 1
    body: str = ""
    raw: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()


def read_front_matter(text: str, path: str) -> FrontMatter:
    """Split ``text`` into front matter and body. Never raises.

    The body keeps its place: the lines of the front matter are blank in it, so that a line number of the body is
    a line number of the file. Without a ``date`` key the date comes from the file's name or folder.
    """
    found: list[Diagnostic] = []

    def report(code: Code, span: Span, **values: object) -> None:
        found.append(diagnostic(code, path, span, **values))

    opening = _OPENING.match(text)
    line = text.count("\n", 0, opening.end()) + 1 if opening else 1
    head, body, closed = _split(text, opening)
    source = YamlSource(None)
    raw = ""
    if opening and opening["almost"]:
        report(codes.FRONT_MATTER_FENCE, whole_line(line, text.split("\n", line)))
    if not closed:
        report(codes.FRONT_MATTER_UNCLOSED, Span(line))
    elif head:
        try:
            source = load_yaml(head, first_line=line + 1)
        except YamlError as problem:
            report(codes.FRONT_MATTER_INVALID, problem.span, reason=problem.reason)
            raw = head
    values = source.value if isinstance(source.value, dict) else {}
    if source.value is not None and not isinstance(source.value, dict):
        report(codes.FRONT_MATTER_NOT_MAPPING, Span(line + 1), found_type=type(source.value).__name__)
        raw = head
    date = date_in_path(path)
    if (written := values.get("date")) is not None:
        parsed = _date_in(str(written))
        if parsed is None:
            report(codes.DATE_INVALID, source.span(("date",)), found=written)
        date = parsed or date
    elif date is None:
        report(codes.DATE_MISSING, Span(1), name=PurePosixPath(path).name)
    named = {str(key): value for key, value in values.items()}
    return FrontMatter(named, date, source.span(("date",)).line, body, raw, tuple(found))


def date_in_path(path: str) -> datetime.date | None:
    """The date in a file's name or, failing that, in the nearest folder's."""
    for part in reversed(path.split("/")):
        if date := _date_in(part):
            return date
    return None


def _date_in(text: str) -> datetime.date | None:
    for match in _DATE.finditer(text):
        try:
            return datetime.date(*(int(group) for group in match.groups()))
        except ValueError:
            continue
    return None


def _split(text: str, opening: re.Match[str] | None) -> tuple[str, str, bool]:
    """Front matter text, body with the front matter's lines blank, and whether the fences pair up."""
    if not opening:
        return "", text, True
    closing = _FENCE.search(text, opening.end())
    if not closing:
        return "", text, False
    head = text[opening.end() + 1 : closing.start()]
    blank = "\n" * text.count("\n", 0, closing.end())
    return head, blank + text[closing.end() :], True
