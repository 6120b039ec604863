"""The theme's files, found without a look at its icons: MkDocs asks for the names of ten thousand of them, and takes
none."""

from __future__ import annotations

import os
from functools import partial

from jinja2 import Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.theme import Theme


# After static-i18n (-100), which copies the theme with all that is in it.
@event_priority(-200)
def on_config(config: MkDocsConfig) -> None:
    """Have the theme look for its files that way."""
    config.theme.get_env = partial(_environment, config.theme)  # type: ignore[method-assign]


def _environment(theme: Theme) -> Environment:
    """The templates of a theme, of which those in hidden folders can be asked for by name only."""
    environment = Theme.get_env(theme)
    environment.loader = _Loader(theme.dirs)
    return environment


class _Loader(FileSystemLoader):
    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for folder in self.searchpath:
            for place, folders, names in os.walk(folder):
                folders[:] = [name for name in folders if not name.startswith(".")]
                below = os.path.relpath(place, folder).replace(os.sep, "/")
                found.update(name if below == "." else f"{below}/{name}" for name in names)
        return sorted(found)
