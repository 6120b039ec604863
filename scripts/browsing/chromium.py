"""A Chromium on this machine."""

from __future__ import annotations

import os
import shutil

# Without these, Chromium looks for its maker's hosts at every start.
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run", "--disable-quic"),
]


def browser_path() -> str | None:
    """A Chromium that is installed, or None; the variable CHROMIUM names one elsewhere."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
