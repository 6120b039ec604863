"""Where the time of one build of this site goes: by hook, by event of MkDocs, and by what is done."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from benching import tables
from benching.contenders import environment, write_project
from benching.profiled import REST
from benching.sites import PROJECT
from benching.spending import spent
from benching.synthetic import write_archive

_PROGRAM = Path(__file__).with_name("profiled.py")


def run(folder: Path, meetings: int) -> dict[str, object]:
    """Build a synthetic archive with clocks on it, print tables, and return it all for a program."""
    docs, own, result = folder / "docs", folder / "own", folder / "profile.json"
    write_archive(docs, meetings, PROJECT / "docs")
    write_project(own, docs)
    command = [sys.executable, str(_PROGRAM), str(result), str(own / "mkdocs.yml"), "site"]
    costs = spent(command, own, environment(own), own / "build.log")
    measured: Mapping[str, Mapping[str, float]] = json.loads(result.read_text(encoding="utf-8"))
    hooks, events = _by_hook_and_event(measured["who"])
    found = {"hooks": _ordered(hooks), "events": _ordered(events), "phases": _ordered(measured["what"])}
    print(f"{meetings} meetings are built in {costs.seconds:.2f} s under clocks, at {costs.megabytes:.0f} MB.\n")
    for title, name in (("By hook", "hooks"), ("By event", "events"), ("By phase", "phases")):
        print(_table(title, found[name].items()), flush=True)
    together = {label: round(seconds, 3) for label, seconds in sorted(measured["who"].items())}
    return {"meetings": meetings, "seconds": round(costs.seconds, 2), **found, "hooks_and_events": together}


def _by_hook_and_event(who: Mapping[str, float]) -> tuple[Counter[str], Counter[str]]:
    hooks: Counter[str] = Counter()
    events: Counter[str] = Counter()
    for label, seconds in who.items():
        hook, _, event = label.partition(" ")
        hooks[hook] += seconds  # type: ignore[assignment]  # a counter of seconds
        events[event or REST] += seconds  # type: ignore[assignment]
    return hooks, events


def _ordered(found: Mapping[str, float]) -> dict[str, float]:
    return {name: round(seconds, 3) for name, seconds in sorted(found.items(), key=lambda one: (-one[1], one[0]))}


def _table(title: str, found: Iterable[tuple[str, float]]) -> str:
    rows = list(found)
    whole = sum(seconds for _, seconds in rows)
    return tables.table(title, ("", "s", "%"), [(name, f"{one:.2f}", f"{one / whole * 100:.1f}") for name, one in rows])
