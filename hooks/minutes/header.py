"""The labelled lines above the first agenda item: topic, attendees, pre-reading, recording.

Knows how those lines are written. Knows nothing of what comes after them.
"""

from __future__ import annotations

from dataclasses import replace

from minutes.blocks import Block, to_html
from minutes.model import Header, HeaderLine, Reference
from minutes.people import split_names
from minutes.references import references_in
from minutes.vocabulary import HEADER_LINE, HEADER_WORDS, HeaderLabel


def read_header(blocks: list[Block]) -> tuple[Header, list[Block]]:
    """The header at the start of the blocks, and the blocks that come after it.

    The header ends with the last labelled line, or with the block below it where a label stands alone. Whatever
    stands between its lines is kept in its HTML.
    """
    values: dict[HeaderLabel, list[str]] = {}
    sources: dict[HeaderLabel, list[tuple[Block, int]]] = {}
    lines: list[HeaderLine] = []
    label: HeaderLabel | None = None
    end = 0
    for position, block in enumerate(blocks, start=1):
        alone = label is not None and not "".join(values[label]).strip()
        labelled = False
        for leaf in block.leaves:
            for line in leaf.lines:
                text = line.text
                if match := HEADER_LINE.match(text):
                    label = HEADER_WORDS[match["label"].lower()]
                    text = match["value"]
                    lines.append(HeaderLine(label, "", line.number))
                    labelled = True
                if label and (labelled or alone):
                    values.setdefault(label, []).append(text)
                    lines[-1] = replace(lines[-1], text=f"{lines[-1].text}\n{text}".strip())
                    sources.setdefault(label, []).append((leaf, line.number))
        if labelled or alone:
            end = position
    header = Header(
        topic=" ".join(values.get(HeaderLabel.TOPIC, ())).strip(),
        attendees=split_names("\n".join(values.get(HeaderLabel.ATTENDEES, ()))),
        pre_reading=_references(sources.get(HeaderLabel.PRE_READING, [])),
        recording=_references(sources.get(HeaderLabel.RECORDING, [])),
        lines=tuple(lines),
        html=to_html(blocks[:end]),
    )
    return header, blocks[end:]


def _references(sources: list[tuple[Block, int]]) -> tuple[Reference, ...]:
    """The references of some lines of some blocks."""
    lines = {line for _, line in sources}
    return tuple(one for one in references_in(dict.fromkeys(leaf for leaf, _ in sources)) if one.line in lines)
