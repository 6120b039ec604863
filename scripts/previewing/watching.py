"""What is told of changed files: by the system, at once; and by a look at all of them every now and then.

The system tells nothing of folders that lie elsewhere, such as on a network or a container's host, and watches so many
only.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

_CHANGES = {"created", "modified", "deleted", "moved"}
"""What matters: the system tells as well that a file was opened, and a build opens all of them."""
_COMPILED = "__pycache__"
_State = tuple[int, int, int] | None
"""Which file is at a path, its time and its size; None where there is none."""


class Watcher:
    """Calls back once for each change, whoever tells of it first.

    ``looking`` is what looks at all files. Whoever made it starts and stops it.
    """

    def __init__(self, changed: Callable[[], None], looking: BaseObserver) -> None:
        self._changed, self._looking = changed, looking
        # By what a file is, not by when it was told of: on a busy machine a look at all files comes late.
        self._told: dict[str, _State] = {}
        self._telling = Observer()
        with suppress(OSError):
            self._telling.start()

    def watch(self, path: str) -> ObservedWatch:
        """Watch a file, or a folder and all inside it."""
        with suppress(OSError):
            self._telling.schedule(_Handler(self._tell), path, recursive=True)
        return self._looking.schedule(_Handler(self._tell), path, recursive=True)

    def stop(self) -> None:
        """Have the system tell no more."""
        if self._telling.is_alive():
            self._telling.stop()
            self._telling.join()

    def _tell(self, path: str) -> None:
        state = _state(path)
        if path not in self._told or self._told[path] != state:
            self._told[path] = state
            self._changed()


def _state(path: str) -> _State:
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


class _Handler(FileSystemEventHandler):
    """Gives on the path of each file that changed."""

    def __init__(self, give: Callable[[str], None]) -> None:
        self._give = give

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in _CHANGES and not event.is_directory:
            for path in {str(event.src_path), str(event.dest_path)} - {""}:
                if _COMPILED not in path:
                    self._give(path)
