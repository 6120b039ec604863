"""Files at the root of a site that are made with it, and that its people may write themselves instead."""

from __future__ import annotations

MARK = "# Made with the site, which leaves a file without this line alone."
"""The first line of each."""


def is_ours(text: str) -> bool:
    """Whether a file was made here, and may be made anew."""
    return text.startswith(MARK)
