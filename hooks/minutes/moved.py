"""Addresses that have moved: the file that says where from and where to, and what is wrong with it.

Knows how the file is written and what one move means for each locale. Knows no page: whether an address is on the site
is the ledger's business (see ``ledger``). An address here is one below the site, from a slash on: ``/en/agenda/``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from minutes.diagnostics import Code, Diagnostic, Severity, Span, diagnostic
from minutes.yamlsource import YamlError, YamlSource, load_yaml

PATH = "_data/moved.yml"
"""Where the file is, relative to the docs folder."""
_KEY, _FROM, _TO = "moved", "from", "to"

ADDRESS_GONE = Code("ADR001", "address-gone", Severity.ERROR)
ADDRESS_MALFORMED = Code("ADR002", "address-malformed", Severity.ERROR)
MOVE_INVALID = Code("ADR101", "move-invalid", Severity.ERROR)
MOVE_REPEATED = Code("ADR102", "move-repeated", Severity.ERROR)
MOVE_LOOP = Code("ADR103", "move-loop", Severity.ERROR)
MOVE_CHAIN = Code("ADR104", "move-chain", Severity.ERROR)
MOVE_TARGET_UNKNOWN = Code("ADR105", "move-target-unknown", Severity.ERROR)
MOVE_SOURCE_EXISTS = Code("ADR106", "move-source-exists", Severity.ERROR)

CODES = (
    *(ADDRESS_GONE, ADDRESS_MALFORMED),
    *(MOVE_INVALID, MOVE_REPEATED, MOVE_LOOP, MOVE_CHAIN, MOVE_TARGET_UNKNOWN, MOVE_SOURCE_EXISTS),
)
"""The codes about addresses. They are found in a built site; those of ``diagnostics`` are found in its sources."""


class Address(NamedTuple):
    """A page or file of the site, and an anchor on it or an empty one."""

    page: str
    anchor: str = ""

    def __str__(self) -> str:
        return f"{self.page}#{self.anchor}" if self.anchor else self.page


@dataclass(frozen=True, slots=True)
class Move:
    """An address and where it leads now; the spans are those of the two in the file."""

    old: Address
    new: Address
    old_span: Span
    new_span: Span


@dataclass(frozen=True, slots=True)
class Moves:
    """All moves by the old address, and what is wrong with the file."""

    by_old: Mapping[Address, Move]
    diagnostics: tuple[Diagnostic, ...] = ()

    def of_page(self, page: str) -> dict[str, Move]:
        """The moves of a page and of what is on it, by anchor."""
        return {move.old.anchor: move for move in self.by_old.values() if move.old.page == page}

    def target(self, address: Address) -> Address | None:
        """Where an address leads now, or None: what is on a page that moved went with it, unless it says otherwise."""
        if move := self.by_old.get(address):
            return move.new
        page = self.by_old.get(Address(address.page))
        return Address(page.new.page, address.anchor) if page and not page.new.anchor else None


def address_of(text: str) -> Address:
    """The address that a text below the site's root is."""
    page, _, anchor = text.partition("#")
    return Address(page, anchor)


def read_moves(text: str, prefixes: Sequence[str]) -> Moves:
    """The moves that a file tells. ``prefixes`` are the folders of the locales: ``""`` and ``en/``.

    An address that begins with a slash is one of the site; any other stands below each locale's folder. What can't be
    read, leads in a circle or leads to what has moved itself is left out, with a diagnostic.
    """
    found: list[Diagnostic] = []
    moves: dict[Address, Move] = {}
    for move in _read(text, prefixes, found):
        if move.old in moves:
            if moves[move.old].old_span != move.old_span:
                found.append(diagnostic(MOVE_REPEATED, PATH, move.old_span, address=move.old))
        else:
            moves[move.old] = move
    sound = {old: move for old, move in moves.items() if not _reported(move, moves, found)}
    # A move that holds in every locale is reported once.
    return Moves(sound, tuple({(one.code, one.span): one for one in found}.values()))


def _read(text: str, prefixes: Sequence[str], found: list[Diagnostic]) -> Iterator[Move]:
    try:
        source = load_yaml(text)
    except YamlError as problem:
        found.append(diagnostic(MOVE_INVALID, PATH, problem.span))
        return
    if source.value is None:
        return
    entries = source.value.get(_KEY) if isinstance(source.value, dict) and len(source.value) == 1 else None
    if not isinstance(entries, list):
        found.append(diagnostic(MOVE_INVALID, PATH, Span(1)))
        return
    for position, entry in enumerate(entries):
        yield from _entry(source, position, entry, prefixes, found)


def _entry(
    source: YamlSource, position: int, entry: object, prefixes: Sequence[str], found: list[Diagnostic]
) -> Iterator[Move]:
    spans = {key: source.span((_KEY, position, key)) for key in (_FROM, _TO)}
    if not isinstance(entry, dict) or set(entry) != {_FROM, _TO}:
        found.append(diagnostic(MOVE_INVALID, PATH, source.span((_KEY, position))))
        return
    wrong = [key for key in (_FROM, _TO) if not _is_address(entry[key])]
    # A page can lead on and an anchor can have a second name; another file can do nothing once it is gone.
    if not wrong and not address_of(entry[_FROM]).page.endswith("/"):
        wrong = [_FROM]
    elif not wrong and entry[_FROM].startswith("/") != entry[_TO].startswith("/"):
        wrong = [_TO]
    if wrong:
        found.append(diagnostic(MOVE_INVALID, PATH, spans[wrong[0]]))
        return
    for prefix in [""] if entry[_FROM].startswith("/") else [f"/{prefix}" for prefix in prefixes]:
        old, new = (address_of(f"{prefix}{entry[key]}") for key in (_FROM, _TO))
        yield Move(old, new, spans[_FROM], spans[_TO])


def _is_address(value: object) -> bool:
    """Whether a value can be an address of a page, a file or an anchor below the site or a locale."""
    if not isinstance(value, str) or not value or not value.isprintable() or set(value) & set(' "<>\\?'):
        return False
    parts = address_of(value).page.split("/")
    whole = value.count("#") <= 1 and not value.endswith("#") and "//" not in value
    return whole and ":" not in parts[0] and {".", ".."}.isdisjoint(parts)


def _reported(move: Move, moves: Mapping[Address, Move], found: list[Diagnostic]) -> bool:
    """Whether a move leads in a circle, or to something that has moved itself; then it has been reported."""
    end = _end(move, moves)
    if end is None:
        found.append(diagnostic(MOVE_LOOP, PATH, move.new_span, old=move.old, new=move.new))
    elif end != move.new:
        found.append(diagnostic(MOVE_CHAIN, PATH, move.new_span, old=move.old, new=move.new, last=end))
    return end != move.new


def _end(move: Move, moves: Mapping[Address, Move]) -> Address | None:
    """Where a reader arrives who follows a move to its end, or None where there is none."""
    visited, here = {move.old}, move.new
    while following := moves.get(here) or moves.get(Address(here.page)):
        if following.old in visited:
            return None
        visited.add(following.old)
        here = following.new
    return here
