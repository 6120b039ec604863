"""The site as it is shown: the state that stands, the process that builds the next one, and what is asked of them."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import NamedTuple

from building.parts import SITEMAPS, joined_sitemap
from minutes.fixes import write_whole
from minutes.renderer import PageLinks, Renderer
from minutes.strings import LOCALES, in_every_language, strings_for
from previewing import builder
from previewing.desk import ask
from previewing.generation import Generation
from previewing.pages import MADE, UNKNOWN

_LOOK_AGAIN = 0.05
"""Seconds after which somebody who waits for everything looks whether it is there."""
_MOST_BYTES = 64
"""How long the name of the folder for temporary files may be, so that macOS, too, takes those of sockets below it."""
_SHORT = "/tmp"  # noqa: S108 — a folder of its own is made in it
_TITLES = [(locale, strings_for(locale)("preview.failed")) for locale in LOCALES]
_PROCESSES = get_context("spawn")
"""This process has threads, and must not fork."""


class Problem(NamedTuple):
    """Why there is no page: titles with their locales, and what was said."""

    titles: Sequence[tuple[str, str]]
    said: str


class _Builder(NamedTuple):
    """The process that builds, and where it is asked to."""

    process: SpawnProcess
    requests: Connection


class PreviewedSite:
    """The state of the site that is shown. Threads may ask for files while another one has the next state built."""

    def __init__(self, configuration: str, address: str) -> None:
        self._configuration, self._address = configuration, address
        self._builder: _Builder | None = None
        self._alive, self._held = _PROCESSES.Pipe(duplex=False)
        # Whoever looks at one of these holds the condition.
        self._changed = threading.Condition()
        self._shown: Generation | str = ""
        self._building, self._changes = True, 0
        self._problems = Path()

    def build(self) -> None:
        """Have the next state built, and show it; or what is wrong with all of it."""
        self._change(building=True)
        shown = self._next()
        self._forget_problems()
        if isinstance(shown, str):
            self._problems = Path(tempfile.mkdtemp(prefix="preview-"))
        self._change(building=False, shown=shown)

    def close(self) -> None:
        """End all processes, and take away what was made."""
        self._held.close()
        if self._builder:
            self._builder.requests.close()
            self._builder.process.join()
        self._forget_problems()

    def changed_since(self, seen: int, seconds: float) -> tuple[int, bool]:
        """How often something began or ended, as soon as it is not as ``seen`` any more, and whether a state is built.

        After so many seconds in any case.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._changes != seen, seconds)
            return self._changes, self._building

    def folder_with(self, path: str) -> Path:
        """A folder with the file that has a path on the site, if there is such a file. Waits while a state is built."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: not self._building)
                shown = self._shown
            if isinstance(shown, str):
                return self._telling(shown, path)
            if (shown.pages / path).is_file() or self._made(shown, path):
                return shown.pages

    def _change(self, *, building: bool, shown: Generation | str | None = None) -> None:
        with self._changed:
            self._building, self._changes = building, self._changes + 1
            self._shown = self._shown if shown is None else shown
            self._changed.notify_all()

    def _next(self) -> Generation | str:
        while True:
            self._builder = self._builder or self._started()
            try:
                self._builder.requests.send(None)
                answer: Generation | str | None = self._builder.requests.recv()
            except (EOFError, OSError):
                self._builder = None
                return in_every_language("preview.ended")
            if answer is not None:
                return answer
            # Its code was changed: another process has the new one.
            self._builder.process.join()
            self._builder = None

    def _started(self) -> _Builder:
        ours, theirs = _PROCESSES.Pipe()
        folder = _folder_for_sockets()
        arguments = (theirs, self._alive, self._configuration, self._address, folder)
        process = _PROCESSES.Process(target=builder.run, args=arguments)
        process.start()
        theirs.close()
        return _Builder(process, ours)

    def _made(self, shown: Generation, path: str) -> bool:
        """Have a file made that is not there yet, and say whether this was the state to ask."""
        locale = next((one for one in shown.locales if path.startswith(f"{one}/")), shown.locales[0])
        for each in (path, f"{path}/index.html"):
            said = ask(shown.desk(locale), each)
            if said is None:
                return self._gone(shown, path)
            if said != UNKNOWN:
                if said != MADE:
                    _write_problem(shown.pages / each, said)
                return True
        return self._found(shown, path, shown.locales if path in SITEMAPS else (locale,))

    def _found(self, shown: Generation, path: str, locales: tuple[str, ...]) -> bool:
        """Take a file that is no page from the build of everything, when that is through."""
        while not all(shown.mark(locale).exists() for locale in locales):
            with self._changed:
                if self._changed.wait_for(lambda: self._building or self._shown is not shown, _LOOK_AGAIN):
                    return False
        parts = [shown.whole(locale) for locale in locales]
        if path in SITEMAPS and all((part / path).is_file() for part in parts):
            joined_sitemap(parts).write(shown.pages)
        elif (parts[0] / path).is_file():
            (shown.pages / path).parent.mkdir(parents=True, exist_ok=True)
            write_whole(shown.pages / path, (parts[0] / path).read_bytes())
        return True

    def _gone(self, shown: Generation, path: str) -> bool:
        """Nobody answers: either there is a next state, or a process ended that should not have."""
        with self._changed:
            if self._changed.wait_for(lambda: self._building or self._shown is not shown, 1):
                return False
        _write_problem(shown.pages / path, in_every_language("preview.ended"))
        return True

    def _forget_problems(self) -> None:
        if isinstance(self._shown, str) and self._shown:
            shutil.rmtree(self._problems, ignore_errors=True)

    def _telling(self, problem: str, path: str) -> Path:
        folder = self._problems
        if path.endswith(".html"):
            _write_problem(folder / path, problem)
        return folder


def _folder_for_sockets() -> Path:
    """A new folder for what is made, with a short name: sockets in it have to do with a hundred bytes for theirs."""
    usual = tempfile.gettempdir()
    return Path(tempfile.mkdtemp(prefix="preview-", dir=usual if len(os.fsencode(usual)) <= _MOST_BYTES else _SHORT))


def _write_problem(file: Path, problem: str) -> None:
    """Write a page that says what is wrong. It is a page, so that it is shown again when that is mended."""
    links = PageLinks(lambda address: address, lambda _: None)
    page = Renderer(builder.FRAGMENTS, LOCALES[0]).render("preview_problem", Problem(_TITLES, problem), links)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, page.encode())
