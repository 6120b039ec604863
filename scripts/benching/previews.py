"""The preview: how long it is from saving minutes until the page that is open in a browser has what was written.

A page is there when its text is and its scripts have run, before pictures. The page of the meeting, opened again with
nothing changed, is the baseline: what is measured is given as a multiple of that, too, so that runs on other machines
can be compared.
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

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, sync_playwright

from benching.contenders import Start, environment, middle_of, with_title, with_words, write_project
from benching.sites import PROJECT
from benching.spending import FailedError
from browsing.chromium import FLAGS, browser_path
from minutes import addresses

_PATIENCE = 120
"""Seconds after which nothing more is waited for."""


def preview_times(folder: Path, docs: Path, rounds: int) -> Mapping[str, float]:
    """Milliseconds, medians of the rounds, of a preview of a synthetic docs folder, in the default locale.

    ``load`` is the page of a meeting with nothing changed, ``words`` the same after words were added to its minutes,
    ``title`` the agenda index, that of its year where years have one, after an item had another title. Raises
    FailedError where the preview does not begin, or a page never has what was written.
    """
    write_project(folder, docs, edited=True)
    minutes = middle_of(folder / "docs")
    found: dict[str, list[float]] = {"load": [], "words": [], "title": []}
    with _shown(folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        reader = _Reader(browser.new_page(), address)
        meeting, agenda = addresses.meeting(minutes.stem), addresses.agenda_year(int(minutes.stem[:4]))
        if not reader.open(agenda):
            agenda = addresses.AGENDA_INDEX
        for number in range(rounds):
            reader.open(meeting)
            found["load"].append(reader.until("", reader.open_again))
            reader.open(meeting)
            words = f"P.S. {number}."
            found["words"].append(reader.until(words, partial(with_words, minutes, words)))
            reader.open(agenda)
            words = f"N.B. {number}"
            found["title"].append(reader.until(words, partial(with_title, minutes, words)))
        browser.close()
    return {name: round(median(each)) for name, each in found.items()}


class _Reader:
    """Somebody who looks at pages of the preview, and notes when each was there."""

    def __init__(self, page: Page, address: str) -> None:
        self._page, self._address = page, address
        self._seen: list[float] = []
        page.set_default_timeout(_PATIENCE * 1000)
        page.on("domcontentloaded", lambda _: self._seen.append(time.perf_counter()))

    def open(self, path: str) -> bool:
        """Open a page and wait until the build of everything, behind it, is through. Says whether there is the page."""
        answer = self._page.goto(f"{self._address}{path}")
        # What is no page is taken from there.
        self._page.request.get(f"{self._address}sitemap.xml", timeout=_PATIENCE * 1000)
        return bool(answer and answer.ok)

    def open_again(self) -> None:
        """Open the page once more."""
        self._page.reload(wait_until="commit")

    def until(self, words: str, change: Callable[[], object]) -> float:
        """Milliseconds from a change to the page that has some words. Raises FailedError where it never has."""
        self._seen.clear()
        start = time.perf_counter()
        change()
        while time.perf_counter() - start < _PATIENCE:
            if not self._seen:
                self._page.wait_for_timeout(5)
                continue
            seen = self._seen.pop(0)
            if words in self._text():
                return (seen - start) * 1000
        raise FailedError(f"{self._page.url}: {words}")

    def _text(self) -> str:
        try:
            return self._page.content()
        except PlaywrightError:
            # It is about to be another one.
            return ""


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
