"""Sanitised HTML into a tree of blocks.

Knows what HTML elements are and how a sanitiser writes them. Knows neither Markdown nor meetings.
"""

from __future__ import annotations

import re
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

_KINDS = {"code": "code", "strong": "strong", "b": "strong"}

# The HTML is a sanitiser's: lower case, balanced, every attribute with a value in double quotes. A piece is a text and
# the tag after it: whether that closes, its name, the first and the last line that it tells, its other attributes.
_PIECES = re.compile(
    r'([^<]*)(?:<(/?)([a-z][a-z0-9]*)(?: data-sourcepos="(\d{1,9}):\d+-(\d{1,9}):[^"]*+")?+'
    r'([^<>"]*+(?:"[^"]*+"[^<>"]*+)*+)>|$)'
)
_ATTRIBUTES = r'((?: [a-z-]+="[^"]*+")*?)'
_POSITION = re.compile(rf'{_ATTRIBUTES} data-sourcepos="(?:(\d{{1,9}}):\d+-(\d{{1,9}}):)?[^"]*"')
_HREF = re.compile(rf'{_ATTRIBUTES} href="([^"]+)"')


class NestingError(Exception):
    """The document is nested deeper than MAX_NESTING; ``line`` is where it gets too deep."""

    def __init__(self, line: int) -> None:
        super().__init__(f"nested deeper than {MAX_NESTING} levels")
        self.line = line


def read_blocks(html: str, lines: int) -> list[Block]:
    """The top-level blocks of sanitised HTML whose blocks say in ``data-sourcepos`` which lines they come from.

    Text and inline elements at the top level, as raw HTML leaves them, become paragraphs. The document
    has so many ``lines``, and nothing is said to stand below them. Raises NestingError.
    """
    top = block = Block("", 1, [])
    pieces = top.pieces
    # Where the reading is, in local variables because there are hundreds of pieces: the line read so far, and of the
    # open element the block that text goes to, the kind and the address of text, the last line where that is known,
    # how many texts the block had before it, and whether it is loose, a paragraph that stands in no HTML. And of the
    # block that was closed just now, its last line.
    line, kind, href, end, before, loose = 1, "text", "", 0, 0, False
    closed = 0
    outer: list[tuple[Block, str, str, int, int, bool]] = []
    for written, slash, name, first, last, attributes in _PIECES.findall(html):
        inline = name in INLINE
        if closed:
            # Without a line break behind it, it was cut short where something stood that it cannot hold.
            line, closed = closed if written[:1] == "\n" else line, 0
        elif block is top and written == "\n":
            line = min(line + 1, lines)
        text = "" if block is top and written.isspace() else written
        if block is top and (text or (inline and not slash)):
            outer.append((block, kind, href, end, before, loose))
            block, end = _opened(block, "p", line)
            loose = True
        if text:
            breaks = text.count("\n")
            # A lone line break only counts.
            if text != "\n":
                if line + breaks > lines:
                    # The sanitiser may have put a text below one that follows it, and a line break may be written as a
                    # character reference.
                    inside = text.rstrip("\n").count("\n")
                    text = text.replace("\n", " ", max(inside - lines + 1, 0))
                    line = max(min(line, lines - inside), 1)
                block.slots.append((len(pieces), kind, href, line))
                block.linked = block.linked or kind == "link"
                if not block.worded and not text.isspace():
                    block.worded = "&" not in text or not unescape(text).isspace()
            pieces.append(text)
            line = min(line + breaks, lines)
        if slash:
            inside, linked, known, texts = block, href, end, before
            block, kind, href, end, before, loose = outer.pop()
            if inside is not block:
                closed = known
                _close(inside, name)
                continue
            if linked and not href and texts == len(block.slots):
                # A link without text (an image inside, say) still is a link.
                block.slots.append((len(pieces), "link", linked, line))
                block.linked = True
                pieces.append("")
            pieces.append(f"</{name}>")
        elif inline:
            if len(outer) == MAX_NESTING:
                raise NestingError(line)
            pieces.append(f"<{name}{_without_position(attributes)}>")
            if name not in VOID:
                outer.append((block, kind, href, end, before, loose))
                before, loose = len(block.slots), False
                kind, href = _kind_of(name, attributes, kind, href)
        elif name:
            if loose:
                _close(block, "p")
                block, kind, href, end, before, loose = outer.pop()
            opened, known = _opened(block, name, line, first, last, attributes)
            # An author may have written the attribute.
            line = opened.line = min(opened.line, lines)
            known = min(known, lines)
            if len(outer) == MAX_NESTING:
                raise NestingError(line)
            if name in VOID:
                line = known or line
            else:
                outer.append((block, kind, href, end, before, loose))
                block, end = opened, known
    if loose:
        _close(block, "p")
    return top.children


def _opened(
    around: Block, name: str, line: int, first: str = "", last: str = "", attributes: str = ""
) -> tuple[Block, int]:
    """The block that a tag opens inside another, and its last line or 0. Without a first line it begins at ``line``."""
    if not first and " data-sourcepos=" in attributes:
        first, last, attributes = _position_in(attributes)
    block = Block(name, int(first or 0) or line, around.pieces)
    around.children.append(block)
    around.pieces.append(f"<{name}{attributes}>")
    block.stop = len(around.pieces)
    return block, int(last or 0)


def _close(block: Block, name: str) -> None:
    block.pieces.append(f"</{name}>")
    block.stop = len(block.pieces)


def _kind_of(name: str, attributes: str, kind: str, href: str) -> tuple[str, str]:
    """The kind and address of text in an inline element, from those of the text around it."""
    if name == "a" and (address := _HREF.match(attributes)):
        return "link", unescape(address[2])
    return kind if kind == "link" else _KINDS.get(name, kind), href


def _position_in(attributes: str) -> tuple[str, str, str]:
    """The first and the last line that attributes tell, or empty, and the other attributes."""
    position = _POSITION.match(attributes)
    if not position:
        return "", "", attributes
    return position[2] or "", position[3] or "", f"{position[1]}{attributes[position.end() :]}"


def _without_position(attributes: str) -> str:
    return _position_in(attributes)[2] if " data-sourcepos=" in attributes else attributes
