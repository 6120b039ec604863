"""Addresses that have moved, and the ledger of those that must not be lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from minutes.addresses import is_promised
from minutes.ledger import Inventory, check_ledger, enlarged, entries_of, take_inventory
from minutes.moved import Address, address_of, read_moves

PREFIXES = ("", "en/")


def found(text: str) -> list[tuple[str, int, int]]:
    return [(one.code.code, one.span.line, one.span.column) for one in read_moves(text, PREFIXES).diagnostics]


def test_a_move_without_a_slash_holds_in_every_language() -> None:
    moves = read_moves('moved:\n- {from: "people/#a", to: "people/#b"}\n- {from: /en/old/, to: /en/new/}\n', PREFIXES)
    assert moves.diagnostics == ()
    assert {str(old): str(move.new) for old, move in moves.by_old.items()} == {
        "/people/#a": "/people/#b",
        "/en/people/#a": "/en/people/#b",
        "/en/old/": "/en/new/",
    }
    assert moves.target(Address("/en/old/", "part")) == Address("/en/new/", "part")
    assert moves.target(Address("/old/")) is None


@pytest.mark.parametrize("text", ["", "# nothing\n", "moved: []\n"])
def test_a_file_may_say_nothing(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("moved: [", ("ADR101", 1, 1)),
        ("moves: []\n", ("ADR101", 1, 1)),
        ("moved:\n- people/\n", ("ADR101", 2, 3)),
        ("moved:\n- {from: a/, to: b/, why: x}\n", ("ADR101", 2, 3)),
        ("moved:\n- from: a.json\n  to: b/\n", ("ADR101", 2, 9)),
        ("moved:\n- from: a/\n  to: /b/\n", ("ADR101", 3, 7)),
        ("moved:\n- from: a/\n  to: https://example.org/\n", ("ADR101", 3, 7)),
        ("moved:\n- from: a/\n  to: ../../b/\n", ("ADR101", 3, 7)),
        ("moved:\n- from: a/\n  to: 7\n", ("ADR101", 3, 7)),
        ("moved:\n- {from: a/, to: b/}\n- {from: a/, to: c/}\n", ("ADR102", 3, 10)),
        ("moved:\n- from: a/\n  to: a/\n", ("ADR103", 3, 7)),
        ('moved:\n- from: a/\n  to: "a/#x"\n', ("ADR103", 3, 7)),
        ("moved:\n- {from: b/, to: c/}\n- from: a/\n  to: b/\n", ("ADR104", 4, 7)),
        ('moved:\n- {from: b/, to: c/}\n- from: "a/#x"\n  to: "b/#y"\n', ("ADR104", 4, 7)),
    ],
)
def test_what_is_wrong_is_told_where_it_stands_and_once(text: str, expected: tuple[str, int, int]) -> None:
    assert found(text) == [expected]


def test_a_circle_is_told_at_each_of_its_moves_and_ends() -> None:
    text = "moved:\n- {from: a/, to: b/}\n- {from: b/, to: c/}\n- {from: c/, to: b/}\n"
    assert [(code, line) for code, line, _ in found(text)] == [("ADR103", 2), ("ADR103", 3), ("ADR103", 4)]
    assert read_moves(text, PREFIXES).by_old == {}


def test_an_anchor_may_move_on_a_page_that_stays() -> None:
    assert found('moved:\n- {from: "a/#x", to: "a/#y"}\n- {from: "a/#z", to: a/}\n') == []


@pytest.mark.parametrize(
    ("address", "promised"),
    [
        ("/", True),
        ("/en/meetings/2024-02-29/#agenda-2-2", True),
        ("/meetings/2024-02-29/#news", True),
        ("/meetings/2024-02-29/#top", False),
        ("/people/#李明", True),
        ("/people/#By-name", False),
        ("/people/#__search", False),
        ("/news/#tool-v1.2.0", True),
        ("/news/#year-2024", False),
        ("/proposals/retries/#background", False),
        ("/contributing/checks/#min204", True),
        ("/api/v1/schema/meetings.schema.json", True),
        ("/en/feeds/news.atom", True),
        ("/meetings.ics", True),
        ("/assets/x.js", False),
        ("/404.html", False),
    ],
)
def test_what_has_to_last(address: str, promised: bool) -> None:
    assert is_promised(address) is promised


def inventory(tmp_path: Path, **pages: str) -> Inventory:
    for name, ids in pages.items():
        file = tmp_path / name / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        tags = "".join(f'<h2 class="x" id="{each}"></h2>' for each in ids.split())
        file.write_text(f'<html><b id="outside"></b><article>{tags}</article></html>', encoding="utf-8")
    (tmp_path / "meetings.ics").write_text("", encoding="utf-8")
    return take_inventory(tmp_path)


def test_the_inventory_has_pages_with_their_anchors_and_files(tmp_path: Path) -> None:
    site = inventory(tmp_path, people="ann b&amp;b", projects="")
    assert address_of("/people/#b&b") in site
    assert address_of("/people/#outside") not in site
    assert sorted(site.promised()) == ["/meetings.ics", "/people/", "/people/#ann", "/people/#b&b", "/projects/"]


def test_an_address_that_is_gone_is_told_with_its_line_and_the_likely_new_one(tmp_path: Path) -> None:
    site = inventory(tmp_path, people="ann-lee bob")
    ledger = "# head\n/people/\n/people/#ann-li\n/projects/\nno address\n"
    found = check_ledger(ledger, read_moves("", PREFIXES), site)
    assert [(one.code.code, one.path, one.span.line, one.values["new"]) for one in found[:2]] == [
        ("ADR001", "_data/addresses.txt", 3, "/people/#ann-lee"),
        ("ADR001", "_data/addresses.txt", 4, "…"),
    ]
    assert [(one.code.code, one.span.line) for one in found[2:]] == [("ADR002", 5)]


def test_a_move_that_was_not_built_does_not_count(tmp_path: Path) -> None:
    site = inventory(tmp_path, people="ann-lee")
    moves = read_moves('moved:\n- {from: "/people/#ann", to: "/people/#ann-lee"}\n', PREFIXES)
    assert [one.code.code for one in check_ledger("/people/#ann\n", moves, site)] == ["ADR001"]
    (tmp_path / "people/index.html").write_text(
        '<article><h2 id="ann-lee"><span id="ann" data-moved></span></h2></article>', encoding="utf-8"
    )
    assert check_ledger("/people/#ann\n", moves, take_inventory(tmp_path)) == []


def test_a_move_that_leads_nowhere_or_from_what_is_there_is_told(tmp_path: Path) -> None:
    site = inventory(tmp_path, people="ann bob")
    text = 'moved:\n- from: /people/#ann\n  to: "/people/#carl"\n'.replace("/people/#ann", '"/people/#ann"')
    found = check_ledger("", read_moves(text, PREFIXES), site)
    assert [(one.code.code, one.path, one.span.line) for one in found] == [
        ("ADR106", "_data/moved.yml", 2),
        ("ADR105", "_data/moved.yml", 3),
    ]


def test_a_ledger_grows_in_order_and_never_shrinks() -> None:
    before = "# head\n/b/\n/a/\n/a/\n"
    after = enlarged(before, ["/c/", "/a/#x", "/a/"])
    assert after == "# head\n/a/\n/a/#x\n/b/\n/c/\n"
    assert enlarged(after, []) == after
    assert entries_of(before).keys() <= entries_of(after).keys()
