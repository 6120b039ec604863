"""Rules about translations that fell behind.

A translation keeps, in its front matter, what each item of its source and the translation itself looked like when
they last agreed: ``translation: {agenda-1: 1f0c2a9b-77d04e1c}``, two short hashes of the text, white space ignored.
A source that changed while the translation did not is outdated. It works on the files alone, without a history.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256

from minutes import diagnostics as codes
from minutes.archive import Archive
from minutes.diagnostics import Diagnostic, Edit, Place, Span, diagnostic
from minutes.model import AgendaItem, Minutes
from minutes.rules.parity import translations

KEY = "translation"


def translation_outdated(archive: Archive) -> Iterator[Diagnostic]:
    """An item's translation changed when its source did."""
    for source, translation in translations(archive):
        recorded = _recorded(translation)
        for item, original in _pairs(source, translation):
            then_source, _, then_here = recorded.get(item.anchor, "").partition("-")
            if then_source and then_source != _hash(source, original) and then_here == _hash(translation, item):
                values = {"number": item.number, "source": source.path}
                found = diagnostic(codes.TRANSLATION_OUTDATED, translation.path, translation.place(item.line), **values)
                yield found.along_with(Place(source.path, source.place(original.line)))


def translation_unrecorded(archive: Archive) -> Iterator[Diagnostic]:
    """A translation records which state of its source it translates."""
    for source, translation in translations(archive):
        recorded = _recorded(translation)
        wanted = dict(recorded)
        for item, original in _pairs(source, translation):
            then_here = recorded.get(item.anchor, "").partition("-")[2]
            now = f"{_hash(source, original)}-{_hash(translation, item)}"
            if then_here != _hash(translation, item) or not then_here:
                wanted[item.anchor] = now
        if wanted != recorded and (edit := _record(translation, wanted)):
            values = {"source": source.path}
            found = diagnostic(codes.TRANSLATION_UNRECORDED, translation.path, edit.span, **values)
            # Only once the source itself needs no fix is its state worth recording.
            yield found.along_with(Place(source.path, Span(1))).mended_by(edit)


def _pairs(source: Minutes, translation: Minutes) -> Iterator[tuple[AgendaItem, AgendaItem]]:
    originals = {item.anchor: item for item in source.items}
    yield from ((item, originals[item.anchor]) for item in translation.items if item.anchor in originals)


def _recorded(translation: Minutes) -> dict[str, str]:
    value = translation.front_matter.get(KEY)
    return {str(key): str(text) for key, text in value.items()} if isinstance(value, dict) else {}


def _hash(minutes: Minutes, item: AgendaItem) -> str:
    """Eight hexadecimal digits of the item's source text without its white space."""
    end = min((section.line for section in minutes.sections if section.line > item.line), default=None)
    lines = minutes.source.split("\n")[item.line - 1 : end - 1 if end else None]
    return sha256("".join("".join(lines).split()).encode()).hexdigest()[:8]


def _record(translation: Minutes, wanted: dict[str, str]) -> Edit | None:
    """The edit that writes the record: in place of the old line, or above the end of the front matter."""
    line = f"{KEY}: {{{', '.join(f'{anchor}: {state}' for anchor, state in wanted.items())}}}"
    lines = translation.source.split("\n")
    if lines[0].rstrip() != "---":
        return None
    for number, text in enumerate(lines[1:], start=2):
        if re.match(rf"{KEY}:\s*{{.*}}\s*$", text):
            return Edit(Span(number, 1, number, len(text) + 1), line)
        if text.rstrip() == "---":
            return Edit(Span(number, 1, number, 1), f"{line}\n")
    return None
