"""ProperDocs, the maintained drop-in for MkDocs, builds the same site from the same files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from building_sites import ENVIRONMENT, linked_project
from samples import FOREST
from watching.comparing import differences


def build(program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", program, "build", "--strict", "--config-file", "mkdocs.yml", "--site-dir", program]
    environment = {**ENVIRONMENT, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_properdocs_builds_the_same_site(tmp_path: Path) -> None:
    folder = linked_project(tmp_path, FOREST)
    for program in ("mkdocs", "properdocs"):
        done = build(program, folder)
        assert done.returncode == 0, done.stderr
        assert [line for line in done.stderr.splitlines() if not line.startswith("INFO")] == []
    assert list(differences(folder / "mkdocs", folder / "properdocs")) == []
    assert "ProperDocs" in (folder / "properdocs/index.html").read_text(encoding="utf-8")


def test_with_properdocs_too_a_strict_build_fails_on_broken_minutes(tmp_path: Path) -> None:
    folder = linked_project(tmp_path, FOREST)
    (folder / "docs/zh/meetings/2023-04-12.md").write_text("---\ntitle: [\n---\n\n文字还在。\n", encoding="utf-8")
    done = build("properdocs", folder)
    assert done.returncode == 1
    assert "docs/zh/meetings/2023-04-12.md:2:1: error MIN101" in done.stderr
    assert "Traceback" not in done.stderr
