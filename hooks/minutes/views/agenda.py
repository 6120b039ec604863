"""The agenda index: every item of every meeting, what it can be narrowed by, and how it is split by year.

A small archive has one page. A large one shows its newest meetings there and has a page for each year; so that one
filter still covers all of them, ``narrowing`` tells what each item can be found by.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from minutes.archive import Archive
from minutes.views.lens import Lens
from minutes.views.meetings import Year, year_of, years_of
from minutes.views.pieces import ItemView

ONE_PAGE = 300
"""As many items stand on one page, unless a site says otherwise."""
CHUNK = 15
"""Whole meetings are shown until there are so many items, more than a screen holds; more on demand."""
CHOICES = 12
"""So many values of a facet, the most frequent, are in the page where the index is split; scripts add the others."""


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet, its name, and how many items have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """Something to narrow the index by: ``year``, ``project``, ``presenter``, ``proposal`` or ``kind``.

    Where ``named`` is false, an option's label is a key of the string tables.
    """

    name: str
    options: tuple[Option, ...]
    named: bool = True


@dataclass(frozen=True, slots=True)
class AgendaIndex:
    """The agenda items of the newest meetings, newest first, by year and meeting; of all where ``pages`` is empty.

    ``pages`` are the years that have a page of their own, ``cut`` is the year of which only the newest meetings are
    here, ``total`` counts the items of all years.
    """

    years: tuple[Year, ...]
    cut: int | None
    facets: tuple[Facet, ...]
    total: int
    pages: tuple[int, ...]
    chunk: int


@dataclass(frozen=True, slots=True)
class AgendaYear:
    """The agenda items of one year, the years beside it, and every year that has a page."""

    year: Year
    total: int
    earlier: int | None
    later: int | None
    pages: tuple[int, ...]


def agenda_index(lens: Lens, one_page: int = ONE_PAGE) -> AgendaIndex:
    """The index in the lens's locale."""
    items = list(lens.items.values())
    years = years_of(lens)
    pages, facets = agenda_pages(lens, one_page), _facets(items)
    if not pages:
        return AgendaIndex(years, None, facets, len(items), pages, CHUNK)
    newest, cut = _newest(years)
    first = tuple(replace(facet, options=facet.options[:CHOICES]) if facet.name in _OPEN else facet for facet in facets)
    return AgendaIndex(newest, cut, first, len(items), pages, CHUNK)


def agenda_pages(lens: Lens, one_page: int = ONE_PAGE) -> tuple[int, ...]:
    """The years that have a page of their own, newest first; none where everything stands on one page."""
    sizes = lens.archive.once(_sizes)
    return tuple(year for year, size in sizes.items() if size) if sizes.total() > one_page else ()


def agenda_year(lens: Lens, year: int, one_page: int = ONE_PAGE) -> AgendaYear:
    """The page of one of the years that ``agenda_pages`` names."""
    pages = agenda_pages(lens, one_page)
    place = pages.index(year)
    found = year_of(lens, year)
    earlier = pages[place + 1] if place + 1 < len(pages) else None
    return AgendaYear(found, _size(found), earlier, pages[place - 1] if place else None, pages)


def narrowing(lens: Lens) -> Mapping[str, object]:
    """What every item can be found by, for scripts, in the order of the index.

    ``facets`` has the values of each facet but the year; ``years`` pairs a year with its items, each of which has, for
    each facet, the numbers of its values: ``{"facets": {"project": ["kitex"], …}, "years": [[2022, [[[0], …], …]]]}``.
    ``choices`` has the values, with name and number of items, that the index has no room for: ``{"presenter": [["ann",
    "Ann", 2], …], …}``.
    """
    facets = _facets(list(lens.items.values()))
    choices = {
        facet.name: [(one.value, one.label, one.count) for one in facet.options[CHOICES:]]
        for facet in facets
        if facet.name in _OPEN
    }
    numbers: dict[str, dict[str, int]] = {name: {} for name in _VALUES}
    years: list[tuple[int, list[list[list[int]]]]] = []
    for year in years_of(lens):
        items = [item for meeting in year.meetings for item in meeting.items]
        found = [[_numbered(_VALUES[name](item), known) for name, known in numbers.items()] for item in items]
        if found:
            years.append((year.year, found))
    return {"facets": {name: list(known) for name, known in numbers.items()}, "choices": choices, "years": years}


_VALUES: Mapping[str, Callable[[ItemView], list[tuple[str, str]]]] = {
    "project": lambda item: [(project.id, project.name) for project in item.projects],
    "presenter": lambda item: [(person.id, person.name) for person in item.presenters],
    "proposal": lambda item: [(one.id, one.title) for one in item.proposals],
    "kind": lambda item: [(kind.value, f"agenda.kind.{kind}") for kind in item.kinds],
}
"""What an item has of each facet, the year aside: values with their labels."""
_OPEN = ("presenter", "proposal")
"""The facets whose values grow with the archive."""


def _numbered(values: Iterable[tuple[str, str]], known: dict[str, int]) -> list[int]:
    """The numbers of values; one that is new gets the next."""
    return [known.setdefault(value, len(known)) for value, _ in values]


def _sizes(archive: Archive) -> Counter[int]:
    """How many agenda items each year has, newest first."""
    sizes: Counter[int] = Counter()
    for meeting in reversed(archive.meetings):
        anchors = {item.anchor for minutes in meeting.minutes.values() for item in minutes.items}
        sizes[meeting.date.year] += len(anchors)
    return sizes


def _size(year: Year) -> int:
    return sum(len(meeting.items) for meeting in year.meetings)


def _newest(years: Sequence[Year]) -> tuple[tuple[Year, ...], int | None]:
    """The newest meetings with items, as many as give a chunk, by year; and the year that has more of them."""
    shown: list[Year] = []
    for year in filter(_size, years):
        wanted = CHUNK - sum(map(_size, shown))
        if wanted <= 0:
            break
        sizes = accumulate(len(meeting.items) for meeting in year.meetings)
        enough = next((place for place, size in enumerate(sizes, start=1) if size >= wanted), len(year.meetings))
        shown.append(replace(year, meetings=year.meetings[:enough]))
        if any(meeting.items for meeting in year.meetings[enough:]):
            return tuple(shown), year.year
    return tuple(shown), None


def _facets(items: Sequence[ItemView]) -> tuple[Facet, ...]:
    years = _facet("year", items, lambda item: [(str(item.date.year), str(item.date.year))], newest_first=True)
    others = (_facet(name, items, values_of) for name, values_of in _VALUES.items())
    return (years, *(replace(facet, named=facet.name != "kind") for facet in others))


def _facet(
    name: str,
    items: Sequence[ItemView],
    values_of: Callable[[ItemView], Iterable[tuple[str, str]]],
    newest_first: bool = False,
) -> Facet:
    counts = Counter(value for item in items for value in dict.fromkeys(values_of(item)))
    options = [Option(value, label, count) for (value, label), count in counts.items()]
    if newest_first:
        options.sort(key=lambda option: option.value, reverse=True)
    else:
        options.sort(key=lambda option: (-option.count, option.label.casefold()))
    return Facet(name, tuple(options))
