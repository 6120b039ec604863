"""All that a site is made of: what of it changed since it was built, and what is known of earlier builds.

Knows where a build takes something from. A build that goes by what earlier ones made has to know all of it: the
configuration, the environment, what is installed, the code, the templates, and the docs folder.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

import minutes
from bridge import LOCALE_VARIABLE
from minutes.values import digest

CACHE_VARIABLE = "MINUTES_CACHE"
"""The environment variable that says ``off`` where nothing of earlier builds is to count."""
_OURS = "MINUTES_"
_NOT_OF_PAGES = frozenset({LOCALE_VARIABLE, CACHE_VARIABLE})
_NOT_OF_SITES = frozenset({"config_file_path", "site_dir", "strict"})
"""Settings that say where the site is made and how, and not what."""
_EXTENSIONS = frozenset(
    {
        *(
            "abbr",
            "admonition",
            "attr_list",
            "def_list",
            "fenced_code",
            "footnotes",
            "md_in_html",
            "meta",
            "sane_lists",
        ),
        *(
            "sane_lists",
            "smarty",
            "tables",
            "toc",
            "wikilinks",
            "pymdownx.betterem",
            "pymdownx.caret",
            "pymdownx.critic",
        ),
        *("pymdownx.details", "pymdownx.emoji", "pymdownx.escapeall", "pymdownx.extra", "pymdownx.highlight"),
        *("pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.magiclink", "pymdownx.mark", "pymdownx.smartsymbols"),
        *("pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde"),
    }
)
"""Extensions of Markdown that look at nothing but the text."""
_CORE = Path(minutes.__file__).parent
_SCRIPTS = Path(__file__).parent.parent


State = dict[str, tuple[int, int]]
"""Files by path, each with its size and when it was changed, in nanoseconds."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Digests: of the ``code`` that reads minutes, with what is installed; and of all that a ``site`` is made of
    but the docs folder, whose files ``documents`` has by path, with ``links`` among them."""

    code: bytes
    site: bytes
    documents: Mapping[str, bytes]
    links: frozenset[str]

    @property
    def whole(self) -> bytes:
        """What tells one site from another."""
        return digest(self.site, sorted(self.documents.items()))


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a build takes from what its site is made of: its ``settings``, the ``folders`` of code and templates, and
    the ``docs`` folder."""

    settings: str
    folders: tuple[Path, ...]
    docs: Path

    def inputs(self) -> Inputs:
        """What is there now. Raises OSError for what can't be read."""
        installed = (sys.version, sorted(_installed()))
        code = digest(installed, _contents(_CORE))
        texts = [_contents(folder) for folder in self.folders]
        return Inputs(
            code=code,
            site=digest(installed, texts, self.settings, _environment()),
            documents=dict(_contents(self.docs)),
            links=frozenset(path for path, entry in _files(self.docs) if entry.is_symlink()),
        )

    def state(self) -> list[tuple[Path, State]]:
        """Every file there with its state. Raises OSError."""
        return [(folder, state_of(folder)) for folder in sorted({_CORE, *self.folders, self.docs})]


def sources_of(config: MkDocsConfig) -> Sources:
    """Where a build with a configuration takes from. Asked before it begins: static-i18n changes the configuration."""
    folders = {_CORE.parent, _SCRIPTS / "building"}
    folders |= {Path(str(hook.__file__)).parent for hook in config["hooks"].values()}
    if config.theme.custom_dir:
        folders.add(Path(config.theme.custom_dir))
    return Sources(_settings(config), tuple(sorted(folders)), Path(config.docs_dir))


def is_all_ours(config: MkDocsConfig) -> bool:
    """Whether all that takes part in a build takes what it makes from its inputs alone, as far as is known here."""
    hooks = config["hooks"]
    own = all(Path(str(hook.__file__)).resolve().is_relative_to(_CORE.parent.resolve()) for hook in hooks.values())
    return own and set(config.plugins) <= {"i18n", *hooks} and set(config.markdown_extensions) <= _EXTENSIONS


def state_of(folder: Path) -> State:
    """Every file below a folder with its state; none of no folder. Raises OSError."""
    states = ((path, entry.stat()) for path, entry in _files(folder)) if folder.is_dir() else ()
    return {path: (state.st_size, state.st_mtime_ns) for path, state in states}


def _contents(folder: Path) -> list[tuple[str, bytes]]:
    """Every file below a folder but compiled ones, by its path in it, with a digest of what is in it."""
    return sorted((path, digest((folder / path).read_bytes())) for path, _ in _files(folder))


def _files(folder: Path, prefix: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    yield from _files(Path(entry), f"{prefix}{entry.name}/")
            elif entry.is_file():
                yield f"{prefix}{entry.name}", entry


def _installed() -> Iterator[str]:
    """Name and version of everything that is installed, as the folders say that pip makes."""
    for place in map(Path, sys.path):
        if place.is_dir():
            yield from (folder.name for folder in place.iterdir() if folder.suffix in (".dist-info", ".egg-info"))


def _settings(config: MkDocsConfig) -> str:
    """The settings as they were written, with what the command line adds."""
    written = [{key: each[key] for key in each if key not in _NOT_OF_SITES} for each in config.user_configs]
    return json.dumps(written, default=_named, sort_keys=True)


def _named(value: object) -> str:
    """A setting that is no plain value: a function, say, which has another address in every process."""
    if isinstance(value, partial):
        return f"{_named(value.func)} {value.args} {sorted(value.keywords.items())}"
    return f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', value)}"


def _environment() -> list[tuple[str, str]]:
    return sorted(
        (name, value) for name, value in os.environ.items() if name.startswith(_OURS) and name not in _NOT_OF_PAGES
    )
