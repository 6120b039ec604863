"""Builds that are killed, that run at once, that run out of disk: the site is whole at any time, the old or the new."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from builder import BASE, PROJECT

COMMAND = PROJECT / "scripts" / "build_site.py"
NAVIGATION = "nav: [index.md, meetings/index.md, agenda.md, proposals/index.md, news.md]\n"
KILLS = 6


def _project(folder: Path) -> Path:
    for name, source in {"hooks": "hooks", "overrides": "overrides", "project.yml": "mkdocs.yml"}.items():
        (folder / name).symlink_to(PROJECT / source)
    (folder / "mkdocs.yml").write_text(f"INHERIT: project.yml\nsite_url: https://example.org/\n{NAVIGATION}", "utf-8")
    for path, text in BASE.items():
        file = folder / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return _project(tmp_path)


def _start(project: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(COMMAND), *arguments],
        cwd=project,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1669000000"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _build(project: Path, status: int = 0) -> str:
    process = _start(project)
    said = process.communicate(timeout=120)[1]
    assert process.returncode == status, said
    return said


def _files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def _left(project: Path) -> list[str]:
    return sorted(path.name for path in project.glob(".site-*") if path.is_dir())


def _say(project: Path, text: str) -> None:
    (project / "docs/zh/index.md").write_text(f"---\ntitle: x\n---\n\n{text}\n", encoding="utf-8")


def test_a_build_that_is_killed_leaves_the_old_site_or_the_new_one(project: Path) -> None:
    _say(project, "旧的")
    start = time.monotonic()
    _build(project)
    took = time.monotonic() - start
    old = _files(project / "site")
    _say(project, "新的")
    _build(project)
    new = _files(project / "site")
    assert old != new
    killed = 0
    for number in range(KILLS):
        _say(project, ("旧的", "新的")[number % 2])
        process = _start(project)
        time.sleep(took * (number + 1) / (KILLS + 1))
        killed += process.poll() is None
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        assert _files(project / "site") in (old, new)
    assert killed > KILLS // 2
    _say(project, "新的")
    _build(project)
    assert _files(project / "site") == new
    assert _left(project) == []


def test_the_earlier_site_of_a_build_killed_between_two_moves_comes_back(project: Path) -> None:
    _build(project)
    whole = _files(project / "site")
    # As it stands then: the lock of the place is nobody's.
    place = project / ".site-killed"
    place.mkdir()
    (place / "held").touch()
    (project / "site").replace(place / "earlier")
    # A build that fails has nothing to put in its place.
    (project / "docs/zh/meetings/2024-01-18.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    process = _start(project, "--strict")
    said = process.communicate(timeout=120)[1]
    assert process.returncode == 1, said
    assert _files(project / "site") == whole
    assert _left(project) == []


def test_two_builds_at_once_give_one_whole_site(project: Path) -> None:
    _build(project)
    whole = _files(project / "site")
    shutil.rmtree(project / "site")
    for process in [_start(project) for _ in range(3)]:
        said = process.communicate(timeout=200)[1]
        assert process.returncode == 0, said
    assert _files(project / "site") == whole
    assert _left(project) == []


@pytest.mark.parametrize("free", [1, 3])
def test_a_full_disk_leaves_the_site_as_it_was(small_disk: Path, free: int) -> None:
    project = _project(small_disk)
    _build(project)
    whole = _files(project / "site")
    files = (path for path in small_disk.rglob("*") if path.is_file() and not path.is_symlink())
    used = sum(path.stat().st_blocks * 512 for path in files)
    filler = small_disk / "filler"
    filler.write_bytes(b"\0" * max(0, 24 * 1024 * 1024 - used - free * 1024 * 1024))
    process = _start(project)
    said = process.communicate(timeout=200)[1]
    assert process.returncode in (1, 2), said
    assert "Traceback" not in said
    assert "o space left on device" in said
    assert _files(project / "site") == whole
    assert _left(project) == []
    filler.unlink()
    _build(project)
    assert _files(project / "site") == whole
