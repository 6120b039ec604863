"""The sentences that readers and contributors see, one table per locale.

A table is the files of its locale's folder, one for each part of the project. Knows how to look a sentence up and put
values into it. Knows nothing of what the sentences are about.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

import yaml

LOCALES = ("zh", "en")
"""The locales that have a table."""


class Strings:
    """The table of one locale."""

    def __init__(self, locale: str, table: Mapping[str, str | Mapping[str, str]]) -> None:
        self.locale = locale
        self._table = table

    def __call__(self, key: str, /, **values: object) -> str:
        """The sentence for ``key`` with its ``{placeholders}`` filled in.

        A sentence that counts is a mapping with ``one`` and ``other``; the value ``n`` chooses. Raises KeyError
        for an unknown key: a missing sentence is a mistake in this project, never in somebody's minutes.
        """
        entry = self._table[key]
        sentence = entry if isinstance(entry, str) else entry["one" if values.get("n") == 1 else "other"]
        return sentence.format_map(values) if values else sentence

    def word(self, name: str) -> str:
        """The word of the language for a name (``word.list``), or what is no such name as it is."""
        entry = self._table.get(f"word.{name}", name)
        return entry if isinstance(entry, str) else name

    def keys(self) -> frozenset[str]:
        """Every key of the table."""
        return frozenset(self._table)


def in_every_language(key: str, between: str = " ", /, **values: object) -> str:
    """The sentence for ``key`` in each locale, one after the other: where nobody knows who reads it."""
    return between.join(strings_for(locale)(key, **values) for locale in LOCALES)


@cache
def strings_for(locale: str) -> Strings:
    """The table of a locale. Raises FileNotFoundError where the locale has none."""
    table: dict[str, str | Mapping[str, str]] = {}
    for file in sorted(resources.files(__name__).joinpath(locale).iterdir(), key=lambda file: file.name):
        table |= yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return Strings(locale, table)
