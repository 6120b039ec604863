"""An archive that is read again is the one that a first reading gives, and what is the same is not parsed anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import minutes.archive
from minutes.archive import archive_from, read_archive
from minutes.model import Minutes
from minutes.parser import parse_minutes
from minutes.reread import Known

LOCALES = ("zh", "en")
PATHS = [f"{locale}/meetings/2031-0{month}-06.md" for locale in LOCALES for month in (5, 6)]
PATHS += ["_data/projects.yml", "_data/people.yml", "zh/index.md"]
TEXTS = [
    *(None, b"", b"\xff\xfe\x00"),
    "## 议程 1：甲 @ada\n\n- [ ] 做事 @bob\n".encode(),
    "---\ndate: 2031-05-06\n---\n\n## 议程 1：乙\n".encode(),
    b"kitex:\n  name: Kitex\n",
    b"- broken: [\n",
]
FOLDERS = st.dictionaries(st.sampled_from(PATHS), st.sampled_from(TEXTS))


@given(st.lists(FOLDERS, min_size=2, max_size=5))
def test_whatever_changes_the_archive_is_that_of_a_first_reading(states: list[dict[str, bytes | None]]) -> None:
    known = Known()
    for state in states:

        def content(path: str, state: dict[str, bytes | None] = state) -> bytes:
            if (data := state[path]) is None:
                raise FileNotFoundError(path)
            return data

        again = archive_from(frozenset(state), content, LOCALES, known)
        assert again == archive_from(frozenset(state), content, LOCALES)


def test_only_what_has_other_bytes_is_parsed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []

    def noting(text: str, path: str, locale: str) -> Minutes:
        parsed.append(path)
        return parse_minutes(text, path, locale)

    monkeypatch.setattr(minutes.archive, "parse_minutes", noting)
    for path in PATHS[:4]:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(TEXTS[3] or b"")
    known = Known()
    first = read_archive(tmp_path, LOCALES, known)
    assert sorted(parsed) == sorted(PATHS[:4])
    parsed.clear()
    (tmp_path / PATHS[1]).touch()
    assert read_archive(tmp_path, LOCALES, known) == first
    assert parsed == []
    (tmp_path / PATHS[1]).write_bytes(TEXTS[4] or b"")
    (tmp_path / PATHS[2]).unlink()
    again = read_archive(tmp_path, LOCALES, known)
    assert parsed == [PATHS[1]]
    assert again.registry is first.registry
    assert sorted(one.path for one in again.minutes) == sorted([PATHS[0], PATHS[1], PATHS[3]])
