"""Feeds and the calendar from the archive, as subscribers read them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from helpers import FRAGMENTS, PROJECTS, archive_of
from lxml import html

from minutes.feeds.atom import atom
from minutes.feeds.documents import Document, Publisher, documents
from minutes.feeds.ical import ical
from minutes.feeds.jsonfeed import json_feed
from minutes.feeds.plain import one_line, plain
from minutes.identifiers import authority
from minutes.renderer import PageLinks, Renderer
from minutes.views import feeds as view
from minutes.views.calendar import calendar
from minutes.views.lens import Lens
from subscribers import read_atom, read_calendar, read_json

ROOT = "https://example.org/"
NAMES = "example.net,2024"
TAG = f"tag:{NAMES}:"
PUBLISHER = Publisher("鸟舍", NAMES, lasting=True)
PROPOSALS = """\
proposals:
  - id: backoff
    title: {zh: 退避策略, en: Backoff policy}
    projects: [heron]
    questions:
      - {id: cap, title: {zh: 上限, en: The cap}}
  - {id: tracing, title: {zh: 链路追踪}, projects: [larch]}
  - {id: tours, kind: programme, title: {zh: 参观, en: Tours}, projects: [heron]}
"""
FIRST = """\
---
title: 鸟舍会议 5.6
date: 2031-05-06
---

**参会人**：Mira Holt

## 议程 1：退避策略 @Mira Holt

1. 见 [下一项](#agenda-2)、[另一次](2031-05-20.md#agenda-1)、[官网](/docs/)，![图](图.png)。

**提案**：backoff → 已提出

## 议程 2：Larch 的闲谈

**提案**：tours

## 相关资讯

Heron v1.2.0 发布！

https://example.net/heron
"""
FIRST_EN = """\
---
title: Birdhouse meeting 5.6
date: 2031-05-06
---

**Attendees**: Mira Holt

## Agenda 1: Backoff policy @Mira Holt

1. See [the next item](#agenda-2).

**Proposal**: backoff → proposed

## Agenda 2: Small talk about Larch

**Proposal**: tours

## Related news

Heron v1.2.0 released!

https://example.net/heron
"""
SECOND = """\
---
title: 鸟舍会议 5.20
date: 2031-05-20
---

## 议程 1：退避策略的上限

**提案**：backoff/cap → 已接受

## 议程 2：Heron 还是用退避策略

**提案**：backoff → 已提出

## 议程 3：落地

**提案**：backoff → 已发布（Heron v1.3.0）
"""
FILES: Mapping[str, str | bytes] = {
    "_data/proposals.yml": PROPOSALS,
    "zh/meetings/2031-05-06.md": FIRST,
    "en/meetings/2031-05-06.md": FIRST_EN,
    "zh/meetings/2031-05-20.md": SECOND,
}


def links(prefix: str, root: str) -> PageLinks:
    def to_file(path: str) -> str | None:
        return f"{root}{path.removeprefix('zh/').removesuffix('.md')}/" if path.endswith(".md") else None

    return PageLinks(lambda address: f"{root}{prefix}{address}", to_file, "https://birds.example/")


def all_feeds(lens: Lens, root: str = ROOT, publisher: Publisher = PUBLISHER) -> dict[str, Document]:
    prefix = "" if lens.locale == "zh" else f"{lens.locale}/"
    found = documents(lens, Renderer(FRAGMENTS, lens.locale), links(prefix, root), publisher)
    return {document.name: document for document in found}


def events(lens: Lens, root: str = ROOT) -> bytes:
    prefix = "" if lens.locale == "zh" else f"{lens.locale}/"
    return ical(calendar(lens), "会议日历", lens.locale, PUBLISHER, links(prefix, root).to_address)


def ids(document: Document) -> list[str]:
    return [piece.id.removeprefix(TAG) for piece in document.pieces]


def tree_of(text: str) -> Any:
    return html.fromstring(text)


@pytest.fixture(scope="module")
def zh(tmp_path_factory: pytest.TempPathFactory) -> Lens:
    return Lens(archive_of(tmp_path_factory.mktemp("birdhouse"), FILES), "zh")


@pytest.fixture(scope="module")
def en(zh: Lens) -> Lens:
    return Lens(zh.archive, "en")


# What is told.


def test_every_feed_tells_its_part_newest_first(zh: Lens) -> None:
    found = {name: ids(document) for name, document in all_feeds(zh).items()}
    proposed, accepted = "proposals/backoff/2031-05-06#agenda-1", "proposals/backoff/cap/2031-05-20#agenda-1"
    released = "proposals/backoff/2031-05-20#agenda-3"
    assert found == {
        "news": ["releases/heron@1.3.0", "releases/heron@1.2.0"],
        "meetings": ["meetings/2031-05-20", "meetings/2031-05-06"],
        # That a status is the same as before is no news, nor that a programme goes on.
        "proposals": [released, accepted, proposed],
        # An item that moved a proposal is told as that, and not twice.
        "projects/heron": [
            released,
            accepted,
            "releases/heron@1.3.0",
            "agenda/2031-05-20#agenda-2",
            proposed,
            "releases/heron@1.2.0",
        ],
        "projects/larch": ["agenda/2031-05-06#agenda-2"],
        "proposals/backoff": [
            "proposals/backoff/2031-05-20#agenda-1",
            "proposals/backoff/2031-05-20#agenda-2",
            released,
            accepted,
            proposed,
        ],
        "proposals/tracing": [],
        "proposals/tours": ["proposals/tours/2031-05-06#agenda-2"],
    }


def test_titles_say_what_happened(zh: Lens, en: Lens) -> None:
    assert [piece.title for piece in all_feeds(zh)["proposals/backoff"].pieces][-3:] == [
        "退避策略：已发布",
        "退避策略 · 上限：已接受",
        "退避策略：已提出",
    ]
    english = all_feeds(en)
    assert [piece.title for piece in english["proposals"].pieces][-1] == "Backoff policy: proposed"
    assert [piece.title for piece in english["proposals/tours"].pieces] == ["Tours: on the agenda"]
    assert [piece.title for piece in english["news"].pieces] == ["Heron v1.3.0 released", "Heron v1.2.0 released"]


def test_a_feed_has_its_latest_entries(zh: Lens, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = all_feeds(zh)
    monkeypatch.setattr(view, "LATEST", 1)
    for name, document in all_feeds(zh).items():
        assert ids(document) == ids(whole[name])[:1]


# Names that never change.

EDITED: Mapping[str, str | bytes] = {
    **FILES,
    "_data/proposals.yml": PROPOSALS.replace("退避策略", "重试之前的等待").replace("上限", "最多多久"),
    "_data/projects.yml": PROJECTS.replace("name: Heron, aliases: [", "name: Grey Heron, aliases: [Heron, "),
    "zh/meetings/2031-05-06.md": FIRST.replace("鸟舍", "另一个").replace("闲谈", "正事"),
    "zh/meetings/2031-05-20.md": SECOND.replace("落地", "完成了").replace("鸟舍", "另一个"),
}


def test_names_stay_when_texts_are_edited_and_hosts_versions_and_locales_change(
    zh: Lens, en: Lens, tmp_path: Path
) -> None:
    def names(lens: Lens, root: str = ROOT) -> dict[str, list[str]]:
        return {name: [piece.id for piece in one.pieces] for name, one in all_feeds(lens, root).items()}

    first, edited = names(zh), Lens(archive_of(tmp_path, EDITED), "zh")
    assert all_feeds(edited)["proposals/backoff"].pieces[-1].title == "重试之前的等待：已提出"
    assert names(edited) == names(en) == names(zh, "https://other.example/2031.05/") == first
    assert {document.id for document in all_feeds(zh).values()} == {f"{TAG}feeds/zh/{name}" for name in first}
    uids = [event["uid"] for event in read_calendar(events(zh))["events"]]
    assert uids == ["2031-05-06@example.net", "2031-05-20@example.net"]
    for other in (events(edited), events(en), events(zh, "https://other.example/2031.05/")):
        assert [event["uid"] for event in read_calendar(other)["events"]] == uids


def test_no_two_entries_have_one_name(zh: Lens) -> None:
    told: dict[str, set[str]] = {}
    for document in all_feeds(zh).values():
        assert len(set(ids(document))) == len(document.pieces)
        for piece in document.pieces:
            told.setdefault(piece.id, set()).add(piece.html)
    # What several feeds tell is the same in all of them.
    assert [name for name, texts in told.items() if len(texts) > 1] == []


@pytest.mark.parametrize(
    ("stated", "addresses", "names"),
    [
        ("Example.net,2024", ["https://www.example.org/"], "example.net,2024"),
        ("example.net,2024-02-29", [], "example.net,2024-02-29"),
        ("", ["", "https://www.example.org:8000/x/"], "www.example.org,2024"),
        ("", ["https://birds.example/", "https://example.org/"], "birds.example,2024"),
        ("", ["", "/"], "localhost,2024"),
    ],
)
def test_the_authority_is_the_one_stated_or_the_first_host(stated: str, addresses: list[str], names: str) -> None:
    assert authority(stated, *addresses) == names


@pytest.mark.parametrize("stated", ["example.net", "example.net,24", "exa mple,2024", ",2024", "example.net,2024 "])
def test_what_is_no_authority_is_refused(stated: str) -> None:
    with pytest.raises(ValueError, match=re.escape(stated)):
        authority(stated)


# Read back.


def test_atom_says_the_same_as_json_feed(zh: Lens, en: Lens) -> None:
    for lens, prefix in ((zh, ""), (en, "en/")):
        for name, document in all_feeds(lens).items():
            first, second = read_atom(atom(document)), read_json(json_feed(document))
            lines = json_feed(document).decode().split("\n")[1:-2]
            assert [json.loads(line.rstrip(",")) for line in lines if line] == second["items"]
            assert first.feed.language == second["language"] == lens.locale
            assert first.feed.title == second["title"] == document.title
            assert first.feed.subtitle == second["description"]
            assert second["feed_url"] == f"{ROOT}{prefix}feeds/{name}.json"
            told = {link.rel: link.href for link in first.feed.links}
            assert told == {"self": f"{ROOT}{prefix}feeds/{name}.atom", "alternate": second["home_page_url"]}
            assert [
                (one.id, one.link, one.title, one.content[0].value, one.published, one.updated) for one in first.entries
            ] == [
                (
                    *(one[key] for key in ("id", "url", "title", "content_html", "date_published")),
                    one["date_published"],
                )
                for one in second["items"]
            ]
            for entry, item in zip(first.entries, second["items"], strict=True):
                assert [tag.label for tag in entry.get("tags", [])] == item.get("tags", [])
                named = [[one["name"] for one in told.get("authors", [])] for told in (entry, item)]
                assert named[0] == named[1]
            assert [one["name"] for one in first.feed.authors] == [one["name"] for one in second["authors"]] == ["鸟舍"]


def test_a_text_in_another_language_says_so(en: Lens) -> None:
    found = all_feeds(en)
    newest, oldest = read_atom(atom(found["meetings"])).entries
    assert (newest.title_detail.language, oldest.title_detail.language) == ("zh", "en")
    assert [item["language"] for item in read_json(json_feed(found["meetings"]))["items"]] == ["zh", "en"]
    content = tree_of(newest.content[0].value)
    assert content.get("lang") == "en"
    for spoken in content.xpath(".//*[contains(text(), '退避')]"):
        assert spoken.xpath("ancestor-or-self::*[@lang][1]/@lang") == ["zh"]
    # A proposal has its title in one locale only; another has its own in both, and entries in both languages.
    for name, lang in (("proposals/tracing", "zh"), ("proposals/backoff", "en")):
        assert read_atom(atom(found[name])).feed.title_detail.language == lang
    languages = {entry.title_detail.language for entry in read_atom(atom(found["projects/heron"])).entries}
    assert languages == {"en", "zh"}


def test_content_is_sanitised_and_every_link_in_it_works_anywhere(zh: Lens) -> None:
    oldest = all_feeds(zh)["meetings"].pieces[-1]
    content = tree_of(oldest.html)
    found = [*content.xpath(".//a/@href"), *content.xpath(".//img/@src")]
    assert [one for one in found if not one.startswith("https://")] == []
    assert {
        f"{ROOT}meetings/2031-05-06/#agenda-2",
        f"{ROOT}meetings/2031-05-20/#agenda-1",
        "https://birds.example/docs/",
        "https://example.net/heron",
    } <= set(found)
    assert "Mira Holt" in content.text_content()
    assert "Heron v1.2.0 发布" in content.text_content()


HOSTILE = "]]> <script>alert(1)</script> &amp; \\x07 \\x1b \\uFFFE 一"
HOSTILE_TEXT = "]]> <script>alert(1)</script> &amp; \ufffd \ufffd \ufffd 一"


def test_a_hostile_title_stays_text(tmp_path: Path) -> None:
    minutes = f'---\ntitle: "{HOSTILE}"\ndate: 2031-05-06\n---\n\n## 议程 1：]]> \\<script> \x07\x0b\x1f @a\x08b\n\n'
    minutes += "**提案**：backoff → 已接受\n\n<script>alert(1)</script> ]]> \x01 &#1; &#xD800;\n"
    titles = PROPOSALS.replace("zh: 退避策略", f'zh: "{HOSTILE}"')
    lens = Lens(archive_of(tmp_path, {"_data/proposals.yml": titles, "zh/meetings/2031-05-06.md": minutes}), "zh")
    found = all_feeds(lens)
    for document in found.values():
        assert len(read_atom(atom(document)).entries) == len(read_json(json_feed(document))["items"])
        for piece in document.pieces:
            assert not tree_of(piece.html).xpath(".//script | .//@onload")
            assert plain(piece.html) == piece.html
    (entry,) = read_atom(atom(found["meetings"])).entries
    assert entry.title == HOSTILE_TEXT
    (status,) = read_json(json_feed(found["proposals"]))["items"]
    assert status["title"] == f"{HOSTILE_TEXT}：已接受"
    assert "alert(1)" in tree_of(status["content_html"]).text_content()
    (event,) = read_calendar(events(lens))["events"]
    assert event["summary"] == HOSTILE_TEXT
    assert plain(event["description"]) == event["description"]


def test_characters_that_no_format_takes_are_marked() -> None:
    assert plain("a\x00b\x0c\ud800c\udfff\ufffe\ufdd0\U0001f426\t\n") == "a\ufffdb\ufffd\ufffdc\ufffd\ufffd\ufffd🐦\t\n"
    assert one_line(" a\r\n\tb ") == "a b"


# Time.


def test_no_time_comes_from_the_clock(zh: Lens, tmp_path: Path) -> None:
    for document in all_feeds(zh).values():
        told = [str(day) for day in re.findall(rb"\d{4}-\d\d-\d\dT[^<]*", atom(document))]
        assert all("2031-05-06T00:00:00+00:00" in one or "2031-05-20T00:00:00+00:00" in one for one in told)
        assert told
    # A feed without entries is as old as the archive, and that of an empty one has a time too.
    assert all_feeds(zh)["proposals/tracing"].updated == datetime.fromisoformat("2031-05-20T00:00:00+00:00")
    empty = Lens(archive_of(tmp_path, {}, with_registry=False), "zh")
    for document in all_feeds(empty).values():
        assert read_atom(atom(document)).feed.updated == "1970-01-01T00:00:00+00:00"
        assert read_json(json_feed(document))["items"] == []
    assert read_calendar(events(empty))["events"] == []


def test_a_feed_of_a_version_does_not_bind_its_readers_to_it(zh: Lens) -> None:
    document = all_feeds(zh, publisher=Publisher("鸟舍", NAMES, lasting=False))["news"]
    assert [link.rel for link in read_atom(atom(document)).feed.links] == ["alternate"]
    assert "feed_url" not in read_json(json_feed(document))


# The calendar.


def test_an_event_has_the_agenda_and_the_address_of_its_meeting(zh: Lens, en: Lens) -> None:
    found = read_calendar(events(zh))
    assert (found["version"], found["name"]) == ("2.0", "会议日历 · 鸟舍")
    first, second = found["events"]
    assert first["summary"] == "鸟舍会议 5.6"
    assert first["url"] == f"{ROOT}meetings/2031-05-06/"
    assert first["description"].split("\n") == [
        "议程 1：退避策略（Mira Holt）",
        "议程 2：Larch 的闲谈",
        f"{ROOT}meetings/2031-05-06/",
    ]
    assert (first["start"], first["allDay"], first["days"]) == ("2031-05-06", True, 1)
    assert (first["stamp"], second["stamp"]) == ("2031-05-06T00:00:00Z", "2031-05-20T00:00:00Z")
    english = read_calendar(events(en))["events"]
    assert english[0]["description"].startswith("Agenda item 1: Backoff policy (Mira Holt)\n")
    assert [event["lang"] for event in english] == ["en", "zh"]


def event_of(folder: Path, day: str, title: str = "会议") -> Any:
    text = f"---\ntitle: '{title}'\ndate: {day}\n---\n\n## 议程 1：{title}\n"
    lens = Lens(archive_of(folder, {"zh/meetings/2031-05-06.md": text}), "zh")
    (event,) = read_calendar(events(lens))["events"]
    return event


@pytest.mark.parametrize(
    ("day", "start", "floating"),
    [
        ("2031-05-06", "2031-05-06", True),
        ("2031-05-06T19:30:00+08:00", "2031-05-06T11:30:00Z", False),
        ("2031-05-06 19:30", "2031-05-06T19:30:00", True),
        # What a tool writes that knows no time.
        ("2031-05-06T00:00:00+08:00", "2031-05-06", True),
        ("2031-05-06T25:00:00", "2031-05-06", True),
    ],
)
def test_an_event_has_a_time_only_where_the_minutes_tell_one(
    day: str, start: str, floating: bool, tmp_path: Path
) -> None:
    event = event_of(tmp_path, day)
    assert (event["start"], event["floating"], event["allDay"]) == (start, floating, "T" not in start)


def test_long_lines_are_folded_and_special_characters_escaped(tmp_path: Path) -> None:
    title = r"逗号,分号;反斜杠\n冒号:引号" + '"' + "退避策略🐦" * 60
    event = event_of(tmp_path, "2031-05-06", title)
    assert event["summary"] == title
    assert event["description"].split("\n")[0] == f"议程 1：{title}"
