"""Git's objects, through its own commands: trees and blobs in and out, without a working tree.

Knows nothing of versions. Nothing here moves a ref, an index or a file of the repository that somebody works in.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

FILE, FOLDER = "100644", "040000"
"""The modes of entries in a tree."""
_PROGRAM, _LINK, _SUBMODULE = "100755", "120000", "160000"

# What a caller such as a git hook sets for a repository of its own.
_FOREIGN = ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX", "GIT_COMMON_DIR")


class GitError(Exception):
    """A git command failed; the text is what it said."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a tree holds under a name."""

    mode: str
    id: str


Tree = Mapping[str, Entry]
"""The entries of one folder, by name."""


class Git:
    """The repository that a folder belongs to. Methods raise GitError."""

    def __init__(self, folder: Path) -> None:
        self._environment = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
        self._folder = folder
        self._trees: dict[str, dict[str, Entry]] = {}
        # That of the repository itself, also below a working tree of its own: whoever locks it locks out all others.
        self.folder = Path(self.text("rev-parse", "--path-format=absolute", "--git-common-dir"))

    def run(self, *arguments: str, stdin: bytes = b"", **environment: str) -> bytes:
        """The output of a git command."""
        done = subprocess.run(  # noqa: S603 — arguments, never a shell
            ["git", *arguments],  # noqa: S607
            cwd=self._folder,
            input=stdin,
            capture_output=True,
            env={**self._environment, **environment},
            check=False,
        )
        if done.returncode:
            said = (done.stderr or done.stdout).decode(errors="replace").strip()
            raise GitError(said or f"git {arguments[0]}: {done.returncode}")
        return done.stdout

    def text(self, *arguments: str) -> str:
        """The output of a git command as text, without the last newline."""
        return self.run(*arguments).decode(errors="surrogateescape").rstrip("\n")

    def commit_named(self, name: str) -> str | None:
        """The id of the commit that a name stands for, or None."""
        try:
            return self.text("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        except GitError:
            return None

    def is_ancestor(self, older: str, newer: str) -> bool:
        """Whether a commit is the other one or comes before it."""
        try:
            self.run("merge-base", "--is-ancestor", older, newer)
        except GitError:
            return False
        return True

    def entries(self, tree: str) -> dict[str, Entry]:
        """What a tree holds, by name."""
        listed = self.run("ls-tree", "-z", "--full-tree", tree).decode(errors="surrogateescape")
        found: dict[str, Entry] = {}
        for line in filter(None, listed.split("\0")):
            facts, _, name = line.partition("\t")
            mode, _, entry_id = facts.split(" ")
            found[name] = Entry(mode, entry_id)
        return found

    def files(self, tree: str) -> dict[str, str]:
        """The blobs of every file below a tree, by path."""
        return {path: entry.id for path, entry in self._listed(tree).items()}

    def _listed(self, tree: str) -> dict[str, Entry]:
        # Under one id there is one tree for ever: what was listed once need not be listed again.
        if tree not in self._trees:
            listed = self.run("ls-tree", "-r", "-z", "--full-tree", tree).decode(errors="surrogateescape")
            lines = (line.partition("\t") for line in filter(None, listed.split("\0")))
            self._trees[tree] = {path: Entry(facts.split(" ")[0], facts.split(" ")[2]) for facts, _, path in lines}
        return self._trees[tree]

    def contents(self, blobs: Iterable[str]) -> Iterator[bytes]:
        """What is in each blob, in order."""
        # A file, for git would wait for its output to be read while we still write its input.
        with tempfile.TemporaryFile() as asked:
            asked.write("".join(f"{blob}\n" for blob in blobs).encode())
            asked.seek(0)
            command = ["git", "cat-file", "--batch"]
            with subprocess.Popen(  # noqa: S603 — as above
                command, cwd=self._folder, stdin=asked, stdout=subprocess.PIPE, env=self._environment
            ) as process:
                assert process.stdout is not None  # noqa: S101 — asked for above
                while head := process.stdout.readline():
                    name, *facts = head.decode().split()
                    if facts[:1] != ["blob"]:
                        raise GitError(f"cat-file: {name}")
                    yield process.stdout.read(int(facts[1]))
                    process.stdout.read(1)

    def content(self, blob: str) -> bytes:
        """What is in a blob."""
        return self.run("cat-file", "blob", blob)

    def write(self, contents: Sequence[bytes]) -> list[str]:
        """Keep contents as blobs, and return their ids in the same order."""
        with tempfile.TemporaryDirectory(dir=self.folder, prefix="publishing-") as folder:
            paths = [Path(folder, str(number)) for number in range(len(contents))]
            for path, content in zip(paths, contents, strict=True):
                path.write_bytes(content)
            listed = "".join(f"{path}\n" for path in paths).encode()
            return self.run("hash-object", "-w", "--no-filters", "--stdin-paths", stdin=listed).decode().split()

    def write_folder(self, folder: Path) -> str:
        """Keep every file below a folder, byte by byte, and return the id of its tree."""
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
        listed = "".join(f"{path}\n" for path in paths).encode(errors="surrogateescape")
        # Without filters: no attribute or newline setting of the machine changes what is kept.
        blobs = self.run("hash-object", "-w", "--no-filters", "--stdin-paths", stdin=listed).decode().split()
        names = [path.relative_to(folder).as_posix() for path in paths]
        return self.with_files(self.write_tree({}), dict(zip(names, blobs, strict=True)))

    def write_out(self, commit: str, folder: Path) -> None:
        """Write the files of a commit into a folder, byte by byte, whatever the settings of the machine."""
        modes = self._listed(commit)
        blobs = {path: entry.id for path, entry in modes.items() if entry.mode != _SUBMODULE}
        for path, content in zip(blobs, self.contents(blobs.values()), strict=True):
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if modes[path].mode == _LINK:
                target.symlink_to(content.decode(errors="surrogateescape"))
                continue
            target.write_bytes(content)
            if modes[path].mode == _PROGRAM:
                target.chmod(0o755)

    def with_files(self, tree: str, blobs: Mapping[str, str | None]) -> str:
        """A tree in which the files at some paths are other blobs, or, for None, are not there."""
        if not blobs:
            return tree
        lines = "".join(f"{FILE if blob else 0} {blob or '0' * len(tree)}\t{path}\0" for path, blob in blobs.items())
        with self._index() as index:
            self.run("read-tree", tree, GIT_INDEX_FILE=index)
            listed = lines.encode(errors="surrogateescape")
            self.run("update-index", "-z", "--add", "--replace", "--index-info", stdin=listed, GIT_INDEX_FILE=index)
            return self.run("write-tree", GIT_INDEX_FILE=index).decode().strip()

    def write_tree(self, entries: Tree) -> str:
        """Keep a tree, and return its id."""
        kinds = {FOLDER: "tree", _SUBMODULE: "commit"}
        lines = "".join(
            f"{entry.mode} {kinds.get(entry.mode, 'blob')} {entry.id}\t{name}\0" for name, entry in entries.items()
        )
        return self.run("mktree", "-z", stdin=lines.encode(errors="surrogateescape")).decode().strip()

    def write_commit(self, tree: str, parent: str | None, message: str) -> str:
        """Keep a commit, and return its id. No ref leads to it yet."""
        parents = ("-p", parent) if parent else ()
        return self.run("commit-tree", tree, *parents, "-F", "-", stdin=message.encode()).decode().strip()

    def _index(self) -> _Index:
        return _Index(self.folder)


class _Index(tempfile.TemporaryDirectory[str]):
    """The place of an index of our own, away from that of the working tree."""

    def __init__(self, folder: Path) -> None:
        super().__init__(dir=folder, prefix="publishing-")

    def __enter__(self) -> str:
        return str(Path(super().__enter__(), "index"))
