"""Work dealt out over processes gives what it gives in one, whatever becomes of them."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes import archive, processes, rules
from minutes.archive import read_archive
from minutes.processes import Turn, beside, cores, dealt, each, shared

# The test runner has threads of its own; none of them holds a lock that a new process needs.
pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many cores as the tests speak of, whatever this machine has and the test runner's own threads."""
    monkeypatch.setattr(processes, "cores", lambda: 2)


@given(st.lists(st.integers(), max_size=30), st.integers(1, 9))
def test_items_are_dealt_in_order_and_evenly(items: list[int], hands: int) -> None:
    parts = dealt(items, hands)
    assert [item for part in parts for item in part] == items
    lengths = [len(part) for part in parts]
    assert max(lengths) - min(lengths) <= 1
    assert len(parts) == max(1, min(hands, len(items)))


def test_each_part_but_the_first_has_a_process_of_its_own_and_the_order_stays() -> None:
    made = each(lambda part: (part, os.getpid()), [1, 2, 3])
    assert [part for part, _ in made] == [1, 2, 3]
    assert made[0][1] == os.getpid()
    assert len({process for _, process in made}) == 3


@dataclass(frozen=True, slots=True)
class _Value:
    name: str
    parts: tuple[_Value, ...] = ()
    words: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({"a": 1}))
    length: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "length", len(self.name))


@dataclass(frozen=True)
class _Lone:
    name: str


@dataclass
class _Changing:
    count: int = field(init=False, default=0)


def test_values_come_back_whole() -> None:
    def work(_part: int) -> tuple[tuple[_Value, _Lone, _Changing], int]:
        changing = _Changing()
        changing.count = 3
        return (_Value("one", (_Value("two"), _Value("three", words={}))), _Lone("four"), changing), os.getpid()

    (here, _), (there, process) = each(work, [1, 2])
    assert process != os.getpid()
    assert there == here
    assert [part.length for part in there[0].parts] == [3, 5]
    assert there[2].count == 3


def test_what_a_process_that_is_killed_leaves_is_done_here() -> None:
    here = os.getpid()

    def work(part: int) -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return part * 2

    assert each(work, [1, 2]) == [2, 4]


def test_what_goes_through_no_pipe_is_done_here() -> None:
    def work(part: int) -> Callable[[], int]:
        return lambda: part

    made: list[Callable[[], int]] = each(work, [1, 2])
    assert [one() for one in made] == [1, 2]


def test_what_the_work_raises_is_raised_here(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ZeroDivisionError):
        each(lambda part: 1 // part, [1, 0])
    assert capfd.readouterr().err == ""


def test_parts_are_shared_and_come_back_in_order() -> None:
    def work(part: int) -> tuple[int, int]:
        time.sleep(0.02)
        return part, os.getpid()

    made = shared(work, range(20))
    assert [part for part, _ in made] == list(range(20))
    assert len({process for _, process in made}) == 2


def test_more_parts_than_wait_at_once_are_all_done() -> None:
    assert shared(lambda part: part + 1, range(5000)) == list(range(1, 5001))


def test_what_a_process_that_is_killed_took_is_done_here() -> None:
    here = os.getpid()

    def work(part: int) -> int:
        time.sleep(0.02)
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return part * 2

    assert shared(work, range(6)) == [0, 2, 4, 6, 8, 10]


def test_what_the_work_on_a_shared_part_raises_is_raised_here(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ZeroDivisionError):
        shared(lambda part: 1 // part, [1, 2, 0, 3])
    assert capfd.readouterr().err == ""


def test_beside_other_threads_nothing_is_forked() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert cores() == 1
    finally:
        done.set()
        thread.join()


def test_an_archive_is_the_same_however_many_read_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(1, 29):
        for locale, head in (("zh", "会议主题"), ("en", "Topic")):
            front = f"---\ntitle: x\ndate: 2024-02-{number:02}\nodd: [1, {{a: b}}]\n---\n\n"
            text = f"{front}**{head}**: x\n\n## 议程 {number}：y @ann\n\n- z\n"
            path = tmp_path / locale / "meetings" / f"2024-02-{number:02}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text if number % 5 else f"{text}## 议程：\n", encoding="utf-8")
    monkeypatch.setattr(archive, "MANY", 10**9)
    alone = read_archive(tmp_path, ("zh", "en"))
    monkeypatch.setattr(archive, "MANY", 1)
    together = read_archive(tmp_path, ("zh", "en"))
    assert together == alone
    assert alone.diagnostics
    found = rules.check(alone)
    monkeypatch.setattr(rules, "MANY", 1)
    assert rules.check(alone) == found


def test_a_process_that_was_forked_here_forks_no_further() -> None:
    """It may not: whoever stands in for it would do its work, and take twice the time."""
    assert each(lambda _: cores(), [1, 2])[1] == 1


def test_what_is_done_beside_is_done_when_somebody_has_waited(tmp_path: Path) -> None:
    def work() -> None:
        time.sleep(0.2)
        (tmp_path / "done").write_text(str(os.getpid()))

    wait = beside(work)
    wait()
    assert (tmp_path / "done").read_text() != str(os.getpid())


def test_with_one_core_it_is_done_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "cores", lambda: 1)
    wait = beside(lambda: (tmp_path / "done").write_text(str(os.getpid())))
    assert (tmp_path / "done").read_text() == str(os.getpid())
    wait()


def test_it_is_the_turn_of_whoever_comes_first() -> None:
    turn = Turn()
    found = each(lambda hand: [turn.taken_by(hand), turn.taken_by(hand)], [0, 1, 2])
    assert sorted(found) == [[False, False], [False, False], [True, True]]
    assert [turn.taken_by(hand) for hand in range(3)] == [one[0] for one in found]
