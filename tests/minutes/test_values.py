"""Values as bytes: read as they were, told apart by what is in them, and nothing else is made of bytes."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

import pytest

from minutes.archive import Archive, archive_from
from minutes.model import Minutes
from minutes.values import digest, read, written
from minutes.views.lens import Lens

TEXT = "---\ntitle: 会议\nkeys: {a: [1, 2.5, null]}\n---\n\n## 议程 1：甲 @ada\n\n- [x] 做事 @bob\n- <https://github.com/a/b/pull/1>\n"


PATH = "zh/meetings/2031-05-06.md"


def _archive() -> Archive:
    return archive_from(frozenset({PATH}), lambda _: TEXT.encode(), ("zh", "en"))


def _minutes() -> Minutes:
    (minutes,) = _archive().minutes
    return minutes


def test_what_was_written_is_read_as_it_was() -> None:
    minutes = _minutes()
    again = read(written(minutes))
    assert again == minutes
    assert (again.items, again.digest) == (minutes.items, minutes.digest)
    assert read(written(MappingProxyType({"a": (1, date(2031, 5, 6))}))) == {"a": (1, date(2031, 5, 6))}


def test_equal_values_have_one_digest_wherever_they_come_from() -> None:
    minutes = _minutes()
    # Whoever reads shares objects where whoever parses makes new ones.
    assert digest(read(written(minutes))) == digest(minutes) == digest(_minutes())
    assert digest("ab", "ab") == digest("".join("ab"), "a" + "b".strip())


@pytest.mark.parametrize("other", [("ab", ""), ("a",), ("b", "a"), (["a", "b"],), ("a", b"b"), ("a", None)])
def test_other_values_have_another_digest(other: tuple[object, ...]) -> None:
    assert digest(*other) != digest("a", "b")


def test_one_letter_makes_another_digest() -> None:
    minutes = _minutes()
    assert digest(replace(minutes, title=f"{minutes.title}!")) != digest(minutes)


def test_every_process_has_the_same_digests() -> None:
    code = (
        "from minutes.archive import archive_from\n"
        "from minutes.values import digest\n"
        "from minutes.views.lens import Lens\n"
        f"archive = archive_from(frozenset([{PATH!r}]), lambda _: {TEXT!r}.encode(), ('zh', 'en'))\n"
        "print(digest(*archive.minutes, *Lens(archive, 'en').meetings).hex())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    archive = _archive()
    assert said == {digest(*archive.minutes, *Lens(archive, "en").meetings).hex()}


@dataclass(frozen=True)
class _Foreign:
    """No value of the core."""

    name: str


def _runs_something() -> object:
    class Runs:
        def __reduce__(self) -> tuple[object, ...]:
            return os.system, ("exit 1",)

    return Runs()


@pytest.mark.parametrize("made", [_Foreign("a"), _runs_something()], ids=["another class", "a function"])
def test_nothing_but_values_of_the_core_is_made_of_bytes(made: object) -> None:
    with pytest.raises(pickle.UnpicklingError):
        read(pickle.dumps(made))
