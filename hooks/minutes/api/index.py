"""The people and projects of the data API: whatever the other records say of each, the other way round.

Registered ones come in the order of the registry, then those that only minutes name, by id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from minutes import addresses
from minutes.api.models import Person, Project
from minutes.api.readings import Readings
from minutes.people import names_in_minutes
from minutes.registry import Entry

_E = TypeVar("_E", bound=Entry)


class Written(NamedTuple):
    """A record as it stands in its file, and the ids of the people and the projects that it names."""

    line: bytes
    id: str
    people: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()


class Index:
    """What every record of the other files names: those of a file pass through here before people and projects do."""

    def __init__(self, readings: Readings) -> None:
        self._readings = readings
        self._pages = readings.pages
        self._registry = readings.archive.registry
        self._archive = readings.archive
        # By file, the ids of the records that name each person or project, in order.
        self._people: defaultdict[str, _Named] = defaultdict(_Named)
        self._projects: defaultdict[str, _Named] = defaultdict(_Named)

    def read(self, name: str, records: Iterable[Written]) -> Iterator[bytes]:
        """The lines of a file's records, of which it is remembered what they name."""
        for record in records:
            self._people[name].add(record.id, record.people)
            self._projects[name].add(record.id, record.projects)
            yield record.line

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
                presented=self._people["agenda"].of(person.id),
                attended=self._people["meetings"].of(person.id),
                assigned=self._people["action-items"].of(person.id),
                champions=self._people["proposals"].of(person.id),
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
                items=self._projects["agenda"].of(project.id),
                proposals=self._projects["proposals"].of(project.id),
                releases=self._projects["releases"].of(project.id),
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
                yield from (release.project for release, _, _ in minutes.announcements)


class _Named:
    """The ids of the records that name each id, in the order of the records."""

    def __init__(self) -> None:
        self._records: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, record: str, ids: Sequence[str]) -> None:
        for each in dict.fromkeys(ids):
            self._records[each].append(record)

    def of(self, named: str) -> tuple[str, ...]:
        return tuple(self._records.get(named, ()))


def _all(registered: Mapping[str, _E], named: Iterable[_E]) -> Iterator[_E]:
    yield from registered.values()
    others = {entry.id: entry for entry in named if entry.id not in registered}
    yield from (others[each] for each in sorted(others))
