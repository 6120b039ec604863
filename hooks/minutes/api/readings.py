"""What the locales of a site say of one thing, put together: the source of a meeting first, and nothing twice.

Knows how readings are joined and how ids are made. Knows no record but the smallest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TypeVar

from minutes import addresses, identifiers
from minutes.action_items import ActionHistory, Mention
from minutes.api.pages import Pages
from minutes.api.pieces import Place, Reference
from minutes.archive import Archive
from minutes.model import AgendaItem, Meeting, Minutes
from minutes.model import Reference as Link
from minutes.proposals import History
from minutes.registryreader import path_of
from minutes.views.basis import Basis
from minutes.views.lens import Lens
from minutes.views.pieces import ItemView, MeetingView

_T = TypeVar("_T")


class Readings:
    """The archive through a lens for each locale; the lenses work out everything that they share with the pages."""

    def __init__(self, lenses: Mapping[str, Lens], pages: Pages) -> None:
        self.lenses = {locale: lenses[locale] for locale in pages.locales}
        self.pages = pages
        self.lens: Lens = next(iter(self.lenses.values()))
        self.archive: Archive = self.lens.archive
        self._bases = [Basis(lens) for lens in self.lenses.values()]

    def source_first(self, meeting: Meeting) -> list[Lens]:
        """The lenses, that of the meeting's source locale first."""
        return sorted(self.lenses.values(), key=lambda lens: lens.locale != meeting.source)

    def minutes(self, meeting: Meeting) -> list[Minutes]:
        """The minutes of a meeting, the source first."""
        return [meeting.minutes[lens.locale] for lens in self.source_first(meeting) if lens.locale in meeting.minutes]

    def meetings(self, meeting: Meeting) -> list[MeetingView]:
        """A meeting as each locale shows it, the source first."""
        return [lens.meeting(meeting) for lens in self.source_first(meeting)]

    @contextmanager
    def in_passing(self, meeting: Meeting) -> Iterator[None]:
        """Keep how a meeting is shown for as long as this takes, where nobody has asked for it before."""
        new = [lens for lens in self.lenses.values() if meeting.id not in lens.views]
        yield
        for lens in new:
            lens.views.pop(meeting.id, None)

    def views(self, meeting: Meeting, anchor: str) -> list[ItemView]:
        """An agenda item in every locale in which it is written, the source first."""
        shown = ((lens.locale, item) for lens in self.source_first(meeting) for item in lens.meeting(meeting).items)
        return [item for locale, item in shown if item.anchor == anchor and item.lang == locale]

    def basis_of(self, meeting: Meeting) -> object:
        """What the records of a meeting and of its agenda items follow from. Those of its action items are named after
        where the tasks were raised."""
        anchors = dict.fromkeys(item.anchor for minutes in self.minutes(meeting) for item in minutes.items)
        tasks = [task for anchor in anchors for task, _ in self.tasks.get(item_id(meeting, anchor), ())]
        return [one.of_meeting(meeting) for one in self._bases], list(map(self.task_id, tasks))

    def basis_of_proposal(self, history: History) -> object:
        """What the record of a proposal follows from: also where it is registered, and has a page."""
        name = f"proposals/{history.proposal.id}.md"
        pages = [locale for locale in self.lenses if f"{locale}/{name}" in self.pages.documents]
        line = self.archive.registry.lines["proposals"][history.proposal.id]
        return [one.of_history(history) for one in self._bases], pages, line

    def written(self, meeting: Meeting, anchor: str) -> dict[str, AgendaItem]:
        """An agenda item as read, by locale."""
        found = self._written[meeting.id][anchor]
        return {locale: found[locale] for locale in self.lenses if locale in found}

    def by_locale(self, found: Iterable[tuple[str, _T]]) -> dict[str, _T]:
        """Values by locale, in the order of the site's locales."""
        values = dict(found)
        return {locale: values[locale] for locale in self.lenses if locale in values}

    def people(self, names: Iterable[str]) -> tuple[str, ...]:
        """The ids of the people whom names mean, once each."""
        return tuple(person.id for person in self.lens.people(names))

    def release(self, project: str, version: str) -> str:
        """The id of a release of which the minutes name the project."""
        return identifiers.release(self.archive.registry.project(project).id, version)

    def item_urls(self, meeting: Meeting, anchor: str) -> dict[str, str]:
        """Where an agenda item stands, in every locale."""
        return self.pages.urls(addresses.agenda_item(meeting.id, anchor))

    def registered(self, key: str, entry_id: str) -> Place:
        """Where the registry has an entry, in its file of that key."""
        return place(path_of(key), self.archive.registry.lines[key][entry_id])

    def references(self, links: Iterable[tuple[str, Link]]) -> tuple[Reference, ...]:
        """The references that the links of some locales are, each target once."""
        found: dict[str, tuple[Link, dict[str, str]]] = {}
        for locale, link in links:
            found.setdefault(link.id, (link, {}))[1].setdefault(locale, link.label)
        return tuple(
            Reference.model_construct(
                id=link.id, kind=link.kind, url=self.pages.outward(link.url), label=self.by_locale(labels.items())
            )
            for link, labels in found.values()
        )

    @cached_property
    def tasks(self) -> Mapping[str, Sequence[tuple[ActionHistory, Mention]]]:
        """The action items of every agenda item by its id, in the order of the minutes."""
        found: dict[str, list[tuple[ActionHistory, Mention]]] = defaultdict(list)
        for task in self.lens.action_items:
            for mention in task.mentions:
                found[item_id(mention.meeting, mention.anchor)].append((task, mention))
        for entries in found.values():
            entries.sort(key=lambda entry: _line(entry[1]))
        return found

    def task_id(self, task: ActionHistory) -> str:
        """The id of an action item: the agenda item that first raised it, and its place among those raised there."""
        item = item_id(task.raised.meeting, task.raised.anchor)
        return f"{item}-action-{self._places[item][_line(task.raised)]}"

    @cached_property
    def _places(self) -> Mapping[str, Mapping[int, int]]:
        """Which of an agenda item's action items stands on a line, counted from 1; of several the first."""
        found: dict[str, dict[int, int]] = {}
        for item, entries in self.tasks.items():
            places = found.setdefault(item, {})
            for number, (_, mention) in enumerate(entries, start=1):
                places.setdefault(_line(mention), number)
        return found

    @cached_property
    def _written(self) -> Mapping[str, Mapping[str, Mapping[str, AgendaItem]]]:
        found: dict[str, dict[str, dict[str, AgendaItem]]] = {}
        for meeting in self.archive.meetings:
            anchors = found.setdefault(meeting.id, {})
            for locale, minutes in meeting.minutes.items():
                for item in minutes.items:
                    anchors.setdefault(item.anchor, {})[locale] = item
        return found


def item_id(meeting: Meeting, anchor: str) -> str:
    """The id of an agenda item: ``2024-02-29#agenda-2``."""
    return identifiers.agenda_item(meeting.id, anchor)


def place(path: str, line: int) -> Place:
    """Where something is written."""
    return Place.model_construct(path=path, line=line)


def once(values: Iterable[_T]) -> tuple[_T, ...]:
    """The values without repeats, in order."""
    return tuple(dict.fromkeys(values))


def paired(lists: Mapping[str, Sequence[_T]]) -> list[dict[str, _T]]:
    """The entries of some locales' lists that mean the same: by their order, where the lists are equally long.

    Where they are not, nobody can tell which entry translates which: each stands for itself, and none is left out.
    """
    filled = {locale: entries for locale, entries in lists.items() if entries}
    if len({len(entries) for entries in filled.values()}) == 1:
        return [dict(zip(filled, row, strict=True)) for row in zip(*filled.values(), strict=True)]
    return [{locale: entry} for locale, entries in filled.items() for entry in entries]


def _line(mention: Mention) -> int:
    minutes_and_entry = next(iter(mention.written.values()))
    return minutes_and_entry[1].line
