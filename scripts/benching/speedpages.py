"""The guide's page on the speed of builds: its measured part is written from a benchmark's results, in every language.

What stands between the page's two marks is replaced. It is as of the day of the measurement: the site as of an earlier
day leaves it out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from babel.dates import format_date

from benching.sites import prefixes
from minutes.strings import Strings, strings_for

PAGE = "contributing/speed.md"
"""Below a locale's folder."""
_MARKED = re.compile(r"(?<=^<!-- measured -->\n).*?(?=^<!-- end measured -->$)", re.DOTALL | re.MULTILINE)
_LABELS = {
    "python": "Python",
    "mkdocs": "MkDocs",
    "mkdocs-material": "Material",
    "mkdocs-static-i18n": "static-i18n",
    "hugo": "Hugo",
}


def write_pages(found: Mapping[str, Any], docs: Path) -> None:
    """Write the measured part of the page in every locale of a docs folder.

    ``found`` is what the benchmark wrote as JSON; the preview may be left out. Raises KeyError where whole builds were
    not measured, and LookupError for a page without marks.
    """
    for locale in prefixes():
        file = docs / locale / PAGE
        text = file.read_text(encoding="utf-8")
        marked = _MARKED.search(text)
        if not marked:
            raise LookupError(f"{file}: no <!-- measured --> and <!-- end measured -->")
        before, after = text[: marked.start()], text[marked.end() :]
        part = _part(found, strings_for(locale))
        file.write_text(f"{before}{part}{after}", encoding="utf-8", newline="\n")


def _part(found: Mapping[str, Any], strings: Strings) -> str:
    measured = found["build"]
    sizes = [int(size) for size in measured["sizes"]]
    small, large = min(sizes), max(sizes)
    day = date.fromisoformat(measured["date"])
    circumstances = strings(
        "bench.circumstances",
        date=format_date(day, strings("date.long"), locale=strings.locale),
        **measured["machine"],
        meetings=strings("count.meetings", n=f"{large:,}"),
        rounds=measured["rounds"],
        versions=strings("review.comma").join(
            f"{_LABELS[name]} {number}" for name, number in measured["versions"].items()
        ),
    )
    head = [*(strings(f"bench.{name}") for name in ("who", "seconds", "ratio", "processor", "memory"))]
    head.append(strings("bench.growth", small=f"{small:,}", large=f"{large:,}"))
    rows = [head, ["---", *(["--:"] * (len(head) - 1))]]
    for name, one in measured["sizes"][str(large)].items():
        numbers = (f"{one['seconds']:.1f}", _ratio(one["ratio"]), f"{one['processor_seconds']:.1f}", one["megabytes"])
        rows.append([strings(f"bench.{name}"), *map(str, numbers), f"{measured['growth'][name]:.1f}"])
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    marks = (f"<!-- since: {day} -->", "<!-- end since -->")
    preview = [_preview(found["preview"], large, strings)] if found.get("preview") else []
    parts = [f"{marks[0]}\n\n## {strings('bench.heading')}", circumstances, table, *preview, marks[1]]
    return "\n\n".join(parts) + "\n"


def _preview(milliseconds: Mapping[str, float], meetings: int, strings: Strings) -> str:
    seconds = {name: f"{value / 1000:.2f}" for name, value in milliseconds.items()}
    return strings("bench.preview", meetings=strings("count.meetings", n=f"{meetings:,}"), **seconds)


def _ratio(ratio: float) -> str:
    return f"{ratio:.2f}" if ratio >= 0.1 else f"{ratio:.3f}"
