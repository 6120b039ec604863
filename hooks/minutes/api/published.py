"""What a published version says, read back from its data API.

A version may be older or newer than this code: what is read is what has always been there, and what can't be read is no
error but unknown.
"""

from __future__ import annotations

from collections.abc import Callable

from pydantic import BaseModel, ValidationError

from minutes.api import VERSION
from minutes.api.documents import path_of
from minutes.views.versions import Knowledge, KnownProposal, KnownRelease
from minutes.vocabulary import Status


class _Named(BaseModel):
    id: str
    title: dict[str, str]


class _Proposal(_Named):
    status: Status | None = None


class _Release(BaseModel):
    id: str
    project: str
    version: str


class _Project(BaseModel):
    id: str
    name: str


class _Meetings(BaseModel):
    version: int
    meetings: tuple[_Named, ...]


class _Proposals(BaseModel):
    proposals: tuple[_Proposal, ...]


class _Releases(BaseModel):
    releases: tuple[_Release, ...]


class _Projects(BaseModel):
    projects: tuple[_Project, ...]


def knowledge_of(content: Callable[[str], bytes | None]) -> Knowledge | None:
    """What a version says, from the content of its files by path; None where its data is missing or of another kind."""
    texts = [content(path_of(name)) or b"" for name in ("meetings", "proposals", "releases", "projects")]
    try:
        meetings = _Meetings.model_validate_json(texts[0])
        proposals = _Proposals.model_validate_json(texts[1])
        releases = _Releases.model_validate_json(texts[2])
        projects = _Projects.model_validate_json(texts[3])
    except ValidationError:
        return None
    if meetings.version != VERSION:
        return None
    names = {project.id: project.name for project in projects.projects}
    return Knowledge(
        meetings={one.id: one.title for one in meetings.meetings},
        proposals={one.id: KnownProposal(one.title, one.status) for one in proposals.proposals},
        releases={
            one.id: KnownRelease(one.project, names.get(one.project, one.project), one.version)
            for one in releases.releases
        },
    )
