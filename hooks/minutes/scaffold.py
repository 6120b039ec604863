"""Minutes of a meeting that is still to be written: one file for each locale, valid under the check as they are.

Knows what a new file takes over from the archive: title, attendees, pre-reading, open action items. The words around
them are in the string tables. Knows nothing of the file system.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import PurePosixPath

import yaml

from minutes.action_items import action_histories
from minutes.archive import MEETINGS_FOLDER, Archive
from minutes.command import RefusalError
from minutes.fixes import mend
from minutes.frontmatter import date_in_path
from minutes.model import ActionItem, Meeting, Minutes
from minutes.parser import parse_minutes
from minutes.people import presenters_in_title, unique
from minutes.rules.drift import translation_unrecorded
from minutes.strings import Strings, strings_for
from minutes.vocabulary import HeaderLabel

_ISO_DATE = re.compile(r"(?<!\d)\d{4}-\d{1,2}-\d{1,2}(?!\d)")
_MONTH_AND_DAY = re.compile(r"(?<![\d.])\d{1,2}\.\d{1,2}\s*$")
_BULLET = re.compile(r"(?P<indent>[ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_LABEL = re.compile(r"^[^:：]*[:：][\s*]*")
_NOTHING_YET = "..."


def new_minutes(archive: Archive, day: date, titles: Sequence[str] = ()) -> dict[str, str]:
    """The text of a meeting's minutes by path, one for each locale of the archive.

    ``titles`` are those of the agenda, presenters at the end. Raises RefusalError where the archive has something for
    that date, in whatever locale, or where a title is empty.
    """
    if taken := _taken(archive, day):
        raise RefusalError("scaffold.date_taken", date=day, path=taken)
    items = [" ".join(title.split()) for title in titles]
    if not all(items):
        raise RefusalError("scaffold.item_empty")
    last = _last_before(archive, day)
    tasks = list(_open_tasks(archive, day))
    drafts: dict[str, str] = {}
    for locale in archive.locales:
        path = f"{locale}/{MEETINGS_FOLDER}/{day}.md"
        drafts[path] = _Draft(archive, day, locale, last, items, tasks).text
    return _with_records(drafts, archive, day)


def next_date(archive: Archive, interval: int) -> date:
    """The date of the meeting after the last one, ``interval`` days later.

    Raises RefusalError where that cannot be told.
    """
    if not archive.meetings or interval <= 0:
        raise RefusalError("scaffold.date_needed")
    return archive.meetings[-1].date + timedelta(days=interval)


def _taken(archive: Archive, day: date) -> str:
    """The path of minutes of that day, or of a file in their place; empty for none."""
    if meeting := archive.meeting(day.isoformat()):
        return meeting.minutes[meeting.source].path
    folders = tuple(f"{locale}/{MEETINGS_FOLDER}/{day}{end}" for locale in archive.locales for end in (".md", "/"))
    places = (path for path in sorted(archive.documents) if path.startswith(folders))
    named = (minutes.path for minutes in archive.unplaced if date_in_path(minutes.path) == day)
    return next(places, next(named, ""))


def _last_before(archive: Archive, day: date) -> Meeting | None:
    """The meeting before that day, or else the one after it."""
    before = [meeting for meeting in archive.meetings if meeting.date < day]
    return before[-1] if before else next(iter(archive.meetings), None)


@dataclass(frozen=True, slots=True)
class _Draft:
    """What goes into the file of one locale. ``tasks`` are open action items, as written in each locale."""

    archive: Archive
    day: date
    locale: str
    last: Meeting | None
    items: Sequence[str]
    tasks: Sequence[Mapping[str, str]]

    @property
    def text(self) -> str:
        """The whole file."""
        words = strings_for(self.locale)
        titles = self.items or [words("scaffold.item_title")]
        agenda = [block for number, title in enumerate(titles, start=1) for block in _item(words, number, title)]
        blocks = [self._front_matter(), *self._header(words), *agenda]
        if self.tasks:
            number = len(titles) + 1
            tasks = "\n".join(f"- [ ] {task[self.locale]}" for task in self.tasks)
            title = words("scaffold.actions_title")
            blocks += [words("scaffold.agenda", number=number, title=title), words("scaffold.actions"), tasks]
        return "\n\n".join([*blocks, words("scaffold.news_comment")]) + "\n"

    def _front_matter(self) -> str:
        last = self._latest()
        link_title = last.front_matter.get("linkTitle") if last else None
        values: dict[str, object] = {
            "title": self._title(),
            "linkTitle": _renumbered(link_title, self.day) if isinstance(link_title, str) else self._title(),
            "date": self.day,
        }
        if (weight := _weight(self.archive, self.day)) is not None:
            values["weight"] = weight
        written = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=10_000)
        return f"---\n{written}description: >\n---"

    def _header(self, words: Strings) -> Iterator[str]:
        presenters = unique(name for title in self.items for name in presenters_in_title(title).presenters)
        yield words("scaffold.topic", title=self._title())
        yield words("scaffold.attendees", names=", ".join(presenters) or _NOTHING_YET)
        if self.last and (attendees := self.last.in_locale(self.locale).header.attendees):
            names = ", ".join(attendees).replace(">", "")
            yield words("scaffold.attendees_comment", date=self.last.date, names=names)
        if pre_reading := self._pre_reading():
            yield words("scaffold.pre_reading", text=pre_reading)

    def _title(self) -> str:
        last = self._latest()
        return _renumbered(last.title if last else strings_for(self.locale)("scaffold.title"), self.day)

    def _latest(self) -> Minutes | None:
        """The minutes before that day in this locale; a title is not taken from another language."""
        written = [meeting for meeting in self.archive.meetings if self.locale in meeting.minutes]
        before = [meeting for meeting in written if meeting.date < self.day] or written[:1]
        return before[-1].minutes[self.locale] if before else None

    def _pre_reading(self) -> str:
        """The pre-reading of the last meeting as written; its bare addresses where that would not do here."""
        minutes = self.last.in_locale(self.locale) if self.last else None
        if not minutes:
            return ""
        folder = posixpath.dirname(minutes.path)
        if minutes.locale == self.locale and folder == f"{self.locale}/{MEETINGS_FOLDER}":
            return _written_lines(minutes, HeaderLabel.PRE_READING)
        return " ".join(each.url for each in minutes.header.pre_reading if each.url.startswith("http"))


def _renumbered(title: str, day: date) -> str:
    """A meeting's title with the number or date of another day."""
    title = " ".join(title.split())
    if _ISO_DATE.search(title):
        return _ISO_DATE.sub(day.isoformat(), title)
    return f"{_MONTH_AND_DAY.sub('', title).rstrip()} {day.month}.{day.day}"


def _weight(archive: Archive, day: date) -> int | None:
    """One more than the last weight; None where a later meeting leaves no room, for weights grow with the dates."""
    weights: dict[bool, list[int]] = {True: [], False: []}
    for meeting in archive.meetings:
        for minutes in meeting.minutes.values():
            weight = minutes.front_matter.get("weight")
            if isinstance(weight, int) and not isinstance(weight, bool):
                weights[meeting.date < day].append(weight)
    before, after = weights[True], weights[False]
    next_weight = max(before, default=sum(meeting.date < day for meeting in archive.meetings)) + 1
    return next_weight if not after or next_weight < min(after) else None


def _item(words: Strings, number: int, title: str) -> Iterator[str]:
    yield words("scaffold.agenda", number=number, title=title)
    yield words("scaffold.point")


def _written_lines(minutes: Minutes, label: HeaderLabel) -> str:
    """The value of a labelled line as it stands in the source, with the lines below it up to a blank one."""
    starts = {line.line: line.label for line in minutes.header.lines}
    first = next((number for number, found in starts.items() if found is label), None)
    if first is None:
        return ""
    paragraph: list[str] = []
    for number, written in enumerate(minutes.lines[first - 1 :], start=first):
        if not written.strip() or (paragraph and number in starts):
            break
        paragraph.append(written)
    return _LABEL.sub("", "\n".join(paragraph)).strip()


def _open_tasks(archive: Archive, day: date) -> Iterator[Mapping[str, str]]:
    """The action items whose box is not ticked, as written in each locale, the oldest first."""
    before = replace(archive, meetings=tuple(meeting for meeting in archive.meetings if meeting.date < day))
    for history in action_histories(before):
        if history.done is False:
            yield {locale: _written_action(*history.latest.in_locale(locale)) for locale in archive.locales}


def _written_action(minutes: Minutes, action: ActionItem) -> str:
    """An entry of a list as it stands in the source, without its bullet and box, with the lines inside it."""
    first, *rest = minutes.lines[action.line - 1 :]
    bullet = _BULLET.match(first)
    if not bullet or PurePosixPath(minutes.path).stem == "index":
        return action.text
    inside: list[str] = []
    for line in rest:
        indent = len(line) - len(line.lstrip())
        if not line.strip() or indent <= len(bullet["indent"]):
            break
        inside.append(line.rstrip()[len(bullet["indent"]) :])
    return "\n".join([first[bullet.end() :].rstrip(), *inside])


def _with_records(drafts: Mapping[str, str], archive: Archive, day: date) -> dict[str, str]:
    """The drafts with the record of what each translation translates, which the check wants to see."""
    parsed = {path: parse_minutes(text, path, path.partition("/")[0]) for path, text in drafts.items()}
    by_locale = {minutes.locale: minutes for minutes in parsed.values()}
    meeting = Meeting(day, by_locale, archive.locales[0])
    recorded = dict(drafts)
    for found in translation_unrecorded(Archive(archive.locales, (meeting,))):
        recorded[found.path] = mend(recorded[found.path].encode(), [found.fix]).decode()
    return recorded
