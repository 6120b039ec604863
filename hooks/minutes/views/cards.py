"""What a page says of itself where it is only mentioned: its title and description for search engines and other sites.

Knows what of an archive sums a page up, in few words of its locale. Knows no markup and no address.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from minutes.diagnostics import CODES
from minutes.registry import ProposalKind
from minutes.strings import Strings, strings_for
from minutes.translations import TranslationState
from minutes.views.fitting import columns, fitted, plain
from minutes.views.lens import Lens
from minutes.views.meetings import MeetingPage
from minutes.views.pieces import Named, ReleaseView
from minutes.vocabulary import STATUS_WORDS, Status

TITLE, DESCRIPTION = 60, 160
"""The most columns of a title and of a description: what search engines show of them."""
TRANSLATIONS = "translation-status"
"""The view of which the facts follow from how translations stand; those of others follow from outlines."""


@dataclass(frozen=True, slots=True)
class Card:
    """A title and a description, neither with markup. ``day`` is the day that the page is about, or None."""

    title: str
    description: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Authored:
    """What the author of a page has written for it: its title, its description (or its first words), and the name of
    the site. ``language`` is the name of the language that it is written in, where that is not the locale's."""

    title: str
    about: str
    site: str
    language: str = ""


def facts(lens: Lens, shows: str) -> str:
    """What the archive says of a page; ``shows`` is the name of the view in it (``agenda-index``), or empty."""
    return FACTS[shows](lens, strings_for(lens.locale)) if shows in FACTS else ""


def page_card(lens: Lens, shows: str, facts: str, authored: Authored) -> Card:
    """The card of an authored page with a view, or without one, and the facts of it."""
    title = authored.site if shows == "home" else _named(authored.title, authored.site)
    return Card(title, _description(facts, authored, lens.locale))


def meeting_card(lens: Lens, page: MeetingPage) -> Card:
    """The card of minutes: when it was, and what it was about."""
    strings = strings_for(lens.locale)
    topics = [item.title for item in page.items]
    values = {"date": page.date, "topics": (_joined(topics[:1], strings) or page.title)}
    title = fitted(strings("card.meeting.title", **values), TITLE) if page.date else fitted(page.title, TITLE)
    told = {"date": page.date or page.title, "n": len(topics), "topics": _joined(topics, strings)}
    about = strings("card.meeting.items", **told) if topics else page.title
    presenters = _listed(_names(person for item in page.items for person in item.presenters), strings)
    if presenters:
        # The presenters stand where they are seen; of the titles there may be any number.
        ending = strings("card.meeting.presenters", names=fitted(presenters, DESCRIPTION // 3))
        return Card(title, _cut_before(about, ending, strings), page.date)
    return Card(title, fitted(about, DESCRIPTION), page.date)


def proposal_card(lens: Lens, proposal_id: str, authored: Authored) -> Card:
    """The card of a proposal: what it is, how it stands, and how often it was discussed."""
    strings, proposal = strings_for(lens.locale), lens.proposals[proposal_id]
    history = lens.histories[proposal_id]
    programme = proposal.kind is ProposalKind.PROGRAMME
    kind = strings("card.proposal.programme" if programme else "card.proposal.design")
    release = lens.shipped_with.get(proposal_id)
    status = STATUS_WORDS[lens.locale][proposal.status]
    if release and proposal.status is Status.RELEASED:
        status = strings("card.proposal.released", status=status, release=_release(release))
    told = [] if programme else [strings("card.proposal.status", status=status)]
    if history.evidence:
        last = max(one.date for one in history.evidence)
        told.append(strings("card.proposal.discussed", n=len(history.evidence), date=last))
    about = plain(proposal.summary or authored.about)
    return Card(_named(proposal.title, kind), _cut_before(about, strings("card.join").join(told), strings))


def _named(title: str, of: str) -> str:
    """A title with the name of what it belongs to, as far as there is room."""
    ending = f" - {plain(of)}"
    rest = TITLE - columns(ending)
    return f"{fitted(title, rest)}{ending}" if rest > TITLE // 3 else fitted(title, TITLE)


def _description(facts: str, authored: Authored, locale: str) -> str:
    """Facts and then what the author says; one of a page that says neither names the page."""
    texts = [text for text in (facts, plain(authored.about)) if text]
    strings = strings_for(locale)
    joined = strings("card.join").join(texts) or f"{authored.title} - {authored.site}"
    if authored.language:
        joined = strings("card.in_language", language=authored.language, text=joined)
    return fitted(joined, DESCRIPTION)


def _cut_before(text: str, ending: str, strings: Strings) -> str:
    """A text and an ending that is never cut, in the room of a description."""
    if not ending or not text:
        return fitted(text or ending, DESCRIPTION)
    between = strings("card.join")
    begun = fitted(text, DESCRIPTION - columns(ending) - columns(between) - 2)
    stop = "" if begun[-1] in "。.！!？?…" else strings("card.stop")
    return f"{begun}{stop}{between}{ending}"


def _joined(texts: Iterable[str], strings: Strings) -> str:
    """Sentences or titles, one after the other."""
    return strings("card.separator").join(texts)


def _listed(names: Iterable[str], strings: Strings) -> str:
    """Names, one after the other."""
    return strings("card.between_names").join(names)


def _names(found: Iterable[Named]) -> list[str]:
    return list(dict.fromkeys(one.name for one in found))


def _release(release: ReleaseView) -> str:
    return f"{release.project.name} v{release.version}"


def _span(lens: Lens, strings: Strings) -> str:
    """From when to when there were meetings."""
    return strings("card.span", first=lens.meetings[-1].date, last=lens.meetings[0].date) if lens.meetings else ""


def _home(lens: Lens, strings: Strings) -> str:
    if not lens.meetings:
        return ""
    latest = lens.meetings[0]
    designs = sum(one.kind is ProposalKind.DESIGN for one in lens.proposals.values())
    counts = {
        "meetings": strings("count.meetings", n=len(lens.meetings)),
        "items": strings("count.items", n=len(lens.items)),
        "proposals": strings("count.proposals", n=designs),
    }
    topics = _joined((item.title for item in latest.items[:2]), strings) or latest.title
    return strings("card.home", **counts, date=latest.date, topics=topics)


def _meetings(lens: Lens, strings: Strings) -> str:
    if not lens.meetings:
        return ""
    counts = {
        "meetings": strings("count.meetings", n=len(lens.meetings)),
        "items": strings("count.items", n=len(lens.items)),
    }
    return strings("card.meetings", **counts, span=_span(lens, strings))


def _agenda(lens: Lens, strings: Strings) -> str:
    if not lens.items:
        return ""
    counts = {
        "meetings": strings("count.meetings", n=len(lens.meetings)),
        "items": strings("count.items", n=len(lens.items)),
    }
    return strings("card.agenda", **counts, span=_span(lens, strings))


def _proposals(lens: Lens, strings: Strings) -> str:
    designs = [one for one in lens.proposals.values() if one.kind is ProposalKind.DESIGN]
    counted = Counter(one.status for one in designs)
    words = STATUS_WORDS[lens.locale]
    told = [strings("card.counted", what=words[status], n=counted[status]) for status in Status if counted[status]]
    proposals = strings("count.proposals", n=len(designs))
    return strings("card.listed", what=proposals, names=_listed(told, strings)) if told else ""


def _news(lens: Lens, strings: Strings) -> str:
    latest: dict[str, ReleaseView] = {}
    for release in lens.releases:
        latest.setdefault(release.project.id, release)
    names = _listed(map(_release, latest.values()), strings)
    return strings("card.news", n=len(lens.releases), names=names) if latest else ""


def _people(lens: Lens, strings: Strings) -> str:
    presented = Counter(person.name for item in lens.items.values() for person in item.presenters)
    ranked = sorted(presented, key=lambda name: (-presented[name], name.casefold()))
    return strings("card.people", n=len(ranked), names=_listed(ranked[:6], strings)) if ranked else ""


def _projects(lens: Lens, strings: Strings) -> str:
    names = [project.name for project in lens.archive.registry.projects.values()]
    return strings("card.projects", n=len(names), names=_listed(names, strings)) if names else ""


def _programmes(lens: Lens, strings: Strings) -> str:
    names = [one.title for one in lens.proposals.values() if one.kind is ProposalKind.PROGRAMME]
    return strings("card.programmes", n=len(names), names=_listed(names, strings)) if names else ""


def _action_items(lens: Lens, strings: Strings) -> str:
    done = sum(history.done is True for history in lens.action_items)
    count = len(lens.action_items)
    return strings("card.action_items", n=count, open=count - done, done=done) if count else ""


def _translations(lens: Lens, strings: Strings) -> str:
    states = [state for meeting in lens.archive.meetings for state in lens.states(meeting).values()]
    behind = sum(state in (TranslationState.OUTDATED, TranslationState.MISSING) for state in states)
    return strings("card.translations", n=len(states), current=len(states) - behind) if states else ""


def _checks(_: Lens, strings: Strings) -> str:
    return strings("card.checks", n=len(CODES))


FACTS: Mapping[str, Callable[[Lens, Strings], str]] = {
    "home": _home,
    "meetings-index": _meetings,
    "agenda-index": _agenda,
    "proposals-index": _proposals,
    "release-news": _news,
    "people-index": _people,
    "projects-index": _projects,
    "programmes-index": _programmes,
    "action-items": _action_items,
    TRANSLATIONS: _translations,
    "checks": _checks,
}
"""What there is to say of the page with a view, by the view's name. An archive that holds nothing says nothing."""
