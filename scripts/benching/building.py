"""How long whole builds take: the contenders in alternation, at the full size and at a fifth of it.

Medians of the rounds, each as a multiple of the baseline's in the same run; and how a build grows from the small
archive to the large one.
"""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import mkdtemp
from typing import Any

from benching import tables
from benching.contenders import BASELINE, Contender, Start, contenders, environment, hugo_path, middle_of, with_words
from benching.sites import PROJECT
from benching.spending import Spent, spent
from benching.synthetic import write_archive

ROUNDS = 3
SHARE = 5
"""The small archive is this part of the large one."""
_PACKAGES = ("mkdocs", "mkdocs-material", "mkdocs-static-i18n")


def building_costs(folder: Path, docs: Path, meetings: int, rounds: int) -> dict[str, Any]:
    """Measure, print tables, and return it all for a program. ``docs`` has so many synthetic meetings."""
    small = max(1, meetings // SHARE)
    write_archive(folder / "small-docs", small, PROJECT / "docs")
    fields = {
        small: contenders(folder / "small", folder / "small-docs"),
        meetings: contenders(folder / "large", docs),
    }
    if hugo_path() is None:
        print("Left out: Hugo, which is neither on the path nor beside this Python.", flush=True)
    found = measured(fields, rounds)
    for size, each in found["sizes"].items():
        print(_table(f"Build of {size} meetings, on {found['machine']['cores']} cores, medians of {rounds}", each))
    rows = [(name, f"{factor:.2f}") for name, factor in found["growth"].items()]
    print(tables.table(f"From {small} to {meetings} meetings", ("", "times"), rows), flush=True)
    return found


def measured(fields: Mapping[int, Sequence[Contender]], rounds: int) -> dict[str, Any]:
    """What it costs contenders to build archives of different sizes, and under what circumstances it was measured."""
    costs: dict[tuple[int, str], list[Spent]] = {(size, one.name): [] for size in fields for one in fields[size]}
    for _ in range(rounds):
        for size, field in fields.items():
            for one in field:
                costs[size, one.name].append(_build(one))
    sizes = {size: _compared({one.name: costs[size, one.name] for one in field}) for size, field in fields.items()}
    small, large = sizes[min(sizes)], sizes[max(sizes)]
    return {
        "date": date.today().isoformat(),
        "machine": {"cores": _cores(), "architecture": platform.machine()},
        "versions": _versions(),
        "rounds": rounds,
        "sizes": {str(size): each for size, each in sizes.items()},
        "growth": {name: round(one["seconds"] / small[name]["seconds"], 2) for name, one in large.items()},
    }


def _build(one: Contender) -> Spent:
    surroundings, log = environment(one.folder, one.start), one.folder / "build.log"
    if one.start is Start.NOTHING:
        _put_away(one.site)
    elif not one.site.exists():
        spent(one.command, one.folder, surroundings, log)
    if one.start is Start.EDITED:
        with_words(middle_of(one.folder / "docs"), "P.S.")
    costs = spent(one.command, one.folder, surroundings, log)
    if not (one.site / "index.html").is_file():
        raise FileNotFoundError(one.site / "index.html")
    return costs


def _put_away(site: Path) -> None:
    """Have the site of an earlier round out of the way. It goes with everything else in the end: on some disks new
    files take long for a minute after thousands have been removed."""
    if site.exists():
        site.rename(Path(mkdtemp(prefix="earlier-", dir=site.parent)) / site.name)


def _compared(costs: Mapping[str, list[Spent]]) -> dict[str, dict[str, float]]:
    seconds = {name: median(one.seconds for one in each) for name, each in costs.items()}
    processor = {name: median(one.processor for one in each) for name, each in costs.items()}
    return {
        name: {
            "seconds": round(seconds[name], 3),
            "ratio": round(seconds[name] / seconds[BASELINE], 3),
            "processor_seconds": round(processor[name], 3),
            "processor_ratio": round(processor[name] / processor[BASELINE], 3),
            "megabytes": round(median(one.megabytes for one in each)),
        }
        for name, each in costs.items()
    }


def _cores() -> int:
    """How many processors a build may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _versions() -> dict[str, str]:
    found = {"python": platform.python_version(), **{name: version(name) for name in _PACKAGES}}
    if hugo := hugo_path():
        said = subprocess.run([hugo, "version"], capture_output=True, text=True, check=True).stdout  # noqa: S603
        number = re.search(r"\bv(\d[\d.]*)", said)
        found["hugo"] = number[1] if number else ""
    return found


def _table(title: str, found: Mapping[str, Mapping[str, float]]) -> str:
    keys = ("seconds", "ratio", "processor_seconds", "processor_ratio")
    rows = [(name, *(f"{one[key]:.3f}" for key in keys), one["megabytes"]) for name, one in found.items()]
    return tables.table(title, ("", "s", "ratio", "processor s", "ratio", "MB"), rows)
