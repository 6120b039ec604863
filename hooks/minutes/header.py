"""The labelled lines above the first agenda item: topic, attendees, pre-reading, recording.

Knows how those lines are written. Knows nothing of what comes after them.
"""

from __future__ import annotations

from minutes.markdown import Block, to_html, without_last_rules
from minutes.model import Header
from minutes.people import split_names
from minutes.references import references_in
from minutes.vocabulary import HEADER_LINE, HEADER_WORDS, HeaderLabel


def read_header(blocks: list[Block]) -> Header:
    """The header that the blocks above the first section make up; all of their text is kept in its HTML."""
    values: dict[HeaderLabel, list[str]] = {}
    sources: dict[HeaderLabel, list[Block]] = {}
    label: HeaderLabel | None = None
    for block in blocks:
        for leaf in block.leaves:
            for line in leaf.lines:
                text = line.text
                if match := HEADER_LINE.match(text):
                    label = HEADER_WORDS[match["label"].lower()]
                    text = match["value"]
                if label:
                    values.setdefault(label, []).append(text)
                    sources.setdefault(label, []).append(leaf)
    return Header(
        topic=" ".join(values.get(HeaderLabel.TOPIC, ())).strip(),
        attendees=split_names("\n".join(values.get(HeaderLabel.ATTENDEES, ()))),
        pre_reading=references_in(sources.get(HeaderLabel.PRE_READING, ())),
        recording=references_in(sources.get(HeaderLabel.RECORDING, ())),
        html=to_html(without_last_rules(blocks)),
    )
