"""Whole files: sections in their order, bad input by exact line, and no text lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from helpers import PATH, PROPERTY, archive_of, found_in, page_of, read, tree_of, within, words_of
from hypothesis import given
from hypothesis import strategies as st

from minutes.model import AgendaItem, News, Passage
from minutes.parser import MAX_ENTRIES
from minutes.reporters import one_line
from minutes.rules import check
from minutes.strings import strings_for


def test_sections_are_in_the_order_of_the_file() -> None:
    minutes = read("## 议程 2：甲\n\n## 说明\n\n文字\n\n## 相关资讯\n\n## 议程 1：乙\n")
    assert [type(section) for section in minutes.sections] == [AgendaItem, Passage, News, AgendaItem]
    assert [item.number for item in minutes.items] == [2, 1]
    assert [section.line for section in minutes.sections] == [1, 3, 7, 9]


def test_headings_below_an_item_belong_to_it() -> None:
    (item,) = read("### 议程 1：甲\n\n#### 细节\n\n文字\n\n##### 更细\n").items
    assert item.html == "<h4>细节</h4>\n<p>文字</p>\n<h5>更细</h5>"


def test_a_heading_as_high_as_the_items_ends_one() -> None:
    minutes = read("### 议程 1：甲\n\n文字\n\n### 合影\n\n照片\n")
    assert minutes.items[0].html == "<p>文字</p>"
    assert [section.html for section in minutes.sections if isinstance(section, Passage)] == [
        "<h3>合影</h3>\n<p>照片</p>"
    ]


def test_items_may_have_different_levels() -> None:
    minutes = read("## 议程 1：甲\n\n一\n\n### 议程 2：乙\n\n二\n\n#### 议程 3：丙\n\n三\n")
    assert [(item.level, item.html) for item in minutes.items] == [(2, "<p>一</p>"), (3, "<p>二</p>"), (4, "<p>三</p>")]


def test_rules_between_sections_are_not_shown_and_rules_inside_are() -> None:
    first, second = read("## 议程 1：甲\n\n一\n\n---\n\n二\n\n---\n\n## 议程 2：乙\n\n三\n\n***\n").items
    assert first.html == "<p>一</p>\n<hr>\n<p>二</p>"
    assert second.html == "<p>三</p>"


@pytest.mark.parametrize(
    "text", ["只有一句话\n", "- 只有\n- 列表\n", "# 只有标题\n", "```\n只有代码\n```\n", "**会议主题**：只有头部\n"]
)
def test_minutes_without_any_agenda_item_are_shown(text: str) -> None:
    minutes = read(text)
    assert minutes.diagnostics == ()
    assert "只有" in words_of(page_of(minutes))


def test_links_inside_the_site_are_listed_with_their_lines() -> None:
    minutes = read("[甲](a.md)\n\n## 议程 1：[乙](b.md)\n\n- [丙](c.md#x)\n\n`[丁](d.md)`\n")
    assert [(link.href, link.line) for link in minutes.links] == [("a.md", 1), ("b.md", 3), ("c.md#x", 5)]


def test_front_matter_titles_count_more_than_the_topic() -> None:
    assert read("---\ntitle: 甲\n---\n\n**会议主题**：乙\n").title == "甲"
    assert read("---\ntitle: 2031\n---\n\nx\n").title == "2031"
    assert read("**会议主题**：乙\n").title == "乙"


# Bad input. Each sample: what is found, as slug and line, in a file whose name tells the date.

BAD = {
    "broken YAML": (
        "---\ntitle: 例会\ndate: 2031-05-06\nweight: a: b\n---\n\n正文可见\n",
        [("front-matter-invalid", 4)],
    ),
    "an alias": ("---\na: &a [正文可见]\nb: *a\n---\n\n正文可见\n", [("front-matter-invalid", 3)]),
    "a list for front matter": ("---\n- 正文可见\n---\n\n正文可见\n", [("front-matter-not-mapping", 2)]),
    "unclosed front matter": ("---\ntitle: 例会\n\n正文可见\n", [("front-matter-unclosed", 1)]),
    "an invalid date": ("---\ntitle: 例会\ndate: 2031-02-31\n---\n\n正文可见\n", [("date-invalid", 3)]),
    "an unknown status": ("## 议程 1：甲\n\n正文可见\n\n**提案**：backoff → 已完成\n", [("status-unknown", 5)]),
    "no colon": ("## 议程 1 正文可见\n", [("agenda-heading-malformed", 1)]),
    "no number": ("文字\n\n## 议程：正文可见\n", [("agenda-heading-malformed", 3)]),
    "an English heading without colon": ("## Agenda 1 正文可见\n", [("agenda-heading-malformed", 1)]),
    "an item at level 1": ("# 议程 1：正文可见\n", [("agenda-heading-malformed", 1)]),
    "an item at level 5": ("##### 议程 1：正文可见\n", [("agenda-heading-malformed", 1)]),
    "a letter for a numeral": ("## 议程x：正文可见\n", [("agenda-heading-malformed", 1)]),
    "no numeral": ("## 议程 甲：正文可见\n", [("agenda-heading-malformed", 1)]),
    "a number with a dot": ("## 议程 1.2：正文可见\n", [("agenda-heading-malformed", 1)]),
    "a repeated number": ("## 议程 1：甲\n\n## 议程 一：正文可见\n", [("agenda-number-repeated", 3)]),
    "a directive above the items": (
        "**提案**：backoff → 已合入\n\n## 议程 1：正文可见\n",
        [("directive-misplaced", 1)],
    ),
    "a directive in the news": (
        "## 相关资讯\n\n正文可见\n\n**提案**：backoff → 已合入\n",
        [("directive-misplaced", 5)],
    ),
    "a directive in a passage": (
        "## 议程 1：甲\n\n## 说明\n\n- 正文可见\n- **Proposal**: backoff → merged\n",
        [("directive-misplaced", 6)],
    ),
    "empty": ("", [("file-empty", 1)]),
    "whitespace only": (" \n\t\n\u3000\n", [("file-empty", 1)]),
    "deep nesting": ("## 议程 1：甲\n\n" + "- " * 150 + "正文可见\n", [("nesting-too-deep", 3)]),
    "more entries than any list needs": (
        "## 议程 1：甲\n\n正文可见\n\n" + "[x](https://birds.example/)\n" * 3_001,
        [("entries-too-many", 1)],
    ),
    "an item in an element that nothing ends": (
        "## 议程 1：甲\n\n<div>\n\n- 正文可见\n\n## 议程 2：乙\n",
        [("agenda-heading-enclosed", 7)],
    ),
    "items in a list and in a list in it": (
        "- ## 议程 1：甲\n  - ### 议程 2：正文可见\n",
        [("agenda-heading-enclosed", 1), ("agenda-heading-enclosed", 2)],
    ),
    "a number of any length": ("## 议程 " + "1" * 5000 + "：正文可见\n", [("agenda-heading-malformed", 1)]),
    "several at once": (
        "---\ndate: 2031-13-01\n---\n\n## 议程 1：甲\n\n## 议程 1：乙\n\n**提案**：x → 好\n\n## 议程 三 正文可见\n",
        [("date-invalid", 2), ("agenda-number-repeated", 7), ("status-unknown", 9), ("agenda-heading-malformed", 11)],
    ),
}


@pytest.mark.parametrize("sample", BAD)
def test_bad_input_is_reported_by_line_and_still_shown(sample: str) -> None:
    text, expected = BAD[sample]
    minutes = read(text)
    assert found_in(minutes.diagnostics) == expected
    assert {one.path for one in minutes.diagnostics} == {PATH}
    page = page_of(minutes)
    if "正文可见" in text:
        assert "正文可见" in words_of(page)
    for slug, line in expected:
        (code,) = {one.code.code for one in minutes.diagnostics if one.code.slug == slug}
        assert f"line {line}" in words_of(page)
        assert code in words_of(page)


@pytest.mark.parametrize("sample", BAD)
def test_no_finding_takes_more_than_a_line(sample: str) -> None:
    for locale in ("zh", "en"):
        for found in read(BAD[sample][0]).diagnostics:
            assert "\n" not in one_line(found, strings_for(locale))


@pytest.mark.parametrize(
    "text",
    [
        "---\ndate: |\n  soon\n  or later\n---\nx\n",
        "议程 1 没有冒号\n第二行\n---\n\nx\n",
        "---\ntitle: 'a\n\n\n---\n",
        "---\n? [a\n---\n",
    ],
)
def test_a_finding_about_several_lines_takes_one(text: str) -> None:
    minutes = read(text)
    assert minutes.diagnostics
    for found in minutes.diagnostics:
        assert "\n" not in one_line(found, strings_for("en"))


@pytest.mark.parametrize("heading", ["## 讨论议程", "## Agendas", "## 日程", "### 关于议程 1：的说明", "## 一、议程"])
def test_a_heading_that_only_mentions_the_agenda_is_no_mistake(heading: str) -> None:
    minutes = read(f"{heading}\n\n文字\n")
    assert minutes.diagnostics == ()
    assert minutes.items == ()


def test_a_heading_that_is_quoted_is_no_mistake() -> None:
    assert read("> ## 议程 1：甲\n>\n> - ## 议程 2：乙\n").diagnostics == ()


def test_what_is_malformed_carries_the_heading_and_its_extent() -> None:
    (found,) = read("文字\n\n### 议程 三 苍鹭\n").diagnostics
    assert found.values["text"] == "议程 三 苍鹭"
    assert found.span == (3, 1, 3, 12)


def test_a_comment_that_is_never_closed_hides_nothing_in_silence(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, {PATH: "## 议程 1：甲\n\n前文\n\n<!-- 忘了关\n\n## 议程 2：后文\n"})
    (minutes,) = archive.minutes
    reported = [found.span.line for found in check(archive) if found.path == PATH]
    assert "后文" in words_of(page_of(minutes)) or 5 in reported


def test_repeated_numbers_get_anchors_of_their_own() -> None:
    minutes = read("## 议程 1：甲\n\n## 议程 2：乙\n\n## 议程 1：丙\n\n## 议程 1：丁\n")
    assert [item.anchor for item in minutes.items] == ["agenda-1", "agenda-2", "agenda-1-2", "agenda-1-3"]


@pytest.mark.parametrize(
    "text",
    [
        "## 议程 1：甲\n\n## 议程 1：乙\n\n## 相关资讯\n\nx\n\n## 相关资讯\n\ny\n",
        '<a id="agenda-1"></a>\n\n## 议程 1：甲\n\n<a id="news"></a>\n\n## 相关资讯\n',
        "## 议程 1：甲\n\n一[^a] 二[^a]\n\n[^a]: 注\n",
    ],
)
def test_no_id_stands_twice_on_a_page(text: str) -> None:
    ids = [node.attributes["id"] for node in tree_of(page_of(read(text))).walk() if "id" in node.attributes]
    assert len(ids) == len(set(ids))


def test_unread_files_are_kept_whole() -> None:
    text = "---\ntitle: 例会\n---\n\n" + ">" * 150 + " 深处\n"
    minutes = read(text)
    assert minutes.raw == text
    assert minutes.title == "例会"
    assert minutes.date is not None


def test_an_empty_file_has_a_title_and_no_date() -> None:
    minutes = read("")
    assert (minutes.title, minutes.sections, minutes.diagnostics[0].code.code) == ("2031-05-06", (), "MIN002")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("## 议程 1：甲\n\n" + "- 项\n" * 20_000, []),
        ("## 议程 1：甲\n\n" + "文字 https://birds.example/甲。\n" * 5_000, [("entries-too-many", 1)]),
        ("".join(f"## 议程 {number}：甲\n\n文字\n\n" for number in range(1, 3_001)), []),
        ("**参会人**：" + "mira, " * 30_000, []),
        ("## 相关资讯\n\n" + "Heron v0.1.0 发布！\n" * 5_000, [("entries-too-many", 1)]),
        ("## 议程 1：甲\n\n" + "Q：甲\n\nA：乙\n\n" * 4_000, []),
    ],
)
def test_a_long_file_is_read_in_seconds(text: str, found: list[tuple[str, int]]) -> None:
    with within(8):
        assert found_in(read(text).diagnostics) == found


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param(lambda n: "**参会人**：" + ", ".join(f"a{each}" for each in range(n)), id="attendees"),
        pytest.param(lambda n: "".join(f"## 议程 {each}：甲\n\n文字\n\n" for each in range(1, n + 1)), id="items"),
        pytest.param(lambda n: "## 议程 1：甲" + "".join(f" @a{each}" for each in range(n)), id="presenters"),
        pytest.param(lambda n: "## 议程 1：甲\n\n" + "- [ ] @a 做\n" * (n // 2), id="action items"),
        pytest.param(
            lambda n: (
                "## 议程 1：甲\n\n"
                + " ".join(f"https://github.com/herons/heron/issues/{each}" for each in range(1, n + 1))
            ),
            id="references",
        ),
        pytest.param(lambda n: "## 相关资讯\n\n" + "- Heron v0.1.0\n" * n, id="news"),
    ],
)
def test_minutes_have_no_more_entries_than_a_build_has_time_for(parts: Callable[[int], str]) -> None:
    assert "entries-too-many" not in dict(found_in(read(parts(MAX_ENTRIES - 10)).diagnostics))
    assert found_in(read(parts(MAX_ENTRIES + 10)).diagnostics) == [("entries-too-many", 1)]


# One file with as much wrong as a file can have, and what a contributor reads about it.

AWFUL = """\
---
title: 例会
date: 2031-02-30
---

**参会人**：mira

**提案**：backoff → 已合入

# 议程 1：层级不对

## 议程 二 没有冒号

## 议程 3：[链接](missing.md) @mira

**提案**：backof → 已合入

- **提案**：tracing → 已完成

## 议程 3：重复的编号

**Proposal**: nothing-alike

## 相关资讯

[旧地址](../old/place.md#x)
**Proposal**: tracing → released (Larch v1.0.0)
"""


def test_an_awful_file_gives_exactly_these_messages(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, {"zh/meetings/notes.md": AWFUL})
    place = "docs/zh/meetings/notes.md:"
    messages = [one_line(found, strings_for("en"), "docs/") for found in check(archive)]
    assert messages == [f"{place}{message}" for message in AWFUL_MESSAGES]


AWFUL_MESSAGES = [
    (
        "3:7: error MIN105 [date-invalid] "
        '`date` must be a date, but it is "2031-02-30". Write year, month and day, such as 2024-02-29.'
    ),
    (
        "8:1: error MIN703 [directive-misplaced] "
        'The directive "提案：backoff → 已合入" is not inside an agenda item and has no effect. Move it '
        "into the agenda item it belongs to, as a paragraph of its own."
    ),
    (
        "10:1: error MIN401 [agenda-heading-malformed] "
        'The heading "议程 1：层级不对" looks like an agenda item but is not written like one, so it '
        "shows as plain text. Write a level 2 heading with number and colon: `## Agenda 1: Title "
        "@presenter`."
    ),
    (
        "12:1: error MIN401 [agenda-heading-malformed] "
        'The heading "议程 二 没有冒号" looks like an agenda item but is not written like one, so it '
        "shows as plain text. Write a level 2 heading with number and colon: `## Agenda 1: Title "
        "@presenter`."
    ),
    (
        "14:1: warning MIN201 [header-line-missing] "
        'The line "Topic" is missing. Write `**Topic**: …` above the first agenda item.'
    ),
    (
        "14:14: error MIN501 [link-target-missing] "
        'The link "missing.md" leads to zh/meetings/missing.md, which does not exist. Correct the path; '
        "it is relative to the folder of this file."
    ),
    (
        "16:1: error MIN701 [proposal-unknown] "
        'The proposal "backof" is not registered. Use a registered id (backoff), or register it in '
        "docs/_data/proposals.yml first."
    ),
    (
        "18:1: error MIN702 [status-unknown] "
        'Unknown status "已完成". Write one of these: proposed · discussed · accepted · merged · '
        "released · declined · deferred."
    ),
    (
        "20:1: error MIN402 [agenda-number-repeated] "
        "Agenda number 3 is used more than once. Give every item a number of its own, counting up from 1."
    ),
    (
        "22:1: error MIN701 [proposal-unknown] "
        'The proposal "nothing-alike" is not registered. Use a registered id (backoff · tracing · '
        "quiet), or register it in docs/_data/proposals.yml first."
    ),
    (
        "26:7: error MIN501 [link-target-missing] "
        'The link "../old/place.md#x" leads to zh/old/place.md, which does not exist. Correct the path; '
        "it is relative to the folder of this file."
    ),
    (
        "27:1: error MIN703 [directive-misplaced] "
        'The directive "Proposal: tracing → released (Larch v1.0.0)" is not inside an agenda item and '
        "has no effect. Move it into the agenda item it belongs to, as a paragraph of its own."
    ),
    (
        "27:42: warning MIN605 [release-without-link] "
        "Larch v1.0.0 comes without a link. Put the address of its release notes on the next line."
    ),
]


# Properties.

FRAGMENTS = st.sampled_from(
    [
        *("---\n", "title: x\n", "date: 2031-05-06\n", "\n", "\n\n", "  ", "\t", "    ", "# ", "## ", "### ", "##### "),
        *("议程 1：", "议程一:", "Agenda 2: ", "议程", "相关资讯", "Related news", "待办\n", "Action Items\n"),
        *(
            "**Q：** ",
            "A：",
            "**提案**：",
            "Proposal: x → released (Y v1.2.3)\n",
            "→",
            "结论：",
            "- ",
            "1. ",
            "3. ",
            "> ",
        ),
        *(
            "@mira ",
            "@Ta Nguyen",
            "（@周小满 负责介绍）",
            "[ ] ",
            "[x] ",
            "**",
            "*",
            "_",
            "~~",
            "`",
            "```\n",
            "|",
            "|-|\n",
        ),
        *(
            "https://x.example/a",
            "。",
            "，",
            "[a](b.md)",
            "![",
            "](",
            ")",
            "<",
            ">",
            "<!--",
            "-->",
            "<b>",
            "</p>",
            "<div>",
        ),
        *(
            "&amp;",
            "\\",
            "[^1]",
            "[^1]: x\n",
            "Heron v0.1.0 发布",
            "字",
            "word",
            "\x00",
            "\x0b",
            "\u3000",
            "\ue000",
            "===\n",
        ),
    ]
)
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
ANY_MINUTES = st.lists(st.one_of(FRAGMENTS, FRAGMENTS, FRAGMENTS, ANY_TEXT), max_size=40).map("".join)


@PROPERTY
@given(ANY_MINUTES)
def test_no_text_makes_it_raise(text: str) -> None:
    minutes = read(text)
    page_of(minutes)
    lines = text.count("\n") + 1
    assert all(1 <= found.span.line <= lines for found in minutes.diagnostics)
    for found in minutes.diagnostics:
        one_line(found, strings_for("zh"))


WORDS = st.lists(
    st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=8).filter(str.isprintable),
    min_size=1,
    max_size=12,
)
PARAGRAPHS = st.lists(WORDS.map(" ".join), min_size=1, max_size=8)


@PROPERTY
@given(PARAGRAPHS, st.sampled_from(["", "## 议程 1：甲\n\n", "### Related news\n\n", "**参会人**：甲\n\n"]))
def test_every_word_of_a_paragraph_is_on_the_page(paragraphs: list[str], before: str) -> None:
    shown = words_of(page_of(read(before + "\n\n".join(paragraphs))))
    for paragraph in paragraphs:
        assert " ".join(paragraph.split()) in shown


SHAPES = st.sampled_from(
    [
        *("{}\n\n", "{}\n", "- {}\n", "  - {}\n", "1. {}\n", "   {}\n", "\t- {}\n", "> {}\n", "## {}\n\n", "#### {}\n"),
        *(
            "**{}**：",
            "`{}` ",
            "    {}\n\n",
            "```\n{}\n```\n",
            "| {} |\n|---|\n",
            "[{}](x.md) ",
            "<b>{}</b> ",
            "<i>{}\n",
        ),
        *(
            "## 议程 1：{}\n\n",
            "### Agenda 2: {}\n",
            "议程 3：{}\n---\n",
            "## 相关资讯\n\n{}\n",
            "**参会人**：{}\n",
            "Q：{}\n",
        ),
        *(
            "**提案**：{} → 已合入\n\n",
            "~~{}~~ ",
            "- [ ] {}\n",
            "<div>{}\n",
            "</div>{}\n",
            "<li>{}",
            "{}https://x.example/a。",
        ),
        *(
            "https://x.example/{}；",
            "***{}* ",
            "_{}_",
            "\\{}",
            "---\n{}\n---\n",
            "===\n{}\n===\n",
            "[^1]: {}\n",
            "[^1]{} ",
        ),
    ]
)


@PROPERTY
@given(st.lists(SHAPES, max_size=25))
def test_whatever_github_shows_is_on_the_page(shapes: list[str]) -> None:
    text = "x\n\n" + "".join(shape.format(f"w{index}w") for index, shape in enumerate(shapes))
    shown = words_of(page_of(read(text)))
    on_github = cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_FOOTNOTES)
    for word in re.findall(r"w\d+w", re.sub(r"<[^>]*>", " ", on_github)):
        assert word in shown
