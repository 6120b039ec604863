"""Trying releases that are not locked yet, in an environment of its own: what anybody else uses stays as it is.

The releases are locked with their hashes before any is installed, as all others are: what was tried is written down in
the folder of the environment.
"""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from watching.comparing import differences
from watching.findings import both, table
from watching.programs import PROJECT, Step, program, step

LOCKS = ("requirements.txt", "requirements-dev.txt")
_PINNED = re.compile(r"^(\S+?)==(\S+)", re.MULTILINE)
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Trial:
    """The folder that it is made in, what uv is told to renew, and what the environment has to have."""

    folder: Path
    renew: Sequence[str]
    stamp: str

    def prepared(self) -> Iterator[Step]:
        """Lock the releases and install them."""
        shutil.rmtree(self.folder, ignore_errors=True)
        locks = self.folder / "locks"
        locks.mkdir(parents=True)
        for name in LOCKS:
            shutil.copy(PROJECT / name, locks)
        lock = ["sh", "scripts/lock.sh", program("uv"), str(locks), *self.renew]
        yield step(both("locking"), lock)
        yield step(both("installing"), self.make(f"{self.folder.name}/{self.stamp}"))

    def make(self, target: str, *settings: str) -> list[str]:
        """The command that makes a target in the environment."""
        return ["make", f"VENV={self.folder.name}", f"LOCKS={self.folder.name}/locks/", target, *settings]

    def python(self, *arguments: str) -> list[str]:
        """The command that runs Python in the environment."""
        return [str(self.folder / "bin" / "python"), *arguments]

    def renewed(self) -> Iterator[tuple[str, str, str]]:
        """What is locked otherwise than in the project's lock files: package, release there, release here."""
        there, here = (pinned(folder / LOCKS[1]) for folder in (PROJECT, self.folder / "locks"))
        for package in sorted(there.keys() | here.keys()):
            if there.get(package) != here.get(package):
                yield package, there.get(package, "—"), here.get(package, "—")


NEWEST = Trial(PROJECT / ".venv-newest", ["--upgrade"], "node.stamp")
PROPERDOCS = Trial(PROJECT / ".venv-properdocs", ["--upgrade-package", "properdocs"], "dev.stamp")


def newest(tests: Sequence[str]) -> Iterator[Step]:
    """Build and test with the newest releases; all tests, or those that are named."""
    yield from NEWEST.prepared()
    site = str(NEWEST.folder / "site")
    yield step(both("building"), NEWEST.python("scripts/build_site.py", "--strict", "--site-dir", site))
    run = NEWEST.python("-m", "pytest", *tests) if tests else NEWEST.make("test")
    # What `make test` says as well: the lock file that the environment was made from.
    yield step(both("testing"), run, {"LOCKS": f"{NEWEST.folder.name}/locks/"})


def properdocs() -> Iterator[Step]:
    """Build with MkDocs and with ProperDocs, and compare."""
    yield from PROPERDOCS.prepared()
    one, other = (PROPERDOCS.folder / "sites" / name for name in ("mkdocs", "properdocs"))
    now = {"SOURCE_DATE_EPOCH": str(int(time.time()))}
    build = ["build", "--strict", "--config-file", "mkdocs.yml", "--site-dir"]
    yield step("MkDocs", PROPERDOCS.python("-m", "mkdocs", *build, str(one)), now)
    yield step("ProperDocs", PROPERDOCS.python("-m", "properdocs", *build, str(other)), now)
    yield compared(one, other)


def compared(one: Path, other: Path) -> Step:
    """Whether two folders hold the same site."""
    found = list(differences(one, other))
    more = [f"… {len(found)}"] if len(found) > _SHOWN else []
    return Step(both("same"), not found, [*found[:_SHOWN], *more])


def pinned(lock: Path) -> Mapping[str, str]:
    """The releases that a lock file names, by package; a package may have others on other machines."""
    found: dict[str, list[str]] = {}
    for package, version in _PINNED.findall(lock.read_text(encoding="utf-8")):
        found.setdefault(package, []).append(version)
    return {package: ", ".join(versions) for package, versions in found.items()}


def told(title: str, advice: str, steps: Sequence[Step], renewed: Sequence[Sequence[str]]) -> str:
    """A report of the steps up to the first that failed and could not be gone on from, and of what was renewed."""
    rows = [[each.title, "✓" if each.done else "✗"] for each in steps]
    parts = [f"## {title}", table([both("step"), both("outcome")], rows)]
    failed = [each for each in steps if not each.done]
    if failed:
        parts += [f"**{both('remedy')}**: {advice}"]
    for each in failed:
        # A fence of its own length, for tests print fences.
        parts += [f"{each.title}:", "\n".join(["``````text", *each.said, "``````"])]
    if renewed:
        parts += [table([both("package"), both("locked"), both("tried")], renewed)]
    return "\n\n".join(parts) + "\n"
