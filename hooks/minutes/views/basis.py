"""What views follow from: by a digest of that, what becomes of a view is known before the view is.

A meeting is shown by its minutes in all locales, by the registry, and by how the proposals stand that it speaks of or
ships; nothing else of the archive is in ``Lens.meeting``, its items and its releases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from minutes.archive import Archive
from minutes.model import Meeting, Minutes
from minutes.outlines import digested, outlined
from minutes.proposals import Evidence, History
from minutes.translations import item_states
from minutes.values import digest
from minutes.views.entries import Entry, ProposalNews
from minutes.views.feeds import Feed
from minutes.views.lens import Lens


class Basis:
    """Of the views of one lens."""

    def __init__(self, lens: Lens) -> None:
        self._lens = lens
        self._meetings: dict[str, bytes] = {}

    def of_meeting(self, meeting: Meeting) -> bytes:
        """What the lens shows of a meeting follows from this, and so does whatever else the minutes say."""
        if meeting.id not in self._meetings:
            told = self._lens.proposals_at(meeting)
            statuses = self._statuses({one for ids in told.values() for one in ids})
            minutes = [(locale, digested(one)) for locale, one in sorted(meeting.minutes.items())]
            self._meetings[meeting.id] = digest(minutes, meeting.source, told, statuses, self._shared)
        return self._meetings[meeting.id]

    def of_content(self, meeting: Meeting) -> bytes:
        """What the lens shows of a meeting follows from this, but for how its translation stands.

        Minutes in another locale show no text of theirs, unless they have items that are not in these.
        """
        told, here = self._lens.proposals_at(meeting), meeting.in_locale(self._lens.locale)
        anchors = {item.anchor for item in here.items}
        marks = [
            (locale, outlined(one) if one is not here and anchors.issuperset(_anchors(one)) else digested(one))
            for locale, one in sorted(meeting.minutes.items())
        ]
        return digest(marks, meeting.source, told, self._shared)

    def of_history(self, history: History) -> bytes:
        """What the minutes and the registry say of a proposal follows from this."""
        evidence = list(_evidence(history))
        items = [(each.meeting.id, each.anchor) for each in evidence]
        return digest(history.proposal.id, items, [self.of_meeting(each.meeting) for each in evidence], self._shared)

    def of_dossier(self, history: History) -> bytes:
        """The dossier of a proposal follows from this, and so does the card of its page."""
        items = [(each.meeting.id, each.anchor) for each in _evidence(history)]
        tasks = {task for item in items for task in self._lens.tasks_by_item.get(item, ())}
        told = list(self._tasks(sorted(tasks)))
        return digest(self.of_history(history), self._days, told, self._lens.shipped_with.get(history.proposal.id))

    def of_outlines(self) -> bytes:
        """What sums up all meetings follows from this, if none of their texts is shown, nor how translations stand, for
        which every line counts."""
        return self._outlines

    def of_translations(self) -> bytes:
        """How translations stand follows from this."""
        return self._translations

    @cached_property
    def _translations(self) -> bytes:
        return digest(self.of_outlines(), self._lens.archive.once(_states))

    def of_meetings_in(self, feed: Feed) -> Mapping[str, bytes]:
        """The meetings that a feed tells of, by id: together with the outlines of all, the feed follows from these."""
        ids = sorted({entry.date.isoformat() for entry in feed.entries})
        return {each: self.of_meeting(meeting) for each in ids if (meeting := self._lens.archive.meeting(each))}

    def holds(self, known: Mapping[str, bytes]) -> bool:
        """Whether meetings are what they were, by id."""
        found = ((self._lens.archive.meeting(each), mark) for each, mark in known.items())
        return all(meeting is not None and self.of_meeting(meeting) == mark for meeting, mark in found)

    def of_feed(self, feed: Feed) -> bytes:
        """A feed with its entries follows from this."""
        return digest(feed.name, [self._of_entry(entry) for entry in feed.entries], self._lens.days[-1:])

    def _of_entry(self, entry: Entry) -> tuple[object, ...]:
        meeting = self._lens.archive.meeting(entry.date.isoformat())
        told: tuple[object, ...] = ()
        if isinstance(entry.subject, ProposalNews):
            # How it stood before, the meetings before say.
            news, discussion = entry.subject, entry.subject.discussion
            told = (news.proposal.status, news.question, discussion.before, discussion.status, discussion.step)
        return entry.id, entry.title, told, self.of_meeting(meeting) if meeting else entry

    def _tasks(self, numbers: Iterable[int]) -> Iterator[tuple[object, ...]]:
        for task in map(self._lens.action_items.__getitem__, numbers):
            places = [(mention.meeting.id, mention.anchor) for mention in task.mentions]
            yield places, task.done, self.of_meeting(task.latest.meeting)

    def _statuses(self, proposal_ids: Iterable[str]) -> list[tuple[str, str]]:
        return [(one, self._status[one]) for one in sorted(proposal_ids)]

    @cached_property
    def _status(self) -> Mapping[str, str]:
        """How every proposal stands: who asks its history has it go through its evidence."""
        return {proposal_id: history.status.value for proposal_id, history in self._lens.histories.items()}

    @cached_property
    def _outlines(self) -> bytes:
        archive = self._lens.archive
        meetings = [(meeting.id, meeting.source, _marks(meeting.minutes.values())) for meeting in archive.meetings]
        return digest(meetings, _marks(archive.unplaced), self._shared)

    @cached_property
    def _days(self) -> bytes:
        return digest([str(day) for day in self._lens.days])

    @cached_property
    def _shared(self) -> bytes:
        """What counts for every view: the locale, the registry, and what was shipped; any meeting may announce that."""
        shipped = self._lens.shippers
        statuses = self._statuses({one for ids in shipped.values() for one in ids})
        ships = [(release, list(ids)) for release, ids in shipped.items()]
        return digest(self._lens.locale, self._lens.archive.once(_registry), ships, statuses)


def _evidence(history: History) -> Iterator[Evidence]:
    """What speaks for a proposal and its questions."""
    for one in (history, *history.questions):
        yield from one.evidence


def _marks(minutes: Iterable[Minutes]) -> list[tuple[str, str, bytes]]:
    return [(one.path, one.locale, outlined(one)) for one in minutes]


def _anchors(minutes: Minutes) -> Iterator[str]:
    return (item.anchor for item in minutes.items)


def _states(archive: Archive) -> bytes:
    """How all translations stand."""
    states = [
        [(locale, anchor, state.value) for anchor, state in sorted(item_states(meeting, locale).items())]
        for meeting in archive.meetings
        for locale in archive.locales
    ]
    return digest(states)


def _registry(archive: Archive) -> bytes:
    """All that the registry says. Where it says so does not matter to any view."""
    registry = archive.registry
    groups = (registry.projects, registry.people, registry.proposals)
    return digest([[one.model_dump_json() for one in group.values()] for group in groups])
