"""Text that any format takes: what people write may hold characters that XML, UTF-8 or a calendar has no place for."""

from __future__ import annotations

import re

# All but Char of XML 1.0, 2.2, without the discouraged ones that are no characters at all; lone surrogates among it.
_ILLEGAL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def plain(text: str) -> str:
    """The text with a mark for every character that no format takes."""
    return _ILLEGAL.sub(_REPLACEMENT, text)


def one_line(text: str) -> str:
    """The same with single spaces, for titles and names."""
    return " ".join(plain(text).split())
