"""GitHub-flavoured Markdown, read once: a tree of blocks with line numbers that also is the HTML.

Knows cmark-gfm (GitHub's own parser, through cmarkgfm), the sanitiser, and how to walk and mark the tree they
give. Knows nothing of meetings. The HTML shows what GitHub shows, with one thing done better: a bare URL ends
before CJK text or punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import cmarkgfm
import nh3
from cmarkgfm.cmark import Options
from lxml import html

MAX_NESTING = 100
"""Levels of nested elements that are read as structure; real minutes have ten."""

_OPTIONS = Options.CMARK_OPT_SOURCEPOS | Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES

# cmark-gfm ends an autolinked URL at whitespace or `<`. An empty comment after each bare URL that runs into CJK
# text ends it there; wherever the comment comes out again (in code, in an address) it is taken away by its
# private-use character, which is why it needs no knowledge of where Markdown has code or links.
_CJK = "\u2014\u2018-\u201d\u2026\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_URL_END = "<!--\ue000-->"
_URL_BEFORE_CJK = re.compile(rf"(?<!<)\b(?:https?://|www\.)[^\s<>{_CJK}]+(?=[{_CJK}])")
_URL_END_RENDERED = re.compile("(?:<|&lt;|%3C)!--(?:\ue000|%EE%80%80)--(?:>|&gt;|%3E)")

_TAGS = (nh3.ALLOWED_TAGS | {"input", "section"}) - {"map", "area"}
_ATTRIBUTES = {
    "*": {"data-sourcepos"},
    "a": {"href", "title", "id"},
    "img": {"src", "alt", "title", "width", "height"},
    "input": {"type", "checked", "disabled"},
    "li": {"id"},
    "ol": {"start"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan"},
    "details": {"open"},
    "code": {"class"},
    "pre": {"lang"},
}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer",
    strip_comments=True,
)

_TAG = re.compile(r'<(?P<close>/?)(?P<name>[a-z][a-z0-9]*)(?:[^<>]*? data-sourcepos="(?P<line>\d{1,9}):)?')
_POSITION = re.compile(r'(<[a-z][a-z0-9]*(?: [^<>]*?)?) data-sourcepos="[^"]*"')
_VOID = frozenset({"br", "hr", "img", "input", "wbr", "col"})
_INLINE = frozenset(
    {"a", "abbr", "b", "br", "code", "del", "em", "i", "img", "input", "ins", "kbd", "mark", "q", "s", "samp"}
    | {"small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr", "time", "bdi", "bdo", "cite", "dfn"}
)


class NestingError(Exception):
    """The document is nested deeper than MAX_NESTING; ``line`` is where it gets too deep."""

    def __init__(self, line: int) -> None:
        super().__init__(f"nested deeper than {MAX_NESTING} levels")
        self.line = line


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
    """An element of the tree."""

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

    @property
    def children(self) -> Iterator[Block]:
        """The blocks directly inside, without inline elements."""
        return (Block(child) for child in self.element if child.tag not in _INLINE)

    @property
    def text(self) -> str:
        """All text inside, nested blocks included."""
        return str(self.element.text_content())

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """The inline text of this block alone, without its nested blocks."""
        return tuple(_runs(self.element, self.line))

    @property
    def lines(self) -> list[Line]:
        """The runs of this block, by source line."""
        texts: dict[int, list[str]] = {}
        masks: dict[int, list[str]] = {}
        for run in self.runs:
            masked = "\ufffc" * len(run.text) if run.kind in ("code", "link") else run.text
            texts.setdefault(run.line, []).append(run.text)
            masks.setdefault(run.line, []).append(masked)
        return [Line(number, "".join(texts[number]), "".join(masks[number])) for number in sorted(texts)]

    @property
    def leaves(self) -> Iterator[Block]:
        """This block and all inside it that hold inline text of their own, in the order of the source."""
        if self.tag == "pre":
            return
        if any(run.text.strip() for run in self.runs):
            yield self
        for child in self.children:
            yield from child.leaves

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
        for box in self.element.xpath("./input[@type='checkbox'] | ./p/input[@type='checkbox']"):
            return box.get("checked") is not None
        return None

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
        self.__dict__.pop("runs", None)

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


def read_markdown(text: str) -> list[Block]:
    """The top-level blocks of a document. Raises NestingError; every other input is Markdown."""
    bounded = _URL_BEFORE_CJK.sub(lambda match: match[0] + _URL_END, text)
    rendered = cmarkgfm.github_flavored_markdown_to_html(bounded, _OPTIONS)
    rendered = _CLEANER.clean(_URL_END_RENDERED.sub("", rendered))
    _check_nesting(rendered)
    root = html.fragment_fromstring(rendered, create_parent="div")
    _keep_loose_text(root)
    return list(Block(root).children)


def to_html(blocks: Iterable[Block]) -> str:
    """The HTML of blocks, one after the other."""
    return "\n".join(block.html for block in blocks)


def without_last_rules(blocks: list[Block]) -> list[Block]:
    """The blocks without the rules at their end: the lines that authors draw between sections say nothing."""
    end = len(blocks)
    while end and blocks[end - 1].tag == "hr":
        end -= 1
    return blocks[:end]


def _check_nesting(rendered: str) -> None:
    # libxml2 drops what is nested deeper than its own limit (256), so that text would be lost in silence.
    depth = line = 0
    for tag in _TAG.finditer(rendered):
        if tag["name"] in _VOID:
            continue
        depth += -1 if tag["close"] else 1
        line = int(tag["line"] or line)
        if depth > MAX_NESTING:
            raise NestingError(line or 1)


def _keep_loose_text(root: html.HtmlElement) -> None:
    """Put text and inline elements that raw HTML left at the top level into paragraphs, so that none is lost."""
    loose: html.HtmlElement | None = None
    if root.text and root.text.strip():
        loose = html.Element("p")
        loose.text, root.text = root.text, None
        root.insert(0, loose)
    for child in list(root):
        if child is loose:
            continue
        tail, child.tail = child.tail, None
        if child.tag in _INLINE:
            if loose is None:
                loose = html.Element("p")
                child.addprevious(loose)
            loose.append(child)
            child.tail = tail
        else:
            loose = None
            if tail and tail.strip():
                loose = html.Element("p")
                loose.text = tail
                child.addnext(loose)


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
        if child.tag in _INLINE:
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
