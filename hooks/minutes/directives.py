"""Directives: the visible lines that tie an agenda item to a proposal and may move its status.

Knows how such a line is written. Which proposals there are is the registry's business.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from minutes.vocabulary import ARROW, DIRECTIVE_LINE, Status, status_of

_TOKEN = re.compile(r"[^\s，。；、（()）]+")


class DirectiveParts(NamedTuple):
    """A directive as written. ``status_word`` is None without an arrow; ``release`` is what stands in brackets."""

    proposal: str
    status_word: str | None
    release: str

    @property
    def status(self) -> Status | None:
        """The status that the word means, or None for no word or an unknown one."""
        return status_of(self.status_word) if self.status_word is not None else None


def read_directive(line: str) -> DirectiveParts | None:
    """The directive that a line is: ``**提案**：bizerror → 已发布（Kitex v0.4.3）``; None for any other line.

    Without an arrow, a label and a single word is a directive too; a sentence after the label is not.
    """
    match = DIRECTIVE_LINE.match(line)
    if not match:
        return None
    rest = match["rest"].strip(" *\t。.")
    proposal, arrow, outcome = _split(rest)
    if not _TOKEN.fullmatch(proposal) and not (arrow and not proposal):
        return None
    if not arrow:
        return DirectiveParts(proposal, None, "")
    status, _, bracket = outcome.replace("（", "(").partition("(")
    return DirectiveParts(proposal, status.strip(), bracket.rstrip(")） ").strip())


def _split(text: str) -> tuple[str, str, str]:
    arrow = ARROW.search(text)
    if not arrow:
        return text, "", ""
    return text[: arrow.start()].strip(" *"), arrow[0], text[arrow.end() :].strip()
