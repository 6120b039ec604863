"""Which versions there are: their names, dates, aliases, and which is the newest.

The catalogue is mike's ``versions.json``, so that what knows mike knows these versions too. Knows nothing of git or of
pages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from mike.versions import VersionInfo, Versions

from minutes.command import RefusalError, last_day_of
from minutes.strings import LOCALES

LATEST, DEVELOPMENT = "latest", "dev"
"""The alias of the newest dated version, and the version that follows the main branch."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
RESERVED = frozenset({"versions", "versions.json", "index.html", "404.html", "sitemap.xml", *LOCALES})
"""Names of what stands beside the versions, and is ours."""


@dataclass(frozen=True, slots=True)
class Version:
    """A published version. ``as_of`` is None where it follows the archive, and where nobody can tell: that is so for
    what mike published under a name without a day.

    ``commit`` is what it was built from, ``built`` the tree that the build gave, before it was put among the others.
    """

    name: str
    title: str
    aliases: tuple[str, ...] = ()
    as_of: date | None = None
    commit: str = ""
    built: str = ""

    @property
    def follows_archive(self) -> bool:
        """Whether it shows all that there is, whenever it is built."""
        return self.name == DEVELOPMENT

    @property
    def order(self) -> tuple[date, str]:
        """The place among the versions in time: one that follows the archive comes last, an unknown one first."""
        return date.max if self.follows_archive else self.as_of or date.min, self.name


class Catalogue:
    """The versions of a site. Changing methods give a new catalogue."""

    def __init__(self, versions: Iterable[Version] = ()) -> None:
        self._by_name = {version.name: version for version in versions}

    @classmethod
    def loads(cls, text: bytes) -> Catalogue:
        """The catalogue that mike's JSON describes. Raises RefusalError for anything else."""
        try:
            return cls(_version(info) for info in Versions.loads(text))
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise RefusalError("publish.catalogue_invalid", reason=str(error)) from error

    def dumps(self) -> str:
        """Mike's JSON, in its order: the newest version first. The same catalogue gives the same text."""
        versions = Versions()
        for version in self:
            info = versions.add(version.name, version.title, version.aliases)
            info.properties = _properties(version)
        listed = [{**entry, "aliases": sorted(entry["aliases"])} for entry in versions.to_json()]
        return json.dumps(listed, indent=2, ensure_ascii=False) + "\n"

    def __iter__(self) -> Iterator[Version]:
        """In order of time."""
        return iter(sorted(self._by_name.values(), key=lambda version: version.order))

    def find(self, name: str) -> Version | None:
        """The version with a name or an alias."""
        return self._by_name.get(name) or next((one for one in self if name in one.aliases), None)

    @property
    def newest(self) -> Version | None:
        """The dated version of the latest day, or None where there is none."""
        dated = [version for version in self if version.as_of and not version.follows_archive]
        return dated[-1] if dated else None

    @property
    def names(self) -> dict[str, Version]:
        """The version under every name and alias."""
        aliases = {alias: version for version in self for alias in version.aliases}
        return self._by_name | aliases

    def including(self, version: Version) -> Catalogue:
        """With a version, in place of one of that name; the aliases that it has, others lose. ``latest`` follows.

        Raises RefusalError where a name would be a version and an alias, or ``latest`` not the newest.
        """
        taken = [alias for alias in version.aliases if alias in self._by_name or alias == version.name]
        if taken:
            raise RefusalError("publish.alias_is_version", alias=taken[0])
        owner = next((one for one in self if version.name in one.aliases), None)
        if owner:
            raise RefusalError("publish.version_is_alias", version=version.name, owner=owner.name)
        others = [_without_aliases(one, version.aliases) for one in self if one.name != version.name]
        found = Catalogue((*others, version)).settled()
        if found.newest and LATEST in version.aliases and found.newest.name != version.name:
            raise RefusalError("publish.latest_is_newest", version=found.newest.name)
        return found

    def excluding(self, name: str) -> Catalogue:
        """Without a version, or without an alias."""
        kept = [_without_aliases(one, (name,)) for one in self if one.name != name]
        return Catalogue(kept).settled()

    def settled(self) -> Catalogue:
        """With ``latest`` at the newest dated version; where none is dated, it stays where it is."""
        newest = self.newest
        if newest is None:
            return self
        cleared = {one.name: _without_aliases(one, (LATEST,)) for one in self}
        aliases = tuple(sorted((*cleared[newest.name].aliases, LATEST)))
        return Catalogue((cleared | {newest.name: replace(cleared[newest.name], aliases=aliases)}).values())


def checked_name(name: str) -> str:
    """A name that a version or an alias may have. Raises RefusalError."""
    if not _NAME.fullmatch(name) or name.lower() in RESERVED or ".." in name:
        raise RefusalError("publish.name_invalid", found=name)
    return name


def day_of_version(name: str, asked: str | None) -> date | None:
    """The day that a version shows: what was asked for, else what its name says; None follows the archive.

    Raises RefusalError for a name that tells no day and comes without one.
    """
    if asked:
        return last_day_of(asked)
    if name == DEVELOPMENT:
        return None
    try:
        return last_day_of(name)
    except RefusalError:
        raise RefusalError("publish.day_missing", version=name) from None


def _version(info: VersionInfo) -> Version:
    properties = info.properties if isinstance(info.properties, dict) else {}
    name, written = str(info.version), properties.get("as_of")
    try:
        as_of = None if name == DEVELOPMENT else last_day_of(str(written or name))
    except RefusalError:
        as_of = None
    made_of = {key: str(properties.get(key) or "") for key in ("commit", "built")}
    return Version(name, str(info.title), tuple(sorted(info.aliases)), as_of, **made_of)


def _properties(version: Version) -> dict[str, str | None]:
    as_of = version.as_of.isoformat() if version.as_of else None
    return {"as_of": as_of, "commit": version.commit, "built": version.built}


def _without_aliases(version: Version, aliases: Iterable[str]) -> Version:
    gone = frozenset(aliases)
    return replace(version, aliases=tuple(alias for alias in version.aliases if alias not in gone))
