"""Lighthouse on every kind of page of the project's own site, as its phone sees it, from a host like the real ones."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

from benching import tables
from benching.sites import PROJECT, build_site, prefixes
from benching.weights import page_weights
from browsing.chromium import FLAGS, browser_path
from browsing.host import served

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
AT_LEAST = 95
_COMMAND = PROJECT / "tests" / "lighthouse" / "node_modules" / "lighthouse" / "cli" / "index.js"


def run(folder: Path, rounds: int, kinds: list[str] | None) -> tuple[dict[str, object], bool]:
    """Look at a page of each kind (of those named, if any are) in each locale; print the scores with what lowers them.

    Returns everything for a program, and whether each score is good enough.
    """
    if browser_path() is None or not _COMMAND.is_file():
        print("Left out: Lighthouse, for there is no Chromium here, or it was not installed by `make lighthouse`.")
        return {"lighthouse": None}, True
    site = folder / "site"
    found: dict[str, object] = {}
    rows, reasons = [], []
    with served(site) as address:
        build_site(PROJECT / "docs", site, address)
        for page in _pages(site, kinds):
            reports = [_report(f"{address}{page}") for _ in range(rounds)]
            scores = {name: median(_score(report, name) for report in reports) for name in CATEGORIES}
            lowering = _lowering(reports[-1]) if min(scores.values()) < AT_LEAST else []
            found[page] = {"scores": scores, "lowering": lowering}
            rows.append((page or ".", *(f"{scores[name]:.0f}" for name in CATEGORIES)))
            reasons += [f"{page or '.'}: {reason}" for reason in lowering]
            print(*rows[-1], flush=True)
    print(tables.table("\nLighthouse, mobile", ("page", *CATEGORIES), rows))
    if reasons:
        print("\n".join(["What keeps pages below the mark:", *reasons]))
    return {"lighthouse": found}, not reasons


def _pages(site: Path, kinds: list[str] | None) -> list[str]:
    """The heaviest page of each kind, in every locale."""
    folders = prefixes()
    here = [weight.address for weight in page_weights(site, folders) if not kinds or weight.kind in kinds]
    found = []
    for address in here:
        prefix = next((prefix for prefix in folders.values() if prefix and f"{address}/".startswith(prefix)), "")
        name = f"{address}/"[len(prefix) :].lstrip("/")
        found += [f"{each}{name}" for each in folders.values()]
    return found


def _report(address: str) -> dict[str, object]:
    node = Path(sys.executable).parent / "node"
    flags = " ".join(["--headless=new", *FLAGS])
    command = [str(node), str(_COMMAND), address, "--output=json", "--quiet", f"--chrome-flags={flags}"]
    command.append(f"--only-categories={','.join(CATEGORIES)}")
    environment = {**os.environ, "CHROME_PATH": browser_path() or ""}
    done = subprocess.run(command, env=environment, capture_output=True, check=True, text=True)  # noqa: S603
    report: dict[str, object] = json.loads(done.stdout)
    return report


def _score(report: dict[str, object], category: str) -> float:
    categories: dict[str, dict[str, float | None]] = report["categories"]  # type: ignore[assignment]
    return round((categories[category]["score"] or 0) * 100)


def _lowering(report: dict[str, object]) -> list[str]:
    """The audits that cost points, with what they measured."""
    audits: dict[str, dict[str, object]] = report["audits"]  # type: ignore[assignment]
    categories: dict[str, dict[str, object]] = report["categories"]  # type: ignore[assignment]
    found = []
    for category in CATEGORIES:
        references: list[dict[str, object]] = categories[category]["auditRefs"]  # type: ignore[assignment]
        for reference in references:
            audit = audits[str(reference["id"])]
            score = audit.get("score")
            if reference["weight"] and isinstance(score, int | float) and score < 0.9:
                found.append(f"{category}: {audit['title']} {audit.get('displayValue', '')}".rstrip())
    return found
