"""The labelled lines above the first agenda item, in every spelling."""

from __future__ import annotations

import pytest
from helpers import page_of, read, tree_of, words_of

REST = "\n\n## 议程 1：苍鹭\n\n正文\n"


@pytest.mark.parametrize(
    ("line", "topic"),
    [
        ("**会议主题：** 观鸟例会", "观鸟例会"),
        ("**会议主题：**观鸟例会", "观鸟例会"),
        ("**会议主题** ：观鸟例会", "观鸟例会"),
        ("**会议主题**：观鸟例会", "观鸟例会"),
        ("**会议主题**: 观鸟例会", "观鸟例会"),
        ("会议主题：观鸟例会", "观鸟例会"),
        ("**Topic**: Weekly call", "Weekly call"),
        ("**Topic:** Weekly call", "Weekly call"),
        ("**Topic**： Weekly call", "Weekly call"),
        ("Topic: Weekly call", "Weekly call"),
        ("**topic**: Weekly call", "Weekly call"),
        ("**Topic**: Weekly call: part two", "Weekly call: part two"),
        ("**Topic**: the `run` command and [more](https://birds.example)", "the run command and more"),
        ("- **Topic**: in a list", "in a list"),
    ],
)
def test_the_topic_in_every_spelling(line: str, topic: str) -> None:
    minutes = read(line + REST)
    assert minutes.header.topic == topic
    assert minutes.title == topic
    assert minutes.diagnostics == ()


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param("**参会人员：** mira, tomas-k, Ta Nguyen, Rx:9", id="ASCII commas"),
        pytest.param("**参会人：** mira，tomas-k，Ta Nguyen，Rx:9", id="full-width commas"),
        pytest.param("**参会人** ：mira、tomas-k、Ta Nguyen、Rx:9", id="ideographic commas"),
        pytest.param("**参会人**：mira, tomas-k，Ta Nguyen、Rx:9.", id="mixed commas and a trailing dot"),
        pytest.param("**参会人**：mira, tomas-k, Ta Nguyen, Rx:9。", id="a trailing full stop"),
        pytest.param("**参会人**：mira, tomas-k, Ta Nguyen, Rx:9,", id="a trailing comma"),
        pytest.param("**参会人**：mira, tomas-k,\nTa Nguyen, Rx:9", id="two lines"),
        pytest.param("**参会人**：mira\ntomas-k\nTa Nguyen\nRx:9", id="a name a line"),
        pytest.param("**参会人**：\nmira, tomas-k,\nTa Nguyen,\nRx:9,", id="from the next line on"),
        pytest.param("**参会人**：\n\nmira, tomas-k, Ta Nguyen, Rx:9", id="in the next paragraph"),
        pytest.param("**参会人**：\n\n- mira\n- tomas-k\n- Ta Nguyen\n- Rx:9", id="in a list"),
        pytest.param("**参会人**：\n- mira, tomas-k\n- Ta Nguyen, Rx:9", id="in a list right below"),
        pytest.param("参会人员: mira, tomas-k, Ta Nguyen, Rx:9", id="without bold"),
        pytest.param("**Attendees**: mira, tomas-k, Ta Nguyen, Rx:9", id="English"),
        pytest.param("**Attendees:** @mira, @tomas-k, Ta Nguyen, Rx:9.", id="English with mentions"),
    ],
)
def test_attendees_in_every_spelling(lines: str) -> None:
    assert read(lines + REST).header.attendees == ("mira", "tomas-k", "Ta Nguyen", "Rx:9")


def test_lines_in_one_paragraph_are_told_apart() -> None:
    minutes = read(
        "**会议主题**：观鸟例会\n**参会人**：mira, 韩立\n**会前必读**：https://birds.example/read\n"
        "**录屏链接**：https://birds.example/rec" + REST
    )
    assert minutes.header.topic == "观鸟例会"
    assert minutes.header.attendees == ("mira", "韩立")
    assert [reference.url for reference in minutes.header.pre_reading] == ["https://birds.example/read"]
    assert [reference.url for reference in minutes.header.recording] == ["https://birds.example/rec"]


@pytest.mark.parametrize(
    ("lines", "pre_reading", "recording"),
    [
        ("**会前必读**：[读我](https://birds.example/a)；https://birds.example/b", ["a", "b"], []),
        ("**会前必读** ：https://birds.example/a。\n\n**录屏链接：**https://birds.example/b", ["a"], ["b"]),
        ("**Pre-reading**: https://birds.example/a\n\n**Recording**: https://birds.example/b", ["a"], ["b"]),
        ("**Pre-reading:** <https://birds.example/a>, https://birds.example/b", ["a", "b"], []),
        ("**会前必读**：\n\n- https://birds.example/a\n- https://birds.example/b", ["a", "b"], []),
        ("**会前必读**：无", [], []),
    ],
)
def test_pre_reading_and_recording_are_references(lines: str, pre_reading: list[str], recording: list[str]) -> None:
    header = read(lines + REST).header
    assert [reference.url.removeprefix("https://birds.example/") for reference in header.pre_reading] == pre_reading
    assert [reference.url.removeprefix("https://birds.example/") for reference in header.recording] == recording


def test_a_paragraph_after_the_header_belongs_to_no_label_and_is_shown() -> None:
    minutes = read("**会议主题**：观鸟例会\n\n**参会人**：mira, 韩立\n\n以下由主持人整理，欢迎补充。" + REST)
    assert minutes.header.topic == "观鸟例会"
    assert minutes.header.attendees == ("mira", "韩立")
    assert "以下由主持人整理，欢迎补充。" in words_of(page_of(minutes))


def test_a_paragraph_between_two_labels_belongs_to_neither_and_is_shown() -> None:
    minutes = read("**会议主题**：观鸟例会\n\n感谢大家到场。\n\n**参会人**：mira, 韩立" + REST)
    assert minutes.header.topic == "观鸟例会"
    assert minutes.header.attendees == ("mira", "韩立")
    assert "感谢大家到场。" in words_of(page_of(minutes))


def test_text_before_the_first_label_is_shown() -> None:
    minutes = read("欢迎来到例会。\n\n**会议主题**：观鸟例会" + REST)
    assert minutes.header.topic == "观鸟例会"
    assert "欢迎来到例会。" in words_of(page_of(minutes))


def test_the_header_stays_readable_as_written_without_the_rule_at_its_end() -> None:
    page = tree_of(page_of(read("**会议主题** ：观鸟例会\n\n**参会人** ：mira, 韩立\n\n---" + REST)))
    (written,) = page.with_class("meeting-card__source")
    assert "会议主题 ：观鸟例会 参会人 ：mira, 韩立" in written.text
    assert written.with_tag("hr") == []


@pytest.mark.parametrize(
    "text",
    ["议程与会议主题：都要改。" + REST, "The topic: x" + REST, "x" + REST, "## 议程 1：x\n\n**会议主题**：后来的\n"],
)
def test_other_text_is_no_header(text: str) -> None:
    assert read(text).header.topic == ""


def test_without_title_and_topic_the_file_gives_the_title() -> None:
    assert read("正文\n").title == "2031-05-06"
    assert read("---\ntitle: 标题\n---\n\n**会议主题**：主题\n").title == "标题"
