"""Reading the docs folder: which files are minutes, how bytes become text, and which meeting a file belongs to."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from helpers import archive_of, found_in, page_of, words_of

from minutes.archive import MAX_BYTES, Archive, minutes_paths, read_archive
from minutes.diagnostics import Diagnostic

TEXT = "## 议程 1：苍鹭的近况\n\n正文可见\n"


def about(archive: Archive, path: str) -> tuple[Diagnostic, ...]:
    """What reading found in one file."""
    return tuple(found for found in archive.diagnostics if found.path == path)


def found_at(archive: Archive, path: str) -> list[tuple[str, int]]:
    """Slug and line of what reading found in one file."""
    return found_in(about(archive, path))


def test_minutes_are_the_markdown_files_below_the_meetings_folder_of_a_locale() -> None:
    documents = frozenset(
        [
            *("zh/meetings/2031-05-06.md", "zh/meetings/2031/2031-06-03.md", "zh/meetings/2031-07-01/_index.md"),
            *("zh/meetings/index.md", "zh/meetings/README.md", "zh/meetings/_index.md", "zh/meetings/photo.png"),
            *("zh/agenda.md", "en/meetings/2031-05-06.md", "zh/meetings.md", "other/zh/meetings/x.md"),
        ]
    )
    assert minutes_paths(documents, "zh") == [
        "zh/meetings/2031-05-06.md",
        "zh/meetings/2031-07-01/_index.md",
        "zh/meetings/2031/2031-06-03.md",
    ]


def test_meetings_are_in_order_of_date_with_their_minutes_by_locale(tmp_path: Path) -> None:
    archive = archive_of(
        tmp_path,
        {
            "zh/meetings/2031-06-03.md": TEXT,
            "zh/meetings/2031-05-06.md": TEXT,
            "en/meetings/2031-05-06.md": TEXT,
            "en/meetings/2030-12-24/_index.md": TEXT,
        },
    )
    assert [(meeting.id, sorted(meeting.minutes), meeting.source) for meeting in archive.meetings] == [
        ("2030-12-24", ["en"], "en"),
        ("2031-05-06", ["en", "zh"], "zh"),
        ("2031-06-03", ["zh"], "zh"),
    ]
    assert archive.locales == ("zh", "en")
    assert archive.unplaced == ()
    assert len(list(archive.minutes)) == 4


def test_a_meeting_is_found_by_its_id(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, {"zh/meetings/2031-05-06.md": TEXT})
    meeting = archive.meeting("2031-05-06")
    assert meeting
    assert meeting.date == date(2031, 5, 6)
    assert archive.meeting("2031-05-07") is None
    assert meeting.in_locale("en") is meeting.minutes["zh"]


def test_an_empty_folder_is_an_empty_archive(tmp_path: Path) -> None:
    archive = read_archive(tmp_path, ("zh", "en"))
    assert (archive.meetings, archive.unplaced, archive.diagnostics) == ((), (), ())


def test_a_folder_that_is_not_there_is_no_silent_success(tmp_path: Path) -> None:
    try:
        archive = read_archive(tmp_path / "missing", ("zh", "en"))
    except OSError:
        return
    assert archive.documents == frozenset()


def test_all_files_are_known_for_links(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, {"zh/a.md": "", "zh/图/b c.png": b"\x00"}, with_registry=False)
    assert archive.documents == {"zh/a.md", "zh/图/b c.png"}


def test_a_broken_registry_file_is_reported_with_the_rest(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, {"_data/people.yml": "people: {\n"})
    assert [one.code.slug for one in about(archive, "_data/people.yml")] == ["registry-invalid"]


def test_minutes_without_a_date_belong_to_no_meeting(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, {"zh/meetings/notes.md": TEXT})
    assert archive.meetings == ()
    (minutes,) = archive.unplaced
    assert found_at(archive, "zh/meetings/notes.md") == [("date-missing", 1)]
    assert "正文可见" in words_of(page_of(minutes))


# Two files for one meeting.


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("2031-05-06.md", "a-copy.md", id="the one named after the date counts"),
        pytest.param("2031-05-06.md", "2031-06-03.md", id="even where the other is named after another date"),
        pytest.param("2031-05-06/_index.md", "a-copy.md", id="a folder named after the date"),
        pytest.param("a.md", "b.md", id="else the first by name"),
    ],
)
def test_of_two_files_for_one_meeting_one_counts_and_the_other_is_reported(
    tmp_path: Path, first: str, second: str
) -> None:
    text = "---\ntitle: 例会\ndate: 2031-05-06\n---\n\n正文可见\n"
    archive = archive_of(tmp_path, {f"zh/meetings/{second}": text, f"zh/meetings/{first}": text})
    (meeting,) = archive.meetings
    assert meeting.minutes["zh"].path == f"zh/meetings/{first}"
    (unplaced,) = archive.unplaced
    assert unplaced.path == f"zh/meetings/{second}"
    (found,) = about(archive, unplaced.path)
    assert (found.code.slug, found.span.line) == ("meeting-duplicate", 3)
    assert found.values == {"date": "2031-05-06", "first": f"zh/meetings/{first}"}
    assert "正文可见" in words_of(page_of(unplaced))


def test_a_duplicate_whose_name_gives_the_date_is_reported_at_its_first_line(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, {"zh/meetings/2031-05-06.md": TEXT, "zh/meetings/copy-2031-05-06.md": TEXT})
    assert found_at(archive, "zh/meetings/copy-2031-05-06.md") == [("meeting-duplicate", 1)]


def test_the_same_date_in_two_locales_is_one_meeting_and_no_duplicate(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, {"zh/meetings/2031-05-06.md": TEXT, "en/meetings/2031-05-06.md": TEXT})
    assert len(archive.meetings) == 1
    assert "meeting-duplicate" not in {found.code.slug for found in archive.diagnostics}


# Bytes.

PATH = "zh/meetings/2031-05-06.md"


def read_bytes(folder: Path, data: bytes) -> tuple[str, tuple[Diagnostic, ...]]:
    """The words on the page of a file with these bytes, and what reading found in it."""
    archive = archive_of(folder, {PATH: data})
    (minutes,) = archive.minutes
    return words_of(page_of(minutes)), about(archive, PATH)


def test_gb18030_is_reported_at_the_first_wrong_byte_and_kept_readable(tmp_path: Path) -> None:
    words, (found,) = read_bytes(tmp_path, f"# plain\n\n{TEXT}".encode("gb18030"))
    assert (found.code.slug, found.span[:2]) == ("file-not-utf8", (3, 4))
    assert found.values["byte"] == "0xd2"
    assert "苍鹭的近况" in words
    assert "正文可见" in words


def test_one_stray_byte_does_not_make_the_rest_unreadable(tmp_path: Path) -> None:
    words, (found,) = read_bytes(
        tmp_path, TEXT.encode() + "\n苍鹭".encode() + b"\xff" + "归来\n\n结尾也可见\n".encode()
    )
    assert found.code.slug == "file-not-utf8"
    assert found.span.line == 5
    assert "正文可见" in words
    assert "结尾也可见" in words


def test_the_column_of_a_wrong_byte_counts_characters(tmp_path: Path) -> None:
    _, (found,) = read_bytes(tmp_path, TEXT.encode() + "\n苍鹭".encode() + b"\xff\n")
    assert found.span[:2] == (5, 3)


@pytest.mark.parametrize(
    ("data", "place", "byte"),
    [
        (b"a\rbc\xff\n", (2, 3), "0xff"),
        (b"a\r\nbc\xfe", (2, 3), "0xfe"),
        (b"\r\xff", (2, 1), "0xff"),
        (b"\xef\xbb\xbfab\xff", (1, 3), "0xff"),
    ],
)
def test_the_place_of_a_wrong_byte_is_that_in_the_text_as_it_is_read(
    tmp_path: Path, data: bytes, place: tuple[int, int], byte: str
) -> None:
    _, (found,) = read_bytes(tmp_path, data)
    assert (found.span[:2], found.values["byte"]) == (place, byte)


def test_a_file_cut_off_inside_a_character_is_reported_and_kept(tmp_path: Path) -> None:
    words, (found,) = read_bytes(tmp_path, (TEXT + "末尾").encode()[:-1])
    assert found.code.slug == "file-not-utf8"
    assert found.span.line == 4
    assert "正文可见" in words


@pytest.mark.parametrize(
    "data", [b"\xff" * 50, bytes(range(256)) * 4, b"\x00" * 100, b"\x89PNG\r\n\x1a\n" + bytes(range(200))]
)
def test_binary_data_never_makes_it_raise(tmp_path: Path, data: bytes) -> None:
    read_bytes(tmp_path, data)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_any_newline_and_a_byte_order_mark_are_fine(tmp_path: Path, newline: str, mark: bytes) -> None:
    text = "---\ntitle: 例会\ndate: 2031-05-06\n---\n\n" + TEXT + "\n**提案**：backoff → 好\n"
    words, found = read_bytes(tmp_path, mark + text.replace("\n", newline).encode())
    assert found_in(found) == [("status-unknown", 10)]
    assert "正文可见" in words


@pytest.mark.parametrize("size", [MAX_BYTES + 1, 5_000_000])
def test_a_file_that_is_too_large_is_not_parsed_and_kept_whole(tmp_path: Path, size: int) -> None:
    data = (TEXT + "x" * (size - len(TEXT.encode()))).encode()
    archive = archive_of(tmp_path, {PATH: data})
    (minutes,) = archive.minutes
    (found,) = about(archive, PATH)
    assert (found.code.slug, found.span.line) == ("file-too-large", 1)
    assert found.values == {"size": str(size), "limit": str(MAX_BYTES)}
    assert minutes.raw == data.decode()
    assert minutes.date == date(2031, 5, 6)
    assert minutes.items == ()
    assert "正文可见" in page_of(minutes)


def test_a_file_at_the_limit_is_parsed(tmp_path: Path) -> None:
    data = TEXT + "\n\n" + "字" * ((MAX_BYTES - len(TEXT.encode()) - 2) // 3)
    archive = archive_of(tmp_path, {PATH: data})
    assert about(archive, PATH) == ()
    assert len(next(archive.minutes).items) == 1


def test_an_empty_file_is_reported(tmp_path: Path) -> None:
    assert found_at(archive_of(tmp_path, {PATH: ""}), PATH) == [("file-empty", 1)]


def test_a_file_that_cannot_be_read_is_reported_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.read_bytes

    def fail(path: Path) -> bytes:
        if path.name == "2031-06-03.md":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", fail)
    archive = archive_of(tmp_path, {PATH: TEXT, "zh/meetings/2031-06-03.md": TEXT})
    assert found_at(archive, "zh/meetings/2031-06-03.md") == [("file-unreadable", 1)]
    assert about(archive, "zh/meetings/2031-06-03.md")[0].values["reason"] == "Permission denied"
    assert [meeting.id for meeting in archive.meetings if meeting.minutes["zh"].items] == ["2031-05-06"]


def test_a_folder_named_like_minutes_is_none(tmp_path: Path) -> None:
    (tmp_path / "zh/meetings/2031-05-06.md").mkdir(parents=True)
    assert archive_of(tmp_path, {}).meetings == ()


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links on this system")
def test_a_link_never_brings_a_file_from_outside_onto_the_site(tmp_path: Path) -> None:
    docs, secret = tmp_path / "docs", tmp_path / "secret.txt"
    secret.write_text("a password\n", encoding="utf-8")
    (docs / "zh/meetings").mkdir(parents=True)
    (docs / "zh/meetings/2031-05-06.md").symlink_to(secret)
    (docs / "_data").mkdir()
    (docs / "_data/people.yml").symlink_to(secret)
    archive = read_archive(docs, ("zh", "en"))
    assert "a password" not in repr(archive)


def test_diagnostics_are_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    archive = archive_of(
        tmp_path,
        {
            "zh/meetings/2031-06-03.md": "## 议程 1：甲\n\n## 议程 1：乙\n\n## 议程 三\n",
            "en/meetings/2031-06-03.md": "## Agenda 1 x\n",
            "_data/people.yml": "people: 7\n",
        },
        with_registry=False,
    )
    places = [(one.path, one.span.line) for one in archive.diagnostics]
    assert places == sorted(places)
    assert [path for path, _ in places] == ["_data/people.yml", "en/meetings/2031-06-03.md"] + [
        "zh/meetings/2031-06-03.md"
    ] * 2


def test_what_follows_from_an_archive_is_worked_out_once_for_each_archive(tmp_path: Path) -> None:
    asked: list[int] = []

    def meetings(archive: Archive) -> int:
        asked.append(len(archive.meetings))
        return len(archive.meetings)

    archive = archive_of(tmp_path, {"zh/meetings/2031-05-06.md": TEXT, "zh/meetings/2031-06-03.md": TEXT})
    assert [archive.once(meetings), archive.once(meetings)] == [2, 2]
    assert asked == [2]
    earlier = replace(archive, meetings=archive.meetings[:1])
    assert earlier.once(meetings) == 1
    assert archive.once(meetings) == 2
