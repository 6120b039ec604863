"""How people are written down in minutes."""

from __future__ import annotations

import pytest
from helpers import within

from minutes.people import names_in, presenters_in_line, presenters_in_title, split_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("mira, tomas-k", ("mira", "tomas-k"), id="ASCII commas"),
        pytest.param("mira，tomas-k，韩立", ("mira", "tomas-k", "韩立"), id="full-width commas"),
        pytest.param("周小满、韩立、mira", ("周小满", "韩立", "mira"), id="ideographic commas"),
        pytest.param("mira,tomas-k ，韩立、Ta Nguyen", ("mira", "tomas-k", "韩立", "Ta Nguyen"), id="mixed commas"),
        pytest.param("Ta Nguyen, Per Olsson", ("Ta Nguyen", "Per Olsson"), id="names with spaces"),
        pytest.param("mira, Rx:9, tomas-k", ("mira", "Rx:9", "tomas-k"), id="a name with a colon"),
        pytest.param("mira, tomas-k.", ("mira", "tomas-k"), id="a trailing dot"),
        pytest.param("mira，韩立。", ("mira", "韩立"), id="a trailing full stop"),
        pytest.param("mira, tomas-k,", ("mira", "tomas-k"), id="a trailing comma"),
        pytest.param("mira, tomas-k，。", ("mira", "tomas-k"), id="a trailing comma and full stop"),
        pytest.param("mira,\ntomas-k\n韩立，\n  Ta Nguyen.", ("mira", "tomas-k", "韩立", "Ta Nguyen"), id="lines"),
        pytest.param("@mira, @韩立", ("mira", "韩立"), id="mentions"),
        pytest.param("mira, tomas-k, mira", ("mira", "tomas-k"), id="a repeated name"),
        pytest.param("mira,, ,，tomas-k", ("mira", "tomas-k"), id="empty entries"),
        pytest.param("834001", ("834001",), id="digits"),
        pytest.param("", (), id="nothing"),
        pytest.param(" \n , ，。", (), id="only punctuation"),
    ],
)
def test_attendees_are_split_at_any_comma_over_any_lines(text: str, names: tuple[str, ...]) -> None:
    assert split_names(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@mira", ("mira",)),
        ("@mira @tomas-k", ("mira", "tomas-k")),
        ("@Ta Nguyen @mira", ("Ta Nguyen", "mira")),
        ("请 @周小满 和 @韩立 跟进", ("周小满", "韩立")),
        ("@Rx:9，谢谢", ("Rx:9",)),
        ("@@mira(韩立)", ("mira",)),
        ("@mira、@mira", ("mira",)),
        ("@mira.", ("mira",)),
        ("@周小满负责介绍", ("周小满",)),
        ("nobody", ()),
        ("@", ()),
        ("@ mira", ()),
    ],
)
def test_mentions_in_any_text(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize(
    ("title", "names", "rest"),
    [
        pytest.param("苍鹭的近况 @mira", ("mira",), "苍鹭的近况", id="after the title"),
        pytest.param("苍鹭的近况@mira", ("mira",), "苍鹭的近况", id="after the title without a space"),
        pytest.param("苍鹭的近况 @mira @tomas-k", ("mira", "tomas-k"), "苍鹭的近况", id="two after the title"),
        pytest.param("苍鹭的近况 @mira、@tomas-k", ("mira", "tomas-k"), "苍鹭的近况", id="two with a comma"),
        pytest.param("Heron news @Ta Nguyen", ("Ta Nguyen",), "Heron news", id="a name with a space"),
        pytest.param(
            "Heron news @Ta Nguyen @mira", ("Ta Nguyen", "mira"), "Heron news", id="a name with a space first"
        ),
        pytest.param("Heron news @Rx:9", ("Rx:9",), "Heron news", id="a name with a colon"),
        pytest.param("苍鹭的近况 @周小满", ("周小满",), "苍鹭的近况", id="a Chinese name"),
        pytest.param("苍鹭的近况 @mira(韩立)", ("mira",), "苍鹭的近况", id="a real name in brackets"),
        pytest.param("@mira 分享 苍鹭的近况", ("mira",), "分享 苍鹭的近况", id="before the title"),
        pytest.param("@mira 分享苍鹭的近况", ("mira",), "分享苍鹭的近况", id="before the title, one space"),
        pytest.param("@mira分享苍鹭的近况", ("mira",), "分享苍鹭的近况", id="before the title without a space"),
        pytest.param("@mira @tomas-k 分享苍鹭的近况", ("mira", "tomas-k"), "分享苍鹭的近况", id="two before the title"),
        pytest.param("@Ta Nguyen 介绍苍鹭", ("Ta Nguyen",), "介绍苍鹭", id="a name with a space before the title"),
        pytest.param("关于 @mira 的提议", ("mira",), "关于 @mira 的提议", id="in the middle"),
        pytest.param("苍鹭的近况", (), "苍鹭的近况", id="nobody"),
    ],
)
def test_presenters_at_either_end_of_a_title_are_no_part_of_it(title: str, names: tuple[str, ...], rest: str) -> None:
    parts = presenters_in_title(title)
    assert parts.presenters == names
    assert f"{title[: parts.start]}{title[parts.stop :]}".strip() == rest


@pytest.mark.parametrize(
    ("line", "names"),
    [
        pytest.param("（@mira 负责介绍）", ("mira",), id="full-width brackets"),
        pytest.param("(@mira 负责介绍)", ("mira",), id="half-width brackets"),
        pytest.param("（@mira 负责介绍)", ("mira",), id="mixed brackets"),
        pytest.param("（@mira @tomas-k 负责分享）", ("mira", "tomas-k"), id="two people"),
        pytest.param("（@Ta Nguyen 主讲）", ("Ta Nguyen",), id="a name with a space"),
        pytest.param("（@周小满负责介绍）", ("周小满",), id="a Chinese name without a space"),
        pytest.param("(@mira)", ("mira",), id="brackets alone"),
        pytest.param("(presented by @mira)", ("mira",), id="English"),
        pytest.param("(@mira presents)", ("mira",), id="English, other order"),
        pytest.param("@mira 负责介绍", ("mira",), id="no brackets"),
        pytest.param("社区介绍（@周小满 负责介绍）：", ("周小满",), id="at the end of a line"),
        pytest.param("感谢 @mira 提交的补丁", (), id="a mention in running text"),
        pytest.param("这个缺陷由热心的朋友（@mira）提交，已经合入。", (), id="a mention in brackets in running text"),
        pytest.param("（负责介绍）", (), id="nobody"),
    ],
)
def test_presenters_on_a_line_of_their_own(line: str, names: tuple[str, ...]) -> None:
    assert presenters_in_line(line) == names


@pytest.mark.parametrize(
    "text", ["@" * 20_000, "@a" * 10_000 + "!", "@a(" * 7_000, "@A b " * 5_000, "（@" * 10_000, "@鹭" * 9_000]
)
def test_no_line_takes_long(text: str) -> None:
    with within(2):
        names_in(text)
        presenters_in_title(text)
        presenters_in_line(text)
        split_names(text)
