"""Where the time of one build of this site goes: by hook, by event of MkDocs, and by what is done."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from benching import tables
from benching.contenders import environment, write_project
from benching.profiled import BEFORE_EVENT
from benching.sites import PROJECT
from benching.spending import spent
from benching.synthetic import write_archive

_PROGRAM = Path(__file__).with_name("profiled.py")

_OUTSIDE = "start and end of the process"


def run(folder: Path, meetings: int) -> dict[str, object]:
    """Build a synthetic archive with clocks on it, print tables, and return it all for a program."""
    write_archive(folder / "docs", meetings, PROJECT / "docs")
    found = profile(folder, folder / "docs")
    print(f"{meetings} meetings are built in {found['seconds']:.2f} s under clocks, at {found['megabytes']} MB.\n")
    for title, name in (("By hook", "hooks"), ("By event", "events"), ("By phase", "phases")):
        print(_table(title, found[name].items()), flush=True)
    return {"meetings": meetings, **found}


def profile(folder: Path, docs: Path) -> dict[str, Any]:
    """Seconds of one build by hook, by event, by both, and by phase: each has every second once, the most first."""
    own, result = folder / "own", folder / "profile.json"
    write_project(own, docs)
    command = [sys.executable, "-P", str(_PROGRAM), str(result), str(own / "mkdocs.yml"), "site"]
    costs = spent(command, own, environment(own), own / "build.log")
    clocks: Mapping[str, dict[str, float]] = json.loads(result.read_text(encoding="utf-8"))
    for clock in clocks.values():
        clock[_OUTSIDE] = costs.seconds - sum(clock.values())
    who = clocks["who"]
    return {
        "seconds": round(costs.seconds, 3),
        "megabytes": round(costs.megabytes),
        "hooks": _ordered((label.partition(BEFORE_EVENT)[0], seconds) for label, seconds in who.items()),
        "events": _ordered((label.partition(BEFORE_EVENT)[2] or label, seconds) for label, seconds in who.items()),
        "hooks_and_events": _ordered(who.items()),
        "phases": _ordered(clocks["what"].items()),
    }


def _ordered(found: Iterable[tuple[str, float]]) -> dict[str, float]:
    sums: dict[str, float] = {}
    for name, seconds in found:
        sums[name] = sums.get(name, 0.0) + seconds
    return {name: round(sums[name], 3) for name in sorted(sums, key=lambda name: (-sums[name], name))}


def _table(title: str, found: Iterable[tuple[str, float]]) -> str:
    rows = list(found)
    whole = sum(seconds for _, seconds in rows)
    return tables.table(title, ("", "s", "%"), [(name, f"{one:.2f}", f"{one / whole * 100:.1f}") for name, one in rows])
