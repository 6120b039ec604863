"""Access for everyone: what a checker finds on every kind of page, and where search was used."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from workflows import npm_package

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# On a desk and on a phone, light and dark: width, scheme, and whether only colours are looked at, for which a width has
# been looked at whole before. What the locales share need not be looked at twice in every way.
SEEN = {
    "zh": ((1280, "default", False), (1280, "slate", True), (390, "slate", False), (390, "default", True)),
    "en": ((1280, "slate", False), (390, "default", False)),
}
AXE = """async ([tags, colours]) => {
  const { violations } = await axe.run(document, {
    runOnly: colours ? { type: 'rule', values: ['color-contrast'] } : { type: 'tag', values: tags },
    resultTypes: ['violations'], preload: false, selectors: false,
    rules: { 'target-size': { enabled: true } },
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) =>
    `${id}: ${html.slice(0, 200)}\n${failureSummary}`));
}"""

# What is out of sight is not laid out, and its boxes are a guess (indexes.css): one more that no reader ever meets.
LAID_OUT = "* { content-visibility: visible !important }"
# What scrolls at another width is told of it with the next frame, and made focusable.
SETTLED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"


def _found(page: Page, told: str, locale: str) -> list[str]:
    """What is wrong with a page as it stands, on a desk and on a phone, light and dark."""
    page.evaluate((npm_package("axe-core") / "axe.min.js").read_text(encoding="utf-8"))
    page.add_style_tag(content=LAID_OUT)
    found = []
    for width, scheme, colours_only in SEEN[locale]:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(SETTLED)
        page.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
        found += [f"{told} {width} {scheme} {each}" for each in page.evaluate(AXE, [TAGS, colours_only])]
    return found


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_a_checker_finds_nothing_on_any_kind_of_page(
    browser: Browser, address: str, kinds: list[str], locale: str
) -> None:
    context = browser.new_context(reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    found: list[str] = []
    for kind in kinds:
        if kind.startswith("en/") == (locale == "en"):
            page.goto(f"{address}{kind}")
            found += _found(page, kind, locale)
    context.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_a_checker_finds_nothing_where_something_was_searched_for(browser: Browser, address: str, prefix: str) -> None:
    context = browser.new_context(reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    page.goto(f"{address}{prefix}search/?q=Kitex")
    page.locator(".search__result").first.wait_for()
    locale = prefix.rstrip("/") or "zh"
    found = _found(page, f"{prefix}search/?q=Kitex", locale)
    page.goto(f"{address}{prefix}news/")
    page.keyboard.press("/")
    page.get_by_role("dialog").get_by_role("searchbox").fill("Kitex")
    page.locator("dialog[open] .search__result").first.wait_for()
    found += _found(page, f"the dialog on {prefix}news/", locale)
    context.close()
    assert not found, "\n".join(found)
