"""What a browser may do for a page of the site: its Content-Security-Policy, as a meta tag and as headers of a host.

Whatever a text did to get a script onto a page, a browser does not run it then. Source: CSP Level 3,
https://www.w3.org/TR/CSP3/
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

from minutes.root_files import MARK

FILE = "_headers"
"""Where several hosts (Netlify, Cloudflare Pages) look for the headers of a site."""

# Python-Markdown aligns the cells of tables so; it is all the style that stands in pages.
_ALIGNMENTS = tuple(f"text-align: {side};" for side in ("left", "center", "right"))
# What a meta tag can't say, or says later than it should.
_BESIDE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def policy(scripts: Iterable[str]) -> str:
    """The policy of the site's pages. ``scripts`` are the texts of those scripts that may stand in a page itself."""
    directives = {
        "default-src": "'none'",
        "base-uri": "'none'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "img-src": "'self' data:",
        "manifest-src": "'self'",
        "script-src": " ".join(("'self'", *map(_hash, scripts))),
        "style-src": " ".join(("'self'", "'unsafe-hashes'", *map(_hash, _ALIGNMENTS))),
    }
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def headers(policy: str) -> str:
    """The file of headers, the policy among them."""
    named = {"Content-Security-Policy": f"{policy}; frame-ancestors 'none'", **_BESIDE}
    return "\n".join([MARK, "/*", *(f"  {name}: {value}" for name, value in named.items()), ""])


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
