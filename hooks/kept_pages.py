"""Pages that come out as they did the last time: a build with a memory takes them from there, and makes the others.

What a page is made of is its source, what stands around every page, and what the hook that fills it adds as ``made_of``
of its file: a function without arguments. A page with a view of which nobody says that is always made anew, and so are
the pages of the navigation, which sum up all others.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from bridge import outputs_of, places_of, site_of
from minutes.cache import NOTHING
from minutes.templates import COMPILED
from minutes.values import digest
from minutes.views.search import Record

_KIND = "page"
_VIEW = b"<!-- view:"
_OF_THE_CODE = (b"<!-- view: checks -->", b"<!-- view: search -->")
"""Views that are the same whatever the archive says."""
_WARNINGS = "warnings_of_pages"


class _Kept(NamedTuple):
    """What is known of a page besides its bytes: its anchors, what search found on it, what it asked of other files."""

    anchors: frozenset[str]
    records: Sequence[Record]
    asked: Mapping[str, str | None]


class _KeptFile(File):
    """The file of a page that is there already."""

    def is_documentation_page(self) -> bool:
        """Nothing is to be made of it."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Leave it as it is."""


# After static-i18n (-100), whose navigation this is, and before whoever counts pages (build_progress.py).
@event_priority(-900)
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Take the pages that are known."""
    outputs = outputs_of(config)
    COMPILED.memory = outputs.memory
    if outputs.memory is NOTHING:
        return
    logging.getLogger("mkdocs").addHandler(config.extra.setdefault(_WARNINGS, CountHandler(level=logging.WARNING)))
    around = digest(_around(nav, config))
    everywhere = places_of(files)
    in_navigation = {page.file for page in nav.pages}
    for file in files.documentation_pages():
        if file in in_navigation or (made_of := _made_of(file, everywhere)) is None:
            continue
        file.kept_by = (around, made_of)  # type: ignore[attr-defined]
        known = outputs.take(_KIND, file.kept_by, partial(_is_answered, file, files))  # type: ignore[attr-defined]
        if known:
            _take(_Kept(*known), file, config)


@event_priority(2000)
def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> None:
    """Remember what was told until now."""
    page.file.told_before = _told(config)  # type: ignore[attr-defined]


# After all that make or change the content.
@event_priority(-2000)
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """What tells something has to tell it again the next time."""
    if _told(config) != page.file.told_before:  # type: ignore[attr-defined]
        page.file.kept_by = None  # type: ignore[attr-defined]


# After all that change the page.
@event_priority(-2000)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> None:
    """Have the page known, if it asks nothing of others but where they are."""
    kept_by, anchors = getattr(page.file, "kept_by", None), frozenset(page.present_anchor_ids or ())
    asked_for = {file: set(links) for file, links in (page.links_to_anchors or {}).items() if links}
    if kept_by and asked_for.pop(page.file, set()) <= anchors and not asked_for:
        here: Any = page.file
        kept = _Kept(anchors, getattr(here, "search_records", ()), getattr(here, "asked", {}))
        # As MkDocs writes it.
        data = output.encode("utf-8", "xmlcharrefreplace")
        outputs_of(config).keep(_KIND, kept_by, {page.file.dest_uri: data}, *kept)


def on_post_build(config: MkDocsConfig) -> None:
    """Stop counting."""
    if _WARNINGS in config.extra:
        logging.getLogger("mkdocs").removeHandler(config.extra[_WARNINGS])


def _told(config: MkDocsConfig) -> int:
    """How much was told until now that would not be told of a page that is not made."""
    warnings: CountHandler | None = config.extra.get(_WARNINGS)
    return sum(warnings.counts.values()) if warnings else 0


def _around(nav: Navigation, config: MkDocsConfig) -> tuple[object, ...]:
    """What stands around all pages, or is said of all of them: the navigation, and what is no locale's."""
    site = site_of(config)
    documents = sorted(path for path in site.archive.documents if path.partition("/")[0] not in site.locales)
    return (
        [(page.url, page.file.content_bytes) for page in nav.pages],
        [(path, digest(Path(config.docs_dir, path).read_bytes())) for path in documents],
    )


def _made_of(file: File, everywhere: bytes) -> tuple[object, ...] | None:
    """What a page is made of, besides what stands around it; None where nobody can say."""
    here: Any = file
    place = (file.src_uri, file.url, here.locale, [(locale, other.url) for locale, other in here.alternates.items()])
    if hasattr(file, "minutes"):
        return (*place, here.made_of())
    source = file.content_bytes
    if hasattr(file, "made_of"):
        return (*place, everywhere, source, here.made_of())
    for view in _OF_THE_CODE:
        source = source.replace(view, b"")
    return None if _VIEW in source else (*place, everywhere, file.content_bytes)


def _address(path: str, file: File, files: Files) -> str | None:
    other = files.get_file_from_path(path)
    return other.url_relative_to(file) if other else None


def _is_answered(file: File, files: Files, *kept: Any) -> bool:  # noqa: ANN401 – what is known of a page
    return all(_address(path, file, files) == address for path, address in _Kept(*kept).asked.items())


def _take(known: _Kept, file: File, config: MkDocsConfig) -> None:
    page = file.page or Page(None, file, config)
    page.present_anchor_ids = set(known.anchors)
    file.search_records = known.records  # type: ignore[attr-defined]  # see search.py
    file.__class__ = _KeptFile
