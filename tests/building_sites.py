"""A small project that ``scripts/build_site.py`` builds, as its users do."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from builder import BASE, PROJECT, write_docs

CONFIGURATION = """\
INHERIT: project.yml
site_url: https://example.org/meetings/
nav: [index.md, meetings/index.md, agenda.md, proposals/index.md, news.md]
"""
MINUTES = """\
---
title: {title}
date: {date}
---

会议主题 ：{title}

参会人：lsjbd, Suzumura

## 议程 1 ：{item} @lsjbd

1. 说了一些话。
"""
NO_UTF_8 = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""Python believes the locale then, which it does not do for C by itself."""
below_ascii = pytest.mark.skipif(
    not str(PROJECT).isascii(),
    reason="Python that believes the locale C imports no compiled package from a folder whose name that cannot write",
)
ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": "1669000000"}


def linked_project(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """The smallest docs folder and some files more, with this project's code."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, source in {"hooks": "hooks", "overrides": "overrides", "project.yml": "mkdocs.yml"}.items():
        (folder / name).symlink_to(PROJECT / source)
    (folder / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    write_docs(folder / "docs", {**BASE, **files})
    return folder


def start_build(project: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    """Run the command in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, str(PROJECT / "scripts" / "build_site.py"), *arguments],
        cwd=project,
        env={**ENVIRONMENT, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def files_of(folder: Path) -> dict[str, bytes]:
    """The files below a folder, by path."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()
    }
