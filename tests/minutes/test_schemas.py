"""The JSON Schemas for editors: fresh, and of one mind with the check."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from builder import PROJECT
from minutes.archive import archive_from
from minutes.registryreader import read_registry
from minutes.rules import check
from minutes.schemas import DIALECT, FrontMatterKeys, schemas
from minutes.strings import LOCALES
from minutes.vocabulary import FRONT_MATTER_KEYS
from samples import FOREST

SCRIPT = PROJECT / "scripts" / "write_schemas.py"
REGISTRY = ("projects", "people", "proposals")


def accepts(name: str, value: Any) -> bool:
    schema = json.loads(schemas()[f"{name}.schema.json"])
    return bool(jsonschema.Draft202012Validator(schema).is_valid(value))


def write(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), "--lang", "en", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


def test_the_schemas_in_the_repository_are_fresh() -> None:
    for name, text in schemas().items():
        assert (PROJECT / "schemas" / name).read_bytes() == text.encode(), "run: scripts/write_schemas.py"


@pytest.mark.parametrize("name", schemas())
def test_a_schema_is_one_of_2020_12_and_explains_every_key(name: str) -> None:
    schema = json.loads(schemas()[name])
    assert schema["$schema"] == DIALECT
    jsonschema.Draft202012Validator.check_schema(schema)
    (keys,) = [part["items"] for part in schema["properties"].values() if "items" in part] or [schema]
    for part in (schema, keys, *keys["properties"].values()):
        assert part["description"].count("\n") == 1, "one line for each language"
    assert " / " in schema["title"]


def test_the_front_matter_has_the_keys_of_the_format() -> None:
    assert set(FrontMatterKeys.model_fields) == set(FRONT_MATTER_KEYS)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_front_matter_of_real_minutes_is_accepted(locale: str) -> None:
    files = [path for path in (PROJECT / "docs" / locale / "meetings").glob("*.md") if path.stem != "index"]
    assert files
    for file in files:
        front = yaml.load(file.read_text(encoding="utf-8").split("---\n")[1], yaml.BaseLoader)  # noqa: S506
        front["weight"] = int(front["weight"])
        assert accepts("front-matter", front), file


@pytest.mark.parametrize("key", REGISTRY)
def test_real_and_made_up_registry_files_are_accepted(key: str) -> None:
    assert accepts(key, yaml.safe_load((PROJECT / "docs" / "_data" / f"{key}.yml").read_text(encoding="utf-8")))
    assert accepts(key, yaml.safe_load(str(FOREST[f"_data/{key}.yml"])))
    assert accepts(key, None)


# What an editor says of front matter is what the check says of it.
@pytest.mark.parametrize(
    "line",
    [
        "title: 例会",
        "title:",
        "title: 7",
        "linkTitle: [例会]",
        "date: '2023-03-01'",
        "date: '2023-03-01T10:00:00+08:00'",
        "date: 三月一日",
        "date:",
        "weight: 3",
        "weight: '3'",
        "weight: true",
        "weight: 1.5",
        "description:",
        "description: 一句话",
        "description: {zh: 一句话}",
        "source: https://example.net/1",
        "source: 3",
        "autor: ada",
    ],
)
def test_the_front_matter_schema_and_the_check_agree(line: str) -> None:
    path = "zh/meetings/2023-03-01.md"
    archive = archive_from(frozenset({path}), lambda _: f"---\n{line}\n---\n\n## 议程 1：甲\n\n乙\n".encode(), LOCALES)
    about = {"front-matter-key-unknown", "front-matter-type", "date-invalid"}
    fine = not any(one.code.slug in about for one in check(archive))
    assert accepts("front-matter", yaml.safe_load(line)) is fine


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("people", "people: [{id: ada, name: Ada}]"),
        ("people", "people: [{id: ada, name: Ada, github: null}]"),
        ("people", "people: [{id: Ada, name: Ada}]"),
        ("people", "people: [{id: ada}]"),
        ("people", "people: [{id: ada, name: ''}]"),
        ("people", "people: [{id: ada, name: Ada, nick: A}]"),
        ("people", "people: [{id: ada, name: Ada, aliases: A}]"),
        ("people", "people: {id: ada, name: Ada}"),
        ("people", "persons: []"),
        ("people", "- {id: ada, name: Ada}"),
        ("projects", "projects: [{id: oak, name: Oak, repositories: [forest/oak, forest/*]}]"),
        ("projects", "projects: [{id: oak, name: Oak, repositories: [oak]}]"),
        ("projects", "projects: [{id: oak, name: Oak, description: 甲}]"),
        ("proposals", "proposals: [{id: retries, title: {zh: 重试}, issues: [forest/oak#7]}]"),
        ("proposals", "proposals: [{id: retries, title: {zh: 重试}, issues: [7]}]"),
        ("proposals", "proposals: [{id: retries, title: {}}]"),
        ("proposals", "proposals: [{id: retries, title: {zh: 重试}, status: accepted}]"),
    ],
)
def test_a_registry_schema_and_the_registry_agree(key: str, text: str) -> None:
    found = read_registry({f"_data/{key}.yml": text}).diagnostics
    assert accepts(key, yaml.safe_load(text)) is not bool(found)


def test_what_is_out_of_date_is_written_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "schemas"
    assert write(str(folder)).returncode == 0
    assert {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.json")} == schemas()
    stale = folder / "people.schema.json"
    stale.write_text("{}", encoding="utf-8")
    times = {path: path.stat().st_mtime_ns for path in folder.rglob("*.json")}

    checked = write(str(folder), "--check")
    assert (checked.returncode, stale.read_text(encoding="utf-8")) == (1, "{}")
    assert checked.stderr == f"{stale} is out of date; run scripts/write_schemas.py.\n"

    written = write(str(folder))
    assert (written.returncode, written.stdout) == (0, f"Wrote {stale}\n")
    changed = {path.name for path, time in times.items() if path.stat().st_mtime_ns != time}
    assert changed == {"people.schema.json"}
    assert (write(str(folder), "--check").returncode, write(str(folder)).stdout) == (0, "")


def test_a_folder_that_is_a_file_is_an_error_of_use(tmp_path: Path) -> None:
    (tmp_path / "schemas").write_text("x", encoding="utf-8")
    result = write(str(tmp_path / "schemas"))
    assert result.returncode == 2
    assert "Traceback" not in result.stderr


def test_the_editor_settings_name_schemas_and_files_that_exist() -> None:
    settings = json.loads((PROJECT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    used = settings["yaml.schemas"]
    assert {Path(schema).name for schema in used} == {f"{key}.schema.json" for key in REGISTRY}
    assert all((PROJECT / path).is_file() for pair in used.items() for path in pair)


def test_the_hooks_before_a_commit_need_no_other_repository() -> None:
    (repository,) = yaml.safe_load((PROJECT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    assert repository["repo"] == "local"
    for hook in repository["hooks"]:
        assert hook["language"] == "system"
        program, *arguments = hook["entry"].split()
        assert program.startswith(".venv/bin/")
        assert all((PROJECT / argument).exists() for argument in arguments if "/" in argument)
