"""What a command costs: its time, its processor time, and the memory of its largest process.

The file is also a program of its own, which runs the command: Linux counts to a new process the memory of the one that
started it, so that a small one has to. It measures and says so in JSON; nothing of the project is loaded there.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# What getrusage counts memory in.
_TO_MEGABYTES = 2**20 if sys.platform == "darwin" else 2**10


class FailedError(Exception):
    """A command failed; the text is the end of what it said."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds on the clock; seconds of processors, children included; megabytes of the largest process at its peak."""

    seconds: float
    processor: float
    megabytes: float


def spent(command: Sequence[str], folder: Path, environment: Mapping[str, str], log: Path) -> Spent:
    """Run a command in a folder, what it says going into a file, and return its costs. Raises FailedError."""
    launched = [sys.executable, "-I", "-S", __file__, str(log), *command]
    done = subprocess.run(  # noqa: S603 — our own command
        launched, cwd=folder, env=dict(environment), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True
    )
    status, *costs = json.loads(done.stdout)
    if status:
        raise FailedError(f"{' '.join(command)}: {log.read_text(encoding='utf-8', errors='replace')[-4000:]}")
    return Spent(*costs)


def _launch(log: str, command: Sequence[str]) -> tuple[int, float, float, float]:
    with Path(log).open("wb") as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said)  # noqa: S603 — as above
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _TO_MEGABYTES


if __name__ == "__main__":
    print(json.dumps(_launch(sys.argv[1], sys.argv[2:])))
