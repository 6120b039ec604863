"""The page of programmes: each with its agenda items, the one mentioned last first."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers import archive_of, render, tree_of

from minutes.strings import LOCALES
from minutes.views.lens import Lens
from minutes.views.programmes import RECENT, SHOWN, ProgrammesIndex, programmes_index
from minutes.vocabulary import Status

PROPOSALS = """\
proposals:
  - {id: walks, kind: programme, title: {zh: 漫步, en: Walks}, summary: {zh: 走一走}, champions: [mira]}
  - {id: backoff, title: {zh: 退避策略}}
  - {id: songs, kind: programme, title: {zh: 歌会}}
  - {id: quiet, kind: programme, title: {en: Quiet hour}}
"""
FILES: dict[str, str | bytes] = {
    "_data/proposals.yml": PROPOSALS,
    "zh/meetings/2031-05-06.md": "## 议程 1：walks 计划 @米拉\n\n## 议程 2：backoff\n\n## 议程 3：再谈 walks\n",
    "zh/meetings/2031-06-03.md": "## 议程 1：闲聊\n",
    "zh/meetings/2031-07-01.md": "## 议程 2：walks\n\n**提案**：walks → 已接受\n",
    "zh/meetings/2031-07-15.md": "## 议程 1：songs\n",
}


@pytest.fixture
def index(tmp_path: Path) -> ProgrammesIndex:
    """The sample in Chinese."""
    return programmes_index(Lens(archive_of(tmp_path, FILES), "zh"))


def test_every_programme_is_there_by_its_last_mention_and_no_design(index: ProgrammesIndex) -> None:
    assert [one.summary.proposal.id for one in index.programmes] == ["songs", "walks", "quiet"]
    assert index.mentions == 4


def test_a_programme_has_its_facts(index: ProgrammesIndex) -> None:
    walks = index.programmes[1].summary
    assert (walks.proposal.title, walks.proposal.summary) == ("漫步", "走一走")
    assert walks.proposal.status is Status.ACCEPTED
    assert [person.name for person in walks.champions] == ["Mira Holt"]
    assert walks.discussions == 3


def test_its_agenda_items_are_newest_first_and_within_a_meeting_by_number(index: ProgrammesIndex) -> None:
    walks = index.programmes[1]
    assert [(item.meeting_id, item.number) for item in walks.recent] == [
        ("2031-07-01", 2),
        ("2031-05-06", 1),
        ("2031-05-06", 3),
    ]
    assert [person.name for person in walks.recent[1].presenters] == ["Mira Holt"]
    assert walks.older == ()


def test_the_rhythm_has_every_meeting_in_order_of_time(index: ProgrammesIndex) -> None:
    walks = index.programmes[1]
    assert [(beat.meeting.id, beat.mentions) for beat in walks.rhythm] == [
        ("2031-05-06", 2),
        ("2031-06-03", 0),
        ("2031-07-01", 1),
        ("2031-07-15", 0),
    ]
    assert walks.active == 2


def test_a_programme_that_no_meeting_mentioned_says_so(index: ProgrammesIndex) -> None:
    quiet = index.programmes[-1]
    assert (quiet.summary.last, quiet.recent, quiet.older, quiet.active) == (None, (), (), 0)
    sections = tree_of(render("programmes_index", index, "en")).with_class("programme")
    assert ["No meeting has mentioned" in section.text for section in sections] == [False, False, True]


@pytest.mark.parametrize(
    ("meetings", "seen", "folded"), [(SHOWN, SHOWN, 0), (SHOWN + 2, SHOWN, 2), (RECENT + 1, SHOWN, 19)]
)
def test_long_histories_are_folded_and_rhythms_are_of_the_latest(
    tmp_path: Path, meetings: int, seen: int, folded: int
) -> None:
    days = (f"2031-{1 + number // 28:02}-{1 + number % 28:02}" for number in range(meetings))
    files: dict[str, str | bytes] = {f"zh/meetings/{day}.md": "## 议程 1：walks\n" for day in days}
    index = programmes_index(Lens(archive_of(tmp_path, {**files, "_data/proposals.yml": PROPOSALS}), "zh"))
    walks = index.programmes[0]
    assert (len(walks.recent), len(walks.older)) == (seen, folded)
    assert walks.recent[-1].date > walks.older[0].date if folded else True
    assert len(walks.rhythm) == min(meetings, RECENT)
    page = tree_of(render("programmes_index", index))
    assert len(page.with_tag("details")) == bool(folded)
    assert len(page.with_class("agenda-entry")) == meetings


@pytest.mark.parametrize("locale", LOCALES)
def test_without_programmes_the_page_says_so(tmp_path: Path, locale: str) -> None:
    index = programmes_index(Lens(archive_of(tmp_path, {}), locale))
    assert (index.programmes, index.mentions) == ((), 0)
    assert len(tree_of(render("programmes_index", index, locale)).with_tag("p")) == 1
