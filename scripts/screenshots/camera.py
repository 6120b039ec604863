"""Takes the pictures: every page in both colour schemes and at every width, from a site served on this machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Literal, get_args

from playwright.sync_api import Browser, sync_playwright

from browsing.chromium import FLAGS
from browsing.host import served
from screenshots.kinds import KindPage

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)
WIDTHS = (1280, 390)
"""A desktop and a phone, in CSS pixels."""
_EVERYTHING = "* { content-visibility: visible !important }"
"""What a page does not lay out before it comes into sight would be left blank."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A whole page as it looks; ``file`` is the name of the picture in its folder."""

    page: KindPage
    scheme: Scheme
    width: int

    @property
    def kind(self) -> str:
        """The kind of the page."""
        return self.page.kind

    @property
    def file(self) -> str:
        """The name of the file: ``meeting-zh-dark-390.png``."""
        return f"{self.kind}-{self.page.locale}-{self.scheme}-{self.width}.png"


@contextmanager
def opened(executable: str) -> Iterator[Browser]:
    """A browser, until it is no longer needed."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


def take(browser: Browser, site: Path, pages: Sequence[KindPage], folder: Path) -> list[Picture]:
    """Put a picture of each page of a built site, in each scheme and at each width, into a folder that is there."""
    taken = []
    with served(site) as address:
        for scheme, width in product(SCHEMES, WIDTHS):
            context = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme=scheme,
                reduced_motion="reduce",
                # What is laid out for a picture is a style of our own.
                bypass_csp=True,
            )
            tab = context.new_page()
            for page in pages:
                picture = Picture(page, scheme, width)
                tab.goto(address + page.address)
                tab.add_style_tag(content=_EVERYTHING)
                tab.screenshot(path=folder / picture.file, full_page=True, animations="disabled")
                taken.append(picture)
            context.close()
    return taken
