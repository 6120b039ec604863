"""What a reader finds, in a real browser on the built site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from playwright.sync_api import Browser, Page, Request, expect

from settling import settle

pytestmark = pytest.mark.browser

QUERIES = {
    locale: {
        str(query): target
        for query, target in yaml.safe_load(
            (Path(__file__).parent / "queries" / f"{locale}.yml").read_text(encoding="utf-8")
        ).items()
    }
    for locale in ("zh", "en")
}
PREFIX = {"zh": "", "en": "en/"}
# What is shown once the answer to what stands in the field is there.
RESULTS = """async query => {
  const field = document.querySelector("[data-search] input");
  const results = document.querySelector("[data-search-results]");
  field.value = query;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  for (let waited = 0; waited < 20000; waited += 20) {
    if (JSON.parse(results.dataset.answers ?? "[]")[0] === query) break;
    await new Promise(done => setTimeout(done, 20));
  }
  return [...results.querySelectorAll("li:not([hidden]) a")].map(link => [link.href, link.textContent, link.lang]);
}"""


@pytest.fixture(scope="module", params=["zh", "en"])
def searching(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[tuple[Page, str]]:
    """The page of search of a locale."""
    page = browser.new_page()
    page.goto(f"{address}{PREFIX[request.param]}search/")
    expect(page.get_by_role("searchbox")).to_be_visible()
    yield page, request.param
    page.close()


def test_what_is_looked_for_is_among_the_first_three(searching: tuple[Page, str], address: str) -> None:
    page, locale = searching
    queries = QUERIES[locale]
    assert len(queries) >= 60
    root, missed = f"{address}{PREFIX[locale]}", {}
    for query, target in queries.items():
        found = page.evaluate(RESULTS, query)
        addresses = [link.replace(f"?{urlsplit(link).query}", "") for link, _, _ in found]
        assert len(addresses) == len(set(addresses)), query
        assert all(one.startswith(root) for one in addresses), query
        assert locale == "en" or not any(one.startswith(f"{root}en/") for one in addresses), query
        if f"{root}{target}" not in addresses[:3]:
            missed[query] = addresses[:3]
    assert missed == {}


def test_nothing_of_search_is_loaded_before_it_is_opened(page: Page, address: str) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(f"{address}meetings/2022-07-28/")
    # Not instead of waiting for the page to be loaded: on a busy machine the network rests before its scripts have run.
    settle(page)
    assert not [url for url in loaded if "search/" in url]
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("错误处理")
    expect(page.locator(".search__result").first).to_be_visible()
    assert [url for url in loaded if "/search/data/grams-" in url]


@pytest.mark.parametrize("key", ["/", "s"])
def test_search_works_by_keyboard(page: Page, address: str, key: str) -> None:
    page.goto(f"{address}en/agenda/")
    page.keyboard.press(key)
    field = page.get_by_role("searchbox", name="Search")
    expect(field).to_be_focused()
    page.keyboard.type("error handling")
    results = page.locator(".search__result")
    expect(results.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(results.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(results.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press(key)
    expect(field).to_have_value("error handling")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}en/meetings/2022-07-28/?h=error+handling#agenda-2")
    marks = page.locator(".agenda-item:has(#agenda-2) mark.search-mark")
    expect(marks.first).to_be_visible()
    assert {text.lower() for text in marks.all_text_contents()} <= {"error", "handling"}


def test_an_answer_that_comes_late_leaves_the_focus_where_it_is(page: Page, address: str) -> None:
    page.goto(f"{address}en/agenda/")
    page.keyboard.press("/")
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()
    page.keyboard.type("error")
    second = page.locator(".search__result").nth(1)
    expect(second).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(second).to_be_focused()
    followed = second.get_attribute("href")
    second.evaluate("node => { node.dataset.earlier = ''; }")
    field.dispatch_event("input")
    expect(page.locator("[data-earlier]")).to_have_count(0)
    expect(page.locator(f".search__result[href='{followed}']")).to_be_focused()


def test_a_key_typed_into_a_field_opens_nothing(page: Page, address: str) -> None:
    page.goto(f"{address}search/")
    page.get_by_role("searchbox").fill("")
    page.get_by_role("searchbox").press_sequentially("s/")
    expect(page.get_by_role("searchbox")).to_have_value("s/")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_search_is_narrowed_shared_and_cleared(page: Page, browser: Browser, address: str) -> None:
    page.goto(f"{address}search/")
    page.get_by_role("searchbox").fill("Kitex")
    page.get_by_role("combobox", name="提案").select_option("xds")
    expect(page).to_have_url(f"{address}search/?q=Kitex&proposal=xds")
    status = page.locator("[data-search-status]")
    expect(status).to_contain_text("项结果")
    said = status.text_content()
    shared = browser.new_page()
    shared.goto(page.url)
    expect(shared.locator("[data-search-status]")).to_have_text(said or "")
    expect(shared.get_by_role("combobox", name="提案")).to_have_value("xds")
    expect(shared.get_by_role("searchbox")).to_have_value("Kitex")
    shared.close()
    page.get_by_role("searchbox").fill("qqqqqqqqqqqq")
    expect(status).to_contain_text("没有找到结果")
    page.get_by_role("button", name="清除筛选").click()
    expect(page).to_have_url(f"{address}search/?q=qqqqqqqqqqqq")
    expect(page.get_by_role("searchbox")).to_be_focused()


@pytest.mark.parametrize("facet", ["年份", "项目", "主讲人", "提案", "类型"])
def test_every_filter_alone_lists_what_it_leaves(page: Page, address: str, facet: str) -> None:
    page.goto(f"{address}search/")
    choice = page.get_by_role("combobox", name=facet)
    option = choice.locator("option").nth(1)
    expect(option).to_be_attached()
    label, value = option.text_content() or "", option.get_attribute("value")
    choice.select_option(value)
    expect(page.locator("[data-search-status]")).to_have_text(f"{label.rpartition('(')[2].rstrip(')')} 项结果")
    expect(page.locator(".search__result").first).to_be_visible()


def test_a_phone_searches_over_the_whole_page(phone: Page, address: str) -> None:
    phone.goto(f"{address}en/proposals/")
    phone.get_by_title("Search").tap()
    dialog = phone.get_by_role("dialog")
    expect(dialog).to_be_visible()
    box = dialog.bounding_box()
    assert box
    assert box["width"] == 390
    phone.get_by_role("searchbox").fill("bizerror")
    phone.locator(".search__result").first.tap()
    phone.wait_for_url(f"{address}en/proposals/bizerror/?h=bizerror")


def test_what_cannot_be_loaded_is_said_and_tried_again(page: Page, address: str) -> None:
    page.route("**/search/data/grams-*", lambda route: route.abort())
    page.goto(f"{address}en/search/")
    # When it has what there is to narrow by, it asks for what was typed until then, and needs no second try.
    settle(page)
    page.get_by_role("searchbox").fill("hertz")
    expect(page.locator("[data-search-status]")).to_contain_text("could not be loaded")
    page.unroute("**/search/data/grams-*")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".search__result").first).to_be_visible()


def test_a_page_without_search_does_not_hide_that_the_network_fails(page: Page, address: str) -> None:
    def refuse(request: Request) -> bool:
        return request.resource_type == "fetch"

    # Before the page is loaded: what is asked for while interception begins may slip through.
    page.route("**/en/search/", lambda route: route.abort() if refuse(route.request) else route.continue_())
    page.goto(f"{address}en/agenda/")
    page.keyboard.press("/")
    page.wait_for_url(f"{address}en/search/")
    expect(page.get_by_role("searchbox")).to_be_visible()


def test_without_javascript_search_says_so_and_leads_on(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}meetings/2022-07-28/")
    page.get_by_title("搜索").click()
    expect(page).to_have_url(f"{address}search/")
    expect(page.locator("noscript p")).to_contain_text("搜索需要 JavaScript")
    expect(page.locator("noscript p")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_count(0)
    page.locator("noscript a", has_text="议程索引").click()
    expect(page).to_have_url(f"{address}agenda/")
    context.close()
