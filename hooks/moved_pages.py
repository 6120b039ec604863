"""Addresses that have moved (``_data/moved.yml``): a page that leads on, a second name of an anchor that is there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from bridge import locale_of, log, site_of
from minutes import moved
from minutes.diagnostics import Code, Span, diagnostic
from minutes.moved import Address, Move, Moves, read_moves
from minutes.renderer import PageLinks
from minutes.reporters import one_line
from minutes.strings import strings_for

_KEY = "moves"
_BARE = PageLinks(lambda address: address, lambda _: None)
# An anchor can have a second name inside an element that may hold text.
_HOLDERS = "h[1-6]|section|article|div|p|li|dt|dd|td|th|span|summary|details|figure"


def _moves(config: MkDocsConfig) -> Moves:
    """The moves of this build. What is wrong in the file is told once for all locales."""
    if _KEY not in config.extra:
        site, file = site_of(config), Path(config.docs_dir, moved.PATH)
        text = file.read_text(encoding="utf-8-sig", errors="replace") if file.is_file() else ""
        moves = config.extra[_KEY] = read_moves(text, [site.prefix(locale) for locale in site.locales])
        for one in moves.diagnostics:
            log.warning(one_line(one, strings_for(site.locales[0]), f"{Path(config.docs_dir).name}/"))
    found: Moves = config.extra[_KEY]
    return found


# After all hooks that put something into a page.
@event_priority(-100)
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str | None:
    """Give the anchors of the page their second names."""
    here = f"/{unquote(page.url)}"
    if _moves(config).of_page(here):
        # It is another page when the new addresses are there, or are not.
        page.file.kept_by = None  # type: ignore[attr-defined]
    for anchor, move in _moves(config).of_page(here).items():
        if not anchor or re.search(rf'\sid="{re.escape(anchor)}"', html):
            _report_existing(move, config)
            continue
        if not _is_there(move.new, page, html, files, config):
            continue
        renderer = site_of(config).renderers[locale_of(page)]
        name = renderer.render("moved_anchor", {"anchor": anchor, "href": ""}, _BARE).strip()
        place = re.compile(rf'<(?:{_HOLDERS})\b[^<>]*\sid="{re.escape(move.new.anchor)}"[^<>]*>')
        named = place.sub(lambda found, name=name: found[0] + name, html, count=1)  # type: ignore[misc]
        if move.new.page != here or named == html:
            link = {"anchor": anchor, "href": _relative(move.old, move.new)}
            named = html + renderer.render("moved_anchor", link, _BARE)
        html = named
    return html


def _is_there(new: Address, page: Page, html: str, files: Files, config: MkDocsConfig) -> bool:
    """Whether a page of this build has the new address, as far as can be told: what came later is on no page."""
    if new.page == f"/{unquote(page.url)}":
        return not new.anchor or f'id="{new.anchor}"' in html
    elsewhere = _locale_of(new.page, config) != locale_of(page)
    return elsewhere or any(f"/{unquote(file.url)}".removesuffix("./") == new.page for file in files)


def on_post_build(config: MkDocsConfig) -> None:
    """Write the pages of the locale that only lead on. One that is there stays what it is."""
    site, moves = site_of(config), _moves(config)
    i18n: Any = config.plugins["i18n"]
    for locale in site.locales:
        if locale != i18n.current_language:
            continue
        for page in dict.fromkeys(old.page for old in moves.by_old if _locale_of(old.page, config) == locale):
            _write(page, moves.of_page(page), locale, config)


def _locale_of(address: str, config: MkDocsConfig) -> str:
    """The locale that an address of the site belongs to."""
    site = site_of(config)
    return next((each for each in site.locales[1:] if address.startswith(f"/{site.prefix(each)}")), site.locales[0])


def _write(page: str, moves: Mapping[str, Move], locale: str, config: MkDocsConfig) -> None:
    file = Path(config.site_dir, f"{page.lstrip('/')}index.html")
    if "" not in moves or file.exists():
        if "" in moves:
            _report_existing(moves[""], config)
        return
    whole = moves[""]
    if not _is_built(whole.new.page, locale, config):
        # In a site as of a day, it may be that nobody had heard of the new one.
        if site_of(config).day == date.max:
            _report(moved.MOVE_TARGET_UNKNOWN, whole.new_span, config, old=whole.old, new=whole.new, likely="…")
        return
    view = {
        "page": quote(whole.new.page.lstrip("/")),
        "canonical": urljoin(config.site_url or "/", quote(whole.new.page.lstrip("/"))),
        "href": _relative(whole.old, whole.new),
        "content_security": config.extra.get("content_security", ""),
        "anchors": [(anchor, _relative(move.old, move.new)) for anchor, move in moves.items() if anchor],
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(site_of(config).renderers[locale].render("moved_page", view, _BARE), encoding="utf-8")


def _is_built(page: str, locale: str, config: MkDocsConfig) -> bool:
    """Whether the site has a page or file; of another locale, which may be built elsewhere, nobody knows."""
    path = Path(config.site_dir, page.lstrip("/"))
    return _locale_of(page, config) != locale or (path / "index.html" if page.endswith("/") else path).is_file()


def _relative(old: Address, new: Address) -> str:
    """A link from the page of an address to another address."""
    ends = "/" if new.page.endswith("/") else ""
    path = posixpath.relpath(new.page, old.page).removesuffix("/") + ends
    return quote(path) + (f"#{quote(new.anchor)}" if new.anchor else "")


def _report_existing(move: Move, config: MkDocsConfig) -> None:
    _report(moved.MOVE_SOURCE_EXISTS, move.old_span, config, old=move.old)


def _report(code: Code, span: Span, config: MkDocsConfig, **values: object) -> None:
    found = diagnostic(code, moved.PATH, span, **values)
    log.warning(one_line(found, strings_for(site_of(config).locales[0]), f"{Path(config.docs_dir).name}/"))
