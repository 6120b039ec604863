"""Publications that are killed, raced, starved of disk or locked out: the branch is as it was, or as it should be.

``KILLS`` and ``RACES`` say how many of each; the suite has a few, and a long run many:
``KILLS=50 RACES=20 python -m pytest -s tests/scripts/test_publishing_interrupted.py``.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from disks import SmallDisk
from published import BRANCH, Project, git, new_project

KILLS = int(os.environ.get("KILLS", "4"))
RACES = int(os.environ.get("RACES", "1"))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with two versions, of which one is about to be published again or followed by a third."""
    project = new_project(tmp_path_factory.mktemp("interrupted"))
    project.publish("2024.01")
    project.publish("2024.02", "--alias", "stable")
    return project


def tree(project: Project) -> str:
    return git(project.remote, "rev-parse", f"{BRANCH}^{{tree}}")


def reset(project: Project, commit: str) -> None:
    git(project.remote, "update-ref", f"refs/heads/{BRANCH}", commit)


def left_behind(project: Project) -> list[str]:
    """What publications keep on the disk while they run."""
    folder = project.folder / ".git"
    return [path.name for path in (*folder.glob("publishing/*"), *folder.glob("publishing-*"))]


def test_a_publication_that_is_killed_leaves_the_old_state_or_the_new_one(project: Project) -> None:
    old_commit, old_tree = project.head(), tree(project)
    assert old_commit
    began = time.monotonic()
    project.run("2024.03", "--alias", "stable", "--push")
    duration = time.monotonic() - began
    new_tree = tree(project)
    assert new_tree != old_tree
    tally: Counter[str] = Counter()
    for number in range(KILLS):
        reset(project, old_commit)
        process = project.start("2024.03", "--alias", "stable", "--push")
        if number == KILLS // 2:
            # As soon as anybody can see that it does anything.
            while process.poll() is None and project.head() == old_commit:
                time.sleep(0.005)
        else:
            time.sleep(duration * 1.2 * (number + 0.5) / KILLS)
        # The command alone, or with all that it started; what it started may go on for a moment.
        if number % 2:
            process.kill()
        else:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        ended = "done" if process.returncode == 0 else "killed"
        after = tree(project)
        assert after in (old_tree, new_tree)
        tally[f"{ended}, {'new' if after == new_tree else 'old'}"] += 1
        git(project.remote, "fsck", "--connectivity-only", "--no-dangling", BRANCH)
        # The next one succeeds, and clears up.
        project.publish("2024.03", "--alias", "stable")
        assert tree(project) == new_tree
        assert left_behind(project) == []
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    assert git(project.folder, "status", "--porcelain") == ""
    print(f"\n{KILLS} kills over {duration:.1f} s: {dict(tally)}")
    reset(project, old_commit)


def test_two_that_race_both_land_whole(project: Project, tmp_path: Path) -> None:
    old_commit = project.head()
    assert old_commit
    other = project.clone(tmp_path / "other")
    tally: Counter[str] = Counter()
    project.publish("2024.03")
    project.publish("dev")
    expected = tree(project)
    for _ in range(RACES):
        reset(project, old_commit)
        racers = [project.start("2024.03", "--push"), other.start("dev", "--push")]
        said = [racer.communicate(timeout=300) for racer in racers]
        assert [racer.returncode for racer in racers] == [0, 0], said
        count = int(git(project.remote, "rev-list", "--count", f"{old_commit}..{BRANCH}"))
        assert count == 2
        assert tree(project) == expected
        first = git(project.remote, "log", "-1", "--format=%s", f"{BRANCH}~1").split()[1]
        tally[first] += 1
    print(f"\n{RACES} races, first: {dict(tally)}")
    reset(project, old_commit)


def test_a_lost_race_is_run_again_from_the_new_head_without_another_build(project: Project, tmp_path: Path) -> None:
    old_commit = project.head()
    assert old_commit
    other = project.clone(tmp_path / "other")
    parts = tmp_path / "parts"
    project.run("2024.03", "--build-only", str(parts))
    # Whoever pushes first finds that somebody else was there a moment before.
    other.run("dev", SITE_URL=project.site_url)
    git(other.folder, "push", "--quiet", "origin", f"{BRANCH}:refs/heads/overtaking")
    overtaking = git(project.remote, "rev-parse", "overtaking")
    hook = project.remote / "hooks/pre-receive"
    hook.write_text(
        f"#!/bin/sh\n[ -e overtaken ] && exit 0\ntouch overtaken\nunset GIT_QUARANTINE_PATH\n"
        f"git update-ref refs/heads/{BRANCH} {overtaking}\nexit 1\n",
        encoding="utf-8",
    )
    hook.chmod(0o755)
    try:
        said = project.publish("2024.03", "--from", str(parts))
    finally:
        hook.unlink()
    assert "Building" not in said
    assert git(project.remote, "rev-parse", f"{BRANCH}~1") == overtaking
    assert {"dev", "2024.03", "2024.02", "2024.01"} <= project.trees().keys()
    reset(project, old_commit)


@pytest.mark.parametrize("worktree", [False, True])
def test_two_on_one_machine_take_turns(project: Project, tmp_path: Path, worktree: bool) -> None:
    old_commit = project.head()
    assert old_commit
    other = project
    if worktree:
        other = Project(tmp_path / "tree", project.remote)
        git(project.folder, "worktree", "add", "--quiet", "--detach", str(other.folder))
    first, second = project.start("2024.03", "--push"), other.start("dev", "--push")
    said = [one.communicate(timeout=300)[1] for one in (first, second)]
    assert (first.returncode, second.returncode) == (0, 0), said
    assert any("Another publication is running; waiting for it to end" in one for one in said)
    assert {"dev", "2024.03"} <= project.trees().keys()
    assert left_behind(project) == []
    reset(project, old_commit)


@pytest.mark.parametrize("free", [1, 4, 9])
def test_a_full_disk_leaves_the_branch_as_it_was(project: Project, small_disk: SmallDisk, free: int) -> None:
    before = project.head()
    clone = project.clone(small_disk.folder / "clone")
    filler = small_disk.leave(free)
    process = clone.start("2024.03", "--push")
    out, err = process.communicate(timeout=300)
    assert process.returncode in (1, 2), out + err
    assert "Traceback" not in err
    assert "o space left on device" in err
    assert project.head() == before
    filler.unlink()
    clone.publish("2024.03", "--dry-run")
    assert left_behind(clone) == []
