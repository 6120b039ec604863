"""The home page: what is newest of everything, from the archive, each thing with where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers import LINKS, Node, archive_of, render, tree_of

from minutes.renderer import PageLinks
from minutes.strings import LOCALES
from minutes.views.glance import MONTHS
from minutes.views.home import SHOWN, Home, home
from minutes.views.lens import Lens

FILES = {
    "_data/proposals.yml": """\
proposals:
  - {id: backoff, title: {zh: 退避策略, en: Backoff policy}, projects: [heron]}
  - {id: tracing, title: {zh: 链路追踪, en: Tracing}}
  - {id: quiet, title: {zh: 静默模式, en: Quiet mode}}
  - {id: walks, kind: programme, title: {zh: 观鸟漫步, en: Bird walks}}
""",
    "zh/meetings/2031-05-06.md": """\
## 议程 1：退避 @mira

**提案**：backoff → 已提出

**结论**：先写指南。

待办

- [ ] 写指南
- [ ] 画图 @mira
- [x] 修缓存

## 议程 2：漫步

**提案**：walks → 已讨论

## 相关资讯

Heron v0.3.0 发布！
""",
    "zh/meetings/2031-06-03.md": """\
## 议程 1：追踪

**提案**：tracing → 已讨论

**结论**：再议。

待办

- 看[列表](https://birds.example/list)
""",
    "zh/meetings/2032-05-04.md": """\
## 议程 1：退避发布 @tomas-k

**提案**：backoff → 已发布（Heron v0.4.0）

**结论**：发布。
""",
}


@pytest.fixture(scope="module")
def lens(tmp_path_factory: pytest.TempPathFactory) -> Lens:
    return Lens(archive_of(tmp_path_factory.mktemp("home"), FILES), "zh")


@pytest.fixture(scope="module")
def shown(lens: Lens) -> Home:
    return home(lens)


def page_of(found: Home, locale: str = "zh", links: PageLinks = LINKS) -> Node:
    return tree_of(render("home", found, locale, links))


def section(page: Node, name: str) -> Node:
    (found,) = [node for node in page.with_tag("section") if node.attributes.get("aria-labelledby") == name]
    return found


def test_it_counts_designs_and_everything_else(shown: Home) -> None:
    assert (shown.meetings, shown.agenda_items, shown.proposals, shown.in_motion) == (3, 4, 3, 2)
    assert shown.all_releases == 2
    assert (shown.tasks.open, shown.tasks.unassigned) == (3, 2)


def test_moves_are_of_designs_the_latest_first_each_with_its_evidence(shown: Home) -> None:
    told = [(one.proposal.id, one.step.before, one.step.status, one.step.item.meeting_id) for one in shown.moves]
    assert told == [
        ("backoff", "proposed", "released", "2032-05-04"),
        ("tracing", None, "discussed", "2031-06-03"),
        ("backoff", None, "proposed", "2031-05-06"),
    ]
    moves = section(page_of(shown), "moves")
    assert "已提出 → 已发布 依据 2032 年 5 月 4 日 · 议程 1" in moves.text
    assert "/meetings/2032-05-04/#agenda-1" in [link.attributes["href"] for link in moves.with_tag("a")]
    assert "观鸟漫步" not in moves.text


def test_what_the_latest_meeting_decided_stands_with_its_items_and_what_others_decided_apart(shown: Home) -> None:
    assert shown.latest
    assert shown.latest.id == "2032-05-04"
    assert [(item.meeting_id, item.decisions) for item in shown.decided] == [
        ("2031-06-03", ("再议。",)),
        ("2031-05-06", ("先写指南。",)),
    ]
    page = page_of(shown)
    assert [node.text for node in section(page, "latest-meeting").with_class("decision")] == ["结论 发布。"]
    assert [node.text for node in section(page, "decided").with_class("decision")] == ["结论 再议。", "结论 先写指南。"]


def test_open_tasks_that_nobody_has_taken_are_there_to_take(shown: Home) -> None:
    tasks = section(page_of(shown), "tasks")
    entries = tasks.with_class("entries__entry")
    assert [entry.text for entry in entries] == [
        "看列表 2031 年 6 月 3 日 · 议程 1 · 未记录",
        "写指南 2031 年 5 月 6 日 · 议程 1",
    ]
    assert "https://birds.example/list" in [link.attributes["href"] for link in tasks.with_tag("a")]
    assert "还有 2 项没有人认领" in tasks.text


def test_the_year_ends_with_the_latest_meeting(shown: Home) -> None:
    assert shown.year
    assert len(shown.year.months) == MONTHS
    assert [mark.meeting_id for mark in shown.year.marks] == ["2031-06-03", "2032-05-04"]
    drawing = section(page_of(shown, "en"), "year").with_tag("svg")[0]
    assert [node.text for node in drawing.with_class("drawing__tick--year")] == ["2031", "2032"]
    assert drawing.with_tag("title")[0].text == "Meetings from Jun 2031 to May 2032"


@pytest.mark.parametrize("locale", LOCALES)
def test_the_ways_in_lead_to_every_view_and_to_the_guide_where_there_is_one(shown: Home, locale: str) -> None:
    views = ["/agenda/", "/proposals/", "/news/", "/action-items/"]
    ways = [link.attributes["href"] for link in page_of(shown, locale).with_class("way")]
    assert ways == views
    links = PageLinks(LINKS.to_address, {f"{locale}/contributing/index.md": "contributing/"}.get)
    assert [link.attributes["href"] for link in page_of(shown, locale, links).with_class("way")] == [
        *views,
        "contributing/",
    ]


def test_a_few_of_each_are_shown(tmp_path: Path) -> None:
    many = range(SHOWN + 3)
    proposals = "proposals:\n" + "".join(f"  - {{id: p{n}, title: {{zh: 甲}}}}\n" for n in many)
    items = "".join(
        f"## 议程 {n + 1}：甲\n\n**提案**：p{n} → 已讨论\n\n**结论**：{n}\n\n- [ ] 做 {n}\n\n" for n in many
    )
    news = "".join(f"Heron v0.{n}.0 发布\n\n" for n in many)
    files = {
        "_data/proposals.yml": proposals,
        "zh/meetings/2031-05-06.md": f"{items}## 相关资讯\n\n{news}",
        "zh/meetings/2031-05-20.md": "正文\n",
    }
    page = home(Lens(archive_of(tmp_path, files), "zh"))
    lists = (page.moves, page.decided, page.releases, page.tasks.shown)
    assert [len(entries) for entries in lists] == [SHOWN] * len(lists)
    assert (page.proposals, page.tasks.unassigned, page.all_releases) == (SHOWN + 3,) * 3


def test_a_text_in_another_language_says_so(lens: Lens) -> None:
    page = page_of(home(Lens(lens.archive, "en")), "en")
    for node in page.with_class("decision"):
        assert node.attributes["lang"] == "zh"
        assert node.with_class("decision__label")[0].attributes["lang"] == "en"


def test_an_empty_archive_has_the_ways_in_and_says_that_there_is_nothing(tmp_path: Path) -> None:
    shown = home(Lens(archive_of(tmp_path, {}, with_registry=False), "en"))
    assert (shown.latest, shown.year, shown.moves, shown.tasks.shown) == (None, None, (), ())
    page = page_of(shown, "en")
    assert "There are no minutes yet." in page.text
    assert page.with_tag("section") == []
