"""What a version brought that the one before it did not know, and how that is read back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from minutes.api.published import knowledge_of
from minutes.views.versions import (
    Knowledge,
    KnownProposal,
    KnownRelease,
    Linked,
    SiteVersion,
    StatusMove,
    versions_list,
)
from minutes.vocabulary import Status

FIRST = Knowledge(
    meetings={"2024-01-18": {"zh": "会议 1.18", "en": "Meeting 1.18"}},
    proposals={
        "errors": KnownProposal({"zh": "错误", "en": "Errors"}, Status.DISCUSSED),
        "quiet": KnownProposal({}, None),
    },
)
SECOND = Knowledge(
    meetings={**FIRST.meetings, "2024-02-15": {"zh": "会议 2.15"}},
    proposals={
        "errors": KnownProposal({"zh": "错误", "en": "Errors"}, Status.MERGED),
        "flow": KnownProposal({"en": "Flow"}, Status.PROPOSED),
    },
    releases={"tool@1.0.0": KnownRelease("tool", "Tool", "1.0.0")},
)


def version(name: str, knowledge: Knowledge | None) -> SiteVersion:
    return SiteVersion(name, name, (), date(2024, 1, 31), knowledge)


def test_a_version_is_compared_with_the_one_before_it() -> None:
    second, first = versions_list([version("1", FIRST), version("2", SECOND)], "en")
    assert first.since == ""
    assert second.since == "1"
    # A title that this locale lacks is that of another.
    assert second.meetings == (Linked("会议 2.15", "meetings/2024-02-15/"),)
    assert second.statuses == (
        StatusMove(Linked("Errors", "proposals/errors/"), Status.DISCUSSED, Status.MERGED),
        StatusMove(Linked("Flow", "proposals/flow/"), None, Status.PROPOSED),
    )
    assert second.releases == (Linked("Tool v1.0.0", "news/#tool-v1.0.0"),)
    assert second.gone == ()
    assert not second.unchanged


def test_what_a_version_no_longer_has_is_told_and_the_same_is_no_change() -> None:
    same, back, _ = versions_list([version("2", SECOND), version("1", FIRST), version("1b", FIRST)], "zh")
    assert back.gone == ("会议 2.15",)
    assert same.unchanged


def test_a_version_that_cannot_be_read_is_compared_with_nothing() -> None:
    third, second, _ = versions_list([version("1", FIRST), version("2", None), version("3", SECOND)], "zh")
    assert second == replace(second, since="", meetings=())
    assert third.since == ""


def documents(**changes: object) -> dict[str, object]:
    title = {"zh": "标题", "en": "Title"}
    return {
        "meetings": {"version": 1, "meetings": [{"id": "2024-01-18", "title": title, "more": 1}]},
        "proposals": {"proposals": [{"id": "errors", "title": title, "status": "merged"}]},
        "releases": {"releases": [{"id": "tool@1.0.0", "project": "tool", "version": "1.0.0"}]},
        "projects": {"projects": [{"id": "tool", "name": "Tool"}]},
        **changes,
    }


def read(found: dict[str, object]) -> Knowledge | None:
    def content(path: str) -> bytes | None:
        name = path.removeprefix("api/v1/").removesuffix(".json")
        return json.dumps(found[name]).encode() if name in found else None

    return knowledge_of(content)


def test_what_a_version_says_is_read_from_its_data_api() -> None:
    title = {"zh": "标题", "en": "Title"}
    assert read(documents()) == Knowledge(
        meetings={"2024-01-18": title},
        proposals={"errors": KnownProposal(title, Status.MERGED)},
        releases={"tool@1.0.0": KnownRelease("tool", "Tool", "1.0.0")},
    )


def test_data_that_is_missing_or_of_another_kind_is_unknown() -> None:
    wrong: tuple[dict[str, object], ...] = (
        {"meetings": {"version": 2, "meetings": []}},
        {"proposals": []},
        {"releases": {"releases": [{}]}},
    )
    for changes in wrong:
        assert read(documents(**changes)) is None
    assert read({}) is None
