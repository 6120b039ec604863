"""The import, as a maintainer runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from builder import PROJECT, build_docs
from samples import FOREST

SCRIPT = PROJECT / "scripts" / "import_minutes.py"
BODY = "**会议主题** ：林间例会\n\n**参会人** ：ada\n\n### 议程 1 ：闲谈 @ada\n\n1. 没有记录。\n"
ARCHIVE = {
    "content/zh/notes/_index.md": "---\ntitle: 例会\n---\n",
    "content/zh/notes/2023-04-12/_index.md": f"---\ntitle: 林间 4.12\ndate: 2023-04-12\n---\n\n{BODY}\n![](a.png)\n",
    "content/zh/notes/2023-04-12/a.png": "PNG",
    "2023/林间_meeting_4.26.md": f"{BODY}\n{{{{< note >}}}}",
}


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    return write(tmp_path / "docs", FOREST)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return write(tmp_path / "archive", ARCHIVE)


def bring(folder: Path, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    settings = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "1", **environment}
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, env=settings, check=False, encoding="utf-8", cwd=folder
    )


REPORT_EN = """\
new 2023/林间_meeting_4.26.md → docs/zh/meetings/2023-04-26.md
    added the newline at the end
    added front matter (title, date)
    kept Hugo shortcodes as they are, they will show as text (name:line): note:9
new content/zh/notes/2023-04-12/_index.md → docs/zh/meetings/2023-04-12/index.md
    attachment content/zh/notes/2023-04-12/a.png
skipped content/zh/notes/_index.md: It has no date and is the page of a section.
2 new, 0 updated, 0 unchanged, 1 skipped, 0 failed.
In all: meetings 2, agenda items 2, attachments 1.
"""
REPORT_ZH = """\
未变 2023/林间_meeting_4.26.md → docs/zh/meetings/2023-04-26.md
未变 content/zh/notes/2023-04-12/_index.md → docs/zh/meetings/2023-04-12/index.md
跳过 content/zh/notes/_index.md：没有日期，是栏目页。
新增 0、更新 0、未变 2、跳过 1、失败 0。
共 2 次会议、2 项议程、1 个附件。
文档目录里已经全部都有，没有任何改动。
"""


def test_an_archive_is_imported_once_and_the_site_builds(docs: Path, archive: Path, tmp_path: Path) -> None:
    first = bring(tmp_path, archive)
    assert (first.returncode, first.stdout, first.stderr) == (0, REPORT_EN, "")
    second = bring(tmp_path, archive, "--lang", "zh")
    assert (second.returncode, second.stdout, second.stderr) == (0, REPORT_ZH, "")
    site = build_docs(docs, tmp_path / "site", strict=True)
    assert (site.folder / "meetings/2023-04-12/a.png").read_text() == "PNG"
    assert site.article("meetings/2023-04-12").xpath("//article//img/@src") == ["a.png"]
    assert "{{&lt; note &gt;}}" in site.text("meetings/2023-04-26")
    assert list(site.broken_links()) == []


def test_a_dry_run_prints_the_same_and_writes_nothing(docs: Path, archive: Path, tmp_path: Path) -> None:
    before = sorted(docs.rglob("*"))
    result = bring(tmp_path, archive, "--dry-run")
    assert (result.returncode, result.stdout) == (0, REPORT_EN)
    assert result.stderr == "This was a dry run; nothing was written.\n"
    assert sorted(docs.rglob("*")) == before


def test_one_bad_file_fails_the_command_but_not_the_others(docs: Path, archive: Path, tmp_path: Path) -> None:
    write(archive, {"2023/bad_5.3.md": b"\xff\xfe\x00", "2023/undated.md": BODY, "2023/old_3.1.md": BODY})
    result = bring(tmp_path, archive)
    assert (result.returncode, result.stderr) == (1, "")
    assert "failed 2023/bad_5.3.md: It is not UTF-8; the first wrong byte is 0xff in line 1." in result.stdout
    asked = f"--date YEAR-MONTH-DAY {(archive / '2023/undated.md').resolve()}\n"
    assert asked in result.stdout
    assert (
        "docs/zh/meetings/2023-03-01.md is already there and differs. Add --force to overwrite it.\n" in result.stdout
    )
    assert "2 new, 0 updated, 0 unchanged, 1 skipped, 3 failed.\n" in result.stdout
    assert (docs / "zh/meetings/2023-04-26.md").is_file()


def test_the_date_and_the_locale_that_are_asked_for_can_be_given(docs: Path, archive: Path, tmp_path: Path) -> None:
    write(archive, {"2023/undated.md": BODY})
    result = bring(tmp_path, archive / "2023/undated.md", "--date", "2023-05-03", "--locale", "en")
    assert result.returncode == 0
    assert (docs / "en/meetings/2023-05-03.md").read_text(encoding="utf-8").endswith(BODY)


def test_force_overwrites(docs: Path, archive: Path, tmp_path: Path) -> None:
    write(archive, {"2023/old_3.1.md": BODY})
    result = bring(tmp_path, archive / "2023/old_3.1.md", "--force")
    assert result.returncode == 0
    assert "updated old_3.1.md → docs/zh/meetings/2023-03-01.md" in result.stdout
    assert (docs / "zh/meetings/2023-03-01.md").read_text(encoding="utf-8").endswith(BODY)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none"], "There is no file or folder none."),
        (["docs/zh"], "docs/zh is in the docs folder already."),
        (["archive/content/zh/notes/2023-04-12/a.png"], "is not a Markdown file (.md)."),
        (["archive", "--date", "2023-05-03"], "--date is for importing a single file."),
        (["archive", "--date", "May"], '"May" is not a date.'),
        (["archive", "--docs", "none"], "There is no docs folder none."),
        (["archive", "--docs", "none", "--lang", "zh"], "找不到文档目录 none。"),
        ([], "usage: import_minutes.py"),
    ],
)
def test_what_cannot_be_done_is_said(docs: Path, archive: Path, arguments: list[str], said: str) -> None:
    result = bring(archive.parent, *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert docs.is_dir()
