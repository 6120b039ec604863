"""The bill of materials of the site build: CycloneDX, all that is locked and nothing else, the same at every run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from builder import PROJECT

# The lock file that the environment of this run was made from: `make newest` has one of its own.
LOCK = PROJECT / f"{os.environ.get('LOCKS', '')}requirements.txt"


def write(file: Path, lock: Path = LOCK) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(PROJECT / "scripts/write_bill.py"), str(file), "--lock", str(lock)]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


@pytest.fixture(scope="module")
def bill(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("bill") / "sbom.cdx.json"
    done = write(file)
    assert done.returncode == 0, done.stderr
    return file.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def components(bill: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(bill)["components"]
    return found


def test_the_bill_is_cyclonedx(bill: str) -> None:
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    assert validator.validate_str(bill) is None
    wrong = {**json.loads(bill), "components": [{"type": "library"}]}
    assert validator.validate_str(json.dumps(wrong)) is not None


def test_the_bill_has_every_locked_package_with_its_hashes_and_no_other(components: list[dict[str, Any]]) -> None:
    locked: dict[str, set[str]] = {}
    for line in LOCK.read_text(encoding="utf-8").splitlines():
        if match := re.match(r"(\S+)==(\S+)", line):
            hashes = locked.setdefault(f"pkg:pypi/{match[1]}@{match[2]}", set())
        elif match := re.search(r"--hash=sha256:(\w+)", line):
            hashes.add(match[1])
    found = {
        each["purl"]: {one["content"] for link in each["externalReferences"] for one in link.get("hashes", ())}
        for each in components
    }
    assert len(found) == len(components)
    assert found == locked


def test_the_bill_says_under_which_licence_a_package_is_and_who_needs_whom(
    bill: str, components: list[dict[str, Any]]
) -> None:
    assert [each["name"] for each in components if not each.get("licenses") and each.get("scope") != "optional"] == []
    needs = {each["ref"]: each["dependsOn"] for each in json.loads(bill)["dependencies"]}
    named = {each["bom-ref"] for each in components}
    assert {name for names in needs.values() for name in names} <= named
    by_name = {each["name"].lower(): each["bom-ref"] for each in components if each["bom-ref"] in needs}
    assert by_name["mkdocs"] in needs["root-component"]
    assert by_name["jinja2"] in needs[by_name["mkdocs"]]
    assert json.loads(bill)["metadata"]["component"]["name"] == "community-minutes"


def test_the_bill_is_the_same_at_every_run_and_tells_nothing_of_the_machine(bill: str, tmp_path: Path) -> None:
    assert write(tmp_path / "again.json").returncode == 0
    assert (tmp_path / "again.json").read_text(encoding="utf-8") == bill
    assert "timestamp" not in json.loads(bill)["metadata"]
    assert str(PROJECT) not in bill
    assert sys.prefix not in bill


def test_there_is_no_bill_of_anything_else_than_what_is_locked(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.txt"
    lock.write_text(re.sub(r"(?m)^mkdocs==\S+", "mkdocs==1.0.0", LOCK.read_text(encoding="utf-8")), encoding="utf-8")
    done = write(tmp_path / "bill.json", lock)
    assert (done.returncode, (tmp_path / "bill.json").exists()) == (1, False)
    assert re.fullmatch(r"mkdocs==\S+ is installed, but 1\.0\.0 is locked\n", done.stderr)
