"""Where the pages of a site are, in every locale, as addresses below that of the site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urljoin

# What RFC 3986 lets stand in a path or a fragment as it is.
_SAFE = "/:@!$&'()*+,;=~"


@dataclass(frozen=True, slots=True)
class Pages:
    """``root`` is the address of the site with a slash at its end, ``/`` where it has none; ``folders`` the folder of
    each locale below it (empty for the default locale, which comes first, else ``en/``); ``home`` the community's
    website, against which links from the root are resolved; ``documents`` the files of the docs folder."""

    root: str
    folders: Mapping[str, str]
    home: str = ""
    documents: frozenset[str] = frozenset()

    @property
    def locales(self) -> tuple[str, ...]:
        """The locales of the site, the default one first."""
        return tuple(self.folders)

    def urls(self, address: str, document: str = "") -> dict[str, str]:
        """An address below a locale's root (see ``addresses``) in every locale of the site.

        Where the page is made of a ``document`` of the docs folder (``news.md``), only in locales that have it; that of
        the default locale stands in for it in the others.
        """
        path, separator, fragment = address.partition("#")
        encoded = quote(path, safe=_SAFE) + separator + quote(fragment, safe=_SAFE)
        everywhere = not document or f"{self.locales[0]}/{document}" in self.documents
        return {
            locale: f"{self.root}{folder}{encoded}"
            for locale, folder in self.folders.items()
            if everywhere or f"{locale}/{document}" in self.documents
        }

    def outward(self, url: str) -> str:
        """Where a link in the minutes leads."""
        return urljoin(self.home or self.root, url) if url.startswith("/") else url
