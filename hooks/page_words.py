"""The words of templates: our string tables as ``t("…")`` in overrides, and Material's own ones, in the language of the
page."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from bridge import locale_of, site_of
from minutes.strings import strings_for


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Look up Material's words once: its templates make the whole table anew for each (``partials/language.html``)."""
    languages = [str(config.theme["language"]), "en"]

    @cache
    def theme_word(key: str) -> str:
        tables = (env.get_template(f"partials/languages/{language}.html").module for language in languages)
        words = (str(table.t(key)) for table in tables)  # type: ignore[attr-defined]  # its macro
        return next(filter(None, words), key)

    env.globals["theme_word"] = theme_word


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Give a page the words of its locale."""
    context["t"] = strings_for(locale_of(page))
    return context


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """Give a page that belongs to no locale, such as 404.html, the words of the default one."""
    context["t"] = strings_for(site_of(config).locales[0])
    return context
