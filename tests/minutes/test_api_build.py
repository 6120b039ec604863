"""The data API: what its records say of made-up meetings, in which both locales are one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any

import jsonschema
import pytest
from helpers import PROJECT, REGISTRY_FILES

from minutes import api
from minutes.api.build import files
from minutes.api.documents import DOCUMENTS, problems
from minutes.api.pages import Pages
from minutes.api.schemas import schemas
from minutes.archive import Archive, archive_from, read_archive
from minutes.asof import as_of
from minutes.views.lens import Lens
from minutes.views.people import people_index
from samples import FOREST

# Two meetings in both locales, which have not quite the same in them, and one in Chinese only.
FIRST_ZH = """\
**会议主题**：观鸟例会 5.6

**参会人**：mira, tomas-k, 周小满, Mira Holt

**会前必读**：[说明](/docs/read/)

## 议程 1：Heron 的退避策略 @mira @周小满

1. 见 https://github.com/birdhouse/heron/pull/12
2. **Q：** 要等多久？
   **A：** 最多一分钟。
3. **Q：** 谁来写？

**提案**：backoff → 已接受

**提案**：backoff/limit → 已接受

**结论**：先等一秒。

**结论**：最多等一分钟。

待办

- [ ] 写指南 @mira
- [x] 修缓存

## 议程 2：落叶松 @tomas-k

见 https://github.com/birdhouse/larch/pull/9

**结论**：照旧。

## 相关资讯

Heron v0.3.0 发布！

链接：https://birds.example/heron
"""
FIRST_EN = """\
**Topic**: Bird call 5.6

**Attendees**: mira, tomas-k, 周小满

**Pre-reading**: [Read this](/docs/read/)

## Agenda 1: Backoff in Heron @mira @周小满

1. See https://github.com/birdhouse/heron/pull/12
2. **Q:** How long to wait?
   **A:** A minute at most.
3. **Q:** Who writes it?

**Decision**: Wait for a second first.

**Decision**: Wait for a minute at most.

Action Items

- [ ] Write a guide @mira
- [x] Mend the cache

## Agenda 2: Larch @tomas-k

See https://github.com/birdhouse/larch/pull/9

**Decision**: As before.

**Decision**: Look again in June.

## Agenda 3: Open floor @Ta Nguyen

Only noted in English.

## Related news

Heron v0.3.0 released!

Gull v1.0.0 released!
"""
SECOND_ZH = """\
**会议主题**：观鸟例会 6.3

**参会人**：米拉

## 议程 1：Larch v0.2.0 发布 @米拉

**提案**：backoff → 已发布（Heron v0.4.0）

待办

- [x] 写指南
- 问 tomas @tomas-k

## 相关资讯

Heron v0.3.0 已发布
"""
QUESTION = "    questions: [{id: limit, title: {zh: 上限, en: Limit}}]\n"
FILES: Mapping[str, str] = {
    **REGISTRY_FILES,
    "_data/proposals.yml": REGISTRY_FILES["_data/proposals.yml"].replace(
        "    champions: [mira]\n", f"    champions: [mira]\n{QUESTION}"
    ),
    **{f"{locale}/{page}.md": "x" for locale in ("zh", "en") for page in ("news", "people", "projects")},
    "zh/proposals/backoff.md": "x",
    "en/proposals/quiet.md": "x",
    "zh/meetings/2031-05-06.md": FIRST_ZH,
    "en/meetings/2031-05-06.md": FIRST_EN,
    "zh/meetings/2031-06-03.md": SECOND_ZH,
    "zh/meetings/notes.md": "## 议程 1：退避策略 @somebody\n\n正文\n",
}
SITE = "https://birds.example/"


def place(path: str, text: str) -> dict[str, object]:
    """Where a text stands in the sample."""
    written = FILES[path].split("\n")
    return {"path": path, "line": next(number for number, line in enumerate(written, start=1) if text in line)}


ZH, EN, LATER = "zh/meetings/2031-05-06.md", "en/meetings/2031-05-06.md", "zh/meetings/2031-06-03.md"


def archive_in(files: Mapping[str, str | bytes]) -> Archive:
    """The archive of a docs folder with these files."""
    contents = {path: text if isinstance(text, bytes) else text.encode() for path, text in files.items()}
    return archive_from(frozenset(contents), lambda path: contents[path], ("zh", "en"))


def texts_of(archive: Archive, locales: tuple[str, ...] = ("zh", "en")) -> dict[str, str]:
    """The files of the API as written, the first locale being the default one."""
    folders = {locale: "" if locale == locales[0] else f"{locale}/" for locale in locales}
    return texts_from(archive, Pages(SITE, folders, "https://community.example/", archive.documents))


def texts_from(archive: Archive, pages: Pages) -> dict[str, str]:
    """The same, for other addresses of pages."""
    lenses = {locale: Lens(archive, locale) for locale in pages.locales}
    return {name: data.decode() for name, data in files(lenses, pages)}


Data = dict[str, Any]


def data_of(archive: Archive) -> Data:
    """The files of the API as a reader has them."""
    return {name: json.loads(text) for name, text in texts_of(archive).items()}


ARCHIVES = {
    "birds": archive_in(FILES),
    "forest": archive_in(FOREST),
    "project": read_archive(PROJECT / "docs", ("zh", "en")),
    "empty": archive_in({}),
}


@cache
def written(name: str) -> dict[str, str]:
    """The files of the API, of the archive of that name."""
    return texts_of(ARCHIVES[name])


@pytest.fixture
def data() -> Data:
    """The sample above."""
    return {name: json.loads(text) for name, text in written("birds").items()}


def record(data: Data, name: str, record_id: str) -> Data:
    """One record of a file."""
    (found,) = [one for one in records(data, name) if one["id"] == record_id]
    return dict(found)


def records(data: Data, name: str) -> list[Data]:
    """The records of a file."""
    return list(data[name][name.replace("-", "_")])


def ids(data: Data, name: str) -> list[str]:
    """The ids of the records of a file."""
    return [one["id"] for one in records(data, name)]


# Files.


def test_a_file_says_what_it_is_and_where_it_comes_from(data: Data) -> None:
    assert list(data) == ["meetings", "agenda", "proposals", "releases", "people", "projects", "action-items"]
    for name, document in data.items():
        assert list(document) == ["$schema", "version", "generated_from", "locales", name.replace("-", "_")]
        assert document["$schema"] == f"schema/{name}.schema.json"
        assert document["version"] == api.VERSION
        assert document["generated_from"] == {"site": SITE, "latest_meeting": "2031-06-03"}
        assert document["locales"] == ["zh", "en"]


def test_a_file_has_a_line_for_each_record_and_is_readable_text() -> None:
    for text in written("birds").values():
        first, *lines, last = text.removesuffix("\n").split("\n")
        assert first.endswith(":[")
        assert last == "]}"
        assert [json.loads(line.removesuffix(","))["id"] for line in lines]
        assert "\\u" not in text


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("archive", ARCHIVES)
def test_a_file_keeps_to_its_schema(archive: str, name: str) -> None:
    text = written(archive)[name]
    assert problems(name, text.encode()) == ()
    schema = json.loads(schemas()[f"{name}.schema.json"])
    checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    assert [error.message for error in checker.iter_errors(json.loads(text))] == []


@pytest.mark.parametrize("name", ARCHIVES)
def test_two_builds_are_equal_to_the_byte_whatever_was_asked_of_the_lenses_before(name: str) -> None:
    archive = ARCHIVES[name]
    lenses = {locale: Lens(archive, locale) for locale in ("en", "zh")}
    for lens in lenses.values():
        assert lens.releases or lens.items or not archive.meetings
    pages = Pages(SITE, {"zh": "", "en": "en/"}, "https://community.example/", archive.documents)
    assert {each: data.decode() for each, data in files(lenses, pages)} == written(name)


@pytest.mark.parametrize("name", ARCHIVES)
def test_of_a_large_archive_only_what_pages_show_is_kept_for_longer(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    archive = ARCHIVES[name]
    lenses = {locale: Lens(archive, locale) for locale in ("zh", "en")}
    shown = lenses["zh"].meetings
    monkeypatch.setattr("minutes.api.build.LARGE", 1)
    pages = Pages(SITE, {"zh": "", "en": "en/"}, "https://community.example/", archive.documents)
    made = files(lenses, pages)
    first, data = next(made)
    assert lenses["en"].views == {}
    assert len(lenses["zh"].views) == len(shown)
    assert {first: data.decode(), **{each: data.decode() for each, data in made}} == written(name)


def test_an_empty_archive_has_files_without_records() -> None:
    data = data_of(ARCHIVES["empty"])
    assert [records(data, name) for name in data] == [[]] * len(DOCUMENTS)
    assert data["meetings"]["generated_from"]["latest_meeting"] is None


# A file that is not as its schema has it.


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ('"number":1', '"number":"1"', "agenda[0].number"),
        ('"presenters":["mira","周小满"]', '"presenters":"mira, 周小满"', "agenda[0].presenters"),
        ('"anchor":"agenda-1"', '"ankor":"agenda-1"', "agenda[0].anchor"),
        ('"line":7', '"line":0', "agenda[0].source.zh.line"),
        ('"version":1', '"version":2', "version"),
    ],
)
def test_a_file_that_is_not_as_its_schema_has_it_is_found_out_by_place(before: str, after: str, place: str) -> None:
    text = written("birds")["agenda"]
    assert before in text
    assert place in [problem.place for problem in problems("agenda", text.replace(before, after, 1).encode())]


def test_what_is_no_json_is_found_out() -> None:
    (problem,) = problems("agenda", written("birds")["agenda"][:-4].encode())
    assert "EOF" in problem.reason


# Records.


def test_a_meeting(data: Data) -> None:
    assert record(data, "meetings", "2031-05-06") == {
        "id": "2031-05-06",
        "date": "2031-05-06",
        "title": {"zh": "观鸟例会 5.6", "en": "Bird call 5.6"},
        "source_locale": "zh",
        "translation": {"zh": "source", "en": "translated"},
        "attendees": ["mira", "tomas", "周小满"],
        "pre_reading": [
            {
                "id": "/docs/read/",
                "kind": "document",
                "url": "https://community.example/docs/read/",
                "label": {"zh": "说明", "en": "Read this"},
            }
        ],
        "recording": [],
        "items": ["2031-05-06#agenda-1", "2031-05-06#agenda-2", "2031-05-06#agenda-3"],
        "releases": ["heron@0.3.0", "gull@1.0.0"],
        "url": {"zh": f"{SITE}meetings/2031-05-06/", "en": f"{SITE}en/meetings/2031-05-06/"},
        "source": {
            "zh": {"path": "zh/meetings/2031-05-06.md", "line": 1},
            "en": {"path": "en/meetings/2031-05-06.md", "line": 1},
        },
    }


def test_texts_and_sources_are_in_the_locales_that_have_them_and_pages_in_all(data: Data) -> None:
    meeting = record(data, "meetings", "2031-06-03")
    assert [list(meeting[key]) for key in ("title", "source", "url")] == [["zh"], ["zh"], ["zh", "en"]]
    assert meeting["translation"] == {"zh": "source", "en": "missing"}
    item = record(data, "agenda", "2031-05-06#agenda-3")
    assert item["title"] == {"en": "Open floor"}
    assert item["source"] == {"en": place(EN, "Agenda 3")}
    assert list(item["url"]) == ["zh", "en"]
    assert item["translation"] == {"zh": "missing", "en": "translated"}


@pytest.mark.parametrize(
    ("record_of", "second", "state"),
    [
        ("", "## Agenda 2: B\n\nx\n", "translated"),
        ("", "", "outdated"),
        ("00000000", "## Agenda 2: B\n\nx\n", "outdated"),
    ],
)
def test_a_translation_is_as_good_as_that_of_its_items(record_of: str, second: str, state: str) -> None:
    item = "## Agenda 1: A\n\nx\n\n"
    here = sha256("".join(item.split()).encode()).hexdigest()[:8]
    front = f"---\ntranslation: {{agenda-1: {record_of}-{here}}}\n---\n\n" if record_of else ""
    files = {ZH: "## 议程 1：甲\n\n文\n\n## 议程 2：乙\n\n文\n", EN: f"{front}{item}{second}"}
    (meeting,) = records(data_of(archive_in(files)), "meetings")
    assert meeting["translation"] == {"zh": "source", "en": state}


def test_an_agenda_item(data: Data) -> None:
    item = record(data, "agenda", "2031-05-06#agenda-1")
    assert {key: item[key] for key in item if key not in ("decisions", "questions", "action_items")} == {
        "id": "2031-05-06#agenda-1",
        "meeting": "2031-05-06",
        "number": 1,
        "anchor": "agenda-1",
        "title": {"zh": "Heron 的退避策略", "en": "Backoff in Heron"},
        "kinds": ["design", "tasks", "questions"],
        "presenters": ["mira", "周小满"],
        "projects": ["heron"],
        "proposals": ["backoff"],
        "references": [
            {
                "id": "birdhouse/heron#12",
                "kind": "pull_request",
                "url": "https://github.com/birdhouse/heron/pull/12",
                "label": {"zh": "heron#12", "en": "heron#12"},
            }
        ],
        "releases": [],
        "translation": {"zh": "source", "en": "translated"},
        "url": {
            "zh": f"{SITE}meetings/2031-05-06/#agenda-1",
            "en": f"{SITE}en/meetings/2031-05-06/#agenda-1",
        },
        "source": {"zh": place(ZH, "议程 1"), "en": place(EN, "Agenda 1")},
    }
    assert [one["kinds"] for one in records(data, "agenda")][1:] == [
        ["other"],
        ["other"],
        ["design", "release", "tasks"],
    ]


def test_decisions_of_two_locales_are_one_where_they_are_as_many(data: Data) -> None:
    item, other = (record(data, "agenda", f"2031-05-06#agenda-{number}") for number in (1, 2))
    assert item["decisions"] == [
        {
            "id": "2031-05-06#agenda-1-decision-1",
            "text": {"zh": "先等一秒。", "en": "Wait for a second first."},
            "url": item["url"],
            "source": {"zh": place(ZH, "先等一秒"), "en": place(EN, "Wait for a second")},
        },
        {
            "id": "2031-05-06#agenda-1-decision-2",
            "text": {"zh": "最多等一分钟。", "en": "Wait for a minute at most."},
            "url": item["url"],
            "source": {"zh": place(ZH, "最多等一分钟"), "en": place(EN, "Wait for a minute")},
        },
    ]
    assert [(one["text"], one["source"]) for one in other["decisions"]] == [
        ({"zh": "照旧。"}, {"zh": place(ZH, "照旧")}),
        ({"en": "As before."}, {"en": place(EN, "As before")}),
        ({"en": "Look again in June."}, {"en": place(EN, "Look again")}),
    ]
    assert all(one["url"] == other["url"] for one in other["decisions"])


def test_a_question_without_an_answer_has_none(data: Data) -> None:
    item = record(data, "agenda", "2031-05-06#agenda-1")
    assert item["questions"] == [
        {
            "id": "2031-05-06#agenda-1-question-1",
            "question": {"zh": "要等多久？", "en": "How long to wait?"},
            "answer": {"zh": "最多一分钟。", "en": "A minute at most."},
            "url": item["url"],
            "source": {"zh": place(ZH, "要等多久"), "en": place(EN, "How long to wait")},
        },
        {
            "id": "2031-05-06#agenda-1-question-2",
            "question": {"zh": "谁来写？", "en": "Who writes it?"},
            "answer": {},
            "url": item["url"],
            "source": {"zh": place(ZH, "谁来写"), "en": place(EN, "Who writes it")},
        },
    ]


def test_an_action_item_keeps_the_id_of_where_it_was_raised(data: Data) -> None:
    assert ids(data, "action-items") == [
        *("2031-05-06#agenda-1-action-1", "2031-05-06#agenda-1-action-2", "2031-06-03#agenda-1-action-2")
    ]
    guide, cache, ask = records(data, "action-items")
    assert [mention["item"] for mention in guide["mentions"]] == ["2031-05-06#agenda-1", "2031-06-03#agenda-1"]
    assert [mention["done"] for mention in guide["mentions"]] == [False, True]
    assert guide["mentions"][0]["source"] == {"zh": place(ZH, "写指南"), "en": place(EN, "Write a guide")}
    assert (guide["done"], cache["done"], ask["done"]) == (True, True, None)
    assert (guide["assignees"], cache["assignees"], ask["assignees"]) == (["mira"], [], ["tomas"])
    assert guide["text"] == {"zh": "写指南"}
    assert guide["url"]["zh"] == f"{SITE}meetings/2031-05-06/#agenda-1"
    assert guide["source"] == guide["mentions"][0]["source"]
    entries = {item["id"]: item["action_items"] for item in records(data, "agenda") if item["action_items"]}
    assert [(one["id"], one["done"]) for one in entries["2031-06-03#agenda-1"]] == [
        ("2031-05-06#agenda-1-action-1", True),
        ("2031-06-03#agenda-1-action-2", None),
    ]
    assert entries["2031-05-06#agenda-1"][1]["text"] == {"zh": "修缓存", "en": "Mend the cache"}
    later = entries["2031-06-03#agenda-1"][0]
    assert (later["url"], later["source"]) == (guide["mentions"][1]["url"], {"zh": place(LATER, "写指南")})


def test_a_release_is_one_however_often_it_is_named(data: Data) -> None:
    assert ids(data, "releases") == ["heron@0.3.0", "gull@1.0.0", "larch@0.2.0", "heron@0.4.0"]
    first, stranger, larch, heron = records(data, "releases")
    assert first == {
        "id": "heron@0.3.0",
        "project": "heron",
        "version": "0.3.0",
        "date": "2031-05-06",
        "meeting": "2031-05-06",
        "item": None,
        "text": {"zh": "Heron v0.3.0 发布！", "en": "Heron v0.3.0 released!"},
        "proposals": [],
        "references": [
            {
                "id": "https://birds.example/heron",
                "kind": "document",
                "url": "https://birds.example/heron",
                "label": {"zh": "birds.example/heron"},
            }
        ],
        "url": {"zh": f"{SITE}news/#heron-v0.3.0", "en": f"{SITE}en/news/#heron-v0.3.0"},
        "source": {"zh": place(ZH, "Heron v0.3.0"), "en": place(EN, "Heron v0.3.0")},
    }
    assert (stranger["text"], list(stranger["source"])) == ({"en": "Gull v1.0.0 released!"}, ["en"])
    assert (larch["item"], larch["source"]["zh"]) == ("2031-06-03#agenda-1", place(LATER, "议程 1"))
    assert (heron["item"], heron["proposals"]) == ("2031-06-03#agenda-1", ["backoff"])


def test_a_proposal_has_its_evidence_and_what_its_status_rests_on(data: Data) -> None:
    proposal = record(data, "proposals", "backoff")
    assert [(one["item"], one["status"], one["declared"], one["basis"]) for one in proposal["evidence"]] == [
        ("2031-05-06#agenda-1", "accepted", True, "directive"),
        ("2031-06-03#agenda-1", "released", True, "directive"),
    ]
    assert proposal["deciding"] == {
        "item": "2031-06-03#agenda-1",
        "meeting": "2031-06-03",
        "status": "released",
        "declared": True,
        "basis": "directive",
        "release": "heron@0.4.0",
        "url": {
            "zh": f"{SITE}meetings/2031-06-03/#agenda-1",
            "en": f"{SITE}en/meetings/2031-06-03/#agenda-1",
        },
        "source": {"zh": place(LATER, "**提案**")},
    }
    (question,) = proposal["questions"]
    assert (question["id"], question["status"], question["title"]["en"]) == ("backoff/limit", "accepted", "Limit")
    assert question["deciding"] == question["evidence"][0]
    assert question["deciding"]["source"]["zh"] == place(ZH, "backoff/limit")
    assert (proposal["status"], proposal["release"], proposal["kind"]) == ("released", "heron@0.4.0", "design")
    assert (proposal["champions"], proposal["projects"]) == (["mira"], ["heron"])
    assert proposal["source"] == place("_data/proposals.yml", "id: backoff")


def test_the_issues_of_a_proposal_are_what_the_minutes_call_them(data: Data) -> None:
    issues = record(data, "proposals", "backoff")["issues"]
    assert [(one["id"], one["kind"]) for one in issues] == [
        ("birdhouse/heron#12", "pull_request"),
        ("birdhouse/heron#13", "issue"),
    ]


def test_a_proposal_that_nobody_spoke_of_has_no_evidence(data: Data) -> None:
    proposal = record(data, "proposals", "quiet")
    assert (proposal["status"], proposal["deciding"], proposal["evidence"]) == ("proposed", None, [])
    assert (proposal["title"], proposal["summary"], proposal["release"]) == ({"en": "Quiet mode"}, {}, None)


def test_a_proposal_has_an_address_where_it_has_a_page(data: Data) -> None:
    found = {one["id"]: list(one["url"]) for one in records(data, "proposals")}
    # A page of the default locale stands in for the other one.
    assert found == {"backoff": ["zh", "en"], "tracing": [], "quiet": ["en"]}


def test_people_have_what_they_did_whether_they_are_registered_or_not(data: Data) -> None:
    assert ids(data, "people") == ["mira", "tomas", "rx", "ta-nguyen", "周小满"]
    assert record(data, "people", "mira") == {
        "id": "mira",
        "name": "Mira Holt",
        "registered": True,
        "github": "mirah",
        "aliases": ["米拉"],
        "presented": ["2031-05-06#agenda-1", "2031-06-03#agenda-1"],
        "attended": ["2031-05-06", "2031-06-03"],
        "assigned": ["2031-05-06#agenda-1-action-1"],
        "champions": ["backoff"],
        "url": {"zh": f"{SITE}people/#mira", "en": f"{SITE}en/people/#mira"},
        "source": place("_data/people.yml", "id: mira"),
    }
    stranger = record(data, "people", "周小满")
    assert (stranger["registered"], stranger["github"], stranger["aliases"]) == (False, None, [])
    assert stranger["source"] is None
    assert stranger["attended"] == ["2031-05-06"]
    assert stranger["url"]["en"] == f"{SITE}en/people/#%E5%91%A8%E5%B0%8F%E6%BB%A1"


def test_projects_have_what_was_said_of_them(data: Data) -> None:
    assert ids(data, "projects") == ["heron", "larch", "gull"]
    heron = record(data, "projects", "heron")
    assert (heron["aliases"], heron["repositories"]) == (["苍鹭"], ["birdhouse/heron", "heron-contrib/*"])
    assert heron["items"] == ["2031-05-06#agenda-1", "2031-06-03#agenda-1"]
    assert (heron["proposals"], heron["releases"]) == (["backoff", "tracing"], ["heron@0.3.0", "heron@0.4.0"])
    gull = record(data, "projects", "gull")
    assert (gull["name"], gull["registered"], gull["releases"]) == ("Gull", False, ["gull@1.0.0"])
    assert (heron["source"], gull["source"]) == (place("_data/projects.yml", "id: heron"), None)


def test_an_unregistered_champion_is_one_of_the_people() -> None:
    proposals = FILES["_data/proposals.yml"].replace("champions: [mira]", "champions: [mira, wren]")
    archive = archive_in({**FILES, "_data/proposals.yml": proposals})
    data = data_of(archive)
    assert record(data, "proposals", "backoff")["champions"] == ["mira", "wren"]
    wren = record(data, "people", "wren")
    assert (wren["registered"], wren["champions"], wren["source"]) == (False, ["backoff"], None)
    shown = {one.id for initial in people_index(Lens(archive, "zh")).initials for one in initial.people}
    # The page shows those too whom minutes name that belong to no meeting.
    assert set(ids(data, "people")) == shown - {"somebody"}


def test_minutes_that_belong_to_no_meeting_are_not_in_it() -> None:
    text = "".join(written("birds").values())
    assert "notes.md" not in text
    assert "somebody" not in text


def test_what_came_later_is_not_in_the_data_as_of_a_day() -> None:
    early = as_of(ARCHIVES["birds"], date(2031, 5, 31))
    texts = texts_of(early)
    assert "2031-06" not in "".join(texts.values())
    data = data_of(early)
    assert record(data, "proposals", "backoff")["status"] == "accepted"
    assert data["people"]["generated_from"]["latest_meeting"] == "2031-05-06"
    for name in ("proposals", "people", "projects"):
        registered = [one for one in records(data, name) if one.get("registered", True)]
        assert registered
        for one in registered:
            assert one["source"] == place(f"_data/{name}.yml", f"id: {one['id']}")


def test_the_default_locale_stands_at_the_root() -> None:
    english = texts_of(archive_from(frozenset(FILES), lambda path: FILES[path].encode(), ("en", "zh")), ("en", "zh"))
    meeting = json.loads(english["meetings"])["meetings"][0]
    assert meeting["url"] == {"en": f"{SITE}meetings/2031-05-06/", "zh": f"{SITE}zh/meetings/2031-05-06/"}


def test_without_an_address_of_the_site_addresses_begin_at_its_root() -> None:
    archive = ARCHIVES["birds"]
    pages = Pages("/", {"zh": "", "en": "en/"}, "", archive.documents)
    meeting = json.loads(texts_from(archive, pages)["meetings"])["meetings"][0]
    assert meeting["url"] == {"zh": "/meetings/2031-05-06/", "en": "/en/meetings/2031-05-06/"}
    for text in schemas().values():
        addresses = json.loads(text)["$defs"]["Origin"]["properties"]["site"]
        assert addresses["format"] == "uri-reference"


# Ids.


def named(value: object) -> Iterator[tuple[str, str]]:
    """Every property whose value is a text or a list of them, in a record and in what it holds."""
    if isinstance(value, dict):
        for key, part in value.items():
            texts = part if isinstance(part, list) else [part]
            yield from ((key, text) for text in texts if isinstance(text, str))
            yield from named(part)
    elif isinstance(value, list):
        for part in value:
            yield from named(part)


POINTS_TO = {
    **dict.fromkeys(("meeting", "attended"), "meetings"),
    **dict.fromkeys(("item", "items", "presented"), "agenda"),
    **dict.fromkeys(("attendees", "presenters", "assignees", "champions"), "people"),
    **dict.fromkeys(("project", "projects"), "projects"),
    "proposals": "proposals",
    **dict.fromkeys(("release", "releases"), "releases"),
    "assigned": "action-items",
}


@pytest.mark.parametrize("archive", ARCHIVES)
def test_every_id_is_unique_and_leads_to_a_record(archive: str) -> None:
    data = {name: json.loads(text) for name, text in written(archive).items()}
    known = {name: set(ids(data, name)) for name in data}
    assert {name: len(found) for name, found in known.items()} == {name: len(records(data, name)) for name in data}
    for name in data:
        for one in records(data, name):
            for key, value in named(one):
                # A person champions proposals; a proposal has champions.
                target = "proposals" if (name, key) == ("people", "champions") else POINTS_TO.get(key)
                assert target is None or value in known[target], (name, one["id"], key, value)
