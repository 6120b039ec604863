"""A review as Markdown, for a comment on a pull request.

Knows layouts and the string tables. Knows neither git nor how a review came about. Whatever was written by the people
of a pull request stands in code spans, where GitHub turns nothing into markup, a mention or a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from minutes.changes import ItemChange, MeetingChange, Part, Parts
from minutes.diagnostics import Diagnostic
from minutes.reporters import message, suggestion
from minutes.reporters.wording import visible
from minutes.review import Review, Sides, StatusMove, release_place
from minutes.revisions import Change, FileChange
from minutes.strings import Strings
from minutes.vocabulary import STATUS_WORDS, Status

MAX_BYTES = 28_000
"""The longest review that is written, in bytes of UTF-8: a comment of 60,000 bytes is to hold it in two languages."""
_MAX_TEXT = 300
_MAX_FILES = 20
_BACKTICKS = re.compile(r"`+")


def to_markdown(review: Review, strings: Strings, sides: Sides) -> str:
    """The review as GitHub-flavoured Markdown. What is too long for a comment is cut at a line, and says so."""
    comment = _Comment(strings, sides)
    lines = [f"## {strings('review.title')}", "", comment.verdict(review)]
    sections: Sequence[tuple[str, Iterator[str]]] = (
        ("review.meetings", (line for change in review.meetings for line in comment.meeting(change))),
        ("review.proposals", map(comment.status, review.statuses)),
        ("review.releases", comment.releases(review)),
        ("review.people", (comment.aside(f"- {code(one.name)}", map(code, one.meetings)) for one in review.people)),
        ("review.translations", comment.translations(review)),
        ("review.findings", map(comment.finding, review.findings)),
        ("review.files", comment.files(review)),
    )
    for key, entries in sections:
        if found := list(entries):
            lines += ["", f"### {strings(key)}", "", *found]
    ends = accumulate(len(line.encode()) + 1 for line in lines)
    kept = sum(1 for end in ends if end <= MAX_BYTES)
    if kept < len(lines):
        lines = [*lines[:kept], "", strings("review.cut", n=len(lines) - kept)]
    return "\n".join(lines) + "\n"


def code(text: str) -> str:
    """Any text as a code span on one line: nothing in it can end the span, and nothing in it is invisible."""
    shown = visible(" ".join(text.split())) or "—"
    shown = shown if len(shown) <= _MAX_TEXT else f"{shown[:_MAX_TEXT]}…"
    fence = "`" * (max(map(len, _BACKTICKS.findall(shown)), default=0) + 1)
    space = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{space}{shown}{space}{fence}"


class _Comment:
    """The lines of a comment in one language."""

    def __init__(self, strings: Strings, sides: Sides) -> None:
        self.strings = strings
        self.sides = sides

    def verdict(self, review: Review) -> str:
        """Whether the change is additive, or why not."""
        if not review.files:
            return self.strings("review.unchanged")
        if review.additive:
            return self.strings("review.additive")
        counts = {"review.count_files": len(review.other_files), "review.count_grave": len(review.grave)}
        reasons = self.comma(self.strings(key, n=n) for key, n in counts.items() if n)
        return self.strings("review.not_additive", reasons=reasons)

    def files(self, review: Review) -> Iterator[str]:
        """The first files that are more than new minutes; a change of the code has hundreds."""
        yield from map(self.file, review.other_files[:_MAX_FILES])
        if (more := len(review.other_files) - _MAX_FILES) > 0:
            yield f"- {self.strings('review.more', n=more)}"

    def file(self, one: FileChange) -> str:
        """A file that is more than new minutes."""
        irregular = [] if one.regular else [self.strings("review.irregular")]
        return self.aside(f"- {self.word(one.change)} {code(one.path)}", irregular)

    def meeting(self, change: MeetingChange) -> Iterator[str]:
        """A meeting, and below it what came, went or changed."""
        yield f"- **{self.word(change.change)}** {code(change.id)} {self.title(change.titles)}"
        for key, locales in (("added", change.locales_added), ("removed", change.locales_removed)):
            if locales:
                yield f"  - {self.strings(f'review.minutes_{key}', locales=self.listed(locales))}"
        if change.parts:
            yield f"  - {self.parts(change.parts)}"
        yield from map(self.item, change.items)

    def item(self, change: ItemChange) -> str:
        """An agenda item on one line."""
        facts = [f"{self.word(change.change)} {code(change.id)} {self.title(change.titles)}"]
        if change.presenters:
            facts.append(self.strings("review.presenters", names=self.listed(change.presenters)))
        if change.proposals:
            facts.append(self.strings("review.proposals_of", ids=self.listed(change.proposals)))
        if change.parts:
            facts.append(self.parts(change.parts))
        return f"  - {self.strings('review.semicolon').join(facts)}"

    def parts(self, parts: Parts) -> str:
        """What differs, by locale."""
        return self.strings("review.semicolon").join(
            self.strings("review.in_locale", locale=code(locale), parts=self.comma(map(self.part, found)))
            for locale, found in parts.items()
        )

    def status(self, move: StatusMove) -> str:
        """A proposal and where its status moved: ``bizerror: discussed → released``."""
        before, after = self.status_word(move.before), self.status_word(move.after)
        text = self.strings("review.moved", proposal=code(move.proposal), before=before, after=after)
        return self.aside(f"- {text}", (code(fact) for fact in (move.release, move.item) if fact))

    def status_word(self, status: Status | None) -> str:
        """The word for a status; a proposal that is not registered has none."""
        return STATUS_WORDS[self.strings.locale][status] if status else self.strings("review.unregistered")

    def releases(self, review: Review) -> Iterator[str]:
        """The releases announced, then those no longer announced."""
        for change, releases in ((Change.ADDED, review.announced), (Change.REMOVED, review.withdrawn)):
            for one in releases:
                prefix = "" if change is Change.ADDED else f"{self.word(change)} "
                yield self.aside(f"- {prefix}{code(f'{one.project.name} {one.version}')}", [code(release_place(one))])

    def translations(self, review: Review) -> Iterator[str]:
        """The translations that are missing, then those that fell behind."""
        for one in review.missing:
            yield f"- {self.strings('review.missing', meeting=code(one.meeting), locale=code(one.locale))}"
        yield from map(self.finding, review.outdated)

    def finding(self, found: Diagnostic) -> str:
        """A finding on one line."""
        place = f"{self.sides.shown(found.path)}:{found.span.line}:{found.span.column}"
        text = f"{message(found, self.strings)} {suggestion(found, self.strings)}"
        word = self.strings(f"severity.{found.severity}")
        return f"- {word} {code(found.code.code)} {code(place)} {code(text)}"

    def aside(self, text: str, facts: Iterable[str]) -> str:
        """A line with facts in brackets behind it."""
        inside = self.comma(facts)
        return self.strings("review.aside", text=text, inside=inside) if inside else text

    def title(self, titles: Mapping[str, str]) -> str:
        """The title in the language of the comment, or in the first that has it."""
        return code(titles.get(self.strings.locale) or next(iter(titles.values())))

    def word(self, change: Change) -> str:
        """What became of something, in a word."""
        return self.strings(f"review.change.{change}")

    def part(self, part: Part) -> str:
        """What differs, in a word."""
        return self.strings(f"review.part.{part}")

    def listed(self, texts: Iterable[str]) -> str:
        """Texts of strangers in a row."""
        return self.comma(map(code, texts))

    def comma(self, texts: Iterable[str]) -> str:
        """Our own texts in a row."""
        return self.strings("review.comma").join(texts)
