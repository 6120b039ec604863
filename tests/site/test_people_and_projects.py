"""The pages of people and of projects, as a reader finds them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from builder import BASE, BuiltSite, build_site
from samples import FOREST

STRANGERS = {
    # In Chinese only: a presenter, an attendee and a project that nobody registered. The other one in English only.
    "zh/meetings/2023-04-05.md": """\
**参会人**：ada, 小红

## 议程 1：Oak 的新工具 @小刚

待办

- [ ] @艾达 写文档

## 相关资讯

Fern v0.9.0 发布！
""",
    "en/meetings/2023-05-10.md": """\
**Attendees**: Uma Ray

## Agenda 1: Elm in the field @Bo.Ek

It works.
""",
    "en/meetings/notes.md": "## Agenda 1: Undated @Vik\n\nText\n",
}


@pytest.fixture(scope="module")
def forest(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return build_site(tmp_path_factory.mktemp("forest"), {**FOREST, **STRANGERS})


def words(element: object) -> str:
    return " ".join(element.text_content().split())  # type: ignore[attr-defined]


def person(site: BuiltSite, prefix: str, person_id: str) -> object:
    """The entry of a person."""
    (entry,) = site.article(f"{prefix}people").xpath(f".//li[.//h4[@id='{person_id}']]")
    return entry


def test_every_chip_of_a_person_or_a_project_leads_to_its_section(forest: BuiltSite) -> None:
    # The page of minutes without a date is there with its diagnostics, which a build that is not strict warns of.
    assert [warning for warning in forest.warnings if "notes.md" not in warning] == []
    assert list(forest.broken_links()) == []


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_everybody_has_an_entry_in_order_of_name_in_both_languages(forest: BuiltSite, prefix: str) -> None:
    headings = forest.article(f"{prefix}people").xpath(".//h4")
    assert [words(heading) for heading in headings] == [
        *("ada", "Bo.Ek", "Lin Wei", "Uma Ray", "Vik", "小刚", "小红", "小明"),
    ]


def test_an_entry_says_what_somebody_did_and_where(forest: BuiltSite) -> None:
    ada = person(forest, "en/", "ada")
    told = words(ada)
    assert "GitHub: ada Also written 艾达" in told
    assert "Presented 2 2023-03-15 Agenda 1 重试策略落地 2023-03-01 Agenda 1 Retries in Oak" in told
    assert "Champions 1 Retry policy released" in told
    assert "Action items 1 not done @艾达 写文档 2023-04-05 · Agenda 1" in told
    assert "Attended 3 2023 5 Apr 15 Mar 1 Mar" in told
    links = ada.xpath(".//a/@href")  # type: ignore[attr-defined]
    assert links == [
        *("https://github.com/ada", "../meetings/2023-03-15/#agenda-1", "../meetings/2023-03-01/#agenda-1"),
        *("../agenda/?presenter=ada", "../proposals/retries/", "../meetings/2023-04-05/#agenda-1"),
        *("../meetings/2023-04-05/", "../meetings/2023-03-15/", "../meetings/2023-03-01/"),
    ]
    (title,) = ada.xpath(".//span[.='重试策略落地']")  # type: ignore[attr-defined]
    assert title.get("lang") == "zh"


def test_the_most_active_are_a_table_that_leads_to_their_entries(forest: BuiltSite) -> None:
    rows = forest.article("people").xpath(".//table//tr")
    assert [[words(cell) for cell in row.xpath("./th | ./td")] for row in rows[:4]] == [
        ["名字", "主讲", "参会", "待办"],
        ["ada", "2", "3", "1"],
        ["Lin Wei", "1", "1", "0"],
        ["Bo.Ek", "1", "0", "0"],
    ]
    assert rows[1].xpath(".//a/@href") == ["#ada"]


def test_the_table_of_contents_has_those_who_did_something(forest: BuiltSite) -> None:
    links = forest.page("people").xpath("//nav[contains(@class,'md-nav--secondary')]//a/@href")
    assert "#ada" in links
    assert "#lin-wei" in links
    assert "#uma-ray" not in links


def test_headings_are_in_order_and_nothing_is_styled_in_place(forest: BuiltSite) -> None:
    for page in ("people", "projects", "en/people", "en/projects"):
        article = forest.article(page)
        levels = [int(heading.tag[1]) for heading in article.xpath(".//h1 | .//h2 | .//h3 | .//h4")]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert not article.xpath(".//@style | .//script")
        ids = article.xpath(".//@id")
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_every_project_has_a_section_in_both_languages(forest: BuiltSite, prefix: str) -> None:
    assert forest.article(f"{prefix}projects").xpath(".//h2/@id") == ["oak", "elm", "fern"]


def test_a_section_says_what_there_is_of_a_project_and_where(forest: BuiltSite) -> None:
    oak, _, fern = forest.article("en/projects").xpath(".//section[@class='project']")
    told = words(oak)
    assert "Project A" in told
    assert "Repositoryforest/oak" in told
    assert "Proposals 1 released Retry policy Discussed 2 times · Last discussed 2023-03-15" in told
    assert "Releases 2 2023-03-15 ReleaseOak v1.3.0" in told
    assert "Agenda 3 2023-04-05 Agenda 1 Oak 的新工具 2023-03-15 Agenda 1 重试策略落地" in told
    assert set(oak.xpath(".//a/@href")) >= {
        *("../meetings/2023-03-01/#news", "../meetings/2023-03-15/#agenda-1", "../agenda/?project=oak"),
        *("../news/#oak-v1.2.0", "../proposals/retries/", "https://github.com/forest/oak"),
    }
    assert "Only releases in the minutes name this project" in words(fern)
    assert "../meetings/2023-04-05/#news" in fern.xpath(".//a/@href")


def test_a_drawing_has_its_text_on_the_page(forest: BuiltSite) -> None:
    oak, elm = forest.article("en/projects").xpath(".//*[local-name()='svg']")
    assert words(oak.xpath("./*[local-name()='title']")[0]) == "Oak: agenda items by month"
    assert words(oak.xpath("./*[local-name()='desc']")[0]) == "Mar 2023: 2 agenda items; Apr 2023: 1 agenda item"
    assert len(elm.xpath(".//*[local-name()='rect']")) == 1


def test_an_empty_community_is_told_so_in_both_languages(tmp_path: Path) -> None:
    empty = build_site(tmp_path, BASE)
    assert empty.warnings == []
    assert "还没有会议纪要，也没有登记的人。" in words(empty.article("people"))
    assert "There are no minutes yet, and nobody is registered." in words(empty.article("en/people"))
    assert "还没有登记的项目，纪要里也没有提到项目。" in words(empty.article("projects"))
    assert "No project is registered yet, and no minutes name one." in words(empty.article("en/projects"))
