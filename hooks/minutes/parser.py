"""Minutes from text: the one reading of a file that gives the model and the HTML.

Knows the minutes format and every dialect of it. Knows neither the file system, nor other meetings, nor the
registry. Never raises on any text: what is wrong becomes a diagnostic, what is no structure stays text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import chain, pairwise
from pathlib import PurePosixPath

from minutes import diagnostics as codes
from minutes.addresses import anchor
from minutes.agenda import read_agenda_item
from minutes.blockreader import NestingError
from minutes.blocks import Block, to_html, without_last_rules
from minutes.diagnostics import Diagnostic, Span, diagnostic, whole_line
from minutes.directives import read_directive
from minutes.frontmatter import read_front_matter
from minutes.header import read_header
from minutes.markdown import read_markdown
from minutes.model import AgendaItem, Header, Link, Minutes, News, Passage
from minutes.news import read_news
from minutes.prose import OWN, Prose, packed
from minutes.unclosed import unclosed
from minutes.vocabulary import AGENDA_HEADING, AGENDA_LIKE, NEWS_HEADING, is_nearly_agenda, number_of

MAX_ENTRIES = 3_000
"""How many attendees, sections, presenters, references, action items with who takes them, and links minutes may have
together; real ones have 100. Each costs a millisecond of every build, and a place on many pages."""


def parse_minutes(text: str, path: str, locale: str) -> Minutes:
    """Read one file. ``path`` is relative to the docs folder; its name or folder gives a date that the text lacks."""
    lines = tuple(text.split("\n"))
    if not text.strip():
        found = diagnostic(codes.FILE_EMPTY, path, Span(1))
        return _as_text(Minutes(path, locale, None, PurePosixPath(path).stem), text, found)
    front = read_front_matter(text, path)
    if not front.body.strip():
        empty = diagnostic(codes.FILE_EMPTY, path, Span(1))
        front = replace(front, diagnostics=(*front.diagnostics, empty))
    unread = Minutes(path, locale, front.date, _title(front.values, "", path))
    try:
        blocks = read_markdown(front.body)
    except NestingError as problem:
        deep = diagnostic(codes.NESTING_TOO_DEEP, path, Span(problem.line))
        return _as_text(unread, text, *front.diagnostics, deep)
    leaves = [leaf for block in blocks for leaf in block.leaves]
    links = tuple(Link(link.href, link.text, link.line) for block in blocks for link in block.links)
    visible = "\n".join([f"{line.number} {line.masked}" for leaf in leaves for line in leaf.lines])
    body = _Body(path, lines)
    body.read(blocks)
    title = _title(front.values, body.header.topic, path)
    if (entries := body.entries(len(links))) > MAX_ENTRIES:
        many = diagnostic(codes.ENTRIES_TOO_MANY, path, Span(1), found=entries, limit=MAX_ENTRIES)
        return _as_text(replace(unread, title=title), text, *front.diagnostics, many)
    whole = packed(text, visible, *chain.from_iterable(body.texts))
    return Minutes(
        path=path,
        locale=locale,
        date=front.date,
        title=title,
        date_line=front.date_line,
        header=body.header,
        sections=tuple(body.sections_in(whole, OWN)),
        front_matter=front.values,
        raw=front.raw,
        links=links,
        prose=Prose(whole=whole),
        diagnostics=(*front.diagnostics, *body.diagnostics),
    )


def _as_text(unread: Minutes, text: str, *found: Diagnostic) -> Minutes:
    """Minutes that are shown as they are written."""
    return replace(unread, raw=text, prose=Prose(whole=packed(text, "")), diagnostics=found)


def _title(front: object, topic: str, path: str) -> str:
    written = front.get("title") if isinstance(front, dict) else None
    return str(written).strip() if written else topic or PurePosixPath(path).stem


class _Body:
    """Cuts the top-level blocks into header, agenda items, news and passages, in the order of the file."""

    def __init__(self, path: str, lines: Sequence[str]) -> None:
        self.path = path
        self.lines = lines
        self.header = Header()
        self.sections: list[AgendaItem | News | Passage] = []
        self.texts: list[Sequence[str]] = []
        """Those of each agenda item."""
        self.diagnostics: list[Diagnostic] = []
        self._seen: dict[int, int] = {}

    def read(self, blocks: list[Block]) -> None:
        headings = [(index, block.level, block.text.strip()) for index, block in enumerate(blocks) if block.level]
        agenda_levels = [level for _, level, text in headings if AGENDA_HEADING.match(text)]
        highest = min(agenda_levels or [level for _, level, _ in headings], default=6)
        starts = [index for index, level, text in headings if level <= highest or _names_section(text)]
        head = blocks[: starts[0]] if starts else blocks
        self.header, loose = read_header(head)
        self._add_passage(without_last_rules(loose))
        numbers = {number_of(match["number"]) for _, _, text in headings if (match := AGENDA_HEADING.match(text))}
        self._report_almost_headings(blocks, numbers)
        self._report_enclosed(blocks)
        self._report_unclosed(blocks)
        self._report_misplaced(head)
        for start, stop in pairwise([*starts, len(blocks)]):
            self._read_section(blocks[start], without_last_rules(blocks[start + 1 : stop]))

    def sections_in(self, whole: bytes, place: int) -> Iterator[AgendaItem | News | Passage]:
        """The sections, where the texts of all items are packed with others, from a place on."""
        texts = iter(self.texts)
        for section in self.sections:
            if isinstance(section, AgendaItem):
                yield replace(section, prose=Prose(place, whole))
                place += len(next(texts))
            else:
                yield section

    def entries(self, links: int) -> int:
        """How much was found that other pages list. Most links are references, most references links."""
        items = [section for section in self.sections if isinstance(section, AgendaItem)]
        presenters = sum(len(item.presenters) for item in items)
        references = sum(len(item.references) for item in items)
        taken = sum(1 + len(action.assignees) for item in items for action in item.action_items)
        news = sum(len(section.entries) for section in self.sections if isinstance(section, News))
        listed = len(self.header.attendees) + len(self.sections) + news
        return listed + presenters + taken + max(links, references)

    def _read_section(self, heading: Block, content: list[Block]) -> None:
        text = heading.text.strip()
        if 2 <= heading.level <= 4 and (match := AGENDA_HEADING.match(text)) and number_of(match["number"]):
            self._read_item(heading, content, number_of(match["number"]))
        elif NEWS_HEADING.match(text):
            repeat = 1 + sum(isinstance(section, News) for section in self.sections)
            self.sections.append(read_news(heading, content, "news" if repeat == 1 else f"news-{repeat}"))
            self._report_misplaced(content)
        else:
            self._add_passage([heading, *content])
            if AGENDA_LIKE.match(text) or is_nearly_agenda(text):
                # Whatever else is wrong below follows from this.
                self._report(codes.AGENDA_HEADING_MALFORMED, heading, text=text, level=heading.level)
            else:
                self._report_misplaced(content)

    def _add_passage(self, blocks: list[Block]) -> None:
        if blocks:
            self.sections.append(Passage(to_html(blocks), blocks[0].line))

    def _read_item(self, heading: Block, content: list[Block], number: int) -> None:
        repeat = self._seen[number] = self._seen.get(number, 0) + 1
        if repeat > 1:
            self._report(codes.AGENDA_NUMBER_REPEATED, heading, number=number)
        item, texts, found = read_agenda_item(heading, content, number, anchor(number, repeat), self.path, self.lines)
        self.sections.append(item)
        self.texts.append(texts)
        self.diagnostics += found

    def _report(self, code: codes.Code, block: Block, **values: object) -> None:
        self.diagnostics.append(diagnostic(code, self.path, whole_line(block.line, self.lines), **values))

    def _report_almost_headings(self, blocks: list[Block], numbers: Set[int]) -> None:
        """Report text that was meant as a heading: ``##议程 2：``, a bold line, or a plain one that counts on.

        There are headings of agenda items with these ``numbers``; a plain line with one of them mentions it.
        """
        last = 0
        for leaf in (leaf for block in blocks for leaf in block.leaves):
            if leaf.level and (match := AGENDA_HEADING.match(leaf.text)):
                last = number_of(match["number"])
            for line in leaf.lines if leaf.tag == "p" else ():
                text = line.masked.strip()
                rest = text.lstrip("#＃")
                if match := AGENDA_HEADING.match(text):
                    number = number_of(match["number"])
                    agenda = (number == last + 1 and number not in numbers) or _is_bold(leaf, line.number)
                    last = number if agenda else last
                else:
                    agenda = rest != text and bool(AGENDA_LIKE.match(rest))
                if agenda or (rest != text and NEWS_HEADING.match(rest)):
                    code = codes.AGENDA_HEADING_MALFORMED if agenda else codes.NEWS_HEADING_MALFORMED
                    span = whole_line(line.number, self.lines)
                    self.diagnostics.append(diagnostic(code, self.path, span, text=line.text.strip(), level=0))

    def _report_enclosed(self, blocks: list[Block]) -> None:
        """Report the first heading of an agenda item inside each other element, but for what is quoted."""
        for block in (block for block in blocks if block.children and block.tag != "blockquote"):
            headings = (child for child in block.children if child.level and AGENDA_HEADING.match(child.text.strip()))
            if heading := next(headings, None):
                text = heading.text.strip()
                self._report(codes.AGENDA_HEADING_ENCLOSED, heading, text=text, element=block.tag)
            self._report_enclosed(block.children)

    def _report_unclosed(self, blocks: list[Block]) -> None:
        if line := unclosed(blocks, self.lines):
            self.diagnostics.append(diagnostic(codes.BLOCK_UNCLOSED, self.path, whole_line(line, self.lines)))

    def _report_misplaced(self, blocks: list[Block]) -> None:
        hidden = {found.span.line for found in self.diagnostics if found.code in codes.HIDE_ITEMS}
        for block in blocks:
            for leaf in block.leaves:
                for line in leaf.lines:
                    if line.number in hidden:
                        return  # what follows stands in that item
                    if (parts := read_directive(line.text)) and parts.status_word is not None:
                        span = whole_line(line.number, self.lines)
                        found = diagnostic(codes.DIRECTIVE_MISPLACED, self.path, span, text=line.text.strip())
                        self.diagnostics.append(found)


def _is_bold(leaf: Block, line: int) -> bool:
    """Whether all text of a line of a block is bold."""
    return {run.kind for run in leaf.runs if run.line == line and run.text.strip()} == {"strong"}


def _names_section(heading: str) -> bool:
    """Whether a heading that is lower than those of the agenda items opens a section, too, for it says so."""
    return bool(AGENDA_LIKE.match(heading) or NEWS_HEADING.match(heading))
