"""One agenda item: its heading, and the points, decisions, tasks, questions and directives below it.

Knows how an item is written. Knows nothing of the other items of its meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from minutes import diagnostics as codes
from minutes.blocks import Block, Line, to_html
from minutes.diagnostics import Diagnostic, diagnostic, whole_line
from minutes.directives import read_directive
from minutes.model import ActionItem, AgendaItem, Decision, Directive, Question, Release
from minutes.people import TitleParts, names_in, presenters_in_line, presenters_in_title, unique
from minutes.prose import Point, Prose, texts_of_item
from minutes.references import references_in
from minutes.vocabulary import (
    ACTION_HEADING,
    AGENDA_HEADING,
    ANSWER_LINE,
    DECISION_LINE,
    DECISION_WORDS,
    DIRECTIVE_LINE,
    POINT_LABEL,
    PROPOSAL_WORDS,
    QUESTION_LINE,
    RELEASE_MENTION,
    RELEASE_WORD,
    Status,
)

_BOX = re.compile(r"^\[[ xX]\] ")
# Whether a line can begin with any of the labels below. Few do, so that this is all that is asked about most.
_LABELLED = re.compile(
    rf"[\s*]*+(?:{'|'.join(map(re.escape, (*DECISION_WORDS, *PROPOSAL_WORDS, 'Q')))})[\s*]*+[:：]", re.IGNORECASE
)


_Lines = Sequence[tuple[Block, Line]]
"""Lines of an item, each with the block that it stands in."""


def read_agenda_item(
    heading: Block, content: list[Block], number: int, anchor: str, path: str, lines: Sequence[str]
) -> tuple[AgendaItem, Sequence[str], list[Diagnostic]]:
    """The item under ``heading``, without its prose, and the texts of that; ``lines`` are those of the file.

    Marks its blocks with CSS classes on the way, so that the HTML shows what was found.
    """
    title = _read_title(heading)
    body = [(leaf, line) for block in content for leaf in block.leaves for line in leaf.lines]
    labelled = [(leaf, line) for leaf, line in body if _LABELLED.match(line.masked)]
    directives, found = _read_directives(labelled, path, lines)
    title_text, title_html = _tidy(heading.text), heading.inner_html
    item = AgendaItem(
        number=number,
        anchor=anchor,
        title=title_text,
        # Mostly the same, which then need not be kept twice.
        title_html=title_text if title_html == title_text else title_html,
        level=heading.level,
        presenters=unique((*title.presenters, *_presenters_below(content))),
        action_items=tuple(_read_action_items(content)),
        decisions=tuple(_read_decisions(labelled)),
        questions=tuple(_read_questions(body)) if labelled else (),
        references=references_in([heading, *content]),
        directives=tuple(directives),
        releases=tuple(releases_in(title_text, heading.line)) if RELEASE_WORD.search(title_text) else (),
        prose=Prose(),
        line=heading.line,
    )
    return item, texts_of_item(to_html(content), _read_points(content)), found


def releases_in(text: str, line: int) -> Iterator[Release]:
    """Every ``Project v1.2.3`` of a text."""
    for match in RELEASE_MENTION.finditer(text):
        yield Release(match["project"], match["version"], line)


def _read_title(heading: Block) -> TitleParts:
    """Cut number and presenters out of the heading and return the presenters."""
    text, masked = heading.inline
    if prefix := AGENDA_HEADING.match(text):
        heading.cut(0, prefix.end())
        masked = masked[prefix.end() :]
    parts = presenters_in_title(masked)
    if parts.stop and len(masked.strip()) > parts.stop - parts.start:
        heading.cut(parts.start, parts.stop)
    return parts


def _presenters_below(content: list[Block]) -> tuple[str, ...]:
    """Presenters named on a line of their own, or in brackets at the end of a paragraph of the item."""
    return unique(
        name
        for block in content
        if block.tag == "p"
        for line in block.lines
        for name in presenters_in_line(line.masked)
    )


def _read_points(content: list[Block]) -> Iterator[Point]:
    for block in content:
        if block.tag not in ("ul", "ol") or "action-items" in block.classes:
            continue
        for entry in block.children:
            if entry.checked is not None:
                continue
            text = _tidy(entry.text)
            match = POINT_LABEL.match(text)
            label = match["label"] if match and "//" not in text[: match.end() + 2] else ""
            yield Point(label.strip("* "), text[match.end() :] if match and label else text, entry.line)


def _read_decisions(labelled: _Lines) -> Iterator[Decision]:
    for leaf, line in labelled:
        if DECISION_LINE.match(line.masked) and (match := DECISION_LINE.match(line.text)):
            leaf.mark("decision")
            yield Decision(match["text"].strip(" *"), line.number)


def _read_directives(labelled: _Lines, path: str, lines: Sequence[str]) -> tuple[list[Directive], list[Diagnostic]]:
    directives: list[Directive] = []
    found: list[Diagnostic] = []
    for leaf, line in labelled:
        parts = read_directive(line.text) if DIRECTIVE_LINE.match(line.masked) else None
        if parts is None:
            continue
        leaf.mark("directive")
        span = whole_line(line.number, lines)
        if parts.status_word is not None and parts.status is None:
            known = " · ".join(status.value for status in Status)
            found.append(diagnostic(codes.STATUS_UNKNOWN, path, span, found=parts.status_word, known=known))
        release = next(releases_in(parts.release, line.number), None)
        if release is None and (parts.release or parts.status is Status.RELEASED):
            found.append(diagnostic(codes.DIRECTIVE_RELEASE_UNREADABLE, path, span, found=parts.release or "—"))
        directives.append(Directive(parts.proposal, parts.status, release, span))
    return directives, found


def _read_questions(body: _Lines) -> Iterator[Question]:
    """Questions with their answers. An answer goes on, over paragraphs, to the next question."""
    question: tuple[str, int] | None = None
    answer: list[str] = []
    answering = False
    for leaf, line in body:
        if QUESTION_LINE.match(line.masked) and (match := QUESTION_LINE.match(line.text)):
            if question:
                yield Question(question[0], " ".join(answer), question[1])
            question, answer, answering = (match["text"].strip(" *"), line.number), [], False
            leaf.mark("question")
        elif question is None:
            continue
        elif match := ANSWER_LINE.match(line.text):
            answering = True
            answer.append(match["text"].strip(" *"))
            if "question" not in leaf.classes:
                leaf.mark("answer")
        elif any(pattern.match(line.masked) for pattern in (DECISION_LINE, DIRECTIVE_LINE, ACTION_HEADING)):
            answering = False
        elif answering:
            answer.append(line.text.strip())
            if leaf.tag == "p":
                leaf.mark("answer")
    if question:
        yield Question(question[0], " ".join(answer), question[1])


def _read_action_items(content: list[Block]) -> Iterator[ActionItem]:
    """The entries of a list that follows an action heading, and wherever it stands any entry with a check box."""
    expecting = False
    for block in content:
        if block.tag in ("ul", "ol") and expecting:
            block.mark("action-items")
            yield from (_action_item(entry) for entry in block.children)
        else:
            yield from (_action_item(entry) for entry in block.boxes)
        if block.tag in ("ul", "ol", "hr"):
            expecting = False
            continue
        expecting = bool(block.lines and ACTION_HEADING.match(block.lines[-1].masked))
        if expecting:
            block.mark("action-heading")


def _action_item(entry: Block) -> ActionItem:
    text = _BOX.sub("", _tidy(entry.text))
    return ActionItem(text, names_in(text), entry.checked, entry.line)


def _tidy(text: str) -> str:
    return " ".join(text.split())
