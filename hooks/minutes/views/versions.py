"""The versions of the site: which there are, and what each one brought that the one before it did not know.

Knows what two versions say, not where they lie: addresses are those below the folder of a version.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import TypeVar

from minutes import addresses
from minutes.vocabulary import Status

_T = TypeVar("_T")

Titles = Mapping[str, str]
"""A title by locale."""


@dataclass(frozen=True, slots=True)
class KnownProposal:
    """A proposal as a version shows it; ``status`` is None where nothing shows one."""

    titles: Titles
    status: Status | None


@dataclass(frozen=True, slots=True)
class KnownRelease:
    """A release as a version shows it: the project's id and name, and the version without a leading v."""

    project: str
    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a version says, as far as two are compared: by the ids of the data API."""

    meetings: Mapping[str, Titles] = field(default_factory=dict)
    proposals: Mapping[str, KnownProposal] = field(default_factory=dict)
    releases: Mapping[str, KnownRelease] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SiteVersion:
    """A version of the site. ``as_of`` is None where it follows the archive and where nobody can tell; ``knowledge`` is
    None where it can't be read."""

    name: str
    title: str
    aliases: tuple[str, ...]
    as_of: date | None
    knowledge: Knowledge | None = None
    follows_archive: bool = False


@dataclass(frozen=True, slots=True)
class Linked:
    """Some words that lead to an address below the version's folder."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class StatusMove:
    """A proposal whose status is another one than before; ``before`` is None where it is new."""

    proposal: Linked
    before: Status | None
    after: Status


@dataclass(frozen=True, slots=True)
class VersionEntry:
    """A version of the list. ``since`` names the one before it, which it is compared with, or is empty.

    ``gone`` are the titles of meetings that the one before it has and it has not.
    """

    version: SiteVersion
    since: str
    meetings: tuple[Linked, ...] = ()
    statuses: tuple[StatusMove, ...] = ()
    releases: tuple[Linked, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def unchanged(self) -> bool:
        """Whether it says what the one before it says."""
        return not (self.meetings or self.statuses or self.releases or self.gone)


def versions_list(versions: Sequence[SiteVersion], locale: str) -> tuple[VersionEntry, ...]:
    """The versions, which are given in order of time, from the newest to the oldest."""
    nothing = SiteVersion("", "", (), None, Knowledge())
    return tuple(_entry(before, version, locale) for before, version in pairwise((nothing, *versions)))[::-1]


def _entry(before: SiteVersion, version: SiteVersion, locale: str) -> VersionEntry:
    was, now = before.knowledge, version.knowledge
    if was is None or now is None:
        return VersionEntry(version, since="")
    return VersionEntry(
        version,
        since=before.name,
        meetings=tuple(
            Linked(_title(titles, locale), addresses.meeting(meeting))
            for meeting, titles in _new(was.meetings, now.meetings)
        ),
        statuses=tuple(_moves(was, now, locale)),
        releases=tuple(
            Linked(f"{one.name} v{one.version}", addresses.release(one.project, one.version))
            for _, one in _new(was.releases, now.releases)
        ),
        gone=tuple(_title(titles, locale) for _, titles in _new(now.meetings, was.meetings)),
    )


def _new(was: Mapping[str, _T], now: Mapping[str, _T]) -> Iterable[tuple[str, _T]]:
    return ((key, value) for key, value in now.items() if key not in was)


def _moves(was: Knowledge, now: Knowledge, locale: str) -> Iterator[StatusMove]:
    for proposal_id, proposal in now.proposals.items():
        known = was.proposals.get(proposal_id)
        before = known.status if known else None
        if proposal.status and proposal.status is not before:
            words = Linked(_title(proposal.titles, locale), addresses.proposal(proposal_id))
            yield StatusMove(words, before, proposal.status)


def _title(titles: Titles, locale: str) -> str:
    return titles.get(locale) or next(iter(titles.values()), "")
