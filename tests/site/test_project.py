"""The project's own site."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from builder import PROJECT, BuiltSite, build_docs, build_site, java_path
from minutes.archive import read_archive
from samples import FIRST_EN, FOREST
from workflows import npm_package

# Each is a whole message, with the file of Material that it comes from and why it stands.
BY_MATERIAL = {
    # base.html, lines 100 and 101: the checkboxes of the drawer and of search, outside every block. Firefox keeps the
    # state of a checkbox over a reload, and would open the page with the drawer out.
    "Attribute “autocomplete” is only allowed when the input type is “color”, “date”, “datetime-local”, “email”, "
    "“hidden”, “month”, “number”, “password”, “range”, “search”, “tel”, “text”, “time”, “url”, or “week”.": (
        'class="md-toggle"'
    ),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return build_docs(PROJECT / "docs", tmp_path_factory.mktemp("site"), strict=True)


def test_builds_strictly_without_a_broken_link(project: BuiltSite) -> None:
    assert project.warnings == []
    assert list(project.broken_links()) == []


# A short run: no second compiler, no threads for garbage.
JVM = ["-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]


def invalid(*folders: Path) -> list[str]:
    """What the Nu validator calls an error in the pages below folders."""
    jar = npm_package("vnu-jar") / "build" / "dist" / "vnu.jar"
    options = ["--errors-only", "--exit-zero-always", "--skip-non-html", "--format", "json"]
    command = [java_path() or "java", *JVM, "-jar", str(jar), *options, *map(str, folders)]
    # Java reads names as the locale says.
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, encoding="utf-8")
    return [
        f"{message['url']}:{message['lastLine']}: {message['message']} {message['extract'].strip()}"
        for message in json.loads(done.stderr)["messages"]
        if BY_MATERIAL.get(message["message"], "\0") not in message["extract"]
    ]


@pytest.mark.java
def test_the_html_of_every_page_is_valid(project: BuiltSite, tmp_path: Path) -> None:
    # Of this site no page falls back on the other language, and none is broken.
    broken = FIRST_EN.replace("2023-03-01", "2023-03-29").replace("## Agenda 2", "## Agenda 5")
    forest = build_site(tmp_path, {**FOREST, "en/meetings/2023-03-29.md": broken}, strict=False)
    bad = tmp_path / "bad.html"
    bad.write_text('<!doctype html><html lang="en"><title>A</title><p><input type="checkbox" autocomplete="off">')
    found = invalid(project.folder, forest.folder, bad)
    # One that is wrong shows that the validator looks, and that what is let pass is no more than it says.
    assert [each for each in found if str(bad) not in each] == []
    assert len(found) == 1


def test_a_page_has_a_sidebar_only_where_it_shows_more_than_the_page_itself(project: BuiltSite) -> None:
    for address in ("contributing", "en/contributing", "contributing/format", "proposals/bizerror", "people"):
        page = project.page(address)
        assert page.xpath("//*[@data-md-type='navigation']/@hidden"), address
        assert page.xpath("//*[@data-md-type='navigation']//a"), "the drawer of a phone"


def test_no_page_asks_another_host_for_anything(project: BuiltSite) -> None:
    for address in project.addresses():
        sources = project.page(address).xpath(
            "//script/@src | //img/@src | //link[@rel='stylesheet' or @rel='icon']/@href"
        )
        assert not [source for source in sources if "//" in source], address


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_the_meeting_of_july_2022_is_there_whole(project: BuiltSite, prefix: str) -> None:
    article = project.article(f"{prefix}meetings/2022-07-28")
    presenters = [
        [chip.text for chip in item.xpath(".//a[contains(@class,'chip--presenter')]")]
        for item in article.xpath(".//section[@class='agenda-item']")
    ]
    assert presenters == [["@GuangmingLuo", "@skyenought"], ["@YangruiEmma"], ["@lsjbd"], ["@yiyun"], ["@GuangmingLuo"]]
    links = article.xpath(".//div[@class='agenda-item__body']//a/@href")
    for target in ("kitex/issues/511", "kitex/issues/531", "community/issues/36", "hertz/issues/61", "hertz/issues/62"):
        assert f"https://github.com/cloudwego/{target}" in links
    card = article.xpath(".//section[@class='meeting-card']/dl")[0].text_content()
    assert "33" in card


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_the_archive_of_2022_is_whole(project: BuiltSite, prefix: str) -> None:
    assert len(project.article(f"{prefix}agenda").xpath(".//li[@data-item]")) == 78
    assert len(project.article(f"{prefix}meetings").xpath(".//li[@class='card']")) == 16


def test_both_locales_name_the_source_of_every_meeting() -> None:
    archive = read_archive(PROJECT / "docs", ("zh", "en"))
    assert not archive.unplaced
    for meeting in archive.meetings:
        assert set(meeting.minutes) == {"zh", "en"}
        for minutes in meeting.minutes.values():
            source = f"https://www.cloudwego.io/zh/community/meeting_notes/{meeting.id}/"
            assert minutes.front_matter["source"] == source


def test_statuses_follow_from_the_minutes(project: BuiltSite) -> None:
    statuses = {
        proposal: project.article(f"en/proposals/{proposal}").xpath(".//dd/span[contains(@class,'status')]")[0].text
        for proposal in ("bizerror", "sentinel", "codegen")
    }
    assert statuses == {"bizerror": "released", "sentinel": "merged", "codegen": "discussed"}


def test_both_locales_hold_the_same_items_presenters_and_references(project: BuiltSite) -> None:
    def model(prefix: str) -> list[list[str]]:
        items = project.article(f"{prefix}meetings/2022-07-28").xpath(".//section[@class='agenda-item']")
        return [
            [
                item.xpath("./h2/@id")[0],
                *item.xpath(".//a[contains(@class,'chip--reference')]/@href"),
                *sorted(item.xpath(".//code/text()")),
            ]
            for item in items
        ]

    assert model("") == model("en/")
