"""The audit: pip-audit, uv and npm as they are, and servers of this machine in place of those that they ask."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from builder import PROJECT
from registries import Registries, digest, settings, standing_in
from watching.advisories import python_advisories
from watching.findings import UnaskedError
from watching.withdrawn import withdrawn

OAK, ELM = ("oak", "1.0"), ("elm", "1.0")
Asking = Callable[[Registries], AbstractContextManager[str]]
SOUND = Registries(releases={OAK: None, ELM: None})
WEAK = {
    "id": "GHSA-oak1-oak2-oak3",
    "aliases": ["CVE-2026-0001"],
    "summary": "Oak opens | every door",
    "affected": [
        {
            "package": {"name": "oak", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.1"}]}],
        }
    ],
}
WEAK_BY_NPM = {
    "id": 1,
    "url": "https://example.org/advisories/GHSA-fir1-fir2-fir3",
    "title": "Fir falls",
    "severity": "high",
    "vulnerable_versions": "<=1.0.0",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the lock files of two packages of Python and one of npm."""
    folder = tmp_path / "project"
    (folder / "tests" / "node").mkdir(parents=True)
    locked = {
        name: f"{name}=={version} \\\n    --hash=sha256:{digest(name, version)}\n" for name, version in (OAK, ELM)
    }
    (folder / "requirements.txt").write_text(locked["oak"], encoding="utf-8")
    (folder / "requirements-dev.txt").write_text("".join(locked.values()), encoding="utf-8")
    (folder / "pyproject.toml").write_text("[tool]\n", encoding="utf-8")
    fir = {"version": "1.0.0", "dev": True}
    lock = {
        "name": "project",
        "lockfileVersion": 3,
        "requires": True,
        "packages": {"": {"devDependencies": {"fir": "1.0.0"}}, "node_modules/fir": fir},
    }
    package = {"private": True, "devDependencies": {"fir": "1.0.0"}}
    (folder / "tests/node/package-lock.json").write_text(json.dumps(lock), encoding="utf-8")
    (folder / "tests/node/package.json").write_text(json.dumps(package), encoding="utf-8")
    return folder


def audit(project: Path, address: str, advisories: str = "/osv") -> tuple[int, str]:
    """The status and the report of the audit of a project, by those who answer at an address."""
    command = [sys.executable, str(PROJECT / "scripts/audit_dependencies.py"), "--project", str(project)]
    done = subprocess.run(
        [*command, "--advisories", f"{address}{advisories}"],
        env={**os.environ, **settings(address, project.parent)},
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


@pytest.fixture
def ask(project: Path, monkeypatch: pytest.MonkeyPatch) -> Asking:
    """Has the checks of this process ask those who stand in."""

    @contextmanager
    def asking(registries: Registries) -> Iterator[str]:
        with standing_in(registries) as address:
            for name, value in settings(address, project.parent).items():
                monkeypatch.setenv(name, value)
            yield address

    return asking


def rows(report: str) -> list[list[str]]:
    """The cells of the rows of a report's table."""
    lines = [line for line in report.splitlines() if line.startswith("| ")][2:]
    return [re.split(r" (?<!\\)\| ", line.strip("| ")) for line in lines]


def test_where_nothing_is_wrong_the_audit_says_so(project: Path) -> None:
    with standing_in(SOUND) as address:
        status, report = audit(project, address)
    assert (status, rows(report)) == (0, [])
    assert "No known vulnerability, and no withdrawn release." in report


def test_whatever_is_wrong_is_named_with_what_to_do(project: Path) -> None:
    wrong = Registries({OAK: None, ELM: "Breaks <everything>"}, {"oak": WEAK}, {"fir": WEAK_BY_NPM})
    with standing_in(wrong) as address:
        status, report = audit(project, address)
    assert status == 1
    weak = "CVE-2026-0001: Oak opens \\| every door (修复于 1.1 · mended in 1.1)"
    withdrawn_elm = "已被作者撤回 · Withdrawn by its authors: Breaks &lt;everything>"
    assert [row[:3] for row in rows(report)] == [
        ["requirements.txt", "oak 1.0", weak],
        ["requirements-dev.txt", "oak 1.0", weak],
        ["requirements-dev.txt", "elm 1.0", withdrawn_elm],
        ["tests/node/package-lock.json", "fir 1.0.0", "GHSA-fir1-fir2-fir3: Fir falls (high)"],
    ]
    remedies = [row[3] for row in rows(report)]
    assert ["--upgrade-package oak" in each for each in remedies] == [True, True, False, False]
    assert "make lock ARGS='--upgrade-package elm'" in remedies[2]
    assert "npm update fir --package-lock-only --ignore-scripts --prefix tests/node" in remedies[3]


def test_an_accepted_advisory_is_no_finding_and_its_reason_is_shown(project: Path) -> None:
    reasons = {"GHSA-oak1-oak2-oak3": "We have no doors.", "GHSA-fir1-fir2-fir3": "It stands in a test."}
    lines = [f'{name} = "{why}"' for name, why in reasons.items()]
    table = "\n".join(["[tool.community-minutes.accepted-advisories]", *lines])
    (project / "pyproject.toml").write_text(table, encoding="utf-8")
    with standing_in(Registries(SOUND.releases, {"oak": WEAK}, {"fir": WEAK_BY_NPM})) as address:
        status, report = audit(project, address)
    assert (status, rows(report)) == (0, [])
    for name, why in reasons.items():
        assert f"- {name}: {why}" in report


def test_that_nobody_could_be_asked_does_not_pass_for_all_is_well(project: Path) -> None:
    status, report = audit(project, "http://127.0.0.1:1")
    assert status == 2
    assert "No known vulnerability" not in report
    locks = ("requirements.txt", "requirements-dev.txt")
    asked = [*(f"{who}, {lock}" for who in ("pip-audit", "uv") for lock in locks), "npm audit, tests/node"]
    assert [line.partition(": ")[0] for line in report.splitlines() if line.startswith("- ")] == [
        f"- {who}" for who in asked
    ]


def test_a_service_without_an_answer_does_not_pass_for_all_is_well(project: Path, ask: Asking) -> None:
    with ask(SOUND) as address, pytest.raises(UnaskedError, match=r"^pip-audit, requirements\.txt: "):
        python_advisories(project / "requirements.txt", f"{address}/nobody")


def test_a_vulnerability_that_no_release_mends_asks_for_a_judgement(project: Path, ask: Asking) -> None:
    ranges = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}]
    weak = {**WEAK, "affected": [{"package": {"name": "oak", "ecosystem": "PyPI"}, "ranges": ranges}]}
    with ask(Registries(SOUND.releases, {"oak": weak})) as address:
        (finding,) = python_advisories(project / "requirements.txt", f"{address}/osv")
    assert "accepted-advisories" in finding.remedy
    assert "mended in" not in finding.problem


def test_a_release_is_withdrawn_also_without_a_reason(project: Path, ask: Asking) -> None:
    with ask(Registries({OAK: None, ELM: ""})):
        (finding,) = withdrawn(project / "requirements-dev.txt")
    assert (finding.package, finding.version) == ("elm", "1.0")


def test_a_release_that_is_no_longer_there_is_named(project: Path, ask: Asking) -> None:
    with ask(Registries({OAK: None, ("elm", "2.0"): None})):
        (finding,) = withdrawn(project / "requirements-dev.txt")
        assert withdrawn(project / "requirements.txt") == []
    assert "elm==1.0" in finding.problem


def test_the_lock_files_of_the_project_are_those_that_are_audited() -> None:
    """What is locked anywhere else would be looked at by nobody."""
    listed = subprocess.run(["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    found = [path for path in listed.splitlines() if re.search(r"requirements[^/]*\.txt$|-lock\.json$|\.lock$", path)]
    assert sorted(found) == [
        "requirements-dev.txt",
        "requirements.txt",
        "tests/fuzz/requirements.txt",
        "tests/lighthouse/package-lock.json",
        "tests/node/package-lock.json",
    ]
