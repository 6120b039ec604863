"""Minutes show the structure that GitHub shows, wherever they stand on the page; and bare URLs end before CJK text."""

from __future__ import annotations

import cmarkgfm
import pytest
from helpers import Node, page_of, read, tree_of

from minutes.addresses import anchor
from minutes.frontmatter import read_front_matter


def on_github(text: str) -> Node:
    """What GitHub's own parser makes of a text."""
    return tree_of(cmarkgfm.github_flavored_markdown_to_html(text))


SAMPLES = {
    "a list right after a paragraph": "第一段\n- 甲\n- 乙\n",
    "a numbered list right after a paragraph": "第一段\n1. 甲\n2. 乙\n",
    "a list from 2 cannot follow a paragraph": "第一段\n2. 甲\n3. 乙\n",
    "text right after a list": "- 甲\n- 乙\n还是乙\n\n新的一段\n",
    "nesting by two spaces": "- 甲\n  - 乙\n    - 丙\n  - 丁\n- 戊\n",
    "nesting by three spaces": "1. 甲\n   - 乙\n   - 丙\n2. 丁\n   1. 戊\n",
    "nesting by a tab": "1. 甲\n\t- 乙\n\t- 丙\n2. 丁\n\t1. 戊\n\t\t- 己\n",
    "two spaces are too few under a number": "1. 甲\n  - 乙\n2. 丙\n",
    "nesting by four spaces": "- 甲\n    - 乙\n        - 丙\n",
    "mixed nesting": "- 甲\n   - 乙\n\t- 丙\n 1. 丁\n",
    "numbering goes on after a paragraph": "1. 甲\n2. 乙\n\n插一段\n\n3. 丙\n4. 丁\n",
    "numbering goes on after a list of points": "1. 甲\n\n- 乙\n\n2. 丙\n",
    "numbering goes on after a rule": "1. 甲\n\n---\n\n2. 乙\n",
    "all numbered one": "1. 甲\n1. 乙\n1. 丙\n",
    "numbering with brackets": "1) 甲\n2) 乙\n\n1. 丙\n",
    "other markers begin other lists": "- 甲\n* 乙\n+ 丙\n",
    "numbers and points": "1. 甲\n   - 乙\n     1. 丙\n- 丁\n\n2. 戊\n",
    "loose lists": "- 甲\n\n- 乙\n\n  第二段\n",
    "a loose list in a tight one": "- 甲\n  1. 乙\n\n  2. 丙\n- 丁\n",
    "an empty entry": "- 甲\n-\n- 乙\n",
    "Chinese numbering is text": "（1）甲\n（2）乙\n1、丙\n",
    "letters are text": "1. 甲\n   a. 乙\n   b. 丙\n",
    "code spans": "- 运行 `make *all*` 和 ``a ` b``\n\n`<b>`\n",
    "a fenced block": "```go\nfunc main() {\n\n    // **不是粗体**\n}\n```\n",
    "a fenced block in an entry": "1. 甲\n   ```sh\n   make\n     all\n   ```\n2. 乙\n",
    "a fenced block that is never closed": "甲\n\n```\n乙\n# 丙\n",
    "an indented block": "甲\n\n    make\n      all\n\n乙\n",
    "an indented block in an entry": "- 甲\n\n      make\n\n- 乙\n",
    "a table": "| 项 | 值 | 备注 |\n|:--|--:|:-:|\n| 甲 | `1\\|2` | **丙** |\n| 乙 |\n",
    "a table right after a paragraph": "甲\n| 项 | 值 |\n|---|---|\n| 乙 | 1 |\n",
    "a task list": "- [ ] 甲\n- [x] 乙\n  - [ ] 丙\n- [] 丁\n",
    "a numbered task list": "1. [ ] 甲\n2. [x] 乙\n",
    "strikethrough": "~~甲~~ 和 ~乙~ 和 ~~~丙\n",
    "a block quote": "> 甲\n> - 乙\n>   - 丙\n接着\n\n> > 丁\n",
    "a heading in an entry": "- ##### 甲\n- 乙\n  ###### 丙\n",
    "headings inside": "甲\n\n##### 乙\n\n丙\n\n###### 丁 #\n",
    "an underlined heading in an entry": "- 甲\n  ---\n- 乙\n",
    "hard breaks": "甲  \n乙\\\n丙\n丁\n",
    "emphasis": "**甲：**乙 *丙*丁 __戊__ _己_庚 ***辛***\n",
    "emphasis that does not close": "**甲：**乙\n**丙**：丁\n*戊\n",
    "images": "![甲](a.png) [![乙](b.png)](https://birds.example)\n",
    "links": "[甲](https://birds.example/a '题') [乙][r] [丙] <https://birds.example>\n\n[r]: https://birds.example/r\n",
    "bare addresses": "见 https://birds.example/a, www.birds.example. (https://birds.example/b) mira@birds.example\n",
    "bare addresses in a list": "- https://birds.example/a\n  - https://birds.example/b_c_d?e=*f*&g\n",
    "escapes": "\\*甲\\* \\# 乙 &copy; &#x4e2d; 1\\. 丙\n",
    "odd spaces": "\u3000\u3000甲\n\u3000- 乙\n\xa0丙\n",
    "rules": "甲\n\n***\n\n乙\n\n- - -\n\n丙\n",
    "trailing spaces": "- 甲   \n  - 乙\t\n\n   \n丙 \n",
}
PLACES = {
    "in an agenda item": ("## Agenda 1: Title\n\n", "agenda-item__body"),
    "in the news": ("## Agenda 1: Title\n\nx\n\n## Related news\n\n", "agenda-item--news"),
    "in a passage": ("## Agenda 1: Title\n\nx\n\n## Remarks\n\n", "passage"),
    "without any agenda item": ("", "passage"),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("sample", SAMPLES)
def test_the_structure_is_that_of_github(sample: str, place: str) -> None:
    before, css_class = PLACES[place]
    parts = tree_of(page_of(read(before + SAMPLES[sample]))).with_class(css_class)
    if place == "in the news":
        (section,) = parts
        assert section.with_tag("h2")[0].text == "Related news"
        parts = section.with_class("agenda-item__body")
    shown = Node("root", {}, [child for part in parts for child in part.children])
    if place == "in a passage":
        heading = shown.with_tag("h2")[0]
        assert heading.text == "Remarks"
        shown.children.remove(heading)
    assert shown.outline() == on_github(SAMPLES[sample]).outline()


DIALECTS = {
    "Hugo's, level 2, labels with bold colons": """\
---
title: 观鸟社区例会 2.3
date: 2031-02-03
weight: 2
description: >
---

**会议主题：** 观鸟社区例会 2.3

**参会人员：** mira, tomas-k, Ta Nguyen，韩立.

**会前必读：** <https://birds.example/read>；https://birds.example/more

## 议程 1 ：互相认识 @mira

两位新朋友介绍了自己：
- 韩立，做过两年苍鹭
- Ta Nguyen
   - 喜欢落叶松
\t- 也写文档

Action Items
1. 约时间 @mira
2. 写指南

---

## 议程 2：苍鹭的计划

（@tomas-k 负责介绍）

1. 先修缓存
2. 再谈 `heron run`

```go
run()
```

3. 最后发版

**Q：什么时候发版？**

A：下个月。

## 相关资讯

**Heron** v0.3.0 已发布！
链接：https://birds.example/heron-0-3
""",
    "no front matter, level 3, Chinese numerals": """\
**会议主题** ：观鸟社区例会 6.9
**参会人** ：mira、tomas-k、
周小满，Rx:9
**会前必读** ：[读我](https://birds.example)

### 议程一：落叶松的近况 @周小满
1. 背景：见 https://github.com/birdhouse/larch/issues/3
   - **Q**：能合入吗？
   - **A**：可以。
2. 方案
    * 甲
    * 乙

### 议程十二：[苍鹭](https://github.com/birdhouse/heron) 的 `run` 命令 @Ta Nguyen

> 原话如此
> 1. 引用里的列表

| 版本 | 日期 |
|:---|---:|
| v1 | 六月 |

#### 相关资讯：
- Larch v0.2.0 发布！ https://birds.example/larch
""",
    "English": """\
**Topic**: Weekly call

**Attendees**: mira, Ta Nguyen,
tomas-k.

**Recording**: https://birds.example/rec

#### Agenda 1: Heron and Larch (#12) @mira @Ta Nguyen

Some remarks first.

1. One
2. Two
   - [ ] a task @mira
   - [x] done

**Proposal**: backoff -> accepted

**Decision**: go on.

#### Agenda 2: Open floor

Nothing.

## Related news

Heron v0.4.0 is out now: [notes](https://birds.example/n)
""",
}


def _said(section: Node) -> list[Node | str]:
    """What a section of the page has from the file: its heading, and for an agenda item its body."""
    bodies = section.with_class("agenda-item__body")
    heading = next(node for node in section.walk() if node.tag in ("h1", "h2", "h3", "h4"))
    return [heading, *bodies[0].children] if bodies else section.children


@pytest.mark.parametrize("dialect", DIALECTS)
def test_whole_minutes_have_the_structure_of_github_in_every_dialect(dialect: str) -> None:
    text = DIALECTS[dialect]
    page = tree_of(page_of(read(text)))
    (written,) = page.with_class("meeting-card__source")
    shown = Node("root", {}, list(written.with_tag("div")[0].children))
    for section in page.with_class("agenda-item"):
        shown.children += _said(section)
    expected = on_github(read_front_matter(text, "x/2031-01-01.md").body)
    assert shown.outline(headings=False) == expected.outline(headings=False)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_is_read_without_complaint(dialect: str) -> None:
    minutes = read(DIALECTS[dialect])
    assert minutes.diagnostics == ()
    assert len(minutes.items) == 2
    assert [item.anchor for item in minutes.items] == [anchor(item.number) for item in minutes.items]
    assert minutes.news
    assert minutes.header.attendees[:1] == ("mira",)


A, B = "https://github.com/birdhouse/heron/issues/61", "https://github.com/birdhouse/heron/issues/62"


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        pytest.param(f"{A}；{B}", [A, B], id="two with a full-width semicolon"),
        pytest.param(f"{A}、{B}。", [A, B], id="two with an ideographic comma and a full stop"),
        pytest.param(f"{A}。", [A], id="a full stop"),
        pytest.param(f"见 {A}。", [A], id="a full stop after a space"),
        pytest.param(f"见{A}。", [A], id="right after Chinese text"),
        pytest.param(f"见：{A}，以及{B}", [A, B], id="after a full-width colon, and after Chinese text"),
        pytest.param(f"地址{A} 与{B} 两处", [A, B], id="between Chinese text and a space"),
        pytest.param(f"_{A}_中文", [A], id="in underscores"),
        pytest.param(f"{A}这里", [A], id="Chinese text"),
        pytest.param(f"{A}（进行中）", [A], id="a full-width bracket"),
        pytest.param(f"（{A}）", [A], id="in full-width brackets"),
        pytest.param(f"“{A}”", [A], id="in Chinese quotes"),
        pytest.param(f"《{A}》", [A], id="in title marks"),
        pytest.param(f"【{A}】", [A], id="in square title marks"),
        pytest.param(f"{A}！{B}？", [A, B], id="exclamation and question"),
        pytest.param(f"{A}……", [A], id="an ellipsis"),
        pytest.param(f"{A}——{B}", [A, B], id="dashes"),
        pytest.param(f"{A}\u3000{B}", [A, B], id="an ideographic space"),
        pytest.param(f"**{A}**中文", [A], id="in bold before Chinese text"),
        pytest.param(f"**{A}**：中文", [A], id="in bold before a colon"),
        pytest.param(f"*{A}*，中文", [A], id="in italics before a comma"),
        pytest.param(f"~~{A}~~中文", [A], id="struck out before Chinese text"),
        pytest.param(f"{A}.中文", [A], id="a dot before Chinese text"),
        pytest.param(f"({A})中文", [A], id="in brackets before Chinese text"),
        pytest.param(f"{A}. Then", [A], id="a dot as on GitHub"),
        pytest.param(f"{A}, {B}", [A, B], id="ASCII commas as on GitHub"),
        pytest.param(
            "https://birds.example/?q=a_b*c*d~e&f=1#g，",
            ["https://birds.example/?q=a_b*c*d~e&f=1#g"],
            id="marks inside",
        ),
        pytest.param("https://birds.example/a(b)中", ["https://birds.example/a(b)"], id="brackets inside"),
        pytest.param("http://birds.example:8080/a。", ["http://birds.example:8080/a"], id="a port"),
        pytest.param("见 www.birds.example/a，好", ["http://www.birds.example/a"], id="www"),
        pytest.param("HTTPS://birds.example/A。", ["HTTPS://birds.example/A"], id="upper case"),
        pytest.param(f"- {A}。\n  - {B}；\n", [A, B], id="in nested lists"),
        pytest.param(f"> {A}。", [A], id="in a quote"),
        pytest.param(f"| {A}，好 |\n|---|\n| 见{B}。 |\n", [A, B], id="in a table"),
        pytest.param(f"##### {A}。", [A], id="in a heading"),
        pytest.param(f"- [ ] {A}，@mira", [A], id="in a task"),
        pytest.param(f"{A}한국어", [A], id="Korean text"),
        pytest.param(f"{A}ひらがな", [A], id="Japanese text"),
        pytest.param(f"{A}\U00020000", [A], id="rare Chinese characters"),
    ],
)
def test_a_bare_address_is_a_link_that_ends_before_cjk_text(text: str, addresses: list[str]) -> None:
    (body,) = tree_of(page_of(read(f"## Agenda 1: T\n\n{text}\n"))).with_class("agenda-item__body")
    assert [link.attributes["href"] for link in body.with_tag("a")] == addresses
    assert [link.text for link in body.with_tag("a")] == [one.replace("http://www", "www") for one in addresses]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"`{A}。`", id="a code span"),
        pytest.param(f"``{A}，`{B}`。``", id="a longer code span"),
        pytest.param(f"```\n{A}。\n```", id="a fenced block"),
        pytest.param(f"~~~ {A}，x\n{A}；{B}\n~~~", id="a fenced block with tildes and an info string"),
        pytest.param(f"甲\n\n    {A}。\n    {B}，", id="an indented block"),
        pytest.param("[甲](https://birds.example/苍鹭)", id="a destination"),
        pytest.param(
            "[甲](https://birds.example/苍鹭（一）?q=鹭#巢 '题，目')", id="a destination with brackets and a title"
        ),
        pytest.param("[甲](<https://birds.example/苍 鹭>)", id="a destination in angle brackets"),
        pytest.param("[![甲](苍鹭.png)](https://birds.example/苍鹭)", id="an image"),
        pytest.param("[甲][r]\n\n[r]: https://birds.example/苍鹭 '题'", id="a definition"),
        pytest.param("<https://birds.example/苍鹭，>", id="an autolink"),
        pytest.param(f"[{A}，{B}](https://birds.example/苍鹭)", id="addresses in the text of a link"),
        pytest.param("[https://birds.example/苍鹭](https://birds.example/苍鹭)。", id="a link named by its address"),
    ],
)
def test_where_an_address_is_written_out_or_in_code_nothing_is_changed(text: str) -> None:
    (body,) = tree_of(page_of(read(f"## Agenda 1: T\n\n{text}\n"))).with_class("agenda-item__body")
    github = on_github(f"{text}\n")
    assert body.outline() == github.outline()
    for tag, key in (("a", "href"), ("img", "src"), ("a", "title")):
        ours = [node.attributes.get(key) for node in body.with_tag(tag)]
        assert ours == [node.attributes.get(key) for node in github.with_tag(tag)]
