"""Two archives compared meeting by meeting and agenda item by agenda item.

Knows what minutes say apart from where in the file they say it: everything is compared on the model, so that a change
of wrapping or of a comment is none. Knows neither git nor proposals nor findings.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from minutes.archive import Archive
from minutes.model import AgendaItem, Minutes, NewsEntry, Passage
from minutes.proposals import proposals_of
from minutes.revisions import Change


class Part(StrEnum):
    """What differs in minutes or in an agenda item. ADDED and REMOVED: an item came or went in one locale only."""

    ADDED = "added"
    REMOVED = "removed"
    TITLE = "title"
    TOPIC = "topic"
    ATTENDEES = "attendees"
    PRE_READING = "pre_reading"
    RECORDING = "recording"
    PRESENTERS = "presenters"
    REFERENCES = "references"
    DECISIONS = "decisions"
    ACTION_ITEMS = "action_items"
    PROPOSALS = "proposals"
    RELEASES = "releases"
    NEWS = "news"
    TEXT = "text"
    FRONT_MATTER = "front_matter"


Parts = Mapping[str, tuple[Part, ...]]
"""What differs, by locale."""
_Readings = Mapping[str, Minutes]


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An agenda item that came, went or changed. ``titles`` are by locale; ``proposals`` are ids."""

    id: str
    change: Change
    titles: Mapping[str, str]
    presenters: tuple[str, ...]
    proposals: tuple[str, ...]
    parts: Parts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MeetingChange:
    """A meeting that came, went or changed. ``parts`` are those outside its agenda items."""

    id: str
    change: Change
    titles: Mapping[str, str]
    items: tuple[ItemChange, ...]
    locales_added: tuple[str, ...] = ()
    locales_removed: tuple[str, ...] = ()
    parts: Parts = field(default_factory=dict)


def meeting_changes(before: Archive, after: Archive) -> Iterator[MeetingChange]:
    """The meetings that came, went or changed, in order of date."""
    old = {meeting.id: meeting.minutes for meeting in before.meetings}
    new = {meeting.id: meeting.minutes for meeting in after.meetings}
    for meeting_id in sorted(old.keys() | new.keys()):
        was, now = old.get(meeting_id, {}), new.get(meeting_id, {})
        found = MeetingChange(
            id=meeting_id,
            change=_change(was, now),
            titles={locale: minutes.title for locale, minutes in (now or was).items()},
            items=tuple(_items(meeting_id, was, now, before, after)),
            locales_added=tuple(locale for locale in now if locale not in was),
            locales_removed=tuple(locale for locale in was if locale not in now),
            parts={
                locale: parts
                for locale in _shared(was, now)
                if (parts := _differing(_minutes_facts(was[locale]), _minutes_facts(now[locale])))
            },
        )
        if found.items or found.parts or was.keys() != now.keys():
            yield found


def _items(meeting: str, was: _Readings, now: _Readings, before: Archive, after: Archive) -> Iterator[ItemChange]:
    old, new = _by_anchor(was), _by_anchor(now)
    for anchor in dict.fromkeys([*new, *old]):
        there, here = old.get(anchor, {}), new.get(anchor, {})
        parts = {
            locale: found
            for locale in (_shared(was, now) if there and here else ())
            if (found := _item_parts(there.get(locale), here.get(locale)))
        }
        if there and here and not parts:
            continue
        shown, archive = (here, after) if here else (there, before)
        yield ItemChange(
            id=f"{meeting}#{anchor}",
            change=_change(there, here),
            titles={locale: item.title for locale, item in shown.items()},
            presenters=tuple(dict.fromkeys(name for item in shown.values() for name in item.presenters)),
            proposals=tuple(dict.fromkeys(one for item in shown.values() for one in proposals_of(item, archive))),
            parts=parts,
        )


def _change(was: object, now: object) -> Change:
    return Change.CHANGED if was and now else Change.ADDED if now else Change.REMOVED


def _shared(was: _Readings, now: _Readings) -> list[str]:
    return [locale for locale in now if locale in was]


def _by_anchor(minutes: _Readings) -> dict[str, dict[str, AgendaItem]]:
    """The readings of each agenda item, by anchor and locale."""
    found: dict[str, dict[str, AgendaItem]] = {}
    for locale, reading in minutes.items():
        for item in reading.items:
            found.setdefault(item.anchor, {})[locale] = item
    return found


def _item_parts(was: AgendaItem | None, now: AgendaItem | None) -> tuple[Part, ...]:
    if was is None or now is None:
        return (Part.ADDED,) if now else (Part.REMOVED,) if was else ()
    return _differing(_item_facts(was), _item_facts(now))


def _item_facts(item: AgendaItem) -> dict[Part, Hashable]:
    """What an item says, without the lines it stands on."""
    return {
        Part.TITLE: item.title,
        Part.PRESENTERS: item.presenters,
        Part.REFERENCES: tuple(reference.id for reference in item.references),
        Part.DECISIONS: tuple(decision.text for decision in item.decisions),
        Part.ACTION_ITEMS: tuple((action.text, action.assignees, action.done) for action in item.action_items),
        Part.PROPOSALS: tuple((one.proposal, one.status) for one in item.directives),
        Part.RELEASES: tuple(
            (one.project, one.version)
            for one in (*item.releases, *(directive.release for directive in item.directives))
            if one
        ),
        Part.TEXT: item.html,
    }


def _minutes_facts(minutes: Minutes) -> dict[Part, Hashable]:
    """What minutes say outside their agenda items, without the lines it stands on."""
    header, front = minutes.header, minutes.front_matter
    passages = (section.html for section in minutes.sections if isinstance(section, Passage))
    return {
        Part.TITLE: minutes.title,
        Part.TOPIC: header.topic,
        Part.ATTENDEES: header.attendees,
        Part.PRE_READING: tuple(reference.id for reference in header.pre_reading),
        Part.RECORDING: tuple(reference.id for reference in header.recording),
        Part.NEWS: tuple(map(_announced, minutes.news)),
        Part.TEXT: (*passages, minutes.raw),
        Part.FRONT_MATTER: repr({key: front[key] for key in sorted(front) if key not in ("title", "date")}),
    }


def _announced(entry: NewsEntry) -> Hashable:
    releases = tuple((release.project, release.version) for release in entry.releases)
    return entry.text, releases, tuple(reference.id for reference in entry.references)


def _differing(was: Mapping[Part, Hashable], now: Mapping[Part, Hashable]) -> tuple[Part, ...]:
    return tuple(part for part in was if was[part] != now[part])
