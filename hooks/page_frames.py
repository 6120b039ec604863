"""What stands around the content of pages, without rendering the same thing for each of thousands.

Pages outside the navigation that belong to one index page have the same navigation, tabs and footer: only their own
table of contents differs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from minutes.templates import hasten

_KEY = "page_frames"
_Kept = dict[tuple[object, ...], list[str]]


class Frame:
    """The parts around pages that have the same around them, which ``like`` tells; without it nothing is kept."""

    def __init__(self, kept: _Kept, like: tuple[object, ...]) -> None:
        self._kept, self._like = kept, like

    def __call__(self, name: str, render: Callable[[], str], *texts: str) -> str:
        """A part by its name, with some texts in it, in that order, that are the page's own: rendered for the first
        page, put together for the others. Where one of the texts is not in it once, it is rendered for each."""
        if not self._like:
            return render()
        place = (name, *map(bool, texts), *self._like)
        own = [text for text in texts if text]
        around = self._kept.get(place)
        if around is None:
            whole = render()
            if (around := _around(own, whole)) is not None:
                self._kept[place] = around
            return whole
        return "".join(chain(*zip(around, own, strict=False), around[-1:]))


def _around(own: Iterable[str], whole: str) -> list[str] | None:
    """What stands before, between and behind some texts; None where one of them is not there once, and in its place."""
    around: list[str] = []
    rest = whole
    for text in own:
        if whole.count(text) != 1 or text not in rest:
            return None
        before, _, rest = rest.partition(text)
        around.append(before)
    return [*around, rest]


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Let templates be compiled once for all locales and builds, and begin anew with what pages share."""
    hasten(env)  # MkDocs has a new environment for each build.
    config.extra[_KEY] = {}


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Give a page its frame (``overrides/main.html``)."""
    index = page.parent if page not in nav.pages else None
    # Relative addresses are the same at the same depth.
    like = (index.url, page.url.count("/"), *page.meta.get("hide", ())) if isinstance(index, Page) else ()
    context["frame"] = Frame(config.extra[_KEY], like)
    return context
