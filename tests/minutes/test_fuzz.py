"""Whatever stands in minutes: nothing raises, nothing takes work out of proportion, nothing is lost, fixes settle.

The suite tries some examples of each property, the same ones in every run. With EXAMPLES, as `make fuzz` sets it, there
are about so many in all, other ones in every run.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from types import FrameType

from cmarkgfm.cmark import Options
from fuzzing import fuzzed
from grammar import OWN_WORD, numbered
from helpers import FRAGMENTS, LINKS, PROPOSAL_PAGES, registry, render
from hypothesis import strategies as st
from strategies import FILES, MINUTES, PATHS, part

from minutes import fixes
from minutes.action_items import action_histories
from minutes.api.build import files as api_files
from minutes.api.documents import problems
from minutes.api.pages import Pages
from minutes.archive import Archive, archive_from, read_archive
from minutes.diagnostics import Diagnostic
from minutes.feeds.atom import atom
from minutes.feeds.documents import Publisher, documents
from minutes.feeds.ical import ical
from minutes.feeds.jsonfeed import json_feed
from minutes.frontmatter import read_front_matter
from minutes.gfm import gfm_to_html
from minutes.model import Minutes
from minutes.renderer import Renderer
from minutes.reporters import REPORTERS, Report
from minutes.rules import check
from minutes.scaffold import new_minutes
from minutes.search.index import search_files
from minutes.search.runs import run_of
from minutes.strings import strings_for
from minutes.views.calendar import calendar
from minutes.views.lens import Lens
from minutes.views.meetings import loose_page, meeting_page
from minutes.views.search import loose_record, search_records
from minutes.vocabulary import AGENDA_HEADING

LOCALES = ("zh", "en")
REGISTRY = registry()
PUBLISHER = Publisher("鸟舍", "example.net,2024", lasting=True)
PAGES = Pages("https://example.org/", {"zh": "", "en": "en/"}, "https://birds.example/")
RENDERERS = {locale: Renderer(FRAGMENTS, locale) for locale in LOCALES}

# Another meeting, so that there is one to carry tasks on from, and to lead to.
LATER = """\
---
title: 鸟舍会议 5.20
date: 2031-05-20
weight: 3
---

**参会人**：Mira Holt

## 议程 1：退避策略 @mira

**提案**：backoff → 已讨论

**待办**

- [ ] words @tomas-k
"""
OTHERS: Mapping[str, bytes] = {"zh/meetings/2031-05-20.md": LATER.encode(), **dict.fromkeys(PROPOSAL_PAGES, b"")}


def archive_with(files: Mapping[str, bytes]) -> Archive:
    """The archive of the made-up community with some minutes more."""
    every = {**OTHERS, **files}
    return replace(archive_from(frozenset(every), every.__getitem__, LOCALES), registry=REGISTRY)


def pages_of(archive: Archive, locale: str, found: Iterable[Diagnostic] = ()) -> dict[str, str]:
    """The pages of all minutes in a locale, by the path of what stands on them."""
    lens = Lens(archive, locale)
    errors = [one for one in found if one.fails_strict]

    def about(minutes: Minutes) -> list[Diagnostic]:
        return [one for one in errors if one.path == minutes.path]

    pages = {}
    for meeting in archive.meetings:
        minutes = meeting.in_locale(locale)
        pages[minutes.path] = render("meeting_page", meeting_page(lens, meeting, about(minutes)), locale)
    for minutes in archive.unplaced:
        pages[minutes.path] = render("meeting_page", loose_page(lens, minutes, about(minutes)), locale)
    return pages


# Never raises, and nothing lost.


class _Shown(HTMLParser):
    """The texts of some HTML as a browser would show them, however its elements are nested."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def texts_in(html: str) -> list[str]:
    reader = _Shown()
    reader.feed(html)
    reader.close()
    return reader.texts


def shown_on_github(minutes: Minutes) -> set[str]:
    """The words of minutes that can be seen on GitHub: those below the front matter, and those of its title."""
    front = read_front_matter(minutes.source, minutes.path)
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    # A comment that nothing ends would hide all that follows it; here it hides nothing.
    closed, end, opened = gfm_to_html(front.body, options).rpartition("-->")
    html = f"{closed}{end}{opened.replace('<!--', '&lt;!--')}"
    # Neither does an instruction or a declaration; and over some sections the reader of HTML raises.
    texts = texts_in(re.sub(r"<(?=!\[|[?!](?!--)[^<>]*(?:<|$))", "&lt;", html))
    # A page numbers its items in its own language; and an address ends before Chinese there, so that what GitHub takes
    # for more of it can be a link.
    texts = [re.sub(r"(://|www\.)(\S*\]\()\S*", r"\1\2", AGENDA_HEADING.sub("", text)) for text in texts]
    texts += [front.raw, str(front.values.get("title") or "")]
    # A tag that nothing ends may be taken for text or not: the names in it don't count, nor does what never shows.
    words = OWN_WORD if "<" in front.body else re.compile(r"\w+")
    # A tag or another comment that nothing ends may take the beginning of a comment into itself.
    hidden = OWN_WORD.findall(" ".join(re.findall(r"<!--(?s:.*?)-->|<[?!][^<>]*>", front.body)))
    return {word for text in texts for word in words.findall(text)}.difference(hidden)


def told_about(minutes: Minutes, found: Iterable[Diagnostic]) -> str:
    """What findings quote of minutes, and the lines that they are about."""
    lines = minutes.source.split("\n")
    texts: list[str] = []
    for one in found:
        if one.path == minutes.path:
            texts += one.values.values()
            texts += lines[one.span.line - 1 : max(one.span.end_line, one.span.line)]
    return "\n".join(texts)


def assert_nothing_lost(minutes: Minutes, page: str, found: Iterable[Diagnostic]) -> None:
    shown = "".join(texts_in(page.replace("<wbr>", "")))
    missing = {word for word in shown_on_github(minutes) if word not in shown}
    told = told_about(minutes, found) if missing else ""
    assert {word for word in missing if word not in told} == set()


def assert_every_place_is_there(archive: Archive, found: Iterable[Diagnostic]) -> None:
    lines = {minutes.path: minutes.source.split("\n") for minutes in archive.minutes}
    for one in found:
        for path, span in [(one.path, one.span), *one.related]:
            if path in lines:
                assert 1 <= span.line <= len(lines[path])
                assert 1 <= span.column <= len(lines[path][span.line - 1]) + 1
                assert span.end_line <= len(lines[path])


@fuzzed(150, 45, text=MINUTES, path=PATHS["zh"] | PATHS["en"])
def test_all_that_can_be_seen_of_minutes_is_on_their_page_or_in_a_finding(text: str, path: str) -> None:
    archive = archive_with({path: text.encode()})
    found = check(archive)
    assert_every_place_is_there(archive, found)
    pages = pages_of(archive, path[:2], found)
    (minutes,) = (one for one in archive.minutes if one.path == path)
    assert_nothing_lost(minutes, pages[path], found)


@fuzzed(50, 20, zh=FILES, en=FILES, zh_path=PATHS["zh"], en_path=PATHS["en"])
def test_whatever_bytes_a_file_has_the_page_in_either_language_shows_them(
    zh: bytes, en: bytes, zh_path: str, en_path: str
) -> None:
    archive = archive_with({zh_path: zh, en_path: en})
    found = check(archive)
    assert_every_place_is_there(archive, found)
    for locale in LOCALES:
        pages = pages_of(archive, locale, found)
        for minutes in archive.minutes:
            if minutes.locale == locale:
                assert_nothing_lost(minutes, pages[minutes.path], found)


@fuzzed(25, 8, zh=FILES, en=MINUTES, path=PATHS["en"])
def test_whatever_is_made_of_minutes_can_be_made_of_any(zh: bytes, en: str, path: str) -> None:
    archive = archive_with({"zh/meetings/2031-05-06.md": zh, path: en.encode()})
    sources = {minutes.path: minutes.source for minutes in archive.minutes}
    found = check(archive)
    lenses = {locale: Lens(archive, locale) for locale in LOCALES}
    for locale, lens in lenses.items():
        for reporter in REPORTERS.values():
            reporter(Report(found, strings_for(locale), lambda path: sources.get(path, "")))
        loose = [loose_record(lens, "meetings/a/", minutes) for minutes in archive.unplaced]
        for _, text in search_files([run_of([*search_records(lens), *loose])]):
            text.encode()
        for document in documents(lens, RENDERERS[locale], LINKS, PUBLISHER):
            atom(document)
            json_feed(document)
        ical(calendar(lens), "会议日历", locale, PUBLISHER, LINKS.to_address)
    for name, data in api_files(lenses, PAGES):
        assert problems(name, data) == ()


# Work.


def work(text: str) -> int:
    """How often functions are called, of Python and of libraries, for a text to become a page and findings."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:  # noqa: ARG001
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        archive = archive_with({"zh/meetings/2031-05-06.md": text.encode()})
        pages_of(archive, "zh", check(archive))
    finally:
        sys.setprofile(before)
    return calls


def assert_in_proportion(part: str, times: int) -> None:
    """Twice as much text may take twice the work for what was added."""
    work(part)
    least, middle, most = (work(part * (times << doubled)) for doubled in range(3))
    assert most - middle <= 2.5 * max(middle - least, 0) + 2_000


@fuzzed(25, 7, text=part("piece") | part("header") | part("bit") | part("front"), before=part("heading") | st.just(""))
def test_twice_as_much_of_anything_takes_twice_the_work(text: str, before: str) -> None:
    assert_in_proportion(numbered(before + text), 10)


# Parse, write, parse.


def mended(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files after all safe fixes."""
    with tempfile.TemporaryDirectory() as folder:
        docs = Path(folder)
        for path, data in {**OTHERS, **files}.items():
            (docs / path).parent.mkdir(parents=True, exist_ok=True)
            (docs / path).write_bytes(data)
        changes = fixes.repair(docs, lambda docs: check(replace(read_archive(docs, LOCALES), registry=REGISTRY)))
    return {**files, **{change.path: change.after for change in changes if change.path in files}}


UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def errors_of(archive: Archive) -> Counter[str]:
    return Counter(one.code.slug for one in check(archive) if one.fails_strict)


@fuzzed(25, 12, zh=MINUTES, en=MINUTES)
def test_safe_fixes_settle_and_break_nothing(zh: str, en: str) -> None:
    files = {"zh/meetings/2031-05-06.md": zh.encode(), "en/meetings/2031-05-06.md": en.encode()}
    once = mended(files)
    assert mended(once) == once
    # What no one sees may have hidden an error, such as a number that is used twice.
    seen = {path: UNSEEN.sub("", data.decode()).encode() for path, data in files.items()}
    assert not errors_of(archive_with(once)) - errors_of(archive_with(seen))


DAY = date(2031, 6, 3)
TITLES = part("title").map(numbered).filter(str.strip)


@fuzzed(50, 8, zh=MINUTES, en=MINUTES, titles=st.lists(TITLES, max_size=3))
def test_new_minutes_are_read_as_they_were_meant(zh: str, en: str, titles: list[str]) -> None:
    archive = archive_with({"zh/meetings/2031-05-06.md": zh.encode(), "en/meetings/2031-05-06.md": en.encode()})
    drafts = new_minutes(archive, DAY, titles)
    both = archive_with(
        {"zh/meetings/2031-05-06.md": zh.encode(), "en/meetings/2031-05-06.md": en.encode()}
        | {path: text.encode() for path, text in drafts.items()}
    )
    meeting = both.meeting(DAY.isoformat())
    assert meeting is not None
    tasks = [one for one in action_histories(archive) if one.done is False]
    for locale, minutes in meeting.minutes.items():
        assert minutes.source == drafts[minutes.path]
        assert [item.number for item in minutes.items] == list(range(1, (len(titles) or 1) + bool(tasks) + 1))
        assert [locale for one in minutes.diagnostics if one.fails_strict] == []
    assert new_minutes(archive, DAY, titles) == drafts
