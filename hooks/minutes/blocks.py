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
_CLASS = re.compile(r' class="([^"]*)"')
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
    where the block before it ended), ``children`` are the blocks directly inside. Of the text of this block alone,
    ``worded`` says whether it is more than white space, and ``linked`` whether there is a link in it. What it reads of
    the pieces it reads once; only ``cut`` changes text.
    """

    __slots__ = (
        *("tag", "line", "pieces", "start", "stop", "children"),
        *("slots", "linked", "worded", "_runs", "_lines", "_inner"),
    )

    def __init__(self, tag: str, line: int, pieces: list[str]) -> None:
        """An element whose opening tag is the next of the ``pieces``; whoever reads the tree sets where it ends."""
        self.tag = tag
        self.line = line
        self.pieces = pieces
        self.start = self.stop = len(pieces)
        self.slots: list[Slot] = []
        self.linked = self.worded = False
        self.children: list[Block] = []
        self._runs: list[Run] | None = None
        self._lines: list[Line] | None = None
        # Without the block itself: a list that holds it would keep the whole tree from going when it is done with.
        self._inner: list[Block] | None = None

    @property
    def level(self) -> int:
        """The heading level, or 0 for anything else."""
        return _LEVELS.get(self.tag, 0)

    @property
    def text(self) -> str:
        """All text inside, nested blocks included."""
        return unescape("".join([piece for piece in self.pieces[self.start : self.stop] if piece[:1] != "<"]))

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
            self._lines = self._read_lines()
        return self._lines

    @property
    def leaves(self) -> list[Block]:
        """This block and all inside it that hold inline text of their own, in the order of the source."""
        if self._inner is None:
            self._inner = [leaf for child in self.children for leaf in child.leaves] if self.tag != "pre" else []
        return [self, *self._inner] if self.worded and self.tag != "pre" else self._inner

    @property
    def inline(self) -> tuple[str, str]:
        """The inline text of this block with its line breaks, and the same with code and links masked."""
        texts = [self._text_of(slot) for slot in self.slots]
        masked = [_masked(text, slot[1]) for text, slot in zip(texts, self.slots, strict=True)]
        return "".join(texts), "".join(masked)

    @property
    def links(self) -> Iterator[Run]:
        """Every link inside, nested blocks included."""
        for leaf in self.leaves:
            if leaf.linked:
                yield from (run for run in leaf.runs if run.kind == "link")

    @property
    def checked(self) -> bool | None:
        """Whether a list entry's check box is ticked; None where it has none."""
        if self.tag != "li":
            return None
        # Most entries begin with their text, which one look tells.
        if (first := self.pieces[self.start + 1].lstrip()) and first[0] not in "<[":
            return None
        box = _BOX.match("".join(self.pieces[self.start + 1 : self.start + 5]))
        if box is None:
            return None
        return box["mark"] != " " if box["mark"] else "checked" in box["input"]

    @property
    def boxes(self) -> Iterator[Block]:
        """Every list entry with a check box, this block included, in the order of the source."""
        # Most blocks have none, which their HTML tells at once.
        if "<input" in (html := self.html) or "[" in html:
            if self.checked is not None:
                yield self
            for child in self.children:
                yield from child.boxes

    @property
    def classes(self) -> list[str]:
        """The CSS classes of the element, which are those that ``mark`` gave it."""
        found = _CLASS.search(self.pieces[self.start])
        return found[1].split() if found else []

    def mark(self, name: str) -> None:
        """Add a CSS class to the element."""
        classes = self.classes
        if name not in classes:
            opening = _CLASS.sub("", self.pieces[self.start])
            self.pieces[self.start] = f'{opening[:-1]} class="{" ".join((*classes, name))}">'

    def cut(self, start: int, stop: int) -> None:
        """Take the characters from ``start`` to ``stop`` out of the inline text, wherever they stand in the tree."""
        offset, self.worded = 0, False
        for slot in self.slots:
            text = self._text_of(slot)
            here, there = max(start - offset, 0), max(stop - offset, 0)
            kept = text[:here] + text[there:]
            if here < len(text) and there:
                self.pieces[slot[0]] = escape(kept, quote=False)
            self.worded = self.worded or not (kept.isspace() or not kept)
            offset += len(text)
        self._runs = self._lines = None

    @property
    def html(self) -> str:
        """The HTML of the element, without source positions."""
        return "".join(self.pieces[self.start : self.stop])

    @property
    def inner_html(self) -> str:
        """The HTML inside the element."""
        return "".join(self.pieces[self.start + 1 : self.stop - 1]).strip()

    def _read_runs(self) -> Iterator[Run]:
        for slot in self.slots:
            _, kind, href, line = slot
            text = self._text_of(slot)
            if "\n" not in text:
                yield Run(text, line, kind, href)
                continue
            for number, part in enumerate(text.split("\n"), start=line):
                if part:
                    yield Run(part, number, kind, href)

    def _read_lines(self) -> list[Line]:
        whole, masked = self.inline
        if self.slots and self.slots[0][3] == self.slots[-1][3] and "\n" not in whole:
            return [Line(self.slots[0][3], whole, masked)]
        by_line: dict[int, tuple[list[str], list[str]]] = {}
        for slot in self.slots:
            _, kind, _, number = slot
            text = self._text_of(slot)
            for part in text.split("\n") if "\n" in text else (text,):
                # An empty text on its own is a link without one.
                if part or not text:
                    texts, masks = by_line.get(number) or by_line.setdefault(number, ([], []))
                    texts.append(part)
                    masks.append(_masked(part, kind))
                number += 1
        return [Line(number, "".join(texts), "".join(masks)) for number, (texts, masks) in sorted(by_line.items())]

    def _text_of(self, slot: Slot) -> str:
        text = self.pieces[slot[0]]
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
