"""A proposal's life as a story and as a drawing: all of it, and no more at once than one can read."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from helpers import PROPERTY, Node, archive_of, render, tree_of
from hypothesis import given
from hypothesis import strategies as st

from minutes.strings import LOCALES
from minutes.views.course import Course, Moment, groups_of
from minutes.views.lens import Lens
from minutes.views.proposals import Dossier, dossier
from minutes.views.story import IN_FULL, NAMED, SEEN, UNDIVIDED
from minutes.vocabulary import Status

START = date(2031, 1, 6)
STEPS = {0: "proposed", 30: "accepted", 60: "merged", 90: "released (Heron v1.0.0)"}


def minutes_of(number: int, every: int = 1) -> str:
    """Minutes with an item about the proposal, or without one."""
    if number % every:
        return "## Agenda 1: Weather\n\nRain.\n"
    status = STEPS.get(number // every)
    text = "\n".join(f"{point}. Point {point} of meeting {number}, {'which says a lot ' * 12}" for point in range(1, 7))
    told = f"**Proposal**: backoff{f' → {status}' if status else ''}"
    return f"## Agenda 1: Backoff, part {number} @mira\n\n{text}\n\n{told}\n\n**Decision**: Number {number} it is.\n"


def found_in(folder: Path, meetings: int, every: int = 1, locale: str = "en") -> Dossier:
    days = (START + timedelta(days=14 * number) for number in range(meetings))
    files = {f"en/meetings/{day}.md": minutes_of(number, every) for number, day in enumerate(days)}
    found = dossier(Lens(archive_of(folder, files), locale), "backoff")
    assert found
    return found


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    """A hundred discussions in four years."""
    return found_in(tmp_path_factory.mktemp("long"), 100)


@pytest.fixture(scope="module")
def page(long: Dossier) -> Node:
    return tree_of(render("proposal_dossier", long))


@pytest.mark.parametrize(("meetings", "years"), [(1, [None]), (UNDIVIDED, [None]), (UNDIVIDED + 1, [2031])])
def test_a_short_story_has_no_chapters_and_is_told_in_full(
    tmp_path: Path, meetings: int, years: list[int | None]
) -> None:
    chapters = found_in(tmp_path, meetings).chapters
    assert [chapter.year for chapter in chapters] == years
    told = [one.in_full for chapter in chapters for one in chapter.told]
    assert told.count(True) == (meetings if years == [None] else IN_FULL)
    assert not any(chapter.folded for chapter in chapters)


def test_a_long_story_has_a_chapter_for_each_year_and_the_last_is_open(long: Dossier) -> None:
    assert [(chapter.year, chapter.folded) for chapter in long.chapters] == [
        *((2031, True), (2032, True), (2033, True), (2034, False)),
    ]
    told = [one for chapter in long.chapters for one in chapter.told]
    assert tuple(one.discussion for one in told) == long.discussions
    assert [one.in_full for one in told] == [False] * (100 - IN_FULL) + [True] * IN_FULL
    assert [[step.status.value for step in chapter.steps] for chapter in long.chapters] == [
        *(["proposed"], ["accepted"], ["merged"], ["released"]),
    ]


def test_every_discussion_stands_on_the_page_with_who_presented_it_and_what_was_concluded(page: Node) -> None:
    entries = page.with_class("story__entry")
    assert len(entries) == 100
    for number, entry in enumerate(entries):
        links = [link.attributes["href"] for link in entry.with_tag("a")]
        assert f"/meetings/{START + timedelta(days=14 * number)}/#agenda-1" in links
        assert "/people/#mira" in links
        assert f"Number {number} it is." in entry.text
    assert [len(entry.with_class("agenda-item__body")) for entry in entries].count(1) == IN_FULL


def test_a_change_of_status_is_marked_and_told_from_what_to_what(page: Node) -> None:
    steps = page.with_class("story__entry--step")
    assert [step.with_class("move")[0].text for step in steps] == [
        *("proposed", "proposed → accepted", "accepted → merged", "merged → released"),
    ]
    assert "Heron v1.0.0" in steps[-1].text
    folds = page.with_class("chapter")
    assert [fold.with_tag("summary")[0].text for fold in folds] == [
        "2031 Discussed 26 times proposed",
        "2032 Discussed 26 times proposed → accepted",
        "2033 Discussed 26 times accepted → merged",
    ]


def test_of_long_lists_the_latest_entries_are_seen_and_none_is_missing(page: Node) -> None:
    folded = {id(node) for fold in page.with_class("folded") for node in fold.walk()}
    periods = [node for node in page.with_class("period") if node.attributes.get("id", "").startswith("stood-")]
    assert [id(node) in folded for node in periods] == [True] * (100 - SEEN) + [False] * SEEN
    decided = page.with_class("found__entry")
    assert [id(node) in folded for node in decided] == [True] * (100 - SEEN) + [False] * SEEN
    ids = [node.attributes["id"] for node in page.walk() if "id" in node.attributes]
    assert len(ids) == len(set(ids))


def test_a_hundred_discussions_are_a_light_page_and_a_small_drawing(page: Node, long: Dossier) -> None:
    html = render("proposal_dossier", long)
    assert len(gzip.compress(html.encode())) < 28_000
    drawings = page.with_tag("svg")
    assert len(drawings) == 2
    # A phone draws one of them, a page the other.
    assert all(len(drawing.with_tag("a")) <= 24 for drawing in drawings)
    assert html.index("</figure>") < 24_000


@pytest.mark.parametrize(("every", "named"), [(NAMED, NAMED), (NAMED + 1, 2), (100, 2)])
def test_of_many_meetings_in_a_period_the_first_and_the_last_are_named(tmp_path: Path, every: int, named: int) -> None:
    found = found_in(tmp_path, 2 * every, every)
    assert [len(period.meetings) for period in found.periods] == [every, every]
    shown = tree_of(render("proposal_dossier", found)).with_class("period")
    for node, period in zip(shown, found.periods, strict=True):
        days = [str(day) for day in period.meetings]
        links = [(link.text, link.attributes["href"]) for link in node.with_tag("a")]
        assert links == [(day, f"/meetings/{day}/") for day in (days if named == every else (days[0], days[-1]))]
        assert f"{every} meetings in this time" in node.text


@pytest.mark.parametrize("locale", LOCALES)
def test_a_mark_that_several_discussions_share_says_so(tmp_path: Path, locale: str) -> None:
    tree = tree_of(render("proposal_dossier", found_in(tmp_path, 40, locale=locale), locale))
    narrow, wide = tree.with_tag("svg")
    for drawing in (narrow, wide):
        counts = [int(node.text.removeprefix("×")) for node in drawing.with_class("drawing__count")]
        assert sum(counts) + len(drawing.with_tag("a")) - len(counts) == 40
    (title, *_) = [link.with_tag("title")[0].text for link in narrow.with_tag("a") if link.with_class("drawing__count")]
    assert {"zh": "次讨论，最后一次：", "en": "discussions since"}[locale] in title
    assert {"zh": "写有 ×", "en": "with ×"}[locale] in tree.with_tag("figcaption")[0].text


# Which moments share a mark.


def moments(count: int, steps: Sequence[int]) -> tuple[Moment, ...]:
    return tuple(
        Moment(START + timedelta(days=number), "agenda-1", 1, "Title", "en", Status.DISCUSSED, number in steps)
        for number in range(count)
    )


@PROPERTY
@given(
    count=st.integers(1, 120),
    steps=st.sets(st.integers(0, 119)),
    question=st.sets(st.integers(0, 119)),
    most=st.integers(2, 24),
)
def test_every_moment_has_a_mark_and_there_are_never_more_marks_than_room(
    count: int, steps: set[int], question: set[int], most: int
) -> None:
    course = Course("", moments(count, sorted({0, *steps})))
    other = Course("Question", tuple(course.moments[index] for index in sorted(question) if index < count))
    groups, asked = groups_of([course, other], most)
    assert len(groups) <= most
    assert [moment for group in groups for moment in group.moments] == list(course.moments)
    assert [moment for group in asked for moment in group.moments] == list(other.moments)
    assert all(before.moment.day < after.moment.day for before, after in pairwise(groups))
    # A group of the question lies within one group of the whole.
    homes = {place: number for number, group in enumerate(groups) for place in group.places}
    assert [len({homes[place] for place in group.places}) for group in asked] == [1] * len(asked)
    if count <= most:
        assert all(len(group.moments) == 1 for group in groups)


def test_steps_keep_marks_of_their_own_while_there_is_room() -> None:
    (groups,) = groups_of([Course("", moments(100, (0, 40, 99)))], 9)
    alone = [group.moment.day for group in groups if len(group.moments) == 1]
    assert {START + timedelta(days=day) for day in (0, 40, 99)} <= set(alone)
    sizes = [len(group.moments) for group in groups if len(group.moments) > 1]
    assert max(sizes) <= 20


def test_where_there_are_more_steps_than_room_the_earliest_share_a_mark_that_has_the_last_status() -> None:
    (groups,) = groups_of([Course("", moments(10, range(10)))], 4)
    assert [len(group.moments) for group in groups] == [7, 1, 1, 1]
    assert groups[0].moment.day == START + timedelta(days=6)
