"""What can be found on the site: the records of an archive in one locale."""

from __future__ import annotations

from pathlib import Path

from helpers import PEOPLE, PROJECTS, PROPOSALS, archive_of

from minutes.archive import Archive
from minutes.views.lens import Lens
from minutes.views.search import FACETS, check_records, loose_record, page_records, search_records, visible_text

ZH = """\
---
title: 苍鹭例会
date: 2031-05-06
---

**会议主题**：退避策略

**参会人员**：mira、tomas-k

## 议程 1：苍鹭的退避策略 @mira

1. **背景**：见 [issue](https://github.com/birdhouse/heron/issues/12)，错**误**处理 `wait()`。
2. **提案**：backoff → 已讨论

## 相关资讯

Heron v1.2.0 已发布！
"""


def archive(tmp_path: Path, **more: str) -> Archive:
    """One meeting in Chinese, and the community of the helpers."""
    files = {"zh/meetings/2031-05-06.md": ZH, **more}
    data = {"_data/projects.yml": PROJECTS, "_data/people.yml": PEOPLE, "_data/proposals.yml": PROPOSALS}
    return archive_of(tmp_path, {**files, **data})


def test_an_item_is_found_by_its_text_and_by_all_that_it_is_tied_to(tmp_path: Path) -> None:
    records = {record.address: record for record in search_records(Lens(archive(tmp_path), "zh"))}
    item = records["meetings/2031-05-06/#agenda-1"]
    assert item.title == "苍鹭的退避策略"
    assert "错误处理 wait()" in item.text
    assert {"2031-05-06", "mirah", "米拉", "backoff", "退避策略", "Heron", "birdhouse/heron#12"} <= set(item.words)
    assert (item.group.title, item.group.address) == ("2031-05-06 苍鹭例会", "meetings/2031-05-06/")
    assert item.facets == {
        "year": {"2031": "2031"},
        "project": {"heron": "Heron"},
        "presenter": {"mira": "Mira Holt"},
        "proposal": {"backoff": "退避策略"},
        "kind": {"design": "设计提案"},
    }
    assert set(item.facets) == set(FACETS)


def test_meetings_releases_people_and_projects_are_found_once_each(tmp_path: Path) -> None:
    records = list(search_records(Lens(archive(tmp_path), "zh")))
    addresses = [record.address for record in records]
    assert len(addresses) == len(set(addresses))
    assert {"meetings/2031-05-06/", "news/#heron-v1.2.0", "people/#mira", "projects/#larch"} < set(addresses)
    by_address = {record.address: record for record in records}
    assert "tomas-k" in by_address["meetings/2031-05-06/"].text
    assert by_address["people/#mira"].names == ("mira", "Mira Holt", "mirah", "米拉")
    assert by_address["news/#heron-v1.2.0"].title == "Heron v1.2.0"


def test_what_a_locale_lacks_is_found_in_it_all_the_same_and_says_its_language(tmp_path: Path) -> None:
    records = {record.address: record for record in search_records(Lens(archive(tmp_path), "en"))}
    item = records["meetings/2031-05-06/#agenda-1"]
    assert (item.lang, item.title) == ("zh", "苍鹭的退避策略")
    assert item.facets["kind"] == {"design": "Design proposal"}
    assert item.facets["proposal"] == {"backoff": "Backoff policy"}


def test_minutes_without_a_meeting_are_found_whole(tmp_path: Path) -> None:
    found = archive(tmp_path, **{"zh/meetings/odd.md": "## 议程 1：无日期\n\n随便写写。\n"})
    (minutes,) = found.unplaced
    record = loose_record(Lens(found, "zh"), "meetings/odd/", minutes)
    assert "随便写写。" in record.text
    assert record.address == "meetings/odd/"


def test_a_page_is_found_by_section_and_a_proposals_by_its_names(tmp_path: Path) -> None:
    lens = Lens(archive(tmp_path), "zh")
    html = '<p>为何</p><h2 id="how">怎么<a class="headerlink" href="#how">¶</a></h2><p>这样</p><!-- view: x -->'
    page, section = page_records(lens, "proposals/backoff/", "退避", html, "zh", "backoff")
    assert (page.address, page.text) == ("proposals/backoff/", "失败之后等多久。 为何")
    assert {"backoff", "退避策略", "birdhouse/heron#13"} <= set(page.names)
    assert (section.address, section.title, section.text) == ("proposals/backoff/#how", "怎么", "这样")
    assert section.facets["proposal"] == {"backoff": "退避策略"}
    assert section.group.shows == 1
    (guide,) = page_records(lens, "guide/", "指南", "<p>写法</p>", "zh")
    assert guide.facets == {"kind": {"page": "页面"}}


def test_every_check_is_found_by_its_code(tmp_path: Path) -> None:
    records = list(check_records(Lens(archive(tmp_path), "en"), "contributing/checks/", "Checks"))
    assert "contributing/checks/#min204" in {record.address for record in records}
    assert all(record.title.startswith(("MIN", "REG")) and record.text for record in records)


def test_emphasis_does_not_part_a_word_and_a_block_does() -> None:
    assert visible_text("<p>错<strong>误</strong>处理 &lt;b&gt;</p><p>下<br>一</p>") == "错误处理 <b> 下 一"
