"""A preview that runs in a project of its own, with a copy of all that it follows."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from builder import PROJECT, copy_to_change
from building_sites import ENVIRONMENT, linked_project

EPOCH = re.compile(r"livereload\((\d+), (\d+)\)")
POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
SCRIPTS = re.compile(rb"<script>(?:\s*var livereload|\(function \(address).*?</script>", re.DOTALL)


@dataclass(frozen=True)
class Preview:
    """A preview that runs: its project, its process, where it is, and the folder for what it makes."""

    project: Path
    process: subprocess.Popen[bytes]
    address: str
    made: Path

    @property
    def host(self) -> str:
        """The address without the path of the site: ``http://127.0.0.1:8000``."""
        return "/".join(self.address.split("/")[:3])

    def get(self, path: str) -> bytes:
        """What is at a path of the site. Raises urllib.error.HTTPError."""
        return fetched(f"{self.address}{path}")

    def text(self, path: str) -> str:
        """The same, as text."""
        return self.get(path).decode()

    def after(self, change: Callable[[], object], path: str = "") -> str:
        """What a page is that was open when something was changed."""
        opened = EPOCH.search(self.text(path))
        assert opened
        change()
        assert int(fetched(f"{self.host}/livereload/{opened[1]}/0")) > int(opened[1])
        return self.text(path)


@contextmanager
def previewed(folder: Path, files: Mapping[str, str | bytes], name: str = "") -> Iterator[Preview]:
    """A preview of a small project in a folder, on a free port.

    What it makes it puts into a folder for temporary files that has a short name, or the given ``name`` in another.
    """
    with TemporaryDirectory(prefix="made-", dir="/tmp") as short:
        made = Path(short, name)
        made.mkdir(exist_ok=True)
        with _running(folder, files, made) as preview:
            yield preview


@contextmanager
def _running(folder: Path, files: Mapping[str, str | bytes], made: Path) -> Iterator[Preview]:
    project, log = folder / "project", folder / "preview.log"
    project.mkdir()
    linked_project(project, files)
    for part in ("hooks", "overrides", "scripts"):
        (project / part).unlink(missing_ok=True)
        copy_to_change(PROJECT / part, project / part)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "scripts/preview_site.py", "--address", f"127.0.0.1:{port}"]
    environment = {**ENVIRONMENT, "PYTHONPATH": str(project / "hooks"), "TMPDIR": str(made)}
    with (
        log.open("wb") as said,
        subprocess.Popen(
            command, cwd=project, env=environment, stdout=said, stderr=said, start_new_session=True
        ) as process,
    ):
        try:
            wait_for(lambda: "Serving on" in log.read_text("utf-8") or process.poll() is not None)
            assert process.poll() is None, log.read_text("utf-8")
            yield Preview(project, process, f"http://127.0.0.1:{port}/meetings/", made)
        finally:
            process.terminate()


def fetched(address: str) -> bytes:
    """What is at an address. Raises urllib.error.HTTPError."""
    with urlopen(address, timeout=100) as answer:  # noqa: S310 — the preview's own
        content: bytes = answer.read()
        return content


def wait_for(true: Callable[[], bool]) -> None:
    """Wait until something is true, for a minute at most."""
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end
        time.sleep(0.1)


def without_scripts(path: str, content: bytes) -> bytes:
    """What is in a file, of a page what it is without the preview's scripts and the policy that they would need."""
    if not path.endswith(".html"):
        return content
    return re.sub(rb"\n\s*\n", b"\n", POLICY.sub(b"", SCRIPTS.sub(b"", content)))
