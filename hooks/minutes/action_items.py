"""Action items through time: which entries of different meetings are one task, and whether it is done.

Knows when two entries mean the same. Knows nothing of pages; reads the archive and returns values.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

from minutes.archive import Archive
from minutes.model import ActionItem, Meeting, Minutes
from minutes.people import unique
from minutes.vocabulary import MENTION

_ENDS = " .,;:!?、，。；：！？"
_Task: TypeAlias = "list[Mention]"


@dataclass(frozen=True, slots=True)
class Mention:
    """An action item in one meeting: the agenda item's anchor, and the entry by locale, that of the source first."""

    meeting: Meeting
    anchor: str
    written: Mapping[str, tuple[Minutes, ActionItem]]

    def in_locale(self, locale: str) -> tuple[Minutes, ActionItem]:
        """The entry in a locale, or in the source locale where that has none."""
        return self.written.get(locale) or next(iter(self.written.values()))

    @property
    def done(self) -> bool | None:
        """Whether it is ticked in any locale; None where no locale has a check box."""
        boxes = [action.done for _, action in self.written.values() if action.done is not None]
        return any(boxes) if boxes else None


@dataclass(frozen=True, slots=True)
class ActionHistory:
    """One task with its mentions in order of time; it is carried over where there are several."""

    mentions: tuple[Mention, ...]

    @property
    def raised(self) -> Mention:
        """Where it was first named."""
        return self.mentions[0]

    @property
    def latest(self) -> Mention:
        """Where it was last named, which says how it stands."""
        return self.mentions[-1]

    @property
    def done(self) -> bool | None:
        """Whether it is done; None where the last meeting that names it keeps no check box."""
        return self.latest.done

    @property
    def assignees(self) -> tuple[str, ...]:
        """Everybody whom a mention names, as written."""
        entries = (action for mention in self.mentions for _, action in mention.written.values())
        return unique(name for action in entries for name in action.assignees)


def action_histories(archive: Archive) -> tuple[ActionHistory, ...]:
    """Every task, in the order in which they were raised.

    Two entries of different meetings are one task where their texts in some locale are equal but for white space, case,
    closing punctuation and who is to do it. Of several tasks with one text, an entry carries on the one for the same
    people, or else the first that its meeting has not named yet; what is done is opened again for the same people only.
    """
    tasks: list[_Task] = []
    # By a text's key, and there by identity: each once, in order.
    known: defaultdict[tuple[str, str], dict[int, _Task]] = defaultdict(dict)
    for meeting in archive.meetings:
        waiting: dict[tuple[str, str], _Waiting] = {}
        for mention in _mentions(meeting):
            keys = [(locale, _key(action.text)) for locale, (_, action) in mention.written.items()]
            keys = [(locale, key) for locale, key in keys if key]
            for key in keys:
                if key not in waiting:
                    waiting[key] = _Waiting(known[key].values(), meeting)
            alike = [waiting[key] for key in keys]
            fitting = chain((one.of_the_same(mention) for one in alike), (one.of_any(mention) for one in alike))
            task = next(filter(None, fitting), None)
            if task is None:
                task = []
                tasks.append(task)
            task.append(mention)
            for key in keys:
                known[key][id(task)] = task
    return tuple(ActionHistory(tuple(task)) for task in tasks)


class _Waiting:
    """The tasks of one text that a meeting may carry on, each of which it carries on once.

    However many have the same text, the next one is at hand: nobody may make this slow by writing a line often.
    """

    def __init__(self, tasks: Iterable[_Task], meeting: Meeting) -> None:
        self._meeting = meeting
        self._all = deque(task for task in tasks if task[-1].meeting is not meeting)
        # What some have done and others are to do is a new task with an old name.
        self._open = deque(task for task in self._all if not task[-1].done)
        self._by_people: defaultdict[frozenset[str], deque[_Task]] = defaultdict(deque)
        for task in self._all:
            self._by_people[_people(task[-1])].append(task)

    def of_the_same(self, mention: Mention) -> _Task | None:
        """The first task for the people whom an entry names."""
        return self._first(self._by_people[_people(mention)])

    def of_any(self, mention: Mention) -> _Task | None:
        """The first task that an entry for other people may carry on."""
        return self._first(self._all if mention.done else self._open)

    def _first(self, tasks: deque[_Task]) -> _Task | None:
        while tasks and tasks[0][-1].meeting is self._meeting:
            tasks.popleft()
        return tasks[0] if tasks else None


def _people(mention: Mention) -> frozenset[str]:
    return frozenset(name.casefold() for _, action in mention.written.values() for name in action.assignees)


def _mentions(meeting: Meeting) -> Iterator[Mention]:
    """The action items of a meeting. Two locales have the same ones where an agenda item has equally many in both."""
    readings = sorted(meeting.minutes.values(), key=lambda minutes: minutes.locale != meeting.source)
    by_anchor: dict[str, list[tuple[Minutes, tuple[ActionItem, ...]]]] = {}
    for minutes in readings:
        for item in minutes.items:
            by_anchor.setdefault(item.anchor, []).append((minutes, item.action_items))
    for anchor, lists in by_anchor.items():
        actions = next((actions for _, actions in lists if actions), ())
        alike = [(minutes, others) for minutes, others in lists if len(others) == len(actions)]
        for position in range(len(actions)):
            yield Mention(meeting, anchor, {minutes.locale: (minutes, others[position]) for minutes, others in alike})


def _key(text: str) -> str:
    return "".join(MENTION.sub("", text).split()).casefold().strip(_ENDS)
