"""A Chromium on this machine."""

from __future__ import annotations

import os
import shutil

# Without these, Chromium looks for its maker's hosts at every start.
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run", "--disable-quic"),
]
_NAMES = ("chromium-headless-shell", "chromium", "google-chrome")


def browser_path() -> str | None:
    """A Chromium that is installed, or None; the variable CHROMIUM names one elsewhere.

    The one without windows comes first: it takes half the processor time.
    """
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, _NAMES)), None)
