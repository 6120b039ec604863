"""The entries of feeds: what was told of a meeting, an item, a release or a proposal, and the ids that never change.

Knows nothing of which feed has what, nor of Atom or JSON.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import count, islice

from minutes import addresses, identifiers
from minutes.registry import ProposalKind
from minutes.strings import Strings, strings_for
from minutes.views.lens import Lens
from minutes.views.meetings import MeetingPage, meeting_page
from minutes.views.pieces import ItemView, Named, ProposalView, ReleaseView
from minutes.views.standing import Discussion, latest_of, turns_of
from minutes.vocabulary import STATUS_WORDS

LATEST = 30
"""The most entries of a feed."""


class EntryKind(StrEnum):
    """What an entry tells of."""

    MEETING = "meeting"
    ITEM = "item"
    RELEASE = "release"
    DISCUSSION = "discussion"


@dataclass(frozen=True, slots=True)
class ProposalNews:
    """A discussion of a proposal or of one of its questions: its id, and its title as the name."""

    proposal: ProposalView
    question: Named | None
    discussion: Discussion


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed. ``id`` never changes (``meetings/2022-07-28``); ``address`` is below a locale's root.

    ``lang`` is the language of the title, ``text_lang`` that of the minutes; ``date`` is that of the meeting which told
    of it. What ``subject`` is, ``kind`` says: a MeetingPage, an ItemView, a ReleaseView or a ProposalNews.
    """

    id: str
    kind: EntryKind
    date: date
    title: str
    lang: str
    text_lang: str
    address: str
    authors: tuple[Named, ...]
    tags: tuple[Named, ...]
    subject: MeetingPage | ItemView | ReleaseView | ProposalNews


class Entries:
    """The entries that feeds are put together from. Of the items of a thousand meetings, those that a feed can have are
    looked at."""

    def __init__(self, lens: Lens) -> None:
        self._lens = lens
        self._words: Strings = strings_for(lens.locale)
        self._ahead = (lens.meeting(meeting) for meeting in reversed(lens.archive.meetings))
        self._items: defaultdict[str, list[ItemView]] = defaultdict(list)

    def releases(self) -> Iterator[Entry]:
        """The latest releases."""
        return (self._release(release) for release in self._lens.releases[:LATEST])

    def meetings(self) -> Iterator[Entry]:
        """The latest meetings."""
        for meeting in self._lens.archive.meetings[: -LATEST - 1 : -1]:
            page = meeting_page(self._lens, meeting, ())
            yield Entry(
                id=f"meetings/{meeting.id}",
                kind=EntryKind.MEETING,
                date=meeting.date,
                title=page.title,
                lang=page.lang,
                text_lang=page.lang,
                address=addresses.meeting(meeting.id),
                authors=(),
                tags=_once(project for item in page.items for project in item.projects),
                subject=page,
            )

    def project(self, project_id: str) -> Iterator[Entry]:
        """Where the status of a design of a project changed, its releases, and the items about it."""
        told: set[tuple[str, str]] = set()
        for proposal in self._designs():
            if project_id in {project.id for project in proposal.projects}:
                for news in self._turns(proposal):
                    yield self._discussion(news)
                    told.add((news.discussion.item.meeting_id, news.discussion.item.anchor))
        yield from (self._release(release) for release in self._lens.releases if release.project.id == project_id)
        # An item that moved a proposal of the project is told as that.
        others = (item for item in self._items_of(project_id) if (item.meeting_id, item.anchor) not in told)
        yield from map(self._item, islice(others, LATEST))

    def proposal(self, proposal_id: str) -> Iterator[Entry]:
        """The discussions of a proposal, and the steps of its questions."""
        proposal, history = self._lens.proposals[proposal_id], self._lens.histories[proposal_id]
        for discussion in latest_of(self._lens, history, LATEST):
            yield self._discussion(ProposalNews(proposal, None, discussion))
        yield from map(self._discussion, self._answers(proposal))

    def steps(self) -> Iterator[Entry]:
        """Where the status of a design or of one of its questions changed."""
        return (self._discussion(news) for proposal in self._designs() for news in self._turns(proposal))

    def _designs(self) -> Iterator[ProposalView]:
        """The proposals that have a status to tell; a programme recurs."""
        return (one for one in self._lens.proposals.values() if one.kind is ProposalKind.DESIGN)

    def _turns(self, proposal: ProposalView) -> Iterator[ProposalNews]:
        """Where the status of a proposal or of one of its questions changed."""
        for discussion in turns_of(self._lens, self._lens.histories[proposal.id]):
            yield ProposalNews(proposal, None, discussion)
        yield from self._answers(proposal)

    def _answers(self, proposal: ProposalView) -> Iterator[ProposalNews]:
        for question in self._lens.histories[proposal.id].questions:
            named = Named(question.question.id, self._lens.text(question.question.title))
            yield from (ProposalNews(proposal, named, discussion) for discussion in turns_of(self._lens, question))

    def _items_of(self, project_id: str) -> Iterator[ItemView]:
        """The items about a project, newest meeting first. One pass over the meetings serves all projects."""
        found = self._items[project_id]
        for number in count():
            while number == len(found):
                meeting = next(self._ahead, None)
                if meeting is None:
                    return
                for item in meeting.items:
                    for project in item.projects:
                        self._items[project.id].append(item)
            yield found[number]

    def _discussion(self, news: ProposalNews) -> Entry:
        proposal, discussion = news.proposal, news.discussion
        subject = f"{proposal.id}/{news.question.id}" if news.question else proposal.id
        entry = self._item(discussion.item)
        values = {
            "proposal": proposal.title,
            "question": news.question.name if news.question else "",
            "status": STATUS_WORDS[self._lens.locale][discussion.status],
        }
        if news.question:
            title = self._words("feeds.question_step", **values)
        elif proposal.kind is ProposalKind.PROGRAMME:
            title = self._words("feeds.programme", **values)
        elif discussion.step:
            title = self._words("feeds.step", **values)
        else:
            title = self._words("feeds.again", **values)
        return replace(
            entry,
            id=f"proposals/{subject}/{entry.id.removeprefix('agenda/')}",
            kind=EntryKind.DISCUSSION,
            title=title,
            lang=proposal.lang,
            tags=proposal.projects,
            subject=news,
        )

    def _item(self, item: ItemView) -> Entry:
        return Entry(
            id=f"agenda/{identifiers.agenda_item(item.meeting_id, item.anchor)}",
            kind=EntryKind.ITEM,
            date=item.date,
            title=item.title,
            lang=item.lang,
            text_lang=item.lang,
            address=addresses.agenda_item(item.meeting_id, item.anchor),
            authors=item.presenters,
            tags=item.projects,
            subject=item,
        )

    def _release(self, release: ReleaseView) -> Entry:
        return Entry(
            id=f"releases/{identifiers.release(release.project.id, release.version)}",
            kind=EntryKind.RELEASE,
            date=release.date,
            title=self._words("feeds.release", project=release.project.name, version=release.version),
            lang=self._lens.locale,
            text_lang=release.lang,
            address=addresses.release(release.project.id, release.version),
            authors=(),
            tags=(release.project,),
            subject=release,
        )


def _once(named: Iterable[Named]) -> tuple[Named, ...]:
    return tuple({one.id: one for one in named}.values())
