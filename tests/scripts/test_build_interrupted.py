"""Builds that are killed, that run at once, that run out of disk: the site is whole at any time, the old or the new.

``KILLS`` says how many are killed; the suite has a few, and a long run many:
``KILLS=50 python -m pytest -s tests/scripts/test_build_interrupted.py -k killed_leaves``.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

from builder import PROJECT
from building_sites import files_of, linked_project, start_build
from disks import SmallDisk

# How much of the new site is written aside when the kill comes.
KILLS = int(os.environ.get("KILLS", "0"))
KILLED_AT = tuple(number / KILLS for number in range(KILLS)) or (0, 0.01, 0.25, 0.5, 0.75, 0.95)

# When MkDocs has listed the pages, and has read none of them.
REMOVES_A_PAGE = """\
import os
from pathlib import Path


def on_nav(nav, config, files):
    # The process of the other locale may not have looked yet.
    if os.environ["MINUTES_LOCALE"] == "zh":
        Path(config.docs_dir, "zh/news.md").unlink()
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return linked_project(tmp_path, {})


def _build(project: Path, status: int = 0) -> str:
    process = start_build(project)
    said = process.communicate(timeout=120)[1]
    assert process.returncode == status, said
    return said


def _left(project: Path) -> list[str]:
    return sorted(path.name for path in project.glob(".site-*") if path.is_dir())


def _written_aside(project: Path) -> int:
    """How many files stand in the places where a build writes, while it does."""
    return sum(len(files) for place in project.glob(".site-*/") for _, _, files in os.walk(place))


def _number_of(folder: Path) -> int | None:
    """What the disk knows a folder by; None where there is none, as for a moment between two moves."""
    try:
        return folder.stat().st_ino
    except FileNotFoundError:
        return None


def _say(project: Path, text: str) -> None:
    (project / "docs/zh/index.md").write_text(f"---\ntitle: x\n---\n\n{text}\n", encoding="utf-8")


def test_a_build_that_is_killed_leaves_the_old_site_or_the_new_one(project: Path) -> None:
    _say(project, "旧的")
    _build(project)
    old = files_of(project / "site")
    _say(project, "新的")
    _build(project)
    new = files_of(project / "site")
    assert old != new
    tally: Counter[str] = Counter()
    there = new
    for share in KILLED_AT:
        _say(project, "旧的" if there == new else "新的")
        process = start_build(project)
        while process.poll() is None and _written_aside(project) < share * len(new):
            time.sleep(0.005)
        ended = "done" if process.poll() is not None else "killed"
        with suppress(ProcessLookupError):  # it was through already
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        earlier, there = there, files_of(project / "site")
        assert there in (old, new)
        tally[f"{ended}, {'old' if there == earlier else 'new'}"] += 1
    print("\nBuilds:", dict(tally))
    assert sum(count for ended, count in tally.items() if ended.startswith("killed")) > len(KILLED_AT) // 2
    # And as soon as another site is in the place of the earlier one.
    before = (project / "site").stat().st_ino
    process = start_build(project)
    while process.poll() is None and _number_of(project / "site") in (before, None):
        time.sleep(0.001)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert files_of(project / "site") in (old, new)
    _say(project, "新的")
    _build(project)
    assert files_of(project / "site") == new
    assert _left(project) == []


def test_the_earlier_site_of_a_build_killed_between_two_moves_comes_back(project: Path) -> None:
    _build(project)
    whole = files_of(project / "site")
    # As it stands then: the lock of the place is nobody's.
    place = project / ".site-killed"
    place.mkdir()
    (place / "held").touch()
    (project / "site").replace(place / "earlier")
    # A build that fails has nothing to put in its place.
    (project / "docs/zh/meetings/2024-01-18.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    process = start_build(project, "--strict")
    said = process.communicate(timeout=120)[1]
    assert process.returncode == 1, said
    assert files_of(project / "site") == whole
    assert _left(project) == []


def test_two_builds_at_once_give_one_whole_site(project: Path) -> None:
    _build(project)
    whole = files_of(project / "site")
    shutil.rmtree(project / "site")
    processes = []
    for number in range(1, 4):
        # Each begins when the one before it is at work.
        process = start_build(project)
        processes.append(process)
        while process.poll() is None and len(_left(project)) < number:
            time.sleep(0.01)
    for process in processes:
        said = process.communicate(timeout=200)[1]
        assert process.returncode == 0, said
    assert files_of(project / "site") == whole
    assert _left(project) == []


def test_a_file_that_goes_away_during_a_build_leaves_the_site_as_it_was(project: Path) -> None:
    _build(project)
    whole = files_of(project / "site")
    hooks = re.findall(r"^  - hooks/.+$", (PROJECT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as configuration:
        configuration.write("\n".join(["hooks:", *hooks, "  - gone.py", ""]))
    (project / "gone.py").write_text(REMOVES_A_PAGE, encoding="utf-8")
    said = _build(project, status=2)
    assert "docs/zh/news.md: No such file or directory" in said
    assert "Traceback" not in said
    assert files_of(project / "site") == whole
    assert _left(project) == []


def test_a_read_only_disk_leaves_the_site_as_it_was(small_disk: SmallDisk) -> None:
    project = linked_project(small_disk.folder, {})
    _build(project)
    whole = files_of(project / "site")
    with small_disk.read_only():
        said = _build(project, status=2)
        assert f"{project / '.site-'}" in said
        assert "Read-only file system" in said
        assert "Traceback" not in said
        assert files_of(project / "site") == whole
    _build(project)
    assert files_of(project / "site") == whole
    assert _left(project) == []


@pytest.mark.parametrize("free", [2])
def test_a_full_disk_leaves_the_site_as_it_was(small_disk: SmallDisk, free: int) -> None:
    project = linked_project(small_disk.folder, {})
    _build(project)
    whole = files_of(project / "site")
    filler = small_disk.leave(free)
    # All of it is made again.
    process = start_build(project, MINUTES_CACHE="off")
    said = process.communicate(timeout=200)[1]
    assert process.returncode in (1, 2), said
    assert "Traceback" not in said
    assert "o space left on device" in said
    assert files_of(project / "site") == whole
    assert _left(project) == []
    # The site that stands is what would be built; what is not can be made with less.
    _build(project)
    _say(project, "一句话")
    process = start_build(project)
    said = process.communicate(timeout=200)[1]
    assert "Traceback" not in said
    filler.unlink()
    _build(project)
    shown = files_of(project / "site")
    assert "一句话" in shown["index.html"].decode()
    assert shown.keys() == whole.keys()
