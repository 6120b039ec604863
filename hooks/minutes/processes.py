"""Work dealt out over the cores of the machine, with the same outcome as on one.

Knows nothing of what the work is. A process is forked, so that it sees all that is in memory here; only what it makes
comes back through a pipe.
"""

from __future__ import annotations

import ctypes
import os
import pickle
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import pairwise
from multiprocessing import current_process, get_all_start_methods, get_context
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from minutes.values import written

_Part = TypeVar("_Part")
_Made = TypeVar("_Made")

_NUMBER = 2
_AT_ONCE = 4096 // _NUMBER


def cores() -> int:
    """How many processes have a core of their own: 1 where none may be forked.

    A thread that holds a lock while another one forks never gives it back in the new process, so that only a process
    without other threads forks.
    """
    # One that was forked here has a core of its own, and may not fork again.
    if "fork" not in get_all_start_methods() or threading.active_count() > 1 or current_process().daemon:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def trim() -> None:
    """Give memory that nothing uses any more back to the system, where the C library knows how to: glibc's does."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def each(work: Callable[[_Part], _Made], parts: Sequence[_Part]) -> list[_Made]:
    """What the work makes of each part, in order: of the first one here, of each other one in a process of its own.

    What such a process can't do, for it is killed or out of memory, is done here. Raises what the work raises.
    """
    if len(parts) < 2 or cores() < 2:
        return [work(part) for part in parts]
    context = get_context("fork")
    started = []
    for part in parts[1:]:
        receiver, sender = context.Pipe(duplex=False)
        process = context.Process(target=_send, args=(sender, work, part), daemon=True)
        process.start()
        sender.close()
        started.append((part, receiver, process))
    try:
        made = [work(parts[0])]
        for part, receiver, _ in started:
            try:
                made.append(_read(receiver.recv_bytes()))
            except (EOFError, OSError):
                made.append(work(part))
    except BaseException:
        # Nobody waits for what the others make, and whoever tidies up must find them gone.
        for _, _, process in started:
            process.terminate()
        raise
    finally:
        for _, _, process in started:
            process.join()
    return made


def _send(sender: Connection, work: Callable[[Any], object], part: object) -> None:
    # Whoever waits does the work itself then, and raises this where it can be seen.
    with suppress(Exception), sender:
        sender.send_bytes(written(work(part)))


def _read(data: bytes) -> Any:  # noqa: ANN401 – whatever was written
    return pickle.loads(data)  # noqa: S301 – by a process of our own


def beside(work: Callable[[], object]) -> Callable[[], None]:
    """Have something done by a process of its own, where there can be one, and return what waits for its end.

    What goes wrong there, nobody hears of.
    """
    if cores() < 2:
        work()
        return lambda: None
    process = get_context("fork").Process(target=work)
    process.start()
    return process.join


class Turn:
    """What one of several hands is to do, whichever comes to it first; that one may come again."""

    def __init__(self) -> None:
        self._hand = get_context("fork" if "fork" in get_all_start_methods() else None).Value("i", -1)

    def taken_by(self, hand: int) -> bool:
        """Whether a hand has it now. Hands count from 0."""
        with self._hand.get_lock():
            if self._hand.value < 0:
                self._hand.value = hand
            return bool(self._hand.value == hand)


def shared(work: Callable[[_Part], _Made], parts: Sequence[_Part]) -> list[_Made]:
    """The same, by as many processes as there are cores, each of which takes the next part when it has done one.

    For many parts that take unlike times. Raises what the work raises.
    """
    if len(parts) < 2 or cores() < 2:
        return [work(part) for part in parts]
    taken, waiting = os.pipe()

    def take(hand: int) -> dict[int, Any]:
        done: dict[int, Any] = {}
        while number := os.read(taken, _NUMBER):
            at = int.from_bytes(number, "big")
            made = work(parts[at])
            # Written part by part, so that whoever has to write takes fewer.
            done[at] = written(made) if hand else made
        return done

    try:
        # More than a pipe holds at once would wait for somebody to read.
        with os.fdopen(waiting, "wb") as numbers:
            numbers.write(b"".join(at.to_bytes(_NUMBER, "big") for at in range(min(len(parts), _AT_ONCE))))
        mine, *others = each(take, range(min(cores(), len(parts))))
    finally:
        os.close(taken)
    made: dict[int, _Made] = mine | {at: _read(one) for done in others for at, one in done.items()}
    return [made[at] if at in made else work(part) for at, part in enumerate(parts)]


def dealt(items: Sequence[_Part], count: int) -> list[Sequence[_Part]]:
    """Items in order, in as many runs of like length as asked for, none of them empty."""
    count = max(1, min(count, len(items)))
    bounds = [len(items) * number // count for number in range(count + 1)]
    return [items[start:stop] for start, stop in pairwise(bounds)]
