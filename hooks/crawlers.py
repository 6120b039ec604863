"""The file that tells crawlers where the sitemap is. A version has none: it is no site of its own."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig

from bridge import write_root_file
from minutes.robots import FILE, robots


def on_post_build(config: MkDocsConfig) -> None:
    """Write it."""
    if "site_version" not in config.extra and config.site_url:
        write_root_file(config, FILE, robots(config.site_url))
