"""What a page is about as schema.org has it, for search engines: a meeting as an event, releases as articles.

Knows the vocabulary (https://schema.org) and says no more than the minutes do. Knows no host: ``Place`` brings the
addresses. What it gives is plain data for ``json``; ``serialised`` writes it so that it can stand in a script element.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from minutes import addresses
from minutes.model import Meeting
from minutes.views.lens import Lens
from minutes.views.pieces import Named, ReleaseView
from minutes.vocabulary import ONLINE

Node = dict[str, object]
"""A thing and what is said of it."""

_CONTEXT = "https://schema.org"
_SCRIPT = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
"""What ends a script element, begins a comment in it, or is no white space to JSON but ends a line of a script."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands: ``url`` is its address, ``absolute`` makes one of an address below the locale's root.

    ``organizer`` is the name of the community and ``home`` the address of its website, each empty where nobody says.
    ``image`` is the address of the picture of the site, or empty.
    """

    url: str
    absolute: Callable[[str], str]
    organizer: str = ""
    home: str = ""
    image: str = ""


def website(site: str, description: str, locale: str, place: Place) -> Node:
    """The site, on its home page."""
    node = _node("WebSite", name=site, description=description, url=place.url, inLanguage=locale)
    return _top(_with(node, publisher=_organization(place)))


def breadcrumbs(trail: Sequence[tuple[str, str]]) -> Node:
    """The way to a page: names and addresses of the pages above it, from the home page on, and of itself."""
    entries = [
        _node("ListItem", position=position, name=name, item=url) for position, (name, url) in enumerate(trail, start=1)
    ]
    return _top(_node("BreadcrumbList", itemListElement=entries))


def event(lens: Lens, meeting: Meeting, description: str, place: Place) -> Node:
    """A meeting. That there are minutes of it says that it was held; that it was online, only its header can say."""
    minutes = meeting.in_locale(lens.locale)
    items = lens.meeting(meeting).items
    presenters = {person.id: person for item in items for person in item.presenters}
    node = _node(
        "Event",
        name=minutes.title,
        description=description,
        startDate=meeting.id,
        eventStatus=f"{_CONTEXT}/EventScheduled",
        url=place.url,
        inLanguage=minutes.locale,
    )
    if any(ONLINE.search(line.text) for line in minutes.header.lines):
        node["eventAttendanceMode"] = f"{_CONTEXT}/OnlineEventAttendanceMode"
    return _top(
        _with(
            node,
            organizer=_organization(place),
            performer=[_person(person, place) for person in presenters.values()],
            image=place.image,
        )
    )


def articles(releases: Iterable[ReleaseView], place: Place) -> list[Node]:
    """Each release as a piece of news: it was told on a day, by the community."""
    return [_article(release, place) for release in releases]


def _article(release: ReleaseView, place: Place) -> Node:
    project = _node("SoftwareApplication", name=release.project.name, softwareVersion=release.version)
    node = _node(
        "NewsArticle",
        headline=f"{release.project.name} v{release.version}",
        datePublished=release.date.isoformat(),
        url=place.absolute(addresses.release(release.project.id, release.version)),
        inLanguage=release.lang,
        about=project,
        isBasedOn=place.absolute(addresses.meeting(release.meeting_id)),
    )
    organization = _organization(place)
    return _with(node, author=organization, publisher=organization, image=place.image)


def graph(nodes: Sequence[Node]) -> Node:
    """Several things as one document."""
    return _top({"@graph": list(nodes)})


def serialised(node: Node) -> str:
    """The JSON of a document, as it may stand in a script element of HTML whatever its texts are."""
    text = json.dumps(node, ensure_ascii=False, separators=(",", ":"))
    for character, escaped in _SCRIPT.items():
        text = text.replace(character, escaped)
    return text


def _node(kind: str, **said: object) -> Node:
    return _with({"@type": kind}, **said)


def _with(node: Node, **said: object) -> Node:
    """A thing and what else is said of it; nothing is said with an empty value."""
    return {**node, **{key: value for key, value in said.items() if value}}


def _top(node: Mapping[str, object]) -> Node:
    return {"@context": _CONTEXT, **node}


def _organization(place: Place) -> Node | None:
    return _node("Organization", name=place.organizer, url=place.home) if place.organizer else None


def _person(person: Named, place: Place) -> Node:
    return _node("Person", name=person.name, url=place.absolute(addresses.person(person.id)))
