"""The registry: the projects, people and proposals that a community has.

Knows the shape of an entry and how to look one up by id, alias, repository or issue. Knows nothing of files and of
minutes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from operator import add
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from minutes.diagnostics import Diagnostic, Span
from minutes.model import Reference
from minutes.vocabulary import Status

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Repository = Annotated[str, StringConstraints(pattern=r"^[\w.-]+/(?:[\w.-]+|\*)$")]
Issue = Annotated[str, StringConstraints(pattern=r"^[\w.-]+/[\w.-]+#\d+$")]


class Entry(BaseModel):
    """What every kind of entry has."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Slug

    @property
    def names(self) -> tuple[str, ...]:
        """Every spelling that means the entry."""
        return (self.id,)


class Project(Entry):
    """A project: its name, other spellings of it, and its repositories (``owner/name`` or ``owner/*``)."""

    name: Text
    aliases: tuple[Text, ...] = ()
    repositories: tuple[Repository, ...] = ()
    description: Mapping[str, Text] = Field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The name and every alias; not the id, which may be an everyday word."""
        return (self.name, *self.aliases)

    def owns(self, repository: str) -> bool:
        """Whether a repository is this project's."""
        owned = {each.lower() for each in self.repositories}
        owner, _, name = repository.lower().partition("/")
        return bool(name) and not owned.isdisjoint((f"{owner}/{name}", f"{owner}/*"))


class Person(Entry):
    """A person: the name to show, the handle on the code host where there is one, and every other spelling."""

    name: Text
    github: Text | None = None
    aliases: tuple[Text, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every spelling."""
        return (self.id, self.name, *((self.github,) if self.github else ()), *self.aliases)


class ProposalKind(StrEnum):
    """What is proposed: a design, or recurring work of the community that is none (awards, mentoring …)."""

    DESIGN = "design"
    PROGRAMME = "programme"


class ProposalQuestion(Entry):
    """One question of a proposal that has an outcome of its own; a directive names it as ``codegen/gomodule``."""

    title: Annotated[Mapping[str, Text], Field(min_length=1)]


class Proposal(Entry):
    """A design under discussion, or a programme. ``aliases`` are looked for in the titles of agenda items.

    ``status`` may be declared by hand; it has to be what the evidence says.
    """

    kind: ProposalKind = ProposalKind.DESIGN
    status: Status | None = None
    title: Annotated[Mapping[str, Text], Field(min_length=1)]
    summary: Mapping[str, Text] = Field(default_factory=dict)
    projects: tuple[Slug, ...] = ()
    issues: tuple[Issue, ...] = ()
    aliases: tuple[Text, ...] = ()
    champions: tuple[Slug, ...] = ()
    questions: tuple[ProposalQuestion, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The id and every alias."""
        return (self.id, *self.aliases)


_WORD = re.compile("[a-z0-9_]")

_E = TypeVar("_E", bound=Entry)


class _Words:
    """Names that are looked for as whole words, the longest first; CJK text has no word boundaries to respect."""

    def __init__(self, names: Iterable[str]) -> None:
        self._folded = sorted({name.casefold() for name in names}, key=len, reverse=True)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        # What must not stand before a name is not in the pattern, which is looked for in a third of the time then.
        return re.compile(rf"(?:{'|'.join(map(re.escape, self._folded))})(?![a-z0-9_])")

    def in_text(self, text: str) -> list[str]:
        """Those that stand in a text, folded."""
        # Most texts name none, which is told in a fraction of the time that the pattern takes.
        folded = text.casefold()
        return list(self._found(folded)) if any(name in folded for name in self._folded) else []

    def _found(self, folded: str) -> Iterator[str]:
        match = self._pattern.search(folded)
        while match:
            alone = not _WORD.match(folded[match.start() - 1 : match.start()])
            if alone:
                yield match[0]
            match = self._pattern.search(folded, match.end() if alone else match.start() + 1)


@dataclass(frozen=True, slots=True)
class Registry:
    """All entries, by id, in the order of the files; ``status_spans`` say where a proposal's status is declared.

    ``lines`` are those of the entries' ids, by file (``people``) and id.
    """

    projects: Mapping[str, Project] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    proposals: Mapping[str, Proposal] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    status_spans: Mapping[str, Span] = field(default_factory=dict)
    lines: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    _strangers: dict[str, Person] = field(default_factory=dict, repr=False, compare=False)
    _owners: dict[str, Sequence[str]] = field(default_factory=dict, repr=False, compare=False)
    _people_by_name: Mapping[str, Person] = field(default_factory=dict, repr=False)
    _projects_by_name: Mapping[str, Project] = field(default_factory=dict, repr=False)
    _project_words: _Words = field(default_factory=lambda: _Words(()), repr=False, compare=False)
    _proposal_words: Mapping[str, _Words] = field(default_factory=dict, repr=False, compare=False)
    _proposal_names: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict, repr=False, compare=False)
    _proposals_by_issue: Mapping[str, Sequence[str]] = field(default_factory=dict, repr=False)
    _proposals_by_title: dict[str, tuple[Proposal, ...]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def entries(self) -> tuple[Any, ...]:
        """What ``registry_of`` makes it of again."""
        return self.projects, self.people, self.proposals, self.diagnostics, self.status_spans, self.lines

    def person(self, name: str) -> Person:
        """The person whom a name in the minutes means; somebody unregistered is known by that name."""
        folded = name.casefold()
        person = self._people_by_name.get(folded) or self._strangers.get(folded)
        if person is None:
            person = self._strangers[folded] = Person.model_construct(id=slug(name), name=name)
        return person

    def knows_person(self, name: str) -> bool:
        """Whether a name is a registered person's."""
        return name.casefold() in self._people_by_name

    def project(self, name: str) -> Project:
        """The project that a name in the minutes means; an unregistered one is known by that name."""
        return self._projects_by_name.get(name.casefold()) or Project.model_construct(id=slug(name), name=name)

    def projects_named(self, title: str) -> tuple[Project, ...]:
        """The registered projects whose name or alias stands in a title, in the order of the title."""
        found = (self._projects_by_name.get(name) for name in self._project_words.in_text(title))
        return tuple({project.id: project for project in found if project}.values())

    def projects_of(self, references: Iterable[Reference]) -> tuple[Project, ...]:
        """The registered projects whose repositories are referred to."""
        owners = {one for reference in references for one in self._owners_of(reference.repository)}
        return tuple(project for project in self.projects.values() if project.id in owners) if owners else ()

    def _owners_of(self, repository: str) -> Sequence[str]:
        owners = self._owners.get(repository)
        if owners is None:
            owners = [project.id for project in self.projects.values() if project.owns(repository)]
            self._owners[repository] = owners
        return owners

    def proposals_of(self, references: Iterable[Reference]) -> tuple[Proposal, ...]:
        """The proposals one of whose issues or pull requests is referred to."""
        found = {one for reference in references for one in self._proposals_by_issue.get(reference.id, ())}
        if len(found) < 2:
            return tuple(self.proposals[one] for one in found)
        return tuple(proposal for proposal in self.proposals.values() if proposal.id in found)

    def proposals_named(self, title: str) -> tuple[Proposal, ...]:
        """The proposals whose id or alias stands in a title."""
        # Every locale asks about every title, and a preview again after each change.
        found = self._proposals_by_title.get(title)
        if found is None:
            found = self._proposals_by_title[title] = self._find_named(title)
        return found

    def _find_named(self, title: str) -> tuple[Proposal, ...]:
        # Most titles name none of hundreds: a look for those that begin as some part of it does, before the words of
        # any are looked for.
        folded = title.casefold()
        starts = {*folded, *map(add, folded, folded[1:])}
        found = self._proposal_names.keys() & starts
        near = {one for start in found for name, one in self._proposal_names[start] if name in folded}
        named = {one for one in near if self._proposal_words[one].in_text(title)}
        if len(named) < 2:
            return tuple(self.proposals[one] for one in named)
        return tuple(proposal for proposal in self.proposals.values() if proposal.id in named)


def slug(name: str) -> str:
    """A name as part of an address: lower case, other characters than letters and digits as hyphens.

    Two names have one slug only where they differ in nothing but case and white space.
    """
    plain = re.sub(r"[^\w]+", "-", name.casefold()).strip("-_")
    if plain == "-".join(name.casefold().split()):
        return plain
    # Something was lost, which may be all that tells two names apart.
    return f"{plain}-{sha256(name.casefold().encode()).hexdigest()[:6]}".lstrip("-")


def registry_of(
    projects: Mapping[str, Project],
    people: Mapping[str, Person],
    proposals: Mapping[str, Proposal],
    diagnostics: Iterable[Diagnostic] = (),
    status_spans: Mapping[str, Span] | None = None,
    lines: Mapping[str, Mapping[str, int]] | None = None,
) -> Registry:
    """The registry of some entries. A name that two entries claim is the first one's."""
    by_issue: defaultdict[str, list[str]] = defaultdict(list)
    for proposal in proposals.values():
        for issue in proposal.issues:
            by_issue[issue.lower()].append(proposal.id)
    return Registry(
        projects=projects,
        people=people,
        proposals=proposals,
        diagnostics=tuple(diagnostics),
        status_spans=status_spans or {},
        lines=lines or {},
        _people_by_name=_by_name(people.values()),
        _projects_by_name=_by_name(projects.values()),
        _project_words=_Words(name for project in projects.values() for name in project.names),
        _proposal_words={proposal.id: _Words(proposal.names) for proposal in proposals.values()},
        _proposal_names=_by_start(proposals.values()),
        _proposals_by_issue=dict(by_issue),
    )


def _by_start(proposals: Iterable[Proposal]) -> Mapping[str, Sequence[tuple[str, str]]]:
    """The folded names of proposals, each with the id, by the two letters that they begin with, or the only one."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for proposal in proposals:
        for name in proposal.names:
            found[name.casefold()[:2]].append((name.casefold(), proposal.id))
    return dict(found)


def _by_name(entries: Iterable[_E]) -> dict[str, _E]:
    owners: dict[str, _E] = {}
    for entry in entries:
        for name in entry.names:
            owners.setdefault(name.casefold(), entry)
    return owners
