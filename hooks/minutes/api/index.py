"""The people and projects of the data API: whatever the other records say of each, the other way round.

Registered ones come in the order of the registry, then those that only minutes name, by id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from minutes import addresses
from minutes.api.models import ActionItem, AgendaItem, Meeting, Person, Project, Proposal, Release
from minutes.api.readings import Readings
from minutes.people import names_in_minutes
from minutes.registry import Entry

_E = TypeVar("_E", bound=Entry)


class Index:
    """What every record of the other files names."""

    def __init__(
        self,
        readings: Readings,
        meetings: Sequence[Meeting],
        agenda: Sequence[AgendaItem],
        proposals: Sequence[Proposal],
        releases: Sequence[Release],
        action_items: Sequence[ActionItem],
    ) -> None:
        self._readings = readings
        self._pages = readings.pages
        self._registry = readings.archive.registry
        self._archive = readings.archive
        self._presented = _inverse((item.id, item.presenters) for item in agenda)
        self._attended = _inverse((meeting.id, meeting.attendees) for meeting in meetings)
        self._assigned = _inverse((task.id, task.assignees) for task in action_items)
        self._champions = _inverse((proposal.id, proposal.champions) for proposal in proposals)
        self._items = _inverse((item.id, item.projects) for item in agenda)
        self._proposals = _inverse((proposal.id, proposal.projects) for proposal in proposals)
        self._releases = _inverse((release.id, (release.project,)) for release in releases)

    def people(self) -> Iterator[Person]:
        """Everybody."""
        named = (self._registry.person(name) for name in self._names_of_people())
        for person in _all(self._registry.people, named):
            yield Person.model_construct(
                id=person.id,
                name=person.name,
                registered=(registered := person.id in self._registry.people),
                github=person.github,
                aliases=person.aliases,
                presented=self._presented.get(person.id, ()),
                attended=self._attended.get(person.id, ()),
                assigned=self._assigned.get(person.id, ()),
                champions=self._champions.get(person.id, ()),
                url=self._pages.urls(addresses.person(person.id), "people.md"),
                source=self._readings.registered("people", person.id) if registered else None,
            )

    def projects(self) -> Iterator[Project]:
        """Every project."""
        named = (self._registry.project(name) for name in self._names_of_projects())
        for project in _all(self._registry.projects, named):
            yield Project.model_construct(
                id=project.id,
                name=project.name,
                registered=(registered := project.id in self._registry.projects),
                aliases=project.aliases,
                repositories=project.repositories,
                description=project.description,
                items=self._items.get(project.id, ()),
                proposals=self._proposals.get(project.id, ()),
                releases=self._releases.get(project.id, ()),
                url=self._pages.urls(addresses.project(project.id), "projects.md"),
                source=self._readings.registered("projects", project.id) if registered else None,
            )

    def _names_of_people(self) -> Iterator[str]:
        for meeting in self._archive.meetings:
            for minutes in meeting.minutes.values():
                yield from names_in_minutes(minutes)
        for proposal in self._registry.proposals.values():
            yield from proposal.champions

    def _names_of_projects(self) -> Iterator[str]:
        for meeting in self._archive.meetings:
            for minutes in meeting.minutes.values():
                yield from (release.project for entry in minutes.news for release in entry.releases)
                for item in minutes.items:
                    yield from (release.project for release in item.releases)
                    yield from (one.release.project for one in item.directives if one.release)


def _inverse(named: Iterable[tuple[str, Sequence[str]]]) -> Mapping[str, tuple[str, ...]]:
    """The ids of the records that name each id, in the order of the records."""
    found: dict[str, list[str]] = defaultdict(list)
    for record, ids in named:
        for each in dict.fromkeys(ids):
            found[each].append(record)
    return {each: tuple(records) for each, records in found.items()}


def _all(registered: Mapping[str, _E], named: Iterable[_E]) -> Iterator[_E]:
    yield from registered.values()
    others = {entry.id: entry for entry in named if entry.id not in registered}
    yield from (others[each] for each in sorted(others))
