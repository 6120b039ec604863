"""The kinds of pages that the site has, and a page of each in a built site.

Knows the addresses of the site, and nothing of browsers.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from minutes import addresses

KINDS = {
    "home": "",
    "meetings": addresses.MEETINGS,
    "meeting": f"{addresses.MEETINGS}*/",
    "agenda": addresses.AGENDA_INDEX,
    "proposals": addresses.PROPOSALS,
    "proposal": f"{addresses.PROPOSALS}*/",
    "news": addresses.RELEASE_NEWS,
    "people": addresses.PEOPLE,
    "projects": addresses.PROJECTS,
    "programmes": addresses.PROGRAMMES,
    "action-items": addresses.ACTION_ITEMS,
    "translations": addresses.TRANSLATIONS,
    "versions": addresses.VERSIONS,
    "guide": "contributing/*/",
    "not-found": "404.html",
}
"""Addresses below a locale's root; where one page stands for many of its kind, ``*``."""


@dataclass(frozen=True, slots=True)
class KindPage:
    """A page that shows its kind in a locale; ``address`` is below the root of the site."""

    kind: str
    locale: str
    address: str


def pages_of(site: Path, locales: tuple[str, ...], kinds: tuple[str, ...]) -> list[KindPage]:
    """A page for each kind and locale of a built site, the fullest of its kind; the default locale comes first.

    A kind that the site has no page of, in a locale, is left out.
    """
    pages = []
    for kind in kinds:
        for locale in locales:
            root = site if locale == locales[0] else site / locale
            pattern = KINDS[kind]
            found = sorted(root.glob(pattern if pattern.endswith(".html") else f"{pattern}index.html"))
            if found:
                fullest = max(found, key=lambda file: file.stat().st_size)
                address = fullest.relative_to(site).as_posix().removesuffix("index.html")
                pages.append(KindPage(kind, locale, address))
    return pages
