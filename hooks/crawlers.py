"""The file that tells crawlers where the sitemap is. A version has none: it is no site of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from minutes.robots import FILE, is_ours, robots


def on_post_build(config: MkDocsConfig) -> None:
    """Write it, once for all locales, unless somebody put another one into the docs folder."""
    i18n: Any = config.plugins["i18n"]
    file = Path(config.site_dir, FILE)
    if not i18n.is_default_language_build or "site_version" in config.extra or not config.site_url:
        return
    if not file.exists() or is_ours(file.read_text(encoding="utf-8", errors="replace")):
        file.write_text(robots(config.site_url), encoding="utf-8")
