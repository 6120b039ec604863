"""The build with a process for each locale: the same bytes as MkDocs by itself, and never half a site."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from builder import PROJECT, write_docs
from building_sites import CONFIGURATION, ENVIRONMENT, MINUTES, files_of, linked_project, start_build


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return linked_project(
        tmp_path,
        {
            "zh/meetings/2022-07-28.md": MINUTES.format(title="社区会议 7.28", date="2022-07-28", item="第一件事"),
            "en/meetings/2022-08-11.md": MINUTES.format(title="Meeting 8.11", date="2022-08-11", item="第一件事"),
        },
    )


def _build(project: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    process = start_build(project, *arguments, **environment)
    out, err = process.communicate(timeout=200)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def test_the_site_is_that_of_mkdocs_byte_for_byte(project: Path) -> None:
    done = _build(project, "--strict")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    plain = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", "plain"]
    subprocess.run(plain, cwd=project, env=ENVIRONMENT, capture_output=True, check=True)
    ours, theirs = files_of(project / "site"), files_of(project / "plain")
    assert ours.keys() == theirs.keys()
    assert [path for path, data in ours.items() if data != theirs[path]] == []
    assert {"en/meetings/2022-07-28/index.html", "meetings/2022-08-11/index.html"} <= ours.keys()


def test_a_failed_build_leaves_the_earlier_site_and_says_once_what_is_wrong(project: Path) -> None:
    assert _build(project).returncode == 0
    before = files_of(project / "site")
    write_docs(project / "docs", {"zh/meetings/2022-08-25.md": "---\ntitle: [\n---\n\n正文\n"})
    done = _build(project, "--strict")
    assert done.returncode == 1
    assert done.stderr.count("docs/zh/meetings/2022-08-25.md:") == 1
    assert "strict mode" in done.stderr
    assert "Traceback" not in done.stderr
    assert files_of(project / "site") == before
    assert not [left for left in project.glob(".site*") if left.is_dir()]
    # Minutes with mistakes are shown all the same where nobody asked for more.
    assert _build(project).returncode == 0
    assert "meetings/2022-08-25/index.html" in files_of(project / "site")


def test_one_locale_can_be_built_by_itself(project: Path) -> None:
    done = _build(project, "--site-dir", "part", MINUTES_LOCALE="en")
    assert done.returncode == 0, done.stderr
    pages = [path for path in files_of(project / "part") if path.endswith("index.html")]
    assert pages
    assert all(path.startswith("en/") for path in pages)


@pytest.mark.parametrize(("kind", "shown"), [("xterm", True), ("dumb", False)])
def test_a_terminal_shows_how_far_it_is_until_it_is_through(project: Path, kind: str, shown: bool) -> None:
    terminal, end = os.openpty()
    command = [sys.executable, str(PROJECT / "scripts" / "build_site.py")]
    environment = {**ENVIRONMENT, "TERM": kind}
    with subprocess.Popen(command, cwd=project, env=environment, stdout=end, stderr=end) as process:
        os.close(end)
        said = b"".join(iter(lambda: _read(terminal), b"")).decode()
    os.close(terminal)
    assert process.returncode == 0, said
    *lines, last = said.replace("\r\n", "\n").split("\r")
    assert last.startswith("site/ (")
    shares = [int(share) for line in lines for share in re.findall(r"^\[#* *\] +(\d+)%$", line)]
    assert len(shares) == len(lines[:-1])
    assert shares == sorted(shares)
    assert (bool(shares), bool(lines and not lines[-1].strip())) == (shown, shown)


def _read(terminal: int) -> bytes:
    """What comes next from a terminal; nothing when nobody writes to it any more."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""


def test_a_log_has_no_trace_of_that(project: Path) -> None:
    done = _build(project, TERM="xterm")
    assert re.fullmatch(r"site/ \([\d.]+ s\)\n", done.stderr)


def test_what_is_wrong_with_the_configuration_is_said_in_words(project: Path) -> None:
    (project / "mkdocs.yml").write_text(f"{CONFIGURATION}use_directory_urls: false\n", encoding="utf-8")
    done = _build(project)
    assert done.returncode == 1
    assert "use_directory_urls" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (project / "site").exists()
    missing = _build(project, "--config-file", "none.yml")
    assert missing.returncode == 1
    assert "none.yml" in missing.stderr


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_named(project: Path) -> None:
    project.chmod(0o555)
    done = _build(project)
    project.chmod(0o755)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
