"""The agenda index: every item of every meeting, and what it can be narrowed by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from minutes.views.lens import Lens
from minutes.views.meetings import Year, meetings_index
from minutes.views.pieces import ItemView


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
    """Every agenda item, newest first, by year and meeting."""

    years: tuple[Year, ...]
    facets: tuple[Facet, ...]
    total: int


def agenda_index(lens: Lens) -> AgendaIndex:
    """The index in the lens's locale."""
    items = list(lens.items.values())
    years = _facet("year", items, lambda item: [(str(item.date.year), str(item.date.year))], newest_first=True)
    projects = _facet("project", items, lambda item: [(project.id, project.name) for project in item.projects])
    presenters = _facet("presenter", items, lambda item: [(person.id, person.name) for person in item.presenters])
    proposals = _facet("proposal", items, lambda item: [(one.id, one.title) for one in item.proposals])
    kinds = _facet("kind", items, lambda item: [(kind.value, f"agenda.kind.{kind}") for kind in item.kinds])
    facets = (years, projects, presenters, proposals, replace(kinds, named=False))
    return AgendaIndex(meetings_index(lens).years, facets, len(items))


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
