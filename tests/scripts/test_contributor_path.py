"""The guide's five minutes, word for word: every command of it is run as it stands there, in both languages."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import textwrap
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from builder import PROJECT

DATE = "2022-11-17"
WRITTEN = {
    "zh": {
        "**参会人**：...": "**参会人**：GuangmingLuo, YangruiEmma",
        "## 议程 1：标题": "## 议程 1：Kitex自定义异常的文档 @jayantxie",
        "1. **背景**：...": "1. **背景**：补充文档。\n\n**提案**：bizerror → 完成了",
    },
    "en": {
        "**Attendees**: ...": "**Attendees**: GuangmingLuo, YangruiEmma",
        "## Agenda 1: Title": "## Agenda 1: Documentation of business errors @jayantxie",
        "1. **Background**: ...": "1. **Background**: more documentation.\n\n**Proposal**: bizerror → finished",
    },
}
MENDED = {
    "zh": {"YangruiEmma\n": "YangruiEmma, jayantxie\n", "\n\n**提案**：bizerror → 完成了": ""},
    "en": {"YangruiEmma\n": "YangruiEmma, jayantxie\n", "\n\n**Proposal**: bizerror → finished": ""},
}
BRANCH = [
    f"git switch -c minutes-{DATE}",
    "git add docs",
    f'git commit -m "Minutes of {DATE}"',
    f"git push origin minutes-{DATE}",
]


class Clone:
    """A contributor's clone of the project, whose remote is a bare repository beside it."""

    def __init__(self, folder: Path, locale: str) -> None:
        self.folder = folder / "clone"
        self.remote = folder / "remote.git"
        outer = {"MAKEFLAGS", "MAKELEVEL", "MFLAGS", "LANGUAGE"}
        self.environment = {name: value for name, value in os.environ.items() if name not in outer}
        self.environment |= {"LC_ALL": {"zh": "zh_CN.UTF-8", "en": "C.UTF-8"}[locale], "NO_COLOR": "1"}
        for who in ("AUTHOR", "COMMITTER"):
            self.environment |= {f"GIT_{who}_NAME": "Ada", f"GIT_{who}_EMAIL": "ada@forest.example"}
        # The checkout may be somebody else's.
        listed = subprocess.run(
            ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=PROJECT, capture_output=True, text=True, check=True,
        )  # fmt: skip
        for name in filter(None, listed.stdout.split("\0")):
            target = self.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if (PROJECT / name).is_file():
                shutil.copy2(PROJECT / name, target)
                # The checkout may be read-only.
                target.chmod(target.stat().st_mode | 0o200)
        # The environment is this one, and up to date.
        (self.folder / ".venv").symlink_to(PROJECT / ".venv")
        for name in ("requirements.txt", "requirements-dev.txt", "pyproject.toml"):
            os.utime(self.folder / name, (0, 0))
        with (self.folder / "mkdocs.yml").open("a", encoding="utf-8") as config:
            self.address = f"127.0.0.1:{_free_port()}"
            config.write(f"\ndev_addr: {self.address}\n")
        self.run(f"git init --quiet --bare {self.remote}")
        self.run("git init --quiet --initial-branch main && git add . && git commit --quiet -m Start")
        self.run(f"git remote add origin {self.remote} && git push --quiet origin main")

    def run(self, command: str, status: int = 0) -> str:
        done = subprocess.run(
            ["sh", "-c", command], cwd=self.folder, env=self.environment, capture_output=True, text=True,
            check=False, encoding="utf-8", stdin=subprocess.DEVNULL, timeout=120,
        )  # fmt: skip
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout + done.stderr

    def edit(self, changes: dict[str, dict[str, str]]) -> None:
        for locale, pairs in changes.items():
            path = self.folder / "docs" / locale / "meetings" / f"{DATE}.md"
            text = path.read_text(encoding="utf-8")
            for old, new in pairs.items():
                assert text.count(old) == 1, old
                text = text.replace(old, new)
            path.write_text(text, encoding="utf-8")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _preview(clone: Clone, path: str) -> str:
    """What a page of the preview says, once it answers."""
    server = subprocess.Popen(
        ["make", "serve"], cwd=clone.folder, env=clone.environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        for _ in range(300):
            try:
                with urlopen(f"http://{clone.address}/{path}", timeout=10) as answer:
                    return str(answer.read().decode())
            except URLError:
                assert server.poll() is None
                time.sleep(0.2)
        pytest.fail("the preview never answered")
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=60)


def _commands(locale: str) -> list[str]:
    """Every line of the guide's shell blocks, in order."""
    guide = (PROJECT / "docs" / locale / "contributing" / "index.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```bash\n(.*?)```", guide, flags=re.DOTALL)
    return [line for block in blocks for line in textwrap.dedent(block).strip().splitlines()]


@pytest.mark.skipif(not (PROJECT / ".venv").is_dir(), reason="the guide's commands use the environment that make made")
@pytest.mark.parametrize("locale", ["zh", "en"])
def test_the_five_minutes_are_as_the_guide_says(tmp_path: Path, locale: str) -> None:
    new, serve, fix, check, *branch = _commands(locale)
    assert (new, serve, fix, check, branch) == (f"make new DATE={DATE}", "make serve", "make fix", "make check", BRANCH)
    clone = Clone(tmp_path, locale)
    minutes = f"docs/{locale}/meetings/{DATE}.md"

    assert minutes in clone.run(new)
    clone.run(check)
    clone.edit(WRITTEN)
    assert "jayantxie" in _preview(clone, f"{'' if locale == 'zh' else 'en/'}meetings/{DATE}/")
    clone.run(fix, status=2)
    found = clone.run(check, status=2)
    lines = (clone.folder / minutes).read_text(encoding="utf-8").splitlines()
    wrong = next(number for number, line in enumerate(lines, start=1) if line.endswith(("完成了", "finished")))
    absent = next(
        number for number, line in enumerate(lines, start=1) if line.startswith("## ") and "jayantxie" in line
    )
    assert f"{minutes}:{wrong}:" in found
    assert f"{minutes}:{absent}:" in found
    assert "Kitex 自定义" in (clone.folder / f"docs/zh/meetings/{DATE}.md").read_text(encoding="utf-8")
    clone.edit(MENDED)
    clone.run(fix)
    clone.run(check)
    review = clone.run("make review")
    assert DATE in review
    for command in branch:
        clone.run(command)
    assert clone.run(f"git --git-dir {clone.remote} show --stat minutes-{DATE}").count(f"meetings/{DATE}.md") == 2
