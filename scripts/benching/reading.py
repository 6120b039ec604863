"""How long minutes take to be read and checked, beside the bare Markdown parser in the same run."""

from __future__ import annotations

import gc
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import cmarkgfm

from minutes.archive import read_archive
from minutes.rules import check


def reading_times(docs: Path, files: Sequence[Path], locales: tuple[str, ...], rounds: int) -> Mapping[str, float]:
    """Milliseconds a file, medians of the rounds after one that is not counted.

    Each round is a process of its own, as each check is: a second one in the same process finds, and leaves, another
    memory.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as processes:
        found = [processes.submit(_round, docs, files, locales).result() for _ in range(rounds + 1)][1:]
    return {name: median(one[name] for one in found) / len(files) * 1000 for name in found[0]}


def _round(docs: Path, files: Sequence[Path], locales: tuple[str, ...]) -> Mapping[str, float]:
    """Seconds of one round, without garbage collection, as the command is."""
    gc.disable()
    texts = [file.read_text(encoding="utf-8") for file in files]
    moments = [time.perf_counter()]
    for text in texts:
        cmarkgfm.github_flavored_markdown_to_html(text)
    moments.append(time.perf_counter())
    archive = read_archive(docs, locales)
    moments.append(time.perf_counter())
    check(archive)
    moments.append(time.perf_counter())
    start, parsed, read, checked = moments
    return {"bare parser": parsed - start, "reading": read - parsed, "rules": checked - read, "check": checked - parsed}
