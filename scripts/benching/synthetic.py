"""A synthetic archive of any size, in the shape of the project's own minutes, the same at every run.

Agenda items are put together anew from those of the originals, with other people, references, versions and words;
every few years another generation of people and proposals takes over. The dates end with the newest original and go
back at the pace of the community, 1,000 meetings a good 38 years. The folder builds strictly.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from benching.originals import Originals, Piece, is_numbered, numbered_from, originals_of
from benching.registries import Generation, generations, write_registry
from minutes.archive import Archive, read_archive
from minutes.settings import settings_beside
from minutes.strings import strings_for
from minutes.vocabulary import STATUS_WORDS, Status

YEARS_OF_A_GENERATION = 4
_SEED = "minutes"
_MEETING_LINK = re.compile(r"\]\(((?:\.\./)*)meetings/\d{4}-\d\d-\d\d\.md[^)]*\)")
_NUMBER = re.compile(r"(/(?:issues|pull|discussions)/|(?<=[a-z])#)(\d+)")
_VERSION = re.compile(r"\bv\d+\.\d+\.(\d+)")
_COURSE = (Status.PROPOSED, Status.DISCUSSED, Status.DISCUSSED, Status.ACCEPTED, Status.MERGED)


def write_archive(docs: Path, meetings: int, sources: Path) -> list[Path]:
    """Write a docs folder of so many bilingual meetings and return the files of minutes.

    ``sources`` is the docs folder of the originals. ``docs`` must not exist, or be empty.
    """
    settings = settings_beside(sources)
    archive = read_archive(sources, settings.locales)
    originals, newest = originals_of(archive), archive.meetings[-1].date
    interval = settings.meeting_interval or 14
    days = [newest - timedelta(days=interval * back) for back in reversed(range(meetings))]
    first = days[0].year // YEARS_OF_A_GENERATION if days else 0
    last = newest.year // YEARS_OF_A_GENERATION
    people_of = generations(archive, originals, range(first, last + 1))
    _copy_pages(sources, docs, archive, newest)
    write_registry(docs, sources, archive, people_of)
    maker = _Maker(originals, {name: -1 for one in people_of.values() for name in one.proposals.values()})
    written: list[Path] = []
    for number, day in enumerate(days):
        texts = maker.meeting(number, day, people_of[day.year // YEARS_OF_A_GENERATION])
        for locale, text in texts.items():
            written.append(docs / locale / "meetings" / f"{day}.md")
            written[-1].write_text(text, encoding="utf-8")
    return sorted(written)


def _copy_pages(sources: Path, docs: Path, archive: Archive, newest: date) -> None:
    """The authored pages; a link to one of the originals leads to the newest meeting, which there always is."""
    own = {minutes.path for meeting in archive.meetings for minutes in meeting.minutes.values()}
    for file in sorted(sources.rglob("*")):
        path = file.relative_to(sources)
        if not file.is_file() or path.as_posix() in own or path.parts[0] == "_data":
            continue
        target = docs / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if file.suffix == ".md":
            text = file.read_text(encoding="utf-8")
            target.write_text(_MEETING_LINK.sub(rf"](\1meetings/{newest}.md)", text), encoding="utf-8")
        else:
            shutil.copyfile(file, target)


@dataclass(slots=True)
class _Maker:
    """Makes one meeting after another. ``stages`` is how far each proposal has come."""

    originals: Originals
    stages: dict[str, int]

    def meeting(self, number: int, day: date, people: Generation) -> Mapping[str, str]:
        """The texts of a meeting by locale."""
        chance = Random(f"{_SEED}/{number}")  # noqa: S311 — the same at every run is what is wanted
        pieces = [chance.choice(self.originals.pieces) for _ in range(chance.choice((4, 5, 5, 6, 6, 7)))]
        choices = [self._item(chance, piece, people) for piece in pieces]
        news = chance.choice(self.originals.news) if self.originals.news and chance.random() < 0.5 else None
        came = [people.people[one] for one in chance.choice(self.originals.attendees)]
        came += [name for item in choices for name in item.presenters]
        texts: dict[str, str] = {}
        for locale, name in self.originals.titles.items():
            words = strings_for(locale)
            title = f"{name} {day.month}.{day.day}"
            blocks = [
                f"---\ntitle: {title}\nlinkTitle: {title}\ndate: {day}\nweight: {number + 1}\ndescription: >\n---",
                words("scaffold.topic", title=title),
                words("scaffold.attendees", names=", ".join(dict.fromkeys(came))),
            ]
            for place, item in enumerate(choices, start=1):
                heading = " ".join([item.titles[locale], *(f"@{one}" for one in item.presenters)])
                blocks += [words("scaffold.agenda", number=place, title=heading), *item.blocks[locale]]
            blocks += [news[locale]] if news else []
            texts[locale] = _varied("\n\n".join(blocks) + "\n", number, day)
        return texts

    def _item(self, chance: Random, piece: Piece, people: Generation) -> _Item:
        topic = "-".join(chance.sample(self.originals.words, 2))
        blocks = self._recombined(chance, piece)
        done = chance.random() < 0.85
        proposals = [people.proposals[one] for one in piece.proposals[:2] if one in people.proposals]
        stages = [self._moved(chance, proposal) for proposal in proposals]
        written: dict[str, list[str]] = {}
        for locale, texts in blocks.items():
            lines = [text.replace("- [ ]", "- [x]") if done else text for text in texts]
            for proposal, status in zip(proposals, stages, strict=True):
                arrow = f" → {STATUS_WORDS[locale][status]}" if status else ""
                lines.append(f"{self.originals.directives[locale]}{proposal}{arrow}")
            written[locale] = lines
        titles = {locale: f"{title} · {topic}" for locale, title in piece.titles.items()}
        return _Item(titles, written, tuple(people.people[one] for one in piece.presenters))

    def _moved(self, chance: Random, proposal: str) -> Status | None:
        """The status that a directive names: now and then the next one; never an earlier one."""
        if chance.random() < 0.4 and self.stages[proposal] + 1 < len(_COURSE):
            self.stages[proposal] += 1
            return _COURSE[self.stages[proposal]]
        return None

    def _recombined(self, chance: Random, piece: Piece) -> Mapping[str, list[str]]:
        """The blocks of an item with some of their points left out, and others put in between."""
        locales = list(piece.blocks)
        if not piece.aligned:
            return {locale: ["\n".join(block) for block in piece.blocks[locale]] for locale in locales}
        texts: dict[str, list[str]] = {locale: [] for locale in locales}
        for place, block in enumerate(piece.blocks[locales[0]]):
            kept = [index for index in range(len(block)) if len(block) < 3 or chance.random() < 0.75] or [0]
            guests = self._guests(chance) if is_numbered(block) else {}
            for locale in locales:
                points = [piece.blocks[locale][place][index] for index in kept] + guests.get(locale, [])
                texts[locale].append("\n".join(numbered_from(points) if is_numbered(block) else points))
        return texts

    def _guests(self, chance: Random) -> Mapping[str, list[str]]:
        """Points of another item, the same in every locale."""
        other = chance.choice(self.originals.pieces)
        lists = [place for place, block in enumerate(next(iter(other.blocks.values()))) if is_numbered(block)]
        if not other.aligned or not lists:
            return {}
        place = chance.choice(lists)
        size = len(next(iter(other.blocks.values()))[place])
        chosen = sorted(chance.sample(range(size), min(size, chance.randint(1, 3))))
        return {locale: [blocks[place][index] for index in chosen] for locale, blocks in other.blocks.items()}


@dataclass(frozen=True, slots=True)
class _Item:
    titles: Mapping[str, str]
    blocks: Mapping[str, Sequence[str]]
    presenters: tuple[str, ...]


def _varied(text: str, number: int, day: date) -> str:
    """A text with other references, and with versions that grow with the years."""
    text = _NUMBER.sub(lambda found: f"{found[1]}{1 + (int(found[2]) * 7919 + number * 104_729) % 9000}", text)
    return _VERSION.sub(lambda found: f"v{day.year - 1900}.{day.timetuple().tm_yday}.{found[1]}", text)
