"""Trying other releases: what is locked for it, where it is installed, what is compared, and what is told."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from builder import PROJECT
from registries import digest, wheel
from try_dependencies import taken
from watching import trials
from watching.comparing import differences
from watching.programs import Step, program, step
from watching.trials import NEWEST, PROPERDOCS, compared, pinned, told


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    """A folder with a project whose packages are all beside it, and with its lock files."""
    releases = [("oak", "1.0"), ("elm", "1.0"), ("hatchling", "1.0")]
    (tmp_path / "index").mkdir()
    add(tmp_path, *releases)
    dependencies = 'dependencies = ["oak"]\noptional-dependencies.dev = ["elm"]\n'
    (tmp_path / "pyproject.toml").write_text(f'[project]\nname = "p"\nversion = "1"\n{dependencies}', encoding="utf-8")
    locked(tmp_path)
    return tmp_path


def add(folder: Path, *releases: tuple[str, str]) -> None:
    for name, version in releases:
        (folder / "index" / f"{name}-{version}-py3-none-any.whl").write_bytes(wheel(name, version))


def locked(folder: Path, *arguments: str) -> None:
    """Run the script that makes the lock files, away from every index."""
    settings = {"UV_NO_CONFIG": "1", "UV_OFFLINE": "1", "UV_NO_INDEX": "1", "UV_CACHE_DIR": str(folder / "cache")}
    settings["UV_FIND_LINKS"] = str(folder / "index")
    command = ["sh", str(PROJECT / "scripts/lock.sh"), program("uv"), *arguments]
    subprocess.run(command, cwd=folder, env={**os.environ, **settings}, check=True, capture_output=True)


def test_every_release_is_locked_with_its_hash_and_without_an_address(lock: Path) -> None:
    assert pinned(lock / "requirements.txt") == {"hatchling": "1.0", "oak": "1.0"}
    assert pinned(lock / "requirements-dev.txt") == {"elm": "1.0", "hatchling": "1.0", "oak": "1.0"}
    text = (lock / "requirements-dev.txt").read_text(encoding="utf-8")
    assert all(f"--hash=sha256:{digest(name, '1.0')}" in text for name in ("elm", "hatchling", "oak"))
    assert str(lock) not in text


def test_a_locked_release_stays_until_it_is_to_be_renewed(lock: Path) -> None:
    add(lock, ("oak", "2.0"), ("elm", "2.0"))
    locked(lock)
    assert pinned(lock / "requirements-dev.txt") == {"elm": "1.0", "hatchling": "1.0", "oak": "1.0"}
    (lock / "trial").mkdir()
    for name in trials.LOCKS:
        shutil.copy(lock / name, lock / "trial")
    locked(lock, "trial", "--upgrade-package", "elm")
    assert pinned(lock / "trial/requirements-dev.txt") == {"elm": "2.0", "hatchling": "1.0", "oak": "1.0"}
    locked(lock, "trial", "--upgrade")
    assert pinned(lock / "trial/requirements.txt") == {"hatchling": "1.0", "oak": "2.0"}
    assert pinned(lock / "requirements-dev.txt")["oak"] == "1.0"


@pytest.mark.parametrize("trial", [NEWEST, PROPERDOCS], ids=["newest", "properdocs"])
def test_a_trial_is_made_from_lock_files_of_its_own_in_an_environment_of_its_own(
    trial: trials.Trial, tmp_path: Path
) -> None:
    (tmp_path / trial.folder.name / "locks").mkdir(parents=True)
    (tmp_path / "tests/node").mkdir(parents=True)
    for name in ("Makefile", "pyproject.toml", "tests/node/package-lock.json"):
        shutil.copy(PROJECT / name, tmp_path / name)
    for name in trials.LOCKS:
        shutil.copy(PROJECT / name, tmp_path / trial.folder.name / "locks")
    command = trial.make(f"{trial.folder.name}/{trial.stamp}", "--dry-run")
    environment = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL")}
    said = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True).stdout
    for name in trials.LOCKS:
        lock_file = f"{trial.folder.name}/locks/{name}"
        assert f"{trial.folder.name}/bin/python -m pip install --quiet --require-hashes -r {lock_file}\n" in said
    assert ".venv/" not in said
    ignored = ["git", "check-ignore", "--quiet", str(trial.folder)]
    assert subprocess.run(ignored, cwd=PROJECT, check=False).returncode == 0


def test_what_is_renewed_is_what_is_locked_otherwise(tmp_path: Path) -> None:
    (tmp_path / "locks").mkdir()
    text = (PROJECT / "requirements-dev.txt").read_text(encoding="utf-8")
    there = pinned(PROJECT / "requirements-dev.txt")["mkdocs"]
    text = text.replace(f"mkdocs=={there} ", "mkdocs==1.99 ") + "oak==1.0\n"
    (tmp_path / "locks/requirements-dev.txt").write_text(text, encoding="utf-8")
    trial = replace(NEWEST, folder=tmp_path)
    assert list(trial.renewed()) == [("mkdocs", there, "1.99"), ("oak", "—", "1.0")]


def test_a_step_keeps_its_outcome_and_its_last_words(capfd: pytest.CaptureFixture[str]) -> None:
    code = "import os, sys; print(os.environ['SAY']); print('last', file=sys.stderr); sys.exit(3)"
    done = step("A step", [sys.executable, "-c", code], {"SAY": "first"})
    assert (done.title, done.done, sorted(done.said)) == ("A step", False, ["first", "last"])
    out, err = capfd.readouterr()
    assert (out, sorted(err.split())) == ("", ["first", "last"])


@pytest.mark.parametrize(("outcomes", "expected"), [("✓✗✓✓", "✓✗"), ("✗✓✓✓", "✗"), ("✓✓✗✓", "✓✓✗✓")])
def test_without_an_environment_nothing_is_tried(outcomes: str, expected: str) -> None:
    steps = [Step(str(n), outcome == "✓", ()) for n, outcome in enumerate(outcomes)]
    assert "".join("✓" if each.done else "✗" for each in taken(iter(steps))) == expected


def test_two_sites_are_the_same_but_for_the_program_that_a_page_names(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name / "en").mkdir(parents=True)
        page = f'<head><meta name="generator" content="{name}"></head>'
        (tmp_path / name / "en/index.html").write_text(page, encoding="utf-8")
        (tmp_path / name / "sitemap.xml").write_text("<urlset/>", encoding="utf-8")
    one, other = tmp_path / "one", tmp_path / "other"
    assert compared(one, other).done
    (one / "en/index.html").write_text("<p>else</p>", encoding="utf-8")
    (other / "sitemap.xml").unlink()
    (other / "more.txt").write_text("", encoding="utf-8")
    assert list(differences(one, other)) == ["en/index.html", "more.txt", "sitemap.xml"]
    assert compared(one, other).said == ["en/index.html", "more.txt", "sitemap.xml"]
    assert not compared(one, other).done


def test_a_report_says_what_to_do_only_where_something_failed() -> None:
    steps = [Step("Install", True, ("fine",)), Step("Build", False, ("ERROR here", "```"))]
    report = told("Title", "Do this.", steps, [("oak", "1.0", "2.0")])
    assert "**怎么办 · What to do**: Do this." in report
    assert "``````text\nERROR here\n```\n``````" in report
    assert "| oak | 1.0 | 2.0 |" in report
    assert "fine" not in report
    assert "Do this." not in told("Title", "Do this.", steps[:1], [])
