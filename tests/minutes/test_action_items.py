"""Action items through time: which entries of different meetings are one task, and how it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers import archive_of

from minutes.action_items import ActionHistory, action_histories


def histories(folder: Path, **meetings: str) -> tuple[ActionHistory, ...]:
    """The tasks of minutes: ``zh_0506`` is the agenda of the Chinese ones of 2031-05-06."""
    files: dict[str, str | bytes] = {}
    for name, text in meetings.items():
        locale, _, day = name.partition("_")
        files[f"{locale}/meetings/2031-{day[:2]}-{day[2:]}.md"] = text
    return action_histories(archive_of(folder, files, with_registry=False))


def tasks(*entries: str, title: str = "议程 1：甲", heading: str = "待办") -> str:
    """An agenda item with a list of tasks."""
    return "\n".join([f"## {title}", "", heading, "", *(f"- {entry}" for entry in entries), ""])


def english(*entries: str, title: str = "Agenda 1: A") -> str:
    """The same in English."""
    return tasks(*entries, title=title, heading="Action Items")


def places(history: ActionHistory) -> list[tuple[str, str]]:
    """Where a task is named: the day in the year, and the anchor."""
    return [(mention.meeting.id[5:], mention.anchor) for mention in history.mentions]


def texts(found: tuple[ActionHistory, ...], locale: str = "zh") -> list[str]:
    """The text of each task in a locale, as first named."""
    return [history.raised.in_locale(locale)[1].text for history in found]


def test_an_archive_without_tasks_has_none(tmp_path: Path) -> None:
    assert histories(tmp_path, zh_0506="## 议程 1：甲\n\n- 写指南\n") == ()


def test_every_task_stands_in_the_order_in_which_it_was_raised(tmp_path: Path) -> None:
    found = histories(
        tmp_path,
        zh_0603=tasks("[ ] 丙", "[ ] 甲"),
        zh_0506=tasks("[ ] 甲", "[ ] 乙") + "\n" + tasks("[ ] 丁", title="议程 2：乙"),
    )
    assert texts(found) == ["甲", "乙", "丁", "丙"]
    assert [places(one) for one in found] == [
        [("05-06", "agenda-1"), ("06-03", "agenda-1")],
        [("05-06", "agenda-1")],
        [("05-06", "agenda-2")],
        [("06-03", "agenda-1")],
    ]


def test_the_same_text_at_a_later_meeting_is_the_same_task_carried_over(tmp_path: Path) -> None:
    (task,) = histories(
        tmp_path,
        zh_0506=tasks("[ ] 写指南"),
        zh_0603=tasks("[ ] 写指南", title="议程 4：乙"),
        zh_0701=tasks("[ ] 写指南", title="议程 2：丙"),
    )
    assert places(task) == [("05-06", "agenda-1"), ("06-03", "agenda-4"), ("07-01", "agenda-2")]
    assert task.raised.meeting.id == "2031-05-06"
    assert task.latest.meeting.id == "2031-07-01"
    assert task.done is False


def test_a_task_may_rest_for_a_meeting(tmp_path: Path) -> None:
    (task,) = histories(tmp_path, zh_0506=tasks("[ ] 写指南"), zh_0603="## 议程 1：乙\n", zh_0701=tasks("[ ] 写指南"))
    assert places(task) == [("05-06", "agenda-1"), ("07-01", "agenda-1")]


@pytest.mark.parametrize(
    "again",
    [
        "[ ] Write the  GUIDE",
        "[ ] write the guide.",
        "[ ] Write the guide。",
        "[ ] Write the guide！",
        "[ ] Write the guide;",
        "[ ] Write the guide @mira",
        "[ ] @周小满 Write the guide",
        "[ ] @mira @tomas-k Write the guide。",
        "[x] Write the guide",
        "Write the guide",
        "[ ] Write the **guide**",
    ],
)
def test_case_white_space_closing_punctuation_and_who_do_not_tell_tasks_apart(tmp_path: Path, again: str) -> None:
    (task,) = histories(tmp_path, en_0506=english("[ ] Write the guide"), en_0603=english(again))
    assert len(task.mentions) == 2


@pytest.mark.parametrize("again", ["[ ] Write the guides", "[ ] Write a guide", "[ ] Write the guide, and test it"])
def test_other_words_are_another_task(tmp_path: Path, again: str) -> None:
    assert len(histories(tmp_path, en_0506=english("[ ] Write the guide"), en_0603=english(again))) == 2


def test_punctuation_inside_a_text_tells_tasks_apart(tmp_path: Path) -> None:
    assert len(histories(tmp_path, zh_0506=tasks("[ ] 查 1.2 版"), zh_0603=tasks("[ ] 查 12 版"))) == 2


def test_white_space_between_chinese_and_latin_does_not_tell_tasks_apart(tmp_path: Path) -> None:
    assert len(histories(tmp_path, zh_0506=tasks("[ ] 写 Heron 指南"), zh_0603=tasks("[ ] 写Heron指南"))) == 1


def test_what_some_did_and_others_are_to_do_is_a_new_task(tmp_path: Path) -> None:
    first, second = histories(tmp_path, en_0506=english("[x] Review @bob"), en_0603=english("[ ] Review @eve"))
    assert (first.done, first.assignees) == (True, ("bob",))
    assert (second.done, second.assignees) == (False, ("eve",))


def test_what_stays_ticked_is_one_task(tmp_path: Path) -> None:
    (task,) = histories(tmp_path, en_0506=english("[x] Review"), en_0603=english("[x] Review"))
    assert (task.done, len(task.mentions)) == (True, 2)


def test_entries_that_name_nothing_but_people_are_tasks_of_their_own(tmp_path: Path) -> None:
    found = histories(tmp_path, en_0506=english("[ ] @ada"), en_0603=english("[ ] @bob"))
    assert [task.assignees for task in found] == [("ada",), ("bob",)]


def test_a_task_that_is_ticked_later_is_done(tmp_path: Path) -> None:
    (task,) = histories(tmp_path, zh_0506=tasks("[ ] 写指南"), zh_0603=tasks("[x] 写指南"))
    assert [mention.done for mention in task.mentions] == [False, True]
    assert task.done is True


def test_the_last_meeting_says_how_a_task_stands(tmp_path: Path) -> None:
    (task,) = histories(tmp_path, zh_0506=tasks("[x] 写指南"), zh_0603=tasks("[ ] 写指南"))
    assert task.done is False


def test_without_a_check_box_nobody_knows(tmp_path: Path) -> None:
    (task,) = histories(tmp_path, zh_0506=tasks("写指南"))
    assert task.done is None


def test_a_check_box_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    (task,) = histories(tmp_path, zh_0506=tasks("[x] 写指南"), zh_0603=tasks("写指南"))
    assert task.done is None


def test_everybody_whom_a_mention_names_is_assigned_once_in_the_order_named(tmp_path: Path) -> None:
    (task,) = histories(
        tmp_path,
        zh_0506=tasks("[ ] 写指南 @mira"),
        en_0506=english("[ ] Write the guide @mira @Ta Nguyen"),
        zh_0603=tasks("[ ] 写指南 @tomas-k @mira"),
    )
    assert task.assignees == ("mira", "Ta Nguyen", "tomas-k")


def test_a_task_that_names_nobody_is_assigned_to_nobody(tmp_path: Path) -> None:
    (task,) = histories(tmp_path, zh_0506=tasks("[ ] 写指南"))
    assert task.assignees == ()


# Two locales.


def test_with_equal_counts_two_locales_have_the_same_tasks_in_the_same_order(tmp_path: Path) -> None:
    found = histories(tmp_path, zh_0506=tasks("[ ] 甲", "[ ] 乙"), en_0506=english("[ ] Task one", "[x] Task two"))
    assert texts(found) == ["甲", "乙"]
    assert texts(found, "en") == ["Task one", "Task two"]
    assert [list(one.raised.written) for one in found] == [["zh", "en"], ["zh", "en"]]
    minutes, action = found[1].raised.in_locale("en")
    assert (minutes.path, action.line) == ("en/meetings/2031-05-06.md", 6)


def test_a_tick_in_one_locale_is_enough(tmp_path: Path) -> None:
    (task,) = histories(tmp_path, zh_0506=tasks("[ ] 甲"), en_0506=english("[x] Task one"))
    assert task.done is True


def test_a_check_box_in_one_locale_is_enough(tmp_path: Path) -> None:
    (task,) = histories(tmp_path, zh_0506=tasks("甲"), en_0506=english("[ ] Task one"))
    assert task.done is False


def test_with_unequal_counts_only_the_source_counts(tmp_path: Path) -> None:
    found = histories(tmp_path, zh_0506=tasks("[ ] 甲", "[ ] 乙"), en_0506=english("[x] Only one"))
    assert [list(one.raised.written) for one in found] == [["zh"], ["zh"]]
    assert texts(found, "en") == ["甲", "乙"]
    assert [one.done for one in found] == [False, False]


def test_each_agenda_item_is_compared_for_itself(tmp_path: Path) -> None:
    found = histories(
        tmp_path,
        zh_0506=tasks("[ ] 甲") + "\n" + tasks("[ ] 乙", "[ ] 丙", title="议程 2：乙"),
        en_0506=english("[ ] Task one") + "\n" + english("[ ] Two and three", title="Agenda 2: B"),
    )
    assert texts(found, "en") == ["Task one", "乙", "丙"]


def test_a_task_that_only_the_translation_has_is_a_task(tmp_path: Path) -> None:
    found = histories(
        tmp_path,
        zh_0506="## 议程 1：甲\n\n正文\n",
        en_0506=english("[ ] Task one") + "\n" + english("[ ] Task two", title="Agenda 2: B"),
    )
    assert [list(one.raised.written) for one in found] == [["en"], ["en"]]
    assert texts(found) == ["Task one", "Task two"]


def test_a_meeting_in_one_locale_only_has_its_tasks_in_that(tmp_path: Path) -> None:
    (task,) = histories(tmp_path, en_0506=english("[ ] Task one"))
    assert task.raised.in_locale("zh")[0].locale == "en"


def test_a_task_is_carried_over_by_its_text_in_any_locale(tmp_path: Path) -> None:
    """Reworded in Chinese, the same in English; then without a translation, by the Chinese text of the second."""
    (task,) = histories(
        tmp_path,
        zh_0506=tasks("[ ] 写指南"),
        en_0506=english("[ ] Write the guide"),
        zh_0603=tasks("[ ] 编写指南"),
        en_0603=english("[ ] Write the guide"),
        zh_0701=tasks("[x] 编写指南"),
    )
    assert [mention.meeting.id[5:] for mention in task.mentions] == ["05-06", "06-03", "07-01"]
    assert task.done is True
    assert task.latest.in_locale("en")[1].text == "编写指南"


def test_equal_texts_in_different_locales_are_two_tasks(tmp_path: Path) -> None:
    """A text means something in its own locale only."""
    assert len(histories(tmp_path, zh_0506=tasks("[ ] Larch"), en_0603=english("[ ] Larch"))) == 2


# Two tasks with one text.


def test_two_tasks_with_one_text_in_one_meeting_are_two(tmp_path: Path) -> None:
    found = histories(
        tmp_path, zh_0506=tasks("[ ] 写指南", "[x] 写指南") + "\n" + tasks("[ ] 写指南", title="议程 2：乙")
    )
    assert [places(one) for one in found] == [
        [("05-06", "agenda-1")],
        [("05-06", "agenda-1")],
        [("05-06", "agenda-2")],
    ]
    assert [one.done for one in found] == [False, True, False]


def test_two_tasks_with_one_text_are_carried_over_one_by_one(tmp_path: Path) -> None:
    found = histories(
        tmp_path,
        zh_0506=tasks("[ ] 写指南 @mira", "[ ] 写指南 @tomas-k"),
        zh_0603=tasks("[x] 写指南 @mira", "[ ] 写指南 @tomas-k"),
    )
    assert [one.done for one in found] == [True, False]
    assert [one.assignees for one in found] == [("mira",), ("tomas-k",)]


def test_of_two_tasks_with_one_text_the_one_for_the_same_people_is_carried_over(tmp_path: Path) -> None:
    found = histories(
        tmp_path,
        zh_0506=tasks("[ ] 写指南 @mira", "[ ] 写指南 @tomas-k"),
        zh_0603=tasks("[x] 写指南 @Tomas-K"),
    )
    assert [one.done for one in found] == [False, True]


def test_a_third_task_with_one_text_is_raised_where_there_were_two(tmp_path: Path) -> None:
    found = histories(tmp_path, zh_0506=tasks("[ ] 写指南", "[ ] 写指南"), zh_0603=tasks(*["[ ] 写指南"] * 3))
    assert [len(one.mentions) for one in found] == [2, 2, 1]
    assert found[2].raised.meeting.id == "2031-06-03"
