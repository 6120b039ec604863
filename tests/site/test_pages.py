"""What a reader sees on each kind of page."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder import BASE, BuiltSite, build_site
from samples import FOREST


@pytest.fixture(scope="module")
def forest(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return build_site(tmp_path_factory.mktemp("forest"), FOREST)


def words(element: object) -> str:
    return " ".join(element.text_content().split())  # type: ignore[attr-defined]


def test_builds_without_a_warning_and_without_a_broken_link(forest: BuiltSite) -> None:
    assert forest.warnings == []
    assert list(forest.broken_links()) == []


def test_every_page_stands_at_its_address_in_both_locales(forest: BuiltSite) -> None:
    pages = ["", "agenda", "meetings", "meetings/2023-03-01", "meetings/2023-03-15", "news"]
    pages += ["proposals", "proposals/metrics", "proposals/retries"]
    pages += ["action-items", "people", "programmes", "projects", "translations", "versions", "feeds", "search"]
    assert forest.addresses() == sorted(pages + [f"en/{page}".rstrip("/") for page in pages])


def test_templates_and_data_are_not_published(forest: BuiltSite) -> None:
    assert not [file for file in forest.folder.rglob("*") if file.suffix in (".jinja", ".yml", ".md")]


def test_minutes_page_has_stable_anchors_presenters_and_chips(forest: BuiltSite) -> None:
    for prefix in ("", "en/"):
        article = forest.article(f"{prefix}meetings/2023-03-01")
        assert article.xpath(".//section[@class='agenda-item']//*[self::h2]/@id") == ["agenda-1", "agenda-2"]
        item = article.xpath(".//section[.//h2[@id='agenda-1']]")[0]
        assert [words(chip) for chip in item.xpath(".//a[contains(@class,'chip--presenter')]")] == ["@ada", "@Lin Wei"]
        assert [words(chip) for chip in item.xpath(".//a[contains(@class,'chip--issue')]")] == ["Issueoak#7"]
        (proposal,) = item.xpath(".//a[contains(@class,'chip--proposal')]/@href")
        assert proposal == "../../proposals/retries/"


def test_minutes_page_has_a_header_card_and_neighbours(forest: BuiltSite) -> None:
    card = words(forest.article("meetings/2023-03-01").xpath(".//section[@class='meeting-card']/dl")[0])
    assert "2023 年 3 月 1 日" in card
    assert "3 人参会" in card
    assert "2 项议程" in card
    assert "example.net/read" in card
    assert "1 March 2023" in words(forest.article("en/meetings/2023-03-01"))
    assert forest.article("meetings/2023-03-01").xpath(".//a[@rel='next']/@href") == ["../2023-03-15/"]
    assert forest.article("meetings/2023-03-15").xpath(".//a[@rel='prev']/@href") == ["../2023-03-01/"]
    assert not forest.article("meetings/2023-03-15").xpath(".//a[@rel='next']")


def test_minutes_page_is_dated_as_its_language_does_and_has_a_bar_over_its_items(forest: BuiltSite) -> None:
    for prefix, date, items, next_one in (
        ("", "2023 年 3 月 1 日 星期三", ["议程 11", "议程 22", "资讯"], "下一次会议 3 月 15 日"),
        ("en/", "Wednesday, 1 March 2023", ["Agenda 11", "Agenda 22", "News"], "Next meeting 15 Mar"),
    ):
        article = forest.article(f"{prefix}meetings/2023-03-01")
        assert words(article.xpath(".//section[@class='meeting-card']//time")[0]) == date
        (bar,) = article.xpath(".//nav[@data-item-bar]")
        # The number twice: "Agenda 1" is read out, "1" is seen.
        assert [words(link) for link in bar.xpath("./ol/li/a")] == items
        assert bar.xpath("./ol/li/a/@href") == ["#agenda-1", "#agenda-2", "#news"]
        assert [(words(link), link.get("href")) for link in bar.xpath("./a")] == [(next_one, "../2023-03-15/")]


def test_minutes_page_says_of_which_kind_an_item_is(forest: BuiltSite) -> None:
    article = forest.article("en/meetings/2023-03-15")
    kinds = article.xpath(".//section[*/@id='agenda-1']/p[@class='agenda-item__kinds']/span")
    assert [words(kind) for kind in kinds] == ["Design proposal", "Release"]


def test_the_brand_colour_is_that_of_the_configuration(tmp_path: Path) -> None:
    brand = {"light": "#123456", "dark": "#abcdef"}
    site = build_site(tmp_path, FOREST, extra={"brand": brand, "generator": False})
    style = (site.folder / "assets/stylesheets/site.css").read_text(encoding="utf-8")
    assert style.endswith(":root { --brand-light: #123456;--brand-dark: #abcdef; }\n")


def test_minutes_page_lists_its_items_in_the_table_of_contents(forest: BuiltSite) -> None:
    links = forest.page("meetings/2023-03-01").xpath("//nav[contains(@class,'md-nav--secondary')]//a/@href")
    assert links == ["#agenda-1", "#agenda-2", "#news"]


def test_agenda_index_lists_every_item_newest_first_without_script(forest: BuiltSite) -> None:
    article = forest.article("agenda")
    links = article.xpath(".//a[@class='agenda-entry__title']/@href")
    assert links == [
        "../meetings/2023-03-15/#agenda-1",
        "../meetings/2023-03-01/#agenda-1",
        "../meetings/2023-03-01/#agenda-2",
    ]
    assert not article.xpath(".//li[@data-item]/ancestor-or-self::*[@hidden]")


def test_agenda_index_can_be_narrowed_by_year_project_presenter_proposal_and_kind(forest: BuiltSite) -> None:
    article = forest.article("en/agenda")
    options = {
        select.get("name"): [(option.get("value"), words(option)) for option in select.xpath("./option[@value!='']")]
        for select in article.xpath(".//select")
    }
    assert options == {
        "year": [("2023", "2023 (3)")],
        "project": [("oak", "Oak (2)")],
        "presenter": [("ada", "ada (2)"), ("lin-wei", "Lin Wei (1)")],
        "proposal": [("retries", "Retry policy (2)")],
        "kind": [("design", "Design proposal (2)"), ("other", "Other (1)"), ("release", "Release (1)")],
    }
    first = article.xpath(".//li[@data-item]")[0]
    assert (
        first.get("data-year"),
        first.get("data-project"),
        first.get("data-presenter"),
        first.get("data-proposal"),
        first.get("data-kind"),
    ) == (
        "2023",
        "oak",
        "ada",
        "retries",
        "design release",
    )


def test_dossier_shows_status_evidence_discussions_and_release(forest: BuiltSite) -> None:
    article = forest.article("en/proposals/retries")
    card = words(article.xpath(".//section[@class='meeting-card']")[0])
    assert "released" in card
    assert "Agenda item 1 of the meeting on 15 March 2023" in card
    assert "Oak v1.3.0" in card
    assert "Authored text of retries." in words(article)
    entries = article.xpath(".//ol[@class='story']/li")
    assert [entry.xpath("./h3/time/@datetime") for entry in entries] == [["2023-03-01"], ["2023-03-15"]]
    assert [words(entry.xpath(".//span[@class='move']")[0]) for entry in entries] == [
        "discussed",
        "discussed → released",
    ]
    assert "a failed request should be tried again" in words(entries[0])
    assert [words(chip) for chip in entries[0].xpath(".//a[@class='story__presenter']")] == [
        "@ada",
        "@Lin Wei",
    ]
    assert "oak#9" in words(article.xpath(".//h2[@id='references']/following-sibling::ul")[0])


def test_proposals_index_groups_by_status(forest: BuiltSite) -> None:
    article = forest.article("proposals")
    assert article.xpath(".//h2/@id") == ["status-proposed", "status-released"]
    assert "还没有会议讨论过这份提案" in words(article)


def test_release_news_names_project_version_date_meeting_and_links(forest: BuiltSite) -> None:
    article = forest.article("news")
    assert article.xpath(".//h2/@id") == ["latest", "year-2023"]
    assert article.xpath(".//h3/@id") == ["2023-oak"]
    releases = article.xpath(".//article[@class='release']")
    assert [words(release.xpath(".//strong")[0]) for release in releases] == ["Oak v1.3.0", "Oak v1.2.0"]
    assert releases[1].xpath(".//p[@class='release__source']/a/@href") == ["../meetings/2023-03-01/#news"]
    assert releases[1].xpath(".//a[contains(@class,'chip')]/@href") == ["https://example.net/oak-1-2"]
    assert releases[0].xpath(".//a[contains(@class,'chip--proposal')]/@href") == ["../proposals/retries/"]


def test_home_and_meetings_index_lead_to_what_is_new(forest: BuiltSite) -> None:
    home = forest.article("")
    assert "meetings/2023-03-15/#agenda-1" in home.xpath(".//a/@href")
    moves = home.xpath(".//section[@aria-labelledby='moves']")[0]
    assert moves.xpath(".//p[@class='entries__title']/a/@href") == ["proposals/retries/"] * 2
    assert moves.xpath(".//span[@class='entries__place']/a/@href") == [
        "meetings/2023-03-15/#agenda-1",
        "meetings/2023-03-01/#agenda-1",
    ]
    assert "Oak v1.3.0" in words(home)
    for page, prefix in ((home, "meetings/"), (forest.article("en/meetings"), "")):
        (drawing,) = page.xpath(".//figure[contains(@class,'glance')]//*[local-name()='svg']")
        assert drawing.xpath(".//a/@href") == [f"{prefix}2023-03-01/", f"{prefix}2023-03-15/"]
    meetings = forest.article("en/meetings")
    assert meetings.xpath(".//li[@class='card']/p[@class='card__title']/a/@href") == ["2023-03-15/", "2023-03-01/"]


def test_a_site_without_minutes_says_so(tmp_path: Path) -> None:
    empty = build_site(tmp_path, BASE)
    assert empty.warnings == []
    assert "还没有会议纪要" in words(empty.article("agenda"))
    assert "There are no minutes yet" in words(empty.article("en"))
