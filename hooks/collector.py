"""Python's collector of cycles, told that a build keeps nearly all that it makes until its end."""

from __future__ import annotations

import gc
from typing import Literal

_SELDOM = 50_000, 20, 100
"""How many new objects, and then rounds, there must be before it looks: 700, 10 and 10 by itself, which takes a tenth
of the time of a large build, in vain."""


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Have it look seldom."""
    gc.set_threshold(*_SELDOM)
