"""A document as a tree of blocks that also is its HTML.

Knows how to walk, mark and cut the tree that ``markdown`` reads, and which source line a piece of text stands on.
Knows neither Markdown nor meetings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from lxml import html

INLINE = frozenset(
    {"a", "abbr", "b", "br", "code", "del", "em", "i", "img", "input", "ins", "kbd", "mark", "q", "s", "samp"}
    | {"small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr", "time", "bdi", "bdo", "cite", "dfn"}
)
"""Elements that are part of a line of text; every other element is a block."""

_POSITION = re.compile(r'(<[a-z][a-z0-9]*(?: [^<>]*?)?) data-sourcepos="[^"]*"')


_BOX = re.compile(r"\s*\[(?P<mark>[ xX])\]\s")


class Run(NamedTuple):
    """A piece of inline text. ``kind`` is text, strong, code or link; a link carries its address."""

    text: str
    line: int
    kind: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One source line of a leaf block. In ``masked`` every character of code and links is U+FFFC."""

    number: int
    text: str
    masked: str


class Block:
    """An element of the tree. What it reads of the tree it reads once; only ``cut`` changes text."""

    def __init__(self, element: html.HtmlElement) -> None:
        self.element = element

    @property
    def tag(self) -> str:
        """The element's name: ``p``, ``li``, ``h2`` …"""
        return str(self.element.tag)

    @property
    def level(self) -> int:
        """The heading level, or 0 for anything else."""
        return int(self.tag[1]) if re.fullmatch("h[1-6]", self.tag) else 0

    @property
    def line(self) -> int:
        """The first line of the block in its file; for raw HTML, that of the block around it."""
        element: html.HtmlElement | None = self.element
        while element is not None:
            if position := re.match(r"(\d{1,9}):", element.get("data-sourcepos", "")):
                return int(position[1])
            element = element.getparent()
        return 1

    @cached_property
    def children(self) -> tuple[Block, ...]:
        """The blocks directly inside, without inline elements."""
        return tuple(Block(child) for child in self.element if child.tag not in INLINE)

    @property
    def text(self) -> str:
        """All text inside, nested blocks included."""
        return str(self.element.text_content())

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """The inline text of this block alone, without its nested blocks."""
        return tuple(_runs(self.element, self.line))

    @cached_property
    def lines(self) -> list[Line]:
        """The runs of this block, by source line."""
        texts: dict[int, list[str]] = {}
        masks: dict[int, list[str]] = {}
        for run in self.runs:
            masked = "\ufffc" * len(run.text) if run.kind in ("code", "link") else run.text
            texts.setdefault(run.line, []).append(run.text)
            masks.setdefault(run.line, []).append(masked)
        return [Line(number, "".join(texts[number]), "".join(masks[number])) for number in sorted(texts)]

    @cached_property
    def leaves(self) -> tuple[Block, ...]:
        """This block and all inside it that hold inline text of their own, in the order of the source."""
        if self.tag == "pre":
            return ()
        here = (self,) if any(run.text.strip() for run in self.runs) else ()
        return (*here, *(leaf for child in self.children for leaf in child.leaves))

    @property
    def inline(self) -> tuple[str, str]:
        """The inline text of this block with its line breaks, and the same with code and links masked."""
        slots = list(_slots(self.element, self.line))
        masked = ("\ufffc" * len(slot.text) if slot.kind in ("code", "link") else slot.text for slot in slots)
        return "".join(slot.text for slot in slots), "".join(masked)

    @property
    def links(self) -> Iterator[Run]:
        """Every link inside, nested blocks included."""
        for leaf in self.leaves:
            yield from (run for run in leaf.runs if run.kind == "link")

    @property
    def classes(self) -> list[str]:
        """The CSS classes of the element."""
        return str(self.element.get("class", "")).split()

    @property
    def checked(self) -> bool | None:
        """Whether a list entry's check box is ticked; None where it has none."""
        if self.tag != "li":
            return None
        first = self.element
        if len(first) and first[0].tag == "p":
            first = first[0]
        if len(first) and first[0].tag == "input":
            return first[0].get("checked") is not None
        # Inside a quote, cmark-gfm leaves the box as the text that it is.
        box = _BOX.match(first.text or "")
        return box["mark"] != " " if box else None

    def mark(self, name: str) -> None:
        """Add a CSS class to the element."""
        if name not in self.classes:
            self.element.set("class", " ".join((*self.classes, name)))

    def cut(self, start: int, stop: int) -> None:
        """Take the characters from ``start`` to ``stop`` out of the inline text, wherever they stand in the tree."""
        offset = 0
        for slot in list(_slots(self.element, self.line)):
            text = slot.text
            here, there = max(start - offset, 0), max(stop - offset, 0)
            if here < len(text) and there:
                setattr(slot.owner, slot.attribute, text[:here] + text[there:])
            offset += len(text)
        for cached in ("runs", "lines", "leaves"):
            self.__dict__.pop(cached, None)

    @property
    def html(self) -> str:
        """The HTML of the element, without source positions."""
        serialised = html.tostring(self.element, encoding="unicode", with_tail=False)
        return _POSITION.sub(r"\1", str(serialised))

    @property
    def inner_html(self) -> str:
        """The HTML inside the element."""
        outer = self.html
        return outer[outer.index(">") + 1 : outer.rindex("<")].strip()


def to_html(blocks: Iterable[Block]) -> str:
    """The HTML of blocks, one after the other."""
    return "\n".join(block.html for block in blocks)


def without_last_rules(blocks: list[Block]) -> list[Block]:
    """The blocks without the rules at their end: the lines that authors draw between sections say nothing."""
    end = len(blocks)
    while end and blocks[end - 1].tag == "hr":
        end -= 1
    return blocks[:end]


class _Slot(NamedTuple):
    """A place in the tree that holds inline text: the ``text`` or the ``tail`` of an element."""

    owner: html.HtmlElement
    attribute: str
    kind: str
    href: str
    line: int

    @property
    def text(self) -> str:
        return getattr(self.owner, self.attribute) or ""


def _slots(element: html.HtmlElement, line: int, kind: str = "text", href: str = "") -> Iterator[_Slot]:
    """The inline slots of an element, without those of nested blocks, in the order of the source."""
    yield _Slot(element, "text", kind, href, line)
    line += (element.text or "").count("\n")
    for child in element:
        if child.tag in INLINE:
            inner_kind, inner_href = _kind_of(child, kind, href)
            for slot in _slots(child, line, inner_kind, inner_href):
                yield slot
                line = slot.line + slot.text.count("\n")
        elif position := re.match(r"\d+:\d+-(\d{1,9}):", child.get("data-sourcepos", "")):
            line = int(position[1])
        yield _Slot(child, "tail", kind, href, line)
        line += (child.tail or "").count("\n")


def _kind_of(element: html.HtmlElement, kind: str, href: str) -> tuple[str, str]:
    if element.tag == "a" and (address := element.get("href")):
        return "link", address
    if kind == "link":
        return kind, href
    if element.tag == "code":
        return "code", ""
    return ("strong", "") if element.tag in ("strong", "b") else (kind, "")


def _runs(element: html.HtmlElement, line: int) -> Iterator[Run]:
    for slot in _slots(element, line):
        # A link without text (an image inside, say) still is a link.
        if slot.kind == "link" and slot.attribute == "text" and slot.owner.tag == "a" and not slot.text:
            yield Run("", slot.line, "link", slot.href)
        for offset, part in enumerate(slot.text.split("\n")):
            if part:
                yield Run(part, slot.line + offset, slot.kind, slot.href)
