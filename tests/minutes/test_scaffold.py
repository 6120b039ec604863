"""New minutes: what they take over, and that the check has nothing to say about them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from helpers import archive_of

from minutes.command import RefusalError, day_of
from minutes.placing import write_all
from minutes.rules import check
from minutes.scaffold import new_minutes

DAY = date(2031, 5, 20)
LAST_ZH = """\
---
title: 鸟屋例会 5.6
linkTitle: 例会 5.6
date: 2031-05-06
weight: 7
---

**会议主题**：鸟屋例会 5.6

**参会人**：Mira Holt, tomas-k

**会前必读**：[说明](https://example.org/read)；
https://example.org/more

## 议程 1：退避 @Mira Holt

1. 先等一会儿。

**待办**

- [ ] 写测试，见 [说明](https://example.org/t) @tomas-k
  - 先写一半。
- [x] 写文档
- [ ] 发公告
"""
LAST_EN = """\
---
title: Birdhouse Meeting 5.6
date: 2031-05-06
weight: 7
translation: {agenda-1: 0f0f0f0f-00000000}
---

**Topic**: Birdhouse Meeting 5.6

**Attendees**: Mira Holt, tomas-k

**Pre-reading**: [Read](https://example.org/read)

## Agenda 1: Backoff @Mira Holt

1. Wait a little.

**Action items**

- [ ] Write tests, see [read](https://example.org/t) @tomas-k
  - Half of them first.
- [x] Write documentation
- [ ] Announce it
"""
LAST = {"zh/meetings/2031-05-06.md": LAST_ZH, "en/meetings/2031-05-06.md": LAST_EN}


def made(folder: Path, files: Mapping[str, str], *titles: str, day: date = DAY) -> tuple[str, str]:
    """The new minutes in Chinese and English."""
    drafts = new_minutes(archive_of(folder, files), day, titles)
    assert list(drafts) == [f"zh/meetings/{day}.md", f"en/meetings/{day}.md"]
    return tuple(drafts.values())  # type: ignore[return-value]


def findings(folder: Path, files: Mapping[str, str], *titles: str, day: date = DAY) -> list[str]:
    """What the check finds in the new minutes."""
    drafts = new_minutes(archive_of(folder, files), day, titles)
    write_all(folder, {path: text.encode() for path, text in drafts.items()})
    return [f"{one.code.slug} {one.path}" for one in check(archive_of(folder, files)) if one.path in drafts]


def test_both_files_stand_whole(tmp_path: Path) -> None:
    zh, en = made(tmp_path, LAST, "链路追踪 @Mira Holt @tomas-k", "闲谈")
    assert (
        zh
        == """\
---
title: 鸟屋例会 5.20
linkTitle: 例会 5.20
date: 2031-05-20
weight: 8
description: >
---

**会议主题**：鸟屋例会 5.20

**参会人**：Mira Holt, tomas-k

<!-- 2031-05-06 那次会议的参会人，可以在此基础上增减：Mira Holt, tomas-k -->

**会前必读**：[说明](https://example.org/read)；
https://example.org/more

## 议程 1：链路追踪 @Mira Holt @tomas-k

1. **背景**：...

## 议程 2：闲谈

1. **背景**：...

## 议程 3：待办跟进

**待办**

- [ ] 写测试，见 [说明](https://example.org/t) @tomas-k
  - 先写一半。
- [ ] 发公告

<!-- 有版本发布时照下面的样子写，没有就删去：

## 相关资讯

项目名 v1.2.3 发布！

相关链接：[文章标题](文章地址)

-->
"""
    )
    record = next(line for line in en.splitlines() if line.startswith("translation: {agenda-1: "))
    assert (
        en.replace(f"{record}\n", "")
        == """\
---
title: Birdhouse Meeting 5.20
linkTitle: Birdhouse Meeting 5.20
date: 2031-05-20
weight: 8
description: >
---

**Topic**: Birdhouse Meeting 5.20

**Attendees**: Mira Holt, tomas-k

<!-- Attendees of the meeting on 2031-05-06, to start from: Mira Holt, tomas-k -->

**Pre-reading**: [Read](https://example.org/read)

## Agenda 1: 链路追踪 @Mira Holt @tomas-k

1. **Background**: ...

## Agenda 2: 闲谈

1. **Background**: ...

## Agenda 3: Follow-up on action items

**Action items**

- [ ] Write tests, see [read](https://example.org/t) @tomas-k
  - Half of them first.
- [ ] Announce it

<!-- Write releases like this, or delete this part:

## Related news

Project v1.2.3 released!

Link: [Title of the article](address of the article)

-->
"""
    )


CHINESE_ONLY = {"zh/meetings/2031-05-06.md": LAST_ZH}
ENGLISH_ONLY = {"en/meetings/2031-05-06.md": LAST_EN.replace("translation: {agenda-1: 0f0f0f0f-00000000}\n", "")}


@pytest.mark.parametrize("files", [{}, LAST, CHINESE_ONLY, ENGLISH_ONLY], ids=["none", "both", "zh", "en"])
@pytest.mark.parametrize("titles", [(), ("链路追踪 @tomas-k",), ("Tracing",)], ids=["none", "presenter", "nobody"])
def test_the_check_finds_nothing_in_them(tmp_path: Path, files: dict[str, str], titles: tuple[str, ...]) -> None:
    assert findings(tmp_path, files, *titles) == []


def test_without_an_agenda_there_is_one_item_to_fill_in(tmp_path: Path) -> None:
    zh, en = made(tmp_path, {})
    assert "## 议程 1：标题\n\n1. **背景**：...\n" in zh
    assert "## Agenda 1: Title\n\n1. **Background**: ...\n" in en
    assert "议程 2" not in zh


def test_nobody_is_said_to_attend_who_does_not_present(tmp_path: Path) -> None:
    zh, _ = made(tmp_path, LAST, "闲谈")
    assert "**参会人**：...\n" in zh


def test_an_archive_without_minutes_gives_a_title_of_its_own(tmp_path: Path) -> None:
    zh, en = made(tmp_path, {})
    assert zh.startswith("---\ntitle: 社区会议 5.20\nlinkTitle: 社区会议 5.20\ndate: 2031-05-20\nweight: 1\n")
    assert "title: Community Meeting 5.20\n" in en
    assert "<!-- 2031" not in zh
    assert "会前必读" not in zh


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("鸟屋例会 5.6", "鸟屋例会 5.20"),
        ("鸟屋例会", "鸟屋例会 5.20"),
        ("2031-05-06 例会", "2031-05-20 例会"),
        ("例会: 5.6", "'例会: 5.20'"),
        ("'#2 5.6'", "'#2 5.20'"),
        ("Kitex 2.0 例会 5.6", "Kitex 2.0 例会 5.20"),
    ],
)
def test_the_title_has_the_number_of_the_day(tmp_path: Path, title: str, expected: str) -> None:
    written = title if title.startswith("'") or ": " not in title else f'"{title}"'
    zh, _ = made(tmp_path, {"zh/meetings/2031-05-06.md": LAST_ZH.replace("title: 鸟屋例会 5.6", f"title: {written}")})
    assert f"\ntitle: {expected}\n" in zh


def test_a_language_without_minutes_gets_addresses_and_words_of_its_own(tmp_path: Path) -> None:
    _, en = made(tmp_path, CHINESE_ONLY)
    assert "\ntitle: Community Meeting 5.20\n" in en
    assert "**Pre-reading**: https://example.org/read https://example.org/more\n" in en
    assert "- [ ] 写测试，见 [说明](https://example.org/t) @tomas-k\n  - 先写一半。\n" in en


def test_what_a_later_meeting_ticked_is_done(tmp_path: Path) -> None:
    later = "## 议程 1：待办跟进\n\n**待办**\n\n- [x] 发公告\n- [ ] 量一量\n"
    zh, _ = made(tmp_path, {**LAST, "zh/meetings/2031-05-13.md": later})
    assert "- [ ] 发公告" not in zh
    assert zh.index("- [ ] 写测试") < zh.index("- [ ] 量一量")


def test_a_list_without_boxes_is_not_carried_over(tmp_path: Path) -> None:
    zh, _ = made(tmp_path, {"zh/meetings/2031-05-06.md": "## 议程 1：甲\n\n**待办**\n\n- 写测试\n"})
    assert "待办跟进" not in zh


def test_minutes_of_the_past_take_over_what_was_known_then(tmp_path: Path) -> None:
    later = LAST_ZH.replace("5.6", "6.3").replace("2031-05-06", "2031-06-03").replace("weight: 7", "weight: 9")
    zh, _ = made(tmp_path, {**LAST, "zh/meetings/2031-06-03.md": later.replace("发公告", "办晚会")})
    assert "weight: 8\n" in zh
    assert "办晚会" not in zh


def test_a_weight_that_has_no_room_is_left_out(tmp_path: Path) -> None:
    later = LAST_ZH.replace("5.6", "6.3").replace("2031-05-06", "2031-06-03").replace("weight: 7", "weight: 8")
    files = {**LAST, "zh/meetings/2031-06-03.md": later}
    assert "weight:" not in made(tmp_path, files)[0]
    assert findings(tmp_path, files) == []


def test_a_suggestion_cannot_end_its_comment(tmp_path: Path) -> None:
    zh, _ = made(tmp_path, {"zh/meetings/2031-05-06.md": "**参会人**：a--> # 甲, b\n\n## 议程 1：甲\n\n文\n"})
    assert zh.count("-->") == 2


@pytest.mark.parametrize(
    ("taken", "path"),
    [
        ({"zh/meetings/2031-05-20.md": "## 议程 1：甲\n\n文\n"}, "zh/meetings/2031-05-20.md"),
        ({"en/meetings/2031-05-20.md": "## Agenda 1: A\n\nText\n"}, "en/meetings/2031-05-20.md"),
        ({"en/meetings/2031-05-20/index.md": "## Agenda 1: A\n\nText\n"}, "en/meetings/2031-05-20/index.md"),
        ({"zh/meetings/spring.md": "---\ndate: 2031-05-20\n---\n\n文\n"}, "zh/meetings/spring.md"),
        ({"zh/meetings/2031-05-20.md": ""}, "zh/meetings/2031-05-20.md"),
        ({"zh/meetings/2031-05-20/a.png": "x"}, "zh/meetings/2031-05-20/a.png"),
    ],
)
def test_a_day_that_any_locale_has_is_refused(tmp_path: Path, taken: dict[str, str], path: str) -> None:
    with pytest.raises(RefusalError) as refusal:
        new_minutes(archive_of(tmp_path, taken), DAY)
    assert (refusal.value.key, refusal.value.values["path"]) == ("scaffold.date_taken", path)


def test_an_empty_title_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusalError) as refusal:
        new_minutes(archive_of(tmp_path, {}), DAY, ["甲", " \n"])
    assert refusal.value.key == "scaffold.item_empty"


def test_a_title_stays_on_its_line(tmp_path: Path) -> None:
    zh, _ = made(tmp_path, {}, "甲\n\n## 议程 9：乙")
    assert "## 议程 1：甲 ## 议程 9：乙\n" in zh


@pytest.mark.parametrize("text", ["2031-5-20", "20310520", "2031-13-01", "2031-02-30", "tomorrow", "", "2031-W21-2"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(RefusalError) as refusal:
        day_of(text)
    assert (refusal.value.key, refusal.value.values) == ("command.date_invalid", {"found": text})


def test_a_date_is_read() -> None:
    assert day_of("2031-05-20") == DAY
