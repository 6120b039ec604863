"""Builds whole sites for measuring, with the project's own configuration, strictly."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

from minutes.settings import settings_beside

PROJECT = Path(__file__).resolve().parents[2]


def build_site(docs: Path, site: Path, address: str = "http://127.0.0.1/") -> float:
    """Build a docs folder for an address and return the seconds that it took.

    Raises mkdocs.exceptions.Abort on a warning.
    """
    logging.basicConfig(level=logging.WARNING)
    start = time.perf_counter()
    configuration = str(PROJECT / "mkdocs.yml")
    build(load_config(configuration, docs_dir=str(docs), site_dir=str(site), site_url=address, strict=True))
    return time.perf_counter() - start


def prefixes() -> Mapping[str, str]:
    """The folder of each locale on the site: empty for the default one, else ``en/``."""
    default, *others = settings_beside(PROJECT / "docs").locales
    return {default: "", **{locale: f"{locale}/" for locale in others}}
