"""Pages say what a browser may do for them, so that no text of anybody runs as a script, however it came there."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig

from minutes.security import FILE, headers, is_ours, policy

_KEY = "content_security"
_previewed = False


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Find out whether this is a preview: MkDocs puts a script into each of its pages, another one every time."""
    global _previewed  # noqa: PLW0603 — a hook is a module, and MkDocs says it only here
    _previewed = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Give the templates the policy."""
    if not _previewed:
        folder = Path(config.theme.custom_dir or "overrides") / "fragments"
        script = (folder / "lead_on.js").read_text(encoding="utf-8").removesuffix("\n")
        config.extra[_KEY] = policy([script])
    return config


def on_post_build(config: MkDocsConfig) -> None:
    """Write the headers, once for all locales, unless somebody put others into the docs folder."""
    i18n: Any = config.plugins["i18n"]
    file = Path(config.site_dir, FILE)
    if not i18n.is_default_language_build or _KEY not in config.extra:
        return
    if not file.exists() or is_ours(file.read_text(encoding="utf-8", errors="replace")):
        file.write_text(headers(config.extra[_KEY]), encoding="utf-8")
