"""The policy of the pages, and the file of headers."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

from minutes.root_files import is_ours
from minutes.security import headers, policy


def directives(text: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in (one.split() for one in text.split("; "))}


def test_nothing_is_let_in_but_what_the_site_has() -> None:
    found = directives(policy([]))
    assert found.pop("default-src") == ["'none'"]
    assert found.pop("base-uri") == ["'none'"]
    assert found.pop("script-src") == ["'self'"]
    assert found.pop("img-src") == ["'self'", "data:"]
    style = found.pop("style-src")
    assert style[:2] == ["'self'", "'unsafe-hashes'"]
    assert all(one.startswith("'sha256-") for one in style[2:])
    assert set(map(tuple, found.values())) == {("'self'",)}


def test_a_script_in_a_page_is_let_in_by_its_text() -> None:
    digest = b64encode(sha256("go('到')".encode()).digest()).decode()
    assert directives(policy(["go('到')"]))["script-src"] == ["'self'", f"'sha256-{digest}'"]


def test_a_host_is_told_what_a_page_cannot_say() -> None:
    text = headers(policy([]))
    assert text.splitlines()[1:3] == ["/*", f"  Content-Security-Policy: {policy([])}; frame-ancestors 'none'"]
    assert "  X-Content-Type-Options: nosniff" in text.splitlines()
    assert is_ours(text)
    assert not is_ours("/*\n  X-Frame-Options: DENY\n")
