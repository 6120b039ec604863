"""The status of a proposal follows from evidence, in order of time."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers import archive_of, read_item, registry

from minutes.archive import Archive
from minutes.model import Release
from minutes.proposals import Basis, Evidence, History, histories, proposals_of
from minutes.vocabulary import Status


def history(folder: Path, meetings: dict[str, str], proposal: str = "backoff") -> History:
    """The history of a proposal over meetings: the text of an item by ``zh/2031-05-06``."""
    files = {f"{place.replace('/', '/meetings/')}.md": text for place, text in meetings.items()}
    return histories(archive_of(folder, files))[proposal]


def told(evidence: Evidence) -> tuple[str, str, str, str]:
    """Meeting, anchor, status and reason of some evidence."""
    return evidence.meeting.id, evidence.anchor, evidence.status.value, evidence.basis.value


ISSUE = "https://github.com/birdhouse/heron/issues/12"
PLAIN = "## 议程 1：闲聊\n\n正文\n"


def item(body: str, title: str = "闲聊") -> str:
    """Minutes with one item."""
    return f"## 议程 1：{title}\n\n{body}\n"


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        pytest.param(item("**提案**：backoff → 已接受"), Basis.DIRECTIVE, id="a directive"),
        pytest.param(item("**提案**：backoff"), Basis.DIRECTIVE, id="a directive without status"),
        pytest.param(item(f"见 {ISSUE}"), Basis.REFERENCE, id="an issue"),
        pytest.param(item("见 https://github.com/birdhouse/heron/pull/13"), Basis.REFERENCE, id="a pull request"),
        pytest.param(item("正文", f"[它]({ISSUE})"), Basis.REFERENCE, id="an issue in the title"),
        pytest.param(item("正文", "再谈退避策略"), Basis.TITLE, id="an alias in the title"),
        pytest.param(item("正文", "Backoff Policy"), Basis.TITLE, id="an alias in other case"),
        pytest.param(item("正文", "backoff 的实现"), Basis.TITLE, id="the id in the title"),
        pytest.param(item(f"见 {ISSUE}", "退避策略"), Basis.REFERENCE, id="a reference is stronger than a title"),
        pytest.param(
            item(f"{ISSUE}\n\n**提案**：backoff", "退避策略"), Basis.DIRECTIVE, id="a directive is the strongest"
        ),
        pytest.param(item("聊到了退避策略"), None, id="not an alias in the body"),
        pytest.param(item("见 https://github.com/birdhouse/heron/issues/121"), None, id="not another issue"),
        pytest.param(item(f"`{ISSUE}`"), None, id="not an issue in code"),
    ],
)
def test_why_an_item_is_evidence(text: str, basis: Basis | None) -> None:
    body = text.split("\n", 2)
    reasons = proposals_of(read_item(body[2], body[0]), Archive(("zh",), (), registry=registry()))
    assert reasons.get("backoff") is basis


def test_an_unregistered_proposal_is_none() -> None:
    reasons = proposals_of(read_item("**提案**：nothing → 已接受"), Archive(("zh",), (), registry=registry()))
    assert reasons == {}


def test_an_item_may_belong_to_several_proposals() -> None:
    body = f"{ISSUE} 与 https://github.com/birdhouse/larch/issues/3"
    reasons = proposals_of(read_item(body), Archive(("zh",), (), registry=registry()))
    assert reasons == {"backoff": Basis.REFERENCE, "tracing": Basis.REFERENCE}


def test_a_proposal_that_no_meeting_has_seen_is_proposed(tmp_path: Path) -> None:
    found = history(tmp_path, {"zh/2031-05-06": PLAIN})
    assert (found.status, found.evidence, found.deciding, found.release) == (Status.PROPOSED, (), None, None)


def test_a_mention_alone_means_discussed(tmp_path: Path) -> None:
    found = history(tmp_path, {"zh/2031-05-06": item(ISSUE), "zh/2031-06-03": item("正文", "退避策略")})
    assert found.status is Status.DISCUSSED
    assert [told(evidence) for evidence in found.evidence] == [
        ("2031-05-06", "agenda-1", "discussed", "reference"),
        ("2031-06-03", "agenda-1", "discussed", "title"),
    ]
    assert found.deciding is found.evidence[-1]


def test_evidence_is_in_order_of_time_and_then_of_the_file(tmp_path: Path) -> None:
    two = "## 议程 2：退避策略\n\n正文\n\n## 议程 1：再谈退避策略\n\n正文\n"
    found = history(tmp_path, {"zh/2031-06-03": two, "zh/2030-12-24": item(ISSUE), "en/2031-02-01": item(ISSUE)})
    assert [told(evidence)[:2] for evidence in found.evidence] == [
        ("2030-12-24", "agenda-1"),
        ("2031-02-01", "agenda-1"),
        ("2031-06-03", "agenda-2"),
        ("2031-06-03", "agenda-1"),
    ]


def test_evidence_says_where_it_stands(tmp_path: Path) -> None:
    found = history(
        tmp_path, {"zh/2031-05-06": item("正文\n\n**提案**：backoff → 已接受"), "en/2031-06-03": item(ISSUE)}
    )
    assert [(one.path, one.line) for one in found.evidence] == [
        ("zh/meetings/2031-05-06.md", 5),
        ("en/meetings/2031-06-03.md", 1),
    ]


@pytest.mark.parametrize("status", list(Status))
def test_a_directive_declares_any_status(tmp_path: Path, status: Status) -> None:
    found = history(tmp_path, {"en/2031-05-06": f"## Agenda 1: T\n\n**Proposal**: backoff → {status.value}\n"})
    assert found.status is status


def test_the_last_directive_counts(tmp_path: Path) -> None:
    found = history(
        tmp_path,
        {
            "zh/2031-06-03": item("**提案**：backoff → 已合入"),
            "zh/2031-05-06": item("**提案**：backoff → 已接受"),
            "zh/2031-04-01": item("**提案**：backoff → 已推迟"),
        },
    )
    assert found.status is Status.MERGED
    assert [evidence.status for evidence in found.evidence] == [Status.DEFERRED, Status.ACCEPTED, Status.MERGED]


def test_of_two_directives_in_one_item_the_last_counts(tmp_path: Path) -> None:
    found = history(tmp_path, {"zh/2031-05-06": item("**提案**：backoff → 已接受\n\n**提案**：backoff → 已合入")})
    assert found.status is Status.MERGED
    assert len(found.evidence) == 1


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(item(ISSUE), id="a reference"),
        pytest.param(item("正文", "退避策略"), id="a title"),
        pytest.param(item("**提案**：backoff"), id="a directive without status"),
        pytest.param(item("**提案**：backoff → 已完成"), id="a directive with an unknown status"),
    ],
)
def test_a_later_mention_does_not_take_a_declared_status_back(tmp_path: Path, later: str) -> None:
    found = history(tmp_path, {"zh/2031-05-06": item("**提案**：backoff → 已合入"), "zh/2031-06-03": later})
    assert found.status is Status.MERGED
    assert found.deciding
    assert found.deciding.meeting.id == "2031-05-06"
    assert len(found.evidence) == 2


def test_a_later_directive_may_take_a_status_back(tmp_path: Path) -> None:
    found = history(
        tmp_path,
        {"zh/2031-05-06": item("**提案**：backoff → 已接受"), "zh/2031-06-03": item("**提案**：backoff → 已拒绝")},
    )
    assert found.status is Status.DECLINED


def test_a_directive_in_one_locale_alone_counts(tmp_path: Path) -> None:
    found = history(
        tmp_path,
        {
            "zh/2031-05-06": item(f"见 {ISSUE}"),
            "en/2031-05-06": "## Agenda 1: T\n\n**Proposal**: backoff → released (Heron v0.4.0)\n",
        },
    )
    (evidence,) = found.evidence
    assert told(evidence) == ("2031-05-06", "agenda-1", "released", "directive")
    assert evidence.path == "en/meetings/2031-05-06.md"
    assert found.release == Release("Heron", "0.4.0", 3)


def test_a_status_in_one_locale_counts_more_than_a_directive_without_in_the_other(tmp_path: Path) -> None:
    found = history(
        tmp_path,
        {
            "zh/2031-05-06": item("**提案**：backoff"),
            "en/2031-05-06": "## Agenda 1: T\n\n**Proposal**: backoff → merged\n",
        },
    )
    assert found.status is Status.MERGED


def test_the_same_item_in_two_locales_is_one_piece_of_evidence(tmp_path: Path) -> None:
    found = history(tmp_path, {"zh/2031-05-06": item(ISSUE), "en/2031-05-06": f"## Agenda 1: T\n\n{ISSUE}\n"})
    assert [told(evidence) for evidence in found.evidence] == [("2031-05-06", "agenda-1", "discussed", "reference")]


def test_an_item_that_only_one_locale_has_is_evidence(tmp_path: Path) -> None:
    found = history(tmp_path, {"zh/2031-05-06": PLAIN, "en/2031-05-06": f"## Agenda 2: T\n\n{ISSUE}\n"})
    assert [told(evidence)[:2] for evidence in found.evidence] == [("2031-05-06", "agenda-2")]


def test_the_release_is_the_one_that_a_directive_names(tmp_path: Path) -> None:
    found = history(
        tmp_path,
        {
            "zh/2031-05-06": item("**提案**：backoff → 已发布（Heron v0.4.0）"),
            "zh/2031-06-03": item(f"Heron v0.5.0 也有它：{ISSUE}", "Heron v0.5.0 发布"),
        },
    )
    assert found.release == Release("Heron", "0.4.0", 3)
    assert found.status is Status.RELEASED


def test_minutes_without_a_date_are_no_evidence(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, {"zh/meetings/notes.md": item("**提案**：backoff → 已合入")})
    assert histories(archive)["backoff"].evidence == ()


def test_every_registered_proposal_has_a_history_in_the_order_of_the_registry(tmp_path: Path) -> None:
    assert list(histories(archive_of(tmp_path, {}))) == ["backoff", "tracing", "quiet"]
