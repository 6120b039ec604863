"""Time the check of minutes against the bare Markdown parser, in one run, and print both with their ratio.

The archive is made of this project's own minutes, over and over, one copy for each day. Medians over the rounds.
"""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import cmarkgfm

from minutes.archive import read_archive
from minutes.rules import check

PROJECT = Path(__file__).parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--meetings", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        docs = Path(folder)
        texts = _write_archive(docs, options.meetings)
        bare = _median(lambda: [cmarkgfm.github_flavored_markdown_to_html(text) for text in texts], options.rounds)
        reading = _median(lambda: read_archive(docs, ("zh", "en")), options.rounds)
        archive = read_archive(docs, ("zh", "en"))
        rules = _median(lambda: check(archive), options.rounds)
    print(f"{len(texts)} files, medians of {options.rounds} rounds, milliseconds a file and times the bare parser")
    for name, seconds in (("bare parser", bare), ("reading", reading), ("rules", rules), ("check", reading + rules)):
        print(f"{name:<12} {seconds / len(texts) * 1000:7.3f} {seconds / bare:7.1f}")
    return 0


def _write_archive(docs: Path, meetings: int) -> list[str]:
    texts = []
    for locale in ("zh", "en"):
        originals = sorted((PROJECT / "docs" / locale / "meetings").glob("????-??-??.md"))
        folder = docs / locale / "meetings"
        folder.mkdir(parents=True)
        for number in range(meetings):
            day = date(2001, 1, 1) + timedelta(days=number)
            original = originals[number % len(originals)]
            then, text = date.fromisoformat(original.stem), original.read_text(encoding="utf-8")
            text = text.replace(str(then), str(day)).replace(f"{then.month}.{then.day}", f"{day.month}.{day.day}")
            texts.append(text)
            (folder / f"{day}.md").write_text(texts[-1], encoding="utf-8")
    (docs / "_data").mkdir()
    for source in (PROJECT / "docs" / "_data").iterdir():
        (docs / "_data" / source.name).write_bytes(source.read_bytes())
    return texts


def _median(work: Callable[[], object], rounds: int) -> float:
    """The median time of a round in seconds, after one that is not counted."""
    times = []
    for _ in range(rounds + 1):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return median(times[1:])


if __name__ == "__main__":
    # As the check does.
    gc.disable()
    sys.exit(main())
