"""The records of the data API, as both the JSON and its schemas have them.

A property is always there, in every record. Documentation strings are the descriptions in the schemas, for developers
who read the data. A text that depends on the language is an object by locale (``{"zh": …, "en": …}``), which holds only
the locales that have it; the same goes for sources.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from minutes.api.pieces import (
    ActionEntry,
    ActionItemId,
    Addresses,
    Decision,
    Id,
    ItemId,
    MeetingId,
    Place,
    Places,
    Question,
    Record,
    Reference,
    States,
    Texts,
)
from minutes.proposals import Basis
from minutes.registry import ProposalKind
from minutes.views.pieces import ItemKind
from minutes.vocabulary import Status


class Meeting(Record):
    """One dated meeting."""

    id: MeetingId
    """The date, `2024-02-29`."""
    date: date
    """The day on which it was held."""
    title: Texts
    """The title, by locale."""
    source_locale: str
    """The locale in which the minutes were written first; the others are translations of it."""
    translation: States
    """How far the minutes are in each locale of the site; `outdated` also where items of the source are missing."""
    attendees: tuple[Id, ...]
    """Ids of the people who attended."""
    pre_reading: tuple[Reference, ...]
    """What was to be read beforehand."""
    recording: tuple[Reference, ...]
    """Recordings of the meeting."""
    items: tuple[ItemId, ...]
    """Ids of the agenda items, in the order of their numbers."""
    releases: tuple[Id, ...]
    """Ids of the releases that it announced, or named as what a proposal shipped in."""
    url: Addresses
    """The page, by locale of the site."""
    source: Places
    """The minutes, by locale in which there are some."""


class AgendaItem(Record):
    """One numbered item of a meeting's agenda."""

    id: ItemId
    """The meeting's id and the anchor, `2024-02-29#agenda-2`; the same in every locale."""
    meeting: MeetingId
    """Id of the meeting."""
    number: Annotated[int, Field(ge=0)]
    """The number on the agenda, as written."""
    anchor: str
    """The anchor on the meeting's page."""
    title: Texts
    """The title, by locale."""
    kinds: tuple[ItemKind, ...]
    """What it is about; `other` stands alone."""
    presenters: tuple[Id, ...]
    """Ids of the people who presented it."""
    projects: tuple[Id, ...]
    """Ids of the registered projects that it is about."""
    proposals: tuple[Id, ...]
    """Ids of the proposals that it is evidence for."""
    references: tuple[Reference, ...]
    """The links in it, each target once."""
    decisions: tuple[Decision, ...]
    """What it concluded."""
    action_items: tuple[ActionEntry, ...]
    """Who is to do what."""
    releases: tuple[Id, ...]
    """Ids of the releases that it names."""
    questions: tuple[Question, ...]
    """What was asked, and answered."""
    translation: States
    """How far it is in each locale of the site."""
    url: Addresses
    """Where it stands on the site, by locale of the site."""
    source: Places
    """Its heading, by locale in which it is written."""


class Evidence(Record):
    """An agenda item that shows a status."""

    item: ItemId
    """Id of the agenda item."""
    meeting: MeetingId
    """Id of its meeting."""
    status: Status
    """The status that it shows."""
    declared: bool
    """Whether a line of the minutes states that status."""
    basis: Basis
    """Why the item counts."""
    release: Id | None
    """Id of the release that it says the proposal shipped in, or null."""
    url: Addresses
    """The agenda item on the site, by locale of the site."""
    source: Places
    """The line that counts, by the locale in which it is written."""


class ProposalQuestion(Record):
    """A question of a proposal that has an outcome of its own."""

    id: Id
    """The proposal's id and the question's, `proposal/question`."""
    title: Texts
    """The title, by locale."""
    status: Status
    """The status that follows from its evidence."""
    deciding: Evidence | None
    """The evidence that the status rests on; null where no meeting has spoken of the question."""
    evidence: tuple[Evidence, ...]
    """All evidence, in order of time."""


class Proposal(Record):
    """A design under discussion, or a programme of the community."""

    id: Id
    """The id, which never changes."""
    kind: ProposalKind
    """What is proposed."""
    title: Texts
    """The title, by locale."""
    summary: Texts
    """One or two sentences, by locale."""
    status: Status
    """The status that follows from the evidence."""
    deciding: Evidence | None
    """The evidence that the status rests on; null where no meeting has discussed the proposal."""
    evidence: tuple[Evidence, ...]
    """All evidence, in order of time."""
    questions: tuple[ProposalQuestion, ...]
    """Its questions that have an outcome of their own."""
    champions: tuple[Id, ...]
    """Ids of the people who drive it."""
    projects: tuple[Id, ...]
    """Ids of the projects that it is for."""
    issues: tuple[Reference, ...]
    """Its registered issues and pull requests."""
    release: Id | None
    """Id of the release that shipped it, or null."""
    url: Addresses
    """The page, by locale of the site that has one."""
    source: Place
    """Its entry in the registry."""


class Release(Record):
    """A version of a project that a meeting announced."""

    id: Id
    """The project's id and the version, `project@1.2.0`."""
    project: Id
    """Id of the project."""
    version: str
    """The version, without a leading v."""
    date: date
    """The day of the meeting that announced it first."""
    meeting: MeetingId
    """Id of that meeting."""
    item: ItemId | None
    """Id of the agenda item that announced it; null where the meeting's news did."""
    text: Texts
    """The announcement, by locale."""
    proposals: tuple[Id, ...]
    """Ids of the proposals that it ships."""
    references: tuple[Reference, ...]
    """Links to read on."""
    url: Addresses
    """Where it stands in the release news, by locale of the site."""
    source: Places
    """The announcement in the news, or the agenda item's heading, by locale in which it is written."""


class Person(Record):
    """Somebody whom the minutes or the registry name."""

    id: Id
    """The id; that of somebody unregistered is made of the name."""
    name: str
    """The name to show."""
    registered: bool
    """Whether the registry has the person; different spellings of somebody unregistered are not known to be one."""
    github: str | None
    """The handle on GitHub, where it is known."""
    aliases: tuple[str, ...]
    """Other spellings of the name in the minutes."""
    presented: tuple[ItemId, ...]
    """Ids of the agenda items that the person presented."""
    attended: tuple[MeetingId, ...]
    """Ids of the meetings whose minutes list the person."""
    assigned: tuple[ActionItemId, ...]
    """Ids of the action items that the person has taken."""
    champions: tuple[Id, ...]
    """Ids of the proposals that the person drives."""
    url: Addresses
    """Where the person stands on the site, by locale of the site."""
    source: Place | None
    """The person's entry in the registry; null for somebody unregistered."""


class Project(Record):
    """A project that the meetings are about, or that a release names."""

    id: Id
    """The id; that of an unregistered project is made of the name."""
    name: str
    """The name to show."""
    registered: bool
    """Whether the registry has the project."""
    aliases: tuple[str, ...]
    """Other spellings of the name in the minutes."""
    repositories: tuple[str, ...]
    """Repositories as `owner/name`, or `owner/*` for all of an organization."""
    description: Texts
    """One sentence, by locale."""
    items: tuple[ItemId, ...]
    """Ids of the agenda items about it."""
    proposals: tuple[Id, ...]
    """Ids of the proposals for it."""
    releases: tuple[Id, ...]
    """Ids of its releases."""
    url: Addresses
    """Where the project stands on the site, by locale of the site."""
    source: Place | None
    """Its entry in the registry; null for an unregistered project."""


class Mention(Record):
    """An action item as one meeting states it."""

    item: ItemId
    """Id of the agenda item."""
    meeting: MeetingId
    """Id of the meeting."""
    text: Texts
    """What is to be done, by locale."""
    assignees: tuple[Id, ...]
    """Ids of the people whom it names."""
    done: bool | None
    """Whether it is ticked; null where the minutes keep no check box."""
    url: Addresses
    """The agenda item on the site, by locale of the site."""
    source: Places
    """The entry, by locale in which it is written."""


class ActionItem(Record):
    """Something to do, through all meetings that name it."""

    id: ActionItemId
    """Where it was first raised: the agenda item's id with `-action-1`, `-action-2` …"""
    text: Texts
    """What is to be done, as the last mention has it, by locale."""
    assignees: tuple[Id, ...]
    """Ids of all people who were to do it."""
    done: bool | None
    """Whether the last mention ticks it; null where that has no check box."""
    mentions: tuple[Mention, ...]
    """Every meeting that names it, in order of time."""
    url: Addresses
    """The agenda item that first raised it, by locale of the site."""
    source: Places
    """The entry that first raised it, by locale in which it is written."""
