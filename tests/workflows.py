"""How tests read the workflows, and where they find Node."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from builder import PROJECT

GITHUB = PROJECT / ".github"


def load(path: Path) -> dict[str, Any]:
    """A workflow; PyYAML reads the key ``on`` as True."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {"on" if key is True else key: value for key, value in content.items()}


def steps(path: Path) -> Iterator[dict[str, Any]]:
    """The steps of all jobs."""
    for job in load(path)["jobs"].values():
        yield from job["steps"]


def uses(path: Path, action: str) -> list[dict[str, Any]]:
    """The steps that use an official action."""
    return [step for step in steps(path) if step.get("uses", "").startswith(f"actions/{action}@")]


def node() -> str:
    """Node, as the development requirements bring it."""
    return str(Path(sys.executable).parent / "node")


def search_script() -> Path:
    """The script that runs the site's search outside a browser."""
    return Path(__file__).parent / "node" / "search.mjs"


def npm_package(name: str) -> Path:
    """The folder of an npm package that is locked in ``tests/node``."""
    return Path(__file__).parent / "node" / "node_modules" / name
