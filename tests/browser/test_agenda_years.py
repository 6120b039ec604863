"""One filter over an agenda that is split by year, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browsing.host import served
from builder import BASE, build_site

pytestmark = pytest.mark.browser

ITEMS = 52  # more than are shown at once, so that the index shows one year
YEARS = (2023, 2022, 2021)


def _minutes(word: str, year: int) -> str:
    """Ann presents the first item of every year, Bob every other one of 2021."""
    names = {1: " @ann", **(dict.fromkeys(range(2, ITEMS + 1), " @bob") if year == 2021 else {})}
    return "\n".join(f"## {word} {n}：Item {n} of {year}{names.get(n, '')}\n\nText.\n" for n in range(1, ITEMS + 1))


@pytest.fixture(scope="module")
def agenda(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with three years of many items, below a path of its own."""
    folder = tmp_path_factory.mktemp("years")
    minutes = {
        f"{locale}/meetings/{year}-03-01.md": _minutes(word, year)
        for locale, word in (("zh", "议程"), ("en", "Agenda"))
        for year in YEARS
    }
    # A further meeting of the newest year, which has no room on the index any more; nor has the name of who presents.
    for locale, word in (("zh", "议程"), ("en", "Agenda")):
        minutes[f"{locale}/meetings/{YEARS[0]}-02-01.md"] = f"## {word} 1：The rest @cyd\n\nText.\n"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("minutes.views.agenda.CHOICES", 2)
        build_site(folder, {**BASE, **minutes}, extra={"agenda_on_one_page": 100}, site_dir=str(folder / "www" / "sub"))
    with served(folder / "www") as address:
        yield f"{address}sub/"


def test_one_filter_covers_all_years_is_shared_and_undone(page: Page, browser: Browser, agenda: str) -> None:
    page.goto(f"{agenda}agenda/")
    rows, shown = page.locator("[data-item]:visible"), page.locator("[data-shown]")
    expect(shown).to_have_text(str(3 * ITEMS + 1))
    expect(rows).to_have_count(ITEMS)
    page.get_by_label("主讲人").select_option("ann")
    expect(rows).to_have_count(3)
    expect(shown).to_have_text("3")
    expect(page).to_have_url(f"{agenda}agenda/?presenter=ann")
    addresses = rows.locator("a.agenda-entry__title").evaluate_all("links => links.map((link) => link.href)")
    assert addresses == [f"{agenda}meetings/{year}-03-01/#agenda-1" for year in YEARS]
    assert page.locator("[id^=year-]").evaluate_all("all => all.map(({ id }) => id).sort()") == [
        *("year-2021", "year-2022", "year-2023")
    ]
    shared = browser.new_context().new_page()
    shared.goto(page.url)
    expect(shared.locator("[data-item]:visible")).to_have_count(3)
    shared.get_by_label("选择当前语言").hover()
    shared.get_by_role("link", name="English").click()
    expect(shared).to_have_url(f"{agenda}en/agenda/?presenter=ann")
    expect(shared.locator("[data-item]:visible")).to_have_count(3)
    shared.context.close()
    page.locator("select[name=year]").select_option("2022")
    expect(rows).to_have_count(1)
    page.go_back()
    expect(page).to_have_url(f"{agenda}agenda/?presenter=ann")
    expect(rows).to_have_count(3)
    page.go_back()
    expect(rows).to_have_count(ITEMS)
    page.go_forward()
    expect(rows).to_have_count(3)
    rows.last.locator("a.agenda-entry__title").click()
    expect(page).to_have_url(f"{agenda}meetings/2021-03-01/#agenda-1")
    page.go_back()
    expect(rows).to_have_count(3)


def test_a_year_that_comes_when_something_else_is_chosen_is_filtered_as_is_chosen_then(page: Page, agenda: str) -> None:
    held: list[Route] = []
    page.route("**/agenda/2022/", lambda route: held.append(route))  # noqa: PLW0108 -- Playwright marks the function
    page.goto(f"{agenda}en/agenda/?presenter=ann")
    rows = page.locator("[data-item]:visible")
    expect(rows).to_have_count(2)  # of the two other years
    page.get_by_role("button", name="Clear filters").click()
    expect(rows).to_have_count(ITEMS)
    with page.expect_response("**/agenda/2022/") as response:
        held[0].continue_()
    response.value.finished()
    expect(page.locator("[data-agenda-year='2022']")).to_be_attached()
    expect(rows).to_have_count(ITEMS)


def test_what_the_page_waits_for_is_asked_for_together_with_its_stylesheets(page: Page, agenda: str) -> None:
    held: list[Route] = []
    page.route("**/*.css", lambda route: held.append(route))  # noqa: PLW0108 -- Playwright marks the function
    with page.expect_request("**/schemes.js"), page.expect_request("**/agenda-filter.js"):
        page.goto(f"{agenda}agenda/", wait_until="commit")
    for route in held:
        route.continue_()
    expect(page.locator("[data-shown]")).to_have_text(str(3 * ITEMS + 1))


def test_nothing_found_is_said_and_cleared(page: Page, agenda: str) -> None:
    page.goto(f"{agenda}en/agenda/?presenter=bob&year=2022")
    rows = page.locator("[data-item]:visible")
    nothing = page.get_by_role("status").get_by_text("No agenda item matches")
    expect(nothing).to_be_visible()
    expect(rows).to_have_count(0)
    page.get_by_role("button", name="Clear filters").click()
    expect(rows).to_have_count(ITEMS)
    expect(page).to_have_url(f"{agenda}en/agenda/")
    expect(nothing).to_be_hidden()


def test_the_filter_and_further_rows_are_reached_by_keyboard(page: Page, agenda: str) -> None:
    page.goto(f"{agenda}en/agenda/")
    rows = page.locator("[data-item]:visible")
    expect(rows).to_have_count(ITEMS)
    page.locator("select[name=presenter]").focus()
    page.keyboard.press("ArrowDown")
    expect(page).to_have_url(re.compile(r"presenter=bob$"))
    expect(rows).to_have_count(ITEMS - 1)
    page.keyboard.press("ArrowDown")
    expect(page).to_have_url(re.compile(r"presenter=ann$"))
    page.go_back()  # both choices were one step
    expect(page).to_have_url(f"{agenda}en/agenda/")
    for years in (2, 3):
        page.get_by_role("button", name="Show more").focus()
        page.keyboard.press("Enter")
        expect(rows).to_have_count(years * ITEMS + 1)
        # The rest of the newest year comes with the year before it.
        first = rows.nth(ITEMS if years == 2 else 2 * ITEMS + 1).locator("a").first
        expect(first).to_be_focused()
    expect(page.get_by_role("button", name="Show more")).to_be_hidden()


def test_a_rare_choice_and_the_rest_of_a_year_come_when_they_are_needed(page: Page, agenda: str) -> None:
    page.goto(f"{agenda}en/agenda/?presenter=cyd")
    rows, presenter = page.locator("[data-item]:visible"), page.locator("select[name=presenter]")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("The rest")
    expect(page.locator("[data-rest]")).to_have_count(0)
    expect(presenter).to_have_value("cyd")
    assert presenter.locator("option").all_text_contents() == ["All", f"bob ({ITEMS - 1})", "ann (3)", "cyd (1)"]
    page.goto(f"{agenda}en/agenda/?presenter=nobody")
    expect(page).to_have_url(re.compile("nobody$"))
    expect(presenter).to_have_value("")
    expect(rows).to_have_count(ITEMS)


def test_years_that_cannot_be_loaded_are_named(page: Page, agenda: str) -> None:
    page.route(re.compile(r"/agenda/2021/$"), lambda route: route.abort())
    page.goto(f"{agenda}en/agenda/?presenter=ann")
    expect(page.locator("[data-item]:visible")).to_have_count(2)
    expect(page.get_by_role("status").get_by_text("Some years could not be loaded")).to_be_visible()


def test_every_year_is_there_without_script(browser: Browser, agenda: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{agenda}en/agenda/")
    expect(plain.locator("[data-item]:visible")).to_have_count(ITEMS)
    expect(plain.locator("[data-filters]")).to_be_hidden()
    plain.get_by_role("link", name="The whole agenda of 2023").click()
    expect(plain.locator("[data-item]:visible")).to_have_count(ITEMS + 1)
    plain.go_back()
    plain.locator("#year-2021").click()
    expect(plain).to_have_url(f"{agenda}en/agenda/2021/")
    expect(plain.locator("[data-item]:visible")).to_have_count(ITEMS)
    context.close()
