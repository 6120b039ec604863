"""The dossier of a proposal on a built site: its life at a glance, what came of it, and how it stood."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from builder import BuiltSite, build_site
from samples import FOREST

PROGRAMME = """\
  - id: walks
    kind: programme
    title: {zh: 林间漫步, en: Forest walks}
    aliases: [闲聊]
"""
FILES = {
    **FOREST,
    "_data/proposals.yml": f"{FOREST['_data/proposals.yml']!s}{PROGRAMME}",
    "zh/proposals/walks.md": "---\ntitle: 林间漫步\n---\n\n每月一次。\n\n<!-- view: proposal-dossier -->\n",
    "zh/meetings/2023-03-08.md": "**会议主题**：森林社区会议 3.8\n\n**参会人**：ada\n\n## 议程 1：别的事\n\n1. 无。\n",
}
PREFIXES = pytest.mark.parametrize("prefix", ["", "en/"])


@pytest.fixture(scope="module")
def forest(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return build_site(tmp_path_factory.mktemp("forest"), FILES)


def words(element: object) -> str:
    return " ".join(element.text_content().split())  # type: ignore[attr-defined]


def test_builds_without_a_warning_and_without_a_broken_link(forest: BuiltSite) -> None:
    assert forest.warnings == []
    assert list(forest.broken_links()) == []


@PREFIXES
def test_a_mark_of_the_timeline_leads_to_the_item(forest: BuiltSite, prefix: str) -> None:
    for drawing in forest.article(f"{prefix}proposals/retries").xpath(".//figure//svg"):
        assert drawing.xpath(".//a/@href") == [
            "../../meetings/2023-03-01/#agenda-1",
            "../../meetings/2023-03-15/#agenda-1",
        ]
        assert drawing.get("viewbox") or drawing.get("viewBox")


@PREFIXES
def test_the_sections_are_in_the_table_of_contents_below_those_of_the_author(forest: BuiltSite, prefix: str) -> None:
    tree = forest.page(f"{prefix}proposals/retries")
    links = tree.xpath("//nav[contains(@class,'md-nav--secondary')]//a/@href")
    assert links == [
        *("#dossier-life", "#dossier-steps", "#dossier-decided", "#dossier-open", "#dossier-stood", "#history"),
        *("#discussion-2023-03-01-agenda-1", "#discussion-2023-03-15-agenda-1", "#references"),
    ]
    levels = [int(heading.tag[1]) for heading in tree.xpath("//article//*[self::h1 or self::h2 or self::h3]")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_steps_name_date_item_release_and_line(forest: BuiltSite) -> None:
    steps = [words(step) for step in forest.article("en/proposals/retries").xpath(".//ol[@class='steps']/li")]
    assert steps == [
        "discussed 1 March 2023 · Agenda 1 zh/meetings/2023-03-01.md:12",
        "released 15 March 2023 · Agenda 1 ReleaseOak v1.3.0 zh/meetings/2023-03-15.md:14",
    ]


def test_a_decision_is_told_with_its_item(forest: BuiltSite) -> None:
    (entry,) = forest.article("en/proposals/retries").xpath(".//li[@class='found__entry'][.//p[@class='decision']]")
    assert entry.xpath("./p[@class='decision']/@lang") == ["zh"]
    assert words(entry) == "按现有方案发布。 15 March 2023 · Agenda 1 zh/meetings/2023-03-15.md:10"


@PREFIXES
@pytest.mark.parametrize("proposal", ["retries", "walks"])
def test_every_meeting_can_be_found_in_one_period(forest: BuiltSite, prefix: str, proposal: str) -> None:
    links = forest.article(f"{prefix}proposals/{proposal}").xpath(".//ul[@class='period__dates']//a/@href")
    assert links == [f"../../meetings/2023-03-{day}/" for day in ("01", "08", "15")]


def test_the_day_before_the_next_discussion_ends_a_period(forest: BuiltSite) -> None:
    article = forest.article("en/proposals/retries")
    assert [words(period) for period in article.xpath(".//p[@class='period__span']")] == [
        "1 March 2023 – 14 March 2023",
        "Since 15 March 2023",
    ]
    assert article.xpath(".//li[@id='stood-2023-03-15']//ul[@class='period__dates']//a/text()") == ["2023-03-15"]


def test_what_nobody_discussed_has_neither_timeline_nor_periods(forest: BuiltSite) -> None:
    article = forest.article("proposals/metrics")
    assert "还没有会议讨论过这份提案" in words(article)
    assert article.xpath(".//*[local-name()='svg'][contains(@class,'life')]") == []
    assert article.xpath(".//h2/@id") == ["history"]


@PREFIXES
def test_the_index_has_designs_by_status_and_leads_to_the_programmes(forest: BuiltSite, prefix: str) -> None:
    article = forest.article(f"{prefix}proposals")
    columns = article.xpath(".//section[@class='board__lane']")
    assert [column.get("aria-labelledby") for column in columns] == ["status-proposed", "status-released"]
    assert [column.xpath(".//p[@class='proposal-entry__title']/a/@href") for column in columns] == [
        ["metrics/"],
        ["retries/"],
    ]
    assert "../programmes/" in article.xpath(".//a/@href")
    flow = article.xpath(".//ol[@class='flow']/li")
    assert [words(entry)[-1] for entry in flow] == ["1", "0", "0", "0", "1", "0", "0"]
    assert article.xpath(".//ol[@class='flow']//a/@href") == ["#status-proposed", "#status-released"]


def test_a_programme_is_no_proposal_on_the_home_page(forest: BuiltSite) -> None:
    home = forest.article("en")
    assert "2 proposals" in words(home)
    assert "proposals/retries/" in home.xpath(".//section[@aria-labelledby='moves']//a/@href")
    assert "proposals/walks/" not in home.xpath(".//section[@aria-labelledby='moves']//a/@href")


def test_a_status_declared_against_the_evidence_is_told_at_its_line(tmp_path: Path) -> None:
    registry = str(FOREST["_data/proposals.yml"]).replace("  - id: metrics\n", "  - id: metrics\n    status: merged\n")
    site = build_site(tmp_path, {**FOREST, "_data/proposals.yml": registry})
    (warning,) = site.warnings
    assert re.search(r"_data/proposals\.yml:10:13: error REG008 ", warning)
    assert "REG008" in words(site.article("proposals"))
