"""The page of translations: every agenda item in every locale, and the files to mend."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from helpers import LINKS, Node, archive_of, read, render, tree_of

from minutes.strings import LOCALES
from minutes.translations import TranslationState, digests
from minutes.views.lens import Lens
from minutes.views.translations import MeetingStatus, TranslationStatus, translation_status

SOURCE, TRANSLATED = TranslationState.SOURCE, TranslationState.TRANSLATED
OUTDATED, MISSING = TranslationState.OUTDATED, TranslationState.MISSING
ADDRESSES = replace(
    LINKS,
    edit="https://code.example/edit/{path}",
    new="https://code.example/new/{folder}?filename={name}",
)

ZH = "## 议程 1：甲\n\n一\n\n## 议程 2：乙\n\n二，另有一句\n\n## 议程 3：丙\n\n三\n"
EN = "## Agenda 1: A\n\none\n\n## Agenda 2: B\n\ntwo\n"


def english() -> str:
    """A translation of ``ZH`` whose second item was made of an older source."""
    then, here = read(ZH.replace("，另有一句", "")), read(EN, "en/meetings/2031-05-06.md", "en")
    states = (
        f"{a.anchor}: {digests(then)[a.anchor]}-{digests(here)[b.anchor]}"
        for a, b in zip(then.items, here.items, strict=False)
    )
    return f"---\ntranslation: {{{', '.join(states)}}}\n---\n\n{EN}"


FILES: dict[str, str | bytes] = {
    "zh/meetings/2031-05-06.md": ZH,
    "en/meetings/2031-05-06.md": english(),
    "zh/meetings/2031-06-03.md": "## 议程 1：甲\n",
    "en/meetings/2031-06-03.md": "## Agenda 1: A\n",
    "zh/meetings/2031/07 01.md": "---\ndate: 2031-07-01\n---\n\n## 议程 1：甲\n",
    "en/meetings/2032-01-05.md": "## Agenda 1: A\n",
}


@pytest.fixture
def status(tmp_path: Path) -> TranslationStatus:
    """The sample in English."""
    return translation_status(Lens(archive_of(tmp_path, FILES), "en"))


def meeting(status: TranslationStatus, day: str) -> MeetingStatus:
    """The meeting of a day."""
    return next(one for year in status.years for one in year.meetings if one.meeting.id == day)


def links_in(page: Node) -> dict[str, str]:
    """The addresses outside the site by the text or the name of their links."""
    found = (node for node in page.with_tag("a") if node.attributes["href"].startswith("https://code.example/"))
    return {node.attributes.get("aria-label", node.text): node.attributes["href"] for node in found}


def test_meetings_are_by_year_the_newest_first(status: TranslationStatus) -> None:
    assert [(year.year, [one.meeting.id for one in year.meetings]) for year in status.years] == [
        (2032, ["2032-01-05"]),
        (2031, ["2031-07-01", "2031-06-03", "2031-05-06"]),
    ]


def test_every_item_has_its_state_in_every_locale(status: TranslationStatus) -> None:
    told = {
        one.meeting.id: [[cell.state for cell in item.cells] for item in one.items]
        for year in status.years
        for one in year.meetings
    }
    assert told == {
        "2032-01-05": [[MISSING, SOURCE]],
        "2031-07-01": [[SOURCE, MISSING]],
        "2031-06-03": [[SOURCE, TRANSLATED]],
        "2031-05-06": [[SOURCE, TRANSLATED], [SOURCE, OUTDATED], [SOURCE, MISSING]],
    }


def test_each_locale_is_summed_up(status: TranslationStatus) -> None:
    chinese, english = status.locales
    assert (chinese.locale, dict(chinese.counts), chinese.current, chinese.total) == (
        "zh",
        {SOURCE: 5, TRANSLATED: 0, OUTDATED: 0, MISSING: 1},
        5,
        6,
    )
    assert (english.locale, dict(english.counts), english.current, english.total) == (
        "en",
        {SOURCE: 1, TRANSLATED: 2, OUTDATED: 1, MISSING: 2},
        3,
        6,
    )


def test_the_files_to_mend_are_known_and_so_is_the_place_of_those_that_are_not_there(status: TranslationStatus) -> None:
    told = {
        one.meeting.id: (one.to_mend, [(file.locale, file.path, file.exists) for file in one.files])
        for one in status.unfinished
    }
    assert told == {
        "2032-01-05": (1, [("zh", "zh/meetings/2032-01-05.md", False)]),
        "2031-07-01": (1, [("en", "en/meetings/2031/07 01.md", False)]),
        "2031-05-06": (2, [("en", "en/meetings/2031-05-06.md", True)]),
    }


def test_titles_are_in_the_locale_of_the_lens_where_it_has_them(status: TranslationStatus) -> None:
    items = [(one.item.title, one.item.lang) for one in meeting(status, "2031-05-06").items]
    assert items == [("A", "en"), ("B", "en"), ("丙", "zh")]


def test_minutes_without_items_still_want_a_translation(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"zh/meetings/2031-05-06.md": "只有一句话。\n"}
    status = translation_status(Lens(archive_of(tmp_path, files), "en"))
    assert [file.path for file in status.unfinished[0].files] == ["en/meetings/2031-05-06.md"]
    assert [locale.total for locale in status.locales] == [0, 0]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_state_is_a_word_and_a_sign(status: TranslationStatus, locale: str) -> None:
    page = tree_of(render("translation_status", status, locale))
    states = page.with_class("state")
    assert len(states) > 20
    for state in states:
        (sign,) = state.with_class("state__sign")
        assert sign.attributes["aria-hidden"] == "true"
        assert len(sign.text) == 1
        assert len(state.text) > 3


def test_a_complete_meeting_is_one_line_and_another_an_open_table(status: TranslationStatus) -> None:
    page = tree_of(render("translation_status", status))
    by_id = {node.attributes.get("id"): node for node in page.with_class("translation")}
    assert len(by_id["2031-06-03"].with_tag("details")) == 1
    assert by_id["2031-05-06"].with_tag("details") == []
    assert len(by_id["2031-05-06"].with_tag("table")) == 1


def test_without_addresses_the_path_is_told(status: TranslationStatus) -> None:
    page = tree_of(render("translation_status", status))
    assert links_in(page) == {}
    paths = [node.text for node in page.with_tag("code")]
    assert paths == ["zh/meetings/2032-01-05.md", "en/meetings/2031/07 01.md", "en/meetings/2031-05-06.md"]


def test_with_addresses_every_state_to_mend_leads_to_its_file(status: TranslationStatus) -> None:
    links = links_in(tree_of(render("translation_status", status, links=ADDRESSES)))
    edit, new = "https://code.example/edit/en/meetings/2031-05-06.md", "https://code.example/new/"
    assert links == {
        "Create zh/meetings/2032-01-05.md with agenda item 1": f"{new}zh/meetings?filename=2032-01-05.md",
        "zh/meetings/2032-01-05.md": f"{new}zh/meetings?filename=2032-01-05.md",
        "Create en/meetings/2031/07 01.md with agenda item 1": f"{new}en/meetings/2031?filename=07%2001.md",
        "en/meetings/2031/07 01.md": f"{new}en/meetings/2031?filename=07%2001.md",
        "Mend agenda item 2 in en/meetings/2031-05-06.md": edit,
        "Mend agenda item 3 in en/meetings/2031-05-06.md": edit,
        "en/meetings/2031-05-06.md": edit,
    }


@pytest.mark.parametrize("locale", LOCALES)
def test_an_empty_archive_has_an_empty_page(tmp_path: Path, locale: str) -> None:
    status = translation_status(Lens(archive_of(tmp_path, {}, with_registry=False), locale))
    assert (status.years, status.unfinished) == ((), ())
    assert tree_of(render("translation_status", status, locale)).with_tag("table") == []
