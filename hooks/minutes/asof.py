"""The archive as it stood on a day: later meetings, and all that only they tell, are not in it.

Knows what of the registry somebody could have known on that day, and how an authored page marks what came later. Knows
nothing of files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from minutes.archive import Archive
from minutes.model import Minutes
from minutes.proposals import histories
from minutes.registry import Person, Project, Proposal, registry_of

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
    later = [minutes for minutes in archive.minutes if minutes.date is not None and minutes.date > day]
    if not later:
        return archive
    gone = {minutes.path for minutes in later}
    kept = replace(
        archive,
        meetings=tuple(meeting for meeting in archive.meetings if meeting.date <= day),
        unplaced=tuple(minutes for minutes in archive.unplaced if minutes.path not in gone),
    )
    known = _Known(kept)
    proposals = {one.id: one for proposal in archive.registry.proposals.values() if (one := known.proposal(proposal))}
    unknown = archive.registry.proposals.keys() - proposals.keys()
    gone |= {f"{locale}/proposals/{proposal_id}.md" for locale in archive.locales for proposal_id in unknown}
    return replace(
        kept,
        registry=registry_of(known.projects, known.people, proposals, archive.registry.diagnostics),
        documents=archive.documents - gone,
        diagnostics=tuple(found for found in archive.diagnostics if found.path not in gone),
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

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
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

    def proposal(self, proposal: Proposal) -> Proposal | None:
        """The proposal as far as it is known, or None where no item is about it."""
        history = self._histories[proposal.id]
        if not history.evidence:
            return None
        evident = {one.question.id for one in history.questions if one.evidence}
        return proposal.model_copy(
            update={
                "status": None,
                "issues": tuple(issue for issue in proposal.issues if issue.lower() in self._names.references),
                "projects": tuple(one for one in proposal.projects if one in self.projects),
                "champions": tuple(one for one in proposal.champions if one in self.people),
                "questions": tuple(one for one in proposal.questions if one.id in evident),
            }
        )

    def _person(self, person: Person) -> Person:
        return person.model_copy(update={"aliases": tuple(self._written(person.aliases))})

    def _project(self, project: Project) -> Project:
        repositories = (
            one
            for one in project.repositories
            if one.endswith("/*") or one.lower() in {name.lower() for name in self._names.repositories}
        )
        return project.model_copy(
            update={"repositories": tuple(repositories), "aliases": tuple(self._written(project.aliases))}
        )

    def _written(self, names: Iterable[str]) -> Iterator[str]:
        return (name for name in names if name.casefold() in self._folded)


def _names_of(minutes: Minutes) -> _Names:
    items = minutes.items
    people = {*minutes.header.attendees, *(name for item in items for name in item.presenters)}
    people |= {name for item in items for action in item.action_items for name in action.assignees}
    references = [reference for item in items for reference in item.references]
    references += [reference for entry in minutes.news for reference in entry.references]
    return _Names(
        people=frozenset(people),
        references=frozenset(reference.id for reference in references),
        repositories=frozenset(reference.repository for reference in references if reference.repository),
    )
