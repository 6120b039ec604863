"""The page of projects: each that anything names has a section, with what minutes and registry say of it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from helpers import archive_of, render, tree_of, words_of

from minutes.strings import LOCALES
from minutes.views.activity import HEIGHT, MAX_BARS, Activity, Calendar, Unit
from minutes.views.lens import Lens
from minutes.views.projects import ProjectsIndex, ProjectView, projects_index

PROJECTS = """\
projects:
  - id: larch
    name: Larch
    repositories: [birdhouse/larch, larch-contrib/*]
    description: {zh: 一棵树。, en: A tree.}
  - {id: heron, name: Heron, description: {zh: 一只鸟。}}
  - {id: wren, name: Wren}
"""
PROPOSALS = """\
proposals:
  - {id: done, title: {zh: 已完成, en: Done}, projects: [larch]}
  - {id: early, title: {zh: 较早, en: Early}, projects: [larch]}
  - {id: late, title: {zh: 较晚, en: Late}, projects: [larch, heron]}
  - {id: unseen, title: {zh: 未见, en: Unseen}, projects: [heron]}
  - {id: awards, kind: programme, title: {zh: 评奖, en: Awards}, projects: [larch]}
"""
FILES = {
    "_data/projects.yml": PROJECTS,
    "_data/proposals.yml": PROPOSALS,
    "zh/meetings/2031-05-06.md": """\
## 议程 1：Larch 的枝叶

**提案**：early → 已讨论

## 议程 2：Heron 与 Larch

**提案**：done → 已发布（Larch v0.2.0）

## 相关资讯

Larch v0.1.0 发布！

Zebra v1.0.0 发布！
""",
    "zh/meetings/2031-08-05.md": """\
## 议程 1：评奖

Larch 与 Heron 都在名单上。

**提案**：late → 已讨论

**提案**：awards → 已讨论
""",
    "en/meetings/2031-08-05.md": """\
## Agenda 1: Prizes

Larch and Heron are both on the list.

**Proposal**: late → discussed

**Proposal**: awards → discussed

## Related news

Asp v2.0.0 released
""",
}


def index_of(folder: Path, files: dict[str, str], locale: str = "zh", with_registry: bool = True) -> ProjectsIndex:
    return projects_index(Lens(archive_of(folder, files, with_registry), locale))


def projects_of(index: ProjectsIndex) -> dict[str, ProjectView]:
    """Every project by id, in the order of the page."""
    return {project.id: project for project in index.projects}


@pytest.fixture(params=LOCALES)
def index(tmp_path: Path, request: pytest.FixtureRequest) -> ProjectsIndex:
    """The sample in either language."""
    return index_of(tmp_path, FILES, str(request.param))


def test_registered_projects_stand_in_the_order_of_the_registry_and_the_others_after_them(index: ProjectsIndex) -> None:
    assert [(one.id, one.registered) for one in index.projects] == [
        *(("larch", True), ("heron", True), ("wren", True), ("asp", False), ("zebra", False)),
    ]


def test_a_name_that_gives_the_id_of_a_registered_project_has_no_section_of_its_own(tmp_path: Path) -> None:
    files = {
        "_data/projects.yml": "projects:\n  - {id: grove, name: The Grove}\n",
        "zh/meetings/2031-05-06.md": "## 相关资讯\n\nGrove v1.0.0 发布！\n",
    }
    (grove,) = index_of(tmp_path, files).projects
    assert (grove.name, grove.registered) == ("The Grove", True)
    assert [release.version for release in grove.releases] == ["1.0.0"]


def test_agenda_items_and_releases_are_newest_first(index: ProjectsIndex) -> None:
    larch, heron, *_ = index.projects
    assert [(item.meeting_id, item.number) for item in larch.items] == [
        *(("2031-08-05", 1), ("2031-05-06", 1), ("2031-05-06", 2)),
    ]
    assert [(item.meeting_id, item.number) for item in heron.items] == [("2031-08-05", 1), ("2031-05-06", 2)]
    assert [(one.version, one.meeting_id, one.anchor) for one in larch.releases] == [
        *(("0.1.0", "2031-05-06", ""), ("0.2.0", "2031-05-06", "agenda-2")),
    ]


def test_proposals_in_motion_stand_before_the_settled_ones_and_programmes_apart(index: ProjectsIndex) -> None:
    larch, heron, *_ = index.projects
    assert [(one.proposal.id, one.proposal.status.value) for one in larch.designs] == [
        *(("late", "discussed"), ("early", "discussed"), ("done", "released")),
    ]
    assert [one.proposal.id for one in larch.programmes] == ["awards"]
    assert [one.proposal.id for one in heron.designs] == ["late", "unseen"]


def test_a_description_is_in_the_language_of_the_page_or_says_that_it_is_not(tmp_path: Path) -> None:
    chinese, english = (projects_of(index_of(tmp_path, FILES, locale)) for locale in LOCALES)
    assert (chinese["larch"].description, chinese["larch"].lang) == ("一棵树。", "zh")
    assert (english["larch"].description, english["larch"].lang) == ("A tree.", "en")
    assert (english["heron"].description, english["heron"].lang) == ("一只鸟。", "zh")
    page = tree_of(render("projects_index", index_of(tmp_path, FILES, "en"), "en"))
    assert [one.text for one in page.with_tag("p") if one.attributes.get("lang") == "zh"] == ["一只鸟。"]


def test_repositories_are_links_and_all_of_an_owner_are_one(index: ProjectsIndex) -> None:
    larch = index.projects[0]
    assert [(one.name, one.url, one.whole_owner) for one in larch.repositories] == [
        ("birdhouse/larch", "https://github.com/birdhouse/larch", False),
        ("larch-contrib", "https://github.com/larch-contrib", True),
    ]


def test_every_line_leads_to_its_source(tmp_path: Path) -> None:
    page = tree_of(render("projects_index", index_of(tmp_path, FILES, "en"), "en"))
    larch = page.with_class("project")[0]
    links = [link.attributes["href"] for link in larch.with_tag("a")]
    assert set(links) >= {
        *("/meetings/2031-08-05/#agenda-1", "/meetings/2031-05-06/#agenda-1", "/meetings/2031-05-06/#agenda-2"),
        *("/meetings/2031-05-06/#news", "/news/#larch-v0.1.0", "/news/#larch-v0.2.0"),
        *("/proposals/late/", "/proposals/awards/", "/agenda/?project=larch"),
    }


def test_what_there_is_nothing_of_is_said_in_words(tmp_path: Path) -> None:
    page = tree_of(render("projects_index", index_of(tmp_path, FILES, "en"), "en"))
    texts = {one.attributes["aria-labelledby"]: one.text for one in page.with_class("project")}
    assert texts["wren"] == "Wren No agenda item is about this project yet. Subscribe Atom · JSON Feed · All feeds"
    assert texts["asp"].startswith("Asp Only releases in the minutes name this project; it is not registered yet.")
    empty = index_of(tmp_path / "empty", {}, with_registry=False)
    assert words_of(render("projects_index", empty, "en")) == "No project is registered yet, and no minutes name one."
    assert words_of(render("projects_index", empty, "zh")) == "还没有登记的项目，纪要里也没有提到项目。"


def test_a_community_without_meetings_has_its_registered_projects(tmp_path: Path) -> None:
    index = index_of(tmp_path, {})
    assert [(one.id, one.activity) for one in index.projects] == [("heron", None), ("larch", None)]


@pytest.mark.parametrize(("count", "shown"), [(10, 10), (11, 11), (12, 10)])
def test_a_long_list_of_agenda_items_folds_after_the_first_ten(tmp_path: Path, count: int, shown: int) -> None:
    text = "\n\n".join(f"## 议程 {number}：Larch\n\n正文" for number in range(1, count + 1))
    page = tree_of(render("projects_index", index_of(tmp_path, {"zh/meetings/2031-05-06.md": text})))
    folded = [line for fold in page.with_tag("details") for line in fold.with_class("record__line")]
    lines = [line for line in page.with_class("record__line") if "Larch" in line.text]
    assert (len(lines) - len(folded), len(lines)) == (shown, count)


# The drawing.


def test_a_drawing_counts_agenda_items_by_month_in_one_scale(index: ProjectsIndex) -> None:
    larch, heron, wren, *_ = index.projects
    assert larch.activity
    assert heron.activity
    assert wren.activity is None
    assert larch.activity.unit is Unit.MONTH
    months = [(bar.start.isoformat(), bar.count, bar.height) for bar in larch.activity.bars]
    assert months == [
        *(("2031-05-01", 2, HEIGHT), ("2031-06-01", 0, 0), ("2031-07-01", 0, 0), ("2031-08-01", 1, HEIGHT / 2)),
    ]
    assert [(bar.count, bar.height) for bar in heron.activity.bars] == [(1, 24), (0, 0), (0, 0), (1, 24)]


def test_a_drawing_is_told_in_words(tmp_path: Path) -> None:
    page = tree_of(render("projects_index", index_of(tmp_path, FILES, "en"), "en"))
    drawing = page.with_tag("svg")[0]
    texts = {node.attributes["id"]: node.text for node in drawing.walk() if "id" in node.attributes}
    assert drawing.attributes["role"] == "img"
    assert texts[drawing.attributes["aria-labelledby"]] == "Larch: agenda items by month"
    assert texts[drawing.attributes["aria-describedby"]] == "May 2031: 2 agenda items; Aug 2031: 1 agenda item"
    assert page.with_tag("figcaption")[0].text == "May 2031 – Aug 2031 · at most 2 agenda items a month"
    assert not [node for node in page.walk() if "style" in node.attributes]


def drawn(first: date, last: date, highest: int = 1) -> Activity:
    days = [first, last]
    calendar = Calendar(days)
    return calendar.drawing(calendar.counts(days), highest)


@pytest.mark.parametrize(
    ("months", "unit"),
    [
        *((1, Unit.MONTH), (MAX_BARS, Unit.MONTH), (MAX_BARS + 1, Unit.QUARTER)),
        *((3 * MAX_BARS, Unit.QUARTER), (3 * MAX_BARS + 1, Unit.YEAR), (100 * 12, Unit.YEAR)),
    ],
)
def test_the_longer_the_time_the_longer_is_what_a_bar_stands_for(months: int, unit: Unit) -> None:
    found = drawn(date(2031, 1, 31), date(2031 + (months - 1) // 12, (months - 1) % 12 + 1, 1))
    assert found.unit is unit
    assert len(found.bars) == -(-months // unit.months)
    assert sum(bar.count for bar in found.bars) == 2


@pytest.mark.parametrize("days", [0, 200, 1000, 3000, 30_000])
def test_bars_stand_side_by_side_inside_the_drawing(days: int) -> None:
    found = drawn(date(2031, 5, 6), date(2031, 5, 6) + timedelta(days), highest=2)
    assert found.width <= 480
    assert all(bar.x >= 0 and bar.x + bar.width <= found.width + 0.1 for bar in found.bars)
    assert all(left.x + left.width < right.x for left, right in pairwise(found.bars))
    assert all(bar.y + bar.height == HEIGHT and bar.y >= 0 for bar in found.bars)


def test_a_bar_is_seen_however_small_its_share() -> None:
    found = drawn(date(2031, 5, 6), date(2031, 6, 6), highest=1000)
    assert all(bar.height >= 2 for bar in found.bars)


@pytest.mark.parametrize(
    ("locale", "last", "period"),
    [
        ("zh", date(2031, 8, 1), "2031 年 5 月 – 2031 年 8 月"),
        ("en", date(2036, 8, 1), "Q2 2031 – Q3 2036"),
        ("zh", date(2036, 8, 1), "2031 年第 2 季度 – 2036 年第 3 季度"),
        ("en", date(2056, 8, 1), "2031 – 2056"),
        ("zh", date(2056, 8, 1), "2031 年 – 2056 年"),
    ],
)
def test_every_unit_has_its_words(tmp_path: Path, locale: str, last: date, period: str) -> None:
    files = {f"zh/meetings/{day}.md": "## 议程 1：Larch\n\n正文\n" for day in ("2031-05-06", last.isoformat())}
    page = tree_of(render("projects_index", index_of(tmp_path, files, locale), locale))
    assert page.with_tag("figcaption")[0].text.startswith(f"{period} · ")
