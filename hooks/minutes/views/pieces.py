"""What the views are put together from: the pieces of an archive as one locale shows them.

Plain values. Knows neither how they are found (see ``lens``) nor how they look.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from minutes.model import Reference
from minutes.prose import InProse, Prose
from minutes.registry import ProposalKind
from minutes.translations import TranslationState
from minutes.vocabulary import Status


@dataclass(frozen=True, slots=True)
class Named:
    """Something with an id and a name to show: a person, a project."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal by name, with its status. ``lang`` is the language of the title, ``summary_lang`` of the summary."""

    id: str
    title: str
    lang: str
    summary: str
    summary_lang: str
    status: Status
    projects: tuple[Named, ...]
    kind: ProposalKind


@dataclass(frozen=True, slots=True)
class ReleaseName:
    """A release by name."""

    project: Named
    version: str


@dataclass(frozen=True, slots=True)
class ActionView:
    """An action item of an agenda item; ``done`` is None where the minutes keep no check box."""

    text: str
    assignees: tuple[Named, ...]
    done: bool | None
    lang: str
    path: str
    line: int


class ItemKind(StrEnum):
    """What an agenda item is about; one may be of several kinds."""

    DESIGN = "design"
    PROGRAMME = "programme"
    RELEASE = "release"
    TASKS = "tasks"
    QUESTIONS = "questions"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ItemView(InProse):
    """An agenda item of a meeting. ``lang`` is the language of its text, ``path`` and ``line`` its source."""

    meeting_id: str
    date: date
    anchor: str
    number: int
    level: int
    title: str
    title_html: str
    prose: Prose
    lang: str
    path: str
    line: int
    presenters: tuple[Named, ...]
    projects: tuple[Named, ...]
    proposals: tuple[ProposalView, ...]
    references: tuple[Reference, ...]
    releases: tuple[ReleaseName, ...]
    decisions: tuple[str, ...]
    action_items: tuple[ActionView, ...]
    questions: int
    translation: TranslationState

    @property
    def kinds(self) -> tuple[ItemKind, ...]:
        """What the item is about, as its proposals, releases, action items and questions tell."""
        # No mapping: what is asked for this often should not work out the hash of an enumeration, which takes long.
        told = (
            (ItemKind.DESIGN, any(proposal.kind is ProposalKind.DESIGN for proposal in self.proposals)),
            (ItemKind.PROGRAMME, any(proposal.kind is ProposalKind.PROGRAMME for proposal in self.proposals)),
            (ItemKind.RELEASE, self.releases),
            (ItemKind.TASKS, self.action_items),
            (ItemKind.QUESTIONS, self.questions),
        )
        return tuple([kind for kind, holds in told if holds]) or (ItemKind.OTHER,)


@dataclass(frozen=True, slots=True)
class ReleaseView:
    """A release and the meeting that announced it. ``anchor`` is the agenda item that did, or empty for news."""

    project: Named
    version: str
    date: date
    meeting_id: str
    anchor: str
    text: str
    lang: str
    references: tuple[Reference, ...]
    proposals: tuple[ProposalView, ...]


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting in one line."""

    id: str
    date: date
    title: str
    lang: str
    attendees: int
    items: tuple[ItemView, ...]
    releases: tuple[ReleaseView, ...]
