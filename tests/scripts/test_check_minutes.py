"""The check, as a contributor, an editor and a workflow run it."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from errno import EACCES
from pathlib import Path

import pytest

from builder import PROJECT
from building_sites import NO_UTF_8, below_ascii
from check_minutes import main

SCRIPT = PROJECT / "scripts" / "check_minutes.py"
MINUTES = "zh/meetings/2023-03-01.md"
CLEAN = """\
---
title: 森林社区会议 3.1
date: 2023-03-01
---

**会议主题**：森林社区会议 3.1

**参会人**：ada, lin

## 议程 1：重试方案 @ada

1. 失败的请求需要再试一次。
"""
DOCS = {
    "_data/people.yml": "people:\n  - {id: ada, name: ada}\n  - {id: lin, name: lin}\n",
    "_data/proposals.yml": "proposals:\n  - {id: retries, title: {zh: 重试策略}}\n",
    "zh/proposals/retries.md": "# 重试策略\n",
    MINUTES: CLEAN,
}
BROKEN = f"{CLEAN}\n见[提纲](plan.md)。\n"
EMPTY = f"{CLEAN}\n## 议程 2：闲聊\n"
SPACING = CLEAN.replace("失败的请求", "失败的RPC请求")


def check(*arguments: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    settings = {**os.environ, "LC_ALL": "C", **environment}
    return subprocess.run(
        command, cwd=cwd, capture_output=True, env=settings, check=False, encoding="utf-8", timeout=60
    )


def check_here(
    *arguments: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[int, str, str]:
    """The same in this process, which is quicker: exit status, output, errors."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("LC_ALL", "C")
    try:
        status = main(list(arguments))
    except SystemExit as leaving:
        status = int(leaving.code or 0)
    return status, *capsys.readouterr()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with clean minutes in its docs folder."""
    for path, text in DOCS.items():
        write(tmp_path, text, path)
    return tmp_path


def write(folder: Path, text: str, path: str = MINUTES) -> Path:
    target = folder / "docs" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text.encode())
    return target


def test_clean_minutes_pass(folder: Path) -> None:
    result = check(cwd=folder)
    assert (result.returncode, result.stdout, result.stderr) == (0, "Checked 3 files and found nothing wrong.\n", "")


PLACE = f"docs/{MINUTES}:14:7: error MIN501 [link-target-missing]"
IN_ENGLISH = f"""\
{PLACE} The link "plan.md" leads to zh/meetings/plan.md, which does not exist.
  14 | 见[提纲](plan.md)。
     |          ^^^^^^^
  help: Correct the path; it is relative to the folder of this file.

Checked 3 files and found 1 error, 0 warnings and 0 infos.
"""
IN_CHINESE = f"""\
{PLACE} 链接“plan.md”指向的文件 zh/meetings/plan.md 不存在。
  14 | 见[提纲](plan.md)。
     |          ^^^^^^^
  改法：请改正路径，路径相对于这个文件所在的目录。

检查了 3 个文件，发现 1 个错误、0 个警告、0 条提示。
"""


@pytest.mark.parametrize(("language", "expected"), [("en", IN_ENGLISH), ("zh", IN_CHINESE)])
def test_a_finding_is_shown_with_place_line_and_remedy_in_the_language(
    folder: Path, language: str, expected: str
) -> None:
    write(folder, BROKEN)
    result = check("--lang", language, cwd=folder)
    assert (result.returncode, result.stdout, result.stderr) == (1, expected, "")


def test_the_language_comes_from_the_environment(folder: Path) -> None:
    assert "没有发现问题" in check(cwd=folder, LC_ALL="zh_CN.UTF-8").stdout
    assert "默认取自环境" in check("--help", cwd=folder, LC_ALL="zh_CN.UTF-8").stdout
    assert "默认取自环境" in check("--help", "--lang", "zh", cwd=folder).stdout


@below_ascii
@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1"])
def test_the_output_is_utf_8_whatever_the_locale(folder: Path, locale: str) -> None:
    write(folder, BROKEN)
    result = check("--lang", "zh", cwd=folder, LC_ALL=locale, **NO_UTF_8)
    assert "链接“plan.md”指向" in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize(("arguments", "status"), [([], 0), (["--strict"], 1)])
def test_warnings_fail_a_strict_check_only(folder: Path, arguments: list[str], status: int) -> None:
    write(folder, EMPTY)
    result = check(*arguments, cwd=folder)
    assert "warning MIN404" in result.stdout
    assert result.returncode == status


def test_an_info_fails_nothing(folder: Path) -> None:
    write(folder, SPACING)
    result = check("--strict", cwd=folder)
    assert "info MIN801" in result.stdout
    assert result.returncode == 0


def test_a_path_inside_the_docs_folder_restricts_what_is_reported(folder: Path) -> None:
    write(folder, BROKEN)
    write(folder, CLEAN.replace("3.1", "3.15").replace("03-01", "03-15"), "zh/meetings/2023-03-15.md")
    other = check("docs/zh/meetings/2023-03-15.md", "docs/_data", cwd=folder)
    assert (other.returncode, other.stdout) == (0, "Checked 3 files and found nothing wrong.\n")
    same = check("2023-03-01.md", cwd=folder / "docs/zh/meetings")
    assert same.returncode == 1
    assert same.stdout.startswith("2023-03-01.md:14:7: error MIN501")
    from_root = check(folder / "docs/zh", cwd=Path("/"))
    assert from_root.stdout.startswith(f"{folder.as_posix()}/docs/{MINUTES}:14:7: error")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none"], "There is no file or folder none."),
        (["docs/zh/meetings/none.md"], "There is no file or folder docs/zh/meetings/none.md."),
        (["."], "There is no docs folder at or above ."),
        (["--baseline", "none.json"], "none.json: No such file or directory"),
        (["--baseline", f"docs/{MINUTES}"], f"docs/{MINUTES} is not a baseline (Invalid JSON"),
        (["--write-baseline", "none/new.json"], "none/.new.json."),
        (["--explain", "MIN7O1"], 'There is no code "MIN7O1". Did you mean MIN701?'),
        (["--fix", "--diff"], "not allowed with argument --fix"),
        (["--format", "xml"], "invalid choice: 'xml'"),
        (["--lang"], "expected one argument"),
        (["--unknown"], "unrecognized arguments: --unknown"),
    ],
)
def test_what_cannot_be_done_ends_in_2_with_a_reason(
    folder: Path,
    arguments: list[str],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, output, errors = check_here(*arguments, folder=folder, monkeypatch=monkeypatch, capsys=capsys)
    assert (status, output) == (2, "")
    assert said in errors


def test_without_a_docs_folder_there_is_nothing_to_check(tmp_path: Path) -> None:
    result = check(cwd=tmp_path)
    assert (result.returncode, result.stderr) == (2, "There is no file or folder docs.\n")


def test_json_and_sarif_are_one_document_and_name_files_from_the_current_folder(folder: Path) -> None:
    write(folder, BROKEN)
    (finding,) = json.loads(check("--format", "json", cwd=folder).stdout)["findings"]
    assert (finding["path"], finding["start"]) == (f"docs/{MINUTES}", {"line": 14, "column": 7})
    (result,) = json.loads(check("--format", "sarif", cwd=folder).stdout)["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == f"docs/{MINUTES}"
    assert place["region"] == {"startLine": 14, "startColumn": 7, "endLine": 14, "endColumn": 14}


def test_annotations_name_files_from_the_current_folder(folder: Path) -> None:
    write(folder, BROKEN)
    result = check("--format", "github", cwd=folder)
    assert result.returncode == 1
    assert result.stdout.startswith(f"::error file=docs/{MINUTES},line=14,endLine=14,col=7,endColumn=13,title=MIN501 ")


def test_fix_mends_once_and_the_diff_says_beforehand_what(folder: Path) -> None:
    file = write(folder, "\ufeff" + SPACING.replace("\n", "\r\n"))
    before = file.read_bytes()
    diff = check("--diff", cwd=folder)
    assert diff.returncode == 0
    assert file.read_bytes() == before
    assert "-1. 失败的RPC请求需要再试一次。\n+1. 失败的 RPC 请求需要再试一次。\n" in diff.stdout
    fixed = check("--fix", cwd=folder)
    assert (fixed.returncode, fixed.stderr) == (0, f"Mended docs/{MINUTES}\n")
    assert fixed.stdout == "Checked 3 files and found nothing wrong.\n"
    after = file.read_bytes()
    assert after == before.replace("的RPC请".encode(), "的 RPC 请".encode())
    again = check("--fix", cwd=folder)
    assert (again.returncode, again.stderr, file.read_bytes()) == (0, "", after)
    assert check("--diff", cwd=folder).stdout == ""


def test_fix_mends_only_what_was_named(folder: Path) -> None:
    first = write(folder, SPACING)
    second = write(folder, SPACING.replace("3.1", "3.15").replace("03-01", "03-15"), "zh/meetings/2023-03-15.md")
    before = first.read_bytes()
    check("--fix", second, cwd=folder)
    assert first.read_bytes() == before
    assert "失败的 RPC 请求" in second.read_text(encoding="utf-8")


def test_fix_reports_what_is_left(folder: Path) -> None:
    write(folder, SPACING + BROKEN.removeprefix(CLEAN))
    result = check("--fix", "--format", "json", cwd=folder)
    assert result.returncode == 1
    assert [one["code"] for one in json.loads(result.stdout)["findings"]] == ["MIN501"]


def test_a_file_that_cannot_be_written_is_said_and_stays(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: Path, target: Path) -> None:
        raise PermissionError(EACCES, os.strerror(EACCES), str(target))

    file = write(folder, SPACING)
    monkeypatch.setattr(Path, "replace", fail)
    status, output, errors = check_here("--fix", folder=folder, monkeypatch=monkeypatch, capsys=capsys)
    assert (status, output, errors) == (2, "", f"docs/{MINUTES}: Permission denied\n")
    assert file.read_text(encoding="utf-8") == SPACING


def test_a_baseline_accepts_what_it_records_and_fails_on_what_is_new(folder: Path) -> None:
    write(folder, BROKEN)
    recorded = check("--write-baseline", "accepted.json", cwd=folder)
    assert (recorded.returncode, recorded.stdout) == (0, "")
    assert recorded.stderr == "Recorded 1 finding in accepted.json\n"
    write(folder, BROKEN.replace("## 议程", "一行\n\n## 议程"))
    moved = check("--baseline", "accepted.json", cwd=folder)
    assert moved.returncode == 0
    assert moved.stdout == "Checked 3 files and found nothing wrong.\nThe baseline accepts 1 more.\n"
    write(folder, f"{BROKEN}\n见[提纲](other.md)。\n")
    new = check("--baseline", "accepted.json", cwd=folder)
    assert new.returncode == 1
    assert "other.md" in new.stdout
    assert "plan.md" not in new.stdout
    check("--baseline", "accepted.json", "--write-baseline", "accepted.json", cwd=folder)
    assert check("--baseline", "accepted.json", "--strict", cwd=folder).returncode == 0


def test_what_a_baseline_accepts_is_not_mended(folder: Path) -> None:
    file = write(folder, SPACING)
    check("--write-baseline", "accepted.json", cwd=folder)
    check("--baseline", "accepted.json", "--fix", cwd=folder)
    assert file.read_text(encoding="utf-8") == SPACING


def test_codes_are_listed_and_explained_without_a_docs_folder(tmp_path: Path) -> None:
    listed = check("--list-rules", cwd=tmp_path)
    assert listed.returncode == 0
    assert "MIN701  error    proposal-unknown" in listed.stdout
    assert check("--explain", "proposal-unknown", "--lang", "zh", cwd=tmp_path).stdout == (
        "MIN701 [proposal-unknown] error\n\n提案“…”没有登记。\n"
        "改法：请使用已登记的 id（…），或先在 docs/_data/proposals.yml 中登记。\n"
    )


def test_the_schema_is_printed(tmp_path: Path) -> None:
    published = PROJECT / "schemas" / "diagnostics.schema.json"
    assert check("--schema", cwd=tmp_path).stdout == published.read_text(encoding="utf-8")


def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    write(folder, CLEAN + "".join(f"\n[链接](none-{number}.md)\n" for number in range(3000)))
    command = [sys.executable, str(SCRIPT)]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colour_is_for_a_terminal(folder: Path, environment: dict[str, str], coloured: bool) -> None:
    write(folder, BROKEN)
    master, terminal = pty.openpty()
    settings = {**os.environ, "LC_ALL": "C", "TERM": "xterm", **environment}
    with open(master, "rb", buffering=0) as screen:  # noqa: PTH123 — a file descriptor
        subprocess.run(
            [sys.executable, str(SCRIPT)], cwd=folder, stdout=terminal, env=settings, check=False, timeout=60
        )
        os.close(terminal)
        shown = screen.read(4096)
    assert (b"\x1b[" in shown) is coloured
    assert b"MIN501" in shown
