"""The page of action items: open tasks by meeting, done ones, and what there is for newcomers."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers import archive_of, render, tree_of

from minutes.strings import LOCALES
from minutes.views.action_items import ActionItemsIndex, TaskView, action_items_index
from minutes.views.lens import Lens

LABEL = "https://github.com/{}/issues?q=is%3Aopen+label%3A%22good+first+issue%22"
FILES: dict[str, str | bytes] = {
    "zh/meetings/2031-05-06.md": f"""\
## 议程 1：Heron 的指南

待办

- [ ] 写指南 @米拉
- 看 [旧文](https://birds.example/old)，再改 https://birds.example/new
- [ ] 补 [例子](../notes.md) @nobody-known，@tomas-k

## 议程 2：good-first-issue 梳理

见 [列表]({LABEL.format("birdhouse/heron")}) 与 [列表]({LABEL.format("stranger/nest")})
""",
    "en/meetings/2031-05-06.md": """\
## Agenda 1: The guide of Heron

Action Items

- [ ] Write the guide @mira
- Look at [the old text](https://birds.example/old), then change https://birds.example/new
- [ ] Add [an example](../notes.md) @nobody-known, @tomas-k

## Agenda 2: Tasks

Nothing.
""",
    "zh/meetings/2031-06-03.md": f"""\
## 议程 1：Larch 新手任务

[列表]({LABEL.format("heron-contrib/egg")}) [列表](https://github.com/birdhouse/larch/issues?q=label%3Abug)

待办

- [ ] 写指南。
- [x] 关掉旧任务

## 议程 2：新手任务之外

待办

- [ ] 种树
""",
    "zh/meetings/2031-07-01.md": "## 议程 3：收尾\n\n待办\n\n- [x] 写指南\n- [x] 种树\n",
    "zh/meetings/2031-07-15.md": "## 议程 1：再收尾\n\n待办\n\n- [x] 写指南\n",
}


@pytest.fixture
def index(tmp_path: Path) -> ActionItemsIndex:
    """The sample in Chinese."""
    return action_items_index(Lens(archive_of(tmp_path, FILES), "zh"))


@pytest.fixture
def english(tmp_path: Path) -> ActionItemsIndex:
    """The sample in English."""
    return action_items_index(Lens(archive_of(tmp_path, FILES), "en"))


def text(task: TaskView) -> str:
    """The text of a task."""
    return "".join(part.text for part in task.parts)


def tasks_of(folder: Path, minutes: str) -> tuple[TaskView, ...]:
    """The open tasks of one agenda item."""
    files: dict[str, str | bytes] = {"zh/meetings/2031-05-06.md": f"## 议程 1：甲\n\n{minutes}\n"}
    return action_items_index(Lens(archive_of(folder, files), "zh")).open


def test_open_tasks_are_by_meeting_and_item_the_oldest_first(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "zh/meetings/2031-06-03.md": "## 议程 1：甲\n\n待办\n\n- [ ] 三\n",
        "zh/meetings/2031-05-06.md": (
            "## 议程 1：甲\n\n待办\n\n- [ ] 一\n\n## 议程 2：乙\n\n待办\n\n- [ ] 二\n- [ ] 另一\n"
        ),
        "zh/meetings/2031-07-01.md": "## 议程 1：丙\n",
    }
    index = action_items_index(Lens(archive_of(tmp_path, files), "zh"))
    assert [
        (meeting.first.meeting_id, meeting.later, [(one.item.number, [*map(text, one.tasks)]) for one in meeting.items])
        for meeting in index.meetings
    ] == [("2031-05-06", 2, [(1, ["一"]), (2, ["二", "另一"])]), ("2031-06-03", 1, [(1, ["三"])])]


def test_open_and_done_tasks_are_told_apart_and_none_is_lost(index: ActionItemsIndex) -> None:
    assert [text(task) for task in index.open] == ["看 旧文，再改 https://birds.example/new", "补 例子"]
    assert [text(task) for task in index.done] == ["种树", "写指南", "关掉旧任务"]


def test_a_done_task_says_where_it_was_raised_carried_over_and_first_marked_as_done(index: ActionItemsIndex) -> None:
    task = next(task for task in index.done if text(task) == "写指南")
    assert (task.raised.meeting_id, task.raised.anchor) == ("2031-05-06", "agenda-1")
    assert [item.meeting_id for item in task.again] == ["2031-06-03", "2031-07-01", "2031-07-15"]
    assert task.finished
    assert (task.finished.meeting_id, task.finished.anchor) == ("2031-07-01", "agenda-3")
    assert (task.path, task.line) == ("zh/meetings/2031-07-15.md", 5)


def test_done_tasks_are_by_when_they_were_finished_the_latest_first(index: ActionItemsIndex) -> None:
    assert [task.finished.meeting_id for task in index.done if task.finished] == [
        "2031-07-01",
        "2031-07-01",
        "2031-06-03",
    ]


def test_a_task_that_was_opened_again_is_open(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "zh/meetings/2031-05-06.md": "## 议程 1：甲\n\n待办\n\n- [x] 一\n",
        "zh/meetings/2031-06-03.md": "## 议程 1：甲\n\n待办\n\n- [ ] 一\n",
    }
    index = action_items_index(Lens(archive_of(tmp_path, files), "zh"))
    assert [task.finished for task in index.open] == [None]
    assert index.done == ()


def test_what_has_no_check_box_is_open_and_not_tracked(index: ActionItemsIndex) -> None:
    assert [(text(task)[:1], task.done) for task in index.open] == [("看", None), ("补", False)]
    assert (index.untracked, index.unassigned, index.carried) == (1, 1, 0)


def test_carried_over_tasks_are_counted(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"zh/meetings/2031-0{month}-01.md": "## 议程 1：甲\n\n待办\n\n- [ ] 一\n" for month in (5, 6, 7)
    }
    index = action_items_index(Lens(archive_of(tmp_path, files), "zh"))
    assert (len(index.open), index.carried) == (1, 1)


def test_who_takes_a_task_is_a_person_and_no_part_of_its_text(index: ActionItemsIndex) -> None:
    guide = next(task for task in index.done if text(task) == "写指南")
    assert [(person.id, person.name) for person in guide.assignees] == [("mira", "Mira Holt")]
    assert [person.name for person in index.open[1].assignees] == ["nobody-known", "tomas-k"]


@pytest.mark.parametrize(
    ("entry", "shown"),
    [
        ("@mira 写指南", "@mira 写指南"),
        ("请 @mira 写指南", "请 @mira 写指南"),
        ("写指南：@mira", "写指南"),
        ("@mira", "@mira"),
    ],
)
def test_a_name_within_a_text_stays_in_it(tmp_path: Path, entry: str, shown: str) -> None:
    (task,) = tasks_of(tmp_path, f"- [ ] {entry}")
    assert text(task) == shown
    assert [person.id for person in task.assignees] == ["mira"]


def test_a_task_is_read_in_the_locale_of_the_lens(english: ActionItemsIndex) -> None:
    """The latest entry in English speaks, though later meetings name the task in Chinese."""
    guide = next(task for task in english.done if text(task) == "Write the guide")
    assert (guide.lang, guide.path, guide.line) == ("en", "en/meetings/2031-05-06.md", 5)
    assert [(text(task), task.lang) for task in english.done if task is not guide] == [
        ("种树", "zh"),
        ("关掉旧任务", "zh"),
    ]


def test_links_of_a_text_are_kept(index: ActionItemsIndex, english: ActionItemsIndex) -> None:
    assert [(part.text, part.href) for part in index.open[0].parts] == [
        ("看 ", ""),
        ("旧文", "https://birds.example/old"),
        ("，再改 ", ""),
        ("https://birds.example/new", "https://birds.example/new"),
    ]
    assert [part.href for part in english.open[1].parts] == ["", "../notes.md"]


@pytest.mark.parametrize(
    ("minutes", "links"),
    [
        ("- [ ] 看\n  [文](https://birds.example/a)", ["https://birds.example/a"]),
        ("- [ ] 看\n  - [文](https://birds.example/a)", ["https://birds.example/a"]),
        ("- [ ] 看\n\n  [文](https://birds.example/a)", ["https://birds.example/a"]),
        ("> - [ ] 看\n>   [文](https://birds.example/a)", ["https://birds.example/a"]),
        ("- [ ] 看文\n- [文](https://birds.example/a)", []),
        ("- [ ] 看文\n\n[文](https://birds.example/a)", []),
        ("- [ ] 看文\n\n## 议程 2：乙\n\n[文](https://birds.example/a)", []),
        (
            "- [ ] [文](https://birds.example/a) [文](https://birds.example/b)",
            ["https://birds.example/a", "https://birds.example/b"],
        ),
        ("- [ ] [](https://birds.example/a)看", []),
    ],
)
def test_a_text_has_its_own_links_and_no_others(tmp_path: Path, minutes: str, links: list[str]) -> None:
    task = tasks_of(tmp_path, minutes)[0]
    assert [part.href for part in task.parts if part.href] == links


def test_agenda_items_for_newcomers_are_the_same_in_both_locales_newest_first(
    index: ActionItemsIndex, english: ActionItemsIndex
) -> None:
    for each in (index, english):
        assert [(item.meeting_id, item.number) for item in each.newcomer_items] == [
            ("2031-06-03", 1),
            ("2031-06-03", 2),
            ("2031-05-06", 2),
        ]
    assert english.newcomer_items[-1].title == "Tasks"


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("Good first issues of the month", True),
        ("good_first_issue", True),
        ("Starter tasks", True),
        ("社区新人任务", True),
        ("新成员介绍", False),
        ("Our first good meeting", False),
    ],
)
def test_a_title_tells_whether_an_item_is_for_newcomers(tmp_path: Path, title: str, named: bool) -> None:
    files: dict[str, str | bytes] = {"en/meetings/2031-05-06.md": f"## Agenda 1: {title}\n"}
    index = action_items_index(Lens(archive_of(tmp_path, files), "en"))
    assert bool(index.newcomer_items) is named


def test_each_project_has_the_list_that_was_linked_to_last(index: ActionItemsIndex) -> None:
    """That of May is older than that of June; both repositories are Heron's. A list of bugs is none for newcomers."""
    assert [
        (one.project.name if one.project else "", one.reference.repository, one.item.meeting_id)
        for one in index.issue_lists
    ] == [("Heron", "heron-contrib/egg", "2031-06-03"), ("", "stranger/nest", "2031-05-06")]


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_that_is_written_acts_on_the_page(tmp_path: Path, locale: str) -> None:
    hostile = "- [ ] [`<img src=x onerror=alert(1)>`](https://birds.example/%22onclick=x) [x](javascript:alert(1))"
    files: dict[str, str | bytes] = {"zh/meetings/2031-05-06.md": f"## 议程 1：甲\n\n{hostile}\n"}
    page = tree_of(render("action_items", action_items_index(Lens(archive_of(tmp_path, files), "zh")), locale))
    for node in page.walk():
        assert node.tag not in ("img", "script")
        assert not any(key.startswith("on") for key in node.attributes)
        assert not node.attributes.get("href", "").startswith("javascript:")


@pytest.mark.parametrize("locale", LOCALES)
def test_an_empty_archive_has_an_empty_page(tmp_path: Path, locale: str) -> None:
    index = action_items_index(Lens(archive_of(tmp_path, {}, with_registry=False), locale))
    assert (index.open, index.done, index.issue_lists, index.newcomer_items) == ((), (), (), ())
    assert tree_of(render("action_items", index, locale)).with_tag("p")
