"""Pages say what a browser may do for them, so that no text of anybody runs as a script, however it came there."""

from __future__ import annotations

from typing import Literal

from mkdocs.config.defaults import MkDocsConfig

from bridge import fragments_of, write_root_file
from minutes.security import FILE, headers, policy

_KEY = "content_security"
_previewed = False


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Find out whether this is a preview: MkDocs puts a script into each of its pages, another one every time."""
    global _previewed  # noqa: PLW0603 — a hook is a module, and MkDocs says it only here
    _previewed = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Give the templates the policy."""
    if not _previewed:
        script = (fragments_of(config) / "lead_on.js").read_text(encoding="utf-8").removesuffix("\n")
        config.extra[_KEY] = policy([script])
    return config


def on_post_build(config: MkDocsConfig) -> None:
    """Write the headers."""
    if _KEY in config.extra:
        write_root_file(config, FILE, headers(config.extra[_KEY]))
