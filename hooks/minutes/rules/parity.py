"""Rules about the translations of a meeting, compared on the model with the minutes in the source locale."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator

from minutes import diagnostics as codes
from minutes.archive import Archive
from minutes.diagnostics import Code, Diagnostic, Place, diagnostic
from minutes.model import AgendaItem, Minutes
from minutes.registry import Registry
from minutes.translations import pairs, translations


def translation_item_missing(archive: Archive) -> Iterator[Diagnostic]:
    """A translation has the agenda items of its source, and no others.

    Where it has as many under other numbers, the numbers are what is wrong, which is another finding.
    """
    for source, translation in translations(archive):
        if len(source.items) == len(translation.items):
            continue
        for lacking, having in ((translation, source), (source, translation)):
            present = {item.anchor for item in lacking.items}
            numbered = sorted((item.number, item.line) for item in lacking.items)
            for item in (item for item in having.items if item.anchor not in present):
                before = bisect_left(numbered, (item.number, 0)) - 1
                values = {"number": item.number, "source": having.path}
                span = lacking.place(numbered[before][1] if before >= 0 else 1)
                found = diagnostic(codes.TRANSLATION_ITEM_MISSING, lacking.path, span, **values)
                yield found.along_with(Place(having.path, having.place(item.line)))


def translation_presenters_differ(archive: Archive) -> Iterator[Diagnostic]:
    """An item has the same presenters in every locale."""

    def presenters(item: AgendaItem) -> list[Hashable]:
        return [archive.registry.person(name).name for name in item.presenters]

    yield from _compare(archive, codes.TRANSLATION_PRESENTERS_DIFFER, presenters)


def translation_references_differ(archive: Archive) -> Iterator[Diagnostic]:
    """An item refers to the same issues, pull requests, releases and repositories in every locale.

    Documents may differ: each language may have its own.
    """

    def references(item: AgendaItem) -> list[Hashable]:
        return [reference.id for reference in item.references if reference.id != reference.url]

    yield from _compare(archive, codes.TRANSLATION_REFERENCES_DIFFER, references)


def translation_releases_differ(archive: Archive) -> Iterator[Diagnostic]:
    """The news announces the same versions in every locale."""
    for source, translation in translations(archive):
        here, there = (_releases(minutes, archive.registry) for minutes in (source, translation))
        if here != there:
            span = translation.place(translation.news[0].line if translation.news else 1)
            place = Place(source.path, source.place(source.news[0].line if source.news else 1))
            values = {"expected": _listed(here), "found": _listed(there)}
            yield diagnostic(codes.TRANSLATION_RELEASES_DIFFER, translation.path, span, **values).along_with(place)


def translation_decisions_differ(archive: Archive) -> Iterator[Diagnostic]:
    """An item has as many decisions in every locale."""
    yield from _compare(archive, codes.TRANSLATION_DECISIONS_DIFFER, lambda item: [len(item.decisions)])


def translation_actions_differ(archive: Archive) -> Iterator[Diagnostic]:
    """An item has as many action items in every locale, the same ones of them done."""

    def actions(item: AgendaItem) -> list[Hashable]:
        return [f"{len(item.action_items)}:" + "".join("x" if one.done else "-" for one in item.action_items)]

    yield from _compare(archive, codes.TRANSLATION_ACTIONS_DIFFER, actions)


def translation_proposals_differ(archive: Archive) -> Iterator[Diagnostic]:
    """A directive says the same in every locale."""

    def directives(item: AgendaItem) -> list[Hashable]:
        return [f"{one.proposal} → {one.status.value if one.status else '—'}" for one in item.directives]

    yield from _compare(archive, codes.TRANSLATION_PROPOSALS_DIFFER, directives)


def _compare(archive: Archive, code: Code, facts_of: Callable[[AgendaItem], list[Hashable]]) -> Iterator[Diagnostic]:
    """One finding for each item whose facts differ between a translation and its source, in whatever order."""
    for source, translation, item, original in archive.once(_translated):
        here, there = facts_of(original), facts_of(item)
        if here == there:
            continue
        expected, found = sorted(map(str, here)), sorted(map(str, there))
        if expected != found:
            values = {"number": item.number, "expected": _listed(expected), "found": _listed(found)}
            finding = diagnostic(code, translation.path, translation.place(item.line), **values)
            yield finding.along_with(Place(source.path, source.place(original.line)))


def _translated(archive: Archive) -> tuple[tuple[Minutes, Minutes, AgendaItem, AgendaItem], ...]:
    """Every item that a translation and its source both have: those minutes, its translation, and itself."""
    return tuple(
        (source, translation, item, original)
        for source, translation in translations(archive)
        for item, original in pairs(source, translation)
    )


def _releases(minutes: Minutes, registry: Registry) -> list[str]:
    releases = (release for entry in minutes.news for release in entry.releases)
    return sorted(f"{registry.project(release.project).name} {release.version}" for release in releases)


def _listed(facts: list[str]) -> str:
    return ", ".join(facts) or "—"
