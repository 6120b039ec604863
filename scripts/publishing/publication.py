"""One change of the branch that versions lie on: read where it stands, make what it should be, and move it on.

Everything that a change makes is made beside the branch. The one step that anybody can see moves the branch from the
commit that was read to the one that was made, and fails if it has moved: then the change is made again from there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from minutes.api.published import knowledge_of
from minutes.command import RefusalError
from minutes.views.versions import SiteVersion
from publishing import rootpages
from publishing.branches import Branch
from publishing.catalogue import LATEST, Catalogue, Version
from publishing.corrections import Current, Standing, pages_of
from publishing.git import FILE, FOLDER, Entry, Git
from publishing.rootpages import LIST, Words

CATALOGUE = "versions.json"
_ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class Published:
    """What a branch holds: what stands at its root, and which versions. ``default`` is where its home page leads."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    catalogue: Catalogue = field(default_factory=Catalogue)
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """What pages outside a build need to know of the site: its address, its locales, and its words."""

    root: str
    locales: tuple[str, ...]
    words: Words


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a change: the commits before and after, equal where nothing had to change."""

    before: str | None
    after: str | None
    published: Published


Change = Callable[[Published], Published]
"""What a publication does to the versions. Called again when somebody else was first. Raises RefusalError."""


def read(git: Git, commit: str | None) -> Published:
    """What a branch holds at a commit. Raises RefusalError where its catalogue can't be read."""
    if commit is None:
        return Published()
    entries = git.entries(commit)
    text = git.content(entries[CATALOGUE].id).decode(errors="replace") if CATALOGUE in entries else "[]"
    catalogue = Catalogue.loads(text)
    home = git.content(entries["index.html"].id).decode(errors="replace") if "index.html" in entries else ""
    default = rootpages.folder_led_to(home)
    return Published(entries, catalogue, default if default and catalogue.find(default) else None)


def change(git: Git, branch: Branch, site: Site, message: str, work: Change, *, pretend: bool = False) -> Outcome:
    """Make a change on a branch, all of it or nothing. With ``pretend``, make it and leave the branch where it is.

    Raises RefusalError, RefusedError and GitError.
    """
    for _ in range(_ATTEMPTS):
        before = branch.head()
        was = read(git, before)
        now = completed(git, site, was, work(was))
        tree = git.write_tree(now.entries)
        if before and git.text("rev-parse", f"{before}^{{tree}}") == tree:
            return Outcome(before, before, now)
        after = git.write_commit(tree, before, message)
        if pretend or branch.advance(before, after):
            return Outcome(before, after, now)
    raise RefusalError("publish.race_lost", n=_ATTEMPTS)


def including(git: Git, version: Version, folder: Path, *, overwrite: bool) -> Change:
    """A version is published: what a build of it left in a folder."""
    tree = git.write_folder(folder)

    def work(was: Published) -> Published:
        check_free(was, version, overwrite=overwrite)
        entries = {**was.entries, version.name: Entry(FOLDER, tree)}
        return replace(was, entries=entries, catalogue=was.catalogue.including(_kept(was, version)))

    return work


def _kept(was: Published, version: Version) -> Version:
    """A version with the title that it is given or has, and the aliases that it is given and has."""
    there = was.catalogue.find(version.name)
    title = version.title or (there.title if there else version.name)
    aliases = {*version.aliases, *(there.aliases if there else ())} - {LATEST}
    return replace(version, title=title, aliases=tuple(sorted(aliases)))


def check_free(was: Published, version: Version, *, overwrite: bool) -> None:
    """A published version stays what it is, unless somebody says otherwise, it follows the archive, or the new one is
    made of the same. Raises RefusalError."""
    there = was.catalogue.find(version.name)
    same = there and (there.as_of, there.commit) == (version.as_of, version.commit)
    if there and there.as_of and not same and not overwrite:
        raise RefusalError("publish.version_exists", version=version.name)


def excluding(names: tuple[str, ...], *, default_too: bool) -> Change:
    """Versions or aliases are taken away. What readers are led to is not, unless somebody says so."""

    def work(was: Published) -> Published:
        catalogue = was.catalogue
        for name in names:
            found = catalogue.find(name)
            if found is None:
                raise RefusalError("publish.version_unknown", version=name)
            current = was.default and was.catalogue.find(was.default)
            if not default_too and (name == was.default or (current and current.name == name)):
                raise RefusalError("publish.version_is_default", version=name)
            catalogue = catalogue.excluding(name)
        return replace(was, catalogue=catalogue)

    return work


def leading_to(name: str) -> Change:
    """Readers are led to a version."""

    def work(was: Published) -> Published:
        if was.catalogue.find(name) is None:
            raise RefusalError("publish.version_unknown", version=name)
        return replace(was, default=name)

    return work


def completed(git: Git, site: Site, was: Published, now: Published) -> Published:
    """What follows from a change: aliases, the pages beside the versions, and what versions say of each other."""
    if now.default is None or now.catalogue.find(now.default) is None:
        newest = now.catalogue.newest
        last = next(reversed(tuple(now.catalogue)), None)
        now = replace(now, default=LATEST if newest else last.name if last else None)
    gone = {*was.catalogue.names, *_beside(site)} - {version.name for version in now.catalogue}
    entries = {name: entry for name, entry in now.entries.items() if name not in gone}
    entries |= _corrected(git, site, was, replace(now, entries=entries))
    entries |= {alias: entries[version.name] for version in now.catalogue for alias in version.aliases}
    files = _root_files(git, site, replace(now, entries=entries))
    return replace(now, entries=entries | _written(git, files))


def _beside(site: Site) -> set[str]:
    """The names of what is made anew at each publication."""
    return {"index.html", "404.html", "sitemap.xml", "versions", *site.locales}


def _current(git: Git, published: Published) -> Current | None:
    """The version that readers are led to: the one that ``latest`` names, else the default."""
    catalogue = published.catalogue
    folder = LATEST if catalogue.find(LATEST) else published.default
    version = catalogue.find(folder) if folder else None
    if version is None or folder is None or version.name not in published.entries:
        return None
    pages = pages_of(git.files(published.entries[version.name].id))
    return Current(version.name, version.title, folder, pages)


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
    return SiteVersion(version.name, version.title, version.aliases, version.as_of, None)


def _known(git: Git, published: Published, version: Version) -> SiteVersion:
    files = git.files(published.entries[version.name].id)

    def content(path: str) -> bytes | None:
        return git.content(files[path]) if path in files else None

    return replace(_described(version), knowledge=knowledge_of(content))


def _root_files(git: Git, site: Site, now: Published) -> dict[str, str]:
    """The files beside the versions, by path."""
    files = {CATALOGUE: now.catalogue.dumps(), ".nojekyll": ""}
    current = _current(git, now)
    if current is None or now.default is None:
        return files
    blobs = git.files(now.entries[current.name].id)

    def text(path: str) -> str | None:
        return git.content(blobs[path]).decode() if path in blobs else None

    versions = [_known(git, now, version) for version in now.catalogue]
    for locale, prefix in rootpages.locale_prefixes(site.locales):
        files[f"{prefix}index.html"] = rootpages.way_in(now.default, prefix, "../" * prefix.count("/"))
        address = f"{prefix}{LIST}"
        if shell := text(f"{address}index.html"):
            content = site.words.versions(versions, current.name, locale, prefix)
            files[f"{address}index.html"] = rootpages.list_page(shell, address, current.folder, content, site.root)
    if sitemap := text("sitemap.xml"):
        files["sitemap.xml"] = rootpages.root_sitemap(sitemap, current.name, current.folder, site.root)
    if page := text("404.html"):
        files["404.html"] = rootpages.root_not_found(page, current.name, current.folder, site.root)
    return files


def _written(git: Git, files: Mapping[str, str]) -> dict[str, Entry]:
    """The entries of the root that hold these files."""
    blobs = dict(zip(files, git.write([text.encode() for text in files.values()]), strict=True))
    folders: dict[str, dict[str, str]] = {}
    found: dict[str, Entry] = {}
    for path, blob in blobs.items():
        name, _, rest = path.partition("/")
        if rest:
            folders.setdefault(name, {})[rest] = blob
        else:
            found[name] = Entry(FILE, blob)
    empty = git.write_tree({})
    return found | {name: Entry(FOLDER, git.with_files(empty, rest)) for name, rest in folders.items()}
