"""The page of a meeting in use: its bar, its anchors, and how it comes out on paper."""

from __future__ import annotations

import gzip
import re
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from builder import PROJECT
from settling import until

pytestmark = pytest.mark.browser

MEETING = "meetings/2022-07-28/"
AROUND = (".md-header", ".md-tabs", ".md-sidebar", ".md-footer")
UNCOVERED = """id => {
  const bar = document.querySelector("[data-item-bar]").getBoundingClientRect();
  const heading = document.getElementById(id).getBoundingClientRect();
  return heading.top >= bar.bottom && heading.bottom <= innerHeight;
}"""


def number(item: str) -> str:
    return f"[data-item-bar] a[href='#{item}']"


@pytest.mark.parametrize("width", [1280, 390])
def test_the_bar_stays_marks_the_item_and_covers_no_heading(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}{MEETING}#agenda-3")
    bar = page.locator("[data-item-bar]")
    expect(page.locator(number("agenda-3"))).to_have_attribute("aria-current", "true")
    assert page.evaluate(UNCOVERED, "agenda-3")
    box = bar.bounding_box()
    assert box
    assert (40 < box["y"] < 60, box["height"] < 48) == (True, True)
    for item in ("agenda-5", "agenda-1"):
        page.locator(number(item)).focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{address}{MEETING}#{item}")
        expect(bar.locator("[aria-current]")).to_have_attribute("href", f"#{item}")
        assert page.evaluate(UNCOVERED, item)
    page.evaluate("scrollTo(0, 0)")
    expect(bar.locator("[aria-current]")).to_have_count(0)
    bar.get_by_role("link", name=re.compile("下一次会议")).click()
    expect(page).to_have_url(f"{address}meetings/2022-08-11/")


def test_the_way_to_the_top_leaves_the_bar_and_what_was_jumped_to_in_sight(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{address}{MEETING}#agenda-4")
    page.mouse.wheel(0, -40)
    way = page.locator(".md-top")
    expect(way).to_be_visible()
    box = way.bounding_box()
    assert box
    assert box["y"] > 700
    way.click()
    until(page, "scrollY === 0")


def test_the_table_of_contents_marks_the_same_item_as_the_bar(page: Page, address: str) -> None:
    page.goto(f"{address}{MEETING}")
    page.locator(number("agenda-3")).click()
    expect(page.locator(".md-sidebar--secondary .md-nav__link--active")).to_have_attribute("href", "#agenda-3")


def test_the_bar_leads_to_the_items_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    plain = context.new_page()
    plain.goto(f"{address}en/{MEETING}")
    plain.locator(number("agenda-2")).click()
    heading = plain.locator("#agenda-2")
    expect(heading).to_be_in_viewport()
    bar, box = plain.locator("[data-item-bar]").bounding_box(), heading.bounding_box()
    assert bar
    assert box
    assert box["y"] >= bar["y"] + bar["height"]
    context.close()


@pytest.fixture
def paper(browser: Browser) -> Iterator[Page]:
    """A page as it is printed by somebody who reads in the dark."""
    context = browser.new_context(color_scheme="dark", viewport={"width": 700, "height": 900})
    page = context.new_page()
    page.emulate_media(media="print", color_scheme="dark")
    yield page
    context.close()


def test_on_paper_there_are_the_minutes_black_on_white_and_nothing_else(paper: Page, address: str) -> None:
    paper.goto(f"{address}{MEETING}")
    expect(paper.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    around = [
        ".md-header",
        ".md-tabs",
        ".md-sidebar",
        ".md-footer",
        ".item-bar",
        ".neighbours",
        ".meeting-card__source",
    ]
    for selector in around:
        expect(paper.locator(f"{selector}:visible")).to_have_count(0)
    style = (
        "element => { const { color, backgroundColor } = getComputedStyle(element); return [color, backgroundColor]; }"
    )
    assert paper.locator("h1").evaluate(style) == ["rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"]
    assert paper.locator("body").evaluate(style)[1] == "rgb(255, 255, 255)"
    expect(paper.get_by_role("link", name="Sunxy88")).to_be_visible()
    expect(paper.locator("time").first).to_have_text("2022 年 7 月 28 日 星期四")
    behind = "element => getComputedStyle(element, '::after').content"
    chip = paper.locator(".agenda-item__references .chip--issue").first
    assert chip.evaluate(behind) == "attr(href)" or "kitex/issues/511" in chip.evaluate(behind)
    whence = paper.locator(".whence")
    # The address that it was published at, whatever port serves the folder here.
    assert whence.get_attribute("data-address") == re.sub(r":\d+(?=/)", "", f"{address}{MEETING}")
    assert whence.evaluate(behind) != "none"


def test_a_meeting_page_weighs_little(address: str) -> None:
    days = [path.stem for path in (PROJECT / "docs/zh/meetings").glob("????-??-??.md")]
    pages = [f"{address}{prefix}meetings/{day}/" for day in days for prefix in ("", "en/")]
    weights = {page: len(gzip.compress(urllib.request.urlopen(page).read())) for page in pages}  # noqa: S310
    assert len(weights) == 2 * len(days) > 0
    assert max(weights.values()) <= 40_000
