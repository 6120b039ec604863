"""The review of a change, as a maintainer runs it: real repositories, made anew for each test."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from builder import PROJECT
from samples import FIRST_EN, FIRST_ZH, FOREST, SECOND_ZH

SCRIPT = PROJECT / "scripts" / "review_minutes.py"
NEW = "docs/zh/meetings/2023-03-29.md"
NEW_MINUTES = """\
---
title: 森林社区会议 3.29
date: 2023-03-29
---

**会议主题**：森林社区会议 3.29

**参会人**：ada, 小红

## 议程 1：指标方案 @ada

1. **背景**：没有指标。

**提案**：metrics → 已接受

## 相关资讯

Elm v0.2.0 发布！

相关链接：https://example.net/elm-0-2
"""


class Repository:
    """A git repository with commits of whole trees."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("config", "core.autocrlf", "false")

    def git(self, *arguments: str) -> str:
        identity = ("-c", "user.name=t", "-c", "user.email=t@example.net", "-c", "commit.gpgsign=false")
        command = ["git", "-C", str(self.folder), *identity, *arguments]
        return subprocess.run(command, capture_output=True, check=True, text=True, env=environment()).stdout.strip()

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        for path, content in files.items():
            target = self.folder / path
            if content is None:
                target.unlink()
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())

    def commit(self, files: Mapping[str, str | bytes | None]) -> str:
        self.write(files)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "change")
        return self.git("rev-parse", "HEAD")

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(SCRIPT), *arguments]
        settings = {**environment(), "LC_ALL": "C", **variables}
        return subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, env=settings, check=False, encoding="utf-8"
        )

    def markdown(self, *arguments: str) -> str:
        result = self.run(*arguments)
        assert (result.returncode, result.stderr) == (0, "")
        return result.stdout

    def json(self, *arguments: str) -> Any:
        return json.loads(self.markdown(*arguments, "--format", "json"))


def environment() -> dict[str, str]:
    """The environment without a git repository or settings of the machine's own."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return {**kept, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


@pytest.fixture
def forest(tmp_path: Path) -> Repository:
    """A repository with the made-up community in its first commit, tagged ``base``."""
    repository = Repository(tmp_path / "repository")
    repository.commit({"README.md": "Forest\n", **{f"docs/{path}": content for path, content in FOREST.items()}})
    repository.git("tag", "base")
    return repository


def test_new_minutes_are_additive_and_say_what_they_mean(forest: Repository) -> None:
    forest.commit({NEW: NEW_MINUTES})
    assert (
        forest.markdown("base", "HEAD", "--lang", "en")
        == """\
## What this change means

**Additive**: it only adds minutes, and brings no new error or warning.

### Meetings

- **added** `2023-03-29` `森林社区会议 3.29`
  - minutes added: `zh`
  - added `2023-03-29#agenda-1` `指标方案`; presented by `ada`; about `metrics`

### Proposals

- `metrics`: proposed → accepted (`2023-03-29#agenda-1`)

### Releases

- `Elm 0.2.0` (`2023-03-29#news`)

### People new to the archive and not registered

- `小红` (`2023-03-29`)

### Translations

- `2023-03-29` has no minutes in `en`
"""
    )


def test_the_same_in_chinese(forest: Repository) -> None:
    forest.commit({NEW: NEW_MINUTES})
    text = forest.markdown("base", "HEAD", "--lang", "zh")
    assert text.startswith("## 这次改动意味着什么\n\n**仅新增**：")
    assert "- `metrics`：已提出 → 已接受（`2023-03-29#agenda-1`）" in text
    assert "- `2023-03-29` 缺少 `en` 的纪要" in text


def test_json_names_everything_by_id(forest: Repository) -> None:
    head = forest.commit({NEW: NEW_MINUTES})
    found = forest.json("base", "HEAD")
    assert (found["version"], found["base"], found["head"]) == (1, forest.git("rev-parse", "base"), head)
    assert found["additive"] is True
    assert found["files"] == [{"path": NEW, "change": "added"}]
    assert [(one["id"], one["change"]) for one in found["meetings"]] == [("2023-03-29", "added")]
    assert found["statuses"] == [
        {
            "proposal": "metrics",
            "before": "proposed",
            "after": "accepted",
            "release": None,
            "evidence": {"item": "2023-03-29#agenda-1", "path": NEW, "line": 14},
        }
    ]
    assert found["releases"]["announced"] == [
        {"project": "elm", "name": "Elm", "version": "0.2.0", "meeting": "2023-03-29", "item": None}
    ]
    assert found["people_unknown"] == [{"id": "小红", "name": "小红", "meetings": ["2023-03-29"]}]
    assert found["translations"]["missing"] == [{"meeting": "2023-03-29", "locale": "en"}]
    assert found["findings"] == []


def test_without_a_head_the_working_tree_is_reviewed_and_left_as_it_is(forest: Repository) -> None:
    forest.write({NEW: NEW_MINUTES, "docs/zh/meetings/2023-03-15.md": SECOND_ZH.replace("发布。", "发布，下周。")})
    index = (forest.folder / ".git" / "index").read_bytes()
    found = forest.json("base")
    assert found["head"] is None
    assert [(one["id"], one["change"]) for one in found["meetings"]] == [
        ("2023-03-15", "changed"),
        ("2023-03-29", "added"),
    ]
    assert found["additive"] is False
    assert found["other_files"] == ["docs/zh/meetings/2023-03-15.md"]
    assert (forest.folder / ".git" / "index").read_bytes() == index
    assert forest.git("status", "--porcelain") == f"M docs/zh/meetings/2023-03-15.md\n?? {NEW}"
    assert forest.git("worktree", "list").count("\n") == 0


def test_a_revision_is_read_from_git_and_not_from_the_working_tree(forest: Repository) -> None:
    forest.commit({NEW: NEW_MINUTES})
    forest.write({NEW: None, "docs/zh/meetings/2023-03-01.md": "broken", "docs/_data/people.yml": "people: 7\n"})
    assert forest.json("base", "HEAD")["additive"] is True


def test_only_what_the_branch_did_counts_when_main_moved_on(forest: Repository) -> None:
    forest.git("switch", "--quiet", "--create", "branch")
    forest.commit({NEW: NEW_MINUTES})
    forest.git("switch", "--quiet", "main")
    forest.commit({"docs/en/meetings/2023-03-15.md": SECOND_ZH, "docs/zh/meetings/2023-03-01.md": None})
    found = forest.json("main", "branch")
    assert [one["id"] for one in found["meetings"]] == ["2023-03-29"]
    assert found["base"] == forest.git("rev-parse", "base")


def test_an_older_head_shows_what_would_be_taken_back(forest: Repository) -> None:
    forest.commit({NEW: NEW_MINUTES})
    found = forest.json("HEAD", "base")
    assert [(one["id"], one["change"]) for one in found["meetings"]] == [("2023-03-29", "removed")]
    assert [one["version"] for one in found["releases"]["withdrawn"]] == ["0.2.0"]
    assert [(one["before"], one["after"]) for one in found["statuses"]] == [("accepted", "proposed")]


@pytest.mark.parametrize(
    "files",
    [
        {"README.md": "Wood\n"},
        {"notes/2023.md": NEW_MINUTES},
        {"docs/_data/people.yml": "people:\n  - {id: ada, name: ada}\n"},
        {"docs/zh/meetings/index.md": "# 会议\n"},
        {"docs/zh/meetings/2023-03-29.png": b"\x89PNG"},
        {"docs/zh/meetings/2023-03-01.md": FIRST_ZH + "\n"},
        {"docs/en/meetings/2023-03-01.md": None},
    ],
    ids=["outside", "outside-docs", "registry", "index", "image", "white-space", "removed"],
)
def test_anything_but_new_minutes_is_not_additive(forest: Repository, files: dict[str, str | bytes | None]) -> None:
    forest.commit({NEW: NEW_MINUTES, **files})
    found = forest.json("base", "HEAD")
    assert found["additive"] is False
    assert found["other_files"] == list(files)


def test_no_change_is_not_additive(forest: Repository) -> None:
    assert forest.markdown("base", "HEAD", "--lang", "en") == "## What this change means\n\nNo file has changed.\n"
    assert forest.json("base", "HEAD")["additive"] is False


def test_new_minutes_with_an_error_are_not_additive(forest: Repository) -> None:
    forest.commit({NEW: NEW_MINUTES.replace("metrics →", "metricz →")})
    found = forest.json("base", "HEAD")
    assert found["additive"] is False
    assert found["other_files"] == []
    assert [(one["code"], one["path"], one["start"]["line"]) for one in found["findings"]] == [("MIN701", NEW, 14)]
    text = forest.markdown("base", "HEAD", "--lang", "en")
    assert "**Not additive**: 1 error or warning is new.\n" in text
    assert f"- error `MIN701` `{NEW}:14:" in text


def test_a_finding_that_moved_to_another_line_is_not_new(forest: Repository) -> None:
    path = "docs/zh/meetings/2023-03-29.md"
    broken = NEW_MINUTES.replace("metrics →", "metricz →")
    forest.commit({path: broken})
    forest.commit({path: broken.replace("没有指标。", "没有指标。\n2. **方案**：加上。")})
    found = forest.json("HEAD~1", "HEAD")
    assert found["findings"] == []
    (meeting,) = found["meetings"]
    assert [(item["id"], item["parts"]) for item in meeting["items"]] == [("2023-03-29#agenda-1", {"zh": ["text"]})]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_is_never_followed(forest: Repository, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text(NEW_MINUTES, encoding="utf-8")
    link = forest.folder / NEW
    link.symlink_to(secret)
    forest.commit({})
    found = forest.json("base", "HEAD")
    assert found["other_files"] == [NEW]
    assert found["statuses"] == []
    assert "小红" not in json.dumps(found, ensure_ascii=False)
    assert "no regular file" in forest.markdown("base", "HEAD", "--lang", "en")


def test_attributes_of_the_change_hide_nothing(forest: Repository) -> None:
    broken = NEW_MINUTES.replace("metrics →", "metricz →")
    forest.commit({NEW: broken, "docs/.gitattributes": "* export-ignore -diff\n"})
    found = forest.json("base", "HEAD")
    assert [one["code"] for one in found["findings"]] == ["MIN701"]
    assert found["other_files"] == ["docs/.gitattributes"]


def test_odd_file_names_are_read_and_shown(forest: Repository) -> None:
    odd = "docs/zh/meetings/2023-03-29 `@ada`\t<b>\n.md"
    forest.commit({odd: NEW_MINUTES.replace("metrics →", "metricz →")})
    assert forest.json("base", "HEAD")["files"] == [{"path": odd, "change": "added"}]
    text = forest.markdown("base", "HEAD")
    assert "``docs/zh/meetings/2023-03-29 `@ada` <b> .md:14:" in text


def test_the_docs_folder_may_be_elsewhere_and_be_new(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "repository")
    repository.commit({"README.md": "x\n"})
    repository.commit({f"site/text/{path}": content for path, content in FOREST.items()})
    found = repository.json("HEAD~1", "HEAD", "--docs", "site/text")
    assert [one["id"] for one in found["meetings"]] == ["2023-03-01", "2023-03-15"]
    assert {one["proposal"]: (one["before"], one["after"]) for one in found["statuses"]} == {
        "retries": (None, "released"),
        "metrics": (None, "proposed"),
    }


def test_a_docs_folder_that_is_the_whole_repository(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "repository")
    repository.commit(FOREST)
    repository.commit({"en/meetings/2023-03-29.md": FIRST_EN.replace("03-01", "03-29").replace("3.1\n", "3.29\n")})
    found = repository.json("HEAD~1", "HEAD", "--docs", ".")
    assert [one["id"] for one in found["meetings"]] == ["2023-03-29"]
    assert found["other_files"] == []


@pytest.mark.parametrize("arguments", [("nope",), ("base", "nope"), ("base", ""), ("base", "base:README.md")])
def test_a_revision_that_is_none_is_an_error_of_use(forest: Repository, arguments: tuple[str, ...]) -> None:
    result = forest.run(*arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert (
        result.stderr == f"There is no commit {arguments[-1]} in this repository. In a shallow clone, fetch it first.\n"
    )


def test_a_revision_is_never_an_option(forest: Repository) -> None:
    result = forest.run("--", "--output=stolen", "HEAD")
    assert result.returncode == 2
    assert result.stderr.startswith("There is no commit --output=stolen")
    assert not (forest.folder / "stolen").exists()


def test_no_repository_is_an_error_of_use(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    settings = {**environment(), "LC_ALL": "C", "GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
    result = subprocess.run(
        [sys.executable, str(SCRIPT), "HEAD"], cwd=tmp_path, capture_output=True, text=True, env=settings, check=False
    )
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("docs is in no git repository with a working tree (fatal: not a git repository")


def test_no_docs_folder_is_an_error_of_use(forest: Repository) -> None:
    result = forest.run("base", "--docs", "none")
    assert (result.returncode, result.stderr) == (
        2,
        "There is no folder none, neither before the change nor after it.\n",
    )


def test_no_git_is_an_error_of_use(forest: Repository) -> None:
    result = forest.run("base", PATH="/nonexistent", LC_ALL="zh_CN.UTF-8")
    assert (result.returncode, result.stderr) == (2, "这个命令需要 git，但这里没有安装。\n")
