"""Links written in minutes: which of them lead to a file of the docs folder, and how they are rewritten.

Knows how a relative link is resolved, as on GitHub, and how far the entry of a list goes. Knows nothing of
the addresses that files have on the site: whoever rewrites brings a function for that.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from html import escape, unescape
from urllib.parse import unquote, urljoin, urlsplit

from minutes.model import Link, Minutes

# The HTML is our own serialisation, where an attribute always is in double quotes and a tag never contains `>`.
_ADDRESS = re.compile(r'(<(?:a|img)\b[^>]*? (?:href|src)=")([^"]*)(")')
# Begins with letters that are looked for at once, as looking behind is not.
_WRITTEN_OUT = re.compile(r">https?://[^<>\s]+(?=</a>)")
_ENTRY = re.compile(r"[> \t]*+(?:[-*+]|\d{1,9}[.)]|#{1,6})\s")
_PART = re.compile(r"([^/]/)(?=[^/])")
_WHOLE = ("https://", "http://")
"""What most links begin with, which then lead to the same place from anywhere."""


def target_of(href: str, path: str) -> str | None:
    """The file that a relative link in ``path`` leads to, relative to the docs folder; None for any other link."""
    if href.startswith(_WHOLE):
        return None
    try:
        parts = urlsplit(href)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))


def rewrite_links(html: str, path: str, address_of: Callable[[str], str | None], site: str) -> str:
    """HTML of the minutes ``path`` with links that work on the page that shows it.

    ``address_of`` gives the address of a file of the docs folder, or None. A link from the root (``/docs/``) is
    meant for the community's website, ``site``, where that is known.
    """

    def rewrite(match: re.Match[str]) -> str:
        href = unescape(match[2])
        if target := target_of(href, path):
            if address := address_of(target):
                fragment = urlsplit(href).fragment
                href = f"{address}#{fragment}" if fragment else address
        elif href.startswith("/") and not href.startswith("//") and site:
            href = urljoin(site, href)
        return f"{match[1]}{escape(href)}{match[3]}"

    return _ADDRESS.sub(rewrite, html)


def breakable_links(html: str) -> str:
    """HTML in which an address that is its own text may go on in the next line between its parts.

    A browser breaks it only where the line ends, in the middle of a word or of a number.
    """
    return _WRITTEN_OUT.sub(lambda match: _PART.sub(r"\1<wbr>", match[0]), html)


def absolute_links(html: str, page: str) -> str:
    """HTML of the page at the address ``page`` with links that work anywhere."""

    def resolve(match: re.Match[str]) -> str:
        if match[2].startswith(_WHOLE):
            return match[0]
        try:
            href = urljoin(page, unescape(match[2]))
        except ValueError:
            return match[0]
        return f"{match[1]}{escape(href)}{match[3]}"

    return _ADDRESS.sub(resolve, html)


def links_of_entry(minutes: Minutes, line: int) -> Iterator[Link]:
    """The links of the list entry that begins on a line, with what is nested in it."""
    indent, blank, end = _indent(minutes.lines[line - 1]), False, line + 1
    for text in minutes.lines[line:]:
        empty = _indent(text) == len(text)
        if not empty and _indent(text) <= indent and (blank or _ENTRY.match(text)):
            break
        blank, end = empty, end + 1
    return (link for link in minutes.links if line <= link.line < end)


def _indent(text: str) -> int:
    """How many characters stand before the words of a line; the marks of a quote count."""
    return len(text) - len(text.lstrip("> \t"))
