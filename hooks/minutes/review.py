"""What a change means: two archives compared, not the lines of two files.

Knows what a maintainer wants to know of a change, and when it only adds. Knows neither git nor how a review is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from minutes import diagnostics as codes
from minutes.archive import Archive, minutes_paths
from minutes.changes import MeetingChange, meeting_changes
from minutes.diagnostics import Diagnostic, Severity
from minutes.model import Meeting
from minutes.proposals import Evidence, histories
from minutes.reporters import message
from minutes.revisions import Change, FileChange
from minutes.rules import check
from minutes.strings import LOCALES, strings_for
from minutes.views.lens import Lens
from minutes.views.pieces import ReleaseView
from minutes.vocabulary import Status


@dataclass(frozen=True, slots=True)
class Sides:
    """What was compared: two commits by id, the later one None for the working tree, in a folder of the repository."""

    base: str
    head: str | None
    folder: str

    def shown(self, path: str) -> str:
        """A path below the folder as it is in the repository."""
        return f"{self.folder}/{path}" if self.folder else path


@dataclass(frozen=True, slots=True)
class StatusMove:
    """A proposal whose status moved; None before it was registered or after it was struck off.

    ``evidence`` is what the status now rests on.
    """

    proposal: str
    before: Status | None
    after: Status | None
    evidence: Evidence | None = None

    @property
    def release(self) -> str:
        """The project and version that shipped it, where the evidence names them, or empty."""
        release = self.evidence.release if self.evidence else None
        return f"{release.project} {release.version}" if release else ""

    @property
    def item(self) -> str:
        """The id of the agenda item that is the evidence, or empty."""
        return f"{self.evidence.meeting.id}#{self.evidence.anchor}" if self.evidence else ""


@dataclass(frozen=True, slots=True)
class UnknownPerson:
    """Somebody who appears for the first time and is not registered, with the ids of the meetings."""

    id: str
    name: str
    meetings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MissingTranslation:
    """A locale in which a new or changed meeting has no minutes."""

    meeting: str
    locale: str


@dataclass(frozen=True, slots=True)
class Review:
    """What a change means. ``other_files`` are the changed files that are more than new minutes."""

    meetings: tuple[MeetingChange, ...]
    statuses: tuple[StatusMove, ...]
    announced: tuple[ReleaseView, ...]
    withdrawn: tuple[ReleaseView, ...]
    people: tuple[UnknownPerson, ...]
    missing: tuple[MissingTranslation, ...]
    findings: tuple[Diagnostic, ...]
    files: tuple[FileChange, ...]
    other_files: tuple[FileChange, ...]

    @property
    def outdated(self) -> tuple[Diagnostic, ...]:
        """The new findings that say that a translation fell behind."""
        return tuple(found for found in self.findings if found.code == codes.TRANSLATION_OUTDATED)

    @property
    def grave(self) -> tuple[Diagnostic, ...]:
        """The new errors and warnings."""
        return tuple(found for found in self.findings if found.severity is not Severity.INFO)

    @property
    def additive(self) -> bool:
        """Whether the change is new minutes files and nothing else, and brings no error and no warning."""
        return bool(self.files) and not self.other_files and not self.grave


def review(before: Archive, after: Archive, files: Sequence[FileChange] = (), folder: str = "docs") -> Review:
    """What leads from one archive to another. ``files`` are all that differ in the repository, in whose ``folder``
    the archive lies.
    """
    prefix = f"{folder}/" if folder else ""
    minutes = {prefix + path for locale in after.locales for path in minutes_paths(after.documents, locale)}
    meetings = tuple(meeting_changes(before, after))
    return Review(
        meetings=meetings,
        statuses=tuple(_statuses(before, after)),
        announced=_releases(after, before),
        withdrawn=_releases(before, after),
        people=tuple(_people(before, after)),
        missing=tuple(_missing(after, meetings)),
        findings=tuple(_findings(before, after)),
        files=tuple(files),
        other_files=tuple(
            one for one in files if one.path not in minutes or one.change is not Change.ADDED or not one.regular
        ),
    )


def release_place(release: ReleaseView) -> str:
    """Where a release was announced: ``2022-07-28#news``, ``2022-07-28#agenda-2``."""
    return f"{release.meeting_id}#{release.anchor or 'news'}"


def _statuses(before: Archive, after: Archive) -> Iterator[StatusMove]:
    old, new = histories(before), histories(after)
    for proposal_id in dict.fromkeys([*new, *old]):
        was, now = old.get(proposal_id), new.get(proposal_id)
        if now is None or was is None or was.status is not now.status:
            yield StatusMove(
                proposal=proposal_id,
                before=was.status if was else None,
                after=now.status if now else None,
                evidence=now.deciding if now else None,
            )


def _releases(here: Archive, there: Archive) -> tuple[ReleaseView, ...]:
    """The releases that one archive announces and the other does not, oldest first."""
    known = {(release.project.id, release.version) for release in Lens(there, there.locales[0]).releases}
    found: dict[tuple[str, str], ReleaseView] = {}
    for release in reversed(Lens(here, here.locales[0]).releases):
        found.setdefault((release.project.id, release.version), release)
    return tuple(release for key, release in found.items() if key not in known)


def _people(before: Archive, after: Archive) -> Iterator[UnknownPerson]:
    registry = after.registry
    known = {registry.person(name).id for meeting in before.meetings for name in _names(meeting)}
    names: dict[str, str] = {}
    meetings: dict[str, dict[str, None]] = {}
    for meeting in after.meetings:
        for name in _names(meeting):
            person = registry.person(name).id
            if person not in known and not registry.knows_person(name):
                names.setdefault(person, name)
                meetings.setdefault(person, {})[meeting.id] = None
    return (UnknownPerson(person, name, tuple(meetings[person])) for person, name in names.items())


def _names(meeting: Meeting) -> Iterator[str]:
    """Everybody whom the minutes of a meeting name: attendees, presenters, who has something to do."""
    for minutes in meeting.minutes.values():
        yield from minutes.header.attendees
        for item in minutes.items:
            yield from item.presenters
            yield from (name for action in item.action_items for name in action.assignees)


def _missing(after: Archive, changes: Sequence[MeetingChange]) -> Iterator[MissingTranslation]:
    for change in changes:
        meeting = after.meeting(change.id)
        for locale in after.locales if meeting else ():
            if meeting and locale not in meeting.minutes:
                yield MissingTranslation(change.id, locale)


def _findings(before: Archive, after: Archive) -> Iterator[Diagnostic]:
    """The findings of the later archive that the earlier one lacks, whatever line they moved to."""
    known = Counter(map(_finding_key, check(before)))
    for found in check(after):
        key = _finding_key(found)
        if known[key]:
            known[key] -= 1
        else:
            yield found


def _finding_key(found: Diagnostic) -> tuple[str, str, str]:
    return found.code.code, found.path, message(found, strings_for(LOCALES[0]))
