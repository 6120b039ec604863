"""The action items of all meetings as tasks through time, and where newcomers find a first one.

Knows which tasks are open, where each was raised and named again, and what its text links to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import unquote_plus, urlsplit

from minutes.action_items import ActionHistory
from minutes.links import links_of_entry
from minutes.model import ActionItem, AgendaItem, Meeting, Minutes, Reference
from minutes.people import presenters_in_title
from minutes.views.lens import Lens
from minutes.views.pieces import ItemView, Named
from minutes.vocabulary import NEWCOMER


@dataclass(frozen=True, slots=True)
class TextPart:
    """A stretch of text, and the address that it links to as written, or empty."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task: its text as the last meeting that names it in the lens's locale has it, with ``path`` and ``line``.

    ``done`` is None where the minutes keep no check box. ``again`` are the agenda items that named it after the one
    that raised it. ``finished`` is the one whose minutes first had it as done, and stayed with that; None while open.
    """

    parts: tuple[TextPart, ...]
    lang: str
    path: str
    line: int
    assignees: tuple[Named, ...]
    done: bool | None
    raised: ItemView
    again: tuple[ItemView, ...]
    finished: ItemView | None


@dataclass(frozen=True, slots=True)
class ItemTasks:
    """An agenda item and the open tasks that it raised."""

    item: ItemView
    tasks: tuple[TaskView, ...]


@dataclass(frozen=True, slots=True)
class MeetingTasks:
    """The open tasks that a meeting raised, by agenda item; ``later`` is how many meetings there were since."""

    items: tuple[ItemTasks, ...]
    later: int

    @property
    def first(self) -> ItemView:
        """The first of the agenda items, which also says which meeting it is."""
        return self.items[0].item


@dataclass(frozen=True, slots=True)
class IssueList:
    """A list of issues for newcomers; ``item`` linked to it last. ``project`` is None for an unregistered one's."""

    project: Named | None
    reference: Reference
    item: ItemView


@dataclass(frozen=True, slots=True)
class ActionItemsIndex:
    """Open tasks by meeting, the oldest first; done ones, the latest first; and what there is for newcomers.

    ``newcomer_items`` are agenda items about tasks for newcomers, newest first.
    """

    meetings: tuple[MeetingTasks, ...]
    done: tuple[TaskView, ...]
    issue_lists: tuple[IssueList, ...]
    newcomer_items: tuple[ItemView, ...]

    @property
    def open(self) -> tuple[TaskView, ...]:
        """Every open task, the oldest first."""
        return tuple(task for meeting in self.meetings for item in meeting.items for task in item.tasks)

    @property
    def unassigned(self) -> int:
        """How many open tasks nobody has taken."""
        return sum(not task.assignees for task in self.open)

    @property
    def carried(self) -> int:
        """How many open tasks more than one meeting names."""
        return sum(bool(task.again) for task in self.open)

    @property
    def untracked(self) -> int:
        """How many open tasks have no check box, so that nobody knows."""
        return sum(task.done is None for task in self.open)


def action_items_index(lens: Lens) -> ActionItemsIndex:
    """Every task in the lens's locale."""
    tasks = [task_of(lens, history) for history in lens.action_items]
    done = [task for task in tasks if task.finished]
    return ActionItemsIndex(
        meetings=tuple(_by_meeting(lens, [task for task in tasks if not task.finished])),
        done=tuple(sorted(done, key=lambda task: task.finished.date if task.finished else task.raised.date)[::-1]),
        issue_lists=tuple(_issue_lists(lens)),
        newcomer_items=tuple(_newcomer_items(lens)),
    )


def task_of(lens: Lens, history: ActionHistory) -> TaskView:
    """A task in the lens's locale."""
    here = (mention for mention in reversed(history.mentions) if lens.locale in mention.written)
    minutes, action = next(here, history.latest).in_locale(lens.locale)
    items = [lens.items[mention.meeting.id, mention.anchor] for mention in history.mentions]
    finished: ItemView | None = None
    for mention, item in zip(history.mentions, items, strict=True):
        finished = (finished or item) if mention.done else None
    return TaskView(
        parts=tuple(_parts(minutes, action)),
        lang=minutes.locale,
        path=minutes.path,
        line=action.line,
        assignees=lens.people(history.assignees),
        done=history.done,
        raised=items[0],
        again=tuple(items[1:]),
        finished=finished,
    )


def _parts(minutes: Minutes, action: ActionItem) -> Iterator[TextPart]:
    """The text of an entry with its links, less the names at its end, which are shown as people."""
    names = presenters_in_title(action.text)
    text = action.text[: names.start].rstrip(" ,，、:：") if names.start else action.text
    position = 0
    for link in links_of_entry(minutes, action.line):
        start = text.find(link.text, position) if link.text.strip() else -1
        if start < 0:
            continue
        if start > position:
            yield TextPart(text[position:start], "")
        yield TextPart(link.text, link.href)
        position = start + len(link.text)
    if position < len(text):
        yield TextPart(text[position:], "")


def _by_meeting(lens: Lens, tasks: list[TaskView]) -> Iterator[MeetingTasks]:
    position = {meeting.id: later for later, meeting in enumerate(lens.meetings)}
    for meeting_id, raised in groupby(tasks, key=lambda task: task.raised.meeting_id):
        items = (ItemTasks(item, tuple(group)) for item, group in groupby(raised, key=lambda task: task.raised))
        yield MeetingTasks(tuple(items), position[meeting_id])


def _newcomer_items(lens: Lens) -> Iterator[ItemView]:
    """The items whose title says so in any locale, so that every locale lists the same ones."""
    named = {(meeting.id, item.anchor) for meeting, item in _readings(lens) if NEWCOMER.search(item.title)}
    return (item for place, item in lens.items.items() if place in named)


def _issue_lists(lens: Lens) -> Iterator[IssueList]:
    """The latest list of each project that is narrowed to a label for newcomers."""
    registry = lens.archive.registry
    seen: set[str] = set()
    for meeting, item in _readings(lens):
        for reference in item.references:
            if not NEWCOMER.search(unquote_plus(urlsplit(reference.url).query)):
                continue
            owners = lens.projects(project.id for project in registry.projects_of([reference])) or (None,)
            for project in owners:
                key = project.id if project else reference.repository or reference.id
                if key not in seen:
                    seen.add(key)
                    yield IssueList(project, reference, lens.items[meeting.id, item.anchor])


def _readings(lens: Lens) -> Iterator[tuple[Meeting, AgendaItem]]:
    """Every item in every locale that has it: newest meeting first, within a meeting the lens's locale first."""
    for meeting in reversed(lens.archive.meetings):
        here = meeting.in_locale(lens.locale)
        for minutes in (here, *(other for other in meeting.minutes.values() if other is not here)):
            yield from ((meeting, item) for item in minutes.items)
