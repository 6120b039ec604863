"""One build of the site in the current folder, as ``mkdocs build`` does it, with clocks on what it calls.

A program of its own, for the process of the build; the site knows nothing of it. Two clocks run side by side, and each
has every second once: one by who works, a hook or plugin in an event of MkDocs, or MkDocs itself; one by what is done.
"""

from __future__ import annotations

import functools
import gc
import json
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
import markdown
import mkdocs.utils
from mkdocs.commands import build
from mkdocs.config import load_config
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

import minutes.archive
import minutes.rules
from minutes.renderer import Renderer

REST = "MkDocs"
"""Who works where nobody else does."""
BEFORE_EVENT = ": on_"
"""Between whose a handler is and its event."""
_EVENT_WORK = "hooks and plugins, the rest"


class Clock:
    """Seconds by label; while a label runs inside another, only the inner one gets them."""

    def __init__(self, label: str) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self.labels = [label]
        self._since = time.perf_counter()
        self._thread = threading.get_ident()

    def enter(self, label: str) -> None:
        """Give the seconds from now on to a label."""
        self._settle()
        self.labels.append(label)

    def leave(self) -> None:
        """Give them to the label before it again."""
        self._settle()
        self.labels.pop()

    def is_mine(self) -> bool:
        """Whether the thread that runs is the one whose time is taken."""
        return threading.get_ident() == self._thread

    def put_on(self, function: Callable[..., Any], label: str, inside: frozenset[str] = frozenset()) -> Any:  # noqa: ANN401
        """A function whose time goes to a label; where one of the labels ``inside`` runs, to that one all the same."""

        @functools.wraps(function)
        def timed(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401
            if not self.is_mine() or self.labels[-1] in inside:
                return function(*arguments, **named)
            self.enter(label)
            try:
                return function(*arguments, **named)
            finally:
                self.leave()

        return timed

    def _settle(self) -> None:
        now = time.perf_counter()
        self.spent[self.labels[-1]] += now - self._since
        self._since = now


def main(target: str, configuration: str, site: str) -> None:
    """Build, and write into a file where the time went."""
    who, what = Clock(REST), Clock("configuration, imports of hooks and plugins")
    # Before hooks and plugins are imported, which take some of these functions by name.
    _put_on_phases(what)
    build.build = who.put_on(what.put_on(build.build, "MkDocs, the rest"), REST)
    config = load_config(configuration, site_dir=site, strict=True)
    names = {id(plugin): name for name, plugin in config.plugins.items()}
    for event, methods in config.plugins.events.items():
        for place, method in enumerate(methods):
            timed = what.put_on(method, _EVENT_WORK)
            methods[place] = who.put_on(timed, f"{_origin(method, names)}{BEFORE_EVENT}{event}")
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build.build(config)
    finally:
        config.plugins.on_shutdown()
    who.enter("")
    what.enter("")
    Path(target).write_text(json.dumps({"who": who.spent, "what": what.spent}), encoding="utf-8")


def _origin(method: Any, names: dict[int, str]) -> str:  # noqa: ANN401 — whatever can be called
    """Whose a handler is: the file of a hook, or the name of a plugin."""
    if (name := names.get(id(getattr(method, "__self__", None)))) is not None:
        return name
    file = Path(method.__code__.co_filename)
    return file.relative_to(Path.cwd()).as_posix() if file.is_relative_to(Path.cwd()) else file.name


def _put_on_phases(what: Clock) -> None:
    fragments, writing, copying = "fragments", "writing", "copying files"
    phases: list[tuple[Any, str, str, frozenset[str]]] = [
        (minutes.archive, "read_archive", "reading the archive", frozenset()),
        (minutes.rules, "check", "checking the archive", frozenset()),
        (build, "get_files", "finding files", frozenset()),
        (build, "get_navigation", "navigation", frozenset()),
        (build, "get_context", "context of templates", frozenset()),
        (markdown.Markdown, "convert", "Python-Markdown", frozenset()),
        (Renderer, "render", fragments, frozenset({fragments})),
        (jinja2.Template, "render", "templates", frozenset({fragments, "templates"})),
        (jinja2.Environment, "compile", "compiling templates", frozenset()),
        (Files, "copy_static_files", copying, frozenset()),
        (Page, "validate_anchor_links", "checking links", frozenset()),
        *((mkdocs.utils, name, writing, frozenset({writing, copying})) for name in ("write_file", "copy_file")),
        *((Path, name, writing, frozenset({writing})) for name in ("write_bytes", "write_text", "mkdir")),
    ]
    for owner, name, label, inside in phases:
        setattr(owner, name, what.put_on(getattr(owner, name), label, inside))

    def collected(phase: str, _: object) -> None:
        if what.is_mine():
            what.enter("collecting garbage") if phase == "start" else what.leave()

    gc.callbacks.append(collected)


if __name__ == "__main__":
    main(*sys.argv[1:])
