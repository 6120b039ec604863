"""What is found to be wrong with a locked release, and how it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from minutes.strings import in_every_language


def both(key: str, **values: object) -> str:
    """A sentence in every language: a report is read by whoever is there."""
    return in_every_language(f"watch.{key}", " · ", **values)


class UnaskedError(Exception):
    """Whoever knows could not be asked; the text is why."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a release that a lock file names; ``ids`` are the names of the advisory, if it is one."""

    lock: str
    package: str
    version: str
    problem: str
    remedy: str
    ids: frozenset[str] = frozenset()


def told(findings: Sequence[Finding], unasked: Sequence[str], accepted: Mapping[str, str]) -> str:
    """A report of what was found, of what could not be checked, and of the accepted advisories with their reasons."""
    parts = [f"## {both('audit')}"]
    if findings:
        rows = [[each.lock, f"{each.package} {each.version}", each.problem, each.remedy] for each in findings]
        parts += [table([both(key) for key in ("lock", "package", "problem", "remedy")], rows), both("held_back")]
    elif not unasked:
        parts.append(both("nothing"))
    if unasked:
        parts += [f"### {both('unasked')}", both("unasked_about"), "\n".join(f"- {_plain(each)}" for each in unasked)]
    if accepted:
        parts += [
            f"### {both('accepted')}",
            "\n".join(f"- {_plain(name)}: {_plain(why)}" for name, why in sorted(accepted.items())),
        ]
    return "\n\n".join(parts) + "\n"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; what stands in a cell can end neither the cell nor the row."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(_plain(cell) for cell in line)} |" for line in lines)


def _plain(text: str) -> str:
    """Text that others wrote, on one line and without HTML."""
    return " ".join(text.replace("|", "\\|").replace("<", "&lt;").split())
