"""What a reader does on the site, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PAGES = ["", "meetings/", "meetings/2022-07-28/", "agenda/", "proposals/", "proposals/bizerror/", "news/"]
PAGES += ["contributing/", "contributing/format/"]
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
    page.get_by_label("Proposal").select_option("bizerror")
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
    page.locator(".timeline__title a", has_text="错误处理").click()
    expect(page).to_have_url(f"{address}meetings/2022-07-28/#agenda-2")


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
