"""The feeds and the calendar of whole sites: where they are, that pages lead to them, and that they lead to pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from lxml import html

from builder import BASE, SITE_URL, BuiltSite, build_site
from samples import FOREST
from subscribers import read_atom, read_calendar, read_json

LOCALES = {"zh": "", "en": "en/"}
NAMES = ["news", "meetings", "proposals", "projects/oak", "projects/elm", "proposals/retries", "proposals/metrics"]
FILES = sorted([*(f"feeds/{name}.{ending}" for name in NAMES for ending in ("atom", "json")), "meetings.ics"])


@pytest.fixture(scope="module")
def forest(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return build_site(tmp_path_factory.mktemp("forest"), FOREST)


def part(folder: Path, locale: str, version: str = "") -> BuiltSite:
    """One locale of the site, built alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MINUTES_LOCALE", locale)
        patch.setenv("MINUTES_VERSION", version)
        return build_site(folder, FOREST)


def written(site: BuiltSite, prefix: str = "") -> dict[str, bytes]:
    """The feeds and the calendar of a locale by their address below its root."""
    root = site.folder / prefix
    files = [*(root / "feeds").rglob("*.atom"), *(root / "feeds").rglob("*.json"), *root.glob("*.ics")]
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}


def told(content: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Every address that some feeds and calendars tell, with the file that does."""
    for path, data in content.items():
        if path.endswith(".ics"):
            for event in read_calendar(data)["events"]:
                yield path, event["url"]
            continue
        feed = read_json(data) if path.endswith(".json") else read_atom(data)
        if path.endswith(".json"):
            yield from ((path, feed[key]) for key in ("home_page_url", "feed_url") if key in feed)
            yield from ((path, item["url"]) for item in feed["items"])
            texts = [item["content_html"] for item in feed["items"]]
        else:
            yield from ((path, link.href) for link in feed.feed.links)
            yield from ((path, entry.link) for entry in feed.entries)
            texts = [entry.content[0].value for entry in feed.entries]
        for text in texts:
            links: Any = html.fromstring(text).xpath(".//@href | .//@src")
            yield from ((path, link) for link in links)


def test_each_locale_has_its_feeds_and_its_calendar(forest: BuiltSite) -> None:
    assert forest.warnings == []
    for locale, prefix in LOCALES.items():
        found = written(forest, prefix)
        assert sorted(found) == FILES
        for path, data in found.items():
            if path.endswith(".atom"):
                feed = read_atom(data).feed
                assert feed.language == locale
                assert feed.title.endswith("社区会议" if locale == "zh" else "community meetings")
        assert len(read_atom(found["feeds/meetings.atom"]).entries) == 2
        assert len(read_calendar(found["meetings.ics"])["events"]) == 2
    assert not (forest.folder / "en" / "en").exists()


def test_every_address_that_is_told_is_absolute_and_leads_to_a_page_and_an_anchor(forest: BuiltSite) -> None:
    # What stands in a page can be checked with all other links of the site.
    found = [address for prefix in LOCALES.values() for _, address in told(written(forest, prefix))]
    assert len(found) > 100
    assert [address for address in found if not address.startswith(("https://", "http://"))] == []
    page = forest.folder / "told.html"
    page.write_text("".join(f'<a href="{address}"></a>' for address in found), encoding="utf-8")
    try:
        assert list(forest.broken_links()) == []
    finally:
        page.unlink()


def test_entries_have_the_same_names_in_both_locales(forest: BuiltSite) -> None:
    names = [
        {
            path: [item["id"] for item in json.loads(data)["items"]]
            for path, data in written(forest, prefix).items()
            if path.endswith(".json")
        }
        for prefix in LOCALES.values()
    ]
    assert names[0] == names[1]
    assert "tag:cloudwego.io,2022:proposals/retries/2023-03-15#agenda-1" in names[0]["feeds/proposals.json"]
    assert names[0]["feeds/meetings.json"][0] == "tag:cloudwego.io,2022:meetings/2023-03-15"


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("", ["news", "meetings", "proposals", "calendar"]),
        ("feeds", ["news", "meetings", "proposals", "calendar"]),
        ("news", ["news"]),
        ("meetings", ["meetings", "calendar"]),
        ("meetings/2023-03-01", ["meetings"]),
        ("proposals", ["proposals"]),
        ("proposals/retries", ["proposals/retries"]),
        ("projects", ["projects/oak", "projects/elm"]),
        ("agenda", []),
    ],
)
def test_a_page_names_its_feeds_in_its_head_and_shows_where_to_subscribe(
    address: str, names: list[str], forest: BuiltSite
) -> None:
    for prefix in LOCALES.values():
        page = f"{prefix}{address}/".replace("//", "/").removeprefix("/")
        tree, root = forest.page(page), f"{SITE_URL}{prefix}"
        links: Any = tree.xpath("//head/link[@rel='alternate'][@type]")
        expected = [
            (media, f"{root}feeds/{name}.{ending}")
            for name in names
            for media, ending in (("application/atom+xml", "atom"), ("application/feed+json", "json"))
            if name != "calendar"
        ]
        expected += [("text/calendar", f"{root}meetings.ics")] if "calendar" in names else []
        assert [(link.get("type"), urljoin(f"{SITE_URL}{page}", link.get("href"))) for link in links] == expected
        assert all(link.get("title") for link in links)
        shown = {urljoin(f"{SITE_URL}{page}", link) for link in forest.article(page).xpath(".//a/@href")}
        if address in ("", "meetings/2023-03-01", "agenda"):
            continue
        assert {address for _, address in expected} <= shown
        assert f"{root}feeds/" in shown or address == "feeds"


def test_the_page_of_feeds_lists_every_one(forest: BuiltSite) -> None:
    for prefix in LOCALES.values():
        page = f"{SITE_URL}{prefix}feeds/"
        links: Any = forest.article(f"{prefix}feeds").xpath(".//a/@href")
        shown = {urljoin(page, link) for link in links}
        assert {f"{SITE_URL}{prefix}{path}" for path in FILES} <= shown


def test_a_locale_built_alone_has_the_same_bytes(forest: BuiltSite, tmp_path: Path) -> None:
    assert written(part(tmp_path, "zh")) == written(forest)


def test_a_version_has_its_own_addresses_and_the_same_names(forest: BuiltSite, tmp_path: Path) -> None:
    version = written(part(tmp_path, "en", "2023.03"), "en/")
    root = f"{SITE_URL}2023.03/en/"
    addresses = [address for _, address in told(version) if address.startswith(SITE_URL)]
    assert addresses
    assert [address for address in addresses if not address.startswith(root)] == []
    for path, data in written(forest, "en/").items():
        if path.endswith(".json"):
            here, there = json.loads(data), json.loads(version[path])
            # Its alias leads on to the next version: no reader may be told to stay with this one.
            assert here.pop("feed_url") == f"{SITE_URL}en/{path}"
            moved = json.dumps(here, ensure_ascii=False).replace(SITE_URL, f"{SITE_URL}2023.03/")
            assert json.loads(moved) == there
            assert [item["id"] for item in there["items"]] == [item["id"] for item in here["items"]]
    uids = [
        [event["uid"] for event in read_calendar(each["meetings.ics"])["events"]]
        for each in (version, written(forest, "en/"))
    ]
    assert uids[0] == uids[1] == ["2023-03-01@cloudwego.io", "2023-03-15@cloudwego.io"]


def test_a_site_without_minutes_has_its_feeds_and_a_wrong_authority_is_a_warning(tmp_path: Path) -> None:
    extra = {"feed_authority": "no authority", "community_site": "https://birds.example/"}
    site = build_site(tmp_path, BASE, extra=extra)
    (warning,) = site.warnings
    assert "extra.feed_authority" in warning
    assert "no authority" in warning
    for prefix in LOCALES.values():
        found = written(site, prefix)
        assert sorted(found) == [
            f"feeds/{name}" for name in sorted(f"{name}.{ending}" for name in NAMES[:3] for ending in ("atom", "json"))
        ] + ["meetings.ics"]
        assert list(told(found))
        assert read_atom(found["feeds/news.atom"]).feed.id.startswith("tag:birds.example,2024:feeds/")
