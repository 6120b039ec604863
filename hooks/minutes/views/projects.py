"""The projects: what the minutes and the registry say of each, and how much there was of it over time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from minutes.registry import Project, ProposalKind
from minutes.views.activity import Activity, Calendar
from minutes.views.lens import Lens
from minutes.views.pieces import ItemView, ReleaseView
from minutes.views.proposals import ProposalSummary, summaries_of

_CODE_HOST = "https://github.com/"


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository by its name, ``owner/name``; or all repositories of an owner, by the owner's name."""

    name: str
    url: str
    whole_owner: bool


@dataclass(frozen=True, slots=True)
class ProjectView:
    """A project. Agenda items, proposals and releases are newest first, proposals that are settled after the others.

    ``lang`` is the language of the description. ``activity`` counts agenda items; None where there are none.
    """

    id: str
    name: str
    registered: bool
    description: str
    lang: str
    repositories: tuple[Repository, ...]
    items: tuple[ItemView, ...]
    designs: tuple[ProposalSummary, ...]
    programmes: tuple[ProposalSummary, ...]
    releases: tuple[ReleaseView, ...]
    activity: Activity | None


@dataclass(frozen=True, slots=True)
class ProjectsIndex:
    """All projects: the registered ones in the order of the registry, then those that only minutes name."""

    projects: tuple[ProjectView, ...]


def projects_index(lens: Lens) -> ProjectsIndex:
    """The projects in the lens's locale. Each that anything names has a section, since any page may link to it."""
    projects = projects_of(lens)
    items = {project_id: tuple(_items(lens, project_id)) for project_id in projects}
    activities = _activities(lens, items)
    summaries = sorted(summaries_of(lens), key=lambda summary: summary.proposal.status.settled)
    return ProjectsIndex(
        tuple(
            _project(lens, project, items[project.id], summaries, activities.get(project.id))
            for project in projects.values()
        )
    )


def projects_of(lens: Lens) -> Mapping[str, Project]:
    """Every project by id. One that is not registered is known by the releases that minutes announce."""
    registry = lens.archive.registry
    named = {release.project.id: release.project.name for release in lens.releases}
    strangers = {project_id: registry.project(name) for project_id, name in sorted(named.items())}
    return {**registry.projects, **{one: strangers[one] for one in strangers if one not in registry.projects}}


def _items(lens: Lens, project_id: str) -> Iterator[ItemView]:
    for item in lens.items.values():
        if project_id in {project.id for project in item.projects}:
            yield item


def _activities(lens: Lens, items: Mapping[str, tuple[ItemView, ...]]) -> Mapping[str, Activity]:
    """The drawings of the projects that have agenda items, in one scale."""
    if not lens.meetings:
        return {}
    calendar = Calendar([meeting.date for meeting in lens.meetings])
    counts = {project_id: calendar.counts([item.date for item in found]) for project_id, found in items.items()}
    highest = max((max(each) for each in counts.values()), default=0)
    return {project_id: calendar.drawing(each, highest) for project_id, each in counts.items() if any(each)}


def _project(
    lens: Lens,
    project: Project,
    items: tuple[ItemView, ...],
    summaries: list[ProposalSummary],
    activity: Activity | None,
) -> ProjectView:
    mine = [one for one in summaries if project.id in {each.id for each in one.proposal.projects}]
    description = lens.text(project.description)
    spoken = (locale for locale, text in project.description.items() if text == description)
    return ProjectView(
        id=project.id,
        name=project.name,
        registered=project.id in lens.archive.registry.projects,
        description=description,
        lang=lens.locale if lens.locale in project.description else next(spoken, lens.locale),
        repositories=tuple(_repository(repository) for repository in project.repositories),
        items=items,
        designs=tuple(one for one in mine if one.proposal.kind is ProposalKind.DESIGN),
        programmes=tuple(one for one in mine if one.proposal.kind is ProposalKind.PROGRAMME),
        releases=tuple(release for release in lens.releases if release.project.id == project.id),
        activity=activity,
    )


def _repository(written: str) -> Repository:
    owner, _, name = written.partition("/")
    if name == "*":
        return Repository(owner, _CODE_HOST + quote(owner), whole_owner=True)
    return Repository(written, _CODE_HOST + quote(written), whole_owner=False)
