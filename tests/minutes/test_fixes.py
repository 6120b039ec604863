"""Fixes: applied whole or not at all, in rounds, to nothing but their own characters."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from helpers import PROPERTY
from hypothesis import given
from hypothesis import strategies as st

from minutes.diagnostics import TYPOGRAPHY, Diagnostic, Edit, Place, Span, diagnostic
from minutes.fixes import MAX_ROUNDS, Change, as_diff, mend, repair, write, write_whole

PATH = "zh/a.md"


def edit(line: int, column: int, end_line: int, end_column: int, text: str) -> Edit:
    return Edit(Span(line, column, end_line, end_column), text)


@pytest.mark.parametrize(
    ("before", "edits", "after"),
    [
        ("甲a乙\n", [edit(1, 2, 1, 2, " "), edit(1, 3, 1, 3, " ")], "甲 a 乙\n"),
        ("one\ntwo\nthree\n", [edit(2, 1, 3, 1, "")], "one\nthree\n"),
        ("one\ntwo\n", [edit(3, 1, 3, 1, "three\n")], "one\ntwo\nthree\n"),
        ("one\ntwo", [edit(2, 4, 2, 4, "\nthree")], "one\ntwo\nthree"),
        ("one\ntwo\n", [edit(1, 1, 2, 4, "")], "\n"),
        ("", [edit(1, 1, 1, 1, "x")], "x"),
        ("abc", [edit(1, 1, 1, 2, "A"), edit(1, 2, 1, 3, "B")], "ABc"),
        ("abc", [edit(1, 2, 1, 3, ""), edit(1, 1, 1, 1, "x")], "xac"),
    ],
)
def test_an_edit_changes_its_own_characters(before: str, edits: list[Edit], after: str) -> None:
    assert mend(before.encode(), [edits]).decode() == after
    assert mend(before.encode(), [[one] for one in edits]).decode() == after
    assert mend(before.encode(), [[one] for one in reversed(edits)]).decode() == after


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_mark_stay(newline: str, mark: bytes) -> None:
    before = mark + newline.join(["甲", "乙", "丙", ""]).encode()
    after = mark + newline.join(["x", "y", "乙丙", ""]).encode()
    assert mend(before, [[edit(1, 1, 1, 2, "x\ny")], [edit(2, 2, 3, 1, "")]]) == after


def test_of_mixed_line_ends_each_stays_and_a_new_one_is_as_most_are() -> None:
    assert mend(b"a\r\nb\nc\r\n", [[edit(2, 1, 2, 2, "x\ny")]]) == b"a\r\nx\r\ny\nc\r\n"


@pytest.mark.parametrize(
    ("fixes", "after"),
    [
        ([[edit(1, 1, 1, 4, "X")], [edit(1, 3, 1, 5, "Y")]], "Xdef"),
        ([[edit(1, 3, 1, 5, "Y")], [edit(1, 1, 1, 4, "X")]], "abYef"),
        ([[edit(1, 2, 1, 2, "X")], [edit(1, 2, 1, 2, "Y")]], "aXbcdef"),
        ([[edit(1, 2, 1, 4, "X")], [edit(1, 3, 1, 3, "Y")]], "aXdef"),
        ([[edit(1, 1, 1, 7, "X")], [edit(1, 2, 1, 3, "")], [edit(1, 7, 1, 7, "!")]], "X!"),
        ([[edit(1, 4, 1, 5, "D")], [edit(1, 1, 1, 2, "A"), edit(1, 4, 1, 5, "Z")], [edit(1, 1, 1, 2, "!")]], "!bcDef"),
        ([[edit(1, 1, 1, 3, "X"), edit(1, 2, 1, 4, "Y")]], "abcdef"),
    ],
)
def test_of_fixes_that_overlap_the_first_is_applied_and_the_others_are_left_whole(
    fixes: list[list[Edit]], after: str
) -> None:
    assert mend(b"abcdef", fixes).decode() == after


@pytest.mark.parametrize(
    "outside",
    [
        edit(3, 1, 3, 1, "x"),
        edit(1, 6, 1, 6, "x"),
        edit(1, 2, 1, 1, "x"),
        edit(0, 0, 0, 0, "x"),
        edit(1, 0, 1, 1, "x"),
        edit(-1, 1, 1, 1, "x"),
    ],
)
def test_a_fix_that_is_not_inside_the_file_is_left_out_whole(outside: Edit) -> None:
    assert mend(b"abcd\n", [[edit(1, 1, 1, 2, "A"), outside], [edit(1, 2, 1, 3, "B")]]) == b"aBcd\n"


def test_a_file_that_is_not_utf_8_stays() -> None:
    data = "纪要".encode("gb18030")
    assert mend(data, [[edit(1, 1, 1, 2, "x")]]) == data


@PROPERTY
@given(st.text("ab汉\n", max_size=40), st.data())
def test_every_text_is_mended_as_by_hand(text: str, data: st.DataObject) -> None:
    offsets = st.integers(0, len(text))
    drawn = data.draw(st.lists(st.tuples(offsets, offsets, st.text("xy\n", max_size=3)), max_size=8))
    edits = [(min(start, end), max(start, end), new) for start, end, new in drawn]

    def place(offset: int) -> tuple[int, int]:
        return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)

    applied: list[tuple[int, int, str]] = []
    for start, end, new in edits:
        apart = all(end <= other[0] or start >= other[1] for other in applied)
        if apart and (start, end) not in [other[:2] for other in applied]:
            applied.append((start, end, new))
    expected = text
    for start, end, new in sorted(applied, reverse=True):
        expected = expected[:start] + new + expected[end:]
    fixes = [[Edit(Span(*place(start), *place(end)), new)] for start, end, new in edits]
    assert mend(text.encode(), fixes).decode() == expected


# Rounds, over a docs folder. A made-up rule: a pattern and what its first match on each line becomes.


def rule(pattern: str, becomes: str, paths: Sequence[str] = (PATH,)) -> Callable[[Path], list[Diagnostic]]:
    def examine(docs: Path) -> list[Diagnostic]:
        found: list[Diagnostic] = []
        for path in paths:
            for number, line in enumerate((docs / path).read_text(encoding="utf-8").split("\n"), start=1):
                for match in re.finditer(pattern, line):
                    span = Span(number, match.start() + 1, number, match.end() + 1)
                    found.append(diagnostic(TYPOGRAPHY, path, span).mended_by(Edit(span, match.expand(becomes))))
        return found

    return examine


def docs_with(folder: Path, text: str = "", path: str = PATH) -> Path:
    target = folder / "docs" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return folder / "docs"


def test_fixes_that_overlap_wait_for_the_next_round(tmp_path: Path) -> None:
    docs = docs_with(tmp_path, "aaaa\n")
    (change,) = repair(docs, lambda where: [*rule("aa", "a")(where), *rule("^a+", "b")(where)])
    assert change == Change(PATH, b"aaaa\n", b"b\n")


def test_looking_changes_nothing_and_writing_twice_no_more_than_once(tmp_path: Path) -> None:
    docs, examine = docs_with(tmp_path, "甲a乙b\n"), rule("([甲乙])([ab])", r"\1 \2")
    changes = repair(docs, examine)
    assert (docs / PATH).read_text(encoding="utf-8") == "甲a乙b\n"
    write(docs, changes)
    assert (docs / PATH).read_text(encoding="utf-8") == "甲 a乙 b\n"
    assert repair(docs, examine) == ()
    assert [path.name for path in (docs / PATH).parent.iterdir()] == ["a.md"]


def test_a_fix_that_never_ends_is_given_up(tmp_path: Path) -> None:
    (change,) = repair(docs_with(tmp_path, "a"), rule("$", "a"))
    assert change.after == b"a" * (MAX_ROUNDS + 1)


@pytest.mark.parametrize("start", ["a b", "a  b"])
def test_where_fixes_undo_each_other_every_run_ends_with_the_same_text(tmp_path: Path, start: str) -> None:
    docs = docs_with(tmp_path, start)

    def examine(where: Path) -> list[Diagnostic]:
        return [*rule("(?<! ) (?! )", "  ")(where), *rule("  ", " ")(where)]

    write(docs, repair(docs, examine))
    assert (docs / PATH).read_text(encoding="utf-8") == "a  b"
    assert repair(docs, examine) == ()


def test_a_fix_in_one_file_may_call_for_one_in_another(tmp_path: Path) -> None:
    docs = docs_with(docs_with(tmp_path, "old").parent, "old", "en/a.md")

    def examine(where: Path) -> list[Diagnostic]:
        mended = (where / PATH).read_text(encoding="utf-8") == "new"
        return rule("old", "new", [PATH, "en/a.md"] if mended else [PATH])(where)

    assert [change.path for change in repair(docs, examine)] == ["en/a.md", PATH]


@pytest.mark.parametrize("both", [False, True])
def test_a_fix_that_records_another_file_waits_until_that_is_mended(tmp_path: Path, both: bool) -> None:
    docs = docs_with(docs_with(tmp_path, "old").parent, "copy of: ?", "en/a.md")

    def examine(where: Path) -> list[Diagnostic]:
        source = (where / PATH).read_text(encoding="utf-8")
        mends = [one.along_with(Place("en/a.md", Span(1))) if both else one for one in rule("old", "new")(where)]
        records = rule(r"\?$", source, ["en/a.md"])(where)
        return [*mends, *(one.along_with(Place(PATH, Span(1))) for one in records)]

    after = {change.path: change.after for change in repair(docs, examine)}
    assert after == {PATH: b"new", "en/a.md": b"copy of: old" if both else b"copy of: new"}


def test_what_is_examined_again_has_all_files_but_their_bytes(tmp_path: Path) -> None:
    docs = docs_with(tmp_path, "a")
    (docs / "photo.png").write_bytes(b"\x89PNG" * 1000)
    (docs / "_data").mkdir()
    (docs / "_data/people.yml").write_text("people: []\n", encoding="utf-8")
    seen: list[dict[str, int]] = []

    def examine(where: Path) -> list[Diagnostic]:
        files = (path for path in where.rglob("*") if path.is_file())
        seen.append({path.relative_to(where).as_posix(): path.stat().st_size for path in files})
        return rule("a", "b")(where)

    repair(docs, examine)
    assert seen == [
        {PATH: 1, "photo.png": 4000, "_data/people.yml": 11},
        {PATH: 1, "photo.png": 0, "_data/people.yml": 11},
    ]


def test_a_file_outside_the_docs_folder_is_never_changed(tmp_path: Path) -> None:
    docs = docs_with(tmp_path, "a")
    outside = tmp_path / "outside.md"
    outside.write_text("a", encoding="utf-8")
    (docs / "zh/link.md").symlink_to(outside)
    (docs / "en").symlink_to(tmp_path)
    examine = rule("a", "b", [PATH, "zh/link.md", "en/outside.md"])
    changes = repair(docs, lambda where: examine(where) if where == docs else [])
    assert [change.path for change in changes] == [PATH]


def test_a_finding_about_a_file_that_is_not_there_is_left(tmp_path: Path) -> None:
    docs = docs_with(tmp_path, "a")
    found = diagnostic(TYPOGRAPHY, "zh/none.md", Span(1)).mended_by(edit(1, 1, 1, 1, "x"))
    assert repair(docs, lambda _: [found]) == ()


# Files.


def test_a_file_is_replaced_with_its_rights_kept(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"old")
    file.chmod(0o640)
    before = file.stat().st_ino
    write_whole(file, b"new")
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"new", 0o640)
    assert file.stat().st_ino != before
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_where_writing_fails_the_file_stays_and_nothing_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="space"):
        write_whole(file, b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.md", b"old")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("一\n二\n三\n", "一\n两\n三\n"),
        ("一\n二", "一\n两"),
        ("一\n二", "一\n二\n"),
        ("一\r\n二\r\n", "一\r\n两\r\n"),
        ("\ufeff一\n", "\ufeff二\n"),
        ("a\u2028b\x0cc\n", "a\u2028b\x0cd\n"),
        ("", "x\n"),
    ],
)
def test_git_applies_the_diff(tmp_path: Path, before: str, after: str) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "a.md").write_bytes(before.encode())
    diff = as_diff([Change("a.md", before.encode(), after.encode())], lambda path: f"docs/{path}")
    command = ["git", "apply", "--whitespace=nowarn", "-"]
    settings = {**os.environ, "GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
    subprocess.run(command, input=diff.encode(), cwd=tmp_path, check=True, capture_output=True, env=settings)
    assert (docs / "a.md").read_bytes() == after.encode()


def test_the_diff_of_a_folder_named_from_the_root_has_no_double_slash() -> None:
    diff = as_diff([Change("a.md", b"x\n", b"y\n")], lambda path: f"/srv/docs/{path}")
    assert diff.startswith("--- a/srv/docs/a.md\n+++ b/srv/docs/a.md\n@@ ")
