"""How far the translation of a meeting has come, item by item.

A translation keeps, in its front matter, what each item of its source and the translation itself looked like when
they last agreed: ``translation: {agenda-1: 1f0c2a9b-77d04e1c}``, two short hashes of the text, white space ignored.
An item whose source changed while the translation did not is outdated. It works on the files alone, without a
history. Knows nothing of pages or of findings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from hashlib import sha256

from minutes.archive import Archive
from minutes.model import AgendaItem, Meeting, Minutes

KEY = "translation"
"""The front matter key of the record."""


class TranslationState(StrEnum):
    """How an item stands in a locale."""

    SOURCE = "source"
    TRANSLATED = "translated"
    OUTDATED = "outdated"
    MISSING = "missing"


def translations(archive: Archive) -> Iterator[tuple[Minutes, Minutes]]:
    """The source and a translation of it, for every translation."""
    for meeting in archive.meetings:
        source = meeting.minutes[meeting.source]
        for minutes in meeting.minutes.values():
            if minutes is not source:
                yield source, minutes


def item_states(meeting: Meeting, locale: str) -> Mapping[str, TranslationState]:
    """How each item that a meeting has in any locale stands in one, by anchor."""
    source, here = meeting.minutes[meeting.source], meeting.minutes.get(locale)
    states = {item.anchor: TranslationState.MISSING for each in meeting.minutes.values() for item in each.items}
    if here is not None:
        present = TranslationState.SOURCE if here is source else TranslationState.TRANSLATED
        states |= {item.anchor: present for item in here.items}
        states |= {item.anchor: TranslationState.OUTDATED for item, _ in outdated(source, here)}
    return states


def outdated(source: Minutes, translation: Minutes) -> Iterator[tuple[AgendaItem, AgendaItem]]:
    """The items of a translation that did not follow their source, each with the item of the source."""
    record = recorded(translation)
    if not record:
        return
    there, here = digests(source), digests(translation)
    for item, original in pairs(source, translation):
        then_there, _, then_here = record.get(item.anchor, "").partition("-")
        if then_there and then_there != there[item.anchor] and then_here == here[item.anchor]:
            yield item, original


def pairs(source: Minutes, translation: Minutes) -> Iterator[tuple[AgendaItem, AgendaItem]]:
    """The items that both have: that of the translation, and that of the source."""
    originals = {item.anchor: item for item in source.items}
    yield from ((item, originals[item.anchor]) for item in translation.items if item.anchor in originals)


def recorded(translation: Minutes) -> dict[str, str]:
    """The record of a translation, by anchor."""
    value = translation.front_matter.get(KEY)
    return {str(key): str(text) for key, text in value.items()} if isinstance(value, dict) else {}


def digests(minutes: Minutes) -> dict[str, str]:
    """Eight hexadecimal digits of each item's source text without its white space, by anchor."""
    ends = [*(section.line for section in minutes.sections[1:]), len(minutes.lines) + 1]
    return {
        section.anchor: _digest(minutes.lines[section.line - 1 : end - 1])
        for section, end in zip(minutes.sections, ends, strict=False)
        if isinstance(section, AgendaItem)
    }


def _digest(lines: Sequence[str]) -> str:
    return sha256("".join("".join(lines).split()).encode()).hexdigest()[:8]
