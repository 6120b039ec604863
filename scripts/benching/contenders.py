"""Who builds the same minutes side by side: this site, MkDocs as its documentation has it, and Hugo.

Each has a folder of its own with all that it reads, and a command that builds it. This site is the project's
configuration, hooks and templates over the whole synthetic docs folder; the others get its minutes alone and a home
page, which is less.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import yaml
from mkdocs.utils.yaml import yaml_load

from benching.sites import PROJECT, prefixes
from minutes.archive import MEETINGS_FOLDER

BASELINE = "mkdocs"
"""The one that all are compared with."""
_SEARCH_HOOK = "hooks/search.py"
_WITHOUT_SEARCH = "without-search.yml"
_CONFIGURATION = "mkdocs.yml"
_LAYOUTS = Path(__file__).parent / "hugo" / "layouts"
_FIRST_POINT = re.compile(r"^(?:1\.|-) .*$", re.MULTILINE)
_FIRST_TITLE = re.compile(r"^#{2,4} [^@\n]*[^@\s]", re.MULTILINE)
_ADDRESS = "http://127.0.0.1/"
_NOT_COMPILED = "PYTHONDONTWRITEBYTECODE"


class Start(Enum):
    """What there is when a build begins: nothing, or a site and a cache after which minutes were changed, or nothing
    was."""

    NOTHING = "nothing"
    EDITED = "edited"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Contender:
    """``command`` builds ``folder`` into its folder ``site``, from what there is at the ``start``."""

    name: str
    folder: Path
    command: Sequence[str]
    start: Start = Start.NOTHING

    @property
    def site(self) -> Path:
        """Where the built site is."""
        return self.folder / "site"


def contenders(folder: Path, docs: Path) -> list[Contender]:
    """All that can take part on this machine, each ready to build the minutes of a synthetic docs folder."""
    own, again, plain, hugo = folder / "own", folder / "again", folder / BASELINE, hugo_path()
    write_project(own, docs)
    write_project(again, docs, edited=True)
    _write_plain(plain, docs)
    python = [sys.executable, "-m", "mkdocs", "build"]
    together = [sys.executable, str(PROJECT / "scripts" / "build_site.py"), "--strict"]
    found = [
        # Quiet, for without our hooks the minutes' links to other pages lead nowhere.
        Contender(BASELINE, plain, [*python, "--quiet"]),
        Contender("site", own, together),
        Contender("site-without-search", own, [*together, "--config-file", _WITHOUT_SEARCH]),
        Contender("site-in-one-process", own, [*python, "--strict"]),
        Contender("site-after-an-edit", again, together, Start.EDITED),
        Contender("site-unchanged", again, together, Start.UNCHANGED),
    ]
    if hugo:
        _write_hugo(folder / "hugo", docs)
        found.append(Contender("hugo", folder / "hugo", [hugo, "build", "--quiet", "--destination", "site"]))
    return found


def middle_of(docs: Path) -> Path:
    """Minutes in the middle of the archive, in the default locale."""
    files = sorted((docs / next(iter(prefixes())) / MEETINGS_FOLDER).glob("*-*-*.md"))
    return files[len(files) // 2]


def with_words(minutes: Path, words: str) -> None:
    """Put some words at the end of the first point of minutes. Raises LookupError where they have none."""
    _add_to(minutes, _FIRST_POINT, words)


def with_title(minutes: Path, words: str) -> None:
    """Put some words at the end of the title of the first agenda item. Raises LookupError where there is none."""
    _add_to(minutes, _FIRST_TITLE, words)


def _add_to(minutes: Path, line: re.Pattern[str], words: str) -> None:
    text = minutes.read_text(encoding="utf-8")
    found = line.search(text)
    if found is None:
        raise LookupError(f"{minutes}: {line.pattern}")
    whole = f"{text[: found.end()]} {words}{text[found.end() :]}"
    minutes.write_text(whole, encoding="utf-8", newline="\n")


def environment(folder: Path, start: Start = Start.NOTHING) -> Mapping[str, str]:
    """The environment of a build in a folder: of everything, with the core that lies there, and from nothing without a
    cache. Python keeps what it compiled, as it does where nobody has told it otherwise."""
    passed = {name: value for name, value in os.environ.items() if not name.startswith(("MINUTES_", _NOT_COMPILED))}
    own = {"PYTHONPATH": str(folder / "hooks"), "NO_MKDOCS_2_WARNING": "1", "SITE_URL": _ADDRESS}
    return {**passed, **own, **({"MINUTES_CACHE": "off"} if start is Start.NOTHING else {})}


def hugo_path() -> str | None:
    """A Hugo on PATH or beside this Python, or None."""
    return shutil.which("hugo") or shutil.which("hugo", path=str(Path(sys.executable).parent))


def write_project(folder: Path, docs: Path, *, edited: bool = False) -> None:
    """The project with another docs folder, and a second configuration that leaves out the search index.

    What is ``edited`` has a docs folder of its own.
    """
    folder.mkdir(parents=True)
    for name in ("hooks", "overrides"):
        shutil.copytree(PROJECT / name, folder / name)
    shutil.copyfile(PROJECT / _CONFIGURATION, folder / _CONFIGURATION)
    if edited:
        shutil.copytree(docs, folder / "docs")
    else:
        (folder / "docs").symlink_to(docs, target_is_directory=True)
    with (folder / _CONFIGURATION).open(encoding="utf-8") as file:
        hooks = yaml_load(file)["hooks"]
    if _SEARCH_HOOK not in hooks:
        raise LookupError(f"{_CONFIGURATION} has no hook {_SEARCH_HOOK}")
    _dump(
        folder / _WITHOUT_SEARCH,
        {"INHERIT": _CONFIGURATION, "hooks": [hook for hook in hooks if hook != _SEARCH_HOOK]},
    )


def _write_plain(folder: Path, docs: Path) -> None:
    """Material, static-i18n, and the theme's search: nothing but what their documentation begins with."""
    default, *_ = prefixes()
    languages = [
        {"locale": locale, "name": locale, "default": locale == default, "build": True} for locale in prefixes()
    ]
    plugins = ["search", {"i18n": {"docs_structure": "folder", "languages": languages}}]
    theme = {"name": "material", "language": default}
    for locale in prefixes():
        _copy_minutes(docs, folder / "docs", locale, "index.md")
    _dump(folder / _CONFIGURATION, {"site_name": "Minutes", "site_url": _ADDRESS, "theme": theme, "plugins": plugins})


def _write_hugo(folder: Path, docs: Path) -> None:
    """Two layouts of our own, and no more of what Hugo makes by itself than a page for each file and a list."""
    default, *_ = prefixes()
    languages = {locale: {"contentDir": f"content/{locale}"} for locale in prefixes()}
    for locale in prefixes():
        _copy_minutes(docs, folder / "content", locale, "_index.md")
    shutil.copytree(_LAYOUTS, folder / "layouts")
    configuration: dict[str, Any] = {
        "baseURL": _ADDRESS,
        "title": "Minutes",
        "defaultContentLanguage": default,
        "languages": languages,
        "disableKinds": ["taxonomy", "term", "RSS", "404"],
        "cacheDir": str(folder / "cache"),
    }
    _dump(folder / "hugo.yaml", configuration)


def _copy_minutes(docs: Path, folder: Path, locale: str, home: str) -> None:
    target = folder / locale / MEETINGS_FOLDER
    target.mkdir(parents=True)
    (folder / locale / home).write_text("# Minutes\n", encoding="utf-8")
    for file in sorted((docs / locale / MEETINGS_FOLDER).glob("*-*-*.md")):
        shutil.copyfile(file, target / file.name)


def _dump(file: Path, values: Mapping[str, object]) -> None:
    file.write_text(yaml.safe_dump(dict(values), allow_unicode=True, sort_keys=False), encoding="utf-8")
