"""The string tables for Material's templates: ``t("…")`` in overrides, in the language of the page."""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from bridge import locale_of, site_of
from minutes.strings import strings_for


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Give a page the words of its locale."""
    context["t"] = strings_for(locale_of(page))
    return context


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """Give a page that belongs to no locale, such as 404.html, the words of the default one."""
    context["t"] = strings_for(site_of(config).locales[0])
    return context
