"""A real browser on a real site, served over HTTP from this machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, Page, expect, sync_playwright

from browsing.chromium import FLAGS
from browsing.host import served
from builder import PROJECT, browser_path, build_docs

BELOW = "sub/path/"

# As long as it takes on a machine that is busy with something else; what is there is found at once.
expect.set_options(timeout=60_000)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own site, built without warnings, once for all workers: its links are relative."""
    base = tmp_path_factory.getbasetemp()
    root = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "www"
    with FileLock(f"{root}.lock"):
        if not root.exists():
            begun = tmp_path_factory.mktemp("begun")
            build_docs(PROJECT / "docs", begun / BELOW, site_url=f"http://127.0.0.1/{BELOW}", strict=True)
            begun.rename(root)
    return root / BELOW


@pytest.fixture(scope="session")
def address(folder: Path) -> Iterator[str]:
    """The address of the project's own site, served below a path of its own."""
    root = folder.parents[BELOW.count("/") - 1]
    with served(root) as host:
        yield f"{host}{BELOW}"


@pytest.fixture(scope="session")
def kinds(folder: Path) -> list[str]:
    """A page of each kind in each locale, by what was built: each at the top, and of a folder's the longest.

    So a kind that is added is looked at without a list that somebody has to remember. Some that have more to them than
    length stand beside them: the proposal that has a status, a page with code, the one for unknown addresses.
    """
    longest: dict[tuple[str, ...], tuple[int, str]] = {}
    for file in sorted(folder.rglob("index.html")):
        parts = file.parent.relative_to(folder).parts
        below = parts[parts[:1] == ("en",) :]
        kind = (*parts[: len(parts) - len(below)], *below[:1], "" if len(below) < 2 else "*")
        found = file.stat().st_size, "".join(f"{part}/" for part in parts)
        longest[kind] = max(found, longest.get(kind, found))
    more = [f"{prefix}{page}" for prefix in ("", "en/") for page in ("proposals/bizerror/", "contributing/format/")]
    return sorted({page for _, page in longest.values()} | {*more, "404.html"})


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    yield context.new_page()
    context.close()
