"""What the site's configuration says of the community: its languages, and how often it meets.

Knows the few keys of ``mkdocs.yml`` that commands need, and nothing of MkDocs: a key that is missing or wrong counts as
left out, for MkDocs itself says what is wrong with its configuration.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from minutes.strings import LOCALES

CONFIGURATION = "mkdocs.yml"
"""The file's name; it lies beside the docs folder."""


@dataclass(frozen=True, slots=True)
class Settings:
    """``locales`` start with the default one; ``meeting_interval`` is in days, 0 where nothing is said."""

    locales: tuple[str, ...] = LOCALES
    meeting_interval: int = 0


def settings_beside(docs: Path) -> Settings:
    """The settings of the site that a docs folder belongs to; what every site has where there is no configuration."""
    try:
        text = (docs.resolve().parent / CONFIGURATION).read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return Settings()
    return settings_of(text)


def settings_of(text: str) -> Settings:
    """The settings in the text of a configuration."""
    try:
        found = yaml.load(text, Loader=_Loader)  # noqa: S506 — a safe loader that passes over tags
    except (yaml.YAMLError, RecursionError):
        found = None
    interval = _value(found, "extra", "meeting_interval")
    return Settings(_locales(found) or LOCALES, interval if type(interval) is int and interval > 0 else 0)


def _locales(configuration: object) -> tuple[str, ...]:
    """The locales of the i18n plugin that have a string table, the default one first."""
    plugins = _value(configuration, "plugins")
    listed = plugins if isinstance(plugins, list) else [plugins]
    languages = next((found for each in listed if (found := _value(each, "i18n", "languages"))), ())
    named = languages if isinstance(languages, list) else []
    ours = [one for one in named if _value(one, "locale") in LOCALES and _value(one, "build") is not False]
    ours.sort(key=lambda one: not _value(one, "default"))
    return tuple(dict.fromkeys(str(_value(one, "locale")) for one in ours))


def _value(node: object, *keys: str) -> object:
    """What stands below keys, or None."""
    for key in keys:
        node = node.get(key) if isinstance(node, dict) else None
    return node


class _Loader(yaml.SafeLoader):
    """YAML as MkDocs has it, whose own tags (``!ENV``, ``!!python/name:…``) mean nothing here."""


_Loader.add_multi_constructor("!", lambda *_: None)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: None)
