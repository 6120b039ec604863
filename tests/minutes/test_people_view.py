"""The page of people: everybody has a place, in order of name, and a thing counts once whatever language it is in."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers import archive_of, render, tree_of, words_of

from minutes.strings import LOCALES
from minutes.views.lens import Lens
from minutes.views.people import MOST_ACTIVE, PeopleIndex, PersonView, name_key, people_index

# The first meeting is in both languages, and each has people, a presenter and an attendee that the other has not.
FILES = {
    "zh/meetings/2031-05-06.md": """\
**参会人**：mira, tomas-k, 周小满

## 议程 1：退避策略 @mira @周小满

**提案**：backoff → 已接受

待办

- [ ] @米拉 写指南
- [x] @tomas-k 修缓存
- @欧阳 问一问

## 议程 2：落叶松 @tomas-k

正文
""",
    "en/meetings/2031-05-06.md": """\
**Attendees**: Mira Holt, Rx:9

## Agenda 1: Backoff in Heron @mirah

Action items

- [ ] @mirah write a guide
- [x] @tomas-k mend the cache
- @欧阳 ask around

## Agenda 2: Larch @Ta Nguyen

Text
""",
    "zh/meetings/2032-06-03.md": """\
**参会人**：米拉

## 议程 1：Larch @米拉

待办

- [x] @米拉 写指南
""",
}


def index_of(folder: Path, files: dict[str, str], locale: str = "zh", with_registry: bool = True) -> PeopleIndex:
    return people_index(Lens(archive_of(folder, files, with_registry), locale))


def people_of(index: PeopleIndex) -> dict[str, PersonView]:
    """Everybody by id, in the order of the page."""
    return {person.id: person for initial in index.initials for person in initial.people}


@pytest.fixture(params=LOCALES)
def index(tmp_path: Path, request: pytest.FixtureRequest) -> PeopleIndex:
    """The sample in either language."""
    return index_of(tmp_path, FILES, str(request.param))


def test_everybody_whom_anything_names_has_one_entry(index: PeopleIndex) -> None:
    assert list(people_of(index)) == ["mira", "rx", "ta-nguyen", "tomas", "欧阳", "周小满"]
    assert index.total == 6


def test_a_registered_person_whom_no_minutes_name_has_an_entry_that_says_so(tmp_path: Path) -> None:
    index = index_of(tmp_path, {})
    assert list(people_of(index)) == ["mira", "rx", "tomas"]
    (rx,) = tree_of(render("people_index", index)).with_tag("h4")[1:2]
    assert rx.attributes["id"] == "rx"
    assert "No agenda item, attendance or action item is recorded." in words_of(render("people_index", index))
    assert index.most_active == ()


def test_whom_only_minutes_without_a_meeting_name_has_an_entry(tmp_path: Path) -> None:
    files = {
        "en/meetings/notes.md": "**Attendees**: Uma\n\n## Agenda 1: T @Vik\n\nAction items\n\n- [ ] @Wim does it\n"
    }
    index = index_of(tmp_path, files, with_registry=False)
    assert list(people_of(index)) == ["uma", "vik", "wim"]
    assert all(not person.attended and not person.active for person in people_of(index).values())


def test_whom_only_a_proposal_names_has_an_entry(tmp_path: Path) -> None:
    index = index_of(
        tmp_path,
        {"_data/proposals.yml": "proposals:\n  - {id: backoff, title: {en: Backoff}, champions: [nobody-else]}\n"},
    )
    assert [one.id for one in people_of(index)["nobody-else"].proposals] == ["backoff"]


def test_an_agenda_item_counts_once_for_each_who_presented_it_in_any_language(index: PeopleIndex) -> None:
    presented = {
        person.id: [(item.meeting_id, item.number) for item in person.presented] for person in people_of(index).values()
    }
    assert presented == {
        "mira": [("2032-06-03", 1), ("2031-05-06", 1)],
        "rx": [],
        "ta-nguyen": [("2031-05-06", 2)],
        "tomas": [("2031-05-06", 2)],
        "欧阳": [],
        "周小满": [("2031-05-06", 1)],
    }
    assert index.presenters == 4


def test_a_meeting_counts_once_for_each_who_attended_it_in_any_language(index: PeopleIndex) -> None:
    attended = {
        person.id: [meeting.id for year in person.years for meeting in year.meetings]
        for person in people_of(index).values()
    }
    assert attended == {
        "mira": ["2032-06-03", "2031-05-06"],
        "rx": ["2031-05-06"],
        "ta-nguyen": [],
        "tomas": ["2031-05-06"],
        "欧阳": [],
        "周小满": ["2031-05-06"],
    }
    mira = people_of(index)["mira"]
    assert ([year.year for year in mira.years], mira.attended) == ([2032, 2031], 2)


def test_a_task_stands_at_those_who_took_it_as_it_is_now_and_where_it_was_raised(tmp_path: Path) -> None:
    people = people_of(index_of(tmp_path, FILES))
    (guide,) = people["mira"].tasks
    assert (guide.action.done, guide.raised.meeting_id, guide.raised.anchor) == (True, "2031-05-06", "agenda-1")
    assert [task.action.done for task in people["tomas"].tasks] == [True]
    assert [task.action.done for task in people["欧阳"].tasks] == [None]
    page = words_of(render("people_index", index_of(tmp_path, FILES, "en"), "en"))
    assert "not recorded @欧阳 ask around 2031-05-06 · Agenda 1" in page


def test_what_is_not_done_stands_before_what_is_and_the_newest_first(tmp_path: Path) -> None:
    def tasks(day: str, *entries: str) -> tuple[str, str]:
        return f"en/meetings/{day}.md", "## Agenda 1: T\n\nAction items\n\n" + "\n".join(f"- {one}" for one in entries)

    files = dict(
        [tasks("2031-05-06", "[ ] @mira old", "[x] @mira past"), tasks("2031-06-03", "[x] @mira made", "[ ] @mira new")]
    )
    found = [task.action.text for task in people_of(index_of(tmp_path, files))["mira"].tasks]
    assert found == ["@mira new", "@mira old", "@mira made", "@mira past"]


def test_a_person_has_the_proposals_that_they_champion_with_their_status(index: PeopleIndex) -> None:
    mira = people_of(index)["mira"]
    assert [(one.id, one.status.value) for one in mira.proposals] == [("backoff", "accepted")]
    assert not people_of(index)["tomas"].proposals


def test_only_a_registered_handle_is_a_link_and_only_registered_spellings_are_shown(index: PeopleIndex) -> None:
    people = people_of(index)
    mira = people["mira"]
    assert (mira.github, mira.profile, mira.aliases) == ("mirah", "https://github.com/mirah", ("米拉",))
    assert all(not person.profile and not person.aliases for one, person in people.items() if one != "mira")


def test_a_handle_never_leads_elsewhere(tmp_path: Path) -> None:
    files = {"_data/people.yml": "people:\n  - {id: mira, name: Mira, github: 'a/../../evil?x#y'}\n"}
    (mira,) = people_of(index_of(tmp_path, files)).values()
    assert mira.profile == "https://github.com/a%2F..%2F..%2Fevil%3Fx%23y"


def test_the_agenda_index_is_offered_where_it_has_something_to_show(tmp_path: Path) -> None:
    chinese, english = (people_of(index_of(tmp_path, FILES, locale)) for locale in LOCALES)
    assert [one for one, person in chinese.items() if person.narrows] == ["mira", "tomas", "周小满"]
    assert [one for one, person in english.items() if person.narrows] == ["mira", "ta-nguyen"]
    links = [
        link.attributes["href"] for link in tree_of(render("people_index", index_of(tmp_path, FILES))).with_tag("a")
    ]
    assert [link for link in links if "?" in link] == [
        "/agenda/?presenter=mira",
        "/agenda/?presenter=tomas",
        "/agenda/?presenter=%E5%91%A8%E5%B0%8F%E6%BB%A1",
    ]


def test_the_most_active_are_by_what_they_presented_then_attended_then_by_name(tmp_path: Path) -> None:
    text = "**Attendees**: cy, Bo, ann, dee\n\n## Agenda 1: T @dee @Eve\n\nx\n\n## Agenda 2: T @Eve\n\nx\n"
    index = index_of(tmp_path, {"en/meetings/2031-05-06.md": text}, with_registry=False)
    assert [person.name for person in index.most_active] == ["Eve", "dee", "ann", "Bo", "cy"]


def test_only_so_many_are_the_most_active(tmp_path: Path) -> None:
    names = ", ".join(f"p{number}" for number in range(MOST_ACTIVE + 5))
    files = {"en/meetings/2031-05-06.md": f"**Attendees**: {names}\n\n## Agenda 1: T\n"}
    assert len(index_of(tmp_path, files).most_active) == MOST_ACTIVE


def test_names_are_in_order_whatever_their_case_accents_and_script() -> None:
    ordered = ["abel", "Adam", "Ägir", "Bo", "bo", "Li An", "li-jin", "Ｚoe", "安琪", "李雷", "周小满", "42", "Юрий"]
    assert sorted(set(ordered), key=name_key) == ordered


def test_people_stand_under_the_initial_of_their_name(tmp_path: Path) -> None:
    text = "**Attendees**: ada, Åse, Bo, ßandra, 周小满, 7up, ☃\n\n## Agenda 1: T\n"
    index = index_of(tmp_path, {"en/meetings/2031-05-06.md": text}, with_registry=False)
    found = {initial.letter or str(initial.script): [one.name for one in initial.people] for initial in index.initials}
    assert found == {"A": ["ada", "Åse"], "B": ["Bo"], "S": ["ßandra"], "han": ["周小满"], "other": ["7up", "☃"]}
    targets = [
        link.attributes["href"] for link in tree_of(render("people_index", index)).with_tag("nav")[0].with_tag("a")
    ]
    assert targets == ["#Names-A", "#Names-B", "#Names-S", "#Names-han", "#Names-other"]


@pytest.mark.parametrize("name", ["By-name", "by-activity", "Names-A", "names-han", "letter-a"])
def test_no_name_takes_an_anchor_of_the_page(tmp_path: Path, name: str) -> None:
    text = f"**Attendees**: {name}\n\n## Agenda 1: T @Ann\n\nx\n"
    page = tree_of(render("people_index", index_of(tmp_path, {"en/meetings/2031-05-06.md": text})))
    ids = [node.attributes["id"] for node in page.walk() if "id" in node.attributes]
    assert len(ids) == len(set(ids))
    assert name.casefold() in ids


def test_who_only_attended_is_one_line_and_not_in_the_table_of_contents(tmp_path: Path) -> None:
    headings = tree_of(render("people_index", index_of(tmp_path, FILES))).with_tag("h4")
    quiet = [one.attributes["id"] for one in headings if one.attributes.get("class") == "person__quiet"]
    assert quiet == ["rx"]


@pytest.mark.parametrize(("count", "folded"), [(6, False), (7, True)])
def test_long_lists_fold(tmp_path: Path, count: int, folded: bool) -> None:
    text = "\n\n".join(f"## Agenda {number}: T @mira\n\nx" for number in range(1, count + 1))
    page = tree_of(render("people_index", index_of(tmp_path, {"en/meetings/2031-05-06.md": text})))
    assert bool(page.with_tag("details")) is folded
    assert len(page.with_tag("li")) >= count


def test_nobody_is_said_in_words(tmp_path: Path) -> None:
    index = index_of(tmp_path, {}, with_registry=False)
    assert (index.total, index.initials) == (0, ())
    assert words_of(render("people_index", index, "en")) == "There are no minutes yet, and nobody is registered."
    assert words_of(render("people_index", index, "zh")) == "还没有会议纪要，也没有登记的人。"


@pytest.mark.parametrize(("count", "folded"), [(20, False), (21, True)])
def test_a_long_list_of_meetings_folds_and_has_every_one(tmp_path: Path, count: int, folded: bool) -> None:
    text = "**Attendees**: Ann\n\n## Agenda 1: T\n\nx\n"
    files = {f"en/meetings/2031-05-{day:02}.md": text for day in range(1, count + 1)}
    page = tree_of(render("people_index", index_of(tmp_path, files, with_registry=False)))
    assert [fold.with_tag("summary")[0].text for fold in page.with_tag("details")] == [f"All {count} meetings"] * folded
    (dates,) = page.with_class("dates")
    assert len(dates.with_tag("a")) == count
