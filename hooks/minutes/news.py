"""The news section: announcements, each with the links that belong to it.

Knows how news is written. Knows nothing of projects: a release carries the name as written.
"""

from __future__ import annotations

from dataclasses import replace

from minutes.agenda import releases_in
from minutes.blocks import Block, to_html
from minutes.model import News, NewsEntry
from minutes.references import references_in
from minutes.vocabulary import LINK_LABEL


def read_news(heading: Block, content: list[Block], anchor: str) -> News:
    """The section under ``heading``. ``anchor`` is unique in its minutes."""
    entries: list[NewsEntry] = []
    for block in content:
        for leaf in block.leaves:
            _add_leaf(entries, leaf)
    return News(tuple(entries), anchor, heading.level, heading.inner_html, to_html(content), heading.line)


def _add_leaf(entries: list[NewsEntry], leaf: Block) -> None:
    """A line that is a label and a link belongs to the announcement above it; any other begins one of its own."""
    references = references_in([leaf])
    for line in leaf.lines:
        if not line.text.strip():
            continue
        of_line = tuple(reference for reference in references if reference.line == line.number)
        if entries and of_line and LINK_LABEL.match(line.masked):
            entries[-1] = replace(entries[-1], references=(*entries[-1].references, *of_line))
        else:
            entries.append(
                NewsEntry(line.text.strip(), tuple(releases_in(line.text, line.number)), of_line, line.number)
            )
