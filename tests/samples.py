"""A small made-up community for tests: two projects, three people, two proposals, and its minutes."""

from __future__ import annotations

from builder import BASE

REGISTRY = {
    "_data/projects.yml": """\
projects:
  - {id: oak, name: Oak, repositories: [forest/oak], description: {zh: 甲项目, en: Project A}}
  - {id: elm, name: Elm, aliases: [Elm-Core], repositories: [forest/elm, elm-contrib/*]}
""",
    "_data/people.yml": """\
people:
  - {id: ada, name: ada, github: ada, aliases: [艾达]}
  - {id: lin-wei, name: Lin Wei}
""",
    "_data/proposals.yml": """\
proposals:
  - id: retries
    title: {zh: 重试策略, en: Retry policy}
    summary: {zh: 失败后如何重试。, en: How to retry after a failure.}
    projects: [oak]
    issues: [forest/oak#7]
    aliases: [重试策略]
    champions: [ada]
  - id: metrics
    title: {zh: 指标, en: Metrics}
    projects: [elm]
    champions: [lin-wei]
""",
    **{
        f"{locale}/proposals/{proposal}.md": (
            f"---\ntitle: {proposal} {locale}\n---\n\nAuthored text of {proposal}.\n\n<!-- view: proposal-dossier -->\n"
        )
        for locale in ("zh", "en")
        for proposal in ("retries", "metrics")
    },
}

FIRST_ZH = """\
---
title: 森林社区会议 3.1
date: 2023-03-01
---

**会议主题**：森林社区会议 3.1

**参会人**：ada, Lin Wei, 小明

**会前必读**：https://example.net/read

## 议程 1：Oak 重试方案 @ada @Lin Wei

1. **Issue 地址**：https://github.com/forest/oak/issues/7
2. **背景**：失败的请求需要再试一次。

## 议程 2：闲聊

没有记录。

## 相关资讯

Oak v1.2.0 发布！

相关链接：https://example.net/oak-1-2
"""

FIRST_EN = """\
---
title: Forest Community Meeting 3.1
date: 2023-03-01
---

**Topic**: Forest Community Meeting 3.1

**Attendees**: ada, Lin Wei, 小明

**Pre-reading**: https://example.net/read

## Agenda 1: Retries in Oak @ada @Lin Wei

1. **Issue**: https://github.com/forest/oak/issues/7
2. **Background**: a failed request should be tried again.

## Agenda 2: Small talk

Nothing was noted down.

## Related news

Oak v1.2.0 released!

Link: https://example.net/oak-1-2
"""

SECOND_ZH = """\
---
title: 森林社区会议 3.15
date: 2023-03-15
---

**会议主题**：森林社区会议 3.15

**参会人**：艾达

### 议程一：重试策略落地 @艾达

1. 见 https://github.com/forest/oak/pull/9。

**提案**：retries → 已发布（Oak v1.3.0）

**结论**：按现有方案发布。
"""

FOREST: dict[str, str | bytes] = {
    **BASE,
    **REGISTRY,
    "zh/meetings/2023-03-01.md": FIRST_ZH,
    "en/meetings/2023-03-01.md": FIRST_EN,
    "zh/meetings/2023-03-15.md": SECOND_ZH,
}
"""Two meetings, the second in Chinese only."""
