"""One change of the branch that versions lie on: read where it stands, make what it should be, and move it on.

Everything that a change makes is made beside the branch. The one step that anybody can see moves the branch from the
commit that was read to the one that was made, and fails if it has moved: then the change is made again from there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from minutes import robots, security
from minutes.addresses import VERSIONS
from minutes.api.published import knowledge_of
from minutes.command import RefusalError
from minutes.root_files import is_ours
from minutes.views.versions import SiteVersion
from publishing import rootpages
from publishing.branches import Branch
from publishing.catalogue import LATEST, Catalogue, Version
from publishing.corrections import Current, Standing, pages_of
from publishing.git import FOLDER, Entry, Git
from publishing.rootpages import Words

CATALOGUE, HOME, SITEMAP, NOT_FOUND = "versions.json", "index.html", "sitemap.xml", "404.html"
_ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class Published:
    """What a branch holds: what stands at its root, and which versions. ``chosen`` is where somebody said that the home
    page leads, or None."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    catalogue: Catalogue = field(default_factory=Catalogue)
    chosen: str | None = None

    @property
    def default(self) -> str | None:
        """Where the home page leads: where somebody said, else to ``latest``, else to the last version."""
        if self.chosen and self.catalogue.find(self.chosen):
            return self.chosen
        last = next(iter(reversed(tuple(self.catalogue))), None)
        return LATEST if self.catalogue.find(LATEST) else last.name if last else None


@dataclass(frozen=True, slots=True)
class Site:
    """What pages outside a build need to know of the site: its address, its locales, and its words."""

    root: str
    locales: tuple[str, ...]
    words: Words

    @property
    def prefixes(self) -> tuple[tuple[str, str], ...]:
        """Each locale with the folder of its pages: none for the default one, which comes first."""
        return tuple((locale, f"{locale}/" if number else "") for number, locale in enumerate(self.locales))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a change: the commits before and after, equal where nothing had to change."""

    before: str | None
    after: str | None


Change = Callable[[Published], Published]
"""What a publication does to the versions. Called again when somebody else was first. Raises RefusalError."""


def read(git: Git, commit: str | None) -> Published:
    """What a branch holds at a commit. Raises RefusalError where that is no site, or its catalogue can't be read."""
    if commit is None:
        return Published()
    entries = git.entries(commit)
    if "mkdocs.yml" in entries:
        raise RefusalError("publish.branch_of_sources")
    catalogue = Catalogue.loads(git.content(entries[CATALOGUE].id)) if CATALOGUE in entries else Catalogue()
    home = git.content(entries[HOME].id).decode(errors="replace") if HOME in entries else ""
    return Published(entries, catalogue, rootpages.folder_chosen(home))


def change(git: Git, branch: Branch, site: Site, message: str, work: Change, *, pretend: bool = False) -> Outcome:
    """Make a change on a branch, all of it or nothing. With ``pretend``, make it and leave the branch where it is.

    Raises RefusalError, RefusedError and GitError.
    """
    for _ in range(_ATTEMPTS):
        before = branch.head()
        was = read(git, before)
        tree = completed(git, site, was, work(was))
        if before and git.text("rev-parse", f"{before}^{{tree}}") == tree:
            return Outcome(before, before)
        after = git.write_commit(tree, before, message)
        if pretend or branch.advance(before, after):
            return Outcome(before, after)
    raise RefusalError("publish.race_lost", n=_ATTEMPTS)


def including(git: Git, version: Version, folder: Path, *, overwrite: bool) -> Change:
    """A version is published: what a build of it left in a folder."""
    built = git.write_folder(folder)

    def work(was: Published) -> Published:
        check_free(git, was, version, overwrite=overwrite)
        there = was.catalogue.find(version.name)
        same = there is not None and there.built == built
        if there and there.as_of and not same and not overwrite:
            raise RefusalError("publish.version_exists", version=version.name)
        entries = was.entries if same else {**was.entries, version.name: Entry(FOLDER, built)}
        catalogue = was.catalogue.including(_kept(was, replace(version, built=built)))
        return replace(was, entries=entries, catalogue=catalogue)

    return work


def _kept(was: Published, version: Version) -> Version:
    """A version with the title that it is given or has, and the aliases that it is given and has."""
    there = was.catalogue.find(version.name)
    title = version.title or (there.title if there else version.name)
    had = [alias for alias in there.aliases if alias != LATEST] if there else []
    return replace(version, title=title, aliases=tuple(sorted({*version.aliases, *had})))


def check_free(git: Git, was: Published, version: Version, *, overwrite: bool) -> None:
    """Refuse what would take something else's place: a published version stays what it is, unless somebody says
    otherwise, or the new one is made of the same; one that follows the archive never goes back. Raises RefusalError."""
    for name in (version.name, *version.aliases):
        if name in was.entries and name not in was.catalogue.names:
            raise RefusalError("publish.name_taken", found=name)
    was.catalogue.including(version)
    there = was.catalogue.find(version.name)
    if there is None or overwrite:
        return
    if not there.follows_archive:
        if (there.as_of, there.commit) != (version.as_of, version.commit):
            raise RefusalError("publish.version_exists", version=version.name)
    elif there.commit != version.commit and git.is_ancestor(version.commit, there.commit):
        raise RefusalError("publish.version_newer", version=version.name, commit=there.commit[:12])


def excluding(names: tuple[str, ...], *, default_too: bool) -> Change:
    """Versions or aliases are taken away. What readers are led to is not, unless somebody says so."""

    def work(was: Published) -> Published:
        led_to = was.default and was.catalogue.find(was.default)
        for name in names:
            found = was.catalogue.find(name)
            if found is None:
                raise RefusalError("publish.version_unknown", version=name)
            if not default_too and led_to and name in (was.default, led_to.name):
                raise RefusalError("publish.version_is_default", version=name)
        catalogue = was.catalogue
        for name in names:
            catalogue = catalogue.excluding(name)
        if LATEST in names and (newest := catalogue.newest):
            raise RefusalError("publish.latest_is_newest", version=newest.name)
        return replace(was, catalogue=catalogue)

    return work


def leading_to(name: str) -> Change:
    """Readers are led to a version."""

    def work(was: Published) -> Published:
        if was.catalogue.find(name) is None:
            raise RefusalError("publish.version_unknown", version=name)
        return replace(was, chosen=name)

    return work


def completed(git: Git, site: Site, was: Published, now: Published) -> str:
    """The tree that follows from a change: with aliases, the pages beside the versions, and what versions say of each
    other. Raises RefusalError where a version has no folder."""
    gone = was.catalogue.names.keys() - {version.name for version in now.catalogue}
    entries = {name: entry for name, entry in now.entries.items() if name not in gone}
    for version in now.catalogue:
        if version.name not in entries or entries[version.name].mode != FOLDER:
            raise RefusalError("publish.folder_missing", version=version.name)
    entries |= _corrected(git, site, was, replace(now, entries=entries))
    entries |= {alias: entries[version.name] for version in now.catalogue for alias in version.aliases}
    files = _root_files(git, site, replace(now, entries=entries))
    written = git.write([text.encode() for text in files.values()])
    # What is ours and no longer made goes; what else somebody put there stays.
    unmade = dict.fromkeys(_beside(site) - files.keys())
    return git.with_files(git.write_tree(entries), unmade | dict(zip(files, written, strict=True)))


def _beside(site: Site) -> set[str]:
    """The files beside the versions that are made anew at each publication."""
    pages = {f"{prefix}{page}" for _, prefix in site.prefixes for page in (HOME, f"{VERSIONS}{HOME}")}
    return {NOT_FOUND, SITEMAP, *pages}


def _version_in(git: Git, published: Published, folder: str | None) -> Current | None:
    """The version that is read in a folder, or None."""
    version = published.catalogue.find(folder) if folder else None
    if version is None or folder is None or version.name not in published.entries:
        return None
    pages = pages_of(git.files(published.entries[version.name].id))
    return Current(version.name, version.title, folder, pages)


def _current(git: Git, published: Published) -> Current | None:
    """The version that readers and search engines are led to: ``latest``, or the default where there is none."""
    return _version_in(git, published, LATEST if published.catalogue.find(LATEST) else published.default)


def _corrected(git: Git, site: Site, was: Published, now: Published) -> dict[str, Entry]:
    """The folders of versions, saying how they stand now. Those that stand as they stood stay as they are."""
    current, before = _current(git, now), _current(git, was)
    if current is None:
        return {}
    entries: dict[str, Entry] = {}
    order = [version.name for version in now.catalogue]
    for version in now.catalogue:
        entry = now.entries[version.name]
        if current == before and was.entries.get(version.name) == entry:
            continue
        words = site.words.notice(
            _described(version),
            _described(now.catalogue.names[current.name]),
            older=order.index(version.name) < order.index(current.name),
        )
        standing = Standing(version.name, site.root, current, site.locales, words)
        entries[version.name] = Entry(FOLDER, _correct(git, standing, entry.id))
    return entries


def _correct(git: Git, standing: Standing, tree: str) -> str:
    pages = {path: blob for path, blob in git.files(tree).items() if path.endswith(".html")}
    changed: dict[str, bytes] = {}
    for path, content in zip(pages, git.contents(pages.values()), strict=True):
        # Bytes that are no UTF-8 come through as they are.
        text = content.decode(errors="surrogateescape")
        corrected = standing.correct(path, text).encode(errors="surrogateescape")
        if corrected != content:
            changed[path] = corrected
    blobs = git.write(list(changed.values()))
    return git.with_files(tree, dict(zip(changed, blobs, strict=True)))


def _described(version: Version) -> SiteVersion:
    return SiteVersion(
        version.name, version.title, version.aliases, version.as_of, follows_archive=version.follows_archive
    )


def _known(git: Git, published: Published, version: Version) -> SiteVersion:
    files = git.files(published.entries[version.name].id)

    def content(path: str) -> bytes | None:
        return git.content(files[path]) if path in files else None

    return replace(_described(version), knowledge=knowledge_of(content))


def _root_files(git: Git, site: Site, now: Published) -> dict[str, str]:
    """The files beside the versions, by path."""
    files = {CATALOGUE: now.catalogue.dumps(), ".nojekyll": ""}
    current, default = _current(git, now), now.default
    led_to = now.catalogue.find(default) if default else None
    if current is None or default is None or led_to is None:
        return files
    pages, shown = _texts(git, now, current.name), _texts(git, now, led_to.name)
    versions = [_known(git, now, version) for version in now.catalogue]
    for locale, prefix in site.prefixes:
        files[f"{prefix}{HOME}"] = site.words.way_in(default, locale, prefix, chosen=default == now.chosen)
        address = f"{prefix}{VERSIONS}"
        if shell := pages(f"{address}{HOME}"):
            content = site.words.versions(versions, current.name, locale, prefix)
            files[f"{address}{HOME}"] = rootpages.list_page(shell, address, current.folder, content, site.root)
    if sitemap := shown(SITEMAP):
        files[SITEMAP] = rootpages.root_sitemap(sitemap, led_to.name, default, site.root)
    if (sent := pages(security.FILE)) and _may_write(git, now, security.FILE):
        files[security.FILE] = sent
    if _may_write(git, now, robots.FILE):
        files[robots.FILE] = robots.robots(site.root)
    if page := pages(NOT_FOUND):
        files[NOT_FOUND] = rootpages.root_not_found(page, current.name, current.folder, site.root)
    return files


def _may_write(git: Git, published: Published, name: str) -> bool:
    """Whether a file beside the versions isn't there, or is one that we wrote."""
    there = published.entries.get(name)
    return there is None or is_ours(git.content(there.id).decode(errors="replace"))


def _texts(git: Git, published: Published, version: str) -> Callable[[str], str | None]:
    """What is in a version's files, by path."""
    blobs = git.files(published.entries[version].id)
    return lambda path: git.content(blobs[path]).decode() if path in blobs else None
