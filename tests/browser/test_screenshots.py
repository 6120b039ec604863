"""The pictures of the site, taken from a tiny one."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers import render
from lxml import html
from playwright.sync_api import Browser

from builder import build_site
from samples import FOREST
from screenshots.camera import take
from screenshots.kinds import pages_of

pytestmark = pytest.mark.browser


def size_of(picture: bytes) -> tuple[int, int]:
    """Width and height of a PNG (https://www.w3.org/TR/png/#11IHDR)."""
    return int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])


def test_each_page_is_taken_in_both_languages_schemes_and_widths(tmp_path: Path, browser: Browser) -> None:
    site = build_site(tmp_path, FOREST)
    pictures = take(browser, site.folder, pages_of(site.folder, ("zh", "en"), ["home", "meeting"]), tmp_path)
    files = {picture.file: (tmp_path / picture.file).read_bytes() for picture in pictures}
    assert len(files) == len(set(files.values())) == 2 * 2 * 2 * 2
    assert {name: size_of(file)[0] for name, file in files.items()} == {
        f"{kind}-{locale}-{scheme}-{width}.png": width
        for kind in ("home", "meeting")
        for locale in ("zh", "en")
        for scheme in ("light", "dark")
        for width in (1280, 390)
    }
    assert size_of(files["meeting-zh-light-390.png"])[1] > 900, "the whole page, not what a window shows of it"
    sheet = html.fromstring(render("screenshots", pictures, "zh"))
    assert sheet.xpath("//h2/@id") == ["home", "meeting"]
    assert sorted(sheet.xpath("//img/@src")) == sorted(files)
