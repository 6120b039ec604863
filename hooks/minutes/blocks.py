"""A document as a tree of blocks that also is its HTML.

Knows how to walk, mark and cut the tree, and which source line a piece of text stands on. Knows neither Markdown nor
meetings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape, unescape
from typing import NamedTuple

_LEVELS = {f"h{level}": level for level in range(1, 7)}

# Inside a quote, cmark-gfm leaves the box as the text that it is.
_BOX = re.compile(r"\s*(?:<p>\s*)?(?:<input(?P<input>[^>]*)>|\[(?P<mark>[ xX])\]\s)")
_MASK = "\ufffc"


class Run(NamedTuple):
    """A piece of inline text. ``kind`` is text, strong, code or link; a link carries its address."""

    text: str
    line: int
    kind: str
    href: str = ""


class Line(NamedTuple):
    """One source line of a leaf block. In ``masked`` every character of code and links is U+FFFC."""

    number: int
    text: str
    masked: str


Slot = tuple[int, str, str, int]
"""Where inline text stands: the piece of HTML that it is, its kind and address as of a run, and its first line."""


class Block:
    """An element of the tree: a stretch of the document's pieces of HTML, each one tag or one text.

    ``tag`` is the element's name (``p``, ``li``, ``h2`` …), ``line`` its first line in the file (for raw HTML,
    where the block before it ended), ``children`` are the blocks directly inside. What it reads of the pieces it
    reads once; only ``cut`` changes text.
    """

    __slots__ = ("_leaves", "_lines", "_runs", "children", "line", "pieces", "slots", "start", "stop", "tag")

    def __init__(self, tag: str, line: int, pieces: list[str]) -> None:
        """An element whose opening tag is the next of the ``pieces``; whoever reads the tree sets where it ends."""
        self.tag = tag
        self.line = line
        self.pieces = pieces
        self.start = self.stop = len(pieces)
        self.slots: list[Slot] = []
        self.children: list[Block] = []
        self._runs: list[Run] | None = None
        self._lines: list[Line] | None = None
        self._leaves: list[Block] | None = None

    @property
    def level(self) -> int:
        """The heading level, or 0 for anything else."""
        return _LEVELS.get(self.tag, 0)

    @property
    def text(self) -> str:
        """All text inside, nested blocks included."""
        return unescape("".join(piece for piece in self.pieces[self.start : self.stop] if piece[:1] != "<"))

    @property
    def runs(self) -> list[Run]:
        """The inline text of this block alone, without its nested blocks."""
        if self._runs is None:
            self._runs = list(self._read_runs())
        return self._runs

    @property
    def lines(self) -> list[Line]:
        """The runs of this block, by source line."""
        if self._lines is None:
            by_line: dict[int, tuple[list[str], list[str]]] = {}
            for text, number, kind, _ in self.runs:
                texts, masks = by_line.setdefault(number, ([], []))
                texts.append(text)
                masks.append(_masked(text, kind))
            self._lines = [Line(number, "".join(by_line[number][0]), "".join(by_line[number][1])) for number in by_line]
            self._lines.sort()
        return self._lines

    @property
    def leaves(self) -> list[Block]:
        """This block and all inside it that hold inline text of their own, in the order of the source."""
        if self._leaves is None:
            self._leaves = []
            if self.tag != "pre":
                if any(not text.isspace() for text, *_ in self.runs if text):
                    self._leaves.append(self)
                for child in self.children:
                    self._leaves += child.leaves
        return self._leaves

    @property
    def inline(self) -> tuple[str, str]:
        """The inline text of this block with its line breaks, and the same with code and links masked."""
        texts = [(self._text_of(piece), kind) for piece, kind, _, _ in self.slots]
        return "".join(text for text, _ in texts), "".join(_masked(text, kind) for text, kind in texts)

    @property
    def links(self) -> Iterator[Run]:
        """Every link inside, nested blocks included."""
        for leaf in self.leaves:
            yield from (run for run in leaf.runs if run.kind == "link")

    @property
    def checked(self) -> bool | None:
        """Whether a list entry's check box is ticked; None where it has none."""
        if self.tag != "li":
            return None
        box = _BOX.match("".join(self.pieces[self.start + 1 : self.start + 5]))
        if box is None:
            return None
        return box["mark"] != " " if box["mark"] else "checked" in box["input"]

    @property
    def classes(self) -> list[str]:
        """The CSS classes of the element, which are those that ``mark`` gave it."""
        found = re.search(r' class="([^"]*)"', self.pieces[self.start])
        return found[1].split() if found else []

    def mark(self, name: str) -> None:
        """Add a CSS class to the element."""
        classes = self.classes
        if name not in classes:
            opening = re.sub(r' class="[^"]*"', "", self.pieces[self.start])
            self.pieces[self.start] = f'{opening[:-1]} class="{" ".join((*classes, name))}">'

    def cut(self, start: int, stop: int) -> None:
        """Take the characters from ``start`` to ``stop`` out of the inline text, wherever they stand in the tree."""
        offset = 0
        for piece, *_ in self.slots:
            text = self._text_of(piece)
            here, there = max(start - offset, 0), max(stop - offset, 0)
            if here < len(text) and there:
                self.pieces[piece] = escape(text[:here] + text[there:], quote=False)
            offset += len(text)
        self._runs = self._lines = self._leaves = None

    @property
    def html(self) -> str:
        """The HTML of the element, without source positions."""
        return "".join(self.pieces[self.start : self.stop])

    @property
    def inner_html(self) -> str:
        """The HTML inside the element."""
        return "".join(self.pieces[self.start + 1 : self.stop - 1]).strip()

    def _read_runs(self) -> Iterator[Run]:
        for piece, kind, href, line in self.slots:
            text = self._text_of(piece)
            if "\n" not in text:
                yield Run(text, line, kind, href)
                continue
            for number, part in enumerate(text.split("\n"), start=line):
                if part:
                    yield Run(part, number, kind, href)

    def _text_of(self, piece: int) -> str:
        text = self.pieces[piece]
        return unescape(text) if "&" in text else text


def to_html(blocks: Iterable[Block]) -> str:
    """The HTML of blocks, one after the other."""
    return "\n".join(block.html for block in blocks)


def without_last_rules(blocks: list[Block]) -> list[Block]:
    """The blocks without the rules at their end: the lines that authors draw between sections say nothing."""
    end = len(blocks)
    while end and blocks[end - 1].tag == "hr":
        end -= 1
    return blocks[:end]


def _masked(text: str, kind: str) -> str:
    return _MASK * len(text) if kind in ("code", "link") else text
