"""The data API: the archive as JSON, one file for each kind of thing, with the schema that each file keeps to.

Knows the shape of the files, which is a promise to whoever reads them. Knows nothing of MkDocs and writes no file.
"""

from __future__ import annotations

VERSION = 1
"""Raised where a change of the files would break a reader (see ``compatibility``); part of their address."""

FOLDER = f"api/v{VERSION}"
"""Where the files are, below the root of the site and of the repository's folder of schemas."""
