"""The pictures of the site, taken from a tiny one."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser

from builder import build_site
from samples import FOREST
from screenshots.camera import take
from screenshots.kinds import pages_of
from take_screenshots import sheet

pytestmark = pytest.mark.browser


def size_of(picture: bytes) -> tuple[int, int]:
    """Width and height of a PNG (https://www.w3.org/TR/png/#11IHDR)."""
    return int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])


def test_pages_are_taken_whole_in_both_schemes_and_widths(tmp_path: Path, browser: Browser) -> None:
    site = build_site(tmp_path, FOREST)
    home, _, _, meeting = pages_of(site.folder, ("zh", "en"), ["home", "meeting"])
    pictures = take(browser, site.folder, [home, meeting], tmp_path)
    files = {picture.file: (tmp_path / picture.file).read_bytes() for picture in pictures}
    assert len(set(files.values())) == 8, "no two look the same"
    assert {name: size_of(file)[0] for name, file in files.items()} == {
        f"{page}-{scheme}-{width}.png": width
        for page in ("home-zh", "meeting-en")
        for scheme in ("light", "dark")
        for width in (1280, 390)
    }
    assert size_of(files["meeting-en-light-390.png"])[1] > 900, "the whole page, not what a window shows of it"
    overview = html.fromstring(sheet(pictures, "zh"))
    assert overview.xpath("//h2/@id") == ["home", "meeting"]
    assert {image.get("src") for image in overview.iter("img")} == set(files)
