"""What tells of changed files: the system at once, or a look at all files; never both."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from previewed import wait_for
from previewing import watching
from previewing.watching import Watcher

LOOKS = 0.25
"""Seconds from one look at all files to the next."""


@contextmanager
def watched(folder: Path, looks: float = LOOKS) -> Iterator[list[float]]:
    """The moments at which it was told that something changed in a folder."""
    told: list[float] = []
    looking = PollingObserver(timeout=looks)
    watcher = Watcher(lambda: told.append(time.monotonic()), looking)
    watcher.watch(str(folder))
    looking.start()
    # The first look tells nothing.
    time.sleep(2 * LOOKS)
    try:
        yield told
    finally:
        watcher.stop()
        looking.stop()
        looking.join()


def settled(told: list[float]) -> int:
    """How often it was told in all: at once, and not when the files were looked at after that."""
    wait_for(lambda: bool(told))
    time.sleep(0.05)
    count = len(told)
    time.sleep(3 * LOOKS)
    assert len(told) == count
    return count


def change(file: Path) -> None:
    file.write_text(f"{file.read_text('utf-8')} more", "utf-8")


def rename(file: Path) -> None:
    file.rename(file.with_name("b.md"))


def replace(file: Path) -> None:
    """As editors do that write aside."""
    file.with_name("a.md.tmp").write_text("other", "utf-8")
    file.with_name("a.md.tmp").replace(file)


@pytest.mark.parametrize("make", [change, rename, replace, Path.unlink])
def test_a_change_is_told_by_the_system_and_not_again_when_it_is_seen(
    tmp_path: Path, make: Callable[[Path], object]
) -> None:
    file = tmp_path / "folder" / "a.md"
    file.parent.mkdir()
    file.write_text("text", "utf-8")
    with watched(tmp_path) as told:
        make(file)
        assert settled(told)


def test_a_file_that_is_read_or_compiled_is_no_change(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("text", "utf-8")
    (tmp_path / "__pycache__").mkdir()
    with watched(tmp_path) as told:
        assert file.read_text("utf-8")
        (tmp_path / "__pycache__" / "a.pyc").write_bytes(b"")
        time.sleep(3 * LOOKS)
        assert told == []


def test_what_the_system_told_of_is_not_told_again_however_late_it_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("text", "utf-8")
    with watched(tmp_path, looks=3.2) as told:
        change(file)
        wait_for(lambda: bool(told))
        count = len(told)
        time.sleep(3.4)
        assert len(told) == count


def test_what_the_system_does_not_tell_of_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Refusing(Observer):  # type: ignore[misc, valid-type]  # which class it is depends on the system
        def schedule(self, *_: object, **__: object) -> None:
            raise OSError("no more can be watched")

    monkeypatch.setattr(watching, "Observer", Refusing)
    file = tmp_path / "a.md"
    file.write_text("text", "utf-8")
    with watched(tmp_path) as told:
        change(file)
        assert settled(told) == 1
