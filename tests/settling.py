"""Waiting for a page: until it does nothing more by itself, and until something holds in it."""

from __future__ import annotations

from playwright.sync_api import Page

_QUIET = """async () => {
  const fetched = () => performance.getEntriesByType("resource").length;
  for (let seen; seen !== fetched(); ) {
    seen = fetched();
    await new Promise((done) => setTimeout(done, 500));
  }
}"""
_HOLDS = """async () => {
  const holds = () => CONDITION;
  const deadline = performance.now() + 30000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`never held: ${holds}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}"""


def settle(page: Page) -> None:
    """Wait until a page that is loaded has fetched nothing for half a second.

    Playwright's ``networkidle`` is not always told that a request has ended, and then never comes.
    """
    page.evaluate(_QUIET)


def until(page: Page, condition: str) -> None:
    """Wait until an expression of JavaScript holds in a page.

    Playwright's ``wait_for_function`` evaluates its text anew at each look, and the pages' own policy forbids that to
    all but the first.
    """
    page.evaluate(_HOLDS.replace("CONDITION", condition))
