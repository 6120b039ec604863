"""Rules about translations that fell behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minutes import diagnostics as codes
from minutes.archive import Archive
from minutes.diagnostics import Diagnostic, Edit, Place, Span, diagnostic
from minutes.frontmatter import read_front_matter
from minutes.model import Minutes
from minutes.translations import KEY, digests, outdated, pairs, recorded, translations


def translation_outdated(archive: Archive) -> Iterator[Diagnostic]:
    """An item's translation changed when its source did."""
    for source, translation in translations(archive):
        for item, original in outdated(source, translation):
            values = {"number": item.number, "source": source.path, "anchors": item.anchor}
            found = diagnostic(codes.TRANSLATION_OUTDATED, translation.path, translation.place(item.line), **values)
            yield found.along_with(Place(source.path, source.place(original.line)))


def translation_unrecorded(archive: Archive) -> Iterator[Diagnostic]:
    """A translation records which state of its source it translates."""
    for source, translation in translations(archive):
        record, there, here = recorded(translation), digests(source), digests(translation)
        wanted = dict(record)
        for item, _ in pairs(source, translation):
            then = record.get(item.anchor, "").partition("-")[2]
            if then != here[item.anchor]:
                wanted[item.anchor] = f"{there[item.anchor]}-{here[item.anchor]}"
        if wanted != record and (edit := _record(translation, wanted)):
            anchors = (anchor for anchor, state in wanted.items() if state != record.get(anchor))
            values = {"source": source.path, "anchors": " ".join(anchors)}
            found = diagnostic(codes.TRANSLATION_UNRECORDED, translation.path, edit.span, **values)
            # Only once the source itself needs no fix is its state worth recording.
            yield found.along_with(Place(source.path, Span(1))).mended_by(edit)


def _record(translation: Minutes, wanted: dict[str, str]) -> Edit | None:
    """The edit that writes the record: in place of the old line, or above the end of the front matter.

    None where that would not be the record and nothing but that: not every front matter has a key on each line.
    """
    line = f"{KEY}: {{{', '.join(f'{anchor}: {state}' for anchor, state in wanted.items())}}}"
    lines = translation.lines
    if lines[0].rstrip() != "---":
        return None
    for number, text in enumerate(lines[1:], start=2):
        old = re.match(rf"{KEY}:\s*{{.*}}\s*$", text)
        if old or text.rstrip() == "---":
            written = "\n".join([*lines[: number - 1], line, *lines[number if old else number - 1 :]])
            values = {**translation.front_matter, KEY: wanted}
            if read_front_matter(written, translation.path).values != values:
                return None
            return (
                Edit(Span(number, 1, number, len(text) + 1), line)
                if old
                else Edit(Span(number, 1, number, 1), f"{line}\n")
            )
    return None
