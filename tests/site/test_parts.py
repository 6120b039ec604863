"""A part of the site alone, to be looked at while it is written: one year, or one locale."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from builder import build_site
from samples import FIRST_EN, FIRST_ZH, FOREST

YEARS = {
    **FOREST,
    "zh/meetings/2024-02-14.md": FIRST_ZH.replace("2023-03-01", "2024-02-14"),
    "en/meetings/2024-02-14.md": FIRST_EN.replace("2023-03-01", "2024-02-14"),
}


@pytest.mark.parametrize(
    ("year", "shown"), [("2023", ["2023-03-01", "2023-03-15"]), ("2024", ["2024-02-14"])], ids=["2023", "2024"]
)
def test_a_year_has_its_own_meetings_and_no_others(
    year: str, shown: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINUTES_YEAR", year)
    site = build_site(tmp_path, YEARS)
    assert site.warnings == []
    assert list(site.broken_links()) == []
    for locale in ("", "en/"):
        folder = site.folder / locale / "meetings"
        assert sorted(path.name for path in folder.iterdir() if path.is_dir()) == shown
        agenda = site.article(f"{locale}agenda")
        assert {row.get("data-year") for row in agenda.iterfind(".//li[@data-item]")} == {year}


@pytest.mark.parametrize(
    ("variable", "asked", "chinese", "english"),
    [
        (
            "MINUTES_YEAR",
            "2022",
            "2022 年没有会议。有会议的年份：2023, 2024。",
            "No meeting was held in 2022. Years with meetings: 2023, 2024.",
        ),
        (
            "MINUTES_LOCALE",
            "fr",
            "没有语言“fr”，站点的语言有：zh, en。",
            "There is no locale “fr”; the site has zh, en.",
        ),
    ],
    ids=["year", "locale"],
)
def test_a_part_that_is_not_there_is_refused_in_words(
    variable: str,
    asked: str,
    chinese: str,
    english: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv(variable, asked)
    with pytest.raises(Abort):
        build_site(tmp_path, YEARS)
    assert f"{variable}: {chinese} {english}" in caplog.text
    assert not (tmp_path / "site").exists()
