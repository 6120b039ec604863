"""Readers of feeds and calendars that are not ours: what somebody who has subscribed gets to see."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import feedparser
import jsonschema

from workflows import node

_HERE = Path(__file__).parent
_SCHEMA = json.loads((_HERE / "jsonfeed.schema.json").read_text(encoding="utf-8"))
LINE = 75
"""The most octets of a line of a calendar, RFC 5545, 3.1."""


def read_atom(content: bytes) -> Any:
    """A feed as feedparser reads it, which it must without a complaint and without mending anything."""
    feed = feedparser.parse(content, sanitize_html=False, resolve_relative_uris=False)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    return feed


def read_json(content: bytes) -> Any:
    """A feed that keeps to the schema of JSON Feed."""
    feed = json.loads(content.decode("utf-8"))
    found = [
        f"{error.json_path}: {error.message}" for error in jsonschema.Draft202012Validator(_SCHEMA).iter_errors(feed)
    ]
    assert found == []
    return feed


def read_calendar(content: bytes) -> Any:
    """A calendar as ical.js reads it: its name, and its events. Its lines are as RFC 5545 has them."""
    assert content.endswith(b"\r\n")
    for line in content.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= LINE
        # A line must be text by itself too: no character is torn apart.
        assert not set(line.decode("utf-8")) & {"\r", "\n"}
    script = _HERE / "node" / "read-calendar.mjs"
    done = subprocess.run([node(), str(script)], input=content, check=True, capture_output=True)
    return json.loads(done.stdout)
