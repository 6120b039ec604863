"""Files that are made of the same are taken from the earlier site, where they are what they were."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from minutes.cache import Cache
from minutes.outputs import Outputs
from minutes.values import digest

FILES = {"en/a/index.html": b"<p>", "b.json": b"{}"}


class _Builds:
    """Builds into one site after another, each of which is the earlier one of the next."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._number, self._cache = folder, 0, Cache(folder / "a.sqlite", b"")

    @property
    def site(self) -> Path:
        """The latest site."""
        return self._folder / str(self._number)

    def next(self) -> Outputs:
        """The outputs of the next build."""
        earlier = self.site
        self._number += 1
        return Outputs(self.site, self._cache, earlier)

    def make(self, files: Mapping[str, bytes] = FILES) -> bool:
        """Have the files made of one and the same value, and say whether they really were."""
        made: list[bool] = []

        def work() -> Iterable[tuple[str, bytes]]:
            made.append(True)
            return files.items()

        self.next().once("kind", lambda: "value", work)
        return bool(made)

    def close(self) -> None:
        """End."""
        self._cache.close(keep=False)


@pytest.fixture
def builds(tmp_path: Path) -> Iterator[_Builds]:
    builds = _Builds(tmp_path)
    yield builds
    builds.close()


def _found(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_files_are_made_once_and_taken_after_that(builds: _Builds) -> None:
    assert builds.make()
    number = (builds.site / "b.json").stat().st_ino
    assert not builds.make()
    assert not builds.make()
    assert _found(builds.site) == FILES
    assert (builds.site / "b.json").stat().st_ino == number


def _write(path: Path) -> None:
    path.write_bytes(b"<x>")


def _add(path: Path) -> None:
    path.write_bytes(b"<p> ")


@pytest.mark.parametrize("change", [_write, _add, Path.unlink], ids=["other bytes", "more bytes", "no file"])
def test_files_that_are_not_what_they_were_are_made_again(builds: _Builds, change: Callable[[Path], object]) -> None:
    builds.make()
    change(builds.site / "en/a/index.html")
    assert builds.make()
    assert _found(builds.site) == FILES


def test_where_the_disk_has_no_second_names_files_are_copied(builds: _Builds, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise OSError

    builds.make()
    monkeypatch.setattr(os, "link", fails)
    assert not builds.make()
    assert _found(builds.site) == FILES


def test_an_earlier_site_that_goes_meanwhile_leaves_nothing_of_it(
    builds: _Builds, monkeypatch: pytest.MonkeyPatch
) -> None:
    builds.make()
    earlier, link = builds.site, os.link

    def goes(source: str, target: str) -> None:
        link(source, target)
        (earlier / "b.json").unlink(missing_ok=True)

    monkeypatch.setattr(os, "link", goes)
    assert builds.next().take("kind", digest("value")) is None
    assert not _found(builds.site)


def test_a_file_with_the_size_and_the_time_that_it_had_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, new, cache = tmp_path / "site", tmp_path / "new", Cache(tmp_path / "a.sqlite", b"")
    read: list[str] = []

    def built() -> list[str]:
        """The files that are read in a build."""
        read.clear()
        outputs = Outputs(new, cache, site)
        outputs.once("kind", lambda: "value", FILES.items)
        for path in FILES:
            # Not just now.
            os.utime(new / path, ns=(0, 0))
        outputs.close()
        if site.exists():
            shutil.rmtree(site)
        new.rename(site)
        return sorted(read)

    read_bytes = Path.read_bytes

    def remembered(path: Path) -> bytes:
        read.append(path.name)
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", remembered)
    built()
    assert built() == []
    # With another time, it may be another one.
    os.utime(site / "b.json", ns=(1, 1))
    assert built() == ["b.json"]
    (site / "b.json").write_bytes(b"[]")
    assert "b.json" in built()
    assert _found(site) == FILES
    assert built() == []
    cache.close(keep=False)


def test_files_are_taken_only_where_what_was_kept_with_them_fits(builds: _Builds) -> None:
    first = builds.next()
    first.write("b.json", b"{}")
    first.keep("kind", "value", {"b.json": b"{}"}, "besides", 3)
    assert builds.next().take("kind", "value", lambda _, number: number > 3) is None
    assert not builds.site.exists()
    builds._number -= 1
    assert builds.next().take("kind", "value", lambda _, number: number == 3) == ("besides", 3)
    assert _found(builds.site) == {"b.json": b"{}"}


def test_a_file_is_written_before_the_next_one_is_made(builds: _Builds) -> None:
    outputs = builds.next()

    def one_by_one() -> Iterator[tuple[str, bytes]]:
        for number in range(3):
            assert len(_found(builds.site)) == number
            yield f"{number}.json", b"[]"

    digests = outputs.once("kind", lambda: "value", one_by_one)
    assert digests == {f"{number}.json": digest(b"[]") for number in range(3)}


def test_without_a_memory_files_are_written(tmp_path: Path) -> None:
    for _ in range(2):
        Outputs(tmp_path).once("kind", lambda: "value", FILES.items)
        assert _found(tmp_path) == FILES
