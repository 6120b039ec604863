"""The import: what of an archive becomes minutes, where it goes, and that its text stays to the letter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from helpers import within

from minutes.archive import read_archive
from minutes.command import RefusalError
from minutes.hugo import shortcodes
from minutes.import_report import report_of
from minutes.importer import Import, Order, Outcome, import_archive
from minutes.placing import is_inside, write_all
from minutes.relinking import relink
from minutes.rules import check
from minutes.strings import LOCALES, strings_for

FRONT = "---\ntitle: 鸟屋例会 {n}\ndate: {day}\n---\n\n"
BODY = "**会议主题** ：鸟屋例会\n\n### 议程 1 ：退避 @mira\n\n1. 先等一会儿。\n"
HUGO = "content/zh/community/notes/"

Files = Mapping[str, str | bytes]


def write(folder: Path, files: Files) -> Path:
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


class Place:
    """An archive and an empty docs folder beside it."""

    def __init__(self, folder: Path, files: Files) -> None:
        self.source, self.docs = write(folder / "archive", files), folder / "docs"
        self.docs.mkdir()

    def bring(self, path: str = "", **options: Any) -> Import:
        order = Order(**{"docs": self.docs, "locales": LOCALES, "locale": "zh", **options})
        return import_archive(self.source / path, order)

    def written(self) -> dict[str, bytes]:
        files = (path for path in self.docs.rglob("*") if path.is_file())
        return {path.relative_to(self.docs).as_posix(): path.read_bytes() for path in sorted(files)}


def outcomes(done: Import) -> dict[str, str]:
    """What became of each file: its outcome, and where it went or why not."""
    return {one.source: f"{one.outcome} {one.target or one.notes[0].key}" for one in done.files}


def keys(done: Import) -> list[str]:
    """The notes of all that arrived."""
    return [note.key.removeprefix("import.") for one in done.arrived for note in one.notes]


# A Hugo tree.


def test_a_hugo_tree_arrives_byte_for_byte(tmp_path: Path) -> None:
    text = FRONT.format(n="5.6", day="2031-05-06") + BODY
    place = Place(
        tmp_path,
        {
            f"{HUGO}_index.md": "---\ntitle: 会议记录\nweight: 20\n---\n",
            f"{HUGO}2031-05-06/_index.md": text,
            "content/en/community/notes/2031-05-06/index.md": text,
            f"{HUGO}2031-05-20/index.md": text.replace("05-06", "05-20"),
            "README.md": "# An archive\n",
        },
    )
    done = place.bring()
    assert outcomes(done) == {
        "README.md": "skipped import.no_minutes",
        "content/en/community/notes/2031-05-06/index.md": "created en/meetings/2031-05-06.md",
        f"{HUGO}2031-05-06/_index.md": "created zh/meetings/2031-05-06.md",
        f"{HUGO}2031-05-20/index.md": "created zh/meetings/2031-05-20.md",
        f"{HUGO}_index.md": "skipped import.section",
    }
    assert done.complete
    assert keys(done) == []
    assert place.written() == {
        "en/meetings/2031-05-06.md": text.encode(),
        "zh/meetings/2031-05-06.md": text.encode(),
        "zh/meetings/2031-05-20.md": text.replace("05-06", "05-20").encode(),
    }


@pytest.mark.parametrize(
    "start", ["", "content", "content/zh", f"{HUGO}", f"{HUGO}2031-05-06", f"{HUGO}2031-05-06/_index.md"]
)
def test_the_locale_and_the_day_are_found_wherever_the_import_starts(tmp_path: Path, start: str) -> None:
    place = Place(tmp_path, {f"{HUGO.replace('zh', 'en')}2031-05-06/_index.md": BODY, f"{HUGO}x.txt": "x"})
    place.bring(start.replace("zh", "en"))
    assert list(place.written()) == ["en/meetings/2031-05-06.md"]


def test_a_page_bundle_keeps_its_files_and_its_links(tmp_path: Path) -> None:
    text = FRONT.format(n="5.6", day="2031-05-06") + BODY + "\n![图](a.png) ![](<图 1(2).png>) <img src='sub/b.svg'>\n"
    files = {"a.png": b"\x89PNG", "图 1(2).png": b"2", "sub/b.svg": b"<svg/>", "talk.pdf": b"%PDF"}
    place = Place(
        tmp_path,
        {f"{HUGO}2031-05-06/_index.md": text, **{f"{HUGO}2031-05-06/{path}": data for path, data in files.items()}},
    )
    done = place.bring()
    home = "zh/meetings/2031-05-06/"
    assert place.written() == {f"{home}index.md": text.encode(), **{home + path: data for path, data in files.items()}}
    assert [one.attachments for one in done.arrived] == [4]
    assert [one for one in check(read_archive(place.docs, LOCALES)) if one.code.slug == "link-target-missing"] == []


def test_what_a_browser_would_run_is_not_copied(tmp_path: Path) -> None:
    place = Place(tmp_path, {f"{HUGO}2031-05-06/_index.md": BODY, f"{HUGO}2031-05-06/page.html": "<script>"})
    assert "attachment_left" in keys(place.bring())
    assert list(place.written()) == ["zh/meetings/2031-05-06.md"]


def test_links_change_only_where_their_files_move(tmp_path: Path) -> None:
    text = BODY + (
        "\n[上次](../2031-05-06/#甲) [根](/docs/) [外](https://example.org/a) [无](none.md) `[码](../2031-05-06/)`\n"
        "\n![图](../shared/c.png)\n\n```\n![图](../shared/c.png)\n```\n"
    )
    place = Place(
        tmp_path,
        {f"{HUGO}2031-05-06/_index.md": BODY, f"{HUGO}2031-05-20/_index.md": text, f"{HUGO}shared/c.png": b"C"},
    )
    done = place.bring()
    assert place.written()["zh/meetings/2031-05-20/shared/c.png"] == b"C"
    written = place.written()["zh/meetings/2031-05-20/index.md"].decode()
    changed = text.replace("[上次](../2031-05-06/#甲)", "[上次](../2031-05-06.md#甲)").replace(
        "\n![图](../shared/c.png)\n\n", "\n![图](shared/c.png)\n\n"
    )
    assert written.endswith(changed)
    assert keys(done).count("relinked") == 2
    assert keys(done).count("link_lost") == 1


def test_shortcodes_stay_and_are_named(tmp_path: Path) -> None:
    text = BODY + '\n{{< youtube abc >}}\n\n{{% alert title="x" %}}甲{{% /alert %}}\n'
    place = Place(tmp_path, {f"{HUGO}2031-05-06/_index.md": text})
    (one,) = place.bring().arrived
    assert [note.values for note in one.notes if note.key == "import.shortcodes"] == [
        {"listed": "youtube:7, alert:9, alert:9"}
    ]
    assert place.written()["zh/meetings/2031-05-06.md"].decode().endswith(text)


def test_toml_front_matter_becomes_yaml(tmp_path: Path) -> None:
    text = '+++\ntitle = "例会: 5.6"\ndate = 2031-05-06\ndraft = true\n+++\n\n' + BODY
    place = Place(tmp_path, {f"{HUGO}2031-05-06/index.md": text})
    assert keys(place.bring()) == ["toml", "draft"]
    head = "---\ntitle: '例会: 5.6'\ndate: 2031-05-06\ndraft: true\n---\n\n"
    assert place.written() == {"zh/meetings/2031-05-06.md": (head + BODY).encode()}


def test_a_locale_that_the_site_does_not_have_is_left_out(tmp_path: Path) -> None:
    files = {f"content/{locale}/2031-05-06/index.md": BODY for locale in ("ja", "zh-cn", "en-US")}
    place = Place(tmp_path, files)
    assert outcomes(place.bring())["content/ja/2031-05-06/index.md"] == "skipped import.locale_unknown"
    assert list(place.written()) == ["en/meetings/2031-05-06.md", "zh/meetings/2031-05-06.md"]


def test_a_locale_may_stand_in_the_name(tmp_path: Path) -> None:
    place = Place(tmp_path, {"2031-05-06/index.en.md": BODY, "2031-05-06/index.md": BODY})
    place.bring()
    assert list(place.written()) == ["en/meetings/2031-05-06.md", "zh/meetings/2031-05-06.md"]


# Plain files.


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2031/鸟屋_meeting_12.14.md", "2031-12-14"),
        ("2031年/12-14 例会.md", "2031-12-14"),
        ("2031/例会 3月5日.md", "2031-03-05"),
        ("2031/v0.4.3_meeting_5.6.md", "2031-05-06"),
        ("2031/sub/5.6.md", "2031-05-06"),
        ("2030/2031/5.6.md", "2031-05-06"),
        ("2030/2031-05-06.md", "2031-05-06"),
        ("notes/2031.5.6 例会.md", "2031-05-06"),
        ("notes/20310506.md", "2031-05-06"),
        ("2031/05-06/notes.md", "2031-05-06"),
        ("2031-05-06 spring/notes.markdown", "2031-05-06"),
    ],
)
def test_the_place_of_a_plain_file_tells_its_day(tmp_path: Path, path: str, day: str) -> None:
    place = Place(tmp_path, {path: BODY, "README.md": "# Notes\n"})
    assert place.bring().complete
    assert list(place.written()) == [f"zh/meetings/{day}.md"]


@pytest.mark.parametrize("start", ["2031", "2031/x_5.6.md"])
def test_the_year_may_be_the_folder_that_is_imported(tmp_path: Path, start: str) -> None:
    place = Place(tmp_path, {"2031/x_5.6.md": BODY})
    place.bring(start)
    assert list(place.written()) == ["zh/meetings/2031-05-06.md"]


def test_front_matter_is_added_above_a_text_that_stays(tmp_path: Path) -> None:
    place = Place(tmp_path, {"2031/x_5.6.md": "# 五月: 例会\n\n" + "## 议程 1：甲\n\n文\n"})
    assert keys(place.bring()) == ["front_matter_added"]
    head = "---\ntitle: '五月: 例会'\ndate: 2031-05-06\n---\n\n"
    assert place.written() == {"zh/meetings/2031-05-06.md": f"{head}# 五月: 例会\n\n## 议程 1：甲\n\n文\n".encode()}


@pytest.mark.parametrize(
    ("text", "title"),
    [("**会议主题**：鸟屋 5.6\n\n# 别的\n", "鸟屋 5.6"), ("文\n", "x_5.6"), ("**Topic**: 5.6\n\nText\n", "'5.6'")],
)
def test_the_title_that_is_added_is_the_topic_or_else_the_name(tmp_path: Path, text: str, title: str) -> None:
    place = Place(tmp_path, {"2031/x_5.6.md": text})
    place.bring()
    assert place.written()["zh/meetings/2031-05-06.md"].decode().startswith(f"---\ntitle: {title}\n")


def test_only_what_has_to_be_is_made_ours(tmp_path: Path) -> None:
    text = "\ufeff---\r\ntitle: 甲\r\ndate: 2031-05-06\r\n---\r\n\r\n**议程**  \r\n\t缩进\u3000\r\n\r\n行尾空格  \rx"
    place = Place(tmp_path, {"2031-05-06.md": text})
    assert keys(place.bring()) == ["mark_removed", "newlines", "last_newline"]
    expected = "---\ntitle: 甲\ndate: 2031-05-06\n---\n\n**议程**  \n\t缩进\u3000\n\n行尾空格  \nx\n"
    assert place.written() == {"zh/meetings/2031-05-06.md": expected.encode()}


def test_images_of_plain_files_come_along(tmp_path: Path) -> None:
    place = Place(tmp_path, {"2031/x_5.6.md": f"{BODY}\n![](img/a.png)\n", "2031/img/a.png": b"A", "2031/b.png": b"B"})
    done = place.bring()
    assert list(place.written()) == ["zh/meetings/2031-05-06/img/a.png", "zh/meetings/2031-05-06/index.md"]
    assert "relinked" not in keys(done)
    assert done.left == ("2031/b.png",)


def test_a_day_of_the_front_matter_counts_where_the_place_tells_none(tmp_path: Path) -> None:
    place = Place(tmp_path, {"a.md": FRONT.format(n="5.6", day="2031-05-06") + BODY, "b.md": "# B\n"})
    place.bring()
    assert list(place.written()) == ["zh/meetings/2031-05-06.md"]


def test_two_days_that_differ_are_pointed_out(tmp_path: Path) -> None:
    place = Place(tmp_path, {"2031-05-06.md": FRONT.format(n="5.7", day="2031-05-07") + BODY})
    assert keys(place.bring()) == ["date_differs"]
    assert list(place.written()) == ["zh/meetings/2031-05-06.md"]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("notes/x_12.14.md", "day_missing"),
        ("2031/x_2.30.md", "day_missing"),
        ("2031/x.md", "day_missing"),
        ("2031/x_1.2_1.3.md", "day_ambiguous"),
    ],
)
def test_a_file_without_a_day_asks_for_it(tmp_path: Path, path: str, reason: str) -> None:
    place = Place(tmp_path, {path: BODY, "2031/y_5.6.md": BODY})
    done = place.bring()
    assert outcomes(done)[path] == f"failed import.{reason}"
    assert not done.complete
    assert "--date" in report_of(done, strings_for("en"), "")
    assert list(place.written()) == ["zh/meetings/2031-05-06.md"]


def test_a_day_may_be_given_for_a_single_file(tmp_path: Path) -> None:
    place = Place(tmp_path, {"x.md": "# 笔记\n", "y.md": BODY})
    assert place.bring("x.md", day=date(2031, 5, 6)).complete
    assert list(place.written()) == ["zh/meetings/2031-05-06.md"]
    with pytest.raises(RefusalError) as refusal:
        place.bring(day=date(2031, 5, 6))
    assert refusal.value.key == "import.day_for_many"


def test_a_locale_may_be_given_for_files_that_tell_none(tmp_path: Path) -> None:
    place = Place(tmp_path, {"2031/x_5.6.md": BODY})
    place.bring(locale="en")
    assert list(place.written()) == ["en/meetings/2031-05-06.md"]


# Again, and over what is there.


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    place = Place(
        tmp_path,
        {
            f"{HUGO}2031-05-06/_index.md": f"\ufeff{BODY}\n![](a.png)",
            f"{HUGO}2031-05-06/a.png": b"A",
            "2031/x_5.20.md": BODY,
        },
    )
    place.bring()
    before = {path: path.stat().st_mtime_ns for path in place.docs.rglob("*")}
    done = place.bring()
    assert [one.outcome for one in done.arrived] == [Outcome.UNCHANGED] * 2
    assert done.complete
    assert before == {path: path.stat().st_mtime_ns for path in place.docs.rglob("*")}
    assert "nothing changed" in report_of(done, strings_for("en"), "docs/")


def test_a_different_file_is_overwritten_only_by_force(tmp_path: Path) -> None:
    place = Place(tmp_path, {"2031/x_5.6.md": BODY, "2031/x_5.20.md": BODY})
    write(place.docs, {"zh/meetings/2031-05-06.md": "mine\n"})
    done = place.bring()
    assert outcomes(done)["2031/x_5.6.md"] == "failed import.differs"
    assert place.written()["zh/meetings/2031-05-06.md"] == b"mine\n"
    assert not done.complete
    forced = place.bring(force=True)
    assert outcomes(forced)["2031/x_5.6.md"] == "updated zh/meetings/2031-05-06.md"
    assert b"mine" not in place.written()["zh/meetings/2031-05-06.md"]


def test_a_different_image_holds_back_the_whole_page(tmp_path: Path) -> None:
    place = Place(tmp_path, {"2031/x_5.6.md": f"{BODY}\n![](a.png)\n", "2031/a.png": b"A"})
    write(place.docs, {"zh/meetings/2031-05-06/a.png": b"mine"})
    assert outcomes(place.bring())["2031/x_5.6.md"] == "failed import.differs"
    assert place.written() == {"zh/meetings/2031-05-06/a.png": b"mine"}


def test_a_meeting_that_is_there_in_another_place_is_not_written_twice(tmp_path: Path) -> None:
    place = Place(tmp_path, {"2031/x_5.6.md": BODY})
    write(place.docs, {"zh/meetings/2031-05-06/index.md": BODY})
    assert outcomes(place.bring(force=True))["2031/x_5.6.md"] == "failed import.elsewhere"


def test_two_files_of_one_meeting_are_one_too_many(tmp_path: Path) -> None:
    place = Place(tmp_path, {"2031/a_5.6.md": BODY, "2031/b_5.6.md": f"{BODY}\n乙\n"})
    assert outcomes(place.bring()) == {
        "2031/a_5.6.md": "created zh/meetings/2031-05-06.md",
        "2031/b_5.6.md": "failed import.twice",
    }


@pytest.mark.parametrize("options", [{}, {"force": True}])
def test_a_dry_run_reports_the_same_and_writes_nothing(tmp_path: Path, options: dict[str, Any]) -> None:
    place = Place(tmp_path, {"2031/a_5.6.md": BODY, "2031/b_5.6.md": BODY, "2031/c_5.20.md": BODY})
    write(place.docs, {"zh/meetings/2031-05-20.md": "mine\n"})
    dry = report_of(place.bring(dry_run=True, **options), strings_for("zh"), "docs/")
    assert list(place.written()) == ["zh/meetings/2031-05-20.md"]
    assert place.written()["zh/meetings/2031-05-20.md"] == b"mine\n"
    assert dry == report_of(place.bring(**options), strings_for("zh"), "docs/")


# Bad input.


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xff\xfe\x00", "encoding"),
        ("议程".encode("gb18030"), "encoding"),
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"x" * 1_000_001, "too_large"),
        (b"---\ntitle: [a\n---\n\nx\n", "front_matter"),
        (b"---\ntitle: a\n\nx\n", "front_matter"),
        (b"---\n- a\n---\n\nx\n", "front_matter"),
        (b"+++\ntitle = \n+++\n\nx\n", "front_matter"),
        (b"+++\nat = 07:32:00\n+++\n\nx\n", "front_matter"),
    ],
)
def test_one_bad_file_does_not_stop_the_others(tmp_path: Path, content: bytes, reason: str) -> None:
    place = Place(tmp_path, {"2031/a_5.6.md": content, "2031/b_5.20.md": BODY})
    done = place.bring()
    assert outcomes(done) == {
        "2031/a_5.6.md": f"failed import.{reason}",
        "2031/b_5.20.md": "created zh/meetings/2031-05-20.md",
    }
    assert not done.complete


def test_a_file_that_cannot_be_written_does_not_stop_the_others(tmp_path: Path) -> None:
    place = Place(tmp_path, {"content/en/2031-05-06/index.md": BODY, "content/zh/2031-05-06/index.md": BODY})
    write(place.docs, {"en/meetings": "a file in the way\n"})
    assert outcomes(place.bring())["content/en/2031-05-06/index.md"] == "failed import.not_written"
    assert "zh/meetings/2031-05-06.md" in place.written()


def test_links_out_of_the_archive_are_not_followed(tmp_path: Path) -> None:
    place = Place(tmp_path, {"2031/a_5.6.md": f"{BODY}\n![](s.png) ![](../../secret.png)\n"})
    write(tmp_path, {"secret.png": b"S", "secret.md": BODY})
    (place.source / "2031" / "s.png").symlink_to(tmp_path / "secret.png")
    (place.source / "2031" / "b_5.20.md").symlink_to(tmp_path / "secret.md")
    done = place.bring()
    assert outcomes(done)["2031/b_5.20.md"] == "skipped import.link_not_followed"
    assert list(place.written()) == ["zh/meetings/2031-05-06.md"]
    assert keys(done).count("link_lost") == 2


@pytest.mark.parametrize("link", ["zh", "zh/meetings", "zh/meetings/2031-05-06.md"])
def test_nothing_outside_docs_is_ever_written(tmp_path: Path, link: str) -> None:
    place = Place(tmp_path, {"2031/a_5.6.md": BODY})
    outside = write(tmp_path / "outside", {"kept.md": "x\n"})
    (place.docs / link).parent.mkdir(parents=True, exist_ok=True)
    (place.docs / link).symlink_to(outside / "kept.md" if link.endswith(".md") else outside)
    assert outcomes(place.bring(force=True))["2031/a_5.6.md"] in ("failed import.outside", "failed import.elsewhere")
    assert {path.name: path.read_bytes() for path in outside.iterdir()} == {"kept.md": b"x\n"}


def test_the_docs_folder_inside_the_archive_is_no_part_of_it(tmp_path: Path) -> None:
    place = Place(tmp_path, {})
    write(tmp_path, {"2031/a_5.6.md": BODY, "docs/zh/meetings/2031-05-20.md": BODY, ".git/2031-01-01.md": BODY})
    done = place.bring("..")
    assert [one.source for one in done.files] == ["2031/a_5.6.md"]
    with pytest.raises(RefusalError) as refusal:
        place.bring("../docs/zh")
    assert refusal.value.key == "import.inside_docs"


def test_an_archive_without_minutes_is_not_complete(tmp_path: Path) -> None:
    done = Place(tmp_path, {"README.md": "# A\n", "b.md": "# B\n"}).bring()
    assert not done.complete
    assert "There are no minutes to import." in report_of(done, strings_for("en"), "")


def test_files_are_written_all_or_none(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "old\n", "blocked": "a file in the way\n"})
    with pytest.raises(OSError, match="blocked"):
        write_all(tmp_path, {"a.md": b"new\n", "x/y/b.md": b"b\n", "blocked/c.md": b"c\n"})
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.md", "blocked"]
    assert (tmp_path / "a.md").read_text() == "old\n"


@pytest.mark.parametrize(
    ("path", "inside"), [("a/b.md", True), ("../b.md", False), ("a/../../b.md", False), ("", False)]
)
def test_a_way_out_of_a_folder_is_seen(tmp_path: Path, path: str, inside: bool) -> None:
    assert is_inside(tmp_path, path) is inside


@pytest.mark.parametrize(
    "text", ["](" * 50_000, "[" * 100_000, "](a(" * 30_000, "](<" * 30_000, "{{<" * 30_000, "{{< /" * 30_000]
)
def test_no_text_makes_it_slow(text: str) -> None:
    with within(2):
        relink(text, "a.md", "b.md", {})
        list(shortcodes(text))
