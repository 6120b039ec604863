"""What stands beside the versions: the way in, the list of versions, the sitemap, and the page for unknown addresses.

All of it is made anew at each publication, from the current version and from what the versions themselves say.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote, urlsplit

from minutes.addresses import VERSIONS
from minutes.renderer import PageLinks, Renderer
from minutes.views.versions import SiteVersion, versions_list
from publishing.corrections import Notice, is_list

_BY_ITSELF = "<html data-by-itself>"
_LINK = re.compile(r'(\s(?:href|src|action)=")([^"]*)(")')
_CONFIG = re.compile(r'("(?:base|search)":\s*")([^"]*)(")')
_REFRESH = re.compile(r'<meta http-equiv="refresh"[^>]*>')
_REGION = re.compile(r"(<!-- versions -->).*?(<!-- end versions -->)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Words:
    """The words that a publication puts into pages, from the templates of the commit that is published."""

    fragments: Path

    def notice(self, about: SiteVersion, current: SiteVersion, *, older: bool) -> Callable[[Notice], str]:
        """How the pages of a version say that another one is current."""

        def words(notice: Notice) -> str:
            view = {"version": about, "current": current, "older": older, "notice": notice}
            # On one line, so that a page can be compared by line.
            return " ".join(self._render("version_notice", notice.locale, view, "").split())

        return words

    def versions(self, versions: Sequence[SiteVersion], current: str, locale: str, prefix: str) -> str:
        """The list of versions in a locale, for the page of that locale beside the versions."""
        view = {"entries": versions_list(versions, locale), "current": current, "prefix": prefix}
        return self._render("versions_list", locale, view, "../" * (1 + prefix.count("/")))

    def way_in(self, folder: str, locale: str, prefix: str, *, chosen: bool) -> str:
        """A page that leads on to the home page of a version; ``chosen`` where somebody said to which."""
        target = f"{'../' * prefix.count('/')}{quote(folder)}/{prefix}"
        return self._render("way_in", locale, {"target": target, "chosen": chosen}, "")

    def _render(self, fragment: str, locale: str, view: Mapping[str, object], up: str) -> str:
        links = PageLinks(lambda address: f"{up}{quote(address, safe='/#')}", lambda _: None)
        return _renderer(self.fragments, locale).render(fragment, view, links)


@cache
def _renderer(fragments: Path, locale: str) -> Renderer:
    """One for all pages: a version has thousands."""
    return Renderer(fragments, locale)


def folder_chosen(text: str) -> str | None:
    """The folder that a page of ``Words.way_in``, or of mike, leads to because somebody said so, or None."""
    found = re.search(r'(?:url=|location\.replace\(\s*")(?:\.\./)*([^"/]+)/', text)
    return found[1] if found and _BY_ITSELF not in text else None


def list_page(shell: str, address: str, folder: str, content: str, root: str) -> str:
    """The list of versions as a page of the site, beside the versions.

    ``shell`` is the page that the current version, which is read in ``folder``, has at ``address`` for it.
    """
    here = f"/{address}"

    def moved(link: re.Match[str]) -> str:
        path = urlsplit(link[2]).path
        if not path or path.startswith("/") or urlsplit(link[2]).scheme:
            return link[0]
        ends = "/" if path.endswith("/") or posixpath.basename(path) in (".", "..") else ""
        below = posixpath.normpath(posixpath.join(here, path)).lstrip("/")
        below += ends if below else ""
        there = f"/{below}" if is_list(below) else f"/{folder}/{below}"
        relative = posixpath.relpath(there, here) + ends
        return f"{link[1]}{relative}{link[2][len(path) :]}{link[3]}"

    text = _LINK.sub(moved, _REFRESH.sub("", shell))
    text = _CONFIG.sub(moved, text)
    text = _beside_the_versions(text, root)
    return _REGION.sub(lambda _: content, text, count=1)


def root_sitemap(sitemap: str, version: str, folder: str, root: str) -> str:
    """The sitemap of the site: that of one version, at the addresses where it is read."""
    return _beside_the_versions(sitemap.replace(f"{root}{quote(version)}/", f"{root}{quote(folder)}/"), root)


def _beside_the_versions(text: str, root: str) -> str:
    """Addresses of the list of versions in a version as those of the list beside them."""
    beside = rf"(?:[a-z]{{2}}(?:-[a-zA-Z]+)?/)?{VERSIONS}"
    # What lies beside them already is left alone: the folder of a locale is none of a version.
    return re.sub(rf'{re.escape(root)}(?!{beside}["<])[^/"<]+/({beside})(?=["<])', lambda found: root + found[1], text)


def root_not_found(page: str, version: str, folder: str, root: str) -> str:
    """The page for unknown addresses: that of the current version, at the addresses where it is read."""
    path = urlsplit(root).path
    return page.replace(f'"{path}{quote(version)}/', f'"{path}{quote(folder)}/').replace(
        f"{root}{quote(version)}/", f"{root}{quote(folder)}/"
    )
