"""Where a process answers the questions of others: a socket, on which one line of JSON comes in and one goes out.

Knows nothing of what is asked.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from pathlib import Path


def answer_at(address: Path, alive: Connection, opened: Callable[[], None], answer: Callable[[str], str]) -> None:
    """Answer one question after another, until whoever holds the other end of ``alive`` is no more.

    ``opened`` is called as soon as somebody may ask. Raises OSError where the socket cannot be made.
    """
    with socket.socket(socket.AF_UNIX) as desk:
        desk.bind(str(address))
        desk.listen()
        opened()
        while alive not in wait([alive, desk]):
            caller, _ = desk.accept()
            with caller, caller.makefile("rw", encoding="utf-8") as lines:
                print(json.dumps(answer(json.loads(lines.readline()))), file=lines, flush=True)


def ask(address: Path, question: str) -> str | None:
    """The answer to a question; None where nobody is there to answer, or goes away before it is given."""
    try:
        with socket.socket(socket.AF_UNIX) as caller:
            caller.connect(str(address))
            with caller.makefile("rw", encoding="utf-8") as lines:
                print(json.dumps(question), file=lines, flush=True)
                answer: str = json.loads(lines.readline())
                return answer
    except (OSError, ValueError):
        return None
