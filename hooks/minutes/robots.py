"""What crawlers are told of a site: that all of it may be read, and where its sitemap is.

Old versions of the site are kept out of search by their pages (``noindex``), which a crawler has to be able to read.
"""

from __future__ import annotations

from urllib.parse import urljoin

FILE = "robots.txt"
"""Its name, at the root of a host; crawlers look for it nowhere else."""
_HEAD = "# Made with the site, which leaves a file without this line alone."


def robots(root: str) -> str:
    """The file of a site whose address is ``root``."""
    return f"{_HEAD}\nUser-agent: *\nAllow: /\n\nSitemap: {urljoin(root, 'sitemap.xml')}\n"


def is_ours(text: str) -> bool:
    """Whether a file was made here, and may be made anew."""
    return text.startswith(_HEAD)
