"""Agenda items: headings, presenters, points, decisions, action items, questions and directives in every dialect."""

from __future__ import annotations

import pytest
from helpers import found_in, page_of, read, read_item, tree_of, within, words_of

from minutes.model import Release
from minutes.vocabulary import Status


@pytest.mark.parametrize("marks", ["##", "###", "####"])
@pytest.mark.parametrize(
    ("prefix", "number"),
    [
        ("议程 1 ：", 1),
        ("议程1：", 1),
        ("议程 1:", 1),
        ("议程 1： ", 1),
        ("议程  1 : ", 1),
        ("议程一：", 1),
        ("议程 二：", 2),
        ("议程十：", 10),
        ("议程十二：", 12),
        ("议程二十一：", 21),
        ("议程 ３：", 3),
        ("Agenda 1: ", 1),
        ("Agenda 12：", 12),
        ("agenda 4: ", 4),
        ("AGENDA 5 : ", 5),
    ],
)
def test_headings_of_agenda_items(marks: str, prefix: str, number: int) -> None:
    minutes = read(f"{marks} {prefix}苍鹭的近况\n\n正文\n")
    (item,) = minutes.items
    assert (item.number, item.anchor, item.level, item.line) == (number, f"agenda-{number}", len(marks), 1)
    assert item.title == "苍鹭的近况"
    assert item.html == "<p>正文</p>"
    assert minutes.diagnostics == ()


@pytest.mark.parametrize(
    ("written", "title", "html"),
    [
        ("苍鹭 & 落叶松", "苍鹭 & 落叶松", "苍鹭 &amp; 落叶松"),
        ("`heron run` 命令", "heron run 命令", "<code>heron run</code> 命令"),
        ("**重要** 事项", "重要 事项", "<strong>重要</strong> 事项"),
        ("`mira@home` 的用法", "mira@home 的用法", "<code>mira@home</code> 的用法"),
        ("问答 Q & A 环节", "问答 Q & A 环节", "问答 Q &amp; A 环节"),
        ("二：两个冒号", "二：两个冒号", "二：两个冒号"),
        ("关闭的标题 ##", "关闭的标题", "关闭的标题"),
    ],
)
def test_titles_keep_their_text_and_markup(written: str, title: str, html: str) -> None:
    item = read_item("正文", f"## 议程 1：{written}")
    assert (item.title, item.title_html) == (title, html)


def test_links_in_a_title_stay_links() -> None:
    item = read_item("正文", "## 议程 1：[苍鹭](https://github.com/birdhouse/heron) 的近况 @mira")
    assert item.title == "苍鹭 的近况"
    assert item.presenters == ("mira",)
    assert '<a href="https://github.com/birdhouse/heron"' in item.title_html
    assert [reference.id for reference in item.references] == ["birdhouse/heron"]


@pytest.mark.parametrize(
    ("title", "presenters", "rest"),
    [
        ("苍鹭的近况 @mira", ("mira",), "苍鹭的近况"),
        ("苍鹭的近况 @mira @tomas-k", ("mira", "tomas-k"), "苍鹭的近况"),
        ("苍鹭的近况 @Ta Nguyen", ("Ta Nguyen",), "苍鹭的近况"),
        ("苍鹭的近况 **@mira**", ("mira",), "苍鹭的近况"),
        ("`a` [b](https://birds.example) @mira", ("mira",), "a b"),
        ("@mira 分享 苍鹭的近况", ("mira",), "分享 苍鹭的近况"),
        ("@mira分享苍鹭的近况", ("mira",), "分享苍鹭的近况"),
        ("@周小满 分享苍鹭", ("周小满",), "分享苍鹭"),
        ("苍鹭 `@nobody`", (), "苍鹭 @nobody"),
        ("苍鹭 [@nobody](https://birds.example)", (), "苍鹭 @nobody"),
    ],
)
def test_presenters_in_the_heading(title: str, presenters: tuple[str, ...], rest: str) -> None:
    item = read_item("正文", f"## 议程 1：{title}")
    assert item.presenters == presenters
    assert item.title == rest


def test_a_title_of_presenters_alone_stays() -> None:
    item = read_item("正文", "## 议程 1：@mira @tomas-k")
    assert item.presenters == ("mira", "tomas-k")
    assert item.title == "@mira @tomas-k"


def test_an_underlined_heading_over_two_lines_loses_no_text() -> None:
    (item,) = read("议程 1：苍鹭的\n近况与计划 @mira\n---\n\n正文\n").items
    assert item.title == "苍鹭的 近况与计划"
    assert item.presenters == ("mira",)


@pytest.mark.parametrize(
    ("line", "presenters"),
    [
        ("（@mira 负责介绍）", ("mira",)),
        ("(@mira 负责介绍)", ("mira",)),
        ("（@mira 负责介绍)", ("mira",)),
        ("（@周小满 @Ta Nguyen 负责分享）", ("周小满", "Ta Nguyen")),
        ("苍鹭（@mira 负责介绍）：", ("mira",)),
        ("@mira 负责介绍", ("mira",)),
        ("(presented by @mira)", ("mira",)),
        ("感谢 @mira 的补丁", ()),
    ],
)
def test_presenters_on_a_line_below_the_heading(line: str, presenters: tuple[str, ...]) -> None:
    item = read_item(f"{line}\n\n正文")
    assert item.presenters == presenters
    assert line in words_of(item.html)


def test_presenters_of_heading_and_line_are_one_list() -> None:
    assert read_item("（@mira @tomas-k 负责介绍）", "## 议程 1：苍鹭 @tomas-k").presenters == ("tomas-k", "mira")


@pytest.mark.parametrize(
    ("entry", "label", "text"),
    [
        ("**背景：** 缓存太慢", "背景", "缓存太慢"),
        ("**背景**：缓存太慢", "背景", "缓存太慢"),
        ("**背景** ：缓存太慢", "背景", "缓存太慢"),
        ("背景：缓存太慢", "背景", "缓存太慢"),
        ("Background: too slow", "Background", "too slow"),
        ("**Issue 地址**：https://birds.example/1", "Issue 地址", "https://birds.example/1"),
        ("https://birds.example/1", "", "https://birds.example/1"),
        ("缓存太慢", "", "缓存太慢"),
        ("背景：缓存太慢\n   - 细目", "背景", "缓存太慢 细目"),
        (
            "这是一句很长很长很长很长很长很长很长很长很长很长的话：后面",
            "",
            "这是一句很长很长很长很长很长很长很长很长很长很长的话：后面",
        ),
    ],
)
def test_points_with_and_without_labels(entry: str, label: str, text: str) -> None:
    (first, second) = read_item(f"1. {entry}\n2. 另一点").points
    assert (first.label, first.text, first.line) == (label, text, 3)
    assert second.text == "另一点"


def test_points_are_the_top_level_entries_of_every_list() -> None:
    item = read_item("- 甲\n  - 乙\n\n插话\n\n1. 丙\n\n> - 丁")
    assert [(point.text, point.line) for point in item.points] == [("甲 乙", 3), ("丙", 8)]


@pytest.mark.parametrize(
    "body",
    [
        "**Q：** 何时发版？\n\n**A：** 下个月。",
        "**Q**：何时发版？\n\n**A**：下个月。",
        "**Q**: 何时发版？\n\n**A**: 下个月。",
        "**Q** ：何时发版？\n\n**A** ：下个月。",
        "Q：何时发版？\n\nA：下个月。",
        "Q: 何时发版？\nA: 下个月。",
        "**Q：何时发版？**\n\nA：下个月。",
        "**Q：何时发版？**\n\n**A：** 下个月。",
        "**Q：**何时发版？\n\n**A：**下个月。",
        "**Q：** 何时发版？ \n**A：** 下个月。",
        "- **Q：** 何时发版？\n- **A：** 下个月。",
        "- **Q**：何时发版？\n\n  **A**：下个月。",
        "- **Q**：何时发版？\n  - **A**：下个月。",
        "1. Q：何时发版？\n   A：下个月。",
        "> Q：何时发版？\n>\n> A：下个月。",
    ],
)
def test_questions_in_every_spelling(body: str) -> None:
    (question,) = read_item(body).questions
    assert (question.question, question.answer, question.line) == ("何时发版？", "下个月。", 3)


def test_questions_in_a_nested_list() -> None:
    (question,) = read_item("1. 讨论\n   - **Q：** 何时发版？\n   - **A：** 下个月。").questions
    assert (question.question, question.answer, question.line) == ("何时发版？", "下个月。", 4)


def test_an_answer_goes_on_to_the_next_question() -> None:
    first, second, third = read_item(
        "**Q**：甲？\n\n**A**：一。\n\n二。\n\n- 三\n\n**Q**：乙？\n\n**Q**：丙？\n\nA：四。"
    ).questions
    assert (first.answer, second.answer, third.answer) == ("一。 二。 三", "", "四。")
    assert [first.line, second.line, third.line] == [3, 11, 13]


@pytest.mark.parametrize("after", ["**结论**：做。", "**提案**：backoff → 已接受", "**待办**\n\n- [ ] 写指南"])
def test_what_was_concluded_is_no_part_of_the_answer(after: str) -> None:
    (question,) = read_item(f"**Q**：何时发版？\n\n**A**：下个月。\n\n{after}").questions
    assert question.answer == "下个月。"


@pytest.mark.parametrize(
    "body", ["Quick: no", "QA：环节", "A：没有问题", "`Q：` 是写法", "    Q：代码\n", "问：何时？"]
)
def test_other_text_is_no_question(body: str) -> None:
    assert read_item(body).questions == ()


@pytest.mark.parametrize(
    "heading",
    [
        "Action Items",
        "Action items:",
        "**Action Items**",
        "**Action Items：**",
        "**Action Items**:",
        "Action item",
        "待办",
        "待办：",
        "**待办**",
        "**待办**：",
        "**待办：**",
        "待办事项",
        "##### 待办",
        "##### Action Items",
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_action_items_under_every_heading(heading: str, gap: str) -> None:
    item = read_item(f"1. 一个要点\n\n{heading}{gap}- 写指南 @mira @Ta Nguyen\n- 修缓存")
    assert [(action.text, action.assignees, action.done) for action in item.action_items] == [
        ("写指南 @mira @Ta Nguyen", ("mira", "Ta Nguyen"), None),
        ("修缓存", (), None),
    ]
    assert [action.line for action in item.action_items] == [5 + gap.count("\n"), 6 + gap.count("\n")]
    assert [point.text for point in item.points] == ["一个要点"]


@pytest.mark.parametrize(
    ("entry", "done"),
    [("- [ ] 写指南", False), ("- [x] 写指南", True), ("- [X] 写指南", True), ("1. [ ] 写指南", False)],
)
def test_check_boxes_say_whether_it_is_done(entry: str, done: bool) -> None:
    for before in ("**待办**\n\n", ""):
        (action,) = read_item(f"{before}{entry}").action_items
        assert (action.text, action.done) == ("写指南", done)


def test_without_a_heading_only_entries_with_a_box_are_action_items() -> None:
    item = read_item("- 一个要点\n- [ ] 写指南")
    assert [action.text for action in item.action_items] == ["写指南"]


def test_a_point_beside_an_action_item_stays_a_point() -> None:
    item = read_item("- **背景**：缓存太慢\n- [ ] 写指南")
    assert [point.label for point in item.points] == ["背景"]


@pytest.mark.parametrize(
    "body",
    [
        "1. 要点\n   - [ ] 写指南 @mira",
        "> - [ ] 写指南 @mira",
        "- 要点\n  1. 深\n     - [ ] 写指南 @mira",
        "<li>[ ] 写指南 @mira</li>",
    ],
)
def test_a_check_box_counts_wherever_it_stands(body: str) -> None:
    (action,) = read_item(body).action_items
    assert (action.text, action.assignees, action.done) == ("写指南 @mira", ("mira",), False)


def test_only_the_list_right_below_the_heading_counts() -> None:
    item = read_item("待办\n\n- 甲\n\n- 乙\n\n插话\n\n- 丙")
    assert [action.text for action in item.action_items] == ["甲", "乙"]
    assert [point.text for point in item.points] == ["丙"]


def test_a_word_about_action_items_is_no_heading() -> None:
    assert read_item("待办下次再说\n\n- 甲").action_items == ()


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("**结论**：下个月发版。", "下个月发版。"),
        ("**结论：** 下个月发版。", "下个月发版。"),
        ("**结论：**下个月发版。", "下个月发版。"),
        ("**结论** ：下个月发版。", "下个月发版。"),
        ("结论：下个月发版。", "下个月发版。"),
        ("**Decision**: release next month", "release next month"),
        ("**Decision:** release next month", "release next month"),
        ("Decision: release next month", "release next month"),
        ("- **结论**：下个月发版。", "下个月发版。"),
        ("1. 要点\n   **结论**：下个月发版。", "下个月发版。"),
        ("**结论**：用 `heron run`", "用 heron run"),
    ],
)
def test_decisions_in_every_spelling(line: str, text: str) -> None:
    (decision,) = read_item(line).decisions
    assert decision.text == text
    assert decision.line == 3 + line.count("\n")


@pytest.mark.parametrize(
    "line", ["没有结论：下次再说", "**结论**", "结论", "`结论：代码`", "Decisions were made: none"]
)
def test_other_text_is_no_decision(line: str) -> None:
    assert read_item(line).decisions == ()


HERON = Release("Heron", "0.4.3", 3)


@pytest.mark.parametrize(
    ("line", "status", "release"),
    [
        ("**提案**：backoff → 已发布（Heron v0.4.3）", Status.RELEASED, HERON),
        ("**提案**：backoff → 已发布 (Heron v0.4.3)", Status.RELEASED, HERON),
        ("**提案**：backoff → 已发布（Heron 0.4.3）。", Status.RELEASED, HERON),
        ("**提案**：backoff→已发布（Heron v0.4.3）", Status.RELEASED, HERON),
        ("**提案：** backoff -> 已发布（Heron v0.4.3）", Status.RELEASED, HERON),
        ("**提案** ：backoff => 已发布（Heron v0.4.3）", Status.RELEASED, HERON),
        ("提案：backoff ⇒ 已发布（Heron v0.4.3）", Status.RELEASED, HERON),
        ("**Proposal**: backoff → released (Heron v0.4.3)", Status.RELEASED, HERON),
        ("**Proposal:** backoff -> released (Heron v0.4.3)", Status.RELEASED, HERON),
        ("Proposal: backoff → Released (Heron v0.4.3)", Status.RELEASED, HERON),
        ("**提案**：backoff → 已发布（[Heron v0.4.3](https://birds.example)）", Status.RELEASED, HERON),
        ("**提案**：`backoff` → 已合入", Status.MERGED, None),
        ("**提案**：[backoff](../proposals/backoff.md) → 已合入", Status.MERGED, None),
        ("**提案**：backoff → 已合入", Status.MERGED, None),
        ("**提案**：backoff → 已合入。", Status.MERGED, None),
        ("**Proposal**: backoff → merged", Status.MERGED, None),
        ("**Proposal**: backoff → 已合入", Status.MERGED, None),
        ("**提案**：backoff → merged", Status.MERGED, None),
        ("- **提案**：backoff → 已接受", Status.ACCEPTED, None),
        ("> **提案**：backoff → 已推迟", Status.DEFERRED, None),
        ("**提案**：backoff", None, None),
        ("**Proposal**: backoff", None, None),
        ("**提案**：backoff。", None, None),
    ],
)
def test_directives_in_both_languages_with_and_without_status_and_release(
    line: str, status: Status | None, release: Release | None
) -> None:
    minutes = read(f"## 议程 1：苍鹭\n\n{line}\n")
    (directive,) = minutes.items[0].directives
    assert (directive.proposal, directive.status, directive.release) == ("backoff", status, release)
    assert directive.span.line == 3
    assert minutes.diagnostics == ()


def test_a_proposal_id_may_have_hyphens_next_to_an_arrow() -> None:
    (directive,) = read_item("**Proposal**: back-off-2->merged").directives
    assert (directive.proposal, directive.status) == ("back-off-2", Status.MERGED)


def test_several_directives_in_one_item() -> None:
    item = read_item("正文\n**提案**：backoff → 已接受\n**提案**：tracing → 已推迟")
    assert [(one.proposal, one.status, one.span.line) for one in item.directives] == [
        ("backoff", Status.ACCEPTED, 4),
        ("tracing", Status.DEFERRED, 5),
    ]


@pytest.mark.parametrize(
    "line", ["这份提案：backoff → 已合入", "`提案：backoff → 已合入`", "    提案：backoff → 已合入", "提案讨论"]
)
def test_other_text_is_no_directive(line: str) -> None:
    assert read_item(f"x\n\n{line}").directives == ()


@pytest.mark.parametrize(
    ("line", "found"),
    [("**提案**：backoff → 已完成", "已完成"), ("**Proposal**: backoff → done (Heron v1.0.0)", "done")],
)
def test_an_unknown_status_is_reported_with_its_words(line: str, found: str) -> None:
    minutes = read(f"## 议程 1：苍鹭\n\n正文\n{line}\n")
    (diagnostic,) = minutes.diagnostics
    assert found_in(minutes.diagnostics) == [("status-unknown", 4)]
    assert diagnostic.values["found"] == found
    for status in Status:
        assert status.value in diagnostic.values["known"]
    assert diagnostic.span[:2] == (4, 1)
    assert diagnostic.span.end_line == 4
    (directive,) = minutes.items[0].directives
    assert (directive.proposal, directive.status) == ("backoff", None)
    assert line.replace("*", "") in words_of(page_of(minutes))


@pytest.mark.xfail(reason="cmark-gfm drops the line break inside code without a trace", strict=True)
def test_the_line_of_a_directive_after_code_over_lines_is_exact() -> None:
    minutes = read("## 议程 1：苍鹭\n\n运行 `heron\nrun`\n**提案**：backoff → 已完成\n")
    assert found_in(minutes.diagnostics) == [("status-unknown", 5)]


@pytest.mark.parametrize(
    ("title", "releases"),
    [
        ("Heron-Core 0.2.0 新发版介绍 @mira", [("Heron-Core", "0.2.0")]),
        ("Heron v0.2.0 发布", [("Heron", "0.2.0")]),
        ("Heron v0.2.0 and Larch v1.0.0 released", [("Heron", "0.2.0"), ("Larch", "1.0.0")]),
        ("从 Heron v0.2.0 升级", []),
        ("Heron 4.28 发布计划", []),
    ],
)
def test_a_title_announces_a_release_only_with_the_word(title: str, releases: list[tuple[str, str]]) -> None:
    item = read_item("正文", f"## 议程 1：{title}")
    assert [(release.project, release.version) for release in item.releases] == releases


def test_what_was_found_is_marked_in_the_html() -> None:
    html = read_item("**提案**：backoff → 已合入\n\n**结论**：做\n\n待办\n\n- 甲\n\nQ：问\n\nA：答").html
    for name in ("directive", "decision", "question", "answer", "action-heading", "action-items"):
        (marked,) = tree_of(html).with_class(name)
        assert marked.tag in ("p", "ul")


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("提案：x → " + "\xa0" * 20_000 + "（", id="an open bracket"),
        pytest.param("提案：x" + "\xa0" * 20_000 + "!", id="spaces after the id"),
        pytest.param("提案：x → y" + "\xa0" * 20_000 + "!", id="spaces after the status"),
        pytest.param("提案" + "*\xa0" * 10_000, id="stars before the colon"),
        pytest.param("\xa0" * 20_000 + "提案", id="spaces before"),
        pytest.param("提案：" + "x-" * 10_000 + "（", id="a long id"),
        pytest.param("**结论" + "\xa0" * 20_000 + "x", id="spaces after a label"),
        pytest.param("Q" + "\xa0" * 20_000 + "x", id="spaces after Q"),
        pytest.param("（@" * 10_000, id="brackets with mentions"),
        pytest.param("@a" * 10_000 + "。", id="mentions"),
        pytest.param("- " + "标\xa0" * 10_000, id="an entry of spaces"),
        pytest.param("待办" + "\xa0" * 20_000 + "x", id="spaces after a heading of action items"),
        pytest.param("a." * 10_000 + "/", id="dots"),
        pytest.param("a1.2." * 5_000, id="versions"),
    ],
)
def test_no_line_takes_long(line: str) -> None:
    for before in ("## 议程 1：苍鹭\n\n", "## 议程 1：", "## 相关资讯\n\n", ""):
        with within(2):
            read(f"{before}{line}\n")
