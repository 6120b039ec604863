"""The people of the meetings, by name and by activity: what each presented, attended, took on and champions.

Everything is counted over all locales: who presented an agenda item or attended a meeting did so in whatever language
it was written down. Knows in what order names stand.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import TypeVar
from urllib.parse import quote

from minutes.people import names_in_minutes
from minutes.registry import Person
from minutes.views.lens import Lens
from minutes.views.meetings import Year
from minutes.views.pieces import ActionView, ItemView, MeetingView, ProposalView

_R = TypeVar("_R")

MOST_ACTIVE = 10
"""Entries of the list of the most active people."""


class Script(StrEnum):
    """What a name begins with, in the order of the page: a Latin letter, a Chinese character, or anything else."""

    LATIN = "latin"
    HAN = "han"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Task:
    """An action item that a person has taken, as it stands now, and the agenda item that raised it."""

    action: ActionView
    raised: ItemView


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person and what the minutes say of them, newest first; tasks that are done come after the others.

    ``profile`` is the address of the registered GitHub handle ``github``; both are empty where none is registered.
    ``aliases`` are the registered spellings besides the name. ``narrows`` says that the agenda index, which shows the
    presenters of its own locale, can be narrowed to them.
    """

    id: str
    name: str
    github: str
    profile: str
    aliases: tuple[str, ...]
    presented: tuple[ItemView, ...]
    years: tuple[Year, ...]
    tasks: tuple[Task, ...]
    proposals: tuple[ProposalView, ...]
    narrows: bool

    @property
    def attended(self) -> int:
        """How many meetings they attended."""
        return sum(len(year.meetings) for year in self.years)

    @property
    def active(self) -> bool:
        """Whether they did more than attend."""
        return bool(self.presented or self.tasks or self.proposals)


@dataclass(frozen=True, slots=True)
class Initial:
    """The people whose names begin alike. ``letter`` is the Latin letter, ``A``; other scripts have none."""

    script: Script
    letter: str
    people: tuple[PersonView, ...]


@dataclass(frozen=True, slots=True)
class PeopleIndex:
    """Everybody by name, under the initial letters, and those who did the most.

    ``presenters`` counts the people who presented.
    """

    initials: tuple[Initial, ...]
    most_active: tuple[PersonView, ...]
    total: int
    presenters: int


def people_index(lens: Lens) -> PeopleIndex:
    """Everybody whom the registry or any minutes name. Each has an entry, since any page may link to it."""
    records = _Records(lens)
    people = [_person(lens, records, person) for person in everybody(lens).values()]
    people.sort(key=lambda person: name_key(person.name))
    ranked = sorted(people, key=lambda person: (-len(person.presented), -person.attended))
    groups = groupby(people, key=lambda person: _initial(person.name))
    return PeopleIndex(
        initials=tuple(Initial(script, letter, tuple(group)) for (script, letter), group in groups),
        most_active=tuple(one for one in ranked if one.presented or one.attended or one.tasks)[:MOST_ACTIVE],
        total=len(people),
        presenters=sum(bool(person.presented) for person in people),
    )


def name_key(name: str) -> tuple[int, bytes, str]:
    """Where a name stands: Latin ones by letter, whatever the case and accents; then Chinese ones; then the others.

    GB 18030 has the usual Chinese characters in the order of their pronunciation, as dictionaries do.
    """
    script, _ = _initial(name)
    folded = _plain(name).casefold()
    encoded = folded.encode("gb18030" if script is Script.HAN else "utf-8")
    return list(Script).index(script), encoded, name


class _Records:
    """Who did what, by person id, over all locales."""

    def __init__(self, lens: Lens) -> None:
        presented: dict[tuple[str, str], set[str]] = {}
        attended: dict[str, set[str]] = {}
        for meeting in lens.archive.meetings:
            attendees = (minutes.header.attendees for minutes in meeting.minutes.values())
            attended[meeting.id] = {person.id for names in attendees for person in lens.people(names)}
            for minutes in meeting.minutes.values():
                for item in minutes.items:
                    presenters = presented.setdefault((meeting.id, item.anchor), set())
                    presenters.update(person.id for person in lens.people(item.presenters))
        self.presented = _by_person((presented[key], item) for key, item in lens.items.items())
        self.attended = _by_person((attended[meeting.id], meeting) for meeting in lens.meetings)
        self.tasks = _by_person(_tasks(lens))
        self.proposals = _by_person(
            ({person.id for person in lens.people(history.proposal.champions)}, lens.proposals[proposal_id])
            for proposal_id, history in lens.histories.items()
        )
        self.shown = {person.id for item in lens.items.values() for person in item.presenters}


def _by_person(found: Iterable[tuple[Iterable[str], _R]]) -> Mapping[str, list[_R]]:
    people: dict[str, list[_R]] = {}
    for ids, record in found:
        for person_id in ids:
            people.setdefault(person_id, []).append(record)
    return people


def _tasks(lens: Lens) -> Iterator[tuple[set[str], Task]]:
    """Every task with those who have taken it: first those not known to be done, each of both newest first."""
    newest_first = lens.action_items[::-1]
    for history in sorted(newest_first, key=lambda history: history.done is True):
        action = replace(lens.action(*history.latest.in_locale(lens.locale)), done=history.done)
        raised = lens.items[history.raised.meeting.id, history.raised.anchor]
        yield {person.id for person in lens.people(history.assignees)}, Task(action, raised)


def everybody(lens: Lens) -> Mapping[str, Person]:
    """Everybody by id: the registered people, and all whom minutes or proposals name besides, in any locale."""
    registry = lens.archive.registry
    people = dict(registry.people)
    names = [name for minutes in lens.archive.minutes for name in names_in_minutes(minutes)]
    names += [name for proposal in registry.proposals.values() for name in proposal.champions]
    for name in dict.fromkeys(names):
        person = registry.person(name)
        people.setdefault(person.id, person)
    return people


def _person(lens: Lens, records: _Records, person: Person) -> PersonView:
    github = person.github or ""
    return PersonView(
        id=person.id,
        name=person.name,
        github=github,
        profile=f"https://github.com/{quote(github, safe='')}" if github else "",
        aliases=tuple(dict.fromkeys(alias for alias in person.aliases if alias != person.name)),
        presented=tuple(records.presented.get(person.id, ())),
        years=tuple(_by_year(records.attended.get(person.id, ()))),
        tasks=tuple(records.tasks.get(person.id, ())),
        proposals=tuple(records.proposals.get(person.id, ())),
        narrows=person.id in records.shown,
    )


def _by_year(meetings: Iterable[MeetingView]) -> Iterator[Year]:
    for year, held in groupby(meetings, key=lambda meeting: meeting.date.year):
        yield Year(year, tuple(held))


def _initial(name: str) -> tuple[Script, str]:
    first = _plain(name).upper()[:1]
    if "A" <= first <= "Z":
        return Script.LATIN, first
    return (Script.HAN if first and unicodedata.name(first, "").startswith("CJK ") else Script.OTHER), ""


def _plain(name: str) -> str:
    """A name without accents, and with full-width letters as ordinary ones."""
    decomposed = unicodedata.normalize("NFKD", name)
    return "".join(character for character in decomposed if not unicodedata.combining(character))
