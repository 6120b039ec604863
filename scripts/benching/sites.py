"""Builds whole sites for measuring, with the project's own configuration, strictly."""

from __future__ import annotations

import logging
import time
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

PROJECT = Path(__file__).resolve().parents[2]


def build_site(docs: Path, site: Path) -> float:
    """Build a docs folder and return the seconds that it took. Raises mkdocs.exceptions.Abort on a warning."""
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    start = time.perf_counter()
    config = load_config(
        str(PROJECT / "mkdocs.yml"), docs_dir=str(docs), site_dir=str(site), site_url="http://127.0.0.1/", strict=True
    )
    build(config)
    return time.perf_counter() - start
