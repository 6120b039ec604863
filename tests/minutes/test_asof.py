"""The archive as of a day: what the registry says counts from the meeting that first speaks of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from helpers import archive_of

from minutes.archive import Archive
from minutes.asof import MarkError, as_of, without_later
from minutes.proposals import histories
from minutes.vocabulary import Status

MAY, JUNE, JULY = date(2031, 5, 6), date(2031, 6, 3), date(2031, 7, 1)

FILES = {
    "_data/projects.yml": """\
projects:
  - {id: heron, name: Heron, aliases: [Heron-Go], repositories: [birdhouse/heron, birdhouse/nest, reeds/*]}
  - {id: larch, name: Larch, repositories: [birdhouse/larch]}
""",
    "_data/people.yml": """\
people:
  - {id: mira, name: Mira Holt, github: mira-h, aliases: [mira]}
  - {id: tomas, name: tomas-k}
""",
    "_data/proposals.yml": """\
proposals:
  - id: backoff
    status: released
    title: {zh: 退避策略}
    projects: [heron, larch]
    issues: [birdhouse/heron#12, birdhouse/heron#40]
    champions: [mira, tomas]
    questions:
      - {id: limits, title: {zh: 上限}}
      - {id: jitter, title: {zh: 抖动}}
  - id: roosts
    title: {zh: 栖木}
    aliases: [栖木]
""",
    "zh/proposals/backoff.md": "甲",
    "zh/proposals/roosts.md": "乙",
    "zh/meetings/2031-05-06.md": """\
**参会人**：mira

## 议程 1：退避策略 @mira

1. 见 https://github.com/birdhouse/heron/issues/12

**提案**：backoff → 已讨论

**提案**：backoff/limits → 已讨论
""",
    "zh/meetings/2031-06-03.md": """\
**参会人**：Mira Holt, tomas-k

## 议程 1：Heron-Go 与 Larch 的栖木 @tomas-k

1. 见 https://github.com/birdhouse/heron/pull/40 与 https://github.com/birdhouse/nest

**提案**：backoff → 已发布（Heron v0.3.0）

**提案**：backoff/jitter → 已接受
""",
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return archive_of(tmp_path_factory.mktemp("birds"), FILES, with_registry=False)


def test_later_meetings_and_pages_are_gone(whole: Archive) -> None:
    then = as_of(whole, MAY)
    assert [meeting.id for meeting in then.meetings] == ["2031-05-06"]
    assert whole.documents - then.documents == {"zh/meetings/2031-06-03.md", "zh/proposals/roosts.md"}


def test_a_day_counts_to_its_end_and_between_meetings(whole: Archive) -> None:
    assert as_of(whole, date(2031, 6, 2)) == as_of(whole, MAY)
    assert [meeting.id for meeting in as_of(whole, JUNE).meetings] == ["2031-05-06", "2031-06-03"]
    assert as_of(whole, date(2031, 5, 5)).meetings == ()


@pytest.mark.parametrize("day", [JUNE, JULY, date.max])
def test_where_nothing_is_later_the_archive_is_the_same(whole: Archive, day: date) -> None:
    assert as_of(whole, day) is whole


def test_the_registry_knows_only_what_was_spoken_of(whole: Archive) -> None:
    registry = as_of(whole, MAY).registry
    (mira,) = registry.people.values()
    assert (mira.id, mira.name, mira.github, mira.aliases) == ("mira", "mira", None, ())
    assert list(registry.proposals) == ["backoff"]
    (backoff,) = registry.proposals.values()
    assert backoff.issues == ("birdhouse/heron#12",)
    assert backoff.champions == ("mira",)
    assert backoff.projects == ("heron",)
    assert [question.id for question in backoff.questions] == ["limits"]
    heron = registry.projects["heron"]
    assert list(registry.projects) == ["heron"]
    assert heron.aliases == ()
    assert heron.repositories == ("birdhouse/heron", "reeds/*")


def test_a_proposal_shows_champions_and_projects_once_its_own_items_name_them(tmp_path: Path) -> None:
    early = {
        "zh/meetings/2031-04-01.md": "**参会人**：tomas-k\n\n## 议程 1：Larch @tomas-k\n\n1. 无\n",
        "zh/meetings/2031-07-01.md": "## 议程 1：Larch 也用 backoff @tomas-k\n\n**提案**：backoff\n",
    }
    whole = archive_of(tmp_path, FILES | early, with_registry=False)
    for day, projects, champions in ((MAY, ("heron",), ("mira",)), (JULY, ("heron", "larch"), ("mira", "tomas"))):
        backoff = as_of(whole, day).registry.proposals["backoff"]
        assert (backoff.projects, backoff.champions) == (projects, champions)


def test_a_status_is_what_was_evident_then(whole: Archive) -> None:
    assert histories(as_of(whole, MAY))["backoff"].status is Status.DISCUSSED
    assert histories(as_of(whole, JUNE))["backoff"].status is Status.RELEASED
    assert as_of(whole, MAY).registry.proposals["backoff"].status is None


def test_a_name_that_was_written_stays(tmp_path: Path) -> None:
    later = {"zh/meetings/2031-07-01.md": "**参会人**：小满\n\n## 议程 1：闲谈\n\n1. 无\n"}
    then = as_of(archive_of(tmp_path, FILES | later, with_registry=False), JUNE)
    assert then.registry.people["mira"].name == "Mira Holt"
    assert then.registry.people["mira"].aliases == ("mira",)


def test_findings_in_later_files_are_gone(tmp_path: Path) -> None:
    later = {"zh/meetings/2031-07-01.md": "---\ndate: 2031-07-01\ntitle: [\n---\n\n文字。\n"}
    broken = archive_of(tmp_path, FILES | later, with_registry=False)
    assert {found.path for found in broken.diagnostics} == {"zh/meetings/2031-07-01.md"}
    assert as_of(broken, JUNE).diagnostics == ()


PAGE = """\
甲

<!-- since: 2031-06-03 -->

乙

<!-- end since -->

丙
"""


def test_a_page_loses_what_came_later_and_keeps_its_line_numbers() -> None:
    early, late = without_later(PAGE, MAY), without_later(PAGE, JUNE)
    assert "乙" not in early
    assert early.split("\n").index("丙") == late.split("\n").index("丙") == PAGE.split("\n").index("丙")
    assert late == PAGE.replace("<!-- since: 2031-06-03 -->", "").replace("<!-- end since -->", "")


def test_a_page_without_marks_is_the_same() -> None:
    assert without_later("甲\n<!-- 别的注释 -->\n", MAY) == "甲\n<!-- 别的注释 -->\n"


def test_marks_in_code_are_text() -> None:
    code = "```\n<!-- since: 2031-06-03 -->\n```\n"
    assert without_later(code, MAY) == code


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("甲\n<!-- since: 2031-06-03 -->\n", 2),
        ("甲\n\n<!-- end since -->\n", 3),
        ("<!-- since: 2031-06-03 -->\n<!-- since: 2031-06-03 -->\n<!-- end since -->\n", 2),
        ("甲\n<!-- since: 2031-06-31 -->\n<!-- end since -->\n", 2),
        ("甲\n<!-- since 2031-06-03 -->\n", 2),
        ("  <!-- since: 2031-06-03 -->\n<!-- end since -->\n", 1),
    ],
)
def test_a_mark_that_means_nothing_is_an_error_at_its_line(text: str, line: int) -> None:
    with pytest.raises(MarkError) as raised:
        without_later(text, MAY)
    assert raised.value.line == line
