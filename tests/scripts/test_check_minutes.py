"""The check, as a contributor runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from builder import PROJECT
from samples import FOREST

SCRIPT = PROJECT / "scripts" / "check_minutes.py"


def check(docs: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), str(docs), *arguments]
    settings = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "1", **environment}
    return subprocess.run(command, capture_output=True, text=True, env=settings, check=False, encoding="utf-8")


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def test_clean_minutes_pass(tmp_path: Path) -> None:
    result = check(write(tmp_path, FOREST))
    assert (result.returncode, result.stdout, result.stderr) == (0, "Checked 3 files and found nothing wrong.\n", "")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            'error MIN701 [proposal-unknown] The proposal "retrys" is not registered. Use a registered id (retries)',
        ),
        ("zh", "error MIN701 [proposal-unknown] 提案“retrys”没有登记。 请使用已登记的 id（retries）"),
    ],
)
def test_a_finding_names_file_line_and_remedy_in_the_language(tmp_path: Path, language: str, expected: str) -> None:
    docs = write(tmp_path, {**FOREST, "zh/meetings/2023-04-12.md": "## 议程 1：甲\n\n**提案**：retrys → 已合入\n"})
    result = check(docs, "--lang", language)
    assert result.returncode == 1
    assert f"{docs.as_posix()}/zh/meetings/2023-04-12.md:3:1: {expected}" in result.stdout


def test_the_language_comes_from_the_environment(tmp_path: Path) -> None:
    assert "没有发现问题" in check(write(tmp_path, FOREST), LC_ALL="zh_CN.UTF-8").stdout


def test_a_missing_folder_is_an_error_of_use(tmp_path: Path) -> None:
    result = check(tmp_path / "none")
    assert result.returncode == 2
    assert "There is no docs folder" in result.stderr
