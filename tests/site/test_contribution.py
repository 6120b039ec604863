"""A contributor's next minutes file appears on every page by itself, wherever and however it is put."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from builder import BuiltSite
from samples import FOREST

Build = Callable[..., BuiltSite]

NEXT = """\
---
title: 森林社区会议 4.12
linkTitle: 森林社区会议 4.12
date: 2023-04-12
weight: 3
description: >
---

**会议主题** ：森林社区会议 4.12

**参会人** ：ada, 小红,
Lin Wei.

**会前必读** ：[官网](/)；https://github.com/forest

### 议程一：发布之后的反馈 @小红

1. Issue 地址：https://github.com/forest/oak/issues/7
2. 另见[上一次会议](2023-03-01.md#agenda-1)与[站点文档](/docs/retry/)。

---

#### 相关资讯：

**Elm-Core** v0.9.0 已发布！

https://github.com/forest/elm/releases/tag/v0.9.0
"""


@pytest.mark.parametrize("path", ["2023-04-12.md", "2023-04-12/_index.md", "2023-04-12/index.md", "spring.md"])
def test_new_minutes_appear_everywhere(site: Build, path: str) -> None:
    content = NEXT.replace("(2023-03-01.md", "(../2023-03-01.md") if "/" in path else NEXT
    built = site({**FOREST, f"zh/meetings/{path}": content}, extra={"community_site": "https://forest.example/"})
    assert built.warnings == []
    assert list(built.broken_links()) == []
    for prefix in ("", "en/"):
        item = "meetings/2023-04-12/#agenda-1"
        assert "2023-04-12/" in built.article(f"{prefix}meetings").xpath(".//a/@href")
        assert f"../{item}" in built.article(f"{prefix}agenda").xpath(".//a/@href")
        assert item in built.article(prefix).xpath(".//a/@href")
        entries = built.article(f"{prefix}proposals/retries").xpath(".//ol[@class='story']//time/@datetime")
        assert entries == ["2023-03-01", "2023-03-15", "2023-04-12"]
        news = built.article(f"{prefix}news")
        assert news.xpath(".//h3/@id") == ["2023-elm", "2023-oak"]
        assert "https://github.com/forest/elm/releases/tag/v0.9.0" in news.xpath(".//a/@href")


def test_links_in_minutes_work_on_the_page(site: Build) -> None:
    built = site({**FOREST, "zh/meetings/2023-04-12.md": NEXT}, extra={"community_site": "https://forest.example/"})
    links = built.article("en/meetings/2023-04-12").xpath(".//section[@class='agenda-item']//a/@href")
    assert "../2023-03-01/#agenda-1" in links
    assert "https://forest.example/docs/retry/" in links
    assert "https://forest.example/" in built.article("meetings/2023-04-12").xpath(".//details//a/@href")
