"""The ledger of published addresses, and what of it a built site still has.

Knows the ledger's file, and how to see which addresses a built site has: it looks at the site alone, whatever made it.
Knows nothing of how pages come about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from minutes.addresses import is_promised
from minutes.diagnostics import Diagnostic, diagnostic, whole_line
from minutes.moved import (
    ADDRESS_GONE,
    ADDRESS_MALFORMED,
    MOVE_SOURCE_EXISTS,
    MOVE_TARGET_UNKNOWN,
    Address,
    Moves,
    address_of,
)
from minutes.moved import PATH as MOVED

PATH = "_data/addresses.txt"
"""Where the ledger is, relative to the docs folder."""
LEADS_ON, SECOND_NAME = "data-moved-to", "data-moved"
"""The attributes of a page that only leads on, and of a second name of an anchor."""

_PAGE = "index.html"
_IDS = re.compile(r"<[^<>]*\sid=\"?([^\"\s>]+)\"?[^<>]*>")
_LEADS_ON = re.compile(rf"<html [^>]*{LEADS_ON}=")


@dataclass(frozen=True, slots=True)
class Inventory:
    """What a built site has: the anchors of each page, by address, and its other files.

    ``led`` are the addresses that only lead on: pages that have moved, and second names of anchors.
    """

    pages: Mapping[str, frozenset[str]]
    files: frozenset[str]
    led: frozenset[Address]

    def __contains__(self, address: Address) -> bool:
        if address.anchor:
            return address.anchor in self.pages.get(address.page, ()) and address not in self.led
        return address.page in self.pages or address.page in self.files

    def promised(self) -> Iterator[str]:
        """Every address that has to last."""
        for page, anchors in self.pages.items():
            own = (Address(page, anchor) for anchor in anchors)
            yield from (str(each) for each in (Address(page), *own) if each not in self.led and is_promised(str(each)))
        yield from (file for file in self.files if is_promised(file))


def take_inventory(site: Path) -> Inventory:
    """See what a built site has. Raises OSError where it can't be read."""
    pages: dict[str, frozenset[str]] = {}
    files: set[str] = set()
    led: set[Address] = set()
    for file in sorted(path for path in site.rglob("*") if path.is_file()):
        address = f"/{file.relative_to(site).as_posix()}"
        if file.name != _PAGE:
            files.add(address)
            continue
        page, text = address.removesuffix(_PAGE), file.read_text(encoding="utf-8")
        # What stands around the content is the theme's.
        content = text[max(text.find("<article"), 0) : text.rfind("</article>") + 1 or None]
        found = {unescape(tag[1]): SECOND_NAME in tag[0] for tag in _IDS.finditer(content)}
        led |= {Address(page, anchor) for anchor, second in found.items() if second}
        if _LEADS_ON.search(text):
            led.add(Address(page))
        else:
            pages[page] = frozenset(found)
    return Inventory(pages, frozenset(files), frozenset(led))


def entries_of(ledger: str) -> dict[str, int]:
    """The addresses of a ledger, and the line of each. What begins with a number sign is a remark."""
    lines = ((line.strip(), number) for number, line in enumerate(ledger.splitlines(), start=1))
    return {line: number for line, number in lines if line and not line.startswith("#")}


def enlarged(ledger: str, addresses: Iterable[str]) -> str:
    """A ledger with more addresses, in order; its remarks stay at its head, and nothing is taken away."""
    remarks = [line for line in ledger.splitlines() if line.startswith("#")]
    return "".join(f"{line}\n" for line in (*remarks, *sorted({*entries_of(ledger), *addresses})))


def check_ledger(ledger: str, moves: Moves, site: Inventory) -> list[Diagnostic]:
    """What is wrong: with the file of moves, given what the site has, and each address that is gone."""
    found = [*moves.diagnostics, *_of_moves(moves, site)]
    lines = ledger.splitlines()
    for entry, number in entries_of(ledger).items():
        span = whole_line(number, lines)
        if not entry.startswith("/") or any(character.isspace() for character in entry):
            found.append(diagnostic(ADDRESS_MALFORMED, PATH, span, found=entry))
        elif not _leads_somewhere(address_of(entry), moves, site):
            told = {"old": entry, "new": _likely(entry, site), "file": MOVED}
            found.append(diagnostic(ADDRESS_GONE, PATH, span, **told))
    return sorted(found, key=lambda one: (one.path, one.span))


def _of_moves(moves: Moves, site: Inventory) -> Iterator[Diagnostic]:
    told: set[object] = set()
    for move in moves.by_old.values():
        if move.new not in site and move.new_span not in told:
            told.add(move.new_span)
            values = {"old": move.old, "new": move.new, "likely": _likely(str(move.new), site)}
            yield diagnostic(MOVE_TARGET_UNKNOWN, MOVED, move.new_span, **values)
        if move.old in site and move.old_span not in told:
            told.add(move.old_span)
            yield diagnostic(MOVE_SOURCE_EXISTS, MOVED, move.old_span, old=move.old)


def _leads_somewhere(address: Address, moves: Moves, site: Inventory) -> bool:
    """Whether a reader with an address still finds what it stood for."""
    if address in site:
        return True
    target = moves.target(address)
    built = address in site.led or Address(address.page) in site.led
    return target is not None and target in site and built


def _likely(address: str, site: Inventory) -> str:
    """The address of the site that is most like one that is gone, or an ellipsis."""
    page, anchor = address_of(unquote(address))
    if anchor and page in site.pages:
        anchors = [each for each in site.pages[page] if is_promised(f"{page}#{each}")]
        return next((f"{page}#{each}" for each in get_close_matches(anchor, sorted(anchors), 1)), "…")
    return next(iter(get_close_matches(page, sorted(site.pages), 1)), "…")
