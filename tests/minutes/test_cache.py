"""A cache knows what was made of the same, is never trusted where it is not whole, and nobody depends on it."""

from __future__ import annotations

import os
import pickle
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest

from minutes.cache import BUILDS, NOTHING, Cache, Memory, Waiting, Within, _seal

BASIS = b"the code"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "a.sqlite"


def _keep(file: Path, **values: object) -> None:
    cache = Cache(file, BASIS)
    for name, value in values.items():
        cache.keep("kind", name, value)
    cache.close(keep=True)


def _recall(file: Path, name: str, basis: bytes = BASIS) -> object:
    return _recall_all(file, [name], basis)[0]


def _recall_all(file: Path, names: Iterable[str], basis: bytes = BASIS) -> list[object]:
    cache = Cache(file, basis)
    found: list[object] = [cache.recall("kind", name) for name in names]
    cache.close(keep=True)
    return found


def test_what_was_made_is_known_to_the_next_build(file: Path) -> None:
    _keep(file, a=("text", b"bytes", {"x": frozenset("ab")}))
    assert _recall(file, "a") == ("text", b"bytes", {"x": frozenset("ab")})
    cache = Cache(file, BASIS)
    assert cache.once("kind", "a", lambda: pytest.fail("made again"))[0] == "text"
    assert cache.once("kind", "b", lambda: "made") == "made"
    assert cache.once("kind", "b", lambda: pytest.fail("made again")) == "made"
    cache.close(keep=True)


def test_nothing_else_is_known(file: Path) -> None:
    _keep(file, a="text")
    assert _recall(file, "a", b"other code") is None
    assert _recall(file, "b") is None
    cache = Cache(file, BASIS)
    assert cache.recall("another kind", "a") is None
    assert Within(cache, "more").recall("kind", "a") is None
    cache.close(keep=True)


def test_what_else_must_be_the_same_is_a_part_of_what_it_is_known_by(file: Path) -> None:
    cache = Cache(file, BASIS)
    Within(cache, "more").keep("kind", "a", "text")
    assert Within(cache, "more").recall("kind", "a") == "text"
    assert Within(cache, "less").recall("kind", "a") is None
    cache.close(keep=False)


def test_a_build_that_is_not_to_count_leaves_nothing(file: Path) -> None:
    _keep(file, a="text")
    cache = Cache(file, BASIS)
    cache.keep("kind", "b", "text")
    cache.close(keep=False)
    assert (_recall(file, "a"), _recall(file, "b")) == ("text", None)


def test_what_no_build_uses_is_let_go_and_its_room_given_back(file: Path) -> None:
    _keep(file, a=os.urandom(1_000_000), b="text")
    for _ in range(BUILDS - 1):
        assert _recall(file, "b") == "text"
    assert _recall(file, "a") is not None
    large = file.stat().st_size
    for _ in range(BUILDS):
        assert _recall(file, "b") == "text"
    assert _recall(file, "a") is None
    assert file.stat().st_size < large / 10


def test_the_second_of_two_builds_at_once_does_without(file: Path) -> None:
    _keep(file, a="text")
    first, second = Cache(file, BASIS), Cache(file, BASIS)
    second.keep("kind", "b", "lost")
    assert (first.recall("kind", "a"), second.recall("kind", "a")) == ("text", None)
    assert second.once("kind", "a", lambda: "made") == "made"
    first.keep("kind", "c", "kept")
    second.close(keep=True)
    first.close(keep=True)
    assert (_recall(file, "b"), _recall(file, "c")) == (None, "kept")


def test_a_value_with_another_byte_is_not_trusted(file: Path) -> None:
    _keep(file, a="a text that stands there", b="text")
    data = bytearray(file.read_bytes())
    place = data.index(b"a text that stands there")
    data[place] ^= 1
    file.write_bytes(data)
    assert (_recall(file, "a"), _recall(file, "b")) == (None, "text")


@pytest.mark.parametrize("data", [b"", b"no database", b"SQLite format 3\0" + bytes(100), os.urandom(5000)])
def test_a_file_that_is_no_database_is_begun_anew(file: Path, data: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(data)
    assert _recall(file, "a") is None
    _keep(file, a="text")
    assert _recall(file, "a") == "text"


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.95])
def test_a_file_that_was_cut_off_is_none_or_right(file: Path, share: float) -> None:
    values = {f"v{number}": os.urandom(2000) for number in range(50)}
    _keep(file, **values)
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * share)])
    found = _recall_all(file, values)
    assert all(one in (None, value) for one, value in zip(found, values.values(), strict=True))
    _keep(file, **values)
    assert _recall_all(file, values) == list(values.values())


def test_bytes_anywhere_in_the_file_make_no_wrong_value(file: Path) -> None:
    values = {f"v{number}": os.urandom(2000) for number in range(20)}
    _keep(file, **values)
    whole = file.read_bytes()
    for place in range(50, len(whole), len(whole) // 60):
        file.write_bytes(whole[:place] + b"\xff" * 40 + whole[place + 40 :])
        cache = Cache(file, BASIS)
        assert all(cache.recall("kind", name) in (None, value) for name, value in values.items()), place
        cache.close(keep=False)


def test_a_value_that_somebody_else_sealed_makes_nothing(file: Path) -> None:
    class Runs:
        def __reduce__(self) -> tuple[object, ...]:
            return pytest.fail, ("it ran",)

    _keep(file, a="text")
    cache = Cache(file, BASIS)
    key, data = cache._key("kind", "a"), pickle.dumps(Runs())
    cache.close(keep=False)
    with sqlite3.connect(file) as database:
        database.execute("UPDATE made SET value = ?", (_seal(key, data) + data,))
    database.close()
    assert _recall(file, "a") is None


def test_a_cache_that_cannot_be_written_is_none(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("a file", encoding="utf-8")
    cache = Cache(tmp_path / "folder" / "a.sqlite", BASIS)
    cache.keep("kind", "a", "text")
    assert cache.once("kind", "a", lambda: "made") == "made"
    cache.close(keep=True)
    assert (tmp_path / "folder").read_text(encoding="utf-8") == "a file"


def test_who_knows_nothing_has_everything_made() -> None:
    made = [NOTHING.once("kind", "a", lambda: "made") for _ in range(2)]
    assert (made, NOTHING.recall("kind", "a")) == (["made", "made"], None)
    assert isinstance(NOTHING, Memory)


def test_what_waits_is_written_later_and_what_was_used_stays(file: Path) -> None:
    _keep(file, a="text", b="text")
    for _ in range(BUILDS):
        first = Cache(file, BASIS)
        waiting = Waiting(first)
        assert waiting.once("kind", "a", lambda: pytest.fail("made again")) == "text"
        assert waiting.once("kind", "c", lambda: "made") == "made"
        assert first.recall("kind", "c") in (None, "made")
        first.close(keep=False)
        waiting.write(Cache(file, BASIS))
    assert _recall_all(file, "abc") == ["text", None, "made"]
