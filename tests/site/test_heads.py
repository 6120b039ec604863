"""What search engines and other sites are told of each page, and where moved addresses lead."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pyld import jsonld

import record_addresses
from builder import SITE_URL, BuiltSite, build_site
from minutes.views.cards import DESCRIPTION, TITLE
from minutes.views.fitting import columns
from samples import FIRST_EN, FOREST

HOSTILE = """\
---
title: 森林社区会议 4.12
date: 2023-04-12
---

**会议主题**：森林社区会议 4.12，线上会议

**参会人**：ada

## 议程 1：`</script><!--` "引号" & **重试** 的标题 @ada

1. 一
"""
LANGUAGES = {"zh": "", "en": "en/"}
SCHEMA = "http://schema.org/"


@pytest.fixture(scope="module")
def forest(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Meetings in both languages and in one, one of them with a title that tries to break out, and moved addresses."""
    files = {
        **FOREST,
        "en/meetings/2023-03-29.md": FIRST_EN.replace("2023-03-01", "2023-03-29"),
        "zh/meetings/2023-04-12.md": HOSTILE,
        "en/only.md": "---\ntitle: Only in English\n---\n\nA page *without* a description, with [a link](https://example.net/x).\n",
        "_data/moved.yml": "moved:\n"
        "- {from: proposals/again/, to: proposals/retries/}\n"
        '- {from: "proposals/again/#who", to: "people/#ada"}\n'
        '- {from: "people/#old-ada", to: "people/#ada"}\n'
        '- {from: "agenda/#first", to: "meetings/2023-03-01/#agenda-1"}\n',
    }
    return build_site(tmp_path_factory.mktemp("heads"), files)


def heads(site: BuiltSite) -> Iterator[tuple[str, Any]]:
    """The address and the tree of every page that does not merely lead on."""
    for address in site.addresses():
        page = site.page(address)
        if "data-moved-to" not in page.attrib:
            yield address, page


def meta(page: Any, name: str) -> list[str]:
    found: list[str] = page.xpath(f"//head/meta[@name='{name}' or @property='{name}']/@content")
    return found


def linked_data(page: Any) -> dict[str, Any]:
    """The documents of a page by the kind of thing that each is about; a graph by that of its first thing."""
    documents = [json.loads(text) for text in page.xpath("//script[@type='application/ld+json']/text()")]
    return {one.get("@type") or one["@graph"][0]["@type"]: one for one in documents}


def test_the_site_is_sound(forest: BuiltSite) -> None:
    assert forest.warnings == []
    assert list(forest.broken_links()) == []


def test_every_page_has_a_title_and_a_description_of_its_own_without_marks(forest: BuiltSite) -> None:
    titles, descriptions = Counter[str](), Counter[str]()
    for address, page in heads(forest):
        (title,) = page.xpath("//head/title/text()")
        (description,) = meta(page, "description")
        assert 0 < columns(title) <= TITLE, address
        assert 0 < columns(description) <= DESCRIPTION, address
        assert not re.search(r"`|\*\*|\]\(|<[a-z]|&[a-z]+;", title + description.replace("</script><!--", "")), address
        assert meta(page, "og:title") == [title]
        assert meta(page, "og:description") == [description]
        titles[title] += 1
        descriptions[description] += 1
    assert [text for text, n in (titles + descriptions).items() if n > 1] == []


@pytest.mark.parametrize(
    ("address", "title", "description"),
    [
        (
            "meetings/2023-03-01",
            "2023-03-01 会议：Oak 重试方案",
            "2023-03-01，2 项议程：Oak 重试方案；闲聊。主讲：ada、Lin Wei。",
        ),
        (
            "en/meetings/2023-03-01",
            "Meeting of 2023-03-01: Retries in Oak",
            "2023-03-01, 2 agenda items: Retries in Oak; Small talk. Presented by ada, Lin Wei.",
        ),
        (
            "en/meetings/2023-03-15",
            "Meeting of 2023-03-15: 重试策略落地",
            "2023-03-15, 1 agenda item: 重试策略落地. Presented by ada.",
        ),
        (
            "proposals/retries",
            "重试策略 - 设计提案",
            "失败后如何重试。状态：已发布（Oak v1.3.0）。讨论过 3 次，最近一次在 2023-03-29。",
        ),
        (
            "en/proposals/retries",
            "Retry policy - design proposal",
            "How to retry after a failure. Status: released (Oak v1.3.0). Discussed 3 times, last on 2023-03-29.",
        ),
        ("only", "Only in English - CloudWeGo 社区会议", "English：A page without a description, with a link."),
        ("en/only", "Only in English - CloudWeGo community meetings", "A page without a description, with a link."),
    ],
)
def test_titles_and_descriptions_say_what_is_on_the_page(
    forest: BuiltSite, address: str, title: str, description: str
) -> None:
    page = forest.page(address)
    assert page.xpath("//head/title/text()") == [title]
    assert meta(page, "description") == [description]


@pytest.mark.parametrize(
    ("address", "begins"),
    [
        ("", "4 次会议、6 项议程、2 份提案。最近一次会议（2023-04-12）："),
        ("en", "4 meetings, 6 agenda items and 2 proposals. Latest meeting (2023-04-12): "),
        ("agenda", "4 次会议的 6 项议程，2023-03-01 至 2023-04-12，可按"),
        ("en/meetings", "4 meetings with 6 agenda items, 2023-03-01 to 2023-04-12."),
        ("en/proposals", "2 proposals: 1 proposed, 1 released."),
        ("en/news", "2 releases; the latest of each project: Oak v1.3.0."),
        ("en/people", "2 presenters, among them ada, Lin Wei."),
        ("projects", "2 个项目：Oak、Elm。"),
        ("en/translations", "4 of 6 agenda items can be read in up-to-date English."),
    ],
)
def test_an_index_says_how_much_it_holds(forest: BuiltSite, address: str, begins: str) -> None:
    (description,) = meta(forest.page(address), "description")
    assert description.startswith(begins)


def test_open_graph_is_complete_in_both_languages(forest: BuiltSite) -> None:
    for address, page in heads(forest):
        english = address == "en" or address.startswith("en/")
        here, other = ("en_US", "zh_CN") if english else ("zh_CN", "en_US")
        url = f"{SITE_URL}{address}/" if address else SITE_URL
        assert meta(page, "og:url") == page.xpath("//link[@rel='canonical']/@href") == [url]
        assert (meta(page, "og:locale"), meta(page, "og:locale:alternate")) == ([here], [other]), address
        assert meta(page, "twitter:card") == ["summary"]
        name = meta(page, "og:site_name")
        assert len(name) == 1
        about_a_meeting = re.search(r"(?:^|/)meetings/(.+)", address)
        assert meta(page, "og:type") == ["article" if about_a_meeting else "website"]
        assert meta(page, "article:published_time") == ([about_a_meeting[1]] if about_a_meeting else [])
        (image,) = meta(page, "og:image")
        file = forest.folder / image.removeprefix(SITE_URL)
        width, height = (int(meta(page, f"og:image:{side}")[0]) for side in ("width", "height"))
        assert file.read_bytes()[16:24] == width.to_bytes(4, "big") + height.to_bytes(4, "big")
        assert name[0] in meta(page, "og:image:alt")[0]


def test_languages_refer_to_each_other_and_to_one_for_everybody_else(forest: BuiltSite) -> None:
    links: dict[str, dict[str, str]] = {}
    for _, page in heads(forest):
        (canonical,) = page.xpath("//link[@rel='canonical']/@href")
        alternates = page.xpath("//head/link[@rel='alternate'][@hreflang]")
        links[canonical] = {link.get("hreflang"): link.get("href") for link in alternates}
    for canonical, alternates in links.items():
        assert canonical in (alternates["zh"], alternates["en"])
        assert alternates["x-default"] == alternates["zh"]
        for language in LANGUAGES:
            assert links[alternates[language]] == alternates, canonical


def test_the_sitemap_says_the_same_and_names_no_page_that_leads_on(forest: BuiltSite) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    tree = etree.fromstring((forest.folder / "sitemap.xml").read_bytes())
    locations = {url.findtext("s:loc", namespaces=names): url for url in tree.findall("s:url", names)}
    assert set(locations) == {f"{SITE_URL}{address}/" if address else SITE_URL for address, _ in heads(forest)}
    for location, url in locations.items():
        page = forest.page(str(location).removeprefix(SITE_URL))
        in_page = {link.get("hreflang"): link.get("href") for link in page.xpath("//head/link[@hreflang]")}
        assert {link.get("hreflang"): link.get("href") for link in url.findall("x:link", names)} == in_page
    assert "lastmod" not in (forest.folder / "sitemap.xml").read_text(encoding="utf-8")
    robots = (forest.folder / "robots.txt").read_text(encoding="utf-8")
    assert robots.splitlines()[-1] == f"Sitemap: {SITE_URL}sitemap.xml"


# Linked data. PyLD expands it with the terms of schema.org that the package rocrate brings, and what schema.org itself
# says of each term (domain, range) decides whether it may stand where it stands.


@pytest.fixture(scope="module")
def vocabulary() -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The terms as a context, and the definition of each."""
    folder = resources.files("rocrate").joinpath("data")
    context, definitions = (
        json.loads(folder.joinpath(name).read_text(encoding="utf-8")) for name in ("ro-crate.jsonld", "schema.jsonld")
    )
    return context, {node["@id"].replace("schema:", SCHEMA): node for node in definitions["@graph"]}


def ids(node: Mapping[str, Any], key: str) -> set[str]:
    """What a definition names under a key."""
    found = node.get(key, [])
    return {one["@id"].replace("schema:", SCHEMA) for one in (found if isinstance(found, list) else [found])}


def kinds(kind: str, definitions: Mapping[str, Any]) -> set[str]:
    """A kind of thing and all that it is a special case of."""
    return {kind}.union(*(kinds(above, definitions) for above in ids(definitions.get(kind, {}), "rdfs:subClassOf")))


def check_node(node: Mapping[str, Any], definitions: Mapping[str, Any]) -> None:
    """Every property of an expanded node is one of its kind, and each thing in it of a kind that belongs there."""
    (kind,) = node["@type"]
    assert definitions[kind]["@type"] == "rdfs:Class"
    mine = kinds(kind, definitions)
    for name, values in node.items():
        if name.startswith("@"):
            continue
        definition = definitions[name]
        assert ids(definition, "schema:domainIncludes") & mine, f"{name} of {kind}"
        for value in values:
            if "@type" in value and "@value" not in value:
                (inner,) = value["@type"]
                assert ids(definition, "schema:rangeIncludes") & kinds(inner, definitions), f"{inner} as {name}"
                check_node(value, definitions)


def names_in(node: Any) -> set[str]:
    """Every property that a document names."""
    if isinstance(node, list):
        return set[str]().union(*map(names_in, node))
    if isinstance(node, dict):
        return {key for key in node if not key.startswith("@")}.union(*(names_in(value) for value in node.values()))
    return set()


def test_linked_data_is_schema_orgs(forest: BuiltSite, vocabulary: tuple[Mapping[str, Any], Mapping[str, Any]]) -> None:
    context, definitions = vocabulary

    def load(url: str, _: object) -> dict[str, object]:
        assert url == "https://schema.org"
        return {"contextUrl": None, "documentUrl": url, "document": context}

    found = Counter[str]()
    for address, page in heads(forest):
        for kind, document in linked_data(page).items():
            expanded = jsonld.expand(document, {"documentLoader": load, "base": SITE_URL})
            nodes = [node for one in expanded for node in one.get("@graph", [one])]
            assert nodes, address
            for node in nodes:
                check_node(node, definitions)
            # A name that is no term is left out when a document is expanded.
            assert {f"{SCHEMA}{name}" for name in names_in(document)} <= names_in(expanded), address
            found[kind] += 1
    pages = sum(1 for _ in heads(forest))
    assert found == {"WebSite": 2, "BreadcrumbList": pages - 2, "Event": 8, "NewsArticle": 2}


def test_a_meeting_is_an_event_with_what_its_minutes_say(forest: BuiltSite) -> None:
    data = linked_data(forest.page("en/meetings/2023-03-01"))["Event"]
    organizer = {"@type": "Organization", "name": "CloudWeGo", "url": "https://www.cloudwego.io/"}
    assert data == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Forest Community Meeting 3.1",
        "description": "2023-03-01, 2 agenda items: Retries in Oak; Small talk. Presented by ada, Lin Wei.",
        "startDate": "2023-03-01",
        "eventStatus": "https://schema.org/EventScheduled",
        "url": f"{SITE_URL}en/meetings/2023-03-01/",
        "inLanguage": "en",
        "organizer": organizer,
        "performer": [
            {"@type": "Person", "name": "ada", "url": f"{SITE_URL}en/people/#ada"},
            {"@type": "Person", "name": "Lin Wei", "url": f"{SITE_URL}en/people/#lin-wei"},
        ],
        "image": f"{SITE_URL}assets/images/share.png",
    }
    online = linked_data(forest.page("meetings/2023-04-12"))["Event"]
    assert online["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert linked_data(forest.page("en/meetings/2023-03-15"))["Event"]["inLanguage"] == "zh"


def test_each_release_is_an_article_with_what_google_asks_for(forest: BuiltSite) -> None:
    articles = linked_data(forest.page("news"))["NewsArticle"]["@graph"]
    assert [one["headline"] for one in articles] == ["Oak v1.3.0", "Oak v1.2.0"]
    for article in articles:
        assert article.keys() >= {"headline", "datePublished", "author", "image", "url", "inLanguage"}
        anchor = article["url"].partition("#")[2]
        assert forest.page("news").xpath(f"//*[@id='{anchor}']")


def test_the_way_to_a_page_begins_at_home_and_ends_there(forest: BuiltSite) -> None:
    for address, page in heads(forest):
        if address in ("", "en"):
            continue
        trail = linked_data(page)["BreadcrumbList"]["itemListElement"]
        assert [entry["position"] for entry in trail] == list(range(1, len(trail) + 1))
        urls = [entry["item"] for entry in trail]
        assert urls[0] == (f"{SITE_URL}en/" if address.startswith("en/") else SITE_URL)
        assert urls[-1] == f"{SITE_URL}{address}/"
        assert all(entry["name"] and not re.search(r"<[a-z]", entry["name"]) for entry in trail)
        if re.search(r"(^|/)(meetings|proposals)/", address):
            assert urls[1] == f"{SITE_URL}{address.rpartition('/')[0]}/"


def test_a_title_cannot_break_out_of_where_it_stands(forest: BuiltSite) -> None:
    for address in ("meetings/2023-04-12", "en/meetings/2023-04-12", "agenda", ""):
        text, page = forest.text(address), forest.page(address)
        assert "<!--" not in "".join(re.findall(r"<script type=\"application/ld\+json\">(.*?)</script>", text))
        assert linked_data(page)
        assert len(page.xpath("//head/meta[@property='og:url']")) == 1
    event = linked_data(forest.page("meetings/2023-04-12"))["Event"]
    assert '</script><!-- "引号" & 重试 的标题' in event["description"]


# Addresses that have moved.


@pytest.mark.parametrize("prefix", LANGUAGES.values())
def test_an_old_page_leads_on_in_its_language(forest: BuiltSite, prefix: str) -> None:
    page = forest.page(f"{prefix}proposals/again")
    assert page.get("lang") == ("en" if prefix else "zh")
    assert page.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=../retries/"]
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{SITE_URL}{prefix}proposals/retries/"]
    assert meta(page, "robots") == ["noindex"]
    words = "Go to its new address" if prefix else "前往新地址"
    assert [(a.text, a.get("href")) for a in page.xpath("//main//p/a")] == [(words, "../retries/")]
    assert page.xpath("//a[@id='who']/@href") == ["../../people/#ada"]


@pytest.mark.parametrize("prefix", LANGUAGES.values())
def test_an_old_anchor_is_a_second_name_or_says_where_to_go(forest: BuiltSite, prefix: str) -> None:
    people = forest.page(f"{prefix}people")
    assert people.xpath("//*[@id='ada']//*[@id='old-ada']")
    assert forest.page(f"{prefix}agenda").xpath("//a[@id='first']/@href") == ["../meetings/2023-03-01/#agenda-1"]


@pytest.fixture
def docs(forest: BuiltSite, tmp_path: Path) -> Path:
    """The docs folder with the ledger of the site as built."""
    assert record_addresses.main([str(forest.folder), "--docs", str(tmp_path), "--lang", "en"]) == 0
    (tmp_path / "_data/moved.yml").write_bytes((forest.folder.parent / "docs/_data/moved.yml").read_bytes())
    return tmp_path


def test_the_ledger_holds_what_has_to_last(forest: BuiltSite, docs: Path) -> None:
    ledger = (docs / "_data/addresses.txt").read_text(encoding="utf-8").splitlines()
    entries = [line for line in ledger if not line.startswith("#")]
    assert entries == sorted(set(entries))
    assert {"/", "/en/", "/people/#ada", "/en/meetings/2023-03-29/#agenda-2", "/api/v1/agenda.json"} <= set(entries)
    assert {"/news/#oak-v1.3.0", "/translations/#2023-03-15", "/api/v1/schema/agenda.schema.json"} <= set(entries)
    assert not [one for one in entries if "again" in one or "old-ada" in one or "__" in one or "/#By" in one]
    pages = {f"/{address}/" if address else "/" for address, _ in heads(forest)}
    assert pages <= set(entries)


def test_the_check_says_what_is_gone_and_where_and_what_to_write(
    forest: BuiltSite, docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = docs / "_data/addresses.txt"
    more = ["/en/people/#adaa", "/people/#old-ada", "/proposals/again/", "/proposals/again/#history", "/gone/"]
    text = ledger.read_text(encoding="utf-8") + "".join(f"{each}\n" for each in more)
    ledger.write_text(text, encoding="utf-8")
    line = text.count("\n") - len(more)
    command = [str(forest.folder), "--docs", str(docs), "--check"]
    assert record_addresses.main([*command, "--lang", "en"]) == 1
    said = capsys.readouterr().out
    assert f"addresses.txt:{line + 1}:1: error ADR001 [address-gone] The published address /en/people/#adaa" in said
    assert '- {from: "/en/people/#adaa", to: "/en/people/#ada"}' in said
    assert f"addresses.txt:{line + 5}:1: error ADR001 [address-gone] The published address /gone/" in said
    assert said.count("ADR001") == 2
    assert record_addresses.main([*command, "--lang", "zh"]) == 1
    assert "站点上不再有已发布的地址 /gone/" in capsys.readouterr().out
    assert record_addresses.main([*command[:-1], "--lang", "en"]) == 1
    assert ledger.read_text(encoding="utf-8") == text, "nothing is taken away, whatever is gone"


def test_a_site_without_a_ledger_has_nothing_to_check(
    forest: BuiltSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert record_addresses.main([str(forest.folder), "--docs", str(tmp_path), "--check", "--lang", "en"]) == 0
    assert "There is no" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    assert record_addresses.main([str(tmp_path), "--docs", str(tmp_path), "--check", "--lang", "en"]) == 2
    assert "make build" in capsys.readouterr().err


def test_as_of_a_day_nothing_leads_to_what_came_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moved = (
        "moved:\n- {from: meetings/ides/, to: meetings/2023-03-15/}\n"
        '- {from: "agenda/#ides", to: "meetings/2023-03-15/#agenda-1"}\n'
        "- {from: meetings/kalends/, to: meetings/2023-03-01/}\n"
    )
    monkeypatch.setenv("MINUTES_AS_OF", "2023-03-01")
    site = build_site(tmp_path, {**FOREST, "_data/moved.yml": moved})
    assert site.warnings == []
    assert list(site.broken_links()) == []
    assert {"meetings/kalends", "en/meetings/kalends"} <= set(site.addresses())
    assert not [file for file in site.folder.rglob("*.html") if "ides" in file.as_posix() + file.read_text("utf-8")]


def test_a_page_that_goes_is_missed_until_it_says_where_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The whole way: built and recorded, then renamed, then told where it went."""

    def check(files: Mapping[str, str | bytes]) -> str:
        site = build_site(tmp_path, files, strict=False)
        record_addresses.main([str(site.folder), "--docs", str(tmp_path / "docs"), "--lang", "en"])
        return "".join(capsys.readouterr())

    files: dict[str, str | bytes] = {**FOREST, "zh/guide.md": "# 指南\n", "en/guide.md": "# Guide\n"}
    assert "addresses recorded" in check(files)
    ledger = (tmp_path / "docs/_data/addresses.txt").read_text(encoding="utf-8")
    for locale in LANGUAGES:
        (tmp_path / f"docs/{locale}/guide.md").unlink()
    people = str(FOREST["_data/people.yml"]).replace("id: lin-wei", "id: lin")
    proposals = str(FOREST["_data/proposals.yml"]).replace("lin-wei", "lin")
    files = {**FOREST, "zh/handbook.md": "# 手册\n", "en/handbook.md": "# Handbook\n"}
    files |= {"_data/people.yml": people, "_data/proposals.yml": proposals}
    said = check(files)
    lines = {line: number for number, line in enumerate(ledger.splitlines(), start=1)}
    for gone in ("/guide/", "/en/guide/", "/people/#lin-wei", "/en/people/#lin-wei"):
        assert f"addresses.txt:{lines[gone]}:1: error ADR001" in said
    assert said.count("ADR001") == 4
    moved = 'moved:\n- {from: guide/, to: handbook/}\n- {from: "people/#lin-wei", to: "people/#lin"}\n'
    assert "ADR001" not in check({**files, "_data/moved.yml": moved})
    wrong = moved.replace("to: handbook/", "to: handbok/").replace("guide/", "agenda/")
    said = check({**files, "_data/moved.yml": wrong})
    assert "moved.yml:2:10: error ADR106 [move-source-exists]" in said
    assert "moved.yml:2:23: error ADR105 [move-target-unknown]" in said
    assert "such as /handbook/" in said
