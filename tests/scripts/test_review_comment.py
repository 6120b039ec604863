"""What a pull request means, from the script that writes it down to the comment, which holds against hostile data."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from workflows import GITHUB, node, uses

STAND_IN = """
const { readFileSync } = require('node:fs');
const { script, comments, pull, run } = JSON.parse(readFileSync(0, 'utf8'));
const calls = [];
const note = (name) => async (values) => { calls.push([name, values]); };
const github = {
  paginate: async () => comments,
  rest: {
    pulls: { get: async ({ pull_number }) => { calls.push(['get', pull_number]); return { data: pull }; } },
    issues: { createComment: note('create'), updateComment: note('update'), listComments: null },
  },
};
const context = { repo: { owner: 'forest', repo: 'minutes' }, payload: { workflow_run: run } };
const core = { notice: (text) => calls.push(['notice', text]) };
const AsyncFunction = (async () => {}).constructor;
new AsyncFunction('github', 'context', 'core', 'require', script)(github, context, core, require).then(
  () => console.log(JSON.stringify(calls)),
  (error) => { console.error(error.message); process.exit(1); },
);
"""
BOT = {"login": "github-actions[bot]"}
OPEN = {"state": "open", "head": {"sha": "abc"}}


def comment(
    folder: Path, comments: list[dict[str, Any]] | None = None, pull: dict[str, Any] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the script of comment.yml on the data in a folder, with a stand-in for GitHub."""
    (step,) = uses(GITHUB / "workflows" / "comment.yml", "github-script")
    given = {
        "script": step["with"]["script"],
        "comments": comments or [],
        "pull": pull or OPEN,
        "run": {"head_sha": "abc", "html_url": "https://example.org/run/5"},
    }
    command, settings = [node(), "-e", STAND_IN], {**os.environ, "RUNNER_TEMP": str(folder)}
    return subprocess.run(
        command, input=json.dumps(given), capture_output=True, text=True, check=False, encoding="utf-8", env=settings
    )


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "review").mkdir()
    (tmp_path / "review" / "number").write_text("7\n", encoding="utf-8")
    (tmp_path / "review" / "review.md").write_text("Ask @ada, not ada@example.org.\n", encoding="utf-8")
    return tmp_path


def test_the_first_review_becomes_a_comment_that_notifies_nobody(data: Path) -> None:
    get, (name, values) = json.loads(comment(data).stdout)
    assert get == ["get", 7]
    assert (name, values["owner"], values["repo"], values["issue_number"]) == ("create", "forest", "minutes", 7)
    assert values["body"].startswith("<!-- minutes-review -->\n")
    assert "https://example.org/run/5" in values["body"]
    assert values["body"].endswith("---\n\nAsk @\u200bada, not ada@example.org.\n")


def test_the_next_review_replaces_the_comment_but_nobody_elses(data: Path) -> None:
    marked = "<!-- minutes-review -->\nolder"
    others = [{"id": 1, "user": {"login": "ada"}, "body": marked}, {"id": 2, "user": BOT, "body": "hello"}]
    (_, (name, values)) = json.loads(comment(data, [*others, {"id": 3, "user": BOT, "body": marked}]).stdout)
    assert (name, values["comment_id"]) == ("update", 3)


@pytest.mark.parametrize(
    "pull", [{"state": "open", "head": {"sha": "other"}}, {"state": "closed", "head": {"sha": "abc"}}]
)
def test_another_pull_request_gets_no_comment(data: Path, pull: dict[str, Any]) -> None:
    assert [name for name, _ in json.loads(comment(data, pull=pull).stdout)] == ["get", "notice"]


@pytest.mark.parametrize("number", ["", "0", "-1", "7; rm", "７", "7\n8", "1234567890", "9" * 100])
def test_what_is_no_number_is_refused(data: Path, number: str) -> None:
    (data / "review" / "number").write_text(number, encoding="utf-8")
    result = comment(data)
    assert (result.returncode, result.stdout) == (1, "")
    assert "not the number of a pull request" in result.stderr


@pytest.mark.parametrize("name", ["number", "review.md"])
def test_a_link_is_not_followed(data: Path, name: str) -> None:
    target = data / "elsewhere"
    (data / "review" / name).rename(target)
    (data / "review" / name).symlink_to(target)
    result = comment(data)
    assert (result.returncode, result.stdout) == (1, "")
    assert f"{name} is not a plain file" in result.stderr


def test_a_review_too_long_for_a_comment_is_left_in_the_artifact(data: Path) -> None:
    (data / "review" / "review.md").write_text("x" * 60001, encoding="utf-8")
    _, (_, values) = json.loads(comment(data).stdout)
    assert len(values["body"]) < 1500
    assert "Too long to show" in values["body"]


def review(folder: Path, status: int) -> subprocess.CompletedProcess[str]:
    """Run review.sh where the project's Python is a stand-in that prints its arguments and ends with a status."""
    python = folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\necho "$@"\nexit {status}\n', encoding="utf-8")
    python.chmod(0o755)
    command = ["bash", str(GITHUB / "review.sh"), "origin/main", "out"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, encoding="utf-8")


@pytest.mark.parametrize("status", [0, 1])
def test_the_review_is_written_in_both_languages_with_or_without_findings(tmp_path: Path, status: int) -> None:
    assert review(tmp_path, status).returncode == 0
    text = (tmp_path / "out" / "review.md").read_text(encoding="utf-8")
    asked = "scripts/review_minutes.py origin/main HEAD --lang {} --format {}\n"
    english = '\n<details lang="en">\n<summary>English</summary>\n\n'
    assert text == f"{asked.format('zh', 'markdown')}{english}{asked.format('en', 'markdown')}\n</details>\n"
    assert (tmp_path / "out" / "review.json").read_text(encoding="utf-8") == asked.format("en", "json")


def test_a_review_that_could_not_be_made_fails(tmp_path: Path) -> None:
    assert review(tmp_path, 2).returncode != 0
