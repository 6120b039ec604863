"""Rules about the front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minutes import diagnostics as codes
from minutes.archive import Archive
from minutes.diagnostics import Diagnostic, Place, Span, diagnostic
from minutes.frontmatter import date_in_path
from minutes.model import Minutes
from minutes.rules.meant import meant
from minutes.vocabulary import FRONT_MATTER_KEYS

_TYPES: dict[str, tuple[type, ...]] = {
    "title": (str,),
    "linkTitle": (str,),
    "weight": (int,),
    "description": (str, type(None)),
    "source": (str,),
}
_DATE_IN_TITLE = re.compile(r"(?<![\d.])(?P<month>\d{1,2})\.(?P<day>\d{1,2})\s*$")


def front_matter_key_unknown(archive: Archive) -> Iterator[Diagnostic]:
    """The front matter uses the keys that the format knows."""
    for minutes in archive.minutes:
        for key in minutes.front_matter:
            if key not in FRONT_MATTER_KEYS:
                values = {"key": key, "known": meant(key, FRONT_MATTER_KEYS, ", ")}
                yield diagnostic(codes.FRONT_MATTER_KEY_UNKNOWN, minutes.path, _key(minutes, key), **values)


def front_matter_type(archive: Archive) -> Iterator[Diagnostic]:
    """Titles are text and the weight is a whole number."""
    for minutes in archive.minutes:
        for key, types in _TYPES.items():
            value = minutes.front_matter.get(key, "" if str in types else 0)
            if not isinstance(value, types) or isinstance(value, bool):
                values = {"key": key, "found_type": type(value).__name__, "expected_type": types[0].__name__}
                yield diagnostic(codes.FRONT_MATTER_TYPE, minutes.path, _key(minutes, key), **values)


def date_differs_from_name(archive: Archive) -> Iterator[Diagnostic]:
    """A file that is named after a date is named after the date of its meeting."""
    for minutes in archive.minutes:
        named = date_in_path(minutes.path)
        if named and minutes.date and named != minutes.date:
            values = {"date": minutes.date, "named": named}
            yield diagnostic(codes.DATE_DIFFERS_FROM_NAME, minutes.path, _key(minutes, "date"), **values)


def title_date_differs(archive: Archive) -> Iterator[Diagnostic]:
    """A title that ends in month and day names those of the meeting."""
    for minutes in archive.minutes:
        match = _DATE_IN_TITLE.search(minutes.title)
        if not match or not minutes.date:
            continue
        if (int(match["month"]), int(match["day"])) != (minutes.date.month, minutes.date.day):
            values = {"found": match[0].strip(), "expected": f"{minutes.date.month}.{minutes.date.day}"}
            span = minutes.place(_key(minutes, "title").line, match[0].strip())
            yield diagnostic(codes.TITLE_DATE_DIFFERS, minutes.path, span, **values)


def weight_out_of_order(archive: Archive) -> Iterator[Diagnostic]:
    """Weights grow with the dates of the meetings."""
    for locale in archive.locales:
        before: Minutes | None = None
        for meeting in archive.meetings:
            minutes = meeting.minutes.get(locale)
            weight = minutes.front_matter.get("weight") if minutes else None
            if not minutes or not isinstance(weight, int):
                continue
            last = before.front_matter["weight"] if before else None
            if before and isinstance(last, int) and weight <= last:
                values = {"found": weight, "last": last, "path": before.path}
                span = _key(minutes, "weight")
                place = Place(before.path, _key(before, "weight"))
                yield diagnostic(codes.WEIGHT_OUT_OF_ORDER, minutes.path, span, **values).along_with(place)
            before = minutes


def _key(minutes: Minutes, key: str) -> Span:
    """The line of a front matter key, or the first line."""
    for number, line in enumerate(minutes.lines, start=1):
        if number > 1 and line.rstrip() == "---":
            break
        if line.startswith(f"{key}:"):
            return minutes.place(number)
    return minutes.place(1)
