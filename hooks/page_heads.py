"""The heads of pages: a title and a description made from the content, and what other sites and search engines get."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from struct import unpack
from typing import Any
from urllib.parse import urljoin

from jinja2 import Environment
from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from bridge import basis_of, lens_of, locale_of, memory_of, name_of, site_of
from minutes.cache import NOTHING
from minutes.strings import strings_for
from minutes.views import linked_data
from minutes.views.cards import TRANSLATIONS, Authored, Card, facts, meeting_card, page_card, proposal_card
from minutes.views.lens import Lens
from minutes.views.linked_data import Node, Place

_KEY = "share_picture"
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_PNG = b"\x89PNG\r\n\x1a\n"


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Look at the picture of the site, once for all pages."""
    i18n: Any = config.plugins["i18n"]
    config.extra[_KEY] = _image(config, i18n.current_language)


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Put together what the head of a page says (``partials/head.html``)."""
    site, lens, locale = site_of(config), lens_of(page, config), locale_of(page)
    card = _card(page, lens, config)
    image, root = config.extra[_KEY], f"{config.site_url or '/'}{site.prefix(locale)}"
    place = Place(
        url=page.canonical_url or page.url,
        absolute=lambda address: f"{root}{address}",
        organizer=str(config.extra.get("organizer", "")),
        home=site.home,
        image=image["url"] if image else "",
    )
    others = (each for each in site.locales if each in page.file.alternates and each != locale)  # type: ignore[attr-defined]
    # Material writes it as it is.
    page.meta["description"] = str(escape(card.description))
    context["head"] = {
        "title": card.title,
        "description": card.description,
        "type": "article" if card.day else "website",
        "published": card.day,
        "url": place.url,
        "locale": strings_for(locale)("card.open_graph_locale"),
        "other_locales": [strings_for(each)("card.open_graph_locale") for each in others],
        "image": image,
        "linked_data": [linked_data.serialised(node) for node in _nodes(page, lens, card, place, nav, config)],
    }
    return context


def _card(page: Page, lens: Lens, config: MkDocsConfig) -> Card:
    file: Any = page.file
    if hasattr(file, "minutes_page"):
        return meeting_card(lens, file.minutes_page)
    about = page.meta.get("description") or _first_paragraph(page.content or "")
    language = site_of(config).names[file.locale] if file.locale != locale_of(page) else ""
    authored = Authored(_text(page.title or ""), str(about), config.site_name, language)
    shows = getattr(file, "shows", "")
    proposal_id = name_of(file)
    if shows == "proposal-dossier" and proposal_id in lens.proposals:
        return proposal_card(lens, proposal_id, authored)
    return page_card(lens, shows, _facts(page, shows, config), authored)


def _facts(page: Page, shows: str, config: MkDocsConfig) -> str:
    """They take all views of meetings to find out, and follow from less."""
    memory, basis, lens = memory_of(config), basis_of(page, config), lens_of(page, config)
    if memory is NOTHING:
        return facts(lens, shows)
    of = basis.of_translations() if shows == TRANSLATIONS else basis.of_outlines()
    return memory.once("facts", (shows, of), partial(facts, lens, shows))


def _nodes(page: Page, lens: Lens, card: Card, place: Place, nav: Navigation, config: MkDocsConfig) -> Iterator[Node]:
    home = site_of(config).prefix(locale_of(page))
    if page.url == home:
        yield linked_data.website(config.site_name, card.description, locale_of(page), place)
        return
    above = [each for each in reversed(list(page.ancestors)) if isinstance(each, Page)]
    if first := next((each for each in nav.pages if each.url == home and each not in above), None):
        above.insert(0, first)
    trail = [(_text(each.title or ""), each.canonical_url or each.url) for each in (*above, page)]
    yield linked_data.breadcrumbs(trail)
    meeting = getattr(page.file, "meeting", None)
    if meeting:
        yield linked_data.event(lens, meeting, card.description, place)
    if getattr(page.file, "shows", "") == "release-news" and lens.releases:
        yield linked_data.graph(linked_data.articles(lens.releases, place))


def _image(config: MkDocsConfig, locale: str) -> dict[str, Any] | None:
    """The picture of the site with its size, or None where there is none."""
    path = str(config.extra.get("share_image", ""))
    files = (Path(folder, path) for folder in (config.docs_dir, config.theme.custom_dir or ""))
    file = next((file for file in files if path and file.is_file()), None)
    if file is None:
        return None
    with file.open("rb") as opened:
        start = opened.read(24)
    if not start.startswith(_PNG):
        return None
    width, height = unpack(">II", start[16:24])
    alt = strings_for(locale)("card.image", site=config.site_name)
    return {"url": urljoin(config.site_url or "/", path), "width": width, "height": height, "alt": alt}


def _first_paragraph(html: str) -> str:
    found = _PARAGRAPH.search(html)
    return _text(found[1]) if found else ""


def _text(html: str) -> str:
    return str(Markup(html).striptags())  # noqa: S704 — a page's own HTML, made into text
