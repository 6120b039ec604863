"""The feeds: what has been told of the meetings, the releases and the proposals, newest first.

Knows which entries a feed has, and the ids that never change. Knows nothing of Atom or JSON.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from minutes import addresses, identifiers
from minutes.registry import ProposalKind
from minutes.strings import Strings, strings_for
from minutes.views.lens import Lens
from minutes.views.meetings import MeetingPage, meeting_page
from minutes.views.pieces import ItemView, Named, ProposalView, ReleaseView
from minutes.views.projects import projects_of
from minutes.views.standing import Discussion, discussions_of, questions_of
from minutes.vocabulary import STATUS_WORDS

LATEST = 30
"""The most entries of a feed."""
NEWS, MEETINGS, PROPOSALS = "news", "meetings", "proposals"


class EntryKind(StrEnum):
    """What an entry tells of."""

    MEETING = "meeting"
    ITEM = "item"
    RELEASE = "release"
    DISCUSSION = "discussion"


@dataclass(frozen=True, slots=True)
class ProposalNews:
    """A discussion of a proposal or, where ``question`` is its title, of one of its questions."""

    proposal: ProposalView
    question: str
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


@dataclass(frozen=True, slots=True)
class FeedName:
    """A feed by name (``projects/kitex``), with its title; ``address`` is the page that shows the same, ``lang`` the
    language of the title, ``about`` says what is in it."""

    name: str
    title: str
    address: str
    lang: str
    about: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its name, and its entries, newest first."""

    name: FeedName
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class FeedsPage:
    """The list of all feeds: those of the whole site, one for each project, one for each proposal. ``latest`` is the
    most entries that each has."""

    general: tuple[FeedName, ...]
    projects: tuple[FeedName, ...]
    proposals: tuple[FeedName, ...]
    latest: int = LATEST


def feeds_page(lens: Lens) -> FeedsPage:
    """The list of all feeds in the lens's locale."""
    return FeedsPage(_general(lens), _of_projects(lens), _of_proposals(lens))


def feeds_on(lens: Lens, address: str) -> tuple[FeedName, ...]:
    """The feeds that tell what the page at an address below the locale's root shows, for its head."""
    if address == addresses.PROJECTS:
        return _of_projects(lens)
    general = _general(lens)
    if address in ("", addresses.FEEDS):
        return general
    folder = addresses.MEETINGS if address.startswith(addresses.MEETINGS) else address
    proposals = lens.proposals.values() if address.startswith(addresses.PROPOSALS) else ()
    named = [*general, *(_of_proposal(lens, each) for each in proposals if addresses.proposal(each.id) == address)]
    return tuple(name for name in named if name.address == folder)


def _general(lens: Lens) -> tuple[FeedName, ...]:
    words, lang = strings_for(lens.locale), lens.locale
    return (
        FeedName(NEWS, words("feeds.news"), addresses.RELEASE_NEWS, lang, words("feeds.news_about")),
        FeedName(MEETINGS, words("feeds.meetings"), addresses.MEETINGS, lang, words("feeds.meetings_about")),
        FeedName(PROPOSALS, words("feeds.proposals"), addresses.PROPOSALS, lang, words("feeds.proposals_about")),
    )


def _of_projects(lens: Lens) -> tuple[FeedName, ...]:
    words = strings_for(lens.locale)
    return tuple(
        FeedName(
            name=addresses.project_feed(each.id),
            title=each.name,
            address=addresses.project(each.id),
            lang=lens.locale,
            about=words("feeds.project_about", project=each.name),
        )
        for each in projects_of(lens).values()
    )


def _of_proposals(lens: Lens) -> tuple[FeedName, ...]:
    return tuple(_of_proposal(lens, each) for each in lens.proposals.values())


def _of_proposal(lens: Lens, proposal: ProposalView) -> FeedName:
    return FeedName(
        name=addresses.proposal_feed(proposal.id),
        title=proposal.title,
        address=addresses.proposal(proposal.id),
        lang=proposal.lang,
        about=strings_for(lens.locale)("feeds.proposal_about", proposal=proposal.title),
    )


def feeds(lens: Lens) -> Iterator[Feed]:
    """Every feed in the lens's locale, in the order of the page that lists them."""
    page, entries = feeds_page(lens), _Entries(lens)
    general = (entries.releases(), entries.meetings(), entries.steps())
    projects = (entries.project(project_id) for project_id in projects_of(lens))
    proposals = (entries.proposal(proposal_id) for proposal_id in lens.proposals)
    for names, all_entries in ((page.general, general), (page.projects, projects), (page.proposals, proposals)):
        yield from (_feed(name, found) for name, found in zip(names, all_entries, strict=True))


def _feed(name: FeedName, entries: Iterable[Entry]) -> Feed:
    newest_first = sorted(entries, key=lambda entry: entry.date, reverse=True)
    return Feed(name, tuple(newest_first[:LATEST]))


class _Entries:
    """The entries that feeds are put together from; each is made once, however many feeds have it."""

    def __init__(self, lens: Lens) -> None:
        self._lens = lens
        self._words: Strings = strings_for(lens.locale)
        self._of_project: dict[str, list[Entry]] = defaultdict(list)
        self._discussions = {one.id: tuple(self._tell(one)) for one in lens.proposals.values()}
        stepped: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for proposal in self.designs():
            for project in proposal.projects:
                for entry, news in self._discussions[proposal.id]:
                    if news.discussion.step:
                        self._of_project[project.id].append(entry)
                        stepped[project.id].add((news.discussion.item.meeting_id, news.discussion.item.anchor))
        for release in lens.releases:
            self._of_project[release.project.id].append(self._release(release))
        for place, item in lens.items.items():
            for project in item.projects:
                # An item that moved a proposal of the project is told as that.
                if place not in stepped[project.id]:
                    self._of_project[project.id].append(self._item(item))

    def releases(self) -> Iterator[Entry]:
        return (self._release(release) for release in self._lens.releases[:LATEST])

    def meetings(self) -> Iterator[Entry]:
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

    def project(self, project_id: str) -> Sequence[Entry]:
        return self._of_project[project_id]

    def proposal(self, proposal_id: str) -> Iterator[Entry]:
        """The discussions of a proposal, and the steps of its questions."""
        return (entry for entry, _ in self._discussions[proposal_id])

    def steps(self) -> Iterator[Entry]:
        """Where the status of a design or of one of its questions changed."""
        for proposal in self.designs():
            yield from (entry for entry, news in self._discussions[proposal.id] if news.discussion.step)

    def designs(self) -> Iterator[ProposalView]:
        """The proposals that have a status to tell; a programme recurs."""
        return (one for one in self._lens.proposals.values() if one.kind is ProposalKind.DESIGN)

    def _tell(self, proposal: ProposalView) -> Iterator[tuple[Entry, ProposalNews]]:
        history = self._lens.histories[proposal.id]
        for discussion in discussions_of(self._lens, history):
            news = ProposalNews(proposal, "", discussion)
            yield self._discussion(proposal.id, news), news
        for question in questions_of(self._lens, history):
            for discussion in question.discussions:
                if discussion.step:
                    news = ProposalNews(proposal, question.title, discussion)
                    yield self._discussion(f"{proposal.id}/{question.id}", news), news

    def _discussion(self, subject: str, news: ProposalNews) -> Entry:
        proposal, discussion = news.proposal, news.discussion
        entry = self._item(discussion.item)
        values = {
            "proposal": proposal.title,
            "question": news.question,
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
