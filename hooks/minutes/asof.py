"""The archive as it stood on a day: later meetings, and all that only they tell, are not in it. Or one year of it.

Knows what of the registry somebody could have known on that day, and how an authored page marks what came later. Knows
nothing of files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from minutes.archive import Archive
from minutes.model import Minutes
from minutes.people import names_in_minutes
from minutes.proposals import History, histories
from minutes.registry import Person, Project, Proposal, Registry, registry_of

_MARK = re.compile(r"^<!-- (?:since: (?P<day>\d{4}-\d{2}-\d{2})|(?P<end>end since)) -->[ \t]*$", re.MULTILINE)
_LIKE_A_MARK = re.compile(r"^[ \t]*<!--[ \t]*(?:end[ \t]+)?since\b.*$", re.MULTILINE)
_FENCE = re.compile(r"^(?P<fence>```+|~~~+)[^\n]*\n.*?(?:^(?P=fence)[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)


class MarkError(Exception):
    """The marks of an authored page do not pair up; ``line`` is that of the one that is wrong."""

    def __init__(self, line: int) -> None:
        super().__init__(f"unpaired mark on line {line}")
        self.line = line


def as_of(archive: Archive, day: date) -> Archive:
    """The archive as it stood at the end of a day; the same where nothing in it is later.

    What the registry says counts from the first meeting that speaks of it.
    """
    kept = _only(archive, lambda other: other <= day)
    if (kept.meetings, kept.unplaced) == (archive.meetings, archive.unplaced):
        return archive
    known = _Known(kept, archive)
    proposals = {one.id: one for proposal in archive.registry.proposals.values() if (one := known.proposal(proposal))}
    unknown = archive.registry.proposals.keys() - proposals.keys()
    gone = {f"{locale}/proposals/{proposal_id}.md" for locale in archive.locales for proposal_id in unknown}
    return replace(
        _without(kept, gone),
        registry=registry_of(
            known.projects, known.people, proposals, archive.registry.diagnostics, lines=archive.registry.lines
        ),
    )


def in_year(archive: Archive, year: int) -> Archive:
    """The archive with no meetings but those of one year, to be looked at while it is written. The registry stays."""
    return _only(archive, lambda day: day.year == year)


def _only(archive: Archive, wanted: Callable[[date], bool]) -> Archive:
    """The archive with no dated minutes but those of some days."""
    gone = {minutes.path for minutes in archive.minutes if minutes.date is not None and not wanted(minutes.date)}
    return replace(
        _without(archive, gone),
        meetings=tuple(meeting for meeting in archive.meetings if wanted(meeting.date)),
        unplaced=tuple(minutes for minutes in archive.unplaced if minutes.path not in gone),
    )


def _without(archive: Archive, paths: Set[str]) -> Archive:
    """The archive without some files and what was found in them."""
    return replace(
        archive,
        documents=archive.documents - paths,
        diagnostics=tuple(found for found in archive.diagnostics if found.path not in paths),
    )


def without_later(text: str, day: date | None) -> str:
    """An authored page without what it marks as known only after a day, and without the marks.

    ``<!-- since: 2022-11-03 -->`` and ``<!-- end since -->``, each on a line of its own, stand around what the meeting
    of that date brought. Lines keep their numbers. Raises MarkError.
    """
    opened: tuple[date, int] | None = None
    pieces: list[str] = []
    end = 0
    for mark in _marks(text):
        between = text[end : mark.start()]
        if bool(mark["end"]) is not bool(opened):
            raise MarkError(_line(text, mark.start()))
        hidden = opened is not None and day is not None and opened[0] > day
        pieces.append("\n" * between.count("\n") if hidden else between)
        opened = None if mark["end"] else (date.fromisoformat(mark["day"]), mark.start())
        end = mark.end()
    if opened is not None:
        raise MarkError(_line(text, opened[1]))
    return "".join((*pieces, text[end:]))


def _marks(text: str) -> Iterator[re.Match[str]]:
    """The marks outside code. Raises MarkError for what was meant as one."""
    shown = _FENCE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), text)
    for found in _LIKE_A_MARK.finditer(shown):
        mark = _MARK.match(text, found.start())
        try:
            date.fromisoformat(mark["day"] or "2000-01-01" if mark else "")
        except ValueError:
            raise MarkError(_line(text, found.start())) from None
        if mark:
            yield mark


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


@dataclass(frozen=True, slots=True)
class _Names:
    """What some minutes name: people as written, and the targets of links."""

    people: frozenset[str]
    references: frozenset[str]
    repositories: frozenset[str]


class _Known:
    """What of the registry the minutes of an archive speak of."""

    def __init__(self, archive: Archive, whole: Archive) -> None:
        self._registry = archive.registry
        self._texts = "\n".join(minutes.source for minutes in archive.minutes)
        self._folded = self._texts.casefold()
        names = [_names_of(minutes) for minutes in archive.minutes]
        self._names = _Names(
            people=frozenset().union(*(one.people for one in names)),
            references=frozenset().union(*(one.references for one in names)),
            repositories=frozenset().union(*(one.repositories for one in names)),
        )
        registry = archive.registry
        seen = {registry.person(name).id for name in self._names.people}
        self.people = {one.id: self._person(one) for one in registry.people.values() if one.id in seen}
        named = {project.id for project in registry.projects_named(self._texts)}
        owned = {
            project.id
            for project in registry.projects.values()
            if any(project.owns(repository) for repository in self._names.repositories)
        }
        self.projects = {
            project.id: self._project(project) for project in registry.projects.values() if project.id in named | owned
        }
        self._histories = histories(archive)
        self._ends = histories(whole)

    def proposal(self, proposal: Proposal) -> Proposal | None:
        """The proposal as far as it is known, or None where no item is about it."""
        history = self._histories[proposal.id]
        if not history.evidence:
            return None
        evident = {one.question.id for one in history.questions if one.evidence}
        now, in_the_end = (_tied_to(one, self._registry) for one in (history, self._ends[proposal.id]))
        # Who and what the proposal's own items come to name only later is not shown before.
        people = self.people.keys() - (in_the_end.people - now.people)
        projects = self.projects.keys() - (in_the_end.projects - now.projects)
        return proposal.model_copy(
            update={
                "status": None,
                "issues": tuple(issue for issue in proposal.issues if issue.lower() in self._names.references),
                "projects": tuple(one for one in proposal.projects if one in projects),
                "champions": tuple(one for one in proposal.champions if one in people),
                "questions": tuple(one for one in proposal.questions if one.id in evident),
            }
        )

    def _person(self, person: Person) -> Person:
        github = person.github if person.github and self._is_written(person.github) else None
        return person.model_copy(update={**self._spellings(person), "github": github})

    def _project(self, project: Project) -> Project:
        repositories = (
            one
            for one in project.repositories
            if one.endswith("/*") or one.lower() in {name.lower() for name in self._names.repositories}
        )
        return project.model_copy(update={**self._spellings(project), "repositories": tuple(repositories)})

    def _spellings(self, entry: Person | Project) -> dict[str, object]:
        """The name and the aliases that somebody had written; where the name came later, an alias has its place."""
        name, *aliases = [one for one in (entry.name, *entry.aliases) if self._is_written(one)] or [entry.name]
        return {"name": name, "aliases": tuple(aliases)}

    def _is_written(self, name: str) -> bool:
        return name.casefold() in self._folded


class _Tied(NamedTuple):
    """The ids of the people who presented a proposal's items, and of the projects that the items are about."""

    people: set[str]
    projects: set[str]


def _tied_to(history: History, registry: Registry) -> _Tied:
    items = [
        item
        for evidence in history.evidence
        for minutes in evidence.meeting.minutes.values()
        for item in minutes.items
        if item.anchor == evidence.anchor
    ]
    people = {registry.person(name).id for item in items for name in item.presenters}
    named = (project for item in items for project in registry.projects_named(item.title))
    owners = (project for item in items for project in registry.projects_of(item.references))
    return _Tied(people, {project.id for project in (*named, *owners)})


def _names_of(minutes: Minutes) -> _Names:
    items = minutes.items
    references = [reference for item in items for reference in item.references]
    references += [reference for entry in minutes.news for reference in entry.references]
    return _Names(
        people=frozenset(names_in_minutes(minutes)),
        references=frozenset(reference.id for reference in references),
        repositories=frozenset(reference.repository for reference in references if reference.repository),
    )
