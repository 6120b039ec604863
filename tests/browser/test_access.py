"""Access for everyone: what only a browser can show."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from settling import until

pytestmark = pytest.mark.browser

# The settings of WCAG 1.4.12, which a reader may force on any page.
SPACING = """*, *::before, *::after { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important } p { margin-bottom: 2em !important }"""
# Material moves some things after a page has got another width.
WIDTH = """async () => {
  const until = performance.now() + 2000, needed = () => document.documentElement.scrollWidth;
  while (needed() > innerWidth && performance.now() < until) await new Promise(requestAnimationFrame);
  return needed();
}"""
CLIPPED = """() => [...document.querySelectorAll('article *')].filter(each => {
  const { overflowX, overflowY, clipPath } = getComputedStyle(each);
  const hides = how => how === 'hidden' || how === 'clip';
  return clipPath === 'none' && each.textContent.trim() && each.checkVisibility({ visibilityProperty: true })
    && !(each instanceof SVGElement)
    && (hides(overflowY) && each.scrollHeight > each.clientHeight + 1
      || hides(overflowX) && each.scrollWidth > each.clientWidth + 1);
}).map(each => each.outerHTML.slice(0, 200))"""
# What has the focus: what it says, and what is wrong with how it shows.
FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(one);
  const ring = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1;
  const target = one.querySelector('.drawing__target');
  const drawn = !!target && getComputedStyle(target).stroke !== 'none';
  const boxes = [...one.getClientRects()].filter(({ width, height }) => width && height);
  const seen = boxes.some(({ left, right, top, bottom }) => [0.1, 0.5, 0.9].some(part => {
    const x = left + (right - left) * part, y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
    const top_ = document.elementFromPoint(x, y);
    return top_ && (one.contains(top_) || top_.contains(one) && !top_.matches('header, nav'));
  }));
  const said = [one.ariaLabel, one.textContent, one.title, one.labels?.[0]?.textContent]
    .map(words => (words ?? '').trim().replace(/\\s+/g, ' ')).find(words => words)?.slice(0, 60);
  const faults = [...(ring || drawn ? [] : ['no ring']), ...(seen ? [] : ['covered']), ...(said ? [] : ['no name'])];
  return { said: said || one.outerHTML.slice(0, 120), faults };
}"""


def test_no_kind_of_page_is_wider_than_its_screen_or_clips_spaced_text(
    browser: Browser, address: str, kinds: list[str]
) -> None:
    # Spacing is a style of the test's own.
    context = browser.new_context(reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    found: list[str] = []
    for kind in kinds:
        page.goto(f"{address}{kind}")
        # 640 px is what is left of 1280 at a zoom of 200 %.
        for spaced, widths in ((False, (1280, 640, 320)), (True, (320, 1280))):
            if spaced:
                page.add_style_tag(content=SPACING)
            for width in widths:
                page.set_viewport_size({"width": width, "height": 700})
                if (needed := page.evaluate(WIDTH)) > width:
                    found.append(f"{kind} {width} spaced={spaced}: {needed}")
        found += [f"{kind}: {each}" for each in page.evaluate(CLIPPED)]
    context.close()
    assert not found, "\n".join(found)


def _walk(page: Page, most: int) -> list[dict[str, Any]]:
    """What Tab goes through from where the focus is, until it leaves the page."""
    stops: list[dict[str, Any]] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None:
            break
        stops.append(stop)
    return stops


@pytest.mark.parametrize("width", [1280, 390])
def test_the_focus_is_seen_and_named_wherever_tab_leads(
    browser: Browser, address: str, kinds: list[str], width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700}, reduced_motion="reduce")
    page = context.new_page()
    found: list[str] = []
    for kind in kinds:
        if kind.startswith("en/") == (width == 1280):
            page.goto(f"{address}{kind}")
            stops = _walk(page, 35)
            assert len(stops) > 5, kind
            found += [f"{kind} {width}: {stop['said']}: {stop['faults']}" for stop in stops if stop["faults"]]
    context.close()
    assert not found, "\n".join(found)


def test_the_skip_link_comes_first_and_skips(page: Page, address: str) -> None:
    page.goto(f"{address}en/meetings/2022-07-28/")
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#agenda-1$"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('article').contains(document.activeElement)")


def test_the_drawer_is_worked_by_keyboard(phone: Page, address: str) -> None:
    phone.goto(f"{address}en/people/")
    opener = phone.locator(".md-header").get_by_role("button", name="Navigation")
    expect(opener).to_have_attribute("aria-expanded", "false")
    opener.focus()
    phone.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    # It opens at the section that is read; its heading leads back, and each level takes the focus along.
    back = phone.locator(".md-nav--primary button.md-nav__title:visible")
    expect(back).to_be_focused()
    phone.keyboard.press("Enter")
    section = phone.locator(".md-nav--primary").get_by_role("button", name="Community")
    expect(section).to_be_focused()
    expect(section).to_have_attribute("aria-expanded", "false")
    phone.keyboard.press("Space")
    expect(back).to_be_focused()
    assert not phone.evaluate("document.querySelector('.md-content').contains(document.activeElement)")
    phone.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(phone.locator(".md-nav--primary").get_by_role("link", name="Projects")).to_be_hidden()
    phone.keyboard.press("Enter")
    for _ in range(20):
        phone.keyboard.press("Tab")
        if phone.evaluate("document.activeElement.textContent.trim()") == "Projects":
            break
    phone.keyboard.press("Enter")
    expect(phone).to_have_url(f"{address}en/projects/")


def test_the_language_menu_says_whether_it_is_open(page: Page, address: str) -> None:
    page.goto(f"{address}en/agenda/")
    button = page.get_by_role("button", name="Select language")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.focus()
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    expect(page.locator(".md-select__link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".md-select__inner").last).to_be_hidden()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    assert page.locator(".md-select__link").evaluate_all("all => all.map(({ lang }) => lang)") == ["zh", "en"]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}agenda/")


def test_the_colour_scheme_is_switched_by_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}en/")
    body, header = page.locator("body"), page.locator(".md-header")
    header.get_by_role("button", name="Switch to dark mode").focus()
    page.keyboard.press("Enter")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    expect(header.get_by_role("button", name="Switch to light mode")).to_be_focused()
    page.keyboard.press("Space")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    expect(header.get_by_role("button", name="Switch to dark mode")).to_be_focused()


def test_what_scrolls_sideways_is_reached_by_keyboard(phone: Page, address: str) -> None:
    phone.goto(f"{address}en/contributing/format/")
    wide = phone.locator(".md-typeset__scrollwrap[role=group]").first
    expect(wide).to_have_attribute("tabindex", "0")
    expect(wide).to_have_accessible_name(re.compile(r"\w"))
    wide.focus()
    phone.keyboard.press("ArrowRight")
    until(phone, "document.activeElement.scrollLeft > 0")


def test_nothing_moves_for_a_reader_who_asked_for_that(browser: Browser, address: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{address}en/agenda/")
    longest = page.evaluate(
        """() => Math.max(...[...document.querySelectorAll('*')].flatMap(each =>
          ['', '::before', '::after'].flatMap(part => {
            const style = getComputedStyle(each, part);
            return `${style.transitionDuration},${style.animationDuration}`.split(',').map(parseFloat);
          })))"""
    )
    assert longest <= 0.001
    context.close()


def test_forced_colours_leave_no_sign_or_drawing_unseen(browser: Browser, address: str) -> None:
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        context = browser.new_context(forced_colors="active", color_scheme=scheme)
        page = context.new_page()
        page.goto(f"{address}en/proposals/bizerror/")
        ground, ink = page.evaluate(
            """() => [getComputedStyle(document.body).backgroundColor,
              getComputedStyle(document.querySelector('article p')).color]"""
        )
        assert ground != ink
        painted = page.evaluate(
            """() => [
              ...[...document.querySelectorAll('.life svg .life__shape')].map(each => getComputedStyle(each).fill),
              ...[...document.querySelectorAll('.life svg text')].map(each => getComputedStyle(each).fill),
              ...[...document.querySelectorAll('.status--released')]
                .map(each => getComputedStyle(each, '::before').backgroundColor),
            ]"""
        )
        assert len(painted) > 5
        assert ground not in painted
        context.close()


def test_each_language_of_the_page_for_unknown_addresses_is_marked(page: Page, address: str, folder: Path) -> None:
    page.goto(f"{address}404.html")
    for lang, words in (("zh", "找不到这个页面"), ("en", "Page not found")):
        heading = page.get_by_role("heading", name=words)
        assert heading.evaluate("one => one.closest('[lang]').lang") == lang
    # Passages, not names: no run of Chinese this long stands in an English page without saying so.
    unmarked = [
        f"{file.relative_to(folder)}: {text}"
        for file in sorted(folder.glob("en/**/index.html"))
        if "contributing" not in file.parts
        for text in _chinese_without_lang(file)
    ]
    assert unmarked == []


def _chinese_without_lang(file: Path) -> list[str]:
    tree = html.fromstring(file.read_text(encoding="utf-8"))
    texts: Any = tree.xpath("//body//text()[not(ancestor::script or ancestor::style)]")
    return [
        str(text).strip()[:60]
        for text in texts
        if re.search(r"[\u4e00-\u9fff，。；：]{8,}", text)
        and text.getparent().xpath("(ancestor-or-self::*/@lang)[last()]") == ["en"]
    ]
