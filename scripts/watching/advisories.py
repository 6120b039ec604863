"""Known vulnerabilities of locked releases: pip-audit asks for those of Python, npm for its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from watching.findings import Finding, UnaskedError, both
from watching.programs import output, program


def python_advisories(lock: Path, service: str | None = None) -> list[Finding]:
    """Those of the releases that a lock file has for this Python and this machine. Raises UnaskedError.

    ``service`` is the address of another service that speaks the protocol of OSV.
    """
    # Without --strict, a package that could not be asked about would pass for one without a weakness.
    command = [program("pip-audit"), "--strict", "--require-hashes", "--disable-pip", "--progress-spinner", "off"]
    command += ["--vulnerability-service", "osv", "--format", "json", "--requirement", str(lock)]
    done = output(command + (["--osv-url", service] if service else []))
    if not done.returncode:
        return []
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        raise UnaskedError(f"pip-audit, {lock.name}: {_last(done.stderr)}") from None
    return [_python_finding(lock, package, advisory) for package in packages for advisory in package.get("vulns", ())]


def npm_advisories(folder: Path) -> list[Finding]:
    """Those of the releases in the ``package-lock.json`` of a folder. Raises UnaskedError."""
    done = output([program("npm"), "audit", "--json", "--package-lock-only"], folder)
    try:
        packages = json.loads(done.stdout)["vulnerabilities"]
    except (ValueError, KeyError, TypeError):
        raise UnaskedError(f"npm audit, {_name(folder)}: {_last(done.stderr)}") from None
    locked = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return [finding for package in packages.values() for finding in _npm_findings(folder, package, locked)]


def _python_finding(lock: Path, package: dict[str, Any], advisory: dict[str, Any]) -> Finding:
    mended = ", ".join(advisory["fix_versions"])
    remedy = both("renew", package=package["name"]) if mended else both("not_mended")
    problem = f"{advisory['id']}: {advisory['description']}"
    return Finding(
        lock.name,
        package["name"],
        package["version"],
        f"{problem} ({both('mended', versions=mended)})" if mended else problem,
        remedy,
        frozenset([advisory["id"], *advisory["aliases"]]),
    )


def _npm_findings(folder: Path, package: dict[str, Any], locked: dict[str, Any]) -> Iterator[Finding]:
    versions = sorted({locked[node]["version"] for node in package["nodes"] if node in locked})
    for advisory in package["via"]:
        # A name is that of a package further down, which has an entry of its own.
        if isinstance(advisory, dict):
            name = advisory["url"].rpartition("/")[2]
            yield Finding(
                f"{_name(folder)}/package-lock.json",
                package["name"],
                ", ".join(versions),
                f"{name}: {advisory['title']} ({advisory['severity']})",
                both("npm", package=package["name"], folder=_name(folder)),
                frozenset([name]),
            )


def _name(folder: Path) -> str:
    return "/".join(folder.parts[-2:])


def _last(said: str) -> str:
    lines = [line for line in said.splitlines() if line.strip() and "A complete log" not in line]
    return lines[-1] if lines else "?"
