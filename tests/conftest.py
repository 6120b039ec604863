"""Fixtures that every test may use."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from builder import BuiltSite, browser_path, build_site, java_path
from minutes.command import in_utf8


def pytest_configure(config: pytest.Config) -> None:
    """Run in UTF-8 mode, as the commands do: tests write files with Chinese names. Where none is needed, go on."""
    capturing = config.pluginmanager.getplugin("capturemanager")
    # A process that takes the place of this one has its streams.
    with capturing.global_and_fixture_disabled():
        in_utf8()


@pytest.fixture
def site(tmp_path: Path) -> Callable[..., BuiltSite]:
    """Build a tiny whole site from a dict of files, with this project's hooks and theme."""

    def build(files: dict[str, str | bytes], **options: object) -> BuiltSite:
        return build_site(tmp_path, files, **options)

    return build


_TOOLS = {
    "browser": (browser_path, "there is no Chromium on this machine"),
    "java": (java_path, "there is no Java on this machine"),
}
"""What some tests need from the machine: how it is found, and what is said where it is not."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line each what was left out where there is no browser or no Java, and what a long run tried."""
    skipped = terminalreporter.stats.get("skipped", [])
    for tool, (_, reason) in _TOOLS.items():
        if out := [report for report in skipped if tool in report.keywords and reason in str(report.longrepr)]:
            terminalreporter.write_line(f"Left out: {len(out)} {tool} tests, for {reason}.")
    # Only there where its tests were collected.
    for line in fuzzing.tally() if (fuzzing := sys.modules.get("fuzzing")) else ():
        terminalreporter.write_line(line)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Fast tests first: core, scripts, whole sites, browser. What a test needs and the machine lacks leaves it out."""
    order = ["minutes", "scripts", "site", "browser"]
    items.sort(key=lambda item: order.index(item.path.parent.name))
    for tool, (path, reason) in _TOOLS.items():
        if path() or os.environ.get(f"REQUIRE_{tool.upper()}"):
            continue
        for item in items:
            if item.get_closest_marker(tool):
                item.add_marker(pytest.mark.skip(reason=reason))
