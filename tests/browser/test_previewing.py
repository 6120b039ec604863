"""The preview in a browser: what is open is there anew after a change, with nothing pressed."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from previewed import previewed

pytestmark = pytest.mark.browser

MINUTES = """\
---
title: 社区会议 7.28
date: 2022-07-28
---

参会人：lsjbd

## 议程 1 ：{item} @lsjbd

1. 说了一些话。
"""
FILE = "zh/meetings/2022-07-28.md"


def test_a_page_that_is_open_follows_what_is_written(page: Page, tmp_path: Path) -> None:
    with previewed(tmp_path, {FILE: MINUTES.format(item="第一件事")}) as preview:
        file = preview.project / "docs" / FILE
        page.goto(f"{preview.address}meetings/2022-07-28/")
        expect(page.locator("#agenda-1")).to_contain_text("第一件事")
        expect(page.get_by_role("status").get_by_text("正在重新生成")).to_be_hidden()
        file.write_text(MINUTES.format(item="另一件事"), "utf-8")
        expect(page.locator("#agenda-1")).to_contain_text("另一件事")
        # What goes wrong shows where somebody looks, and goes when it is mended.
        template = preview.project / "overrides" / "fragments" / "meeting_page.jinja"
        whole = template.read_text("utf-8")
        template.write_text("{% nothing %}", "utf-8")
        expect(page.get_by_role("heading", name="站点无法生成 · The site cannot be built")).to_be_visible()
        template.write_text(whole, "utf-8")
        expect(page.locator("#agenda-1")).to_contain_text("另一件事")


def test_a_build_that_takes_long_is_told(page: Page, tmp_path: Path) -> None:
    with previewed(tmp_path, {FILE: MINUTES.format(item="第一件事")}) as preview:
        page.goto(f"{preview.address}en/meetings/2022-07-28/")
        page.wait_for_load_state("load")
        hook = preview.project / "hooks" / "site_version.py"
        hook.write_text(f"{hook.read_text('utf-8')}\n\n__import__('time').sleep(2)\n", "utf-8")
        expect(page.get_by_text("Building again …")).to_be_visible()
        expect(page.get_by_text("Building again …")).to_be_hidden()
        expect(page.locator("#agenda-1")).to_contain_text("第一件事")
