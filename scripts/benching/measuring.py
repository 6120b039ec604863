"""The parts of a benchmark in their order: makes what each needs, measures, prints."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benching import building, phone, previews, tables, weights
from benching.reading import reading_times
from benching.searching import AT_MOST, search_costs
from benching.sites import PROJECT, build_site, prefixes
from benching.synthetic import write_archive
from browsing.chromium import browser_path

PARTS = ("check", "build", "preview", "weights", "search", "phone")
ROUNDS = 5


def run(folder: Path, meetings: int, asked: int | None, parts: Sequence[str]) -> dict[str, object]:
    """Measure the parts, print tables, and return it all for a program.

    ``asked`` is how many rounds, where it is not as many as usual.
    """
    rounds = asked or ROUNDS
    found: dict[str, object] = {"meetings": meetings, "rounds": rounds}
    docs, site = folder / "docs", folder / "site"
    files = write_archive(docs, meetings, PROJECT / "docs")
    if "check" in parts:
        times = reading_times(docs, files, tuple(prefixes()), rounds)
        print(tables.times(f"Check of {len(files)} files, a file", times, "bare parser"), flush=True)
        found["check"] = dict(times)
    if "build" in parts:
        found["build"] = building.building_costs(folder / "builds", docs, meetings, asked or building.ROUNDS)
    if "preview" in parts:
        found["preview"] = _preview(f"Preview of {meetings} meetings", folder / "preview", docs, rounds)
    if "weights" in parts:
        own = folder / "own"
        build_site(PROJECT / "docs", own)
        found["own"] = _weigh("This project's own site", own)
    if {"weights", "search", "phone"} & set(parts):
        found["build_seconds"] = seconds = round(build_site(docs, site), 1)
        print(f"{meetings} meetings are built in {seconds} s.\n", flush=True)
    if "weights" in parts:
        found["synthetic"] = _weigh(f"{meetings} meetings", site)
    if "search" in parts:
        titles = {locale: f"Search of {meetings} meetings, {locale}" for locale in prefixes()}
        found["search"] = {one: _search(titles[one], site, prefix) for one, prefix in prefixes().items()}
    if "phone" in parts:
        found["phone"] = _phone(f"Agenda index of {meetings} meetings on a slow phone", site, rounds)
    return found


def _weigh(title: str, site: Path) -> dict[str, object]:
    pages, assets, files = (
        weights.page_weights(site, prefixes()),
        weights.asset_weights(site),
        weights.file_weights(site),
    )
    print(tables.weights(f"Weight: {title}", pages))
    print(tables.sizes("Every page loads", assets))
    if files:
        print(tables.sizes("Other files", files))
    print(tables.verdict(title, pages), flush=True)
    return {"pages": weights.as_json(pages), "assets": assets, "files": files}


def _preview(title: str, folder: Path, docs: Path, rounds: int) -> dict[str, float] | None:
    if browser_path() is None:
        _leave_out(title)
        return None
    times = dict(previews.preview_times(folder, docs, rounds))
    print(tables.times(title, times, "load"), flush=True)
    return times


def _leave_out(title: str) -> None:
    print(f"Left out: {title[0].lower()}{title[1:]}, for there is no Chromium on this machine.")


def _search(title: str, site: Path, prefix: str) -> dict[str, float] | None:
    if browser_path() is None:
        _leave_out(title)
        return None
    costs = search_costs(site, prefix)
    print(tables.table(title, ("", ""), [(name, f"{value:.0f}") for name, value in costs.items()]))
    word = "within" if costs["most_bytes"] <= AT_MOST else "OVER"
    print(f"The first query is {word} {AT_MOST // 1024} KB.\n", flush=True)
    return costs


def _phone(title: str, site: Path, rounds: int) -> dict[str, float] | None:
    if browser_path() is None:
        _leave_out(title)
        return None
    times = dict(phone.agenda_times(site, rounds))
    transferred = times.pop("transferred")
    print(tables.times(title, times, "bare"))
    print(f"The page and all that it asks for by itself: {transferred / 1024:.0f} KB.\n", flush=True)
    return {**times, "transferred": transferred}
