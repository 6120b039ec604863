"""Which docs folder paths mean, and which findings are about them."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers import REGISTRY_FILES

from minutes.checking import Selection, examine, select
from minutes.command import RefusalError

LOCALES = ("zh", "en")
FILES = {
    **REGISTRY_FILES,
    "zh/meetings/2031-05-06.md": "## 议程 1：甲\n\n**提案**：backof → 已合入\n",
    "zh/meetings/2031-06-03.md": "## 议程 1：甲\n\n**提案**：backof → 已合入\n",
    "zh/index.md": "首页\n",
    "CNAME": "birds.example\n",
}


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        target = tmp_path / "site" / "docs" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return tmp_path / "site" / "docs"


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("docs", "."),
        ("docs/", "."),
        ("docs/zh/..", "."),
        ("docs/zh", "zh"),
        ("docs/zh/meetings", "zh/meetings"),
        ("docs/zh/meetings/2031-05-06.md", "zh/meetings/2031-05-06.md"),
        ("docs/_data", "_data"),
        ("docs/_data/people.yml", "_data/people.yml"),
        ("docs/CNAME", "CNAME"),
    ],
)
def test_the_docs_folder_is_found_above_a_path(
    docs: Path, path: str, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(docs.parent)
    assert select([Path(path)], LOCALES) == Selection(Path("docs"), frozenset({part}))
    assert select([docs.parent / path], LOCALES) == Selection(docs, frozenset({part}))


@pytest.mark.parametrize(
    ("where", "named", "shown"),
    [
        ("", "docs", "docs/zh/a.md"),
        ("docs", ".", "zh/a.md"),
        ("docs/zh", "meetings", "a.md"),
        ("docs/_data", "../zh", "../zh/a.md"),
    ],
)
def test_paths_are_shown_as_seen_from_the_current_folder(
    docs: Path, where: str, named: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(docs.parent / where)
    assert select([Path(named)], LOCALES).shown("zh/a.md") == shown


def test_paths_of_a_folder_named_from_the_root_are_shown_so(docs: Path) -> None:
    assert select([docs / "zh"], LOCALES).shown("zh/a.md") == f"{docs.as_posix()}/zh/a.md"


@pytest.mark.parametrize(
    ("paths", "key"),
    [
        (["none"], "check.path_missing"),
        (["docs/zh/meetings/none.md"], "check.path_missing"),
        (["docs\0"], "check.path_missing"),
        (["."], "check.not_a_folder"),
        (["empty"], "check.not_a_folder"),
        (["docs/assets"], "check.not_a_folder"),
        (["docs", "other/zh"], "check.other_folder"),
    ],
)
def test_paths_that_mean_no_docs_folder_are_refused(
    docs: Path, paths: list[str], key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(docs.parent)
    for folder in ("empty", "docs/assets", "other/zh"):
        Path(folder).mkdir(parents=True)
    with pytest.raises(RefusalError) as caught:
        select([Path(path) for path in paths], LOCALES)
    assert caught.value.key == key
    assert caught.value.values == {"path": Path(paths[-1])}


def test_a_folder_beside_a_locale_folder_is_no_docs_folder(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "project").mkdir()
    with pytest.raises(RefusalError):
        select([tmp_path / "project"], LOCALES)


@pytest.mark.parametrize(
    ("paths", "found", "files"),
    [
        ([""], {"zh/meetings/2031-05-06.md", "zh/meetings/2031-06-03.md"}, 5),
        (["zh"], {"zh/meetings/2031-05-06.md", "zh/meetings/2031-06-03.md"}, 2),
        (["zh/meetings/2031-06-03.md", "_data"], {"zh/meetings/2031-06-03.md"}, 4),
        (["zh/index.md"], set(), 0),
    ],
)
def test_findings_and_files_are_those_of_the_selection(
    docs: Path, paths: list[str], found: set[str], files: int
) -> None:
    checked = examine(docs, select([docs / path for path in paths], LOCALES), LOCALES)
    assert {one.path for one in checked.found if one.code.slug == "proposal-unknown"} == found
    assert checked.files == files


def test_a_name_that_begins_like_a_selected_one_is_not_selected() -> None:
    selection = Selection(Path("docs"), frozenset({"zh/meetings/2031"}))
    assert "zh/meetings/2031/05-06.md" in selection
    assert "zh/meetings/2031-05-06.md" not in selection


def test_the_text_of_every_file_that_a_finding_may_quote_is_at_hand(docs: Path) -> None:
    (docs / "_data/people.yml").write_bytes(b"\xef\xbb\xbfpeople: []\r\n# \xff\r")
    source_of = examine(docs, select([docs], LOCALES), LOCALES).source_of
    assert source_of("zh/meetings/2031-05-06.md") == FILES["zh/meetings/2031-05-06.md"]
    assert source_of("_data/people.yml") == "people: []\n# \ufffd\n"
    assert source_of("zh/index.md") == "首页\n"
    assert source_of("zh/none.md") == ""
