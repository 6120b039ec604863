"""One mistake is one finding: what only follows from another one is left out, and told if it is still there after that.

Knows which codes follow from which, and how near the two must stand. Knows nothing of how either is found.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from minutes import diagnostics as codes
from minutes.archive import Archive
from minutes.diagnostics import Code, Diagnostic, Place, Severity
from minutes.fixes import mend
from minutes.model import AgendaItem, Meeting, Minutes
from minutes.prose import Prose, packed
from minutes.translations import digests, recorded

_DRIFT = frozenset({codes.TRANSLATION_OUTDATED, codes.TRANSLATION_UNRECORDED})
_DIFFERENT = frozenset(code for code in codes.CODES if code.code.startswith("MIN90")) - _DRIFT
_DIFFERENT_ITEMS = _DIFFERENT - {codes.TRANSLATION_ITEM_MISSING, codes.TRANSLATION_RELEASES_DIFFER}

_NEAR = ("file", "meeting", "item", "name")
_Where = tuple[str, ...]
"""What two findings may have in common: one of ``_NEAR``, and which one."""


class _Following(NamedTuple):
    """Findings with one of ``codes`` follow from those with one of ``causes`` that have a ``near`` in common."""

    near: str
    causes: frozenset[Code]
    codes: frozenset[Code]


def _following(near: str, causes: Iterable[Code], follow: Iterable[Code]) -> _Following:
    return _Following(near, frozenset(causes), frozenset(follow))


FOLLOWING = (
    _following(
        "file",
        {codes.FRONT_MATTER_INVALID, codes.FRONT_MATTER_NOT_MAPPING, codes.FRONT_MATTER_UNCLOSED},
        {codes.DATE_MISSING},
    ),
    _following("file", {codes.FRONT_MATTER_UNCLOSED}, {codes.HEADER_LINE_MISSING}),
    _following(
        "file",
        {codes.DATE_DIFFERS_FROM_NAME, codes.DATE_INVALID, codes.DATE_MISSING},
        {codes.TITLE_DATE_DIFFERS, codes.WEIGHT_OUT_OF_ORDER},
    ),
    # All below an open code block is a part of it, and none of it is read.
    _following(
        "file",
        {codes.BLOCK_UNCLOSED},
        {codes.AGENDA_HEADING_MALFORMED, codes.AGENDA_MISSING, codes.AGENDA_ITEM_EMPTY, codes.EMPHASIS_LITERAL}
        | {codes.NEWS_HEADING_MALFORMED},
    ),
    _following("file", {codes.AGENDA_HEADING_ENCLOSED}, {codes.EMPHASIS_LITERAL, codes.MARKDOWN_UNREAD}),
    _following("file", {codes.MARKDOWN_UNREAD}, {codes.EMPHASIS_LITERAL}),
    _following("item", {codes.MARKDOWN_UNREAD}, _DIFFERENT_ITEMS),
    # Items that are not read: what they lack, and what other text has too much.
    _following("file", codes.HIDE_ITEMS | {codes.AGENDA_NUMBER_REPEATED}, {codes.AGENDA_NUMBER_GAP}),
    _following(
        "meeting",
        codes.HIDE_ITEMS | {codes.NEWS_HEADING_MALFORMED, codes.AGENDA_MISSING, codes.DIRECTIVE_MISPLACED},
        _DIFFERENT | _DRIFT,
    ),
    _following("meeting", {codes.TRANSLATION_ITEM_MISSING, codes.DIRECTIVE_MISPLACED}, {codes.AGENDA_NUMBER_GAP}),
    _following("item", {codes.TRANSLATION_ITEM_MISSING}, _DIFFERENT_ITEMS | _DRIFT),
    # What is wrong in an item differs from what is right in its translation.
    _following("name", {codes.NAME_MISSPELT}, {codes.ATTENDEE_UNKNOWN, codes.PRESENTER_ABSENT}),
    _following("name", {codes.PRESENTER_ABSENT}, {codes.ATTENDEE_UNKNOWN}),
    _following("item", {codes.NAME_MISSPELT, codes.PRESENTER_ABSENT}, {codes.TRANSLATION_PRESENTERS_DIFFER}),
    _following(
        "item",
        {codes.URL_MALFORMED, codes.REFERENCE_WITHOUT_REPOSITORY, codes.LETTER_LOOK_ALIKE},
        {codes.TRANSLATION_REFERENCES_DIFFER},
    ),
    _following(
        "item",
        {codes.PROPOSAL_UNKNOWN, codes.STATUS_UNKNOWN, codes.STATUS_BACKWARDS, codes.DIRECTIVE_RELEASE_UNREADABLE},
        {codes.TRANSLATION_PROPOSALS_DIFFER},
    ),
    _following(
        "meeting",
        {codes.VERSION_NOT_SEMANTIC, codes.VERSION_BACKWARDS, codes.PROJECT_UNKNOWN, codes.MARKDOWN_UNREAD},
        {codes.TRANSLATION_RELEASES_DIFFER},
    ),
)
"""What follows from what. No error follows from anything less than an error, so that leaving it out hides none."""


def without_consequences(found: Sequence[Diagnostic], archive: Archive) -> list[Diagnostic]:
    """The findings without those that only follow from others, in the same order."""
    if len(found) < 2:
        return list(found)
    follows = _Consequences(found, archive)
    return [one for one in found if not follows(one)]


class _Consequences:
    """Tells of a finding whether it only follows from another one."""

    def __init__(self, found: Sequence[Diagnostic], archive: Archive) -> None:
        paths = {one.path for one in found} | {place.path for one in found for place in one.related}
        self._meetings: dict[str, tuple[Meeting, Minutes]] = {
            minutes.path: (meeting, minutes)
            for meeting in archive.meetings
            for minutes in meeting.minutes.values()
            if minutes.path in paths
        }
        # There may be thousands in one file, and each is held against all.
        self._codes: defaultdict[_Where, set[Code]] = defaultdict(set)
        self._in_items: defaultdict[_Where, list[Diagnostic]] = defaultdict(list)
        for one in found:
            for near in _NEAR:
                for where in self._where(near, one, Place(one.path, one.span)):
                    self._codes[where].add(one.code)
                    if near == "item":
                        self._in_items[where].append(one)

    def __call__(self, one: Diagnostic) -> bool:
        return (one.code in _DRIFT and self._is_in_doubt(one)) or any(
            not following.causes.isdisjoint(self._codes.get(where, ()))
            for following in FOLLOWING
            if one.code in following.codes
            for place in (Place(one.path, one.span), *one.related)
            for where in self._where(following.near, one, place)
        )

    def _where(self, near: str, one: Diagnostic, place: Place) -> Iterator[_Where]:
        """What a finding is near to, seen from one of its places."""
        if near == "file":
            yield (near, place.path)
        elif near == "name":
            yield from ((near, one.values[key]) for key in ("name", "found") if key in one.values)
        elif place.path in self._meetings:
            meeting, minutes = self._meetings[place.path]
            if near == "meeting":
                yield (near, meeting.id)
            elif anchor := _item_at(place.span.line, minutes):
                yield (near, meeting.id, anchor)

    def _is_in_doubt(self, drift: Diagnostic) -> bool:
        """Whether something else is wrong in every item that a finding says fell behind.

        Nobody leaves an error or a warning as it is, and mending it changes the text. What `make fix` mends may be left
        for long: it only explains a source that, once mended, is what was translated.
        """
        if drift.path not in self._meetings:
            return False
        meeting, translation = self._meetings[drift.path]
        for anchor in drift.values["anchors"].split():
            others = [other for other in self._in_items["item", meeting.id, anchor] if other.code not in _DRIFT]
            if any(other.severity is not Severity.INFO for other in others):
                continue
            fixable = [other for other in others if other.fix]
            if not fixable:
                return False
            if drift.code is codes.TRANSLATION_OUTDATED:
                source = meeting.minutes[meeting.source]
                if _mended_digest(source, anchor, fixable) != recorded(translation)[anchor].partition("-")[0]:
                    return False
        return True


def _mended_digest(source: Minutes, anchor: str, fixable: Sequence[Diagnostic]) -> str:
    """The digest of an item of the source as it is after those safe fixes that are about the source."""
    fixes = [one.fix for one in fixable if one.path == source.path]
    text = mend(source.source.encode(), fixes).decode()
    return digests(replace(source, prose=Prose(whole=packed(text, ""))))[anchor]


def _item_at(line: int, minutes: Minutes) -> str:
    """The anchor of the agenda item that a line is a part of, or nothing."""
    at = bisect_right(minutes.sections, line, key=lambda section: section.line) - 1
    section = minutes.sections[at] if at >= 0 else None
    return section.anchor if isinstance(section, AgendaItem) else ""
