"""What the pages of a version say of the other versions, put into pages that were built long ago.

A page is built knowing only its own version. Where it stands among the others — its canonical address, whether search
engines should show it, and the notice that it is old — is written into it when it is published, and again when the
current version moves. Writing it twice gives what writing it once gives. Pure: text in, text out.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import quote, unquote, urlsplit

from minutes.addresses import VERSIONS

_CANONICAL = re.compile(r'(<link rel="canonical" href=")[^"]*(">)')
_OPEN_GRAPH = re.compile(r'(<meta property="og:url" content=")[^"]*(">)')
_ALTERNATE = re.compile(r'(<link rel="alternate" href=")([^"]*)(" hreflang="[^"]*">)')
_LINKED_DATA = re.compile(r'(<script type="application/ld\+json">)(.*?)(</script>)', re.DOTALL)
_QUOTED = re.compile(r'(")(https?://[^"\\]*)(")')
_MOVED = re.compile(r'<html [^>]*data-moved-to="([^"]*)"')
_HEAD = re.compile(r"(<!-- version: head -->).*?(<!-- end version -->)", re.DOTALL)
_NOTICE = re.compile(r"(<!-- version: notice -->).*?(<!-- end version -->)", re.DOTALL)
_NOT_INDEXED = '<meta name="robots" content="noindex">'


@dataclass(frozen=True, slots=True)
class Current:
    """The version that readers and search engines are led to.

    ``name`` and ``title`` are the version's, ``folder`` is where it is read: an alias such as ``latest``, or its own
    name. ``pages`` are the addresses of its pages below that folder: ``""`` is its home page, ``en/agenda/`` another.
    """

    name: str
    title: str
    folder: str
    pages: frozenset[str]


@dataclass(frozen=True, slots=True)
class Notice:
    """What a page that is not of the current version has to say.

    ``locale`` is that of the page; ``address`` leads from it to the same page of the current version, or to the nearest
    one above it that is there; ``same`` tells which.
    """

    locale: str
    address: str
    same: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A version among the others. ``root`` is the address of the site; ``words`` the HTML of a notice."""

    version: str
    root: str
    current: Current
    locales: tuple[str, ...]
    words: Callable[[Notice], str]

    def correct(self, path: str, text: str) -> str:
        """The text of a page at a path of the version (``en/agenda/index.html``), as it has to be now."""
        address = address_of(path)
        is_current = self.version == self.current.name
        # A page that only leads on stands for the one that it leads to.
        moved = _MOVED.search(text)
        canonical = escape(self._canonical(unquote(unescape(moved[1])) if moved else address))
        notice = "" if is_current else self.words(self._notice(address))
        head = "" if is_current else _NOT_INDEXED
        text = _once(_OPEN_GRAPH, _once(_CANONICAL, text, canonical), canonical)
        text = _ALTERNATE.sub(lambda found: found[1] + escape(self._there(unescape(found[2]))) + found[3], text)
        text = _LINKED_DATA.sub(lambda found: found[1] + _QUOTED.sub(self._quoted, found[2]) + found[3], text)
        return _once(_NOTICE, _once(_HEAD, text, head), notice)

    def _canonical(self, address: str) -> str:
        """Where a page is read, given its address below a version."""
        folder = self.current.folder if address in self.current.pages else self.version
        # The list of versions is one page for all of them, and lies beside them.
        below = "" if is_list(address) else f"{quote(folder)}/"
        return f"{self.root}{below}{quote(address)}"

    def _there(self, url: str) -> str:
        """Where what a page refers to is read, given an address of it in whatever folder; any other address stays."""
        below = url.removeprefix(self.root)
        if below == url or below in (VERSIONS, *(f"{locale}/{VERSIONS}" for locale in self.locales)):
            return url
        address, mark, anchor = below.partition("/")[2].partition("#")
        return f"{self._canonical(unquote(address))}{mark}{anchor}"

    def _quoted(self, found: re.Match[str]) -> str:
        return f"{found[1]}{self._there(found[2])}{found[3]}"

    def _notice(self, address: str) -> Notice:
        there = nearest(address, self.current.pages)
        # A page for unknown addresses is shown at any depth: only an address from the root leads on from there.
        up = urlsplit(self.root).path if address.endswith(".html") else "../" * (address.count("/") + 1)
        locale = next((each for each in self.locales[1:] if address.startswith(f"{each}/")), self.locales[0])
        return Notice(locale, f"{up}{quote(self.current.folder)}/{quote(there)}", there == address)


def address_of(path: str) -> str:
    """The address of the page that a file is: ``en/agenda/`` of ``en/agenda/index.html``."""
    return path.removesuffix("index.html") if posixpath.basename(path) == "index.html" else path


def is_list(address: str) -> bool:
    """Whether an address is that of the list of versions, in any locale."""
    return address == VERSIONS or address.endswith(f"/{VERSIONS}")


def pages_of(files: Mapping[str, str]) -> frozenset[str]:
    """The addresses of all pages among files."""
    return frozenset(address_of(path) for path in files if posixpath.basename(path) == "index.html")


def nearest(address: str, pages: frozenset[str]) -> str:
    """The address itself where there is such a page, else that of the nearest page above it; the home page at last."""
    while address and address not in pages:
        above = posixpath.dirname(address.rstrip("/"))
        address = f"{above}/" if above else ""
    return address


def _once(pattern: re.Pattern[str], text: str, content: str) -> str:
    """Put content between the ends of the first place that a pattern finds."""
    return pattern.sub(lambda found: f"{found[1]}{content}{found[2]}", text, count=1)
