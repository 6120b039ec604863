"""One mistake in minutes that are right is one finding, whatever else follows from it.

Each mistake is made in real minutes, those of this project: at the first agenda item, one in the middle and the last
one, in the source and in its translation.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from graphlib import TopologicalSorter

import pytest
from helpers import PROJECT

from minutes.archive import archive_from
from minutes.diagnostics import Code
from minutes.reread import Known
from minutes.rules import check
from minutes.rules.consequences import FOLLOWING
from minutes.strings import LOCALES

DAYS = ("2022-02-25", "2022-06-02", "2022-07-28")
HEADING = re.compile(
    r"## (?P<word>议程|Agenda) (?P<number>\d+)(?P<colon>：|: )(?P<title>.*?)(?P<presenters>(?:\s*@[A-Za-z0-9-]+)*)$"
)
Heading = re.Match[str]
Mistake = Callable[[list[str]], Iterator[list[str]]]
"""The lines of a file into those with the mistake, at one place after the other."""


def at_headings(change: Callable[[Heading], str | None]) -> Mistake:
    """A mistake in the line of a heading; None where it can't be made."""

    def make(lines: list[str]) -> Iterator[list[str]]:
        places = [number for number, line in enumerate(lines) if HEADING.match(line)]
        for place in sorted({places[0], places[len(places) // 2], places[-1]}):
            heading = HEADING.match(lines[place])
            if heading and (changed := change(heading)) is not None:
                yield [*lines[:place], *changed.split("\n"), *lines[place + 1 :]]

    return make


def at_lines(pattern: str, changed: str) -> Mistake:
    """A mistake in the first and the last line that a pattern is found in."""

    def make(lines: list[str]) -> Iterator[list[str]]:
        places = [number for number, line in enumerate(lines) if re.search(pattern, line)]
        for place in sorted({*places[:1], *places[-1:]}):
            yield [*lines[:place], *re.sub(pattern, changed, lines[place], count=1).split("\n"), *lines[place + 1 :]]

    return make


def _as_text(heading: Heading, word_mark: str = "", mark: str = "") -> str:
    """The text of a heading, its words or all but its presenters marked."""
    begin = f"{word_mark}{heading['word']} {heading['number']}{word_mark}{heading['colon']}{heading['title']}"
    return f"{mark}{begin}{mark}{heading['presenters']}"


def _renumbered(heading: Heading, number: int) -> str:
    return heading[0].replace(heading["number"], str(number), 1)


MISTAKES: Mapping[str, tuple[Mistake, set[str]]] = {
    "heading without a space": (at_headings(lambda it: it[0].replace("## ", "##", 1)), {"MIN401"}),
    "heading with wide marks": (at_headings(lambda it: it[0].replace("##", "＃＃", 1)), {"MIN401"}),
    "heading without a colon": (at_headings(lambda it: it[0].replace(it["colon"], " ", 1)), {"MIN401"}),
    "heading without a number": (at_headings(lambda it: it[0].replace(f" {it['number']}", "", 1)), {"MIN401"}),
    "heading of a level too high": (at_headings(lambda it: it[0].replace("## ", "# ", 1)), {"MIN401"}),
    "heading of a level too low": (at_headings(lambda it: it[0].replace("## ", "##### ", 1)), {"MIN401"}),
    "heading of another level": (at_headings(lambda it: it[0].replace("## ", "### ", 1)), {"MIN407"}),
    "heading in bold": (at_headings(lambda it: f"**{it[0][3:]}**"), {"MIN401"}),
    "heading in bold beside its presenter": (at_headings(lambda it: _as_text(it, mark="**")), {"MIN401"}),
    "heading whose number is in bold": (at_headings(lambda it: _as_text(it, word_mark="**")), {"MIN401"}),
    "heading without marks": (at_headings(_as_text), {"MIN401"}),
    "heading with a wrong letter": (
        at_headings(lambda it: it[0].replace("议程", "议成").replace("Agenda", "Agend")),
        {"MIN401"},
    ),
    "heading in a list": (at_headings(lambda it: f"- {it[0]}"), {"MIN409"}),
    "heading in an element": (at_headings(lambda it: f"<details>\n\n{it[0]}"), {"MIN409"}),
    # Of a quote or an indented line nobody can say whether it was meant: what is missing is told.
    "heading quoted": (at_headings(lambda it: f"> {it[0]}"), {"MIN901", "MIN703"}),
    "heading left out": (at_headings(lambda _: ""), {"MIN901", "MIN703"}),
    "number too high": (at_headings(lambda it: _renumbered(it, 99)), {"MIN403"}),
    "number of the item before": (
        at_headings(lambda it: _renumbered(it, int(it["number"]) - 1) if it["number"] != "1" else None),
        {"MIN402"},
    ),
    "presenter left out": (
        at_headings(lambda it: it[0].removesuffix(it["presenters"]) if it["presenters"] else None),
        {"MIN902"},
    ),
    "presenter misspelt": (at_headings(lambda it: f"{it[0]}x" if it["presenters"] else None), {"MIN205", "MIN207"}),
    "code block left open": (at_headings(lambda it: f"```\n{it[0]}"), {"MIN411"}),
    "comment left open": (at_headings(lambda it: f"<!--\n{it[0]}"), {"MIN411"}),
    "element without a blank line": (at_lines(r"^1\. ", "<div>\n1. "), {"MIN409", "MIN806"}),
    "front matter with other marks": (at_lines(r"^---$", "----"), {"MIN112", "MIN103"}),
    "front matter below a blank line": (lambda lines: iter([["", *lines]]), {"MIN112"}),
    "no such day": (at_lines(r"^(date: \d{4})-\d\d-\d\d", r"\1-13-40"), {"MIN105"}),
    "another day": (at_lines(r"^(date: \d{4}-\d\d)-\d\d", r"\1-01"), {"MIN109"}),
    "front matter that is no YAML": (at_lines(r"^title: ", "title: ["), {"MIN101"}),
    "attendees left out": (at_lines(r"^\*\*(?:参会人|Attendees)\*\*.*$", ""), {"MIN201"}),
    "attendees empty": (at_lines(r"^(\*\*(?:参会人|Attendees)\*\*[:：]).*$", r"\1"), {"MIN203"}),
    "status unknown": (at_lines(r"^(\*\*(?:提案|Proposal)\*\*.*→).*$", r"\1 nowhere"), {"MIN702"}),
    "proposal misspelt": (at_lines(r"^(\*\*(?:提案|Proposal)\*\*[:：] ?)\w", r"\1"), {"MIN701"}),
    "directive left out": (at_lines(r"^\*\*(?:提案|Proposal)\*\*.*$", ""), {"MIN907"}),
    "address of no issue": (at_lines(r"/issues/\d+", "/issues/x"), {"MIN502"}),
    "address without an owner": (at_lines(r"github\.com/cloudwego/(?=[\w-]+/)", "github.com//"), {"MIN502"}),
    "address without encryption": (at_lines(r"https://github", "http://github"), {"MIN506"}),
    "version in two parts": (at_lines(r"^(\w+ v?\d+\.\d+)\.\d+", r"\1"), {"MIN601"}),
    "heading of the news without a space": (at_lines(r"^## (?=相关资讯|Related news)", "##"), {"MIN410"}),
    "invisible character": (at_lines(r"^1\. ", "1. \u200b"), {"MIN802"}),
}


READ = Known()
"""What was read before: all files but one are always the same."""


@cache
def right() -> Mapping[str, bytes]:
    """The files of the project's docs, of the meetings only a few."""
    docs = PROJECT / "docs"
    paths = [path for path in docs.rglob("*") if path.is_file()]
    kept = [path for path in paths if path.parent.name != "meetings" or path.stem in DAYS]
    return {path.relative_to(docs).as_posix(): path.read_bytes() for path in kept}


def found_in(files: Mapping[str, bytes]) -> Counter[tuple[str, str]]:
    """Code and path of everything that is found."""
    archive = archive_from(frozenset(files), files.__getitem__, LOCALES, READ)
    return Counter((one.code.code, one.path) for one in check(archive))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_finding(mistake: str, locale: str) -> None:
    make, expected = MISTAKES[mistake]
    before = found_in(right())
    made = 0
    for day in DAYS:
        path = f"{locale}/meetings/{day}.md"
        for lines in make(right()[path].decode().split("\n")):
            found = found_in({**right(), path: "\n".join(lines).encode()})
            codes = [code for code, _ in (found - before).elements()]
            assert len(codes) == 1, (day, codes)
            assert codes[0] in expected
            assert not before - found
            made += 1
    assert made


def test_no_error_is_left_out_for_less_than_an_error() -> None:
    for following in FOLLOWING:
        if any(code.severity == "error" for code in following.codes):
            assert {code.severity for code in following.causes} == {"error"}


def test_nothing_follows_from_itself() -> None:
    causes: defaultdict[Code, set[Code]] = defaultdict(set)
    for following in FOLLOWING:
        for code in following.codes:
            causes[code] |= following.causes
    TopologicalSorter(causes).prepare()


def test_a_fix_explains_an_outdated_translation_only_if_it_gives_back_what_was_translated() -> None:
    source, translation = (f"{locale}/meetings/2022-07-28.md" for locale in LOCALES)
    files = dict(right())
    typed = files[source].decode().replace("Sentinel 则把标准落到具体实现上。", "Sentinel则把标准落到具体实现上.", 1)
    files[source] = typed.encode()
    assert (found_in(files) - found_in(right())).keys() == {("MIN801", source)}
    files[source] = typed.replace("分工", "分工与进度", 1).encode()
    assert (found_in(files) - found_in(right())).keys() == {("MIN801", source), ("MIN908", translation)}
