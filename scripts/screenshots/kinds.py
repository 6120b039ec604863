"""The kinds of pages that the site has, and a page of each in a built site.

Knows the addresses of the site, and nothing of browsers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    "guide": "contributing/format/",
    "not-found": "404.html",
}
"""Addresses below a locale's root; where one page stands for many of its kind, ``*``."""


@dataclass(frozen=True, slots=True)
class KindPage:
    """A page that shows its kind in a locale; ``address`` is below the root of the site."""

    kind: str
    locale: str
    address: str


def pages_of(site: Path, locales: Sequence[str], kinds: Iterable[str]) -> list[KindPage]:
    """A page for each kind and locale of a built site; the default locale comes first.

    Of many, it is the one that is the fullest in the default locale. A kind that has no page in a locale is left out.
    """
    pages = []
    for kind in kinds:
        name = KINDS[kind] if KINDS[kind].endswith(".html") else f"{KINDS[kind]}index.html"
        if not (found := sorted(site.glob(name))):
            continue
        fullest = max(found, key=lambda file: file.stat().st_size).relative_to(site).as_posix()
        for locale in locales:
            path = fullest if locale == locales[0] else f"{locale}/{fullest}"
            if (site / path).is_file():
                pages.append(KindPage(kind, locale, path.removesuffix("index.html")))
    return pages
