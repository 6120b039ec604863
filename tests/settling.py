"""Waiting until a page does nothing more by itself."""

from __future__ import annotations

from playwright.sync_api import Page

_QUIET = """async () => {
  const fetched = () => performance.getEntriesByType("resource").length;
  for (let seen; seen !== fetched(); ) {
    seen = fetched();
    await new Promise((done) => setTimeout(done, 500));
  }
}"""


def settle(page: Page) -> None:
    """Wait until a page that is loaded has fetched nothing for half a second.

    Playwright's ``networkidle`` is not always told that a request has ended, and then never comes.
    """
    page.evaluate(_QUIET)
