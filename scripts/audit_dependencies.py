"""Look for known vulnerabilities and withdrawn releases among all that is locked, for Python and npm.

The report is Markdown. Exit status: 0 nothing found, 1 something is to be done, 2 somebody could not be asked.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from watching.advisories import npm_advisories, python_advisories
from watching.findings import Finding, UnaskedError, told
from watching.programs import PROJECT
from watching.withdrawn import withdrawn


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--project", type=Path, default=PROJECT, metavar="FOLDER", help="whose lock files are read")
    parser.add_argument("--advisories", metavar="ADDRESS", help="of another service that speaks the protocol of OSV")
    options = parser.parse_args(arguments)
    python = [options.project / name for name in ("requirements.txt", "requirements-dev.txt")]
    python += sorted(options.project.glob("tests/*/requirements.txt"))
    node = sorted(path.parent for path in options.project.glob("tests/*/package-lock.json"))
    checks: list[Callable[[], list[Finding]]] = [
        *(partial(python_advisories, lock, options.advisories) for lock in python),
        *(partial(withdrawn, lock) for lock in python),
        *(partial(npm_advisories, folder) for folder in node),
    ]
    # They wait for others most of the time.
    with ThreadPoolExecutor() as pool:
        results = list(pool.map(_asked, checks))
    findings = [finding for result in results if isinstance(result, list) for finding in result]
    unasked = [str(result) for result in results if isinstance(result, UnaskedError)]
    accepted = _accepted(options.project)
    open_ones = [finding for finding in findings if not finding.ids & accepted.keys()]
    print(told(open_ones, unasked, accepted), end="")
    return 1 if open_ones else 2 if unasked else 0


def _asked(check: Callable[[], list[Finding]]) -> list[Finding] | UnaskedError:
    try:
        return check()
    except UnaskedError as error:
        return error


def _accepted(project: Path) -> dict[str, str]:
    """The advisories that do not concern this project, each with the reason."""
    settings = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    table: dict[str, str] = settings["tool"].get("community-minutes", {}).get("accepted-advisories", {})
    return table


if __name__ == "__main__":
    sys.exit(main())
