"""The schemas of the data API: published with the project, and never changed in a way that breaks a reader."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from builder import PROJECT
from minutes import api
from minutes.api.compatibility import breaking_changes
from minutes.api.documents import DOCUMENTS, records_key
from minutes.api.schemas import schemas
from minutes.schemas import DIALECT

PUBLISHED = PROJECT / "schemas" / api.FOLDER
SCRIPT = PROJECT / "scripts" / "write_schemas.py"


def write(*arguments: str | Path, lang: str = "en") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), "--lang", lang, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


@pytest.mark.parametrize("name", schemas())
def test_a_change_that_breaks_readers_needs_another_version(name: str) -> None:
    published = json.loads((PUBLISHED / name).read_text(encoding="utf-8"))
    found = breaking_changes(published, json.loads(schemas()[name]))
    assert found == [], "undo the change, or raise VERSION in hooks/minutes/api/__init__.py"


def test_the_published_schemas_are_fresh_and_all_there_are() -> None:
    published = {file.name: file.read_text(encoding="utf-8") for file in PUBLISHED.iterdir()}
    assert published == schemas(), "run: make schemas"


def test_the_version_is_the_same_wherever_it_stands() -> None:
    assert f"api/v{api.VERSION}" == api.FOLDER
    for text in schemas().values():
        assert json.loads(text)["properties"]["version"]["const"] == api.VERSION


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Every schema with properties in a schema."""
    yield from (part for part in (schema, *schema["$defs"].values()) if "properties" in part)


@pytest.mark.parametrize("name", schemas())
def test_a_schema_is_one_of_2020_12_without_an_address_of_its_own(name: str) -> None:
    schema = json.loads(schemas()[name])
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == DIALECT
    assert "$id" not in schema
    assert schemas()[name].count("://") == 1, "no address but that of the dialect"


@pytest.mark.parametrize("name", schemas())
def test_everything_in_a_schema_is_described_in_a_sentence(name: str) -> None:
    schema = json.loads(schemas()[name])
    for part in (schema, *schema["$defs"].values()):
        assert part["description"]
        for key, field in part.get("properties", {}).items():
            assert field["description"].endswith((".", "…")), key
            assert "\n" not in field["description"]
            assert "title" not in field


@pytest.mark.parametrize("name", schemas())
def test_every_property_is_always_there_and_others_may_come(name: str) -> None:
    for part in parts(json.loads(schemas()[name])):
        assert part["required"] == list(part["properties"])
        assert "additionalProperties" not in part


def test_a_record_may_not_have_what_its_model_does_not_know() -> None:
    for document in DOCUMENTS.values():
        assert document.model_config["extra"] == "forbid"
        assert records_key(document) in document.model_fields


# The command that writes them.


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of schemas that are up to date."""
    assert write(tmp_path).returncode == 0
    return tmp_path


def test_the_schemas_are_written_beside_those_for_editors(folder: Path) -> None:
    assert {file.name: file.read_text(encoding="utf-8") for file in (folder / api.FOLDER).iterdir()} == schemas()
    assert (folder / "people.schema.json").is_file()


def published_with(file: Path, **properties: Any) -> bytes:
    """The file as if the records in it had had other properties."""
    schema = json.loads(file.read_text(encoding="utf-8"))
    schema["$defs"]["Release"]["properties"] |= properties
    file.write_text(json.dumps(schema), encoding="utf-8")
    return file.read_bytes()


@pytest.mark.parametrize("check", [(), ("--check",)])
@pytest.mark.parametrize(
    ("lang", "sentences"),
    [
        ("en", ("would break readers of version 1", "releases[].rating: the property is gone.")),
        ("zh", ("会让第 1 版的使用方出错", "releases[].rating：这个属性没有了。")),
    ],
)
def test_a_schema_is_not_overwritten_by_one_that_breaks_readers(
    folder: Path, check: tuple[str, ...], lang: str, sentences: tuple[str, ...]
) -> None:
    file = folder / api.FOLDER / "releases.schema.json"
    before = published_with(file, rating={"type": "integer"})
    result = write(folder, *check, lang=lang)
    assert (result.returncode, result.stdout) == (1, "")
    assert file.read_bytes() == before
    assert str(file) in result.stderr
    assert all(sentence in result.stderr for sentence in sentences)


def test_a_schema_that_breaks_nobody_is_written(folder: Path) -> None:
    file = folder / api.FOLDER / "releases.schema.json"
    schema = json.loads(file.read_text(encoding="utf-8"))
    del schema["$defs"]["Release"]["properties"]["text"]
    schema["$defs"]["Release"]["required"].remove("text")
    file.write_text(json.dumps(schema), encoding="utf-8")
    checked = write(folder, "--check")
    assert (checked.returncode, checked.stderr) == (1, f"{file} is out of date; run scripts/write_schemas.py.\n")
    written = write(folder)
    assert (written.returncode, written.stdout) == (0, f"Wrote {file}\n")
    assert file.read_text(encoding="utf-8") == schemas()[file.name]


def test_a_file_that_is_no_schema_is_written_over(folder: Path) -> None:
    file = folder / api.FOLDER / "people.schema.json"
    file.write_text("<<<<<<< ours", encoding="utf-8")
    assert write(folder).returncode == 0
    assert file.read_text(encoding="utf-8") == schemas()[file.name]
