"""A project small enough to be published many times, with a remote of its own, and a host that shows what is there."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from builder import BASE, NAVIGATION, PROJECT, copy_to_change

BRANCH = "gh-pages"
_PARTS = TemporaryDirectory()
"""What was built already, for all projects: their first commits are the same."""
IDENTITY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Publisher"), ("EMAIL", "publisher@example.org"), ("DATE", "2024-04-01T12:00:00Z"))
}

_ITEM = {
    "zh": "## 议程 {n}：{title} @ann\n\n1. **提案**：{proposal}\n",
    "en": "## Agenda {n}: {title} @ann\n\n1. **Proposal**: {proposal}\n",
}
_HEAD = {
    "zh": "---\ntitle: {title}\ndate: {day}\n---\n\n**会议主题**：{title}\n\n**参会人员**：ann, bob\n\n",
    "en": "---\ntitle: {title}\ndate: {day}\n---\n\n**Topic**: {title}\n\n**Attendees**: ann, bob\n\n",
}
_TITLE = {"zh": "社区会议 {}.{}", "en": "Community Meeting {}.{}"}
_STEPS = {
    "2024-01-18": (("Errors", "错误处理", "errors → discussed", "errors → 已讨论"),),
    "2024-02-15": (
        ("Flow control", "流量控制", "flow → proposed", "flow → 已提出"),
        ("Errors", "错误处理", "errors → accepted", "errors → 已接受"),
    ),
    "2024-03-21": (("Errors", "错误处理", "errors → released (Tool v1.2.0)", "errors → 已发布（Tool v1.2.0）"),),
}


def docs() -> dict[str, str]:
    """Three meetings, two proposals and a release, in both locales."""
    files = dict(BASE)
    files["_data/people.yml"] = "people:\n- id: ann\n  name: ann\n- id: bob\n  name: bob\n"
    files["_data/moved.yml"] = "moved:\n- {from: proposals/mistakes/, to: proposals/errors/}\n"
    files["_data/projects.yml"] = "projects:\n- id: tool\n  name: Tool\n  repositories: [example/tool]\n"
    files["_data/proposals.yml"] = "proposals:\n" + "".join(
        f"- id: {one}\n  title: {{zh: {zh}, en: {en}}}\n  summary: {{zh: {zh}。, en: {en}.}}\n"
        for one, zh, en in (("errors", "错误处理", "Errors"), ("flow", "流量控制", "Flow control"))
    )
    for locale in ("zh", "en"):
        for proposal in ("errors", "flow"):
            files[f"{locale}/proposals/{proposal}.md"] = f"---\ntitle: {proposal}\n---\n\n{proposal}\n"
        for day, steps in _STEPS.items():
            _, month, number = (int(part) for part in day.split("-"))
            text = _HEAD[locale].format(title=_TITLE[locale].format(month, number), day=day)
            for n, (en, zh, en_proposal, zh_proposal) in enumerate(steps, start=1):
                words = (
                    {"title": zh, "proposal": zh_proposal} if locale == "zh" else {"title": en, "proposal": en_proposal}
                )
                text += _ITEM[locale].format(n=n, **words) + "\n"
            files[f"{locale}/meetings/{day}.md"] = text
    return files


@dataclass(frozen=True)
class Project:
    """A clone of the small project, and the remote that it came from. ``site_url`` is where its site is shown."""

    folder: Path
    remote: Path
    site_url: str = "https://example.org/repo/"

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """Run the command in a process group of its own."""
        return subprocess.Popen(
            [sys.executable, "scripts/publish_version.py", "--lang", "en", *arguments],
            cwd=self.folder,
            env={**os.environ, **IDENTITY, "SITE_URL": self.site_url, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )

    def run(self, *arguments: str, status: int = 0, **environment: str) -> str:
        """Run the command, which has to end with a status, and return all that it said."""
        process = self.start(*arguments, **environment)
        out, err = process.communicate(timeout=300)
        assert process.returncode == status, out + err
        return out + err

    def publish(self, *arguments: str, status: int = 0) -> str:
        """Run the command on the remote's branch; what the same commit gave a test before is not built again."""
        if arguments[0].startswith("-") or status:
            return self.run(*arguments, "--push", status=status)
        asked = [arguments[0]]
        for option in ("--as-of", "--commit"):
            if option in arguments:
                asked += [option, arguments[arguments.index(option) + 1]]
        commit = git(self.folder, "rev-parse", "HEAD")
        parts = Path(_PARTS.name, re.sub(r"\W+", "-", f"{commit} {self.site_url} {asked}"))
        if not parts.exists():
            self.run(*asked, "--build-only", str(parts))
        return self.run(*arguments, "--push", "--from", str(parts))

    def commit(self, files: Mapping[str, str], message: str = "Change") -> None:
        """Write files and commit them."""
        for path, text in files.items():
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        git(self.folder, "add", "--all")
        git(self.folder, "commit", "--quiet", "--message", message)

    def head(self) -> str | None:
        """The commit that the remote's branch stands at."""
        return git(self.remote, "for-each-ref", "--format=%(objectname)", f"refs/heads/{BRANCH}") or None

    def trees(self) -> dict[str, str]:
        """What stands at the root of the remote's branch: the ids of its folders and files, by name."""
        lines = git(self.remote, "ls-tree", BRANCH).splitlines()
        return {name: facts.split()[2] for facts, name in (line.split("\t") for line in lines)}

    def text(self, path: str) -> str:
        """A file of the remote's branch."""
        return git(self.remote, "show", f"{BRANCH}:{path}")

    def versions(self) -> dict[str, dict[str, object]]:
        """What the catalogue of the remote's branch says, by version."""
        return {one["version"]: one for one in json.loads(self.text("versions.json"))}

    def files(self, folder: str = "") -> list[str]:
        """The paths of the files of the remote's branch, below a folder."""
        return git(self.remote, "ls-tree", "-r", "--name-only", f"{BRANCH}:{folder}").splitlines()

    def clone(self, folder: Path) -> Project:
        """Another clone of the same remote."""
        git(folder.parent, "clone", "--quiet", str(self.remote), str(folder))
        return Project(folder, self.remote, self.site_url)


def git(folder: Path, *arguments: str) -> str:
    """What a git command prints."""
    environment = {**{name: value for name, value in os.environ.items() if not name.startswith("GIT_")}, **IDENTITY}
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True, text=True, encoding="utf-8"
    )
    return done.stdout.rstrip("\n")


def new_project(folder: Path, site_url: str = Project.site_url) -> Project:
    """The small project with this project's code, in a clone of a bare remote."""
    remote, clone = folder / "remote.git", folder / "clone"
    git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(remote))
    git(folder, "clone", "--quiet", str(remote), str(clone))
    git(clone, "switch", "--quiet", "--create", "main")
    for name in ("hooks", "overrides", "scripts"):
        copy_to_change(PROJECT / name, clone / name)
    configuration = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    navigation = "".join(f"  - {page}\n" for page in NAVIGATION)
    configuration = re.sub(r"(?m)^nav:\n(?:[ ].*\n)+", lambda _: f"nav:\n{navigation}", configuration)
    project = Project(clone, remote, site_url)
    project.commit({"mkdocs.yml": configuration, **{f"docs/{path}": text for path, text in docs().items()}}, "Begin")
    git(clone, "push", "--quiet", "--set-upstream", "origin", "main")
    return project


class _Host(SimpleHTTPRequestHandler):
    """A host as GitHub's is: one page for all unknown addresses, that at the root of the site."""

    def log_message(self, *_: Any) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "repo", "404.html")
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


class _Server(ThreadingHTTPServer):
    request_queue_size = 128


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """Show the folder ``repo`` of a folder, and give its address."""
    with _Server(("127.0.0.1", 0), partial(_Host, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/repo/"
        finally:
            server.shutdown()


def check_out(project: Project, folder: Path) -> None:
    """Write what the remote's branch holds into a folder, without symbolic links."""
    shutil.rmtree(folder, ignore_errors=True)
    git(
        folder.parent,
        "clone",
        "--quiet",
        "--branch",
        BRANCH,
        "--config",
        "core.symlinks=false",
        str(project.remote),
        str(folder),
    )
    shutil.rmtree(folder / ".git")
