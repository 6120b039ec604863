"""Locked releases that their authors have withdrawn (yanked, PEP 592), or that are no longer there.

uv, which makes the lock files, reads what the package index says of each locked release, for every platform. It has no
output for programs: what it says is read here, and a test holds this to the uv that is locked.
"""

from __future__ import annotations

import re
from pathlib import Path

from watching.findings import Finding, UnaskedError, both
from watching.programs import output, program

_YANKED = re.compile(r'^warning: `(?P<package>\S+?)==(?P<version>\S+)` is yanked(?: \(reason: "(?P<reason>.*)"\))?$')
_NO_SOLUTION = 1


def withdrawn(lock: Path) -> list[Finding]:
    """Those of a lock file. Raises UnaskedError."""
    # --refresh: what was so when the lock file was made is of no use.
    command = [program("uv"), "pip", "compile", "--universal", "--python-version", "3.11", "--no-deps", "--refresh"]
    done = output([*command, "--no-header", "--color", "never", str(lock)])
    if done.returncode == _NO_SOLUTION:
        cause = " ".join(done.stderr.split())
        return [Finding(lock.name, "?", "", f"{both('gone')}: {cause}", "`make lock`")]
    if done.returncode:
        raise UnaskedError(f"uv, {lock.name}: {' '.join(done.stderr.split())[:500]}")
    found = [match for line in done.stderr.splitlines() if (match := _YANKED.match(line))]
    return [
        Finding(
            lock.name,
            match["package"],
            match["version"],
            f"{both('withdrawn')}: {match['reason'] or '?'}",
            both("renew", package=match["package"]),
        )
        for match in found
    ]
