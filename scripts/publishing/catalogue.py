"""Which versions there are: their names, dates, aliases, and which is the newest.

The catalogue is mike's ``versions.json``, so that what knows mike knows these versions too. Knows nothing of git or of
pages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from mike.versions import VersionInfo, Versions

from minutes.command import RefusalError, last_day_of
from minutes.strings import LOCALES

LATEST, DEVELOPMENT = "latest", "dev"
"""The alias of the newest dated version, and the version that follows the main branch."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
# Names of what stands beside the versions.
_TAKEN = frozenset({"versions", "assets", "index.html", "404.html", "sitemap.xml", "robots.txt", "versions.json"})


@dataclass(frozen=True, slots=True)
class Version:
    """A published version. ``as_of`` is None where it follows the archive; ``commit`` is what it was built from."""

    name: str
    title: str
    aliases: tuple[str, ...] = ()
    as_of: date | None = None
    commit: str = ""

    @property
    def order(self) -> tuple[date, str]:
        """The place among the versions in time: one that follows the archive comes last."""
        return self.as_of or date.max, self.name


class Catalogue:
    """The versions of a site. Changing methods give a new catalogue."""

    def __init__(self, versions: Iterable[Version] = ()) -> None:
        self._by_name = {version.name: version for version in versions}

    @classmethod
    def loads(cls, text: str) -> Catalogue:
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

    def __len__(self) -> int:
        return len(self._by_name)

    def find(self, name: str) -> Version | None:
        """The version with a name or an alias."""
        return self._by_name.get(name) or next((one for one in self if name in one.aliases), None)

    @property
    def newest(self) -> Version | None:
        """The dated version of the latest day, or None where there is none."""
        return next((version for version in reversed(tuple(self)) if version.as_of), None)

    @property
    def names(self) -> dict[str, Version]:
        """The version under every name and alias."""
        aliases = {alias: version for version in self for alias in version.aliases}
        return self._by_name | aliases

    def including(self, version: Version) -> Catalogue:
        """With a version, in place of one of that name; the aliases that it has, others lose. ``latest`` follows."""
        if any(alias in self._by_name for alias in version.aliases):
            raise RefusalError("publish.alias_is_version", alias=next(filter(self._by_name.get, version.aliases)))
        owner = next((one for one in self if version.name in one.aliases), None)
        if owner:
            raise RefusalError("publish.version_is_alias", version=version.name, owner=owner.name)
        others = [_without_aliases(one, frozenset(version.aliases)) for one in self if one.name != version.name]
        return Catalogue((*others, version)).settled()

    def excluding(self, name: str) -> Catalogue:
        """Without a version, or without an alias."""
        kept = [_without_aliases(one, frozenset((name,))) for one in self if one.name != name]
        return Catalogue(kept).settled()

    def settled(self) -> Catalogue:
        """With ``latest`` at the newest dated version."""
        newest = self.newest
        cleared = [_without_aliases(one, frozenset((LATEST,))) for one in self]
        return Catalogue(
            Version(one.name, one.title, tuple(sorted((*one.aliases, LATEST))), one.as_of, one.commit)
            if newest and one.name == newest.name and LATEST not in self._by_name
            else one
            for one in cleared
        )


def checked_name(name: str) -> str:
    """A name that a version or an alias may have. Raises RefusalError."""
    if not _NAME.fullmatch(name) or name.lower() in _TAKEN or name.lower() in LOCALES or ".." in name:
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
    try:
        as_of = date.fromisoformat(properties.get("as_of") or "")
    except (TypeError, ValueError):
        as_of = None
    commit = str(properties.get("commit") or "")
    return Version(
        str(info.version),
        str(info.title),
        tuple(sorted(info.aliases)),
        as_of,
        commit,
    )


def _properties(version: Version) -> dict[str, str | None]:
    return {"as_of": version.as_of.isoformat() if version.as_of else None, "commit": version.commit}


def _without_aliases(version: Version, aliases: frozenset[str]) -> Version:
    kept = tuple(alias for alias in version.aliases if alias not in aliases)
    return Version(version.name, version.title, kept, version.as_of, version.commit)
