"""What the command is asked to do, step by step: which versions, built from what, onto which branch."""

from __future__ import annotations

import json
import os
import re
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from filelock import FileLock, Timeout
from mkdocs.utils.yaml import yaml_load

from minutes.command import RefusalError
from minutes.settings import settings_of
from minutes.strings import Strings
from publishing import builds, publication
from publishing.branches import Branch, LocalBranch, RemoteBranch
from publishing.builds import Recipe, Source
from publishing.catalogue import DEVELOPMENT, LATEST, Version, checked_name, day_of_version
from publishing.git import Git, GitError
from publishing.publication import Change, Outcome, Published, Site
from publishing.rootpages import Words

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_GITHUB = re.compile(r"(?:https://|ssh://git@|git@)github\.com[:/]([^/]+)/([^/]+?)(?:\.git)?/?")
_NEEDS: Mapping[str, tuple[str, ...]] = {
    "title": ("version",),
    "alias": ("version",),
    "as_of": ("version", "rebuild"),
    "overwrite": ("version", "rebuild"),
    "plan": ("version", "rebuild"),
    "build_only": ("version", "rebuild"),
    "parts": ("version", "rebuild"),
    "dry_run": ("version", "rebuild", "delete", "set_default"),
    "default_too": ("delete",),
    "locale": ("build_only",),
}
"""The options that mean something only with another one."""
_WRITTEN = {"parts": "--from", "version": "VERSION"}
LOCK_SECONDS = 600
"""How long a publication waits for another one on this machine."""


def check(options: Namespace) -> None:
    """Refuse what means nothing, before anything is done. Raises RefusalError."""
    actions = [name for name in ("list", "delete", "set_default", "rebuild") if getattr(options, name)]
    if bool(options.version) == bool(actions):
        raise RefusalError("publish.nothing_asked")
    for name, others in _NEEDS.items():
        if getattr(options, name) and not any(getattr(options, other) for other in others):
            other = actions[0] if actions else "version"
            raise RefusalError("publish.not_together", one=_written(name), other=_written(other))
    for name in (options.version, *options.alias):
        if name is not None:
            checked_name(name)
    if options.version == LATEST:
        raise RefusalError("publish.name_invalid", found=LATEST)
    if options.version == DEVELOPMENT and options.as_of:
        raise RefusalError("publish.dev_has_no_day")
    if not (options.title or "").isprintable():
        raise RefusalError("publish.title_invalid")
    if not re.fullmatch(r"(?!-)[\w./-]+", options.branch) or ".." in options.branch:
        raise RefusalError("publish.branch_invalid", found=options.branch)


def _written(name: str) -> str:
    """An option as it is written."""
    return _WRITTEN.get(name, f"--{name.replace('_', '-')}")


class Task:
    """One call of the command. ``options`` are those of ``publish_version.py``."""

    def __init__(self, options: Namespace, strings: Strings) -> None:
        self._options, self._strings = options, strings
        check(options)
        folders = (Path.cwd(), *Path.cwd().parents)
        project = next((folder for folder in folders if (folder / "mkdocs.yml").is_file()), None)
        if project is None:
            raise RefusalError("publish.no_project")
        try:
            self._git = Git(project)
        except (GitError, FileNotFoundError):
            raise RefusalError("publish.no_repository") from None
        kind = RemoteBranch if options.push else LocalBranch
        self._branch: Branch = kind(self._git, options.branch, options.remote)

    def run(self) -> None:
        """Do it. Raises RefusalError, BuildError, RefusedError and GitError."""
        options = self._options
        if options.list:
            self._list()
        elif options.plan:
            self._plan()
        elif options.build_only:
            with TemporaryDirectory() as folder:
                self._build(self._written_out(Path(folder)), options.build_only)
        else:
            with self._locked() as folder:
                self._change(folder)

    # Which versions.

    def _list(self) -> None:
        published = publication.read(self._git, self._branch.head())
        for version in reversed(tuple(published.catalogue)):
            mark = "*" if published.default in (version.name, *version.aliases) else " "
            columns = (mark, f"{version.name:<10}", f"{version.as_of or '-'!s:<10}", version.commit[:10] or "-")
            print(*columns, ",".join(version.aliases) or "-", version.title)

    @cached_property
    def _versions(self) -> list[Version]:
        """The versions that are to be built: the one that was named, or those that are built anew."""
        options = self._options
        if not options.rebuild:
            day = day_of_version(options.version, options.as_of)
            return [Version(options.version, options.title or "", tuple(options.alias), day, self._commit)]
        catalogue = publication.read(self._git, self._branch.head()).catalogue
        names = [one.name for one in catalogue] if options.rebuild == ["all"] else options.rebuild
        found: dict[str, Version] = {}
        for name in names:
            version = catalogue.find(name)
            if version is None:
                raise RefusalError("publish.version_unknown", version=name)
            # Nobody knows the day of what mike published under another kind of name, unless somebody says it.
            day = version.as_of or day_of_version(version.name, options.as_of)
            found[version.name] = replace(version, as_of=day, commit=self._commit)
        if not found:
            raise RefusalError("publish.no_versions")
        return list(found.values())

    def _recipes(self) -> list[Recipe]:
        return [Recipe(one.name, one.as_of, one.commit, self._root) for one in self._versions]

    # What they are built from.

    @cached_property
    def _commit(self) -> str:
        commit = self._git.commit_named(self._options.commit)
        if commit is None:
            raise RefusalError("publish.commit_unknown", found=self._options.commit)
        return commit

    @cached_property
    def _configuration(self) -> str:
        """The text of the commit's ``mkdocs.yml``."""
        return self._git.text("show", f"{self._commit}:./mkdocs.yml")

    @cached_property
    def _root(self) -> str:
        """The address of the site, with a slash at its end."""
        asked = os.environ.get("SITE_URL", "")
        configured = yaml_load(self._configuration).get("site_url") or ""
        address = asked or configured
        if not asked and urlsplit(address).hostname in (*_LOOPBACK, None):
            address = self._address_on_github()
        if urlsplit(address).scheme not in ("http", "https"):
            raise RefusalError("publish.address_unknown")
        return f"{address.rstrip('/')}/"

    def _address_on_github(self) -> str:
        """Where GitHub shows the site of the remote repository, or nothing where it lies elsewhere."""
        try:
            found = _GITHUB.fullmatch(self._git.text("remote", "get-url", self._options.remote))
        except GitError:
            found = None
        if not found:
            return ""
        owner, name = found[1].lower(), found[2]
        return f"https://{owner}.github.io/" + ("" if name.lower() == f"{owner}.github.io" else f"{name}/")

    def _written_out(self, folder: Path) -> Source:
        if self._git.text("status", "--porcelain", "--untracked-files=no"):
            self._say("publish.uncommitted")
        return builds.write_out(self._git, self._commit, folder, self._inside)

    @cached_property
    def _inside(self) -> PurePosixPath:
        """Where the project lies in its repository."""
        return PurePosixPath(self._git.text("rev-parse", "--show-prefix") or ".")

    # How they are built.

    def _plan(self) -> None:
        locales = settings_of(self._configuration).locales
        parts = [{"version": one.version, "locale": locale} for one in self._recipes() for locale in locales]
        print(json.dumps({"include": parts}))

    def _build(self, source: Source, folder: Path) -> None:
        def say(recipe: Recipe, locale: str) -> None:
            self._say("publish.building", version=recipe.version, locale=locale)

        locales = self._options.locale or source.locales
        for locale in locales:
            if locale not in source.locales:
                raise RefusalError("build.locale_unknown", found=locale, known=", ".join(source.locales))
        builds.build_parts(source, self._recipes(), locales, folder, say)

    # What becomes of the branch.

    def _change(self, folder: Path) -> None:
        options = self._options
        (sources := folder / "source").mkdir()
        source = self._written_out(sources)
        custom = yaml_load(self._configuration)["theme"]["custom_dir"]
        site = Site(self._root, source.locales, Words(source.folder / custom / "fragments"))
        if options.delete:
            works = [publication.excluding(tuple(options.delete), default_too=options.default_too)]
            message = f"Delete {', '.join(options.delete)}"
        elif options.set_default:
            works, message = [publication.leading_to(options.set_default)], f"Lead to {options.set_default}"
        else:
            works = self._built(source, folder)
            message = f"Publish {', '.join(one.version for one in self._recipes())} from {self._commit[:12]}"

        def work(was: Published) -> Published:
            for each in works:
                was = each(was)
            return was

        outcome = publication.change(self._git, self._branch, site, message, work, pretend=options.dry_run)
        self._report(outcome)

    def _built(self, source: Source, folder: Path) -> list[Change]:
        """Every version built, as a change of the branch."""
        options = self._options
        versions, overwrite = self._versions, bool(options.overwrite or options.rebuild)
        was = publication.read(self._git, self._branch.head())
        for version in versions:
            publication.check_free(self._git, was, version, overwrite=overwrite)
        parts = options.parts or folder / "parts"
        if not options.parts:
            self._build(source, parts)
        works: list[Change] = []
        for version, recipe in zip(versions, self._recipes(), strict=True):
            whole = folder / "whole" / version.name
            builds.put_together(recipe, source.locales, parts, whole)
            works.append(publication.including(self._git, version, whole, overwrite=overwrite))
        return works

    def _report(self, outcome: Outcome) -> None:
        if outcome.before == outcome.after:
            self._say("publish.unchanged", branch=self._options.branch)
            return
        before = outcome.before or self._git.write_tree({})
        changed = self._git.text("diff-tree", "-r", "--name-only", "--no-renames", "-z", before, str(outcome.after))
        counts: dict[str, int] = {}
        for path in filter(None, changed.split("\0")):
            name = path.partition("/")[0] if "/" in path else "."
            counts[name] = counts.get(name, 0) + 1
        for name, count in sorted(counts.items()):
            self._say("publish.changed", name=name, n=count)
        key = "publish.would" if self._options.dry_run else "publish.done"
        self._say(key, branch=self._options.branch, commit=str(outcome.after)[:12])
        if not self._options.push and not self._options.dry_run:
            self._say("publish.not_pushed", remote=self._options.remote, branch=self._options.branch)

    # Where the branch lies, and who else is there.

    @contextmanager
    def _locked(self) -> Iterator[Path]:
        """A folder for what is made on the way, while no other publication of this repository runs."""
        lock = FileLock(self._git.folder / "publishing.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            self._say("publish.waiting")
            try:
                lock.acquire(timeout=LOCK_SECONDS)
            except Timeout:
                raise RefusalError("publish.locked", seconds=LOCK_SECONDS) from None
        folder = builds.scratch(self._git)
        try:
            yield folder
        finally:
            builds.clear(self._git)
            lock.release()

    def _say(self, key: str, **values: object) -> None:
        # In one piece: parts are built side by side.
        sys.stderr.write(f"{self._strings(key, **values)}\n")
        sys.stderr.flush()
