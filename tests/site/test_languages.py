"""Two languages: the same page in the other one, and what happens where a translation is missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from mkdocs.exceptions import Abort

from builder import SITE_URL, BuiltSite, build_site
from minutes.parser import parse_minutes
from minutes.translations import digests
from samples import FIRST_EN, FOREST


@pytest.fixture(scope="module")
def forest(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Three meetings: in both languages, in Chinese only, in English only."""
    files = {**FOREST, "en/meetings/2023-03-29.md": FIRST_EN.replace("2023-03-01", "2023-03-29")}
    return build_site(tmp_path_factory.mktemp("languages"), files)


def test_a_meeting_in_one_language_is_on_the_site_in_both(forest: BuiltSite) -> None:
    for prefix in ("", "en/"):
        assert "2023-03-15" in forest.text(f"{prefix}meetings")
        assert "2023-03-29" in forest.text(f"{prefix}meetings")
    assert list(forest.broken_links()) == []


@pytest.mark.parametrize(
    ("address", "page_lang", "text_lang", "note"),
    [
        ("en/meetings/2023-03-15", "en", "zh", "These minutes have not been translated into English yet"),
        ("meetings/2023-03-29", "zh", "en", "这次会议的纪要还没有译成中文"),
    ],
)
def test_a_missing_translation_falls_back_with_a_note_and_the_right_lang(
    forest: BuiltSite, address: str, page_lang: str, text_lang: str, note: str
) -> None:
    page, article = forest.page(address), forest.article(address)
    assert page.get("lang") == page_lang
    assert note in article.text_content()
    assert article.xpath(".//h1/@lang") == [text_lang]
    assert article.xpath(".//div[@class='agenda-item__body']/@lang") == [text_lang] * len(
        article.xpath(".//div[@class='agenda-item__body']")
    )


def test_a_translated_page_carries_no_note_and_no_foreign_lang(forest: BuiltSite) -> None:
    article = forest.article("en/meetings/2023-03-01")
    assert "have not been translated" not in article.text_content()
    assert article.xpath(".//@lang") == []


def test_switcher_and_hreflang_lead_to_the_same_page(forest: BuiltSite) -> None:
    for address in forest.addresses():
        bare = address.removeprefix("en").lstrip("/")
        path = f"{bare}/" if bare else ""
        page = forest.page(address)
        expected = {"zh": f"{SITE_URL}{path}", "en": f"{SITE_URL}en/{path}"}
        for_others = {"x-default": expected["zh"]}
        links = {
            link.get("hreflang"): link.get("href") for link in page.xpath("//head/link[@rel='alternate'][@hreflang]")
        }
        assert links == expected | for_others, address
        page.make_links_absolute(f"{SITE_URL}{address}/" if address else SITE_URL)
        switch = {link.get("hreflang"): link.get("href") for link in page.xpath("//a[@data-language-link]")}
        assert switch == expected, address
        assert page.xpath("//link[@rel='canonical']/@href") == [expected["en" if address.startswith("en") else "zh"]]


def test_sitemap_names_every_page_once_with_its_alternates(forest: BuiltSite) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    tree = etree.fromstring((forest.folder / "sitemap.xml").read_bytes())
    locations = [url.findtext("s:loc", namespaces=names) for url in tree.findall("s:url", names)]
    assert sorted(str(location) for location in locations) == sorted(
        f"{SITE_URL}{address}/" if address else SITE_URL for address in forest.addresses()
    )
    for url in tree.findall("s:url", names):
        location = str(url.findtext("s:loc", namespaces=names))
        bare = location.removeprefix(SITE_URL).removeprefix("en/")
        links = {link.get("hreflang"): link.get("href") for link in url.findall("x:link", names)}
        here = f"{SITE_URL}{bare}"
        assert links == {"zh": here, "en": f"{SITE_URL}en/{bare}", "x-default": here}


def test_the_page_for_unknown_addresses_speaks_both_languages(forest: BuiltSite) -> None:
    text = (forest.folder / "404.html").read_text(encoding="utf-8")
    assert "找不到这个页面" in text
    assert "Page not found" in text
    # What stands around it is in the default one.
    assert '<html lang="zh"' in text
    assert '<a class="search-open" href="/search/"' in text


def test_an_item_says_that_its_translation_is_behind_or_missing(tmp_path: Path) -> None:
    zh = "---\ndate: 2023-04-12\n---\n\n## 议程 1：甲\n\n1. 改过\n\n## 议程 2：乙\n\n1. 二\n"
    en = zh.partition("## 议程 2")[0].replace("## 议程 1：甲\n\n1. 改过", "## Agenda 1: A\n\n1. one")
    (source,) = parse_minutes(zh.replace("改过", "一"), "2023-04-12.md", "zh").items[:1]
    then = digests(parse_minutes(zh.replace("改过", "一"), "2023-04-12.md", "zh"))[source.anchor]
    here = parse_minutes(en, "2023-04-12.md", "en")
    record = f"translation: {{agenda-1: {then}-{digests(here)[here.items[0].anchor]}}}"
    files = {"zh/meetings/2023-04-12.md": zh, "en/meetings/2023-04-12.md": en.replace("-12\n", f"-12\n{record}\n", 1)}
    site = build_site(tmp_path, {**FOREST, **files}, strict=False)
    notes = site.article("en/meetings/2023-04-12").xpath("//p[@class='agenda-item__note']")
    assert [note.text_content().split(".")[0] for note in notes] == [
        "The source of this item has changed since it was translated",
        "This item has not been translated into English yet; what follows is the original",
    ]
    assert not site.article("meetings/2023-04-12").xpath("//p[@class='agenda-item__note']")


def test_a_page_that_only_the_other_language_has_stands_in_both(tmp_path: Path) -> None:
    registry = FOREST["_data/proposals.yml"]
    assert isinstance(registry, str)
    files = {
        **FOREST,
        "_data/proposals.yml": f"{registry}  - {{id: lonely, title: {{en: A lonely proposal}}, aliases: [lonely]}}\n",
        "en/proposals/lonely.md": "Only in English.\n\n<!-- view: proposal-dossier -->\n",
    }
    site = build_site(tmp_path, files)
    assert site.warnings == []
    assert list(site.broken_links()) == []
    for address, other in (("proposals/lonely", "../../en/"), ("en/proposals/lonely", "../../../")):
        assert "Only in English." in site.article(address).text_content()
        links = site.page(address).xpath("//a[@data-language-link]/@href")
        assert set(links) == {"./", f"{other}proposals/lonely/"}
    assert "依据" in site.article("proposals/lonely").text_content()
    (link,) = site.article("proposals").xpath(".//p[@class='proposal-entry__title']/a[contains(., 'lonely')]")
    assert link.get("lang") == "en"


def test_addresses_without_folders_are_refused_in_words(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Abort):
        build_site(tmp_path, FOREST, use_directory_urls=False)
    assert "use_directory_urls: false" in caplog.text
