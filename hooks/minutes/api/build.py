"""The data API made from the archive: all locales in one, by way of one lens for each.

Knows where each property of a record comes from; what it means is said in ``models``. A record is not checked here but
with its file, when that is about to be written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from functools import partial
from typing import Any, NamedTuple

from minutes import addresses, identifiers
from minutes.action_items import ActionHistory
from minutes.action_items import Mention as Mentioned
from minutes.api import VERSION
from minutes.api.documents import DOCUMENTS, Lines, Origin, line_of, schema_of
from minutes.api.index import Index, Written
from minutes.api.models import ActionItem, AgendaItem, Meeting, Mention, Release
from minutes.api.pages import Pages
from minutes.api.pieces import ActionEntry, Decision, Place, Question
from minutes.api.proposals import proposal
from minutes.api.readings import Readings, item_id, once, paired, place
from minutes.archive import LARGE
from minutes.cache import NOTHING, Memory
from minutes.model import Meeting as Held
from minutes.translations import TranslationState
from minutes.views.lens import Lens
from minutes.views.pieces import ItemKind, ReleaseView


class Told(NamedTuple):
    """What the files say of a meeting: its record, those of its agenda items, and the releases that it announced, as
    each locale shows them, the source first."""

    meeting: Written
    agenda: tuple[Written, ...]
    releases: tuple[ReleaseView, ...]


def files(lenses: Mapping[str, Lens], pages: Pages, memory: Memory = NOTHING) -> Iterator[tuple[str, bytearray]]:
    """Every file of the API with its name, from a lens for each locale of the site.

    The records of a thousand meetings are large: of each there is only its line, until it is in its file. Of a large
    archive, no view of a meeting stays that nobody else has asked for. The memory is one in which pages are always
    where they are.
    """
    readings = Readings(lenses, pages)
    index, begun = Index(readings), dict(_begun(readings))
    announced: list[tuple[ReleaseView, ...]] = []
    large = len(readings.archive.meetings) >= LARGE
    for meeting in readings.archive.meetings:
        with readings.in_passing(meeting) if large else nullcontext():
            told = memory.once("meeting", readings.basis_of(meeting), partial(_told, readings, meeting))
        begun["meetings"].add(index.read("meetings", [told.meeting]))
        begun["agenda"].add(index.read("agenda", told.agenda))
        announced.append(told.releases)
    begun["action-items"].add(
        index.read("action-items", map(partial(_action_item, readings), readings.lens.action_items))
    )
    proposals = (
        memory.once("proposal", readings.basis_of_proposal(one), partial(proposal, readings, one))
        for one in readings.lens.histories.values()
    )
    others: dict[str, Callable[[], Iterable[bytes]]] = {
        "proposals": lambda: index.read("proposals", proposals),
        "releases": lambda: index.read("releases", _releases(readings, announced)),
        "people": lambda: map(line_of, index.people()),
        "projects": lambda: map(line_of, index.projects()),
    }
    for name in DOCUMENTS:
        file = begun.pop(name)
        if name in others:
            file.add(others[name]())
        yield name, file.end()


def _begun(readings: Readings) -> Iterator[tuple[str, Lines]]:
    """Every file with its name, without a record."""
    meetings, pages = readings.archive.meetings, readings.pages
    head: dict[str, Any] = {
        "version": VERSION,
        "generated_from": Origin.model_construct(
            site=pages.root, latest_meeting=meetings[-1].date if meetings else None
        ),
        "locales": pages.locales,
    }
    for name, document in DOCUMENTS.items():
        yield name, Lines(document.model_construct(**{**head, "$schema": schema_of(name)}))


def _told(readings: Readings, meeting: Held) -> Told:
    views = readings.meetings(meeting)
    return Told(
        meeting=_meeting(readings, meeting),
        agenda=tuple(_agenda(readings, meeting)),
        releases=tuple(release for view in views for release in view.releases),
    )


def _meeting(readings: Readings, meeting: Held) -> Written:
    written, views = readings.minutes(meeting), readings.meetings(meeting)
    record = Meeting.model_construct(
        id=meeting.id,
        date=meeting.date,
        title=readings.by_locale((minutes.locale, minutes.title) for minutes in written),
        source_locale=meeting.source,
        translation={locale: _translation(lens, meeting) for locale, lens in readings.lenses.items()},
        attendees=readings.people(name for minutes in written for name in minutes.header.attendees),
        pre_reading=readings.references(
            (minutes.locale, one) for minutes in written for one in minutes.header.pre_reading
        ),
        recording=readings.references((minutes.locale, one) for minutes in written for one in minutes.header.recording),
        items=tuple(item_id(meeting, item.anchor) for item in views[0].items),
        releases=once(identifiers.release(one.project.id, one.version) for view in views for one in view.releases),
        url=readings.pages.urls(addresses.meeting(meeting.id)),
        source=readings.by_locale((minutes.locale, place(minutes.path, 1)) for minutes in written),
    )
    return Written(line_of(record), record.id, people=record.attendees)


def _translation(lens: Lens, meeting: Held) -> TranslationState:
    """How the whole meeting stands in a locale: as its items do, of which the least translated one counts."""
    if lens.locale == meeting.source:
        return TranslationState.SOURCE
    if lens.locale not in meeting.minutes:
        return TranslationState.MISSING
    behind = {TranslationState.OUTDATED, TranslationState.MISSING}
    states = lens.states(meeting).values()
    return TranslationState.TRANSLATED if behind.isdisjoint(states) else TranslationState.OUTDATED


def _agenda(readings: Readings, meeting: Held) -> Iterator[Written]:
    for shown in readings.meetings(meeting)[0].items:
        views, written = readings.views(meeting, shown.anchor), readings.written(meeting, shown.anchor)
        item = item_id(meeting, shown.anchor)
        kinds = {kind for view in views for kind in view.kinds}
        record = AgendaItem.model_construct(
            id=item,
            meeting=meeting.id,
            number=shown.number,
            anchor=shown.anchor,
            title={locale: one.title for locale, one in written.items()},
            kinds=tuple(kind for kind in ItemKind if kind in kinds and (kind is not ItemKind.OTHER or len(kinds) == 1)),
            presenters=once(person.id for view in views for person in view.presenters),
            projects=once(project.id for view in views for project in view.projects),
            proposals=once(proposal.id for view in views for proposal in view.proposals),
            references=readings.references((view.lang, one) for view in views for one in view.references),
            decisions=tuple(_decisions(readings, meeting, shown.anchor)),
            action_items=tuple(_action_entries(readings, item)),
            releases=once(identifiers.release(one.project.id, one.version) for view in views for one in view.releases),
            questions=tuple(_questions(readings, meeting, shown.anchor)),
            translation={locale: lens.states(meeting)[shown.anchor] for locale, lens in readings.lenses.items()},
            url=readings.item_urls(meeting, shown.anchor),
            source=readings.by_locale((view.lang, place(view.path, view.line)) for view in views),
        )
        yield Written(line_of(record), record.id, people=record.presenters, projects=record.projects)


def _decisions(readings: Readings, meeting: Held, anchor: str) -> Iterator[Decision]:
    pairs = paired({locale: one.decisions for locale, one in readings.written(meeting, anchor).items()})
    for number, pair in enumerate(pairs, start=1):
        yield Decision.model_construct(
            id=f"{item_id(meeting, anchor)}-decision-{number}",
            text={locale: one.text for locale, one in pair.items()},
            url=readings.item_urls(meeting, anchor),
            source={locale: place(meeting.minutes[locale].path, one.line) for locale, one in pair.items()},
        )


def _questions(readings: Readings, meeting: Held, anchor: str) -> Iterator[Question]:
    pairs = paired({locale: one.questions for locale, one in readings.written(meeting, anchor).items()})
    for number, pair in enumerate(pairs, start=1):
        yield Question.model_construct(
            id=f"{item_id(meeting, anchor)}-question-{number}",
            question={locale: one.question for locale, one in pair.items()},
            answer={locale: one.answer for locale, one in pair.items() if one.answer},
            url=readings.item_urls(meeting, anchor),
            source={locale: place(meeting.minutes[locale].path, one.line) for locale, one in pair.items()},
        )


def _action_entries(readings: Readings, item: str) -> Iterator[ActionEntry]:
    for task, mention in readings.tasks.get(item, ()):
        text, assignees = _asked(readings, mention)
        yield ActionEntry.model_construct(
            id=readings.task_id(task),
            text=text,
            assignees=assignees,
            done=mention.done,
            url=readings.item_urls(mention.meeting, mention.anchor),
            source=_places(readings, mention),
        )


def _asked(readings: Readings, mention: Mentioned) -> tuple[dict[str, str], tuple[str, ...]]:
    """What a mention of an action item says, by locale, and the people whom it names."""
    text = readings.by_locale((locale, action.text) for locale, (_, action) in mention.written.items())
    return text, readings.people(name for _, action in mention.written.values() for name in action.assignees)


def _places(readings: Readings, mention: Mentioned) -> dict[str, Place]:
    places = ((locale, place(minutes.path, one.line)) for locale, (minutes, one) in mention.written.items())
    return readings.by_locale(places)


def _action_item(readings: Readings, task: ActionHistory) -> Written:
    record = ActionItem.model_construct(
        id=readings.task_id(task),
        text=_asked(readings, task.latest)[0],
        assignees=readings.people(task.assignees),
        done=task.done,
        mentions=tuple(_mention(readings, mention) for mention in task.mentions),
        url=readings.item_urls(task.raised.meeting, task.raised.anchor),
        source=_places(readings, task.raised),
    )
    return Written(line_of(record), record.id, people=record.assignees)


def _mention(readings: Readings, mention: Mentioned) -> Mention:
    text, assignees = _asked(readings, mention)
    return Mention.model_construct(
        item=item_id(mention.meeting, mention.anchor),
        meeting=mention.meeting.id,
        text=text,
        assignees=assignees,
        done=mention.done,
        url=readings.item_urls(mention.meeting, mention.anchor),
        source=_places(readings, mention),
    )


def _releases(readings: Readings, told: Iterable[Iterable[ReleaseView]]) -> Iterator[Written]:
    """Every release once, however many meetings and locales name it; what they say of it is put together."""
    found: dict[str, list[tuple[Held, ReleaseView]]] = {}
    for meeting, shown in zip(readings.archive.meetings, told, strict=True):
        for view in shown:
            found.setdefault(identifiers.release(view.project.id, view.version), []).append((meeting, view))
    for release, announcements in found.items():
        meeting, first = announcements[0]
        views = [view for _, view in announcements]
        here = {view.lang: view for held, view in reversed(announcements) if held is meeting}
        record = Release.model_construct(
            id=release,
            project=first.project.id,
            version=first.version,
            date=meeting.date,
            meeting=meeting.id,
            item=item_id(meeting, first.anchor) if first.anchor else None,
            text=readings.by_locale((locale, view.text) for locale, view in here.items()),
            proposals=once(proposal.id for view in views for proposal in view.proposals),
            references=readings.references((view.lang, one) for view in views for one in view.references),
            url=readings.pages.urls(addresses.release(first.project.id, first.version), "news.md"),
            source=readings.by_locale((locale, _announced(meeting, view)) for locale, view in here.items()),
        )
        yield Written(line_of(record), record.id, projects=(record.project,))


def _announced(meeting: Held, view: ReleaseView) -> Place:
    minutes = meeting.minutes[view.lang]
    places = [item.line for item in minutes.items if item.anchor == view.anchor]
    places += [entry.line for entry in minutes.news if not view.anchor and entry.text == view.text]
    return place(minutes.path, places[0])
