"""Sanitised HTML into a tree of blocks.

Knows what HTML elements are and how a sanitiser writes them. Knows neither Markdown nor meetings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape

from minutes.blocks import Block

MAX_NESTING = 100
"""Levels of nested elements that are read as structure; real minutes have ten."""

INLINE = frozenset(
    {"a", "abbr", "b", "br", "code", "del", "em", "i", "img", "input", "ins", "kbd", "mark", "q", "s", "samp"}
    | {"small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr", "time", "bdi", "bdo", "cite", "dfn"}
)
"""Elements that are part of a line of text; every other element is a block."""

VOID = frozenset({"br", "hr", "img", "input", "wbr", "col"})
"""Elements that have no end tag."""

# The HTML is a sanitiser's: lower case, balanced, every attribute with a value in double quotes.
_PIECES = re.compile(r'([^<]*)(?:(<(/?)([a-z][a-z0-9]*)[^<>"]*+(?:"[^"]*+"[^<>"]*+)*+>)|$)')
_ATTRIBUTES = r'((?: [a-z-]+="[^"]*+")*?)'
_POSITION = re.compile(rf'(<[a-z][a-z0-9]*{_ATTRIBUTES}) data-sourcepos="(?:(\d{{1,9}}):\d+-(\d{{1,9}}):)?[^"]*"')
_HREF = re.compile(rf'<a{_ATTRIBUTES} href="([^"]+)"')


class NestingError(Exception):
    """The document is nested deeper than MAX_NESTING; ``line`` is where it gets too deep."""

    def __init__(self, line: int) -> None:
        super().__init__(f"nested deeper than {MAX_NESTING} levels")
        self.line = line


def read_blocks(html: str) -> list[Block]:
    """The top-level blocks of sanitised HTML whose blocks say in ``data-sourcepos`` which lines they come from.

    Text and inline elements at the top level, as raw HTML leaves them, become paragraphs. Raises NestingError.
    """
    top = Block("", 1, [])
    outer: list[_Open] = []
    here = _Open(top, 1)
    for text, tag, slash, name in _PIECES.findall(html):
        inline = name in INLINE
        if here.block is top and text and not text.isspace():
            outer.append(here)
            here = here.open_loose()
        if text and here.block is not top:
            here.add_text(text)
        if slash:
            here = here.close(tag, outer)
        elif tag:
            if here.loose and not inline:
                here = here.close("</p>", outer)
            elif here.block is top and inline:
                outer.append(here)
                here = here.open_loose()
            outer.append(here)
            here = here.open_inline(name, tag) if inline else here.open_block(name, tag)
            if len(outer) > MAX_NESTING:
                raise NestingError(here.line)
            if name in VOID:
                here = here.close("", outer)
    if here.loose:
        here.close("</p>", outer)
    return top.children


@dataclass(slots=True)
class _Open:
    """An element that is still open: the block that its text belongs to, the line read so far, the kind of its text.

    ``end`` is the last line of a block, where that is known. ``loose`` is a paragraph that stands in no HTML.
    """

    block: Block
    line: int
    kind: str = "text"
    href: str = ""
    end: int = 0
    loose: bool = False
    texts: int = 0

    def add_text(self, text: str) -> None:
        """Add a text to the block; a lone line break only counts."""
        block = self.block
        if text != "\n":
            block.slots.append((len(block.pieces), self.kind, self.href, self.line))
        block.pieces.append(text)
        self.line += text.count("\n")

    def open_inline(self, name: str, tag: str) -> _Open:
        """The element that a tag opens in a line of text."""
        kind, href = self.kind, self.href
        if name == "a" and (address := _HREF.match(tag)):
            kind, href = "link", unescape(address[2])
        elif kind != "link":
            kind = {"code": "code", "strong": "strong", "b": "strong"}.get(name, kind)
        if " data-sourcepos=" in tag:
            tag = _POSITION.sub(r"\1", tag)
        self.block.pieces.append(tag)
        return _Open(self.block, self.line, kind, href, texts=len(self.block.slots))

    def open_block(self, name: str, tag: str) -> _Open:
        """The element that a tag opens as a block of its own."""
        line = end = 0
        if position := _POSITION.match(tag):
            tag = f"{position[1]}{tag[position.end() :]}"
            line, end = int(position[3] or 0), int(position[4] or 0)
        block = Block(name, line or self.line, self.block.pieces)
        self.block.children.append(block)
        block.pieces.append(tag)
        return _Open(block, block.line, self.kind, self.href, end)

    def open_loose(self) -> _Open:
        """A paragraph for what stands outside every block."""
        return replace(self.open_block("p", "<p>"), loose=True)

    def close(self, tag: str, outer: list[_Open]) -> _Open:
        """End the element with its closing tag, and give the one around it."""
        around = outer.pop()
        if around.block is not self.block:
            self.block.pieces.append(tag)
            self.block.stop = len(self.block.pieces)
            around.line = self.end or self.line
            return around
        if self.href and not around.href and self.texts == len(self.block.slots):
            # A link without text (an image inside, say) still is a link.
            self.block.slots.append((len(self.block.pieces), self.kind, self.href, self.line))
            self.block.pieces.append("")
        self.block.pieces.append(tag)
        around.line = self.line
        return around
