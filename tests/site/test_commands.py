"""MkDocs' own commands, as a maintainer runs them."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from builder import PROJECT
from samples import FOREST

MKDOCS = [sys.executable, "-m", "mkdocs"]
QUIET = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"}


def configuration(folder: Path) -> Path:
    """A copy of the project's configuration that builds the sample community, with the project's hooks and theme."""
    for path, content in FOREST.items():
        target = folder / "docs" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(str(content), encoding="utf-8")
    text = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8").replace("  - contributing/index.md\n", "")
    text = re.sub(r"(?m)^(  - )(hooks/)", rf"\1{PROJECT.as_posix()}/\2", text)
    text = text.replace("custom_dir: overrides", f"custom_dir: {PROJECT.as_posix()}/overrides")
    text = text.replace("watch: [docs, overrides]", "watch: [docs]")
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    return folder


def test_a_strict_build_says_nothing_but_what_it_does(tmp_path: Path) -> None:
    result = subprocess.run(
        [*MKDOCS, "build", "--strict"],
        cwd=configuration(tmp_path),
        env=QUIET,
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout == ""
    assert not [line for line in result.stderr.splitlines() if not line.startswith("INFO")]


def test_a_strict_build_fails_on_broken_minutes_without_a_traceback(tmp_path: Path) -> None:
    folder = configuration(tmp_path)
    (folder / "docs/zh/meetings/2023-04-12.md").write_text("---\ntitle: [\n---\n\n文字还在。\n", encoding="utf-8")
    result = subprocess.run(
        [*MKDOCS, "build", "--strict"], cwd=folder, env=QUIET, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert "docs/zh/meetings/2023-04-12.md:2:1: error MIN101" in result.stderr
    assert "Traceback" not in result.stderr


@contextmanager
def preview(folder: Path) -> Iterator[str]:
    """``mkdocs serve`` on a free port, and its address once it answers."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [*MKDOCS, "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}"]
    log = folder / "serve.log"
    with log.open("wb") as output, subprocess.Popen(command, cwd=folder, env=QUIET, stderr=output) as process:
        try:
            address = f"http://127.0.0.1:{port}/"
            wait_for(lambda: f"Serving on {address}" in log.read_text(encoding="utf-8"))
            yield address
        finally:
            process.terminate()


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "waited a minute in vain"
        time.sleep(0.3)


def read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as response:  # noqa: S310 — an address of this machine
        return str(response.read().decode())


def test_a_preview_shows_minutes_as_they_are_written_with_their_diagnostics(tmp_path: Path) -> None:
    folder = configuration(tmp_path)
    with preview(folder) as address:
        assert "2023-04-12" not in read(f"{address}agenda/")
        minutes = folder / "docs/zh/meetings/2023-04-12.md"
        minutes.write_text("---\ntitle: [\n---\n\n## 议程 1：新的一项 @ada\n\n文字还在。\n", encoding="utf-8")

        def noticed() -> bool:
            # MkDocs looks at the folder for the first time some moments after it says that it serves: save again.
            minutes.touch()
            time.sleep(1)
            return "2023-04-12" in read(f"{address}agenda/")

        wait_for(noticed)
        page = read(f"{address}meetings/2023-04-12/")
        assert "MIN101" in page
        assert "文字还在" in page
        assert "MIN101" in read(f"{address}en/meetings/2023-04-12/")


@pytest.mark.parametrize("target", ["help", ""])
def test_make_lists_its_targets(target: str) -> None:
    result = subprocess.run(["make", *target.split()], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert {line.split()[1] for line in result.stdout.splitlines()} >= {"serve", "build", "test", "check"}


def outside_of_make() -> dict[str, str]:
    """The environment without what a make that runs the tests tells the make below it."""
    return {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}


@pytest.mark.parametrize(("target", "command"), [("serve", "preview_site.py"), ("build", "build_site.py")])
def test_make_takes_the_day_that_the_site_shall_show(target: str, command: str) -> None:
    def line(*arguments: str) -> str:
        make = ["make", "--dry-run", "--always-make", "--no-print-directory", target, *arguments]
        result = subprocess.run(make, cwd=PROJECT, env=outside_of_make(), capture_output=True, text=True, check=True)
        return result.stdout.splitlines()[-1].strip()

    assert line("AS_OF=2022-07-28").startswith(f"MINUTES_AS_OF='2022-07-28' .venv/bin/python scripts/{command}")
    assert line().startswith(f".venv/bin/python scripts/{command}")
