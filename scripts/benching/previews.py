"""The preview: how long it is from saving minutes until the page that is open in a browser has what was written.

The page is read when all of its text is there, before pictures and scripts. The same page opened again with nothing
changed is measured in the same way: what is measured is given as a multiple of that, too, so that runs on other
machines can be compared.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

from benching.contenders import Start, environment, middle_of, with_title, with_words, write_project
from benching.sites import PROJECT
from benching.spending import FailedError
from browsing.chromium import FLAGS, browser_path

_PATIENCE = 120
"""Seconds after which nothing more is waited for."""
_READ = "domcontentloaded"


def preview_times(folder: Path, docs: Path, rounds: int) -> Mapping[str, float]:
    """Milliseconds, medians of the rounds, of a preview of a synthetic docs folder, in the default locale.

    ``load`` is the page of a meeting with nothing changed, ``words`` the same after words were added to its minutes,
    ``title`` the agenda index of its year after an item had another title. Raises FailedError where the preview ends.
    """
    write_project(folder, docs, edited=True)
    minutes = middle_of(folder / "docs")
    meeting, year = f"meetings/{minutes.stem}/", f"agenda/{minutes.stem[:4]}/"
    found: dict[str, list[float]] = {"load": [], "words": [], "title": []}
    with _shown(folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        page = browser.new_page()
        page.set_default_timeout(_PATIENCE * 1000)
        for number in range(rounds):
            _settled(page, address, meeting)
            found["load"].append(_until(page, "", partial(page.reload, wait_until="commit")))
            _settled(page, address, meeting)
            words = f"P.S. {number}."
            found["words"].append(_until(page, words, partial(with_words, minutes, words)))
            _settled(page, address, year)
            words = f"N.B. {number}"
            found["title"].append(_until(page, words, partial(with_title, minutes, words)))
        browser.close()
    return {name: round(median(each)) for name, each in found.items()}


def _settled(page: Page, address: str, path: str) -> None:
    """Open a page, and wait until the build of everything that goes on behind is through."""
    page.goto(f"{address}{path}")
    # What is no page is taken from there.
    with urlopen(f"{address}sitemap.xml", timeout=_PATIENCE) as answer:  # noqa: S310 — of this machine
        answer.read()


def _until(page: Page, words: str, change: Callable[[], object]) -> float:
    """Milliseconds from a change to the page that has some words."""
    start = time.perf_counter()
    with page.expect_event(_READ):
        change()
    while True:
        milliseconds = (time.perf_counter() - start) * 1000
        if words in page.content():
            return milliseconds
        page.wait_for_event(_READ)


@contextmanager
def _shown(folder: Path) -> Iterator[str]:
    """The preview of a project on a free port: its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        place = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, str(PROJECT / "scripts" / "preview_site.py"), "--address", place]
    log, surroundings = folder / "preview.log", environment(folder, Start.EDITED)
    with (
        log.open("wb") as said,
        subprocess.Popen(command, cwd=folder, env=surroundings, stdout=said, stderr=said) as process,  # noqa: S603 — our own
    ):
        try:
            while "Serving on" not in log.read_text(encoding="utf-8"):
                if process.poll() is not None:
                    raise FailedError(log.read_text(encoding="utf-8", errors="replace")[-4000:])
                time.sleep(0.1)
            yield f"http://{place}/"
        finally:
            process.terminate()
