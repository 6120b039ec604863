"""The programs of the environment that runs this: how they are found, and what is kept of what they say."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
_LAST_LINES = 40


def program(name: str) -> str:
    """The path of a program of this environment."""
    return str(Path(sys.executable).parent / name)


def output(command: Sequence[str], folder: Path = PROJECT) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder to its end, whatever its status."""
    return subprocess.run(  # noqa: S603 — arguments, never a shell
        command, cwd=folder, env=_environment(), capture_output=True, text=True, check=False, encoding="utf-8"
    )


@dataclass(frozen=True, slots=True)
class Step:
    """What was done, whether it went well, and the last lines that it said."""

    title: str
    done: bool
    said: Sequence[str]


def step(title: str, command: Sequence[str], environment: Mapping[str, str] | None = None) -> Step:
    """Run a command in the project's folder; what it says goes to stderr at once."""
    last: deque[str] = deque(maxlen=_LAST_LINES)
    with subprocess.Popen(  # noqa: S603
        command,
        cwd=PROJECT,
        env={**_environment(), **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            print(line, end="", file=sys.stderr)
            last.append(line.rstrip())
    return Step(title, process.returncode == 0, tuple(last))


def _environment() -> dict[str, str]:
    """That of this process, with the environment's programs first, less what a make tells the make below it."""
    kept = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    return {**kept, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{kept.get('PATH', '')}"}
