"""The archive as seen in one locale: the pieces that the views are put together from.

Knows how to pick a text in the wanted locale, and who and what an agenda item is tied to. Everything is worked out
once for a lens, however many pages ask.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from html import unescape
from itertools import groupby

from minutes.action_items import ActionHistory, action_histories
from minutes.archive import Archive
from minutes.model import ActionItem, AgendaItem, Meeting, Minutes, NewsEntry
from minutes.proposals import History, histories, proposals_of
from minutes.registry import Person, Project
from minutes.translations import TranslationState, item_states
from minutes.views.items import Items
from minutes.views.pieces import ActionView, ItemView, MeetingView, Named, ProposalView, ReleaseName, ReleaseView

_TAG = re.compile(r"<[^>]*>")


class Lens:
    """The archive in one locale."""

    def __init__(self, archive: Archive, locale: str) -> None:
        self.archive = archive
        self.locale = locale
        self.views: dict[str, MeetingView] = {}
        """Meetings as they are shown, by id: those that anybody has asked for."""
        self._announced: dict[str, tuple[ReleaseView, ...]] = {}
        self._states: dict[str, Mapping[str, TranslationState]] = {}

    @cached_property
    def _people(self) -> dict[str, Named]:
        """Those whom names were found to mean: a name stands in many minutes."""
        return {}

    @cached_property
    def histories(self) -> Mapping[str, History]:
        """The history of every proposal, by id."""
        return histories(self.archive)

    @cached_property
    def proposals(self) -> Mapping[str, ProposalView]:
        """Every registered proposal, by id, in the order of the registry."""
        return {proposal_id: self._proposal(history) for proposal_id, history in self.histories.items()}

    @cached_property
    def action_items(self) -> tuple[ActionHistory, ...]:
        """Every task through time, in the order in which they were raised."""
        return action_histories(self.archive)

    @cached_property
    def tasks_by_item(self) -> Mapping[tuple[str, str], Sequence[int]]:
        """The places in ``action_items`` of the tasks that an agenda item names, by meeting id and anchor."""
        found: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, task in enumerate(self.action_items):
            for mention in task.mentions:
                found[mention.meeting.id, mention.anchor].append(place)
        return dict(found)

    @cached_property
    def meetings(self) -> tuple[MeetingView, ...]:
        """Every meeting, newest first."""
        return tuple(self.meeting(meeting) for meeting in reversed(self.archive.meetings))

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days on which there were meetings, in order of time."""
        return tuple(meeting.date for meeting in self.archive.meetings)

    @cached_property
    def meetings_by_year(self) -> Mapping[int, Sequence[Meeting]]:
        """The same as they are read, by year: each has a page, and nobody should look through all of them for one."""
        newest_first = reversed(self.archive.meetings)
        return {year: tuple(group) for year, group in groupby(newest_first, key=lambda one: one.date.year)}

    def meeting(self, meeting: Meeting) -> MeetingView:
        """A meeting as this lens shows it. Worked out alone: a preview shows one page, of a thousand."""
        if meeting.id not in self.views:
            self.views[meeting.id] = self._meeting(meeting)
        return self.views[meeting.id]

    @cached_property
    def items(self) -> Items:
        """Every agenda item by meeting id and anchor, newest meeting first."""
        return Items({meeting.id: partial(self.meeting, meeting) for meeting in reversed(self.archive.meetings)})

    def states(self, meeting: Meeting) -> Mapping[str, TranslationState]:
        """How far the translation of each item of a meeting has come, by anchor."""
        if meeting.id not in self._states:
            self._states[meeting.id] = item_states(meeting, self.locale)
        return self._states[meeting.id]

    @cached_property
    def releases(self) -> tuple[ReleaseView, ...]:
        """Every release with its first announcement, newest first."""
        announced = [one for meeting in reversed(self.archive.meetings) for one in self.announced(meeting)]
        first = {(one.project.id, one.version): one for one in announced}
        return tuple(one for one in announced if first[one.project.id, one.version] is one)

    @cached_property
    def shipped_with(self) -> Mapping[str, ReleaseView]:
        """The newest release that ships a proposal, by the proposal's id."""
        found: dict[str, ReleaseView] = {}
        for release in self.releases:
            for proposal in release.proposals:
                found.setdefault(proposal.id, release)
        return found

    def text(self, texts: Mapping[str, str]) -> str:
        """A text in this locale, or in the first locale that has it."""
        return texts.get(self.locale) or next((text for text in texts.values() if text), "")

    def lang_of(self, texts: Mapping[str, str]) -> str:
        """The language of the text that ``text`` gives."""
        return next((locale for locale, text in texts.items() if text == self.text(texts)), self.locale)

    def people(self, names: Iterable[str]) -> tuple[Named, ...]:
        """The people that names mean, once each."""
        known, found = self._people, {}
        for name in names:
            person = known.get(name) or known.setdefault(name, _named(self.archive.registry.person(name)))
            found[person.id] = person
        return tuple(found.values())

    def projects(self, ids: Iterable[str]) -> tuple[Named, ...]:
        """The registered projects with these ids."""
        known = self.archive.registry.projects
        return tuple(_named(known[project_id]) for project_id in ids if project_id in known)

    def item(self, meeting: Meeting, minutes: Minutes, item: AgendaItem) -> ItemView:
        """An agenda item as this lens shows it."""
        proposals = self.proposals_at(meeting).get(item.anchor, ())
        return self._item(meeting.id, meeting.date, minutes, item, proposals, self.states(meeting)[item.anchor])

    def loose_item(self, minutes: Minutes, item: AgendaItem) -> ItemView:
        """An agenda item of minutes that belong to no meeting; no index and no history knows it."""
        day, proposals = minutes.date or date.min, tuple(proposals_of(item, self.archive))
        return self._item("", day, minutes, item, proposals, TranslationState.SOURCE)

    def action(self, minutes: Minutes, action: ActionItem) -> ActionView:
        """An action item as this lens shows it."""
        people = self.people(action.assignees)
        return ActionView(action.text, people, action.done, minutes.locale, minutes.path, action.line)

    def _release_names(self, item: AgendaItem) -> Iterator[ReleaseName]:
        """The releases that an item announces, once each."""
        announced = [*item.releases, *(one.release for one in item.directives if one.release)]
        names = (ReleaseName(_named(self.archive.registry.project(one.project)), one.version) for one in announced)
        yield from dict.fromkeys(names)

    def _item(
        self,
        meeting_id: str,
        day: date,
        minutes: Minutes,
        item: AgendaItem,
        proposal_ids: Iterable[str],
        translation: TranslationState,
    ) -> ItemView:
        registry = self.archive.registry
        proposals = tuple(self.proposals[proposal_id] for proposal_id in proposal_ids)
        projects = [*registry.projects_named(item.title), *registry.projects_of(item.references)]
        named = {project.id: _named(project) for project in projects}
        # A proposal may be about more projects than one of its items: those that the item's own text names count too.
        if others := [one for proposal in proposals for one in proposal.projects if one.id not in named]:
            told = {project.id for project in registry.projects_named(_text(item))}
            named |= {one.id: one for one in others if one.id in told}
        return ItemView(
            meeting_id=meeting_id,
            date=day,
            anchor=item.anchor,
            number=item.number,
            level=item.level,
            title=item.title,
            title_html=item.title_html,
            prose=item.prose,
            lang=minutes.locale,
            path=minutes.path,
            line=item.line,
            presenters=self.people(item.presenters),
            projects=tuple(named.values()),
            proposals=proposals,
            references=item.references,
            releases=tuple(self._release_names(item)),
            decisions=tuple(decision.text for decision in item.decisions),
            action_items=tuple(self.action(minutes, action) for action in item.action_items),
            questions=len(item.questions),
            translation=translation,
        )

    def _proposal(self, history: History) -> ProposalView:
        proposal = history.proposal
        return ProposalView(
            id=proposal.id,
            title=self.text(proposal.title),
            lang=self.lang_of(proposal.title),
            summary=self.text(proposal.summary),
            summary_lang=self.lang_of(proposal.summary),
            status=history.status,
            projects=self.projects(proposal.projects),
            kind=proposal.kind,
        )

    @cached_property
    def _evidence(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """Proposal ids by meeting and anchor."""
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        for proposal_id, history in self.histories.items():
            for evidence in history.evidence:
                anchors = found.setdefault(evidence.meeting.id, {})
                anchors[evidence.anchor] = (*anchors.get(evidence.anchor, ()), proposal_id)
        return found

    def proposals_at(self, meeting: Meeting) -> Mapping[str, tuple[str, ...]]:
        """The ids of the proposals that the items of a meeting are about, by anchor."""
        return self._evidence.get(meeting.id, {})

    def _meeting(self, meeting: Meeting) -> MeetingView:
        minutes = meeting.in_locale(self.locale)
        return MeetingView(
            id=meeting.id,
            date=meeting.date,
            title=minutes.title,
            lang=minutes.locale,
            attendees=len(self.people(minutes.header.attendees)),
            items=tuple(self.item(meeting, *found) for found in self._items_of(meeting)),
            releases=self.announced(meeting),
        )

    def _items_of(self, meeting: Meeting) -> Iterator[tuple[Minutes, AgendaItem]]:
        """The items in this locale; an item that only another locale has is taken from there, so none is missing."""
        found: dict[str, tuple[Minutes, AgendaItem]] = {}
        for minutes in self._here_first(meeting):
            for item in minutes.items:
                found.setdefault(item.anchor, (minutes, item))
        return iter(sorted(found.values(), key=lambda one: one[1].number))

    def _here_first(self, meeting: Meeting) -> list[Minutes]:
        here = meeting.in_locale(self.locale)
        return [here, *(minutes for minutes in meeting.minutes.values() if minutes is not here)]

    def announced(self, meeting: Meeting) -> tuple[ReleaseView, ...]:
        """What a meeting announced, once for each project and version: in its news, an item's title or a directive."""
        if meeting.id not in self._announced:
            self._announced[meeting.id] = tuple(self._releases(meeting))
        return self._announced[meeting.id]

    def _releases(self, meeting: Meeting) -> Iterator[ReleaseView]:
        seen: set[tuple[str, str]] = set()
        for minutes in self._here_first(meeting):
            for release, anchor, source in minutes.announcements:
                project = self.archive.registry.project(release.project)
                if (project.id, release.version) in seen:
                    continue
                seen.add((project.id, release.version))
                yield ReleaseView(
                    project=_named(project),
                    version=release.version,
                    date=meeting.date,
                    meeting_id=meeting.id,
                    anchor=anchor,
                    text=source.text if isinstance(source, NewsEntry) else source.title,
                    lang=minutes.locale,
                    references=source.references,
                    proposals=tuple(
                        self.proposals[one] for one in self.shippers.get((project.id, release.version), ())
                    ),
                )

    @cached_property
    def shippers(self) -> Mapping[tuple[str, str], Iterable[str]]:
        """The ids of the proposals that a release ships, by the project's id and the version."""
        found: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        for proposal_id, history in self.histories.items():
            for evidence in history.evidence:
                if shipped := evidence.release:
                    found[self.archive.registry.project(shipped.project).id, shipped.version][proposal_id] = None
        return found


def _text(item: AgendaItem) -> str:
    """The visible text of an item, addresses of links left out."""
    return unescape(_TAG.sub(" ", item.html))


def _named(entry: Project | Person) -> Named:
    return Named(entry.id, entry.name)
