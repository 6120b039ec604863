"""Where versions lie: a branch of this repository, or of a remote one.

Both can say which commit they stand at and move on from it, but only if nobody else has moved them in the meantime.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from minutes.command import RefusalError
from publishing.git import Git, GitError


class RefusedError(Exception):
    """A branch stays where it is, and not because somebody else moved it; the text is git's reason."""


class Branch(Protocol):
    """A branch that versions are published on."""

    def head(self) -> str | None:
        """The commit that it stands at, whose objects are here; None where there is no such branch yet."""

    def advance(self, old: str | None, new: str) -> bool:
        """Move from one commit to another; False where it stands elsewhere by now. Raises RefusedError."""


@dataclass(frozen=True, slots=True)
class LocalBranch:
    """A branch of this repository. It begins where the remote's is as far as that is known here."""

    git: Git
    name: str
    remote: str

    def head(self) -> str | None:
        """See Branch. What was fetched of the remote counts where it goes further."""
        here = self.git.commit_named(f"refs/heads/{self.name}")
        there = self.git.commit_named(f"refs/remotes/{self.remote}/{self.name}")
        if here and there:
            return there if self.git.is_ancestor(here, there) else here
        return here or there

    def advance(self, old: str | None, new: str) -> bool:
        """See Branch."""
        ref = f"refs/heads/{self.name}"
        if f"branch {ref}" in self.git.text("worktree", "list", "--porcelain").splitlines():
            raise RefusalError("publish.branch_checked_out", branch=self.name)
        here = self.git.commit_named(ref)
        if here != old and self.head() != old:
            return False
        try:
            self.git.run("update-ref", "-m", "publish", ref, new, here or "0" * len(new))
        except GitError as error:
            if self.git.commit_named(ref) != here:
                return False
            raise RefusedError(str(error)) from error
        return True


@dataclass(frozen=True, slots=True)
class RemoteBranch:
    """A branch of a remote repository, which is the truth, whatever of it is known here."""

    git: Git
    name: str
    remote: str

    def head(self) -> str | None:
        """See Branch. Raises RefusedError where the remote can't be read."""
        try:
            head = self._there()
            if head and not self._is_here(head):
                shallow = self.git.text("rev-parse", "--is-shallow-repository") == "true"
                depth = ("--depth=1",) if shallow else ()
                kept = f"+refs/heads/{self.name}:refs/publishing/{self.name}"
                self.git.run("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", *depth, "--", self.remote, kept)
                head = self.git.commit_named(f"refs/publishing/{self.name}")
        except GitError as error:
            raise RefusedError(str(error)) from error
        return head

    def advance(self, old: str | None, new: str) -> bool:
        """See Branch. What is pushed follows on ``old``, so that git takes it only from there."""
        try:
            self.git.run("push", "--quiet", "--", self.remote, f"{new}:refs/heads/{self.name}")
        except GitError as error:
            try:
                moved = self._there() != old
            except GitError:
                moved = False
            if not moved:
                raise RefusedError(str(error)) from error
            return False
        return True

    def _there(self) -> str | None:
        listed = self.git.text("ls-remote", "--", self.remote, f"refs/heads/{self.name}")
        return listed.split("\t")[0] or None

    def _is_here(self, commit: str) -> bool:
        try:
            # With all that it holds: a fetch that was killed may have left less.
            self.git.run("rev-list", "--objects", "--max-count=1", commit)
        except GitError:
            return False
        return self.git.commit_named(commit) is not None
