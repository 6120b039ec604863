"""Views into HTML: the only caller of Jinja.

Knows the fragments folder, the string tables and how to make an address relative to the page that is rendered.
Knows no markup: that stands in the fragments, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote, urljoin

from babel.dates import format_date
from jinja2 import FileSystemLoader, StrictUndefined, Template, TemplateError
from markupsafe import Markup, escape

from minutes import addresses, reporters
from minutes.diagnostics import Diagnostic
from minutes.links import breakable_links, rewrite_links
from minutes.strings import Strings, strings_for
from minutes.templates import COMPILED, DirectCode, DirectEnvironment, hasten
from minutes.views.fitting import begun
from minutes.views.meetings import NewsView
from minutes.views.pieces import ItemView
from minutes.vocabulary import STATUS_WORDS, Status


@dataclass(frozen=True, slots=True)
class PageLinks:
    """How links are written on one page.

    ``to_address`` makes an address of this locale (``agenda/``, see ``addresses``) relative to the page;
    ``to_file`` gives the relative address of a file of the docs folder, or None; ``site`` is the community's
    website, against which links from the root are resolved; ``source`` the address of a line of a source file, with
    ``{path}`` and ``{line}`` in it, or empty where sources are not published; ``edit`` the address where a source file
    is changed, with ``{path}``, and ``new`` the one where a file is made, with ``{folder}`` and ``{name}``, or empty.
    """

    to_address: Callable[[str], str]
    to_file: Callable[[str], str | None]
    site: str = ""
    source: str = ""
    edit: str = ""
    new: str = ""


class Renderer:
    """Renders fragments in one locale."""

    def __init__(self, fragments: Path, locale: str) -> None:
        self.strings: Strings = strings_for(locale)
        self._environment = DirectEnvironment(
            loader=FileSystemLoader(fragments),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        hasten(self._environment)
        self._environment.code_generator_class = DirectCode
        # Formatting takes longer than most macros, and a day is named over and over.
        self._environment.filters["date"] = cache(self._date)
        self._environment.filters["begun"] = begun
        self._environment.tests["agenda_item"] = lambda section: isinstance(section, ItemView)
        self._environment.tests["news"] = lambda section: isinstance(section, NewsView)
        self._environment.globals |= {
            "t": self.strings,
            "address": addresses,
            "locale": locale,
            "status_word": self._status_word,
            "problem": self._problem,
            "remedy": self._remedy,
        }

    def compile(self) -> None:
        """Compile every fragment, for processes that are forked later. One that is wrong raises when it is rendered."""

        def compile_one(name: str) -> None:
            with suppress(TemplateError):
                self._environment.get_template(name)

        COMPILED.together(compile_one, self._environment.list_templates(extensions=["jinja"]))

    def render(self, fragment: str, view: object, links: PageLinks) -> str:
        """The HTML of a view. ``fragment`` names a file of the fragments folder without its ending; where the view is a
        mapping, its names are what the fragment sees.

        Raises jinja2.TemplateError, or what Python raises, for a mistake in a fragment.
        """
        seen = SimpleNamespace(**view) if isinstance(view, dict) else view
        return self._template(fragment).render(view=seen, **_functions(links))

    def renderer_of(self, fragment: str, links: PageLinks) -> Callable[[object], str]:
        """What renders many views that have the same links, by the macro ``each`` of a fragment, which is opened once.

        Raises jinja2.TemplateError for a mistake in a fragment.
        """
        each: Callable[[object], Markup] = self._template(fragment).make_module(_functions(links)).each  # type: ignore[attr-defined]
        return lambda view: str(each(view))

    def _template(self, fragment: str) -> Template:
        return self._environment.get_template(f"{fragment}.jinja")

    def _date(self, value: date, form: str = "long") -> str:
        return format_date(value, self.strings(f"date.{form}"), locale=self.strings.locale)

    def _status_word(self, status: Status) -> str:
        return STATUS_WORDS[self.strings.locale][status]

    def _problem(self, found: Diagnostic) -> str:
        return reporters.message(found, self.strings)

    def _remedy(self, found: Diagnostic) -> str:
        return reporters.suggestion(found, self.strings)


def _functions(links: PageLinks) -> dict[str, Callable[..., object]]:
    """What fragments call on a page, by name."""

    def rewritten(html: str, path: str) -> Markup:
        named = _name_boxes(breakable_links(html), path.partition("/")[0])
        return Markup(rewrite_links(named, path, links.to_file, links.site))  # noqa: S704 — sanitised when read

    def outward(url: str) -> str:
        return urljoin(links.site, url) if url.startswith("/") else url

    def source_address(path: str, line: int) -> str:
        return links.source.format(path=quote(path), line=line) if links.source else ""

    def edit_address(path: str) -> str:
        return links.edit.format(path=quote(path)) if links.edit else ""

    def new_address(path: str) -> str:
        folder, _, name = path.rpartition("/")
        return links.new.format(folder=quote(folder), name=quote(name)) if links.new else ""

    def file_address(path: str) -> str:
        return links.to_file(path) or ""

    return {
        # A page leads to the same places over and over.
        "href": cache(links.to_address),
        "rewritten": rewritten,
        "outward": outward,
        "file_address": file_address,
        "source_address": source_address,
        "edit_address": edit_address,
        "new_address": new_address,
    }


def _name_boxes(html: str, locale: str) -> str:
    """HTML of minutes in a language, with the state of each box of a task list in words for who can't see it."""
    if "<input" not in html:
        return html
    words = strings_for(locale)
    for state, name in ((' checked=""', words("people.task_done")), ("", words("people.task_open"))):
        box = f'<input type="checkbox"{state} disabled=""'
        html = html.replace(box, f'{box} aria-label="{escape(name)}"')
    return html
