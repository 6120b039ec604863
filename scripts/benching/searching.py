"""Search: what a browser fetches for a query that is the first one, and how long the answer takes.

Queries come from the site itself: whole titles of its agenda items, and the middle of each, which no
index by words has.
"""

from __future__ import annotations

import json
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from browsing.chromium import FLAGS, browser_path
from browsing.host import served

AT_MOST = 400 * 1024
"""Bytes for the first query."""
_QUERIES = 12
_ANSWER = """async query => {
  const field = document.querySelector("[data-search] input");
  const results = document.querySelector("[data-search-results]");
  const begun = performance.now();
  field.value = query;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  while (JSON.parse(results.dataset.answers ?? "[]")[0] !== query) await new Promise(done => setTimeout(done, 5));
  const loaded = performance.getEntriesByType("resource").filter(({ name }) => name.includes("/search/"));
  return {
    milliseconds: performance.now() - begun,
    bytes: loaded.reduce((sum, { transferSize }) => sum + transferSize, 0),
    found: results.querySelectorAll("a").length,
  };
}"""


def search_costs(site: Path, prefix: str) -> dict[str, float]:
    """Of a built site's locale: the bytes of the page, data and scripts of search for one query, the most of all that
    were tried and the median, and milliseconds, of which 120 are the pause for what is typed."""
    queries = _queries(site / prefix)
    with served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        answers = [_first(browser, f"{address}{prefix}search/", query) for query in queries]
        browser.close()
    return {
        "queries": len(answers),
        "answered": sum(bool(answer["found"]) for answer in answers),
        "most_bytes": max(answer["bytes"] for answer in answers),
        "median_bytes": median(answer["bytes"] for answer in answers),
        "median_milliseconds": round(median(answer["milliseconds"] for answer in answers)),
    }


def _queries(root: Path) -> list[str]:
    files = sorted((root / "search" / "data").glob("texts-*.json"))
    items = [
        record for file in files[:: max(1, len(files) // _QUERIES)] for record in json.loads(file.read_bytes())[:2]
    ]
    titles = [str(record["title"]) for record in items if "#agenda" in record["address"]][: _QUERIES // 2]
    return [query for title in titles for query in (title, title[len(title) // 3 :][:6].strip())]


def _first(browser: Browser, address: str, query: str) -> Any:  # noqa: ANN401 — what the page says
    page: Page = browser.new_context().new_page()
    page.goto(address, wait_until="networkidle")
    answer = page.evaluate(_ANSWER, query)
    page.context.close()
    return answer
