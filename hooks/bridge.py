"""Where MkDocs and the core meet: what every hook needs, and nothing else.

Knows MkDocs, static-i18n and the core. Not a hook itself but a module that the hooks import, so that all of them
share one copy of it. State lives on the MkDocs configuration, which is as long-lived as a build of all locales.
"""

from __future__ import annotations

import logging
import os
import posixpath
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from minutes.api.pages import Pages
from minutes.archive import Archive, minutes_paths, read_archive
from minutes.asof import as_of, in_year
from minutes.cache import Memory
from minutes.command import RefusalError, last_day_of
from minutes.diagnostics import Diagnostic, Severity
from minutes.outputs import Outputs
from minutes.renderer import Renderer
from minutes.reporters import one_line
from minutes.reread import Known
from minutes.root_files import is_ours
from minutes.rules import check
from minutes.strings import in_every_language, strings_for
from minutes.values import digest
from minutes.views.basis import Basis
from minutes.views.lens import Lens

log = get_plugin_logger("minutes")

LOCALE_VARIABLE = "MINUTES_LOCALE"
"""The environment variable that names the one locale to build."""
PROGRESS_KEY = "progress"
"""Where the configuration has who is told how far a build is (build_progress.py)."""
TURN_KEY = "turn"
"""Where the configuration has who says whether it is the turn of this build to write what is no locale's: what is known
of that, or None."""
OUTPUTS_KEY = "outputs"
"""Where the configuration has the files of this build, if earlier ones are to count."""
_KEY = "minutes"
_LEVELS = {Severity.ERROR: logging.WARNING, Severity.WARNING: logging.INFO, Severity.INFO: logging.DEBUG}


class Site:
    """The archive of one build, with a lens and a renderer for each locale.

    ``locales`` start with the default one, whose pages stand at the root; each other one has a folder. The archive is
    as it stood on the day that the environment variable MINUTES_AS_OF names, and of the year that MINUTES_YEAR names,
    else whole. ``told`` says that what is wrong was logged.
    """

    def __init__(self, config: MkDocsConfig, known: Known | None = None) -> None:
        languages = [language for language in config.plugins["i18n"].config.languages if language.build]
        languages.sort(key=lambda language: not language.default)
        self.names: Mapping[str, str] = {language.locale: language.name for language in languages}
        self.locales = tuple(self.names)
        self.home = str(config.extra.get("community_site", ""))
        self.source = str(config.extra.get("source_address", ""))
        self.edit = str(config.extra.get("edit_address", ""))
        self.new = str(config.extra.get("new_address", ""))
        docs = Path(config.docs_dir)
        try:
            whole = read_archive(docs, self.locales, known)
        except OSError as error:
            raise PluginError(strings_for(self.locales[0])("build.failed_reading", reason=str(error))) from error
        self.day = _day()
        self.archive: Archive = _asked_year(as_of(whole, self.day))
        self.lenses = {locale: Lens(self.archive, locale) for locale in self.locales}
        self.bases = {locale: Basis(lens) for locale, lens in self.lenses.items()}
        fragments = fragments_of(config)
        self.renderers = {locale: Renderer(fragments, locale) for locale in self.locales}
        self._docs, self.told = docs, False

    @property
    def built(self) -> Sequence[str]:
        """The locales to build: all of them, or the one that is named in the environment."""
        return (os.environ[LOCALE_VARIABLE],) if LOCALE_VARIABLE in os.environ else self.locales

    def prefix(self, locale: str) -> str:
        """The folder of a locale on the site: empty for the default locale, else ``en/``."""
        return "" if locale == self.locales[0] else f"{locale}/"

    def is_minutes(self, path: str) -> bool:
        """Whether a file is minutes, read or refused: their pages are the archive's business, not MkDocs'."""
        return any(path in minutes_paths(frozenset((path,)), locale) for locale in self.locales)

    @cached_property
    def _errors(self) -> Sequence[Diagnostic]:
        return check(self.archive, Severity.ERROR)

    @cached_property
    def failing(self) -> Mapping[str, Sequence[Diagnostic]]:
        """The errors of each file that has some, by path."""
        found: dict[str, list[Diagnostic]] = {}
        for one in self._errors:
            found.setdefault(one.path, []).append(one)
        return found

    def report(self) -> None:
        """Log what is wrong, once for all locales: errors as warnings of MkDocs, which fail a strict build.

        Nothing is looked for that would not be logged, which takes most of the time.
        """
        if self.told:
            return
        self.told = True
        root = f"{posixpath.relpath(self._docs.as_posix(), Path.cwd().as_posix())}/"
        least = [severity for severity, level in _LEVELS.items() if log.isEnabledFor(level)][-1:]
        for found in self._errors if least == [Severity.ERROR] else check(self.archive, *least) if least else ():
            log.log(_LEVELS[found.severity], one_line(found, strings_for(self.locales[0]), root))


def open_site(config: MkDocsConfig) -> Site:
    """The site of this build. Read once: static-i18n builds each locale with the same configuration."""
    if not config.use_directory_urls:
        raise PluginError(in_every_language("build.directory_urls"))
    site = keep_site(config)
    site.report()
    return site


def keep_site(config: MkDocsConfig, known: Known | None = None) -> Site:
    """The site of this build, of which nothing is logged yet: for a build of all its locales at once.

    ``known`` is what was read of the docs folder the last time.
    """
    if _KEY not in config.extra:
        config.extra[_KEY] = Site(config, known)
    return site_of(config)


def site_of(config: MkDocsConfig) -> Site:
    """The site that ``open_site`` made."""
    site: Site = config.extra[_KEY]
    return site


def outputs_of(config: MkDocsConfig) -> Outputs:
    """The files of this build, besides those that MkDocs writes."""
    outputs: Outputs | None = config.extra.get(OUTPUTS_KEY)
    return outputs or Outputs(Path(config.site_dir))


def memory_for_all(config: MkDocsConfig) -> Memory | None:
    """What is known of what is no locale's and takes long to make, for the build that is to write it; None for others.

    Of several at once it is the first that asks.
    """
    turn: Callable[[], Memory | None] | None = config.extra.get(TURN_KEY)
    i18n: Any = config.plugins["i18n"]
    return turn() if turn else memory_of(config) if i18n.is_default_language_build else None


def memory_of(config: MkDocsConfig) -> Memory:
    """What is known of earlier builds."""
    return outputs_of(config).memory


def fragments_of(config: MkDocsConfig) -> Path:
    """The folder of the fragments."""
    return Path(config.theme.custom_dir or "overrides") / "fragments"


def write_root_file(config: MkDocsConfig, name: str, text: str) -> None:
    """Write a file at the root of the site, once for all locales, unless the docs folder has one of its own."""
    i18n: Any = config.plugins["i18n"]
    file = Path(config.site_dir, name)
    if i18n.is_default_language_build and (not file.exists() or is_ours(file.read_text("utf-8", "replace"))):
        file.write_text(text, encoding="utf-8")


def pages_of(config: MkDocsConfig) -> Pages:
    """Where the pages of the site are, in every locale, as absolute addresses."""
    site = site_of(config)
    prefixes = {locale: site.prefix(locale) for locale in site.locales}
    return Pages(config.site_url or "/", prefixes, site.home, site.archive.documents)


def _day() -> date:
    asked = os.environ.get("MINUTES_AS_OF", "")
    try:
        return last_day_of(asked) if asked else date.max
    except RefusalError as refusal:
        sentences = in_every_language(refusal.key, **refusal.values)
        raise PluginError(f"MINUTES_AS_OF: {sentences}") from refusal


def _asked_year(archive: Archive) -> Archive:
    asked = os.environ.get("MINUTES_YEAR", "")
    known = sorted({str(meeting.date.year) for meeting in archive.meetings})
    if asked and asked not in known:
        sentences = in_every_language("build.year_unknown", found=asked, known=", ".join(known))
        raise PluginError(f"MINUTES_YEAR: {sentences}")
    return in_year(archive, int(asked)) if asked else archive


def files_of_page(config: MkDocsConfig, texts: Mapping[str, str], dest_uri: str) -> dict[str, File]:
    """The files of one page by locale, where static-i18n gives none: what it puts on a file of its own, put on these.

    ``texts`` are the sources by locale; a locale without one shows that of the first locale that has one. ``dest_uri``
    is below a locale's root.
    """
    site = site_of(config)
    first = next(locale for locale in site.locales if locale in texts)
    files: dict[str, File] = {}
    for locale in site.locales:
        written = locale if locale in texts else first
        file = File(
            texts[written],
            src_dir=config.docs_dir,
            dest_dir=config.site_dir,
            use_directory_urls=config.use_directory_urls,
            dest_uri=f"{site.prefix(locale)}{dest_uri}",
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        file.locale = file.localization = written  # type: ignore[attr-defined]
        file.locale_alternate_of = locale  # type: ignore[attr-defined]
        inside = file.src_uri.startswith(f"{written}/")
        below = file.src_uri[len(written) + 1 :] if inside else posixpath.relpath(file.src_uri, written)
        file.norm_src_uri = below  # type: ignore[attr-defined]
        file.alternates = files  # type: ignore[attr-defined]
        files[locale] = file
    return files


def generated_page(config: MkDocsConfig, texts: Mapping[str, str], address: str) -> dict[str, File]:
    """The files of a page that has no file on disk, by locale: from its Markdown in each, and its address."""
    site = site_of(config)
    sources = {locale: f"{locale}/{address.rstrip('/')}.md" for locale in site.locales}
    files = files_of_page(config, sources, f"{address}index.html")
    for locale, file in files.items():
        file.content_string = texts[locale]
        file.generated_by = "minutes"
    return files


def locale_of(page: Page) -> str:
    """The locale that a page belongs to, which on a fallback page is not the language of its text."""
    return str(page.file.locale_alternate_of)  # type: ignore[attr-defined]  # set by static-i18n


def places_of(files: Files) -> bytes:
    """Where all files are, as one digest: what a page depends on whose links may lead to any of them."""
    return digest([(file.src_uri, file.url) for file in files])


def name_of(file: File) -> str:
    """The name of a page's file without its folder and ending: on the page of a proposal, the proposal's id."""
    return posixpath.splitext(posixpath.basename(file.src_uri))[0]


def lens_of(page: Page, config: MkDocsConfig) -> Lens:
    """The archive in the page's locale."""
    return site_of(config).lenses[locale_of(page)]


def basis_of(page: Page, config: MkDocsConfig) -> Basis:
    """What views in the page's locale follow from."""
    return site_of(config).bases[locale_of(page)]
