"""A reader among the versions of a site, published and served below a path, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from published import check_out, hosted, new_project

pytestmark = pytest.mark.browser

ITEMS = ("", "meetings/2024-01-18/", "proposals/errors/")
EVERYWHERE = (*ITEMS, "meetings/", "agenda/", "news/", "action-items/")


class Hosted(NamedTuple):
    """A folder that is served, and the address of the site in it."""

    folder: Path
    address: str


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    """A site with three dated versions, of which the last one is the latest, and ``dev``."""
    folder = tmp_path_factory.mktemp("versions")
    www = folder / "www"
    www.mkdir()
    with hosted(www) as address:
        project = new_project(folder, address)
        for version in ("2024.01", "2024.02", "dev", "2024.03"):
            project.publish(version)
        check_out(project, www / "repo")
        yield Hosted(www, address)


@pytest.fixture(scope="module")
def site(host: Hosted) -> str:
    """The address of the site."""
    return host.address


def choose_language(page: Page, name: str) -> None:
    page.locator(".md-header [aria-label='选择当前语言'], .md-header [aria-label='Select language']").hover()
    page.get_by_role("link", name=name, exact=True).click()


def choose_version(page: Page, name: str) -> None:
    # It opens by itself once it is filled.
    expect(page.locator(".version-selector [role=button]")).to_be_visible()
    page.locator(".version-selector").hover()
    page.locator(".version-selector .md-select__link", has_text=name).click()


@pytest.mark.parametrize(("version", "places"), [("2024.01", EVERYWHERE), ("latest", ITEMS), ("dev", ITEMS)])
def test_the_language_switch_stays_in_the_version_and_on_the_page(
    page: Page, site: str, version: str, places: tuple[str, ...]
) -> None:
    for place in places:
        page.goto(f"{site}{version}/{place}")
        choose_language(page, "English")
        expect(page).to_have_url(f"{site}{version}/en/{place}")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        choose_language(page, "中文")
        expect(page).to_have_url(f"{site}{version}/{place}")


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_the_version_selector_stays_in_the_language_and_on_the_page(page: Page, site: str, prefix: str) -> None:
    for place in EVERYWHERE:
        page.goto(f"{site}2024.03/{prefix}{place}")
        choose_version(page, "2024.01")
        expect(page).to_have_url(f"{site}2024.01/{prefix}{place}")
        choose_version(page, "dev")
        expect(page).to_have_url(f"{site}dev/{prefix}{place}")


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_a_page_that_another_version_lacks_leads_to_the_nearest_one_above(page: Page, site: str, prefix: str) -> None:
    page.goto(f"{site}latest/{prefix}meetings/2024-03-21/#agenda-1")
    choose_version(page, "2024.02")
    expect(page).to_have_url(f"{site}2024.02/{prefix}meetings/")
    page.goto(f"{site}2024.02/{prefix}proposals/flow/")
    choose_version(page, "2024.01")
    expect(page).to_have_url(f"{site}2024.01/{prefix}proposals/")


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_the_agenda_item_and_the_filter_are_kept(page: Page, site: str, prefix: str) -> None:
    page.goto(f"{site}2024.02/{prefix}meetings/2024-02-15/#agenda-2")
    choose_version(page, "2024.03")
    expect(page).to_have_url(f"{site}2024.03/{prefix}meetings/2024-02-15/#agenda-2")
    page.goto(f"{site}2024.02/{prefix}meetings/2024-02-15/#agenda-2")
    page.locator(".version-notice a").click()
    expect(page).to_have_url(f"{site}latest/{prefix}meetings/2024-02-15/#agenda-2")
    page.goto(f"{site}2024.02/{prefix}agenda/?presenter=ann")
    choose_version(page, "2024.03")
    expect(page).to_have_url(f"{site}2024.03/{prefix}agenda/?presenter=ann")


def test_the_selector_lists_every_version_and_marks_the_one_that_is_read(page: Page, site: str) -> None:
    page.goto(f"{site}latest/en/agenda/")
    page.locator(".version-selector").hover()
    links = page.locator(".version-selector .md-select__link")
    expect(links).to_have_text(["dev", "2024.03 · latest", "2024.02", "2024.01", "All versions"])
    expect(page.locator(".version-selector [aria-current]")).to_have_text("2024.03 · latest")
    links.last.click()
    expect(page).to_have_url(f"{site}en/versions/")
    choose_language(page, "中文")
    expect(page).to_have_url(f"{site}versions/")
    choose_version(page, "2024.02")
    expect(page).to_have_url(f"{site}2024.02/")


def test_the_selector_works_by_keyboard(page: Page, site: str) -> None:
    page.goto(f"{site}2024.03/en/agenda/")
    expect(page.locator(".version-selector .md-select__link")).to_have_count(5)
    name = page.locator(".version-selector__name")
    expect(name).to_have_attribute("aria-expanded", "false")
    name.focus()
    expect(name).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(name).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".version-selector .md-select__inner")).to_be_hidden()
    page.keyboard.press("Space")
    expect(name).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(".version-selector .md-select__link", has_text="2024.02")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}2024.02/en/agenda/")


@pytest.mark.parametrize(
    ("version", "prefix", "said"),
    [
        ("2024.01", "", "这是旧版本 2024.01，内容截至 2024 年 1 月 31 日。"),
        ("2024.01", "en/", "This is an old version, 2024.01, as of 31 January 2024."),
        ("dev", "", "这是开发中的版本 dev"),
        ("dev", "en/", "This is version dev"),
    ],
)
def test_versions_that_are_not_current_say_so_everywhere(
    page: Page, site: str, version: str, prefix: str, said: str
) -> None:
    for place in EVERYWHERE if prefix else ITEMS:
        page.goto(f"{site}{version}/{prefix}{place}")
        notice = page.get_by_role("complementary").filter(has_text=said)
        expect(notice).to_be_visible()
        assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"
        assert page.locator("link[rel=canonical]").get_attribute("href") == f"{site}latest/{prefix}{place}"
        notice.get_by_role("link").click()
        expect(page).to_have_url(f"{site}latest/{prefix}{place}")
        expect(page.locator(".version-notice")).to_have_count(0)
        assert page.locator("meta[name=robots]").count() == 0


@pytest.mark.parametrize("version", ["2024.01", "latest", "dev"])
def test_an_unknown_address_stays_in_its_version_and_speaks_both_languages(page: Page, site: str, version: str) -> None:
    answer = page.goto(f"{site}{version}/en/no/such/page/")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", name="找不到这个页面")).to_be_visible()
    expect(page.get_by_role("heading", name="Page not found")).to_be_visible()
    expect(page.locator(".version-selector .md-select__link")).to_have_count(5)
    page.locator(".not-found").get_by_role("link", name="Home", exact=True).click()
    expect(page).to_have_url(f"{site}{version}/en/")
    page.goto(f"{site}{version}/no/such/page/")
    choose_language(page, "English")
    expect(page).to_have_url(f"{site}{version}/en/")


def test_from_an_unknown_address_the_selector_leads_to_the_nearest_page(page: Page, site: str) -> None:
    page.goto(f"{site}2024.01/en/meetings/nope/")
    expect(page.locator(".version-selector [aria-current]")).to_have_text("2024.01")
    expect(page.locator(".version-selector__name")).to_have_text("2024.01")
    choose_version(page, "2024.02")
    expect(page).to_have_url(f"{site}2024.02/en/meetings/")
    page.goto(f"{site}2024.01/nope/")
    choose_version(page, "2024.02")
    expect(page).to_have_url(f"{site}2024.02/")
    page.goto(f"{site}dev/en/nope/")
    # What stands around the page is in the default language.
    choose_version(page, "全部版本")
    expect(page).to_have_url(f"{site}en/versions/")


def test_the_way_in_is_the_latest_version_in_the_language_asked_for(page: Page, site: str) -> None:
    page.goto(site)
    expect(page).to_have_url(f"{site}latest/")
    page.goto(f"{site}en/")
    expect(page).to_have_url(f"{site}latest/en/")
    page.goto(f"{site}2024.01/en/versions/")
    expect(page).to_have_url(f"{site}en/versions/")


@pytest.mark.parametrize(("version", "found"), [("2024.01", False), ("2024.02", True)])
def test_search_finds_what_the_version_knows_and_stays_in_it(page: Page, site: str, version: str, found: bool) -> None:
    page.goto(f"{site}{version}/en/")
    page.get_by_title("Search").click()
    page.get_by_role("searchbox", name="Search").fill("2024-02-15")
    if found:
        first = page.locator(".search__result").first
        expect(first).to_have_attribute("href", re.compile(f"^{re.escape(site)}{version}/en/meetings/2024-02-15/"))
    else:
        expect(page.locator("[data-search-status]")).to_contain_text("Nothing")


def test_dark_mode_holds_in_every_version(page: Page, site: str) -> None:
    page.goto(f"{site}2024.03/")
    page.locator("[data-schemes] button:visible").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    choose_version(page, "2024.01")
    expect(page).to_have_url(f"{site}2024.01/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_without_javascript_every_version_can_be_reached(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}2024.01/en/agenda/")
    page.locator(".version-selector a").click()
    expect(page).to_have_url(f"{site}en/versions/")
    page.get_by_role("link", name="2024.02", exact=True).click()
    expect(page).to_have_url(f"{site}2024.02/en/")
    page.locator(".version-notice a").click()
    expect(page).to_have_url(f"{site}latest/en/")
    context.close()


@pytest.mark.parametrize("place", ["versions/", "en/versions/", "2024.01/agenda/", "dev/en/", "404/"])
def test_nothing_is_wider_than_a_small_phone_and_nothing_fails(page: Page, site: str, place: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{site}{place}")
    expect(page.locator(".version-selector .md-select__link")).to_have_count(5)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    # The name of the site stands beside the selector uncut.
    assert page.locator(".md-header__topic .md-ellipsis").first.evaluate(
        "one => one.scrollHeight <= one.clientHeight + 1 && one.scrollWidth <= one.clientWidth + 1"
    )
    assert [one for one in said if "404" not in one or place != "404/"] == []
    assert [one for one in asked if not one.startswith(site)] == []


def test_no_link_of_any_version_leads_nowhere(host: Hosted) -> None:
    assert list(broken(host)) == []


def broken(host: Hosted) -> Iterator[str]:
    """Every link of every page that leads to no file of the site."""
    for file in sorted(host.folder.rglob("*.html")):
        here = urljoin(host.address, f"/{file.relative_to(host.folder).as_posix()}".removesuffix("index.html"))
        links: list[str] = html.fromstring(file.read_text(encoding="utf-8")).xpath("//@href | //@src")  # type: ignore[assignment]
        for link in links:
            target = urlsplit(urljoin(here, link))
            if target.netloc == urlsplit(host.address).netloc:
                path = host.folder / unquote(target.path).lstrip("/")
                if not (path / "index.html" if target.path.endswith("/") else path).is_file():
                    yield f"{here}: {link}"
