"""Where things live on the site, relative to a locale's root.

Knows the shape of every published address, so that nothing else spells one out. Knows no host, no locale
prefix and no page that links here: whoever shows an address makes it relative to its own page.
"""

from __future__ import annotations

import re
from sys import intern
from urllib.parse import urlencode

ACTION_ITEMS = "action-items/"
AGENDA_INDEX = "agenda/"
CALENDAR = "meetings.ics"
FEEDS = "feeds/"
AGENDA_NARROWING = f"{AGENDA_INDEX}narrowing.json"
MEETINGS = "meetings/"
PEOPLE = "people/"
PROGRAMMES = "programmes/"
PROJECTS = "projects/"
PROPOSALS = "proposals/"
RELEASE_NEWS = "news/"
SEARCH = "search/"
TRANSLATIONS = "translations/"
VERSIONS = "versions/"

_PROMISED = re.compile(
    r"/(?:"
    r"(?:[^#]*/)?"  # every page
    r"|(?:[^#]*/)?meetings/[^/#]+/#(?:agenda-\d+(?:-\d+)?|news)"
    r"|(?:[^#]*/)?(?:people|projects|programmes)/#(?!_)[^A-Z]+"  # ids; what only serves the page has a capital in it
    r"|(?:[^#]*/)?news/#.+-v\d.*"
    r"|(?:[^#]*/)?translations/#\d{4}-\d\d-\d\d"
    r"|(?:[^#]*/)?action-items/#newcomers"
    r"|(?:[^#]*/)?contributing/checks/#[a-z]{3}\d{3}"
    r"|api/[^#]+\.json"
    r"|(?:[^#]*/)?feeds/[^#]+"
    r"|[^#]+\.(?:ics|atom)"
    r")"
)
"""The addresses that have to last, from the site's root on: pages, anchors that follow from ids, files for programs.

Headings of authored pages are not among them: their anchors follow from their texts.
"""


def meeting(meeting_id: str) -> str:
    """The page of a meeting: ``meetings/2022-07-28/``."""
    return f"{MEETINGS}{meeting_id}/"


def anchor(number: int, repeat: int = 1) -> str:
    """The anchor of an agenda item: ``agenda-2``; a repeated number gets ``agenda-2-2``, to keep anchors unique."""
    return intern(f"agenda-{number}" if repeat == 1 else f"agenda-{number}-{repeat}")


def agenda_item(meeting_id: str, item_anchor: str) -> str:
    """An agenda item: ``meetings/2022-07-28/#agenda-2``."""
    return f"{meeting(meeting_id)}#{item_anchor}"


def news(meeting_id: str) -> str:
    """The news section of a meeting: ``meetings/2022-07-28/#news``."""
    return f"{meeting(meeting_id)}#news"


def agenda_filtered(facet: str, value: object) -> str:
    """The agenda index narrowed by one facet: ``agenda/?presenter=lsjbd``."""
    return f"{AGENDA_INDEX}?{urlencode({facet: value})}"


def agenda_year(year: int) -> str:
    """The agenda items of one year, where the index is split: ``agenda/2022/``."""
    return f"{AGENDA_INDEX}{year}/"


def proposal(proposal_id: str) -> str:
    """The page of a proposal: ``proposals/bizerror/``."""
    return f"{PROPOSALS}{proposal_id}/"


def person(person_id: str) -> str:
    """A person: ``people/#li-jin-gou``."""
    return f"{PEOPLE}#{person_id}"


def project(project_id: str) -> str:
    """A project: ``projects/#kitex``."""
    return f"{PROJECTS}#{project_id}"


def release_anchor(project_id: str, version: str) -> str:
    """The anchor of a release in the news: ``kitex-v0.4.3``."""
    return f"{project_id}-v{version}"


def release(project_id: str, version: str) -> str:
    """A release: ``news/#kitex-v0.4.3``."""
    return f"{RELEASE_NEWS}#{release_anchor(project_id, version)}"


def project_feed(project_id: str) -> str:
    """The name of a project's feed: ``projects/kitex``."""
    return f"{PROJECTS}{project_id}"


def proposal_feed(proposal_id: str) -> str:
    """The name of a proposal's feed: ``proposals/bizerror``."""
    return f"{PROPOSALS}{proposal_id}"


def atom(feed: str) -> str:
    """A feed as Atom, by its name: ``feeds/news.atom``."""
    return f"{FEEDS}{feed}.atom"


def json_feed(feed: str) -> str:
    """A feed as JSON Feed, by its name: ``feeds/news.json``."""
    return f"{FEEDS}{feed}.json"


def is_promised(address: str) -> bool:
    """Whether an address of the site (``/en/people/#li-jin-gou``) has to last once it was published."""
    return bool(_PROMISED.fullmatch(address))
