"""The site as it is shown: the state that stands, the process that builds the next one, and what is asked of them."""

from __future__ import annotations

import html
import os
import shutil
import tempfile
import threading
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import NamedTuple

from building.parts import SITEMAPS, joined_sitemap
from minutes.strings import LOCALES, strings_for
from previewing import builder
from previewing.desk import ask
from previewing.generation import Generation
from previewing.pages import MADE, UNKNOWN

_OF_THE_LAST = "404.html"
"""A file that is there once for all locales, and is that of the one that MkDocs builds last."""
_LOOK_AGAIN = 0.05
"""Seconds after which somebody who waits for everything looks whether it is there."""
_PROCESSES = get_context("spawn")
"""This process has threads, and must not fork."""


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
                return _both("preview.ended")
            if answer is not None:
                return answer
            # Its code was changed: another process has the new one.
            self._builder.process.join()
            self._builder = None

    def _started(self) -> _Builder:
        ours, theirs = _PROCESSES.Pipe()
        folder = Path(tempfile.mkdtemp(prefix="preview-"))
        arguments = (theirs, self._alive, self._configuration, self._address, folder)
        process = _PROCESSES.Process(target=builder.run, args=arguments)
        process.start()
        theirs.close()
        return _Builder(process, ours)

    def _made(self, shown: Generation, path: str) -> bool:
        """Have a file made that is not there yet, and say whether this was the state to ask."""
        locale = next((one for one in shown.locales if path.startswith(f"{one}/")), shown.locales[0])
        if path == _OF_THE_LAST:
            locale = shown.locales[-1]
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
            target = shown.pages / path
            target.parent.mkdir(parents=True, exist_ok=True)
            # Another one who asks must not get half of it.
            half = target.with_name(f".{target.name}.{threading.get_ident()}")
            shutil.copyfile(parts[0] / path, half)
            half.replace(target)
        return True

    def _gone(self, shown: Generation, path: str) -> bool:
        """Nobody answers: either there is a next state, or a process ended that should not have."""
        with self._changed:
            if self._changed.wait_for(lambda: self._building or self._shown is not shown, 1):
                return False
        _write_problem(shown.pages / path, _both("preview.ended"))
        return True

    def _forget_problems(self) -> None:
        if isinstance(self._shown, str) and self._shown:
            shutil.rmtree(self._problems, ignore_errors=True)

    def _telling(self, problem: str, path: str) -> Path:
        folder = self._problems
        if path.endswith(".html"):
            _write_problem(folder / path, problem)
        return folder


def _both(key: str) -> str:
    return " ".join(strings_for(locale)(key) for locale in LOCALES)


def _write_problem(file: Path, problem: str) -> None:
    """Write a page that says what is wrong; one that is shown again when it is mended, for it is a page."""
    title = " · ".join(strings_for(locale)("preview.failed") for locale in LOCALES)
    text = f"""<!doctype html>
<html lang="{LOCALES[0]}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{html.escape(title)}</title>
<style>body {{ font: 1rem/1.6 system-ui, sans-serif; margin: 10vh auto; max-width: 45rem; padding: 0 1rem;
  color-scheme: light dark }} pre {{ white-space: pre-wrap; overflow-wrap: anywhere }}</style>
<body><h1>{html.escape(title)}</h1><pre>{html.escape(problem)}</pre></body>
</html>
"""
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(f".{file.name}.{os.getpid()}.{threading.get_ident()}")
    half.write_text(text, encoding="utf-8")
    half.replace(file)
