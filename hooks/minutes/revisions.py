"""A folder as a git revision has it, and the files that two revisions differ in.

Knows git's plumbing commands, and that what they print may come from a stranger's pull request. Knows nothing of
minutes. Objects are read one by one rather than with ``git archive``, in which a revision's own ``.gitattributes``
may leave files out. Never writes to the repository, its index or its working tree.
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from minutes.command import RefusalError

_REGULAR = "100644"
_SUBMODULE = "160000"


class Change(StrEnum):
    """What became of something."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that differs. ``path`` counts from the root of the repository; ``regular`` is false for a link, a
    submodule and a file that can be executed.
    """

    path: str
    change: Change
    regular: bool = True


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository with a working tree. ``folder`` is the folder of interest in it, or empty for all of it."""

    top: Path
    folder: str

    @classmethod
    def around(cls, folder: Path) -> Repository:
        """The repository that a folder, which may not exist, belongs to. Raises RefusalError where there is none."""
        resolved = folder.resolve()
        start = next(path for path in (resolved, *resolved.parents) if path.is_dir())
        try:
            shown = _git(start, "rev-parse", "--show-toplevel")
        except RefusalError as problem:
            values = {"path": str(folder), "reason": problem.values.get("reason", "")}
            raise (
                problem if problem.key == "review.no_git" else RefusalError("review.no_repository", **values)
            ) from None
        top = Path(os.fsdecode(shown).rstrip("\n")).resolve()
        inside = resolved.relative_to(top).as_posix()
        return cls(top, "" if inside == "." else inside)

    def commit(self, revision: str) -> str:
        """The id of the commit that a revision names. Raises RefusalError where it names none."""
        try:
            named = _git(self.top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        except (RefusalError, ValueError):
            raise RefusalError("review.no_revision", revision=revision) from None
        return named.decode().strip()

    def parting(self, base: str, head: str | None) -> str:
        """Where the line of ``head``, or of the working tree, left that of ``base``.

        It is ``base`` itself where ``head`` is the older of the two, or where the history at hand does not tell.
        """
        try:
            shared = _git(self.top, "merge-base", base, head or "HEAD").decode().strip()
        except RefusalError:
            return base
        return base if shared == head else shared

    def changes(self, base: str, head: str | None) -> tuple[FileChange, ...]:
        """The files that differ between two commits, by path; without ``head``, from a commit to the working tree."""
        listed = _git(
            self.top, "diff", "--raw", "-z", "--no-renames", "--no-ext-diff", "--no-color", "--no-relative",
            "--ignore-submodules=none", base, *([head] if head else []), "--",
        )  # fmt: skip
        fields = listed.split(b"\0")
        found = {one.path: one for one in map(_file_change, fields[::2], fields[1::2])}
        for path in self._untracked() if head is None else ():
            change = Change.CHANGED if path in found else Change.ADDED
            mode = (self.top / path).lstat().st_mode
            found[path] = FileChange(path, change, regular=stat.S_ISREG(mode) and not mode & stat.S_IXUSR)
        return tuple(found[path] for path in sorted(found))

    def files(self, commit: str) -> dict[str, bytes]:
        """The contents of the folder in a commit, by path relative to it; empty where there is no such folder.

        The content of a link is where it leads, so that nothing is ever read through one. A submodule is left out.
        """
        blobs = dict(self._blobs(commit))
        batch = _git(self.top, "cat-file", "--batch", text=b"".join(oid + b"\n" for oid in blobs.values()))
        files: dict[str, bytes] = {}
        start = 0
        for path in blobs:
            head = batch[start : batch.index(b"\n", start)]
            if not head[-1:].isdigit():  # "<id> missing", in a clone that leaves objects out
                raise RefusalError("review.git_failed", command="cat-file", reason=head.decode())
            start += len(head) + 1
            stop = start + int(head.split()[2])
            files[path] = batch[start:stop]
            start = stop + 1
        return files

    def _blobs(self, commit: str) -> Iterator[tuple[str, bytes]]:
        """The files of the folder in a commit: path relative to the folder, and object id."""
        folder = [f"{self.folder}/"] if self.folder else []
        for entry in _git(self.top, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *folder).split(b"\0")[:-1]:
            facts, _, name = entry.partition(b"\t")
            mode, _, oid = facts.split(b" ")
            if mode.decode() != _SUBMODULE:
                yield os.fsdecode(name).removeprefix(*folder or [""]), oid

    def _untracked(self) -> Iterator[str]:
        listed = _git(self.top, "ls-files", "--others", "--exclude-standard", "-z").split(b"\0")[:-1]
        return (os.fsdecode(path).rstrip("/") for path in listed)


def _file_change(facts: bytes, path: bytes) -> FileChange:
    """One entry of ``git diff --raw``: ``:100644 100644 <id> <id> M`` and its path."""
    _, mode, _, _, letter = facts.decode().split(" ")
    change = {"A": Change.ADDED, "D": Change.REMOVED}.get(letter, Change.CHANGED)
    return FileChange(os.fsdecode(path), change, regular=mode in (_REGULAR, "000000"))


def _git(folder: Path, *arguments: str, text: bytes = b"") -> bytes:
    """What a git command prints. Raises RefusalError with git's last line where it fails or there is no git."""
    program = shutil.which("git")
    if program is None:
        raise RefusalError("review.no_git")
    command = [program, "--no-optional-locks", "-C", str(folder), *arguments]
    result = subprocess.run(command, input=text, capture_output=True, check=False)  # noqa: S603
    if result.returncode:
        said = result.stderr.decode(errors="replace").strip().splitlines()
        raise RefusalError("review.git_failed", command=arguments[0], reason=said[0] if said else "")
    return result.stdout
