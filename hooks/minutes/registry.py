"""The registry: the projects, people and proposals that a community has, from ``docs/_data/*.yml``.

Knows the shape of those files and how to look an entry up by id, alias, repository or issue. Knows nothing of
minutes. A wrong file or entry becomes a diagnostic at its line; the entries around it still count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from minutes import diagnostics as codes
from minutes.diagnostics import Diagnostic, Span, diagnostic
from minutes.model import Reference
from minutes.yamlsource import YamlError, YamlSource, load_yaml

DATA_FOLDER = "_data"
"""The folder of the registry, relative to the docs folder."""

MAX_LENGTH = 1_000_000
"""The largest registry file that is read, in characters."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Repository = Annotated[str, StringConstraints(pattern=r"^[\w.-]+/(?:[\w.-]+|\*)$")]
Issue = Annotated[str, StringConstraints(pattern=r"^[\w.-]+/[\w.-]+#\d+$")]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Slug

    @property
    def names(self) -> tuple[str, ...]:
        """Every spelling that means the entry."""
        return (self.id,)


class Project(_Entry):
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


class Person(_Entry):
    """A person: the name to show, the handle on the code host where there is one, and every other spelling."""

    name: Text
    github: Text | None = None
    aliases: tuple[Text, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every spelling."""
        return (self.id, self.name, *((self.github,) if self.github else ()), *self.aliases)


class Proposal(_Entry):
    """A design under discussion. ``aliases`` are looked for in the titles of agenda items."""

    title: Annotated[Mapping[str, Text], Field(min_length=1)]
    summary: Mapping[str, Text] = Field(default_factory=dict)
    projects: tuple[Slug, ...] = ()
    issues: tuple[Issue, ...] = ()
    aliases: tuple[Text, ...] = ()
    champions: tuple[Slug, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The id and every alias."""
        return (self.id, *self.aliases)


_E = TypeVar("_E", bound=_Entry)


@dataclass(frozen=True, slots=True)
class Registry:
    """All entries, by id, in the order of the files."""

    projects: Mapping[str, Project] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    proposals: Mapping[str, Proposal] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    _strangers: dict[str, Person] = field(default_factory=dict, repr=False, compare=False)
    _people_by_name: Mapping[str, Person] = field(default_factory=dict, repr=False)
    _projects_by_name: Mapping[str, Project] = field(default_factory=dict, repr=False)
    _project_words: re.Pattern[str] | None = None
    _proposal_words: tuple[tuple[re.Pattern[str], str], ...] = ()

    def person(self, name: str) -> Person:
        """The person whom a name in the minutes means; somebody unregistered is known by that name."""
        folded = name.casefold()
        if folded not in self._people_by_name and folded not in self._strangers:
            self._strangers[folded] = Person.model_construct(id=slug(name), name=name)
        return self._people_by_name.get(folded) or self._strangers[folded]

    def knows_person(self, name: str) -> bool:
        """Whether a name is a registered person's."""
        return name.casefold() in self._people_by_name

    def project(self, name: str) -> Project:
        """The project that a name in the minutes means; an unregistered one is known by that name."""
        return self._projects_by_name.get(name.casefold()) or Project.model_construct(id=slug(name), name=name)

    def projects_named(self, title: str) -> tuple[Project, ...]:
        """The registered projects whose name or alias stands in a title, in the order of the title."""
        if not self._project_words:
            return ()
        # Some letters match without regard to case but do not fold to one another: such a match means nothing.
        found = (self._projects_by_name.get(match.casefold()) for match in self._project_words.findall(title))
        return tuple({project.id: project for project in found if project}.values())

    def projects_of(self, references: Iterable[Reference]) -> tuple[Project, ...]:
        """The registered projects whose repositories are referred to."""
        repositories = [reference.repository for reference in references if reference.repository]
        return tuple(p for p in self.projects.values() if any(p.owns(repository) for repository in repositories))

    def proposals_of(self, references: Iterable[Reference]) -> tuple[Proposal, ...]:
        """The proposals one of whose issues or pull requests is referred to."""
        ids = {reference.id for reference in references}
        return tuple(
            proposal
            for proposal in self.proposals.values()
            if ids.intersection(issue.lower() for issue in proposal.issues)
        )

    def proposals_named(self, title: str) -> tuple[Proposal, ...]:
        """The proposals whose id or alias stands in a title."""
        return tuple(
            self.proposals[proposal_id] for pattern, proposal_id in self._proposal_words if pattern.search(title)
        )


def slug(name: str) -> str:
    """A name as part of an address: lower case, other characters than letters and digits as hyphens.

    Two names have one slug only where they differ in nothing but case and white space.
    """
    plain = re.sub(r"[^\w]+", "-", name.casefold()).strip("-_")
    if plain == "-".join(name.casefold().split()):
        return plain
    # Something was lost, which may be all that tells two names apart.
    return f"{plain}-{sha256(name.casefold().encode()).hexdigest()[:6]}".lstrip("-")


def read_registry(sources: Mapping[str, str]) -> Registry:
    """The registry from the texts of its files, by path (``_data/people.yml``). A missing file is an empty one."""
    found: list[Diagnostic] = []
    projects = _read_file(sources, "projects", Project, found)
    people = _read_file(sources, "people", Person, found)
    proposals = _read_file(sources, "proposals", Proposal, found)
    _check_targets(proposals, "projects", projects.entries, found, lambda proposal: proposal.projects)
    _check_targets(proposals, "champions", people.entries, found, lambda proposal: proposal.champions)
    people_by_name, projects_by_name = _by_name(people, found), _by_name(projects, found)
    return Registry(
        projects=projects.entries,
        people=people.entries,
        proposals=proposals.entries,
        diagnostics=tuple(found),
        _people_by_name=people_by_name,
        _projects_by_name=projects_by_name,
        _project_words=_words(name for project in projects.entries.values() for name in project.names),
        _proposal_words=tuple(
            (pattern, proposal.id) for proposal in proposals.entries.values() if (pattern := _words(proposal.names))
        ),
    )


@dataclass(frozen=True, slots=True)
class _File(Generic[_E]):
    """One file as read: its entries by id, and where each stands."""

    path: str
    key: str
    source: YamlSource
    entries: dict[str, _E]
    index: dict[str, int]

    def span(self, entry_id: str, *location: str | int) -> Span:
        return self.source.span((self.key, self.index[entry_id], *location))


def _read_file(sources: Mapping[str, str], key: str, entry_type: type[_E], found: list[Diagnostic]) -> _File[_E]:
    path = f"{DATA_FOLDER}/{key}.yml"
    source = YamlSource(None, {})
    text = sources.get(path, "")
    if len(text) > MAX_LENGTH:
        found.append(diagnostic(codes.REGISTRY_INVALID, path, Span(1), reason=f"> {MAX_LENGTH}", key=key))
        text = ""
    try:
        source = load_yaml(text)
    except YamlError as problem:
        found.append(diagnostic(codes.REGISTRY_INVALID, path, problem.span, reason=problem.reason, key=key))
    file = _File(path, key, source, dict[str, _E](), dict[str, int]())
    if source.value is None:
        return file
    listed = source.value.get(key) if isinstance(source.value, dict) else None
    if not isinstance(listed, list):
        found.append(diagnostic(codes.REGISTRY_INVALID, path, Span(1), reason=f"`{key}:`", key=key))
        return file
    for position, value in enumerate(listed):
        _read_entry(file, position, value, entry_type, found)
    return file


def _read_entry(file: _File[_E], position: int, value: object, entry_type: type[_E], found: list[Diagnostic]) -> None:
    try:
        entry = entry_type.model_validate(value)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            span = file.source.span((file.key, position, *detail["loc"]))
            shown = "—" if detail["type"] == "missing" else str(detail["input"])[:60]
            values = {"field": ".".join(map(str, detail["loc"])) or file.key, "found": shown}
            found.append(diagnostic(codes.REGISTRY_ENTRY_INVALID, file.path, span, **values))
        return
    span = file.source.span((file.key, position, "id"))
    if entry.id in file.entries:
        found.append(diagnostic(codes.REGISTRY_ID_REPEATED, file.path, span, id=entry.id))
        return
    file.entries[entry.id] = entry
    file.index[entry.id] = position


def _check_targets(
    file: _File[Proposal],
    key: str,
    known: Mapping[str, object],
    found: list[Diagnostic],
    targets: Callable[[Proposal], Sequence[str]],
) -> None:
    for entry in file.entries.values():
        for position, target in enumerate(targets(entry)):
            if target not in known:
                span = file.span(entry.id, key, position)
                found.append(diagnostic(codes.REGISTRY_ID_DANGLING, file.path, span, id=target, key=key))


def _by_name(file: _File[_E], found: list[Diagnostic]) -> dict[str, _E]:
    """Entries by every spelling of their name, and a diagnostic where two claim the same one."""
    owners: dict[str, _E] = {}
    for entry in file.entries.values():
        for name in entry.names:
            owner = owners.setdefault(name.casefold(), entry)
            if owner is not entry:
                values = {"alias": name, "first": owner.id, "second": entry.id}
                found.append(diagnostic(codes.REGISTRY_ALIAS_SHARED, file.path, file.span(entry.id), **values))
    return owners


def _words(names: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern for any of the names as whole words, the longest first; CJK text has no word boundaries to respect."""
    alternatives = "|".join(re.escape(name) for name in sorted(set(names), key=len, reverse=True))
    return re.compile(rf"(?<![A-Za-z0-9_])(?:{alternatives})(?![A-Za-z0-9_])", re.IGNORECASE) if alternatives else None
