"""What a build takes from the environment to be a part of a versioned site.

``MINUTES_VERSION`` names the version, whose pages lie in a folder of that name below the site's address.
``MINUTES_LOCALE`` builds one locale alone: put together, the locales are what one build of all of them gives.
"""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import urljoin, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from bridge import LOCALE_VARIABLE, locale_of, site_of
from filling import fill
from minutes.addresses import VERSIONS
from minutes.strings import in_every_language, strings_for

_KEY = "site_version"


# Before static-i18n (-100), which keeps the configuration that it finds for the builds of the other locales.
@event_priority(200)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Move the site's address into the version's folder, and leave out the other locales."""
    version, locale = os.environ.get("MINUTES_VERSION", ""), os.environ.get(LOCALE_VARIABLE, "")
    if version and _KEY not in config.extra:
        config.extra[_KEY] = version
        # What a reader has chosen, such as dark mode, holds in every version.
        config.extra.setdefault("scope", urlsplit(config.site_url or "/").path)
        config.site_url = urljoin(config.site_url or "/", f"{version}/")
    if locale:
        _build_only(locale, config)
    return config


def _build_only(locale: str, config: MkDocsConfig) -> None:
    i18n: Any = config.plugins["i18n"]
    if locale not in i18n.build_languages:
        known = ", ".join(i18n.build_languages)
        sentences = in_every_language("build.locale_unknown", found=locale, known=known)
        raise PluginError(f"{LOCALE_VARIABLE}: {sentences}")
    # As static-i18n itself goes on from locale to locale: this one first, and no further.
    i18n.current_language = locale
    i18n.building = True


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str | None:
    """Say where the versions are listed: one page for all of them, beside their folders."""
    address = _list_from(page, config) if _KEY in config.extra else ""
    filled = fill(html, "versions", page, config, files, lambda _: address)
    if filled is not None and address:
        page.meta["moved_to"] = address
    return filled


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Give the page its version selector."""
    if _KEY in config.extra:
        context["site_versions"] = _selector(locale_of(page), _list_from(page, config), config)
    return context


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """Give the page for unknown addresses its version selector; it may be shown at any depth."""
    if _KEY in config.extra:
        i18n: Any = config.plugins["i18n"]
        context["site_versions"] = _selector(i18n.current_language, f"{config.extra['scope']}{VERSIONS}", config)
    return context


def _selector(locale: str, address: str, config: MkDocsConfig) -> dict[str, str]:
    strings = strings_for(locale)
    words = {"choose": strings("versions.choose"), "all": strings("versions.all")}
    return {"list": address, "prefix": site_of(config).prefix(locale), **words}


def _list_from(page: Page, config: MkDocsConfig) -> str:
    """The address of the list of versions from a page of a version."""
    return "../" * (page.url.rstrip(".").count("/") + 1) + f"{site_of(config).prefix(locale_of(page))}{VERSIONS}"
