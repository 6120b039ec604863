"""What is found to be wrong with a locked release, and how it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

RENEW = "`make lock ARGS='--upgrade-package {package}'`，提交两个锁定文件 · and commit both lock files"
"""What to do about a release of a Python package for which there is another one."""
_TITLE = "## 依赖审计 · Audit of the dependencies"
_HEAD = ["锁定文件 · Lock file", "依赖 · Package", "问题 · Problem", "怎么办 · What to do"]
_NOTHING = "没有已知漏洞，也没有被撤回的版本。 · No known vulnerability, and no withdrawn release."
_HELD_BACK = (
    "如果 `make lock` 之后版本没有变化，是 `pyproject.toml` 限制了它：先改那里的版本范围。 · "
    "Where `make lock` changes nothing, `pyproject.toml` holds the release back: widen the range there first."
)
_UNASKED = (
    "### 没能检查 · Could not be checked\n\n"
    "以下检查没有结果，不等于没有问题：稍后重新运行。 · What follows has no result, which is not to say that all is "
    "well: run it again later."
)
_ACCEPTED = "### 已接受的公告 · Accepted advisories"


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
    parts = [_TITLE]
    if findings:
        rows = [[each.lock, f"{each.package} {each.version}", each.problem, each.remedy] for each in findings]
        parts += [table(_HEAD, rows), _HELD_BACK]
    elif not unasked:
        parts.append(_NOTHING)
    if unasked:
        parts += [_UNASKED, "\n".join(f"- {_plain(each)}" for each in unasked)]
    if accepted:
        parts += [_ACCEPTED, "\n".join(f"- {_plain(name)}: {_plain(why)}" for name, why in sorted(accepted.items()))]
    return "\n\n".join(parts) + "\n"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; what stands in a cell can end neither the cell nor the row."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(_plain(cell) for cell in line)} |" for line in lines)


def _plain(text: str) -> str:
    """Text that others wrote, on one line and without HTML."""
    return " ".join(text.replace("|", "\\|").replace("<", "&lt;").split())
