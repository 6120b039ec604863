"""The site as of a day: nothing on it was known only later."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from babel.dates import format_date
from mkdocs.exceptions import Abort

from builder import PROJECT, BuiltSite, build_docs, build_site
from minutes.archive import Archive, read_archive
from minutes.model import Minutes
from minutes.strings import strings_for
from samples import FOREST

LOCALES = ("zh", "en")
ARCHIVE: Archive = read_archive(PROJECT / "docs", LOCALES)
DAYS = [meeting.date for meeting in ARCHIVE.meetings]


def told_by(minutes: Minutes) -> Iterator[str]:
    """What minutes name: addresses, people, versions."""
    yield from (link.href for link in minutes.links if link.href.startswith("http"))
    yield from minutes.header.attendees
    for item in minutes.items:
        yield from item.presenters
        yield from (f"{release.project} v{release.version}" for release in item.releases)
    for entry in minutes.news:
        yield from (f"{release.project} v{release.version}" for release in entry.releases)


def first_told() -> Mapping[str, date]:
    """The first meeting that names a thing, in whatever case."""
    first: dict[str, date] = {}
    for meeting in ARCHIVE.meetings:
        for minutes in meeting.minutes.values():
            for name in told_by(minutes):
                first.setdefault(name.casefold(), meeting.date)
    return first


FIRST = first_told()


def dates_of(day: date) -> Iterator[str]:
    """A date as the site may write it."""
    yield day.isoformat()
    for locale in LOCALES:
        yield format_date(day, strings_for(locale)("date.long"), locale=locale)


def named(text: str, name: str) -> bool:
    """Whether a text names a thing, as a word of its own."""
    return name in text and bool(re.search(rf"(?<![\w./-]){re.escape(name)}(?![\w/-])", text))


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_no_page_names_what_came_later(day: date, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINUTES_AS_OF", day.isoformat())
    site = build_docs(PROJECT / "docs", tmp_path / "site", strict=True)
    assert site.warnings == []
    later = {name for name, first in FIRST.items() if first > day}
    later |= {text.casefold() for other in DAYS if other > day for text in dates_of(other)}
    # What earlier minutes say in passing was known.
    known = "\n".join(minutes.source for one in ARCHIVE.meetings if one.date <= day for minutes in one.minutes.values())
    known = known.casefold()
    later = {name for name in later if not named(known, name)}
    for path, text in published(site):
        told = text.casefold()
        assert [name for name in later if named(told, name)] == [], path


def published(site: BuiltSite) -> Iterator[tuple[str, str]]:
    """Every text of the site."""
    for file in sorted(site.folder.rglob("*")):
        path = file.relative_to(site.folder).as_posix()
        # Grams are no words, and the words of the index are those of its texts.
        indexed = "search/data/grams-" in path or "search/data/words-" in path
        if not indexed and file.suffix in (".html", ".json", ".xml", ".atom", ".ics"):
            yield path, file.read_text(encoding="utf-8")


def test_the_whole_archive_is_what_its_last_day_saw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = build_site(tmp_path / "whole", FOREST)
    monkeypatch.setenv("MINUTES_AS_OF", "2023-03-15")
    last = build_site(tmp_path / "last", FOREST)
    names = sorted(file.relative_to(whole.folder) for file in whole.folder.rglob("*") if file.is_file())
    assert names == sorted(file.relative_to(last.folder) for file in last.folder.rglob("*") if file.is_file())
    for name in names:
        if name.suffix in (".html", ".json"):
            assert (whole.folder / name).read_bytes() == (last.folder / name).read_bytes(), name


def test_a_day_before_the_first_meeting_has_a_site_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINUTES_AS_OF", (DAYS[0] - timedelta(days=1)).isoformat())
    site = build_docs(PROJECT / "docs", tmp_path / "site", strict=True)
    assert site.warnings == []
    assert list(site.broken_links()) == []
    assert "还没有会议纪要" in site.article("agenda").text_content()


def test_marked_parts_of_authored_pages_come_with_their_meeting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = "---\ntitle: x\n---\n\n早已知道。\n\n<!-- since: 2023-03-15 -->\n\n后来才知道。\n\n<!-- end since -->\n"
    files = {**FOREST, "zh/proposals/retries.md": f"{page}\n<!-- view: proposal-dossier -->\n"}
    monkeypatch.setenv("MINUTES_AS_OF", "2023-03-01")
    early = build_site(tmp_path / "early", files)
    text = early.article("proposals/retries").text_content()
    assert "早已知道" in text
    assert "后来才知道" not in text
    monkeypatch.delenv("MINUTES_AS_OF")
    assert "后来才知道" in build_site(tmp_path / "late", files).article("proposals/retries").text_content()


def test_marks_that_do_not_pair_are_named_by_line(tmp_path: Path) -> None:
    page = "---\ntitle: x\n---\n\n<!-- since: 2023-03-15 -->\n\n后来才知道。\n"
    site = build_site(tmp_path, {**FOREST, "zh/proposals/retries.md": page})
    (warning,) = site.warnings
    assert "zh/proposals/retries.md:5" in warning


@pytest.mark.parametrize("asked", ["2022-13-01", "yesterday", "2022-7-28"])
def test_a_day_that_is_none_is_refused_in_words(
    asked: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("MINUTES_AS_OF", asked)
    with pytest.raises(Abort):
        build_site(tmp_path, FOREST)
    assert f"MINUTES_AS_OF: “{asked}”不是日期" in caplog.text
    assert f'"{asked}" is not a date' in caplog.text
    assert not (tmp_path / "site").exists()
