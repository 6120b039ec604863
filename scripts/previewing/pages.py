"""The pages of one locale, each made when it is asked for, by a process that stands where MkDocs would make all.

MkDocs' build goes up to the navigation. There the process stays, with all that a page needs, and answers. A child of
it goes on with the build to its end: that tells what is wrong, and makes what is no page, such as feeds and search.
"""

from __future__ import annotations

import logging
import os
import select
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import jinja2
from mkdocs.commands.build import _build_page, _populate_page, build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

MADE, UNKNOWN = "made", "unknown"
POLITE = 1.0
"""Seconds that what nobody waits for comes after a first page."""
_PATIENT = 19
"""How nice the build of everything is to the process that somebody waits for."""

Make = Callable[[str], str]
"""Makes what has a path on the site, and says so: MADE, UNKNOWN, or what went wrong."""


def stay(
    config: MkDocsConfig, pages: Path, mark: Path, *, tell: Callable[[], None], answer: Callable[[Make], None]
) -> None:
    """Build a locale up to where pages are made, and ``answer`` with what makes one, in the folder ``pages``.

    A child goes on with everything: it calls ``tell`` first, and ``mark`` is there when it is through. Returns when
    ``answer`` does. Raises what stops MkDocs before any page.
    """
    here = os.getpid()
    staying = _Staying(pages, tell, answer)
    config.plugins["preview"] = staying
    try:
        build(config, serve_url=config.site_url)
    except _DoneError:
        return
    except BaseException as problem:
        if os.getpid() == here:
            raise
        if not isinstance(problem, MkDocsException):
            traceback.print_exc()
    mark.touch()
    sys.stdout.flush()
    os._exit(0)


class _DoneError(BaseException):
    """Nobody asks any more. No exception that somebody might take for a problem."""


class _Staying(BasePlugin):  # type: ignore[type-arg, no-untyped-call]  # it has no settings
    """Stays where pages would be made."""

    def __init__(self, pages: Path, tell: Callable[[], None], answer: Callable[[Make], None]) -> None:
        super().__init__()
        self._pages, self._tell, self._answer = pages, tell, answer

    # After all others.
    @event_priority(-1000)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Go on with everything in a child, and answer here."""
        sys.stdout.flush()
        begun, begin = os.pipe()
        behind = os.fork()
        if not behind:
            os.close(begin)
            # Somebody waits for a first page as a rule. What one of two processes writes to memory that they share has
            # to be copied first, which would make both of them slow.
            select.select([begun], [], [], POLITE)
            os.close(begun)
            os.nice(_PATIENT)
            self._tell()
            return nav
        os.close(begun)
        # What is wrong with a page is told once, behind.
        logging.getLogger("mkdocs").setLevel(logging.ERROR)
        # Nobody asks what became of the child, which is no reason for it to stay.
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        maker = _Maker(nav, config, files, self._pages)

        def make(path: str) -> str:
            made = maker.make(path)
            if path.endswith(".html"):
                behind_may_begin.close()
            return made

        with os.fdopen(begin, "wb") as behind_may_begin:
            self._answer(make)
        raise _DoneError


class _Maker:
    """Makes the files of a locale, one at a time."""

    def __init__(self, nav: Navigation, config: MkDocsConfig, files: Files, pages: Path) -> None:
        self._nav, self._config, self._files, self._pages = nav, config, files, pages
        self._aside = Path(config.site_dir).with_suffix(".aside")
        self._documents = files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
        self._by_path = {file.dest_uri: file for file in files if file.inclusion.is_in_serve()}  # type: ignore[no-untyped-call]
        self._env: jinja2.Environment | None = None

    def make(self, path: str) -> str:
        """As ``Make`` says."""
        file = self._by_path.get(path)
        if file is None:
            return UNKNOWN
        # Made aside: another one who asks must not get half of it.
        file.abs_dest_path = str(self._aside / path)
        try:
            if file.is_documentation_page():
                self._make_page(file)
            else:
                file.copy_file()
            target = self._pages / path
            target.parent.mkdir(parents=True, exist_ok=True)
            (self._aside / path).replace(target)
        except MkDocsException as problem:
            return problem.format_message()
        except Exception as problem:
            logging.getLogger("mkdocs").exception(path)
            return f"{type(problem).__name__}: {problem}"
        return MADE

    def _make_page(self, file: File) -> None:
        if self._env is None:
            self._env = self._begin()
        page = file.page or Page(None, file, self._config)
        _populate_page(page, self._config, self._files)
        excluded = file.inclusion.is_excluded()  # type: ignore[no-untyped-call]
        _build_page(page, self._config, self._documents, self._nav, self._env, excluded=excluded)

    def _begin(self) -> jinja2.Environment:
        # What a page shows of others is their titles, in the navigation.
        for page in self._nav.pages:
            page.read_source(self._config)
        env = self._config.theme.get_env()
        return self._config.plugins.on_env(env, config=self._config, files=self._files) or env
