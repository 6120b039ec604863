"""How long minutes take to be read and checked, beside the bare Markdown parser in the same run."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

import cmarkgfm

from minutes.archive import read_archive
from minutes.rules import check


def reading_times(docs: Path, files: Sequence[Path], locales: tuple[str, ...], rounds: int) -> Mapping[str, float]:
    """Milliseconds a file, medians of the rounds."""
    texts = [file.read_text(encoding="utf-8") for file in files]
    bare = _median(lambda: [cmarkgfm.github_flavored_markdown_to_html(text) for text in texts], rounds)
    reading = _median(lambda: read_archive(docs, locales), rounds)
    archive = read_archive(docs, locales)
    rules = _median(lambda: check(archive), rounds)
    times = {"bare parser": bare, "reading": reading, "rules": rules, "check": reading + rules}
    return {name: seconds / len(files) * 1000 for name, seconds in times.items()}


def _median(work: Callable[[], object], rounds: int) -> float:
    """The median time of a round in seconds, after one that is not counted, without garbage collection."""
    times = []
    gc.disable()
    for _ in range(rounds + 1):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    gc.enable()
    return median(times[1:])
