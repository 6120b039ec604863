"""Under the policy of the pages everything of the site works, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing.host import served
from builder import BASE, build_site
from settling import settle

pytestmark = pytest.mark.browser

_WATCH = """window.stopped = [];
addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber }) =>
  stopped.push(`${violatedDirective} ${blockedURI} ${sourceFile}:${lineNumber}`));"""
# A page that its author wrote as HTML, which minutes are not.
_AUTHORED = """---
title: x
---

<script>document.documentElement.dataset.ran = "script";</script>
<img src="x" onerror="document.documentElement.dataset.ran = 'handler'">
<iframe srcdoc="<script>parent.document.documentElement.dataset.ran = 'frame'</script>"></iframe>
<p style="color: red" id="red">x</p>

| 1 | 2 |
|--:|:-:|
| 3 | 4 |
"""


@pytest.fixture
def watched(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(_WATCH)
    yield context.new_page()
    context.close()


def test_no_kind_of_page_needs_what_the_policy_stops(watched: Page, address: str, kinds: list[str]) -> None:
    stopped = {}
    for kind in kinds:
        watched.goto(f"{address}{kind}")
        settle(watched)
        policy = watched.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
        assert policy is not None, kind
        assert "'unsafe-inline'" not in policy
        if found := watched.evaluate("stopped"):
            stopped[kind] = found
    assert stopped == {}


def test_search_and_filters_need_nothing_else(watched: Page, address: str) -> None:
    watched.goto(f"{address}agenda/")
    watched.keyboard.press("/")
    expect(watched.get_by_role("searchbox")).to_be_focused()
    watched.keyboard.type("错误处理")
    expect(watched.locator(".search__result").first).to_be_visible()
    watched.locator(".search__result").first.click()
    watched.wait_for_url("**/?h=*")
    expect(watched.locator("mark.search-mark").first).to_be_visible()
    assert watched.evaluate("stopped") == []


def test_what_stands_in_a_page_does_not_run(browser: Browser, tmp_path: Path) -> None:
    site = build_site(tmp_path, {**BASE, "zh/proposals/x.md": _AUTHORED, "en/proposals/x.md": _AUTHORED})
    ran = {}
    with served(site.folder) as host:
        for bypassed in (False, True):
            context = browser.new_context(bypass_csp=bypassed)
            page = context.new_page()
            page.goto(f"{host}proposals/x/")
            settle(page)
            ran[bypassed] = page.evaluate("document.documentElement.dataset.ran ?? ''")
            colour = page.locator("#red").evaluate("node => getComputedStyle(node).color")
            assert (colour == "rgb(255, 0, 0)") is bypassed
            assert page.locator("td").first.evaluate("node => getComputedStyle(node).textAlign") == "right"
            context.close()
    # Without the policy it would: the test can tell.
    assert ran[False] == ""
    assert ran[True] != ""


def test_hosts_that_read_headers_find_them(folder: Path, watched: Page, address: str) -> None:
    watched.goto(address)
    policy = watched.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    assert f"  Content-Security-Policy: {policy}; frame-ancestors 'none'" in (folder / "_headers").read_text("utf-8")
