"""Views: what a reader sees together, in one locale, newest first, and never less than the minutes say."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from helpers import archive_of, render, tree_of

from minutes.views.agenda import agenda_index, agenda_pages, agenda_year, narrowing
from minutes.views.home import home
from minutes.views.lens import Lens
from minutes.views.meetings import NewsView, loose_page, meeting_page, meetings_index
from minutes.views.proposals import dossier, proposals_index
from minutes.views.releases import release_news
from minutes.vocabulary import Status

# Three meetings: the first in both locales, where each has an item and a release that the other has not; the second in
# Chinese only; the third, a year later, in English only.
FILES = {
    "zh/meetings/2031-05-06.md": """\
**会议主题**：观鸟例会 5.6

**参会人**：mira, tomas-k, 周小满, Mira Holt

## 议程 1：Heron 的退避策略 @mira @周小满

见 https://github.com/birdhouse/heron/issues/12

**提案**：backoff → 已接受

待办

- [ ] 写指南
- [x] 修缓存

## 议程 2：落叶松 @tomas-k

见 https://github.com/birdhouse/larch/pull/9

## 相关资讯

Heron v0.3.0 发布！

链接：https://birds.example/heron
""",
    "en/meetings/2031-05-06.md": """\
**Topic**: Bird call 5.6

**Attendees**: mira, tomas-k

## Agenda 1: Backoff in Heron @mira

See https://github.com/birdhouse/heron/issues/12

## Agenda 3: Open floor @Ta Nguyen

Only noted in English.

## Related news

Heron v0.3.0 released

Larch v0.1.0 released
""",
    "zh/meetings/2031-06-03.md": """\
**会议主题**：观鸟例会 6.3

**参会人**：米拉

## 议程 1：Larch v0.2.0 发布 @米拉

正文

**提案**：backoff → 已发布（Heron v0.4.0）
""",
    "en/meetings/2032-01-05.md": """\
**Topic**: Bird call 1.5

## Agenda 1: Backoff policy, one year on

Text
""",
}


@pytest.fixture
def lens(tmp_path: Path) -> Lens:
    """The sample in Chinese."""
    return Lens(archive_of(tmp_path, FILES), "zh")


@pytest.fixture
def english(lens: Lens) -> Lens:
    """The sample in English."""
    return Lens(lens.archive, "en")


def test_meetings_are_newest_first_by_year(lens: Lens) -> None:
    index = meetings_index(lens)
    assert [(year.year, [meeting.id for meeting in year.meetings]) for year in index.years] == [
        (2032, ["2032-01-05"]),
        (2031, ["2031-06-03", "2031-05-06"]),
    ]


def test_a_meeting_without_a_translation_falls_back_with_its_language(lens: Lens, english: Lens) -> None:
    told = [(meeting.title, meeting.lang) for meeting in lens.meetings]
    assert told == [("Bird call 1.5", "en"), ("观鸟例会 6.3", "zh"), ("观鸟例会 5.6", "zh")]
    told = [(meeting.title, meeting.lang) for meeting in english.meetings]
    assert told == [("Bird call 1.5", "en"), ("观鸟例会 6.3", "zh"), ("Bird call 5.6", "en")]


def test_attendees_are_people_counted_once(lens: Lens, english: Lens) -> None:
    assert [meeting.attendees for meeting in lens.meetings] == [0, 1, 3]
    assert [meeting.attendees for meeting in english.meetings] == [0, 1, 2]


@pytest.mark.parametrize("names", [("a.b", "a-b"), ("鹭🐦", "鹭🐤")])
def test_two_people_are_never_taken_for_one(tmp_path: Path, names: tuple[str, str]) -> None:
    archive = archive_of(tmp_path, {"zh/meetings/2031-05-06.md": f"**参会人**：{names[0]}, {names[1]}\n"})
    people = Lens(archive, "zh").people(names)
    assert {person.name for person in people} == set(names)


def test_every_item_is_listed_whichever_locale_has_it(lens: Lens, english: Lens) -> None:
    for each in (lens, english):
        assert [key for key in each.items if key[0] == "2031-05-06"] == [
            ("2031-05-06", "agenda-1"),
            ("2031-05-06", "agenda-2"),
            ("2031-05-06", "agenda-3"),
        ]
    assert [item.lang for item in lens.items.values()] == ["en", "zh", "zh", "zh", "en"]
    assert [item.lang for item in english.items.values()] == ["en", "zh", "en", "zh", "en"]
    assert english.items["2031-05-06", "agenda-2"].title == "落叶松"
    assert english.items["2031-05-06", "agenda-2"].path == "zh/meetings/2031-05-06.md"


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_every_item_and_release_that_is_listed_stands_on_the_page_it_is_said_to_be_on(lens: Lens, locale: str) -> None:
    here = Lens(lens.archive, locale)
    for meeting in here.archive.meetings:
        page = tree_of(render("meeting_page", meeting_page(here, meeting, ()), locale))
        ids = {node.attributes.get("id") for node in page.walk()}
        anchors = {item.anchor for item in here.items.values() if item.meeting_id == meeting.id}
        anchors |= {release.anchor or "news" for release in here.releases if release.meeting_id == meeting.id}
        assert anchors <= ids


def test_an_item_is_tied_to_people_projects_and_proposals(lens: Lens) -> None:
    item = lens.items["2031-05-06", "agenda-1"]
    assert [(one.id, one.name) for one in item.presenters] == [("mira", "Mira Holt"), ("周小满", "周小满")]
    assert [(one.id, one.name) for one in item.projects] == [("heron", "Heron")]
    assert [(one.id, one.title, one.status) for one in item.proposals] == [("backoff", "退避策略", Status.RELEASED)]
    assert [(one.text, one.done) for one in item.action_items] == [("写指南", False), ("修缓存", True)]
    larch = lens.items["2031-05-06", "agenda-2"]
    assert [one.id for one in larch.projects] == ["larch"]


def test_the_agenda_index_has_every_item_and_what_it_can_be_narrowed_by(lens: Lens) -> None:
    index = agenda_index(lens)
    assert index.total == 5
    assert sum(len(meeting.items) for year in index.years for meeting in year.meetings) == index.total
    facets = {facet.name: [(option.value, option.count) for option in facet.options] for facet in index.facets}
    assert facets == {
        "year": [("2032", 1), ("2031", 4)],
        "project": [("heron", 2), ("larch", 2)],
        "presenter": [("mira", 2), ("ta-nguyen", 1), ("tomas", 1), ("周小满", 1)],
        "proposal": [("backoff", 3)],
        "kind": [("design", 3), ("other", 2), ("release", 1), ("tasks", 1)],
    }


def test_an_item_belongs_to_a_project_of_its_proposal_only_where_it_names_it(lens: Lens) -> None:
    assert [one.id for one in lens.items["2031-06-03", "agenda-1"].projects] == ["larch", "heron"]
    assert lens.items["2032-01-05", "agenda-1"].proposals
    assert lens.items["2032-01-05", "agenda-1"].projects == ()


def test_a_release_that_two_meetings_announce_is_one(tmp_path: Path) -> None:
    again = {"zh/meetings/2031-07-01.md": "## 相关资讯\n\nHeron v0.3.0 发布！\n"}
    releases = Lens(archive_of(tmp_path, FILES | again), "zh").releases
    assert [one.meeting_id for one in releases if one.version == "0.3.0"] == ["2031-05-06"]


def test_facets_speak_the_language_of_the_lens(lens: Lens, english: Lens) -> None:
    def labels(here: Lens) -> list[str]:
        return [
            option.label for facet in agenda_index(here).facets for option in facet.options if facet.name == "proposal"
        ]

    assert labels(lens) == ["退避策略"]
    assert labels(english) == ["Backoff policy"]


def test_a_text_that_is_missing_in_a_locale_comes_from_the_other(lens: Lens, english: Lens) -> None:
    assert english.proposals["tracing"].title == "链路追踪"
    assert lens.proposals["quiet"].title == "Quiet mode"
    assert lens.proposals["quiet"].summary == ""


def test_releases_are_newest_first_and_once_whichever_locale_announced_them(lens: Lens, english: Lens) -> None:
    for each in (lens, english):
        assert [(one.project.name, one.version, one.meeting_id) for one in each.releases] == [
            ("Larch", "0.2.0", "2031-06-03"),
            ("Heron", "0.4.0", "2031-06-03"),
            ("Heron", "0.3.0", "2031-05-06"),
            ("Larch", "0.1.0", "2031-05-06"),
        ]


def test_a_release_says_who_announced_it_and_what_it_ships(lens: Lens, english: Lens) -> None:
    larch, heron, news, foreign = lens.releases
    assert (larch.anchor, larch.text, larch.lang) == ("agenda-1", "Larch v0.2.0 发布", "zh")
    assert [proposal.id for proposal in heron.proposals] == ["backoff"]
    assert (news.anchor, news.text, news.lang) == ("", "Heron v0.3.0 发布！", "zh")
    assert [reference.url for reference in news.references] == ["https://birds.example/heron"]
    assert (foreign.text, foreign.lang) == ("Larch v0.1.0 released", "en")
    assert english.releases[2].lang == "en"
    assert [release.proposals for release in (larch, news, foreign)] == [(), (), ()]


def test_release_news_are_by_year_and_project_with_the_latest_of_each(lens: Lens) -> None:
    news = release_news(lens)
    assert [
        (year.year, [(group.project.id, [one.version for one in group.releases]) for group in year.projects])
        for year in news.years
    ] == [(2031, [("larch", ["0.2.0", "0.1.0"]), ("heron", ["0.4.0", "0.3.0"])])]
    assert [(one.project.id, one.version) for one in news.latest] == [("larch", "0.2.0"), ("heron", "0.4.0")]


def test_the_page_of_a_meeting_has_its_sections_and_neighbours(lens: Lens) -> None:
    first, second, third = (meeting_page(lens, meeting, ()) for meeting in lens.archive.meetings)
    assert [item.number for item in first.items][:2] == [1, 2]
    assert first.previous is None
    assert first.next == date(2031, 6, 3)
    assert (second.previous, second.next) == (date(2031, 5, 6), date(2032, 1, 5))
    assert (third.previous, third.next) == (date(2031, 6, 3), None)
    assert [person.name for person in first.attendees] == ["Mira Holt", "tomas-k", "周小满"]


@pytest.mark.parametrize(("present", "named"), [(0, 0), (16, 16), (17, 12), (33, 12)])
def test_a_long_list_of_attendees_is_folded_where_that_saves_room(tmp_path: Path, present: int, named: int) -> None:
    people = "、".join(f"p{number}" for number in range(present))
    text = f"**会议主题**：九\n\n**参会人**：{people}\n\n## 议程 1：甲\n\n正文\n"
    lens = Lens(archive_of(tmp_path, {"zh/meetings/2031-05-06.md": text}), "zh")
    page = meeting_page(lens, lens.archive.meetings[0], ())
    assert (len(page.attendees), page.shown_attendees) == (present, named)


def test_the_topic_of_a_page_is_told_where_the_title_does_not_tell_it(tmp_path: Path) -> None:
    same, other = "---\ntitle: 九\n---\n\n**会议主题**：九\n", "---\ntitle: 九\n---\n\n**会议主题**：十\n"
    lens = Lens(archive_of(tmp_path, {"zh/meetings/2031-05-06.md": same, "zh/meetings/2031-05-07.md": other}), "zh")
    assert [meeting_page(lens, meeting, ()).topic for meeting in lens.archive.meetings] == ["", "十"]


def test_the_news_of_a_page_has_its_releases_and_each_link_once(tmp_path: Path) -> None:
    text = "## 议程 1：Larch v2.0.0 发布\n\n正文\n\n## 相关资讯\n\nHeron v0.9.0 发布！https://example.net/a\n\n"
    text += "再看 https://example.net/a 与 https://example.net/b\n"
    lens = Lens(archive_of(tmp_path, {"zh/meetings/2031-05-06.md": text}), "zh")
    page = meeting_page(lens, lens.archive.meetings[0], ())
    assert [stop.anchor for stop in page.stops] == ["agenda-1", "news"]
    news = page.stops[1]
    assert isinstance(news, NewsView)
    assert [(release.project.id, release.version) for release in news.releases] == [("heron", "0.9.0")]
    assert [reference.url for reference in news.references] == ["https://example.net/a", "https://example.net/b"]
    assert news.line == 5


def test_the_page_of_an_untranslated_meeting_says_so_with_the_language_of_its_text(lens: Lens, english: Lens) -> None:
    meeting = lens.archive.meeting("2031-06-03")
    assert meeting
    here, there = meeting_page(lens, meeting, ()), meeting_page(english, meeting, ())
    assert (here.untranslated, here.lang) == (False, "zh")
    assert (there.untranslated, there.lang) == (True, "zh")
    assert there.items[0].lang == "zh"


@pytest.mark.parametrize(("levels", "top"), [([2, 2], 2), ([3, 3], 3), ([4, 3], 3), ([], 2)])
def test_the_highest_heading_of_a_page_is_known(tmp_path: Path, levels: list[int], top: int) -> None:
    text = "".join(f"{'#' * level} 议程 {number}：甲\n\n正文\n\n" for number, level in enumerate(levels, start=1))
    lens = Lens(archive_of(tmp_path, {"zh/meetings/2031-05-06.md": text or "正文\n"}), "zh")
    assert meeting_page(lens, lens.archive.meetings[0], ()).top_level == top


def test_minutes_without_a_meeting_have_a_page_and_are_in_no_index(tmp_path: Path) -> None:
    text = "## 议程 1：Heron 退避策略 @mira\n\n**提案**：backoff → 已合入\n\n## 相关资讯\n\nHeron v0.9.0 发布\n"
    lens = Lens(archive_of(tmp_path, {"zh/meetings/notes.md": text}), "zh")
    (minutes,) = lens.archive.unplaced
    page = loose_page(lens, minutes, minutes.diagnostics)
    assert (page.date, page.previous, page.next) == (None, None, None)
    assert [item.title for item in page.items] == ["Heron 退避策略"]
    assert [person.id for person in page.items[0].presenters] == ["mira"]
    assert [proposal.id for proposal in page.items[0].proposals] == ["backoff"]
    assert [found.code.slug for found in page.diagnostics] == ["date-missing"]
    assert agenda_index(lens).total == 0
    assert lens.releases == ()
    assert lens.proposals["backoff"].status is Status.PROPOSED


def test_a_dossier_has_the_discussions_in_order_of_time_and_what_decides(lens: Lens) -> None:
    found = dossier(lens, "backoff")
    assert found
    assert [(one.item.meeting_id, one.status.value, one.basis.value) for one in found.discussions] == [
        ("2031-05-06", "accepted", "directive"),
        ("2031-06-03", "released", "directive"),
        ("2032-01-05", "discussed", "title"),
    ]
    assert found.proposal.status is Status.RELEASED
    assert found.deciding
    assert (found.deciding.item.meeting_id, found.deciding.path, found.deciding.line) == (
        "2031-06-03",
        "zh/meetings/2031-06-03.md",
        9,
    )
    assert found.release
    assert (found.release.project.id, found.release.version) == ("heron", "0.4.0")
    assert [person.name for person in found.champions] == ["Mira Holt"]
    assert [issue.id for issue in found.issues] == ["birdhouse/heron#12", "birdhouse/heron#13"]
    assert [reference.id for reference in found.references] == ["birdhouse/heron#12"]


def test_a_dossier_of_an_unseen_proposal_is_empty_and_of_an_unknown_one_none(lens: Lens) -> None:
    found = dossier(lens, "quiet")
    assert found
    assert (found.discussions, found.deciding, found.release, found.proposal.status) == (
        (),
        None,
        None,
        Status.PROPOSED,
    )
    assert dossier(lens, "nothing") is None


def test_proposals_are_by_status_also_where_a_status_has_none(lens: Lens) -> None:
    index = proposals_index(lens)
    assert [(group.status.value, [one.proposal.id for one in group.proposals]) for group in index.groups] == [
        *(("proposed", ["tracing", "quiet"]), ("discussed", []), ("accepted", []), ("merged", [])),
        *(("released", ["backoff"]), ("declined", []), ("deferred", [])),
    ]
    (summary,) = index.groups[4].proposals
    assert (
        summary.discussions,
        summary.first and summary.first.meeting_id,
        summary.last and summary.last.meeting_id,
    ) == (
        3,
        "2031-05-06",
        "2032-01-05",
    )


def test_statuses_are_in_the_order_in_which_a_design_moves(tmp_path: Path) -> None:
    proposals = "proposals:\n" + "".join(
        f"  - {{id: {status.value}, title: {{zh: 甲}}}}\n" for status in reversed(Status)
    )
    lines = "\n\n".join(f"**Proposal**: {status.value} → {status.value}" for status in Status)
    files = {"_data/proposals.yml": proposals, "zh/meetings/2031-05-06.md": f"## 议程 1：甲\n\n{lines}\n"}
    index = proposals_index(Lens(archive_of(tmp_path, files), "zh"))
    assert [group.status.value for group in index.groups] == [
        *("proposed", "discussed", "accepted", "merged", "released", "declined", "deferred"),
    ]


def test_within_a_status_the_one_discussed_last_is_first(tmp_path: Path) -> None:
    files = {
        "zh/meetings/2031-05-06.md": "## 议程 1：backoff\n\nx\n",
        "zh/meetings/2031-06-03.md": "## 议程 1：tracing\n\nx\n",
    }
    group = proposals_index(Lens(archive_of(tmp_path, files), "zh")).groups[1]
    assert [one.proposal.id for one in group.proposals] == ["tracing", "backoff"]


def test_an_empty_archive_has_empty_views(tmp_path: Path) -> None:
    lens = Lens(archive_of(tmp_path, {}, with_registry=False), "en")
    assert meetings_index(lens).years == ()
    assert agenda_index(lens).total == 0
    assert release_news(lens).years == ()
    assert proposals_index(lens).groups == ()
    assert home(lens).latest is None


def test_a_large_agenda_shows_its_newest_years_and_has_a_page_for_each(lens: Lens) -> None:
    assert agenda_pages(lens, 5) == agenda_index(lens, 5).pages == ()
    index = agenda_index(lens, 4)
    assert index.pages == (2032, 2031)
    assert [year.year for year in index.years] == [2032, 2031]  # one item is no chunk
    assert (index.total, index.facets) == (5, agenda_index(lens).facets)
    newest, oldest = agenda_year(lens, 2032, 4), agenda_year(lens, 2031, 4)
    assert (newest.total, newest.earlier, newest.later) == (1, 2031, None)
    assert (oldest.total, oldest.earlier, oldest.later) == (4, None, 2032)
    assert [meeting.date.year for meeting in oldest.year.meetings] == [2031] * len(oldest.year.meetings)


def test_the_newest_meetings_are_shown_until_there_is_a_chunk(lens: Lens, monkeypatch: pytest.MonkeyPatch) -> None:
    def shown(chunk: int) -> tuple[list[tuple[int, int]], int | None]:
        monkeypatch.setattr("minutes.views.agenda.CHUNK", chunk)
        index = agenda_index(lens, 4)
        return [(year.year, sum(len(meeting.items) for meeting in year.meetings)) for year in index.years], index.cut

    assert shown(1) == ([(2032, 1)], None)  # that year is whole, the other one has a link
    assert shown(2) == ([(2032, 1), (2031, 1)], 2031)
    assert shown(5) == ([(2032, 1), (2031, 4)], None)
    assert agenda_index(lens, 5).cut is None


def test_values_that_the_index_has_no_room_for_are_told_to_the_filter(
    lens: Lens, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = {facet.name: facet.options for facet in agenda_index(lens).facets}
    monkeypatch.setattr("minutes.views.agenda.CHOICES", 1)
    told: Any = narrowing(lens)
    assert {facet.name: facet.options for facet in agenda_index(lens).facets} == whole
    for facet in agenda_index(lens, 4).facets:
        more = tuple(told["choices"].get(facet.name, ()))
        assert tuple((one.value, one.label, one.count) for one in facet.options) + more == tuple(
            (one.value, one.label, one.count) for one in whole[facet.name]
        )
    assert len(told["choices"]["presenter"]) == len(whole["presenter"]) - 1 > 0


def test_what_items_are_found_by_agrees_with_the_rows(lens: Lens) -> None:
    told: Any = narrowing(lens)
    rows = [item for meeting in lens.meetings for item in meeting.items]
    years = [year for year, items in told["years"] for _ in items]
    assert years == [row.date.year for row in rows]
    for item, row in zip([item for _, items in told["years"] for item in items], rows, strict=True):
        named = {name: [told["facets"][name][one] for one in item[place]] for place, name in enumerate(told["facets"])}
        assert named == {
            "project": [one.id for one in row.projects],
            "presenter": [one.id for one in row.presenters],
            "proposal": [one.id for one in row.proposals],
            "kind": [str(kind) for kind in row.kinds],
        }
