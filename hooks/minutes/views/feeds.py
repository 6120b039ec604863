"""The feeds: what has been told of the meetings, the releases and the proposals, newest first.

Knows which entries a feed has. Knows nothing of Atom or JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from minutes import addresses
from minutes.strings import strings_for
from minutes.views.entries import LATEST, Entries, Entry
from minutes.views.lens import Lens
from minutes.views.pieces import ProposalView
from minutes.views.projects import projects_of

NEWS, MEETINGS, PROPOSALS = "news", "meetings", "proposals"
_Found = Callable[[], Iterable[Entry]]
"""Gives the entries of a feed, and maybe older ones."""


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


def feeds(lens: Lens) -> Mapping[str, Callable[[], Feed]]:
    """What gives each feed in the lens's locale, by name, in the order of the page that lists them."""
    page, entries = feeds_page(lens), Entries(lens)
    general = (entries.releases, entries.meetings, entries.steps)
    projects = (partial(entries.project, project_id) for project_id in projects_of(lens))
    proposals = (partial(entries.proposal, proposal_id) for proposal_id in lens.proposals)
    found: list[_Found] = [*general, *projects, *proposals]
    names = (*page.general, *page.projects, *page.proposals)
    return {name.name: partial(_feed, name, each) for name, each in zip(names, found, strict=True)}


def _feed(name: FeedName, entries: _Found) -> Feed:
    newest_first = sorted(entries(), key=lambda entry: entry.date, reverse=True)
    return Feed(name, tuple(newest_first[:LATEST]))
