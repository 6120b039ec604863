"""The agenda index: every agenda item of every meeting, on one page, or by year where there are many."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from bridge import Site, generated_page, open_site, outputs_of, site_of
from filling import fill
from minutes import addresses
from minutes.strings import strings_for
from minutes.views.agenda import ONE_PAGE, agenda_index, agenda_pages, agenda_year, narrowing
from minutes.views.basis import Basis
from minutes.views.lens import Lens

_SCRIPT = "assets/javascripts/agenda-filter.js"


# After static-i18n (-100), which cannot cope with files that are not on disk.
@event_priority(-200)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages of the years, if there is an index that they belong to."""
    site = open_site(config)
    locale = _locale_built(config)
    index = f"{site.prefix(locale)}{addresses.AGENDA_INDEX}index.html"
    if not any(file.dest_uri == index for file in files):
        return files
    for year in agenda_pages(site.lenses[locale], _one_page(config)):
        texts = {each: _source(each, year) for each in site.locales}
        file = generated_page(config, texts, addresses.agenda_year(year))[locale]
        file.agenda_year = year  # type: ignore[attr-defined]
        file.made_of = partial(_made_of, site, locale, year, _one_page(config))  # type: ignore[attr-defined]
        files.append(file)
    i18n: Any = config.plugins["i18n"]
    i18n.i18n_files_per_language[locale] = files.documentation_pages()
    return files


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str | None:
    """Render the view where the page has its marker."""
    one_page, year = _one_page(config), getattr(page.file, "agenda_year", None)
    if year is not None:
        return fill(html, "agenda-year", page, config, files, lambda lens: agenda_year(lens, year, one_page))
    index = partial(agenda_index, one_page=one_page)
    filled = fill(html, "agenda-index", page, config, files, index, Basis.of_outlines)
    if filled is not None:
        page.meta["script"] = _SCRIPT
    return filled


def on_post_build(config: MkDocsConfig) -> None:
    """Write what the filter knows of the years that are on other pages, each locale its own."""
    site, locale = site_of(config), _locale_built(config)
    lens, index = site.lenses[locale], Path(config.site_dir) / site.prefix(locale) / addresses.AGENDA_INDEX
    if index.is_dir() and agenda_pages(lens, _one_page(config)):
        made = partial(_narrowing, lens, site.prefix(locale))
        outputs_of(config).once("narrowing", site.bases[locale].of_outlines, made)


def _narrowing(lens: Lens, prefix: str) -> Iterator[tuple[str, bytes]]:
    text = json.dumps(narrowing(lens), ensure_ascii=False, separators=(",", ":"))
    yield f"{prefix}{addresses.AGENDA_NARROWING}", text.encode()


def _made_of(site: Site, locale: str, year: int, one_page: int) -> object:
    """What the page of a year depends on."""
    lens, basis = site.lenses[locale], site.bases[locale]
    meetings = [basis.of_meeting(meeting) for meeting in lens.archive.meetings if meeting.date.year == year]
    return agenda_pages(lens, one_page), year, meetings


def _source(locale: str, year: int) -> str:
    words = strings_for(locale)
    values = {
        "title": words("agenda.year_title", year=year),
        "description": words("agenda.year_description", year=year),
        "hide": ["navigation", "toc"],
    }
    # JSON is YAML, and is written in a twentieth of the time.
    return f"---\n{json.dumps(values, ensure_ascii=False)}\n---\n\n<!-- view: agenda-year -->\n"


def _one_page(config: MkDocsConfig) -> int:
    """How many items the index shows on one page; more are split by year."""
    return int(config.extra.get("agenda_on_one_page", ONE_PAGE))


def _locale_built(config: MkDocsConfig) -> str:
    i18n: Any = config.plugins["i18n"]
    return str(i18n.current_language)
