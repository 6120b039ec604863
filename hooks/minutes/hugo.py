"""What a Hugo site's content looks like: locales in folders and names, page bundles, shortcodes, TOML front matter.

Knows Hugo's conventions (https://gohugo.io/content-management/). Knows neither minutes nor the file system.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import PurePosixPath

import yaml

INDEX_STEMS = ("_index", "index")
"""The names of a page that stands for its folder, without locale and ending."""

_SHORTCODE = re.compile(r"\{\{[<%]\s*+(?:/\*)?\s*+/?\s*+(?P<name>[\w./-]++)")
_LOCALE_FOLDER = re.compile(r"[a-z]{2}(?:-[a-z]{2,4})?", re.IGNORECASE)
_TOML = re.compile(r"\+\+\+[ \t]*\n(?P<toml>.*?)^\+\+\+[ \t]*$\n?", re.DOTALL | re.MULTILINE)


def stem_of(name: str, locales: Sequence[str]) -> tuple[str, str]:
    """A file's name without its ending, and the locale between the two: ``index.en.md`` gives both; else empty."""
    stem = PurePosixPath(name).stem
    plain, _, locale = stem.rpartition(".")
    return (plain, locale) if plain and locale in locales else (stem, "")


def locale_in(parts: Sequence[str], locales: Sequence[str]) -> str:
    """The locale that folders name, from the outermost: below ``content``; or empty.

    One that the archive does not have (``content/ja/``) is returned as it stands there.
    """
    for above, below in reversed(list(pairwise(parts))):
        if above == "content" and _LOCALE_FOLDER.fullmatch(below):
            return next((each for each in (below, below.partition("-")[0]) if each in locales), below)
    return ""


def shortcodes(text: str) -> Iterator[tuple[str, int]]:
    """The name and line of every shortcode."""
    for number, line in enumerate(text.split("\n"), start=1):
        for match in _SHORTCODE.finditer(line) if "{{" in line else ():
            yield match["name"], number


def with_yaml_front_matter(text: str) -> str:
    """A text whose front matter is TOML between ``+++``, with YAML in its place. Raises ValueError for broken TOML."""
    match = _TOML.match(text)
    if not match:
        return text
    values = tomllib.loads(match["toml"])
    try:
        written = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=10_000) if values else ""
    except yaml.YAMLError as error:
        # TOML has times of day, which YAML has not.
        raise ValueError(str(error)) from error
    return f"---\n{written}---\n{text[match.end() :]}"
