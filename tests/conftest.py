"""Fixtures that every test may use."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from builder import BuiltSite, browser_path, build_site


@pytest.fixture
def site(tmp_path: Path) -> Callable[..., BuiltSite]:
    """Build a tiny whole site from a dict of files, with this project's hooks and theme."""

    def build(files: dict[str, str | bytes], **options: object) -> BuiltSite:
        return build_site(tmp_path, files, **options)

    return build


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line what was left out where there is no browser."""
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if "browser" in report.keywords]
    if skipped:
        terminalreporter.write_line(
            f"Left out: {len(skipped)} browser tests, for there is no Chromium on this machine."
        )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Fast tests first: core, scripts, whole sites, browser. Browser tests need a browser, or are left out."""
    order = ["minutes", "scripts", "site", "browser"]
    items.sort(key=lambda item: order.index(item.path.parent.name))
    if browser_path() or os.environ.get("REQUIRE_BROWSER"):
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))
