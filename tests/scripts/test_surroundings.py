"""The commands on somebody else's machine: whatever its locale, time zone, clock, folder and rights, the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from builder import PROJECT, copy_to_change
from building_sites import ENVIRONMENT, NO_UTF_8, below_ascii, files_of, linked_project
from disks import SmallDisk

MINUTES = """\
---
title: 一月的例会
date: 2023-01-05
---

会议主题：一月的例会

参会人：甲, 乙

## 议程 1：新的设计 @甲

![图](图.png)，另见[说明](../说明.md)与[没有的](没有.md)。

- [ ] 写文档 @乙
"""
# Names that are UTF-8 only where somebody reads them as that.
FILES: Mapping[str, str | bytes] = {
    "zh/meetings/2023-01-05-一月.md": MINUTES,
    "zh/meetings/图.png": b"PNG",
    "zh/说明.md": "---\ntitle: 说明\n---\n\n# 说明\n",
}
SURROUNDINGS = {
    "C": {"LC_ALL": "C", **NO_UTF_8, "TZ": "Pacific/Kiritimati"},
    "POSIX, in Python's development mode": {"LC_ALL": "POSIX", **NO_UTF_8, "PYTHONDEVMODE": "1", "TZ": "Etc/GMT+12"},
}


def run(script: str, *arguments: str, cwd: Path, status: int, **environment: str) -> str:
    """Run a command and return what it says, on its output and on its error stream, without the seconds it took."""
    done = subprocess.run(
        [sys.executable, str(PROJECT / "scripts" / script), *arguments],
        cwd=cwd, env={**ENVIRONMENT, **environment}, capture_output=True, check=False,
    )  # fmt: skip
    said = done.stdout.decode() + done.stderr.decode()
    assert done.returncode == status, said
    assert "Traceback" not in said
    return said


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return linked_project(tmp_path_factory.mktemp("project"), FILES)


@pytest.fixture(scope="module")
def site(project: Path) -> dict[str, bytes]:
    """The site as it is built where all is as usual."""
    run("build_site.py", cwd=project, status=0, LC_ALL="C.UTF-8", TZ="UTC")
    built = files_of(project / "site")
    assert {"meetings/2023-01-05/index.html", "meetings/图.png", "说明/index.html"} <= built.keys()
    return built


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder whose name a shell would take apart."""
    folder = tmp_path / "路径 with spaces & 'quotes'"
    folder.mkdir()
    return folder


def test_the_environment_works_below_a_path_that_the_locale_cannot_read() -> None:
    file = Path(sysconfig.get_path("purelib"), "_community_minutes.pth")
    way = file.read_bytes()
    assert way.isascii()
    assert not Path(way.decode().strip()).is_absolute()
    assert Path(os.path.normpath(file.parent / way.decode().strip())) == PROJECT / "hooks"


@below_ascii
@pytest.mark.parametrize("environment", SURROUNDINGS.values(), ids=SURROUNDINGS)
def test_a_site_is_the_same_in_any_locale_and_time_zone(
    project: Path, site: dict[str, bytes], elsewhere: Path, environment: dict[str, str]
) -> None:
    run("build_site.py", "--site-dir", str(elsewhere / "site"), cwd=project, status=0, **environment)
    assert files_of(elsewhere / "site") == site


def test_a_site_is_the_same_in_any_folder_at_any_time(elsewhere: Path, site: dict[str, bytes], tmp_path: Path) -> None:
    project = linked_project(elsewhere, FILES)
    # As a clock that is set back, an archive that is unpacked, or a disk without times leaves them.
    for number, file in enumerate(sorted((project / "docs").rglob("*"))):
        os.utime(file, ((-1, 0, 4_000_000_000)[number % 3],) * 2)
    configuration = ["--config-file", str(project / "mkdocs.yml")]
    run("build_site.py", *configuration, "--site-dir", str(elsewhere / "site"), cwd=tmp_path, status=0)
    assert files_of(elsewhere / "site") == site


@pytest.fixture
def sealed(small_disk: SmallDisk) -> Iterator[Path]:
    """The project on a disk that nothing can be written on."""
    project = linked_project(small_disk.folder, FILES)
    for name in ("hooks", "overrides", "scripts"):
        (project / name).unlink(missing_ok=True)
        copy_to_change(PROJECT / name, project / name)
    with small_disk.read_only():
        yield project


def test_a_project_that_is_read_only_can_be_built_and_checked(
    sealed: Path, site: dict[str, bytes], tmp_path: Path
) -> None:
    command = [sys.executable, str(sealed / "scripts" / "build_site.py"), "--site-dir", str(tmp_path / "site")]
    environment = {**ENVIRONMENT, "PYTHONPATH": str(sealed / "hooks")}
    done = subprocess.run(command, cwd=sealed, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert files_of(tmp_path / "site") == site
    assert "MIN501" in run("check_minutes.py", cwd=sealed, status=1)


def test_a_build_to_somewhere_else_writes_nothing_into_the_project(project: Path, tmp_path: Path) -> None:
    before = sorted(path.relative_to(project) for path in project.rglob("*"))
    run("build_site.py", "--site-dir", str(tmp_path / "site"), cwd=project, status=0)
    run("check_minutes.py", cwd=project, status=1)
    assert sorted(path.relative_to(project) for path in project.rglob("*")) == before


@below_ascii
@pytest.mark.parametrize("environment", SURROUNDINGS.values(), ids=SURROUNDINGS)
def test_findings_are_the_same_in_any_locale(project: Path, environment: dict[str, str]) -> None:
    def check(**environment: str) -> str:
        return run("check_minutes.py", "--lang", "zh", cwd=project, status=1, **environment)

    said = check(**environment)
    assert said == check(LC_ALL="C.UTF-8")
    assert "没有.md 不存在" in said
    assert "MIN004" not in said


def test_what_is_named_from_another_folder_is_checked_from_there(project: Path, tmp_path: Path) -> None:
    said = run("check_minutes.py", str(project / "docs"), cwd=tmp_path, status=1)
    assert f"{project}/docs/zh/meetings/2023-01-05-一月.md:12:" in said


@below_ascii
@pytest.mark.parametrize("environment", SURROUNDINGS.values(), ids=SURROUNDINGS)
def test_minutes_that_are_begun_or_brought_in_are_the_same(
    tmp_path: Path, elsewhere: Path, environment: dict[str, str]
) -> None:
    for place, surroundings in ((tmp_path / "usual", {"LC_ALL": "C.UTF-8"}), (elsewhere, environment)):
        source = linked_project(place / "from", FILES) / "docs" / "zh"
        into = linked_project(place / "into", {})
        run("import_minutes.py", "--lang", "zh", str(source / "meetings"), cwd=into, status=0, **surroundings)
        run("new_minutes.py", "--lang", "zh", "2031-02-03", cwd=into, status=0, **surroundings)
    made = files_of(elsewhere / "into" / "docs")
    assert made == files_of(tmp_path / "usual" / "into" / "docs")
    assert {"zh/meetings/2031-02-03.md", "zh/meetings/2023-01-05/index.md"} <= made.keys()
