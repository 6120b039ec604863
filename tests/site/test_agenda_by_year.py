"""An agenda index of many items: split by year, in both locales."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from builder import BASE, BuiltSite, build_site

DAYS = ("2021-03-01", "2022-03-01", "2023-03-01", "2023-04-01")


@pytest.fixture(scope="module")
def split(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    minutes = {
        f"{locale}/meetings/{day}.md": f"## {word} 1：One of {day} @ada\n\nText.\n\n## {word} 2：Two\n\nText.\n"
        for day in DAYS
        for locale, word in (("zh", "议程"), ("en", "Agenda"))
    }
    return build_site(tmp_path_factory.mktemp("split"), {**BASE, **minutes}, extra={"agenda_on_one_page": 7})


def test_every_year_has_a_page_of_its_own_and_every_link_leads_somewhere(split: BuiltSite) -> None:
    assert split.warnings == []
    assert list(split.broken_links()) == []
    years = [address for address in split.addresses() if "agenda/" in address]
    assert years == [f"{prefix}agenda/{year}" for prefix in ("", "en/") for year in (2021, 2022, 2023)]
    assert (split.folder / "sitemap.xml").read_text(encoding="utf-8").count("/agenda/2022/</loc>") == 2


@pytest.mark.parametrize(("prefix", "title"), [("", "2022 年的议程"), ("en/", "Agenda of 2022")])
def test_a_year_is_whole_and_leads_to_its_neighbours_and_to_the_filter(
    split: BuiltSite, prefix: str, title: str
) -> None:
    page = split.page(f"{prefix}agenda/2022")
    assert page.xpath("string(//h1)").strip() == title
    assert page.xpath("string(//meta[@name='description']/@content)").count("2022") == 1
    article = split.article(f"{prefix}agenda/2022")
    rows = article.xpath(".//li[@data-item]/a/@href")
    assert rows == ["../../meetings/2022-03-01/#agenda-1", "../../meetings/2022-03-01/#agenda-2"]
    assert article.xpath(".//a[@rel='prev']/@href") == ["../2021/"]
    assert article.xpath(".//a[@rel='next']/@href") == ["../2023/"]
    assert "../?year=2022" in article.xpath(".//a/@href")
    assert article.xpath(".//a[@aria-current='page']/@href") == ["./"]
    other = "agenda/2022/" if prefix else "en/agenda/2022/"
    assert f"../../{'../' if prefix else ''}{other}" in page.xpath("//a[@data-language-link]/@href")
    crumbs = page.xpath("//nav[contains(@class, 'md-path')]//a/@href")
    assert "../" in crumbs


def test_the_index_knows_of_all_years_and_keeps_their_anchors(split: BuiltSite) -> None:
    for prefix in ("", "en/"):
        article = split.article(f"{prefix}agenda")
        assert article.xpath("string(.//*[@data-shown])") == "8"
        assert article.xpath(".//select[@name='year']/option/@value") == ["", "2023", "2022", "2021"]
        assert {f"year-{year}" for year in (2021, 2022, 2023)} <= set(article.xpath(".//@id"))
        assert article.xpath(".//nav[@class='agenda-years']//a/@href") == ["2023/", "2022/", "2021/"]
        told = json.loads((split.folder / prefix / "agenda" / "narrowing.json").read_text(encoding="utf-8"))
        assert [(year, len(items)) for year, items in told["years"]] == [(2023, 4), (2022, 2), (2021, 2)]


def test_a_page_has_one_stylesheet_of_ours_with_what_all_of_them_say(split: BuiltSite) -> None:
    links = split.page("agenda/2022").xpath("//link[@rel='stylesheet']/@href")
    assert [link for link in links if ".min." not in link] == ["../../assets/stylesheets/site.css"]
    styles = (split.folder / "assets/stylesheets/site.css").read_text(encoding="utf-8")
    sources = Path(__file__).parents[2] / "overrides/assets/stylesheets"
    assert all(source.read_text(encoding="utf-8") in styles for source in sources.glob("*.css"))


def test_a_script_of_one_page_is_on_no_other(split: BuiltSite) -> None:
    scripts = split.page("agenda").xpath("//script/@src")
    (place,) = [place for place, source in enumerate(scripts) if "agenda-filter.js" in source]
    assert "bundle" in scripts[place + 1]
    assert not split.page("agenda/2022").xpath("//script[contains(@src, 'agenda-filter.js')]")
