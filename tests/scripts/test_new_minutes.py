"""New minutes, as a contributor makes them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from builder import PROJECT, build_docs
from samples import FOREST

SCRIPTS = PROJECT / "scripts"


def command(script: str, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    settings = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "1", **environment}
    line = [sys.executable, str(SCRIPTS / script), *map(str, arguments)]
    return subprocess.run(line, capture_output=True, text=True, env=settings, check=False, encoding="utf-8")


def new(docs: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return command("new_minutes.py", *arguments, "--docs", docs, **environment)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    for path, content in FOREST.items():
        target = tmp_path / "docs" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return tmp_path / "docs"


def files_in(docs: Path) -> dict[str, bytes]:
    return {str(path.relative_to(docs)): path.read_bytes() for path in docs.rglob("*") if path.is_file()}


def test_without_a_date_it_is_the_next_meetings(docs: Path) -> None:
    (docs.parent / "mkdocs.yml").write_text("extra:\n  meeting_interval: 14\n", encoding="utf-8")
    result = new(docs)
    assert (result.returncode, result.stderr) == (0, "")
    assert (docs / "zh/meetings/2023-03-29.md").exists()


@pytest.mark.parametrize("configuration", [None, "extra: {}\n", "extra: {meeting_interval: soon}\n", "extra: [\n"])
def test_without_a_date_or_an_interval_nothing_is_made(docs: Path, configuration: str | None) -> None:
    if configuration is not None:
        (docs.parent / "mkdocs.yml").write_text(configuration, encoding="utf-8")
    before = files_in(docs)
    result = new(docs)
    assert (result.returncode, result.stdout) == (2, "")
    assert "Name the date of the meeting" in result.stderr
    assert files_in(docs) == before


def test_both_files_are_made_and_pass_the_check(docs: Path) -> None:
    before = files_in(docs)
    result = new(docs, "2023-03-29", "--item", "指标 @ada", "--item", "Elm")
    zh, en = (docs / f"{locale}/meetings/2023-03-29.md" for locale in ("zh", "en"))
    expected = f"Made {zh.as_posix()}\nMade {en.as_posix()}\nFill them in, then run make check.\n"
    assert (result.returncode, result.stdout, result.stderr) == (0, expected, "")
    assert "\n## 议程 1：指标 @ada\n" in zh.read_text(encoding="utf-8")
    assert "\n## Agenda 2: Elm\n" in en.read_text(encoding="utf-8")
    assert {path: data for path, data in files_in(docs).items() if path in before} == before
    assert len(files_in(docs)) == len(before) + 2
    checked = command("check_minutes.py", zh, en, "--strict")
    assert (checked.returncode, checked.stdout) == (0, "Checked 2 files and found nothing wrong.\n")


def test_the_site_builds_with_them(docs: Path, tmp_path: Path) -> None:
    assert new(docs, "2023-03-29").returncode == 0
    site = build_docs(docs, tmp_path / "site", strict=True)
    assert "Forest Community Meeting 3.29" in site.text("en/meetings/2023-03-29")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["2023-03-15"], "There already is a file for 2023-03-15: zh/meetings/2023-03-15.md. Nothing was written."),
        (["2023-03-1"], '"2023-03-1" is not a date. Write year-month-day, such as 2022-08-11.'),
        (["2023-02-29"], '"2023-02-29" is not a date. Write year-month-day, such as 2022-08-11.'),
        (["2023-03-29", "--item", " "], "There is nothing after --item. Write the title of the agenda item."),
        (["2023-03-15", "--lang", "zh"], "2023-03-15 已经有文件了：zh/meetings/2023-03-15.md。没有新建任何文件。"),
    ],
)
def test_what_is_refused_is_said_and_nothing_is_written(docs: Path, arguments: list[str], said: str) -> None:
    before = files_in(docs)
    result = new(docs, *arguments)
    assert (result.returncode, result.stdout, result.stderr) == (2, "", f"{said}\n")
    assert files_in(docs) == before


def test_a_second_time_is_refused(docs: Path) -> None:
    assert [new(docs, "2023-03-29").returncode for _ in range(2)] == [0, 2]


def test_where_one_file_cannot_be_written_neither_is(docs: Path) -> None:
    folder = docs / "en" / "meetings"
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.write_text("a file in the way\n")
    before = files_in(docs)
    result = new(docs, "2023-03-29")
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert folder.as_posix() in result.stderr
    assert files_in(docs) == before


def test_a_way_out_of_docs_is_not_taken(docs: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (docs / "en" / "meetings").rename(outside)
    (docs / "en" / "meetings").symlink_to(outside)
    before = files_in(tmp_path)
    result = new(docs, "2023-03-29")
    assert result.returncode == 2
    assert "leads out of the docs folder" in result.stderr
    assert files_in(tmp_path) == before


def test_a_missing_folder_is_an_error_of_use(tmp_path: Path) -> None:
    result = new(tmp_path / "none", "2023-03-29", LC_ALL="zh_CN.UTF-8")
    assert (result.returncode, result.stderr) == (2, f"找不到文档目录 {tmp_path / 'none'}。\n")
