"""The words of the format, in both languages."""

from __future__ import annotations

import pytest

from minutes.vocabulary import STATUS_WORDS, Status, number_of, status_of


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("已提出", Status.PROPOSED),
        ("已讨论", Status.DISCUSSED),
        ("已接受", Status.ACCEPTED),
        ("已合入", Status.MERGED),
        ("已发布", Status.RELEASED),
        ("已拒绝", Status.DECLINED),
        ("已推迟", Status.DEFERRED),
        ("proposed", Status.PROPOSED),
        ("discussed", Status.DISCUSSED),
        ("accepted", Status.ACCEPTED),
        ("merged", Status.MERGED),
        ("released", Status.RELEASED),
        ("declined", Status.DECLINED),
        ("deferred", Status.DEFERRED),
        ("Released", Status.RELEASED),
        (" 已发布 ", Status.RELEASED),
        ("已完成", None),
        ("release", None),
        ("", None),
    ],
)
def test_a_status_is_known_by_its_word_in_either_language(word: str, status: Status | None) -> None:
    assert status_of(word) is status


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_every_status_has_a_word_of_its_own_in_every_locale(locale: str) -> None:
    words = STATUS_WORDS[locale]
    assert set(words) == set(Status)
    assert len(set(words.values())) == len(Status)


def test_only_a_released_or_declined_proposal_is_settled() -> None:
    assert [status for status in Status if status.settled] == [Status.RELEASED, Status.DECLINED]


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("1", 1),
        ("07", 7),
        ("12", 12),
        ("１２", 12),
        ("零", 0),
        ("一", 1),
        ("九", 9),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十一", 21),
        ("一百", 100),
        ("一百零五", 105),
        ("三百二十一", 321),
    ],
)
def test_a_numeral_has_its_value_in_every_script(numeral: str, value: int) -> None:
    assert number_of(numeral) == value


@pytest.mark.parametrize("numeral", ["", "x", "甲"])
def test_what_is_no_numeral_is_refused(numeral: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        number_of(numeral)
