"""Memory: the collector of cycles is told that a build keeps nearly all that it makes until its end, and what a large
step took is given back to the system before the next one."""

from __future__ import annotations

import gc
from typing import Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from minutes.processes import trim

_SELDOM = 50_000, 20, 100
"""How many new objects, and then rounds, there must be before it looks: 700, 10 and 10 by itself, which takes a tenth
of the time of a large build, in vain."""


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Have it look seldom."""
    gc.set_threshold(*_SELDOM)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Give back what the contents of all pages took."""
    trim()
