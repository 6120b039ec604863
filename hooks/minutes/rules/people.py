"""Rules about attendees and presenters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from minutes import diagnostics as codes
from minutes.archive import Archive
from minutes.diagnostics import Diagnostic, diagnostic
from minutes.model import Minutes
from minutes.people import names_listed
from minutes.vocabulary import MENTION, HeaderLabel

_LONG_ENOUGH = 6
"""Letters of a name in which one wrong letter is more likely than another name."""

# Letters that look alike in most fonts, each mapped to one of them.
_LOOK_ALIKE = str.maketrans({"I": "l", "i": "l", "1": "l", "|": "l", "L": "l", "0": "o", "O": "o", "5": "s", "S": "s"})


def attendee_unknown(archive: Archive) -> Iterator[Diagnostic]:
    """A presenter is registered, so that all spellings of the name count as one person."""
    seen: set[str] = set()
    for minutes in archive.minutes:
        for item in minutes.items:
            for name in item.presenters:
                if not archive.registry.knows_person(name) and name.casefold() not in seen:
                    seen.add(name.casefold())
                    span = minutes.place(item.line, name)
                    yield diagnostic(codes.ATTENDEE_UNKNOWN, minutes.path, span, name=name)


def real_name_unknown(archive: Archive) -> Iterator[Diagnostic]:
    """What stands in brackets after a presenter is a name that is registered: the page has it from there."""
    for minutes in archive.minutes:
        for item in minutes.items:
            for mention in MENTION.finditer(minutes.lines[item.line - 1]) if item.presenters else ():
                name, real = mention["name"], (mention["real"] or "")[1:-1].strip()
                if real and real not in item.title and real not in archive.registry.person(name).names:
                    span = minutes.place(item.line, real)
                    yield diagnostic(codes.REAL_NAME_UNKNOWN, minutes.path, span, name=name, found=real)


def name_misspelt(archive: Archive) -> Iterator[Diagnostic]:
    """A name is not nearly, but not quite, the name of somebody else of the archive.

    Nearly is: letters that look alike, words in another order, or one letter more, less or changed.
    """
    near = _NearNames()
    for name in (name for person in archive.registry.people.values() for name in person.names):
        near.add(name, "")
    reported: set[str] = set()
    for minutes, name, line in _names(archive):
        for known, path in near.add(name, minutes.path):
            same = archive.registry.person(name).id == archive.registry.person(known).id
            if not same and name not in reported:
                reported.add(name)
                values = {"found": name, "known": known, "path": path or "—"}
                yield diagnostic(codes.NAME_MISSPELT, minutes.path, minutes.place(line, name), **values)


class _NearNames:
    """Names by what they look like, so that near ones are found without comparing each with each."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._by_shape: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)

    def add(self, name: str, path: str) -> list[tuple[str, str]]:
        """Remember a name; give the names near it that were there before, each with the file it first stood in."""
        if name.casefold() in self._known:
            return []
        self._known.add(name.casefold())
        shapes = {_shape(name)}
        # In a short name one letter makes another name; so does one digit in any.
        if len(name) >= _LONG_ENOUGH:
            plain = name.casefold()
            shapes |= {f"{plain[:i]}_{plain[i + 1 :]}" for i in range(len(plain)) if not plain[i].isdigit()}
            shapes |= {f"{plain[:i]}_{plain[i:]}" for i in range(len(plain) + 1)}
        found = [known for shape in shapes for known in self._by_shape[shape]]
        for shape in shapes:
            self._by_shape[shape].append((name, path))
        return found


def attendee_repeated(archive: Archive) -> Iterator[Diagnostic]:
    """Nobody stands twice in a list of attendees."""
    for minutes, line, names in archive.once(_attendees):
        for name, count in Counter(names).items() if len(set(names)) < len(names) else ():
            if count > 1:
                at = minutes.place(line, name)
                span = minutes.place(line, name, after=at.end_column)
                yield diagnostic(codes.ATTENDEE_REPEATED, minutes.path, span, name=name)


def presenter_absent(archive: Archive) -> Iterator[Diagnostic]:
    """Whoever presents is among the attendees."""
    for minutes in archive.minutes:
        present = {archive.registry.person(name).id for name in minutes.header.attendees}
        for item in minutes.items if present else ():
            for name in item.presenters:
                if archive.registry.person(name).id not in present:
                    yield diagnostic(codes.PRESENTER_ABSENT, minutes.path, minutes.place(item.line, name), name=name)


def person_under_two_names(archive: Archive) -> Iterator[Diagnostic]:
    """One person stands under one name in a list of attendees."""
    for minutes, line, names in archive.once(_attendees):
        spellings: defaultdict[str, list[str]] = defaultdict(list)
        for name in dict.fromkeys(names):
            spellings[archive.registry.person(name).id].append(name)
        for first, *others in spellings.values():
            if others:
                values = {"first": first, "second": others[0]}
                span = minutes.place(line, others[0])
                yield diagnostic(codes.PERSON_UNDER_TWO_NAMES, minutes.path, span, **values)


def _attendees(archive: Archive) -> tuple[tuple[Minutes, int, list[str]], ...]:
    """Every line of attendees: its minutes, its number, and the names as often as they stand in it."""
    return tuple(
        (minutes, line.line, names_listed(line.text))
        for minutes in archive.minutes
        for line in minutes.header.lines
        if line.label is HeaderLabel.ATTENDEES
    )


def _names(archive: Archive) -> Iterator[tuple[Minutes, str, int]]:
    """Every name of an attendee or a presenter, with its minutes and its line; each person of a list once."""
    listed: defaultdict[str, list[tuple[int, list[str]]]] = defaultdict(list)
    for minutes, line, names in archive.once(_attendees):
        listed[minutes.path].append((line, names))
    for minutes in archive.minutes:
        for line, names in listed.get(minutes.path, ()):
            yield from ((minutes, name, line) for name in dict.fromkeys(names))
        for item in minutes.items:
            yield from ((minutes, name, item.line) for name in item.presenters)


def _shape(name: str) -> str:
    """What a name looks like at a glance: alike letters as one, and the order of its words left out."""
    return " ".join(sorted(name.translate(_LOOK_ALIKE).casefold().replace("-", " ").split()))
