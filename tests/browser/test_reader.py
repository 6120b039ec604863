"""What a reader does on the site, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PAGES = ["", "meetings/", "meetings/2022-07-28/", "agenda/", "proposals/", "proposals/bizerror/", "news/"]
PAGES += ["people/", "projects/", "programmes/", "action-items/", "translations/", "proposals/codegen/"]
PAGES += ["contributing/", "contributing/format/", "contributing/data/"]
BOTH = [f"{prefix}{page}" for prefix in ("", "en/") for page in PAGES]


def test_the_language_switch_keeps_the_agenda_item(page: Page, address: str) -> None:
    page.goto(f"{address}meetings/2022-07-28/#agenda-2")
    page.get_by_label("选择当前语言").hover()
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(f"{address}en/meetings/2022-07-28/#agenda-2")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_label("Select language").hover()
    page.get_by_role("link", name="中文").click()
    expect(page).to_have_url(f"{address}meetings/2022-07-28/#agenda-2")


def test_the_agenda_is_narrowed_and_the_filter_can_be_shared(page: Page, browser: Browser, address: str) -> None:
    page.goto(f"{address}agenda/")
    entries = page.locator("[data-item]:visible")
    everything = entries.count()
    page.get_by_label("主讲人").select_option("lsjbd")
    expect(entries).to_have_count(1)
    expect(page.locator("[data-shown]")).to_have_text("1")
    expect(page).to_have_url(f"{address}agenda/?presenter=lsjbd")
    shared = browser.new_context().new_page()
    shared.goto(page.url)
    expect(shared.locator("[data-item]:visible")).to_have_count(1)
    page.get_by_label("选择当前语言").hover()
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(f"{address}en/agenda/?presenter=lsjbd")
    expect(entries).to_have_count(1)
    page.get_by_role("combobox", name=re.compile("^Proposal")).select_option("bizerror")
    expect(entries).to_have_count(0)
    expect(page.get_by_text("No agenda item matches")).to_be_visible()
    page.get_by_role("button", name="Clear filters").click()
    expect(entries).to_have_count(everything)


def test_an_item_leads_to_its_meeting_its_proposal_and_back(page: Page, address: str) -> None:
    page.goto(f"{address}agenda/")
    page.locator(".agenda-entry__title", has_text="错误处理").click()
    expect(page).to_have_url(f"{address}meetings/2022-07-28/#agenda-2")
    page.locator(".agenda-item", has=page.locator("#agenda-2")).locator(".chip--proposal").click()
    expect(page).to_have_url(f"{address}proposals/bizerror/")
    page.locator(".story__title a", has_text="错误处理").click()
    expect(page).to_have_url(f"{address}meetings/2022-07-28/#agenda-2")


# What the geometry promises by estimated widths, in the fonts of a browser.
OVERLAPS = """() => [...document.querySelectorAll('.life svg')].flatMap(svg => {
  const boxes = [...svg.querySelectorAll('text')].filter(text => text.getClientRects().length)
    .map(text => ({ words: text.textContent, ...text.getBoundingClientRect().toJSON() }));
  return boxes.flatMap((a, i) => boxes.slice(i + 1)
    .filter(b => Math.min(a.right, b.right) > Math.max(a.left, b.left) + 0.5)
    .filter(b => Math.min(a.bottom, b.bottom) > Math.max(a.top, b.top) + 3)
    .map(b => `${a.words} / ${b.words}`));
})"""


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("proposal", ["bizerror", "codegen", "source-reading", "unit-tests"])
def test_a_life_fits_and_no_words_of_it_overlap(page: Page, address: str, proposal: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for prefix in ("", "en/"):
        page.goto(f"{address}{prefix}proposals/{proposal}/")
        expect(page.locator(".life svg:visible")).to_have_count(1)
        assert page.evaluate(OVERLAPS) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 1280])
def test_a_year_at_a_glance_has_room_for_a_finger_and_no_words_on_top_of_others(
    page: Page, address: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for path in ("", "en/", "en/meetings/", "proposals/", "en/proposals/"):
        page.goto(f"{address}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(OVERLAPS.replace(".life svg", ".glance svg")) == []
        targets = page.locator(".glance .drawing__target").evaluate_all(
            "marks => marks.map(mark => mark.getBoundingClientRect()).map(box => Math.min(box.width, box.height))"
        )
        assert all(size > 23.9 for size in targets)
    page.goto(address)
    mark = page.locator(".glance a").last
    mark.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}meetings/2022-11-03/")


def test_a_mark_is_reached_by_keyboard_and_leads_to_its_item(page: Page, address: str) -> None:
    page.goto(f"{address}en/proposals/bizerror/")
    marks = page.locator(".life svg:visible").get_by_role("list").get_by_role("link")
    expect(marks).to_have_count(2)
    marks.first.focus()
    page.keyboard.press("Tab")
    expect(marks.last).to_be_focused()
    expect(marks.last).to_have_accessible_name(re.compile("3 November 2022 · released · Agenda 2"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}en/meetings/2022-11-03/#agenda-2")


def test_a_long_discussion_unfolds_in_place_of_its_first_words(page: Page, address: str) -> None:
    page.goto(f"{address}en/proposals/bizerror/")
    entry = page.locator(".story__entry").first
    expect(entry.locator(".discussion__excerpt")).to_be_visible()
    expect(entry.locator(".agenda-item__body")).to_be_hidden()
    entry.locator("summary").click()
    expect(entry.locator(".discussion__excerpt")).to_be_hidden()
    expect(entry.locator(".agenda-item__body")).to_be_visible()


def test_the_whole_agenda_is_there_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{address}agenda/")
    assert plain.locator("[data-item]:visible").count() == plain.locator("[data-item]").count() > 0
    expect(plain.locator("[data-filters]")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("path", BOTH)
def test_a_page_asks_no_other_host_and_has_no_error(page: Page, address: str, path: str) -> None:
    foreign: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: None if request.url.startswith(address) else foreign.append(request.url))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{address}{path}")
    page.wait_for_load_state("networkidle")
    assert foreign == []
    assert errors == []


@pytest.mark.parametrize("path", BOTH)
def test_a_page_fits_a_phone(phone: Page, address: str, path: str) -> None:
    phone.goto(f"{address}{path}")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_dark_mode_is_kept(page: Page, address: str) -> None:
    page.goto(address)
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    page.locator("label.md-header__button[for^='__palette']:visible").click()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(f"{address}en/agenda/")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")


def test_the_phone_menu_leads_to_the_meetings(phone: Page, address: str) -> None:
    phone.goto(f"{address}en/")
    phone.locator("label.md-header__button[for='__drawer']").click()
    phone.locator(".md-nav--primary").get_by_role("link", name="Meetings", exact=True).click()
    expect(phone).to_have_url(re.compile(r"/en/meetings/$"))
