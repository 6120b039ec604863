"""What can be found on the site: a record for each agenda item, meeting, release, proposal, person and project.

Knows what of each is searched and what it can be narrowed by. Knows nothing of the index (see ``minutes.search``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from html import unescape

from minutes import addresses
from minutes.model import Meeting, Minutes, News, Passage
from minutes.reporters import message, suggestion
from minutes.strings import strings_for
from minutes.views.checks import checks
from minutes.views.lens import Lens
from minutes.views.people import everybody
from minutes.views.pieces import ItemView, MeetingView
from minutes.views.projects import projects_of

FACETS = ("year", "project", "presenter", "proposal", "kind")
"""What a search can be narrowed by."""
_INLINE = re.compile(r"</?(?:a|abbr|b|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u)(?![\w-])[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_HEADING = re.compile(r'<h[2-6]\b[^>]*? id="([^"]+)"[^>]*>(.*?)</h[2-6]>', re.DOTALL)
_PERMALINK = re.compile(r'<a class="headerlink"[^>]*>.*?</a>')


class RecordKind(StrEnum):
    """What a record is about, where it is no agenda item; one of an item has the kinds of the item."""

    MEETING = "meeting"
    PERSON = "person"
    PROJECT = "project"
    PAGE = "page"


_OWN_KINDS = frozenset(RecordKind)


@dataclass(frozen=True, slots=True)
class Group:
    """What results are shown under: a meeting, or the page that a record stands on.

    ``shows`` is how many of it are shown until a reader asks for the rest: one of a page, whose sections say much the
    same, so that there is room for others.
    """

    title: str
    address: str
    shows: int = 3


@dataclass(frozen=True, slots=True)
class Record:
    """Something to be found. ``address`` is below the locale's root, ``lang`` the language of the text.

    ``names`` are what it is called besides its title, ``words`` what it is tied to (people, proposals, references).
    ``facets`` are the values that narrow a search, with the name of each: ``{"presenter": {"lsjbd": "lsjbd"}}``.
    """

    address: str
    group: Group
    title: str
    text: str
    lang: str
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    facets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def visible_text(html: str) -> str:
    """The visible text of HTML, in one line. Emphasis within a word does not part it, a new block does."""
    return " ".join(unescape(_TAG.sub(" ", _INLINE.sub("", html))).split())


@dataclass(frozen=True, slots=True)
class _Section:
    anchor: str
    title: str
    text: str


def _sections(html: str) -> Iterator[_Section]:
    """What stands above the first heading that has an address, and each such heading with what stands below it."""
    above, *rest = _HEADING.split(_PERMALINK.sub("", html))
    yield _Section("", "", visible_text(above))
    for anchor, title, text in zip(*(rest[each::3] for each in range(3)), strict=True):
        yield _Section(anchor, visible_text(title), visible_text(text))


def search_records(lens: Lens) -> Iterator[Record]:
    """Every record of the archive in the lens's locale, newest meeting first."""
    yield from meeting_records(lens, lens.archive.meetings)
    yield from other_records(lens)


def meeting_records(lens: Lens, meetings: Sequence[Meeting]) -> Iterator[Record]:
    """The records of meetings and their items, the last one first."""
    for meeting in reversed(meetings):
        view = lens.meeting(meeting)
        group = Group(f"{view.id} {view.title}", addresses.meeting(view.id))
        yield _of_meeting(lens, meeting, view, group)
        for item in view.items:
            yield _of_item(lens, item, group)


def other_records(lens: Lens) -> Iterator[Record]:
    """The records of releases, people and projects."""
    yield from _of_releases(lens)
    yield from _of_people(lens)
    yield from _of_projects(lens)


def page_records(lens: Lens, address: str, title: str, html: str, lang: str, proposal_id: str = "") -> Iterator[Record]:
    """An authored page, and each of its sections that has an address of its own.

    ``html`` is what was written, ``lang`` its language; ``proposal_id`` is that of the proposal whose page it is.
    """
    group = Group(title, address, shows=1)
    proposal = lens.archive.registry.proposals.get(proposal_id)
    view = lens.proposals.get(proposal_id)
    facets: dict[str, Mapping[str, str]] = {"kind": _kind(lens, view.kind if view else RecordKind.PAGE)}
    names: tuple[str, ...] = ()
    summary = ""
    if proposal and view:
        facets["project"] = {one.id: one.name for one in view.projects}
        facets["proposal"] = {view.id: view.title}
        names = (*proposal.names, *proposal.title.values(), *proposal.issues)
        summary = view.summary
    first, *sections = _sections(html)
    yield Record(address, group, title, f"{summary} {first.text}".strip(), lang, names, facets=facets)
    for section in sections:
        yield Record(f"{address}#{section.anchor}", group, section.title, section.text, lang, facets=facets)


def loose_record(lens: Lens, address: str, minutes: Minutes) -> Record:
    """Minutes that belong to no meeting, all of which is one record."""
    text = visible_text(" ".join([minutes.header.html, *(section.html for section in minutes.sections)]))
    facets = {"kind": _kind(lens, RecordKind.MEETING)}
    group = Group(minutes.title, address)
    return Record(address, group, minutes.title, f"{text} {minutes.raw}".strip(), minutes.locale, facets=facets)


def check_records(lens: Lens, address: str, title: str) -> Iterator[Record]:
    """Each entry of the guide to the checks, which stands at ``address``."""
    strings, facets = strings_for(lens.locale), {"kind": _kind(lens, RecordKind.PAGE)}
    for area in checks(lens.locale):
        for one in area.checks:
            said = f"{message(one.finding, strings)} {suggestion(one.finding, strings)}"
            yield Record(
                f"{address}#{one.anchor}",
                Group(title, address, shows=1),
                f"{one.code.code} {one.code.slug}",
                said,
                lens.locale,
                facets=facets,
            )


def _of_item(lens: Lens, item: ItemView, group: Group) -> Record:
    registry = lens.archive.registry
    people = (registry.person(person.name) for person in item.presenters)
    words = [item.meeting_id, *(name for person in people for name in person.names)]
    for proposal in item.proposals:
        words += [proposal.id, proposal.title]
    words += [project.name for project in item.projects]
    words += [reference.id for reference in item.references]
    words += [f"{release.project.name} v{release.version}" for release in item.releases]
    return Record(
        address=addresses.agenda_item(item.meeting_id, item.anchor),
        group=group,
        title=item.title,
        text=visible_text(item.html),
        lang=item.lang,
        words=tuple(dict.fromkeys(words)),
        facets={
            "year": _year(item.meeting_id),
            "project": {one.id: one.name for one in item.projects},
            "presenter": {one.id: one.name for one in item.presenters},
            "proposal": {one.id: one.title for one in item.proposals},
            "kind": {kind: label for one in item.kinds for kind, label in _kind(lens, one).items()},
        },
    )


def _of_meeting(lens: Lens, meeting: Meeting, view: MeetingView, group: Group) -> Record:
    minutes = meeting.in_locale(lens.locale)
    rest = [one.html for one in minutes.sections if isinstance(one, News | Passage)]
    return Record(
        address=group.address,
        group=group,
        title=view.title,
        text=visible_text(" ".join([minutes.header.html, *rest])),
        lang=view.lang,
        names=(meeting.id,),
        facets={"year": _year(meeting.id), "kind": _kind(lens, RecordKind.MEETING)},
    )


def _of_releases(lens: Lens) -> Iterator[Record]:
    group = Group(strings_for(lens.locale)("search.group.releases"), addresses.RELEASE_NEWS)
    for release in lens.releases:
        yield Record(
            address=addresses.release(release.project.id, release.version),
            group=group,
            title=f"{release.project.name} v{release.version}",
            text=release.text,
            lang=release.lang,
            words=(release.meeting_id, *(one.id for one in release.references)),
            facets={
                "year": _year(release.meeting_id),
                "project": {release.project.id: release.project.name},
                "proposal": {one.id: one.title for one in release.proposals},
                "kind": _kind(lens, "release"),
            },
        )


def _of_people(lens: Lens) -> Iterator[Record]:
    group = Group(strings_for(lens.locale)("search.group.people"), addresses.PEOPLE)
    for person in everybody(lens).values():
        yield Record(
            address=addresses.person(person.id),
            group=group,
            title=person.name,
            text="",
            lang=lens.locale,
            names=person.names,
            facets={"kind": _kind(lens, RecordKind.PERSON)},
        )


def _of_projects(lens: Lens) -> Iterator[Record]:
    group = Group(strings_for(lens.locale)("search.group.projects"), addresses.PROJECTS)
    for project in projects_of(lens).values():
        yield Record(
            address=addresses.project(project.id),
            group=group,
            title=project.name,
            text=lens.text(project.description),
            lang=lens.lang_of(project.description) if project.description else lens.locale,
            names=(project.id, *project.names),
            words=project.repositories,
            facets={"project": {project.id: project.name}, "kind": _kind(lens, RecordKind.PROJECT)},
        )


def _year(meeting_id: str) -> Mapping[str, str]:
    year = meeting_id.partition("-")[0]
    return {year: year}


def _kind(lens: Lens, kind: str) -> Mapping[str, str]:
    """A kind with its name: one of the kinds of agenda items, or of the other records."""
    return {str(kind): strings_for(lens.locale)(f"search.kind.{kind}" if kind in _OWN_KINDS else f"agenda.kind.{kind}")}
