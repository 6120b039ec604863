"""How far translations have come."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers import archive_of

from minutes.archive import Archive, read_archive
from minutes.fixes import mend
from minutes.rules.drift import translation_unrecorded
from minutes.translations import TranslationState, digests, item_states, outdated, translations

ZH = "---\ndate: 2031-05-06\n---\n\n## 议程 1：甲\n\n1. 一\n\n## 议程 2：乙\n\n1. 二\n\n## 议程 3：丙\n\n1. 三\n"
EN_ITEMS = "## Agenda 1: A\n\n1. one\n\n## Agenda 2: B\n\n1. two\n\n## Agenda 4: D\n\n1. four\n"
EN = f"---\ndate: 2031-05-06\n{{record}}---\n\n{EN_ITEMS}"


def archive(folder: Path, zh: str = ZH, record: str = "", en: str = EN) -> Archive:
    files = {"zh/meetings/2031-05-06.md": zh, "en/meetings/2031-05-06.md": en.replace("{record}", record)}
    return archive_of(folder, files)


def record_of(folder: Path) -> str:
    ((source, translation),) = translations(archive(folder))
    states = (
        f"{one.anchor}: {digests(source)[one.anchor]}-{digests(translation)[other.anchor]}"
        for one, other in zip(source.items[:2], translation.items[:2], strict=True)
    )
    return f"translation: {{{', '.join(states)}}}\n"


def states(found: Archive, locale: str) -> dict[str, TranslationState]:
    return dict(item_states(found.meetings[0], locale))


def test_every_item_of_a_meeting_has_a_state_in_every_locale(tmp_path: Path) -> None:
    found = archive(tmp_path)
    source, translated, missing = TranslationState.SOURCE, TranslationState.TRANSLATED, TranslationState.MISSING
    assert states(found, "zh") == {"agenda-1": source, "agenda-2": source, "agenda-3": source, "agenda-4": missing}
    assert states(found, "en") == {
        "agenda-1": translated,
        "agenda-2": translated,
        "agenda-3": missing,
        "agenda-4": translated,
    }
    assert set(states(found, "fr").values()) == {missing}


def test_an_item_whose_source_moved_on_is_outdated_until_its_translation_does(tmp_path: Path) -> None:
    record = record_of(tmp_path / "then")
    moved = ZH.replace("1. 二", "1. 二，另有一句")
    found = archive(tmp_path / "now", zh=moved, record=record)
    assert states(found, "en")["agenda-1"] is TranslationState.TRANSLATED
    assert states(found, "en")["agenda-2"] is TranslationState.OUTDATED
    followed = archive(tmp_path / "later", zh=moved, record=record, en=EN.replace("1. two", "1. two, and one more"))
    assert states(followed, "en")["agenda-2"] is TranslationState.TRANSLATED


def test_white_space_is_no_change(tmp_path: Path) -> None:
    record = record_of(tmp_path / "then")
    found = archive(tmp_path / "now", zh=ZH.replace("1. 二", "1.   二  "), record=record)
    assert [list(outdated(*pair)) for pair in translations(found)] == [[]]


@pytest.mark.parametrize(
    ("front", "recorded"),
    [
        ("date: 2031-05-06", True),
        ("date: 2031-05-06\ntranslation: {}", True),
        ("title: |\n  a", True),
        ("--\na", False),
        ("- a", False),
        ("{date: 2031-05-06}", False),
        (" date: 2031-05-06", False),
        ("title: |\n  translation: {a: b}\n  translation: {c: d}", True),
        ("title: [\ntranslation: {a: b}\n]", False),
    ],
)
def test_a_record_is_written_only_where_it_leaves_the_front_matter_readable(
    tmp_path: Path, front: str, recorded: bool
) -> None:
    found = list(translation_unrecorded(archive(tmp_path, en=f"---\n{front}\n---\n\n{EN_ITEMS}")))
    assert bool(found) is recorded
    for one in found:
        path = tmp_path / one.path
        path.write_bytes(mend(path.read_bytes(), [one.fix]))
        again = read_archive(tmp_path, ("zh", "en"))
        assert list(translation_unrecorded(again)) == []
        assert [error.code.slug for error in again.diagnostics if error.path == one.path] == []
