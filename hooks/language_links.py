"""Links between the locales of a page: the language switcher, and ``hreflang`` in the head."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from bridge import locale_of, site_of
from minutes.addresses import AGENDA_INDEX, MEETINGS, PROPOSALS, SEARCH
from minutes.strings import Strings, strings_for

_UNKNOWN = "404.html"


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Say where the page is in each locale.

    Material writes ``extra.alternate`` into the head, where addresses must be absolute to count; the switcher
    (``partials/alternate.html``) takes its own list, of relative ones, so that it never leaves the host.
    """
    site, files = site_of(config), page.file.alternates  # type: ignore[attr-defined]  # set by static-i18n
    locales = [locale for locale in site.locales if locale in files]
    _set_alternate(config, {each: _url(files[each].url) for each in locales})
    context["switcher"] = [
        {"name": site.names[each], "lang": each, "link": files[each].url, "current": each == locale_of(page)}
        for each in locales
    ]
    return context


def _set_alternate(config: MkDocsConfig, urls: dict[str, str]) -> None:
    names, base = site_of(config).names, config.site_url or "/"
    links = [{"name": names[locale], "lang": locale, "link": urljoin(base, url)} for locale, url in urls.items()]
    # Who reads neither language gets the first locale that has the page, the default one.
    links += [{**link, "lang": "x-default"} for link in links[:1]]
    # An attribute, for static-i18n sets one too, and templates look at attributes before they look at items.
    config.extra.alternate = links  # type: ignore[attr-defined]


def _url(url: str) -> str:
    return "" if url == "./" else url


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Have the page for unknown addresses, which speaks every language, made with the first locale: what stands around
    it is in that one's."""
    i18n: Any = config.plugins["i18n"]
    if i18n.current_language != site_of(config).built[0]:
        config.theme.static_templates.discard(_UNKNOWN)


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """Give the page for unknown addresses its words in every locale, and the sitemap the locales in order."""
    site = site_of(config)
    context["locales"] = site.locales
    _set_alternate(config, {locale: site.prefix(locale) for locale in site.locales})
    context["switcher"] = [
        {"name": name, "lang": locale, "link": site.prefix(locale) or "."} for locale, name in site.names.items()
    ]
    context["not_found"] = [_not_found(strings_for(locale), site.prefix(locale)) for locale in site.locales]
    return context


def _not_found(strings: Strings, prefix: str) -> dict[str, Any]:
    """What the page says in one language, and where it leads from there."""
    places = {"home": "", "meetings": MEETINGS, "agenda": AGENDA_INDEX, "proposals": PROPOSALS}
    return {
        "lang": strings.locale,
        **{key: strings(f"not_found.{key}") for key in ("title", "text", "places", "search", "query")},
        "links": [(strings(f"not_found.{key}"), f"{prefix}{address}" or ".") for key, address in places.items()],
        "action": f"{prefix}{SEARCH}",
    }
