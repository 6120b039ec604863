"""Rules about addresses and references."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minutes import diagnostics as codes
from minutes.archive import Archive
from minutes.diagnostics import Diagnostic, Edit, Place, Span, diagnostic
from minutes.markdown import BARE_URL

_MALFORMED = re.compile(
    r"^https?://github\.com/(?:[\w.-]+/[\w.-]+/(?:issue/|pulls/\d|pull-requests?/|pull/?$|issues/[^\d?#/]|release/)"
    r"|/|[\w.-]+//)"
)
_BARE_NUMBER = re.compile(r"(?<![\w/#&=.-])#\d{1,6}\b")
_NOT_BARE = ("](", "]: ", "=", '="', "='")
"""What stands before an address that is part of a link, of its definition or of an element."""
_LOCAL = re.compile(r"^http://(?:localhost|127\.|10\.|192\.168\.|\[)")


def url_malformed(archive: Archive) -> Iterator[Diagnostic]:
    """An address of an issue, a pull request or a release has the form that the code host gives it."""
    for minutes in archive.minutes:
        for href, _, line in dict.fromkeys(minutes.links):
            if _MALFORMED.match(href):
                yield diagnostic(codes.URL_MALFORMED, minutes.path, minutes.place(line, href), url=href)


def link_labels_differ(archive: Archive) -> Iterator[Diagnostic]:
    """In one meeting, one address goes by one name."""
    for minutes in archive.minutes:
        first: dict[str, tuple[str, int]] = {}
        for href, text, line in minutes.links:
            name = text.strip()
            if not name or name == href or "://" in name:
                continue
            known, at = first.setdefault(href, (name, line))
            if known != name:
                values = {"url": href, "first": known, "second": name}
                found = diagnostic(codes.LINK_LABELS_DIFFER, minutes.path, minutes.place(line, name), **values)
                yield found.along_with(Place(minutes.path, minutes.place(at, known)))


def reference_without_repository(archive: Archive) -> Iterator[Diagnostic]:
    """An issue or pull request is named together with its repository; a number alone means nothing on the site."""
    for minutes in archive.minutes:
        for line, text in minutes.texts:
            for match in _BARE_NUMBER.finditer(text) if "#" in text else ():
                span = minutes.place(line, match[0])
                yield diagnostic(codes.REFERENCE_WITHOUT_REPOSITORY, minutes.path, span, found=match[0])


def url_runs_into_text(archive: Archive) -> Iterator[Diagnostic]:
    """A bare address before Chinese text stands in angle brackets, or has a space after it.

    This site ends it there anyway; GitHub takes the text for a part of it.
    """
    for minutes in archive.minutes:
        linked = {line for _, _, line in minutes.links}
        for number, text in enumerate(minutes.lines, start=1):
            for match in BARE_URL.finditer(text) if number in linked and not text.isascii() else ():
                before = text[: match.start()]
                if match["cjk"] and not before.endswith(_NOT_BARE) and before.count("`") % 2 == 0:
                    end = match.end() - len(match["cjk"])
                    span = Span(number, match.start() + 1, number, end + 1)
                    before_it, after_it = (Span(number, at + 1, number, at + 1) for at in (match.start(), end))
                    found = diagnostic(codes.URL_RUNS_INTO_TEXT, minutes.path, span, found=match["cjk"])
                    yield found.mended_by(Edit(before_it, "<"), Edit(after_it, ">"))


def url_insecure(archive: Archive) -> Iterator[Diagnostic]:
    """An address uses https."""
    for minutes in archive.minutes:
        for href, _, line in dict.fromkeys(minutes.links):
            if href.startswith("http://") and not _LOCAL.match(href):
                yield diagnostic(codes.URL_INSECURE, minutes.path, minutes.place(line, href), url=href)
