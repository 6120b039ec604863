"""What a change means, from two archives in memory, and how a review is written down."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import unescape

import cmarkgfm
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutes.archive import Archive, archive_from
from minutes.changes import Part
from minutes.reporters.wording import visible
from minutes.review import Review, Sides, review
from minutes.review_json import to_json
from minutes.review_markdown import MAX_BYTES, code, to_markdown
from minutes.revisions import Change, FileChange
from minutes.rules import check
from minutes.strings import LOCALES, strings_for
from samples import FIRST_EN, FIRST_ZH, FOREST, SECOND_ZH

ZH_FIRST, EN_FIRST, ZH_SECOND = (
    f"{name}.md" for name in ("zh/meetings/2023-03-01", "en/meetings/2023-03-01", "zh/meetings/2023-03-15")
)
SIDES = Sides("a" * 40, None, "docs")


def archive(changes: Mapping[str, str | None] | None = None) -> Archive:
    """The made-up community with some files written anew, or left out where the text is None."""
    texts = {**FOREST, **(changes or {})}
    files = {path: text.encode() if isinstance(text, str) else text for path, text in texts.items() if text is not None}
    return archive_from(frozenset(files), files.__getitem__, LOCALES)


def reviewed(changes: Mapping[str, str | None], before: Archive | None = None) -> Review:
    """What the files mean as a change of the made-up community."""
    return review(
        before or archive(), archive(changes), [FileChange(f"docs/{path}", Change.CHANGED) for path in changes]
    )


def edited(path: str, *edits: tuple[str, str]) -> Review:
    """What replacing text in one file means."""
    text = str(FOREST[path])
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return reviewed({path: text})


@pytest.mark.parametrize(
    ("path", "old", "new", "parts"),
    [
        (ZH_FIRST, "闲聊", "茶歇", (Part.TITLE,)),
        (ZH_FIRST, "闲聊", "闲聊 @ada", (Part.PRESENTERS,)),
        (ZH_FIRST, "没有记录。", "有记录。", (Part.TEXT,)),
        (ZH_FIRST, "没有记录。", "见 https://github.com/forest/oak/issues/8", (Part.REFERENCES, Part.TEXT)),
        (ZH_FIRST, "没有记录。", "**结论**：下次再说。", (Part.DECISIONS, Part.TEXT)),
        (ZH_FIRST, "没有记录。", "**待办**\n\n- [ ] 写文档 @ada", (Part.ACTION_ITEMS, Part.TEXT)),
        (ZH_FIRST, "没有记录。", "**提案**：metrics → 已提出", (Part.PROPOSALS, Part.TEXT)),
    ],
)
def test_what_changed_in_an_agenda_item(path: str, old: str, new: str, parts: tuple[Part, ...]) -> None:
    (meeting,) = edited(path, (old, new)).meetings
    assert (meeting.id, meeting.change, meeting.parts) == ("2023-03-01", Change.CHANGED, {})
    (item,) = meeting.items
    assert (item.id, item.change, item.parts) == ("2023-03-01#agenda-2", Change.CHANGED, {"zh": parts})


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ("title: 森林社区会议", "title: 森林例会", (Part.TITLE,)),
        ("**会议主题**：森林社区会议", "**会议主题**：森林例会", (Part.TOPIC,)),
        ("小明", "小红", (Part.ATTENDEES,)),
        ("example.net/read", "example.net/write", (Part.PRE_READING,)),
        ("## 议程 1", "**录屏链接**：https://example.net/film\n\n## 议程 1", (Part.RECORDING,)),
        ("example.net/oak-1-2", "example.net/oak", (Part.NEWS,)),
        ("## 议程 1", "## 前言\n\n欢迎。\n\n## 议程 1", (Part.TEXT,)),
        ("date: 2023-03-01", "date: 2023-03-01\nweight: 3", (Part.FRONT_MATTER,)),
    ],
)
def test_what_changed_around_the_agenda(old: str, new: str, parts: tuple[Part, ...]) -> None:
    (meeting,) = edited(ZH_FIRST, (old, new)).meetings
    assert (meeting.parts, meeting.items) == ({"zh": parts}, ())


def test_other_lines_for_the_same_content_are_no_change() -> None:
    found = edited(ZH_FIRST, ("## 议程 2", "\n\n<!-- 备注 -->\n\n## 议程 2"), ("ada, Lin Wei", "ada，Lin Wei"))
    assert (found.meetings, found.statuses, found.announced) == ((), (), ())
    assert not found.additive


def test_an_item_that_went_in_one_locale_and_one_that_went_in_both() -> None:
    cut_zh, cut_en = FIRST_ZH.replace("## 议程 2：闲聊\n\n没有记录。\n", ""), FIRST_EN.split("## Agenda 2")[0]
    (one,) = reviewed({ZH_FIRST: cut_zh}).meetings
    assert [(item.id, item.change, item.parts) for item in one.items] == [
        ("2023-03-01#agenda-2", Change.CHANGED, {"zh": (Part.REMOVED,)})
    ]
    (both,) = reviewed({ZH_FIRST: cut_zh, EN_FIRST: cut_en}).meetings
    assert [(item.id, item.change, item.parts) for item in both.items] == [("2023-03-01#agenda-2", Change.REMOVED, {})]


def test_a_translation_that_comes_adds_no_item() -> None:
    translation = FIRST_EN.replace("03-01", "03-15").replace("3.1\n", "3.15\n").split("## Agenda 2")[0]
    found = reviewed({"en/meetings/2023-03-15.md": translation})
    (meeting,) = found.meetings
    assert (meeting.change, meeting.locales_added, meeting.items, found.missing) == (Change.CHANGED, ("en",), (), ())


def test_a_translation_that_goes_is_missing() -> None:
    found = reviewed({EN_FIRST: None})
    (meeting,) = found.meetings
    assert (meeting.change, meeting.locales_removed) == (Change.CHANGED, ("en",))
    assert [(one.meeting, one.locale) for one in found.missing] == [("2023-03-01", "en")]


def test_a_meeting_without_translation_that_did_not_change_is_not_named() -> None:
    assert edited(ZH_FIRST, ("没有记录。", "有记录。")).missing == ()


def test_a_status_moves_with_its_release_and_evidence() -> None:
    before = archive({ZH_SECOND: SECOND_ZH.replace("**提案**：retries → 已发布（Oak v1.3.0）\n\n", "")})
    (move,) = reviewed({}, before).statuses
    assert (move.proposal, move.before, move.after) == ("retries", "discussed", "released")
    assert (move.release, move.item) == ("Oak 1.3.0", "2023-03-15#agenda-1")
    text = to_markdown(reviewed({}, before), strings_for("en"), SIDES)
    assert "- `retries`: discussed → released (`Oak 1.3.0`, `2023-03-15#agenda-1`)\n" in text


def test_a_proposal_that_is_struck_off_has_no_status() -> None:
    registry = str(FOREST["_data/proposals.yml"]).split("  - id: metrics")[0]
    (move,) = reviewed({"_data/proposals.yml": registry}).statuses
    assert (move.proposal, move.before, move.after, move.item) == ("metrics", "proposed", None, "")


def test_a_release_announced_in_one_more_place_is_not_announced_anew() -> None:
    again = SECOND_ZH + "\n## 相关资讯\n\nOak v1.2.0 发布！\n\nOak v1.4.0 发布！\n"
    found = reviewed({ZH_SECOND: again})
    assert [(one.project.id, one.version) for one in found.announced] == [("oak", "1.4.0")]
    assert found.withdrawn == ()


def test_only_people_who_are_new_and_not_registered_are_unknown() -> None:
    found = edited(ZH_SECOND, ("**参会人**：艾达", "**参会人**：艾达, 小明, LIN WEI, 小红, zhou-q"))
    assert [(one.name, one.meetings) for one in found.people] == [
        ("小红", ("2023-03-15",)),
        ("zhou-q", ("2023-03-15",)),
    ]


def test_who_has_something_to_do_counts_as_a_person() -> None:
    found = edited(ZH_FIRST, ("没有记录。", "**待办**\n\n- [ ] 写文档 @nobody-yet"))
    assert [one.name for one in found.people] == ["nobody-yet"]


def test_the_second_of_two_equal_findings_is_new() -> None:
    broken = "\n**提案**：nothing → 已合入\n"
    before = archive({ZH_SECOND: SECOND_ZH + broken})
    found = reviewed({ZH_SECOND: SECOND_ZH + broken * 2}, before)
    assert [one.code.slug for one in found.findings if one.code.slug == "proposal-unknown"] == ["proposal-unknown"]
    assert reviewed({ZH_SECOND: SECOND_ZH + broken}, before).findings == ()


def test_an_info_does_not_keep_a_change_from_being_additive() -> None:
    new = (
        "---\ntitle: 森林社区会议 3.29\ndate: 2023-03-29\n---\n\n**会议主题**：森林社区会议 3.29\n\n"
        "**参会人**：ada, 小红\n\n## 议程 1：指标 @小红\n\n看了一遍。\n"
    )
    path = "zh/meetings/2023-03-29.md"
    found = review(archive(), archive({path: new}), [FileChange(f"docs/{path}", Change.ADDED)])
    assert [one.code.slug for one in found.findings] == ["attendee-unknown"]
    assert found.additive


@pytest.mark.parametrize(
    ("change", "additive"),
    [
        (FileChange("docs/zh/meetings/2023-03-15.md", Change.ADDED), True),
        (FileChange("docs/zh/meetings/2023-03-15.md", Change.ADDED, regular=False), False),
        (FileChange("docs/zh/meetings/2023-03-15.md", Change.CHANGED), False),
        (FileChange("docs/zh/meetings/2023-03-15.md", Change.REMOVED), False),
        (FileChange("other/zh/meetings/2023-03-15.md", Change.ADDED), False),
        (FileChange("docs/fr/meetings/2023-03-15.md", Change.ADDED), False),
        (FileChange("docs/zh/meetings/README.md", Change.ADDED), False),
    ],
)
def test_additive_is_new_regular_minutes_only(change: FileChange, additive: bool) -> None:
    assert review(archive(), archive(), [change]).additive is additive


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(st.text() | st.text("`\\ @#<>&*_[]()!|~\n\t-=:/aé中", max_size=40))
def test_any_text_is_one_code_span(text: str) -> None:
    html = cmarkgfm.github_flavored_markdown_to_html(f"- {code(text)} 后\n")
    match = re.fullmatch(r"<ul>\n<li><code>([^<]*)</code> 后</li>\n</ul>\n", html)
    assert match, html
    assert unescape(match[1]).strip() == (visible(" ".join(text.split())) or "—").strip()


HOSTILE = "`x` @ada <img src=x onerror=1> [a](https://example.net) forest/oak#7 ~~~ | **b** https://example.net"


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_written_by_strangers_becomes_markup(locale: str) -> None:
    minutes = (
        f"---\ntitle: '{HOSTILE}'\ndate: 2023-03-29\nw`@ada`<b>: 1\n---\n\n**参会人**：ada, <b>@bob`, @team\n\n"
        f"## 议程 1：{HOSTILE} @eve\n\n**提案**：`@x`<i> → 已合入\n\n## 相关资讯\n\n<u>@x v0.1.0 发布！\n"
    )
    path = "zh/meetings/2023-03-29.md"
    files = [FileChange(f"docs/{path}", Change.ADDED), FileChange(HOSTILE, Change.ADDED)]
    found = review(archive(), archive({path: minutes}), files)
    assert {one.code.slug for one in found.findings} >= {"front-matter-key-unknown", "proposal-unknown"}
    html = cmarkgfm.github_flavored_markdown_to_html(to_markdown(found, strings_for(locale), SIDES))
    assert set(re.findall(r"<(\w+)", html)) == {"h2", "h3", "p", "ul", "li", "strong", "code"}
    assert html.count("&lt;img") == 2
    outside = re.sub(r"<code>[^<]*</code>", "", html)
    assert not re.search(r"[@#]|://|ada|eve|example", outside)


def test_a_long_review_is_cut_at_a_line_and_says_so() -> None:
    minutes = "## 议程 1：甲\n\n" + "".join(f"**提案**：none-{n} → 已合入\n\n" for n in range(900))
    found = reviewed({"zh/meetings/2023-03-29.md": minutes})
    assert len(found.findings) >= 900
    text = to_markdown(found, strings_for("en"), SIDES)
    assert MAX_BYTES - 1000 < len(text.encode()) < MAX_BYTES + 200
    assert re.search(r"`\n\n\d+ more lines are left out; `--format json` has everything\.\n$", text)
    assert len(json.loads(to_json(found, strings_for("en"), SIDES))["findings"]) == len(found.findings)


def test_a_translation_that_fell_behind_is_outdated() -> None:
    (unrecorded,) = (one for one in check(archive()) if one.code.slug == "translation-unrecorded")
    (edit,) = unrecorded.fix
    lines = FIRST_EN.splitlines(keepends=True)
    recorded = "".join([*lines[: edit.span.line - 1], edit.text, *lines[edit.span.line - 1 :]])
    changed = FIRST_ZH.replace("没有记录。", "大家都来了。")
    found = reviewed({EN_FIRST: recorded, ZH_FIRST: changed}, archive({EN_FIRST: recorded}))
    assert [one.path for one in found.outdated] == [EN_FIRST]
    text = to_markdown(found, strings_for("en"), SIDES)
    assert re.search(r"### Translations\n\n- warning `MIN908` `docs/en/meetings/2023-03-01.md:\d+:1` `", text)
