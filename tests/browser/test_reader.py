"""What a reader does on the site, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from settling import settle

pytestmark = pytest.mark.browser


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


def test_no_page_asks_another_host_or_has_an_error(browser: Browser, address: str, kinds: list[str]) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wrong: list[str] = []
    page.on("request", lambda request: None if request.url.startswith(address) else wrong.append(request.url))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    for kind in kinds:
        page.goto(f"{address}{kind}")
        page.evaluate(
            """() => {
              for (const fold of document.querySelectorAll('details')) fold.open = true;
              scrollTo(0, document.body.scrollHeight);
            }"""
        )
        for menu in page.locator(".md-header .md-select").all():
            menu.hover()
        page.locator("[data-search-open]").focus()
        wrong += [f"on {kind}"] if wrong and not wrong[-1].startswith("on ") else []
    # What the last page does late; the others had the time of those that came after.
    settle(page)
    context.close()
    assert wrong == []


# What a reader can read and follow: headings, paragraphs, entries and links that show.
READABLE = """() => [...document.querySelectorAll('article :is(h1, h2, h3, h4, p, li, dt, dd, td, a[href])')]
  .filter(each => each.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && !each.closest('form') && !each.matches('.headerlink'))
  .map(each => [each.localName, each.getAttribute('href'), each.textContent.trim().replace(/\\s+/g, ' ')].join(' '))"""


def test_without_javascript_everything_can_be_read_and_every_link_works(
    browser: Browser, address: str, kinds: list[str]
) -> None:
    contexts = [browser.new_context(java_script_enabled=scripts) for scripts in (False, True)]
    plain, full = (context.new_page() for context in contexts)
    for kind in kinds:
        for page in (plain, full):
            page.goto(f"{address}{kind}")
        read = set(plain.evaluate(READABLE))
        assert read, kind
        assert not set(full.evaluate(READABLE)) - read, kind
    plain.goto(f"{address}en/proposals/codegen/")
    plain.locator("details.discussion summary").first.click()
    expect(plain.locator("details.discussion .agenda-item__body").first).to_be_visible()
    plain.locator(".md-tabs").get_by_role("link", name="Meetings").click()
    expect(plain).to_have_url(f"{address}en/meetings/")
    plain.locator(".md-header [aria-label='Select language']").focus()
    plain.get_by_role("link", name="中文").click()
    expect(plain).to_have_url(f"{address}meetings/")
    plain.set_viewport_size({"width": 390, "height": 844})
    plain.locator(".md-header [for=__drawer]").click()
    plain.locator(".md-nav--primary").get_by_role("link", name="议程索引").click()
    expect(plain).to_have_url(f"{address}agenda/")
    for context in contexts:
        context.close()


def test_paper_gets_the_minutes_and_nothing_else(page: Page, address: str) -> None:
    page.goto(f"{address}en/proposals/codegen/")
    page.emulate_media(media="print")
    for chrome in (".md-header", ".md-tabs", ".md-sidebar", ".md-footer", ".md-path", ".md-top", ".headerlink"):
        for each in page.locator(chrome).all():
            expect(each).to_be_hidden()
    for fold in page.locator("details.discussion").all():
        expect(fold.locator(".agenda-item__body")).to_be_visible()
    page.goto(f"{address}en/meetings/2022-07-28/")
    expect(page.locator(".neighbours")).to_be_hidden()
    paper = page.pdf()
    assert paper.startswith(b"%PDF")
    # Links can be followed from the file, wherever the site stands.
    assert b"https://github.com/cloudwego/kitex/issues/511" in paper


def test_dark_mode_is_kept(page: Page, address: str) -> None:
    page.goto(address)
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    page.locator("[data-schemes] button:visible").click()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(f"{address}en/agenda/")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")


def test_the_phone_menu_leads_to_the_meetings(phone: Page, address: str) -> None:
    phone.goto(f"{address}en/")
    phone.locator(".md-header [for='__drawer']").click()
    phone.locator(".md-nav--primary").get_by_role("link", name="Meetings", exact=True).click()
    expect(phone).to_have_url(re.compile(r"/en/meetings/$"))
