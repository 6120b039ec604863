"""What a diagnostic says, as sentences of one language.

Knows the keys of the string tables. Knows nothing of layouts. Values come from untrusted minutes: a character that
does not show itself, or that steers a terminal, is written as its number.
"""

from __future__ import annotations

import re
import unicodedata

from minutes.diagnostics import Code, Diagnostic
from minutes.strings import Strings
from minutes.vocabulary import STATUS_WORDS, Status

_PLACEHOLDER = re.compile(r"\{\w+\}")
_STATUS_VALUES = frozenset({"before", "after", "status"})
_WORD_VALUES = frozenset({"reason", "found_type", "expected_type"})
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def message(found: Diagnostic, strings: Strings) -> str:
    """What is wrong, and what was expected."""
    return strings(f"diagnostic.{found.code.slug}.message", **_values(found, strings))


def suggestion(found: Diagnostic, strings: Strings) -> str:
    """What to write instead."""
    return strings(f"diagnostic.{found.code.slug}.suggestion", **_values(found, strings))


def _values(found: Diagnostic, strings: Strings) -> dict[str, str]:
    """The values of a finding, a status, a type and a reason by their words in the language."""
    words = STATUS_WORDS.get(strings.locale, {})

    def shown(key: str, value: str) -> str:
        if key in _STATUS_VALUES and value in words:
            return words[Status(value)]
        return strings.word(value) if key in _WORD_VALUES else value

    return {key: shown(key, value) for key, value in found.values.items()}


def in_general(code: Code, strings: Strings) -> tuple[str, str]:
    """Message and suggestion of a code as such: ``…`` stands for what differs from finding to finding."""
    keys = (f"diagnostic.{code.slug}.{part}" for part in ("message", "suggestion"))
    general, remedy = (_PLACEHOLDER.sub("…", strings(key)).replace("{{", "{").replace("}}", "}") for key in keys)
    return general, remedy


def one_line(found: Diagnostic, strings: Strings, root: str = "") -> str:
    """The diagnostic on one line, in the form that editors and terminals turn into a link: ``path:line:column``."""
    place = f"{visible(root + found.path)}:{found.span.line}:{found.span.column}"
    text = f"{message(found, strings)} {suggestion(found, strings)}"
    return f"{place}: {found.severity} {found.code.code} [{found.code.slug}] {visible(text)}"


def visible(text: str) -> str:
    """Text on one line, without a character that does not show itself: U+200B is written ``<U+200B>``."""
    return "".join(visible_character(character) for character in " ".join(text.split("\n")))


def visible_character(character: str) -> str:
    """A character as it may stand on a terminal."""
    return f"<U+{ord(character):04X}>" if unicodedata.category(character) in _UNSEEN else character
