"""The words of the minutes format, in every language that minutes are written in.

The one place where a word that the parser looks for, or a status that the site shows, is written down. Knows
nothing of files, Markdown or pages. Sentences for readers and contributors live in the string tables instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from enum import StrEnum
from operator import eq
from types import MappingProxyType


class Status(StrEnum):
    """The state of a proposal, in the order in which a design usually moves."""

    PROPOSED = "proposed"
    DISCUSSED = "discussed"
    ACCEPTED = "accepted"
    MERGED = "merged"
    RELEASED = "released"
    DECLINED = "declined"
    DEFERRED = "deferred"

    @property
    def settled(self) -> bool:
        """Whether nothing more is expected to happen."""
        return self in (Status.RELEASED, Status.DECLINED)


STATUS_WORDS: Mapping[str, Mapping[Status, str]] = MappingProxyType(
    {
        "zh": MappingProxyType(
            {
                Status.PROPOSED: "已提出",
                Status.DISCUSSED: "已讨论",
                Status.ACCEPTED: "已接受",
                Status.MERGED: "已合入",
                Status.RELEASED: "已发布",
                Status.DECLINED: "已拒绝",
                Status.DEFERRED: "已推迟",
            }
        ),
        "en": MappingProxyType({status: status.value for status in Status}),
    }
)
"""The word for each status, by locale: what a directive is written with and what the site shows."""

_STATUS_BY_WORD = {word: status for words in STATUS_WORDS.values() for status, word in words.items()}


def status_of(word: str) -> Status | None:
    """The status that a word means in any language, or None."""
    return _STATUS_BY_WORD.get(word.strip().casefold())


class HeaderLabel(StrEnum):
    """A labelled line above the first agenda item."""

    TOPIC = "topic"
    ATTENDEES = "attendees"
    PRE_READING = "pre_reading"
    RECORDING = "recording"


HEADER_WORDS: Mapping[str, HeaderLabel] = MappingProxyType(
    {
        "会议主题": HeaderLabel.TOPIC,
        "topic": HeaderLabel.TOPIC,
        "参会人员": HeaderLabel.ATTENDEES,
        "参会人": HeaderLabel.ATTENDEES,
        "attendees": HeaderLabel.ATTENDEES,
        "会前必读": HeaderLabel.PRE_READING,
        "pre-reading": HeaderLabel.PRE_READING,
        "录屏链接": HeaderLabel.RECORDING,
        "recording": HeaderLabel.RECORDING,
    }
)


FRONT_MATTER_KEYS = ("title", "linkTitle", "date", "weight", "description", "source", "translation")
"""The keys of the front matter that mean something: as Hugo has them, and two of our own."""


def _any(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first so that none hides another."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


# A label may be wrapped in asterisks that Markdown did not turn into emphasis (`**Q：**中文`). Possessive (`*+`), as
# every repetition here that could give characters back: no input makes a pattern slow.
_EDGE = r"[\s*]*+"
_COLON = rf"{_EDGE}[:：]{_EDGE}"
_CHINESE_DIGITS = "零一二三四五六七八九"
_NUMERAL = rf"[0-9０-９]{{1,4}}|[{_CHINESE_DIGITS}十百]{{1,6}}"

AGENDA_WORDS = ("议程", "Agenda")
NEWS_WORDS = ("相关资讯", "Related news")
ACTION_WORDS = ("Action Items", "Action item", "待办事项", "待办")
DECISION_WORDS = ("结论", "Decision")
PROPOSAL_WORDS = ("提案", "Proposal")
ARROWS = ("→", "->", "=>", "⇒")
RELEASE_WORDS = ("发布", "发版", "released", "release", "out now")
PRESENTING_WORDS = ("负责介绍", "负责分享", "负责", "主讲", "介绍", "分享", "presents", "presenting", "presenter")
ONLINE_WORDS = ("线上会议", "线上举行", "线上召开", "在线会议", "腾讯会议", "飞书会议", "online meeting", "held online")
NEWCOMER_WORDS = ("good first issue", "starter task", "newcomer task", "新手任务", "新人任务")

HEADER_LINE = re.compile(rf"^{_EDGE}(?P<label>{_any(HEADER_WORDS)}){_COLON}(?P<value>.*)$", re.IGNORECASE)
AGENDA_HEADING = re.compile(
    rf"^\s*+(?:{_any(AGENDA_WORDS)})\s*+(?P<number>{_NUMERAL})\s*+[:：]\s*+",
    re.IGNORECASE,
)
AGENDA_LIKE = re.compile(rf"^{_EDGE}(?:{_any(AGENDA_WORDS)})(?!(?<=[A-Za-z])[A-Za-z])\s*+\S", re.IGNORECASE)
# A heading with a number and a colon: its word may be a misspelt one (`is_nearly_agenda`).
_NUMBERED = re.compile(rf"^\s*+(?P<word>[^\W\d_]{{2,10}})\s*+(?:{_NUMERAL})\s*+[:：]")
NEWS_HEADING = re.compile(rf"^\s*+(?:{_any(NEWS_WORDS)})\s*+[:：]?\s*+$", re.IGNORECASE)
ACTION_HEADING = re.compile(rf"^{_EDGE}(?:{_any(ACTION_WORDS)}){_EDGE}[:：]?{_EDGE}$", re.IGNORECASE)
DECISION_LINE = re.compile(rf"^{_EDGE}(?:{_any(DECISION_WORDS)}){_COLON}(?P<text>.+)$", re.IGNORECASE)
DIRECTIVE_LINE = re.compile(rf"^{_EDGE}(?:{_any(PROPOSAL_WORDS)}){_COLON}(?P<rest>.*)$", re.IGNORECASE)
ARROW = re.compile(_any(ARROWS))
QUESTION_LINE = re.compile(rf"^{_EDGE}Q{_COLON}(?P<text>.*)$")
ANSWER_LINE = re.compile(rf"^{_EDGE}A{_COLON}(?P<text>.*)$")
POINT_LABEL = re.compile(rf"^{_EDGE}(?P<label>[^：:\n]{{1,24}}?){_COLON}")
# A line of news that is nothing but a label and links, each character of which is masked as U+FFFC.
LINK_LABEL = re.compile(r"^[\s\ufffc，,。.；;]*+(?:[^：:]{0,24}[：:]|Links?|链接)?[\s\ufffc，,。.；;]*+$")
# Only a version with a dot: "Kitex 4.28" in an agenda title is a date more often than a release.
RELEASE_MENTION = re.compile(
    r"(?<![A-Za-z0-9._-])(?P<project>[A-Za-z](?:[A-Za-z0-9._-]{0,60}?[A-Za-z])?)[\s-]{0,4}[vV]?"
    r"(?P<version>\d{1,6}\.\d{1,6}\.\d{1,6}(?:-[0-9A-Za-z.]{1,40})?)(?!\.?\d)"
)
RELEASE_WORD = re.compile(_any(RELEASE_WORDS), re.IGNORECASE)
# Tasks for newcomers, in a title or as the label that an issue list is narrowed to: `good-first-issue`.
ONLINE = re.compile(_any(ONLINE_WORDS), re.IGNORECASE)
NEWCOMER = re.compile(_any(NEWCOMER_WORDS).replace(r"\ ", r"[\s_-]"), re.IGNORECASE)

# A name is two capitalised words (`Yin Xuran`), a handle (`li-jin-gou`, `Code:Z`), or two to four Chinese characters.
_FULL_NAME = r"[A-Z][a-z]+ [A-Z][a-z]+(?![A-Za-z])"
_HANDLE = r"[A-Za-z0-9_](?:[A-Za-z0-9_:.-]*[A-Za-z0-9_])?"
_NAME_ENDS = rf"(?=$|[^\u4e00-\u9fff]|{_any(PRESENTING_WORDS)})"
_NAME = rf"{_FULL_NAME}|{_HANDLE}|[\u4e00-\u9fff]{{2,4}}?{_NAME_ENDS}"
_REAL_NAME = r"[（(][^（()）@]{1,20}[)）]"
_BETWEEN = r"\s*+[,，、&和]?+\s*+"
BETWEEN_MENTIONS = re.compile(_BETWEEN)
# A real name in brackets may follow the handle: `@clark(王伟超)`.
MENTION = re.compile(rf"(?<!@)@++(?P<name>{_NAME})(?P<real>{_REAL_NAME})?")
PRESENTERS_HEAD = re.compile(
    rf"^\s*(?:@++(?:{_FULL_NAME}(?=\s*(?:{_any(PRESENTING_WORDS)}|@))|{_HANDLE}|[\u4e00-\u9fff]{{2,4}}?(?=\s|@|{_any(PRESENTING_WORDS)}))(?:{_REAL_NAME})?{_BETWEEN})+"
)
BRACKETED = re.compile(r"[（(](?P<inside>[^（()）]{1,200})[)）]")
PRESENTING = re.compile(_any([*PRESENTING_WORDS, "presented by"]), re.IGNORECASE)


def is_nearly_agenda(heading: str) -> bool:
    """Whether a heading is that of an agenda item but for a letter of its first word: `Agend 2:`, `议呈 2：`."""
    match = _NUMBERED.match(heading)
    if not match:
        return False
    word = match["word"].capitalize()
    chinese = [known for known in AGENDA_WORDS if len(known) == len(word) and not known.isascii()]
    return any(any(map(eq, word, known)) for known in chinese) or bool(get_close_matches(word, AGENDA_WORDS, 1, 0.8))


def number_of(numeral: str) -> int:
    """The value of an Arabic, full-width or Chinese numeral below 1,000. Raises ValueError for none."""
    if not numeral or numeral[0].isdecimal():
        return int(numeral)
    value = digit = 0
    for char in numeral:
        if char in "十百":
            value += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = _CHINESE_DIGITS.index(char)
    return value + digit
