"""Old addresses in a real browser: they lead on, with and without JavaScript; and what no address leads to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from builder import build_site
from published import hosted
from samples import FOREST

pytestmark = pytest.mark.browser

MOVED = """\
moved:
- {from: proposals/again/, to: proposals/retries/}
- {from: "proposals/again/#who", to: "people/#ada"}
- {from: "people/#old-ada", to: "people/#ada"}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A tiny site below a path, on a host that shows its page for unknown addresses."""
    folder: Path = tmp_path_factory.mktemp("moved")
    built = build_site(folder, {**FOREST, "_data/moved.yml": MOVED}, site_url="https://example.org/repo/")
    built.folder.rename(folder / "repo")
    with hosted(folder) as address:
        yield address


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_an_old_address_leads_to_the_new_one(page: Page, site: str, prefix: str) -> None:
    page.goto(f"{site}{prefix}proposals/again/#history")
    page.wait_for_url(f"{site}{prefix}proposals/retries/#history")
    expect(page.locator("#history")).to_be_visible()
    page.goto(f"{site}{prefix}proposals/again/#who")
    page.wait_for_url(f"{site}{prefix}people/#ada")
    page.goto(f"{site}{prefix}people/#old-ada")
    expect(page.locator("h4#ada")).to_be_in_viewport()


def test_an_old_address_leads_on_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}en/proposals/again/")
    page.wait_for_url(f"{site}en/proposals/retries/")
    page.goto(f"{site}en/people/#old-ada")
    expect(page.locator("h4#ada")).to_be_in_viewport()
    context.close()


def test_an_unknown_address_leads_back_and_to_search_in_both_languages(page: Page, site: str) -> None:
    answer = page.goto(f"{site}en/some/where/")
    assert answer is not None
    assert answer.status == 404
    for lang, prefix, words in (("zh", "", "错误处理"), ("en", "en/", "retry policy")):
        section = page.locator(f"section[data-not-found][lang={lang}]")
        links = section.locator("nav a").evaluate_all("links => links.map(link => link.href)")
        assert links == [f"{site}{prefix}{place}" for place in ("", "meetings/", "agenda/", "proposals/")]
        section.get_by_role("searchbox").fill(words)
        with page.expect_request(lambda request: "/search/" in request.url) as asked:
            section.get_by_role("searchbox").press("Enter")
        address, _, query = asked.value.url.partition("?")
        assert address == f"{site}{prefix}search/"
        assert query.startswith("q=")
        page.goto(f"{site}en/some/where/")
