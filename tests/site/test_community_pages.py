"""What a reader sees on the pages of action items, programmes and translations, in both languages."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from builder import BASE, BuiltSite, build_site
from minutes.parser import parse_minutes
from minutes.translations import digests
from samples import FIRST_EN, FIRST_ZH, FOREST, REGISTRY

PROGRAMME = """\
  - id: walks
    kind: programme
    title: {zh: 林间漫步, en: Forest walks}
    summary: {zh: 每月一起走一走。, en: A walk together every month.}
    projects: [oak]
    champions: [ada]
    aliases: [漫步, Walk]
  - id: songs
    kind: programme
    title: {zh: 歌会, en: Songs}
"""

APRIL_ZH = """\
---
title: 森林社区会议 4.5
date: 2023-04-05
---

## 议程 1：漫步计划 @ada

待办

- [ ] 画一张地图 @Lin Wei
- [x] 选定路线
- [ ] 看看 [旧地图](https://example.net/map)，再定时间

## 议程 2：Oak 的 good first issue

1. 见 [列表](https://github.com/forest/oak/issues?q=is%3Aopen+label%3A%22good+first+issue%22)

待办

- 种一棵树
"""
APRIL_EN = """\
---
title: Forest Community Meeting 4.5
date: 2023-04-05
{record}---

## Agenda 1: Plan for the walk @ada

Action Items

- [ ] Draw a map @Lin Wei
- [x] Choose the way
- [ ] Look at the [old map](https://example.net/map), then set the time
"""
MAY_ZH = """\
---
title: 森林社区会议 5.3
date: 2023-05-03
---

## 议程 1：漫步 {number}

待办

- [ ] 画一张地图。
"""


def april_en() -> str:
    """The translation, with a record of what the first item's source was before it changed."""
    source = parse_minutes(APRIL_ZH.replace("选定路线", "选路线"), "zh/meetings/2023-04-05.md", "zh")
    here = parse_minutes(APRIL_EN.format(record=""), "en/meetings/2023-04-05.md", "en")
    states = f"{digests(source)[source.items[0].anchor]}-{digests(here)[here.items[0].anchor]}"
    return APRIL_EN.format(record=f"translation: {{agenda-1: {states}}}\n")


FILES: dict[str, str | bytes] = {
    **FOREST,
    "_data/proposals.yml": str(REGISTRY["_data/proposals.yml"]) + PROGRAMME,
    **{
        f"{locale}/proposals/{programme}.md": f"# {programme}\n\n<!-- view: proposal-dossier -->\n"
        for locale in ("zh", "en")
        for programme in ("walks", "songs")
    },
    "zh/meetings/2023-04-05.md": APRIL_ZH,
    "en/meetings/2023-04-05.md": april_en(),
    **{
        f"zh/meetings/2023-05-{day:02}.md": MAY_ZH.format(number=day).replace("05-03", f"05-{day:02}")
        for day in range(3, 10)
    },
}
EDIT = {
    "edit_address": "https://code.example/edit/docs/{path}",
    "new_address": "https://code.example/new/docs/{folder}?filename={name}",
}


def words(element: Any) -> str:
    """The text of an element, with single spaces."""
    return " ".join(element.text_content().split())


@pytest.fixture(scope="module")
def forest(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Ten meetings with tasks and two programmes; no addresses to edit at."""
    return build_site(tmp_path_factory.mktemp("community"), FILES)


@pytest.fixture(scope="module")
def editable(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The same, with addresses to edit at."""
    return build_site(tmp_path_factory.mktemp("editable"), FILES, extra={"generator": False, **EDIT})


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """A site without minutes."""
    return build_site(tmp_path_factory.mktemp("empty"), BASE)


def test_builds_without_a_warning_and_without_a_broken_link(forest: BuiltSite, editable: BuiltSite) -> None:
    for site in (forest, editable):
        assert site.warnings == []
        assert list(site.broken_links()) == []


@pytest.mark.parametrize("page", ["action-items", "programmes", "translations"])
@pytest.mark.parametrize("prefix", ["", "en/"])
def test_headings_are_in_order_and_nothing_needs_a_script(forest: BuiltSite, prefix: str, page: str) -> None:
    article = forest.article(f"{prefix}{page}")
    levels = [int(heading.tag[1]) for heading in article.xpath(".//h1|.//h2|.//h3|.//h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert article.xpath(".//@style|.//script|.//*[@hidden]") == []
    ids = article.xpath(".//@id")
    assert len(ids) == len(set(ids))


def test_action_items_are_counted_and_the_counts_lead_to_them(forest: BuiltSite) -> None:
    for prefix, counts in (
        ("", ["3 未完成", "1 已完成", "1 项议程谈到新手任务"]),
        ("en/", ["3 open", "1 done", "1 agenda item for newcomers"]),
    ):
        article = forest.article(f"{prefix}action-items")
        links = article.xpath(".//ul[contains(@class,'todo-counts')]//a")
        assert [words(link) for link in links] == counts
        assert [link.get("href") for link in links] == ["#open", "#done", "#newcomers"]


def test_an_open_task_says_who_since_when_and_where(forest: BuiltSite) -> None:
    article = forest.article("en/action-items")
    (raised,) = article.xpath(".//section[@class='raised']")
    assert raised.xpath(".//h3/a/@href") == ["../meetings/2023-04-05/"]
    assert "7 meetings since" in words(raised)
    assert raised.xpath("./p/a[1]/@href") == ["../meetings/2023-04-05/#agenda-1", "../meetings/2023-04-05/#agenda-2"]
    tasks = raised.xpath(".//li[contains(@class,'todo__task')]")
    assert [words(task.xpath("./p")[0]) for task in tasks] == [
        "Draw a map",
        "Look at the old map, then set the time",
        "种一棵树",
    ]
    assert [words(task.xpath("./p")[1]) for task in tasks] == [
        "@Lin Wei en/meetings/2023-04-05.md:11",
        "nobody yet en/meetings/2023-04-05.md:13",
        "nobody yet not recorded zh/meetings/2023-04-05.md:20",
    ]
    assert tasks[1].xpath("./p[1]//a/@href") == ["https://example.net/map"]
    assert [task.xpath("./p[1]/span/@lang") for task in tasks] == [[], [], ["zh"]]


def test_a_task_carried_over_names_every_meeting_that_repeats_it(forest: BuiltSite) -> None:
    (again,) = forest.article("action-items").xpath(".//div[@class='todo__again'][ul]")
    assert words(again).startswith("之后又有 7 次会议提到 2023 年 5 月 3 日 · 议程 1")
    assert again.xpath(".//a/@href") == [f"../meetings/2023-05-{day:02}/#agenda-1" for day in range(3, 10)]


def test_a_done_task_says_when(forest: BuiltSite) -> None:
    (done,) = forest.article("en/action-items").xpath(".//ul[contains(@class,'todo--done')]/li")
    assert words(done.xpath("./p")[0]) == "Choose the way"
    assert words(done.xpath("./div")[0]) == "Raised and marked as done 5 April 2023 · Agenda 1"


def test_newcomers_find_issue_lists_and_agenda_items(forest: BuiltSite) -> None:
    for prefix in ("", "en/"):
        article = forest.article(f"{prefix}action-items")
        (card,) = article.xpath(".//li[@class='card']")
        assert words(card.xpath("./p[@class='card__title']")[0]) == "Oak"
        assert card.xpath(".//a/@href") == [
            "https://github.com/forest/oak/issues?q=is%3Aopen+label%3A%22good+first+issue%22",
            "../meetings/2023-04-05/#agenda-2",
        ]
        titles = article.xpath(".//ul[@class='agenda-list']//a[@class='agenda-entry__title']")
        assert [words(title) for title in titles] == ["Oak 的 good first issue"]


def test_programmes_are_listed_with_their_agenda_items(forest: BuiltSite) -> None:
    article = forest.article("en/programmes")
    assert [words(heading) for heading in article.xpath(".//h2")] == ["Forest walks", "Songs"]
    walks, songs = article.xpath(".//section[@class='programme']")
    assert walks.xpath("./h2/a/@href") == ["../proposals/walks/"]
    assert "A walk together every month." in words(walks)
    assert "mentioned 8 times since 5 April 2023 · at 8 of the latest 10 meetings" in words(walks)
    assert [words(chip) for chip in walks.xpath(".//dl//a[contains(@class,'chip--presenter')]")] == ["@ada"]
    assert len(walks.xpath("./ul/li")) == 6
    assert walks.xpath("./ul/li[1]//a/@href")[0] == "../meetings/2023-05-09/#agenda-1"
    assert walks.xpath("./details/ul/li[last()]//a/@href") == ["../meetings/2023-04-05/#agenda-1", "../people/#ada"]
    assert "2 earlier agenda items" in words(walks.xpath("./details/summary")[0])
    assert "No meeting has mentioned this programme yet." in words(songs)
    assert "Metrics" not in words(article)


def test_translations_are_summed_up_for_each_language(forest: BuiltSite) -> None:
    cards = forest.article("en/translations").xpath(".//li[@class='card']")
    assert [words(card) for card in cards] == [
        "Chinese 12 of 12 agenda items are up to date ◆ source 12 ✓ translated 0 ↻ outdated 0 ✗ missing 0",
        "English 2 of 12 agenda items are up to date ◆ source 0 ✓ translated 2 ↻ outdated 1 ✗ missing 9",
    ]


def test_each_item_has_its_state_in_a_table(forest: BuiltSite) -> None:
    for prefix, head, rows in (
        (
            "",
            ["议程", "中文", "英文"],
            [["1 漫步计划", "◆ 原文", "↻ 已过时"], ["2 Oak 的 good first issue", "◆ 原文", "✗ 未翻译"]],
        ),
        (
            "en/",
            ["Agenda item", "Chinese", "English"],
            [["1 Plan for the walk", "◆ source", "↻ outdated"], ["2 Oak 的 good first issue", "◆ source", "✗ missing"]],
        ),
    ):
        (section,) = forest.article(f"{prefix}translations").xpath(".//section[@id='2023-04-05']")
        assert [words(cell) for cell in section.xpath(".//thead//th")] == head
        assert [[words(cell) for cell in row] for row in section.xpath(".//tbody/tr")] == rows
        assert section.xpath(".//tbody//a/@href") == [f"../meetings/2023-04-05/#agenda-{number}" for number in (1, 2)]
        assert [words(code) for code in section.xpath(".//code")] == ["en/meetings/2023-04-05.md"]


def test_a_complete_meeting_is_folded_and_one_with_something_to_do_is_not(forest: BuiltSite) -> None:
    article = forest.article("en/translations")
    (complete,) = article.xpath(".//section[@id='2023-03-01']")
    assert "2 agenda items, complete in every language" in words(complete.xpath("./details/summary")[0])
    assert article.xpath(".//section[@id='2023-03-15']//details") == []
    assert "en/meetings/2023-03-15.md not there yet" in words(article.xpath(".//section[@id='2023-03-15']")[0])
    dates = article.xpath(".//div[@class='unfinished']//a/@href")
    assert dates[-2:] == ["#2023-04-05", "#2023-03-15"]


def test_a_meeting_page_leads_from_its_note_to_the_state_of_translations(forest: BuiltSite) -> None:
    notes = forest.article("en/meetings/2023-04-05").xpath(".//p[@class='agenda-item__note']")
    assert [note.xpath("./a/@href") for note in notes] == [["../../translations/#2023-04-05"]] * 2
    (note,) = forest.article("en/meetings/2023-03-15").xpath(".//div[contains(@class,'untranslated')]")
    assert note.xpath(".//a/@href") == ["../../translations/#2023-03-15"]
    assert "translations/#" not in forest.text("meetings/2023-04-05")


def test_addresses_in_the_configuration_lead_to_the_files(forest: BuiltSite, editable: BuiltSite) -> None:
    def outward(site: BuiltSite, day: str) -> list[str]:
        links = site.article("translations").xpath(f".//section[@id='{day}']//tbody//a/@href")
        return [link for link in links if link.startswith("https://code.example/")]

    assert outward(editable, "2023-04-05") == ["https://code.example/edit/docs/en/meetings/2023-04-05.md"] * 2
    assert outward(editable, "2023-03-15") == ["https://code.example/new/docs/en/meetings?filename=2023-03-15.md"]
    assert outward(editable, "2023-03-01") == []
    assert "code.example" not in forest.text("translations")


def test_a_translated_site_has_nothing_left_to_do(tmp_path: Path) -> None:
    files = {**BASE, "zh/meetings/2023-03-01.md": FIRST_ZH, "en/meetings/2023-03-01.md": FIRST_EN}
    site = build_site(tmp_path, files)
    assert "每项议程的译文都已完成" in words(site.article("translations"))
    assert "Every agenda item is translated" in words(site.article("en/translations"))
    assert not site.article("translations").xpath(".//div[@class='unfinished']")


def test_a_site_without_minutes_says_so(empty: BuiltSite) -> None:
    assert empty.warnings == []
    for page, zh, en in (
        ("action-items", "会议上还没有提出过待办。", "No meeting has raised an action item yet."),
        ("programmes", "还没有登记的社区活动。", "No programme is registered yet."),
        ("translations", "还没有会议纪要。", "There are no minutes yet."),
    ):
        assert zh in words(empty.article(page))
        assert en in words(empty.article(f"en/{page}"))
