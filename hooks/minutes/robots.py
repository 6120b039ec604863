"""What crawlers are told of a site: that all of it may be read, and where its sitemap is.

Old versions of the site are kept out of search by their pages (``noindex``), which a crawler has to be able to read.
"""

from __future__ import annotations

from urllib.parse import urljoin

from minutes.root_files import MARK

FILE = "robots.txt"
"""Its name, at the root of a host; crawlers look for it nowhere else."""


def robots(root: str) -> str:
    """The file of a site whose address is ``root``."""
    return f"{MARK}\nUser-agent: *\nAllow: /\n\nSitemap: {urljoin(root, 'sitemap.xml')}\n"
