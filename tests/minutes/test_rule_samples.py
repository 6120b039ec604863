"""Every code against its samples: the bad one gives that finding and no other, the good one gives nothing.

The findings, rendered whole, are in ``golden/``, a file for each code and locale; UPDATE_GOLDENS=1 writes them anew.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from minutes.archive import Archive, read_archive
from minutes.diagnostics import CODES, Code, Diagnostic, Severity
from minutes.reporters import in_full, message, suggestion
from minutes.rules import RULES, check
from minutes.rules.samples import Content, Kind, archive_for, docs_for, samples_in
from minutes.strings import LOCALES, strings_for
from minutes.views.checks import AREAS, checks, finding_of

GOLDEN = Path(__file__).parent / "golden"
every_code = pytest.mark.parametrize("code", CODES, ids=lambda code: code.slug)
every_locale = pytest.mark.parametrize("locale", LOCALES)


def write(folder: Path, docs: Mapping[str, Content], monkeypatch: pytest.MonkeyPatch) -> None:
    """Write a docs folder to disk; where reading a file is to fail, it fails as it would for a file without rights."""
    failing: dict[Path, OSError] = {}
    for path, content in docs.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(b"" if isinstance(content, OSError) else content)
        if isinstance(content, OSError):
            failing[target] = content
    if sum(path.is_file() for path in folder.rglob("*")) < len(docs):
        pytest.skip("two names of the sample are one on this disk")
    read_bytes = Path.read_bytes

    def read(path: Path) -> bytes:
        if path in failing:
            raise failing[path]
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", read)


def found_in(archive: Archive, code: Code) -> list[Diagnostic]:
    """What is found, but for infos about other things than the code."""
    return [one for one in check(archive) if one.severity is not Severity.INFO or one.code is code]


def compare(path: Path, text: str) -> None:
    """A golden file holds the text; with UPDATE_GOLDENS it is made to."""
    if os.environ.get("UPDATE_GOLDENS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


@every_locale
@every_code
def test_the_bad_sample_gives_its_finding_and_no_other(
    code: Code, locale: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    docs = docs_for(code.slug, locale, "bad")
    write(tmp_path, docs, monkeypatch)
    archive = read_archive(tmp_path, LOCALES)
    found = found_in(archive, code)
    assert [one.code.slug for one in found] == [code.slug]
    sources = {minutes.path: minutes.source or minutes.raw for minutes in archive.minutes}

    def source_of(path: str) -> str:
        content = docs[path]
        return sources.get(path) or (content.decode() if isinstance(content, bytes) else "")

    rendered = in_full(found[0], strings_for(locale), source_of)
    compare(GOLDEN / f"{code.slug}.{locale}.txt", f"{rendered}\n")


@every_locale
@every_code
def test_the_good_sample_gives_nothing(
    code: Code, locale: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, docs_for(code.slug, locale, "good"), monkeypatch)
    assert found_in(read_archive(tmp_path, LOCALES), code) == []


@every_locale
@every_code
@pytest.mark.parametrize("kind", ["bad", "good"])
def test_the_archive_of_a_sample_is_that_of_its_files(
    code: Code, locale: str, kind: Kind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, docs_for(code.slug, locale, kind), monkeypatch)
    assert check(archive_for(code.slug, locale, kind)) == check(read_archive(tmp_path, LOCALES))


@every_locale
def test_every_code_has_a_sample_and_every_sample_a_code(locale: str) -> None:
    assert set(samples_in(locale)) == {code.slug for code in CODES}


def test_every_locale_says_which_part_in_the_same_way() -> None:
    zh, en = ({slug: sample.part for slug, sample in samples_in(locale).items()} for locale in LOCALES)
    assert zh == en


@every_locale
@every_code
def test_a_sample_is_short_and_its_texts_differ(code: Code, locale: str) -> None:
    sample = samples_in(locale)[code.slug]
    assert (sample.bad, sample.bad_files) != (sample.good, sample.good_files)
    for text in (sample.bad, sample.good, *sample.bad_files.values(), *sample.good_files.values()):
        assert len(text.splitlines()) <= 8


def test_codes_and_slugs_are_unique() -> None:
    for names in ([code.code for code in CODES], [code.slug for code in CODES]):
        assert [name for name, count in Counter(names).items() if count > 1] == []


@every_locale
@every_code
def test_every_code_has_a_message_and_a_suggestion(code: Code, locale: str) -> None:
    assert {f"diagnostic.{code.slug}.{part}" for part in ("message", "suggestion")} <= strings_for(locale).keys()


def test_every_rule_says_what_it_is() -> None:
    assert [rule.__name__ for rule in RULES if not (rule.__doc__ or "").strip()] == []


def test_no_golden_is_left_over() -> None:
    expected = {f"{code.slug}.{locale}.txt" for code in CODES for locale in LOCALES}
    assert {path.name for path in GOLDEN.iterdir()} == expected


@every_locale
def test_the_guide_has_every_code_once_under_its_area(locale: str) -> None:
    areas = checks(locale)
    assert [area.name for area in areas] == list(AREAS.values())
    assert [each.code for area in areas for each in area.checks] == list(CODES)


@every_locale
def test_the_guide_shows_the_finding_of_the_bad_sample_and_both_samples(locale: str) -> None:
    for each in (each for area in checks(locale) for each in area.checks):
        assert each.finding == finding_of(each.code, locale)
        assert {"bad", "good"} <= {excerpt.role for excerpt in each.excerpts}
        assert not any(excerpt.text.endswith("\n") for excerpt in each.excerpts)


@every_locale
@every_code
def test_what_a_finding_marks_as_code_begins_and_ends(code: Code, locale: str) -> None:
    found, strings = finding_of(code, locale), strings_for(locale)
    for text in (message(found, strings), suggestion(found, strings)):
        assert text.count("`") % 2 == 0, text


@every_locale
def test_the_guide_has_words_for_every_heading_and_caption(locale: str) -> None:
    areas = checks(locale)
    excerpts = (excerpt for area in areas for each in area.checks for excerpt in each.excerpts)
    assert {*(area.title for area in areas), *(one.caption for one in excerpts)} <= strings_for(locale).keys()


def test_the_guide_shows_characters_that_do_not_show_themselves() -> None:
    texts = [
        excerpt.text
        for area in checks("en")
        for each in area.checks
        if each.code.slug in ("character-invisible", "character-bidirectional")
        for excerpt in each.excerpts
        if excerpt.role == "bad"
    ]
    assert ["<U+200B>" in texts[0], "<U+202E>" in texts[1]] == [True, True]
    assert all(character.isprintable() for text in texts for character in text.replace("\n", ""))


def test_what_matters_less_than_wanted_is_not_looked_for() -> None:
    docs = {code: archive_for(code.slug, "zh", "bad") for code in CODES}
    for code, archive in docs.items():
        found = {least: [one for one in check(archive, least) if one.code == code] for least in Severity}
        wanted = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
        for least in Severity:
            assert bool(found[least]) == (wanted[code.severity] <= wanted[least]), (code.slug, least)
            assert all(wanted[one.severity] <= wanted[least] for one in check(archive, least))
