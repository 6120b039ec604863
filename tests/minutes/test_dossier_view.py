"""A dossier: a proposal through time, each thing with the agenda item that it comes from."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers import Node, archive_of, render, tree_of

from minutes.archive import Archive
from minutes.views.lens import Lens
from minutes.views.proposals import Dossier, dossier, proposals_index
from minutes.vocabulary import Status

PROPOSALS = """\
proposals:
  - id: nests
    title: {zh: 巢箱, en: Nest boxes}
    projects: [heron]
    issues: [birdhouse/heron#12, birdhouse/heron#13]
    champions: [mira]
    questions:
      - {id: size, title: {zh: 尺寸, en: Size}}
      - {id: colour, title: {zh: 颜色, en: Colour}}
      - {id: roof, title: {zh: 屋顶, en: Roof}}
      - {id: door, title: {zh: 门, en: Door}}
  - id: feeder
    title: {zh: 喂食器, en: Feeder}
  - id: walks
    kind: programme
    title: {zh: 观鸟漫步, en: Bird walks}
"""
LONG = "每个巢箱都要量过，" * 60
# Five meetings. The first and the last know nothing of the nests; the second has two items about them, one of which is
# about the feeder as well; a task is carried over and done in the fourth, another one has no check box.
FILES = {
    "_data/proposals.yml": PROPOSALS,
    **{f"zh/proposals/{name}.md": f"# {name}\n" for name in ("nests", "feeder", "walks")},
    "zh/meetings/2031-05-06.md": "## 议程 1：**开场** @mira\n\n1. 春天。\n\n**提案**：walks\n",
    "zh/meetings/2031-05-20.md": f"""\
## 议程 1：做巢箱 @mira

1. **链接**：https://github.com/birdhouse/heron/issues/12
2. **背景**：{LONG}

**提案**：nests → 已提出

**提案**：nests/size → 已讨论

**提案**：nests/roof → 已推迟

待办

- [ ] 量尺寸
- [ ] 找木板 @tomas-k

## 议程 2：喂食器与巢箱

1. 两样一起做。

**提案**：nests

**提案**：feeder → 已讨论

**结论**：木板一起买。

待办

- 记下价格
""",
    "zh/meetings/2031-06-03.md": """\
## 议程 1：巢箱的颜色

1. 见 https://birds.example/colours

**提案**：nests → 已讨论

**提案**：nests/colour → 已讨论

待办

- [x] 量尺寸
""",
    "en/meetings/2031-06-03.md": """\
## Agenda 1: The colour of nest boxes

1. See https://birds.example/colours

**Proposal**: nests → discussed

**Proposal**: nests/colour → discussed

Action items

- [x] Measure
""",
    "zh/meetings/2031-06-17.md": """\
## 议程 1：巢箱发布

1. 都好了。

**提案**：nests → 已发布（Heron v0.4.0）

**提案**：nests/size → 已接受
""",
    "zh/meetings/2031-07-01.md": "## 议程 1：尾声\n\n1. 夏天。\n",
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return archive_of(tmp_path_factory.mktemp("dossier"), FILES)


@pytest.fixture(scope="module")
def lens(archive: Archive) -> Lens:
    return Lens(archive, "zh")


@pytest.fixture(scope="module")
def nests(lens: Lens) -> Dossier:
    return of(lens, "nests")


def of(lens: Lens, proposal_id: str) -> Dossier:
    """The dossier of a proposal that is registered."""
    found = dossier(lens, proposal_id)
    assert found
    return found


def page(found: Dossier, locale: str = "en") -> Node:
    """A dossier as a reader sees it."""
    return tree_of(render("proposal_dossier", found, locale))


def section(tree: Node, heading: str) -> str:
    """The text from a heading on, which an id names, to the next one."""
    children = [child for child in tree.children if isinstance(child, Node)]
    ids = [child.attributes.get("id", "") if child.tag == "h2" else "" for child in children]
    start = ids.index(heading) + 1
    end = next((at for at in range(start, len(ids)) if ids[at]), len(ids))
    return " ".join(child.text for child in children[start:end])


def test_steps_are_the_discussions_that_changed_the_status_each_with_its_source(nests: Dossier) -> None:
    assert [(one.status.value, one.item.meeting_id, one.item.anchor, one.path, one.line) for one in nests.steps] == [
        ("proposed", "2031-05-20", "agenda-1", "zh/meetings/2031-05-20.md", 6),
        ("discussed", "2031-06-03", "agenda-1", "zh/meetings/2031-06-03.md", 5),
        ("released", "2031-06-17", "agenda-1", "zh/meetings/2031-06-17.md", 5),
    ]
    assert [one.release and (one.release.project.id, one.release.version) for one in nests.steps] == [
        None,
        None,
        ("heron", "0.4.0"),
    ]
    assert len(nests.discussions) == 4


def test_a_decision_stands_with_its_item_and_with_what_else_that_is_about(nests: Dossier) -> None:
    (decided,) = nests.decided
    assert (decided.item.meeting_id, decided.item.anchor, decided.item.decisions) == (
        "2031-05-20",
        "agenda-2",
        ("木板一起买。",),
    )
    assert [one.id for one in decided.others] == ["feeder"]


def test_questions_are_answered_or_not_by_their_own_status(nests: Dossier) -> None:
    assert [(one.id, one.status.value, one.deciding and one.deciding.line) for one in nests.answered] == [
        ("size", "accepted", 7)
    ]
    assert [(one.id, one.status.value, one.deciding and one.deciding.line) for one in nests.unanswered] == [
        ("colour", "discussed", 7),
        ("roof", "deferred", 10),
        ("door", "proposed", None),
    ]


def test_an_action_item_is_open_until_a_later_meeting_ticks_it(nests: Dossier) -> None:
    told = [(one.item.anchor, [(action.text, action.done) for action in one.action_items]) for one in nests.unfinished]
    assert told == [("agenda-1", [("找木板 @tomas-k", False)]), ("agenda-2", [("记下价格", None)])]
    assert [one.id for one in nests.unfinished[1].others] == ["feeder"]


def test_a_period_lasts_until_the_day_before_the_next_discussion(nests: Dossier) -> None:
    assert [(str(one.start), one.end and str(one.end), one.status.value, one.discussions) for one in nests.periods] == [
        ("2031-05-20", "2031-06-02", "proposed", 2),
        ("2031-06-03", "2031-06-16", "discussed", 3),
        ("2031-06-17", None, "released", 4),
    ]
    assert [[(one.title, one.status.value) for one in period.questions] for period in nests.periods] == [
        [("尺寸", "discussed"), ("屋顶", "deferred")],
        [("尺寸", "discussed"), ("颜色", "discussed"), ("屋顶", "deferred")],
        [("尺寸", "accepted"), ("颜色", "discussed"), ("屋顶", "deferred")],
    ]


@pytest.mark.parametrize("proposal", ["nests", "feeder", "walks"])
def test_every_meeting_is_in_exactly_one_period_or_before_all(lens: Lens, archive: Archive, proposal: str) -> None:
    found = of(lens, proposal)
    held = [*found.before, *(meeting for period in found.periods for meeting in period.meetings)]
    assert held == [meeting.date for meeting in archive.meetings]
    for period in found.periods:
        assert all(period.start <= day and (not period.end or day <= period.end) for day in period.meetings)


def test_the_timeline_has_a_mark_for_each_discussion_and_a_lane_for_each_question_that_was_raised(
    nests: Dossier,
) -> None:
    for drawn in nests.timelines:
        assert [lane.title for lane in drawn.lanes] == ["巢箱", "尺寸", "颜色", "屋顶"]
        assert [(mark.moment.meeting_id, mark.moment.anchor) for mark in drawn.lanes[0].marks] == [
            ("2031-05-20", "agenda-1"),
            ("2031-05-20", "agenda-2"),
            ("2031-06-03", "agenda-1"),
            ("2031-06-17", "agenda-1"),
        ]
        assert [stretch.status.value for stretch in drawn.lanes[0].stretches] == ["proposed", "discussed", "released"]
        assert len(drawn.meetings) == 3


def test_a_proposal_without_questions_has_one_lane_without_a_title(lens: Lens) -> None:
    assert [[lane.title for lane in drawn.lanes] for drawn in of(lens, "feeder").timelines] == [[""], [""]]


# The page.


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_a_mark_is_a_link_to_its_item_that_says_when_and_what(archive: Archive, locale: str) -> None:
    tree = page(of(Lens(archive, locale), "nests"), locale)
    drawings = tree.with_tag("svg")
    assert len(drawings) == 2
    for drawing in drawings:
        assert drawing.attributes["role"] == "group"
        named = {node.attributes.get("id"): node.text for node in drawing.walk()}
        assert named[drawing.attributes["aria-labelledby"]]
        assert ("2031" in named[drawing.attributes["aria-describedby"]]) is True
        first = next(node for node in drawing.walk() if node.attributes.get("role") == "list")
        links = first.with_tag("a")
        assert [link.attributes["href"] for link in links] == [
            "/meetings/2031-05-20/#agenda-1",
            "/meetings/2031-05-20/#agenda-2",
            "/meetings/2031-06-03/#agenda-1",
            "/meetings/2031-06-17/#agenda-1",
        ]
        words = {
            "zh": ["已提出", "已讨论", "已讨论", "已发布"],
            "en": ["proposed", "discussed", "discussed", "released"],
        }
        for link, status in zip(links, words[locale], strict=True):
            (name,) = link.with_tag("title")
            (label,) = link.with_class("drawing__word")
            assert status in name.text
            assert label.text == status


def test_every_id_of_a_page_is_there_once(nests: Dossier) -> None:
    ids = [node.attributes["id"] for node in page(nests).walk() if "id" in node.attributes]
    assert len(ids) == len(set(ids))
    assert {"history", "references", "discussion-2031-05-20-agenda-2", "stood-2031-06-03"} <= set(ids)


def test_each_status_has_a_shape_of_its_own(tmp_path: Path) -> None:
    proposals = "proposals:\n" + "".join(f"  - {{id: {status.value}, title: {{en: A}}}}\n" for status in Status)
    lines = "\n\n".join(f"**Proposal**: {status.value} → {status.value}" for status in Status)
    files = {"_data/proposals.yml": proposals, "en/meetings/2031-05-06.md": f"## Agenda 1: A\n\n{lines}\n"}
    lens = Lens(archive_of(tmp_path, files), "en")
    looks = set()
    for status in Status:
        shape = next(
            node for node in page(of(lens, status.value)).walk() if "drawing__shape" in node.attributes.get("class", "")
        )
        looks.add((shape.attributes["d"], "hollow" if status is Status.PROPOSED else "filled"))
    assert len(looks) == len(Status)


def test_the_sections_stand_in_their_order(nests: Dossier) -> None:
    headings = [node.attributes["id"] for node in page(nests).with_tag("h2")]
    assert headings == [
        "dossier-life",
        "dossier-steps",
        "dossier-decided",
        "dossier-open",
        "dossier-stood",
        "history",
        "references",
    ]


def test_what_was_decided_and_what_is_open_lead_to_where_it_was_said(nests: Dossier) -> None:
    tree = page(nests, "zh")
    decided, still_open = section(tree, "dossier-decided"), section(tree, "dossier-open")
    assert "木板一起买。 2031 年 5 月 20 日 · 议程 2" in decided
    assert "尺寸 已接受 2031 年 6 月 17 日 · 议程 1 zh/meetings/2031-06-17.md:7" in decided
    assert "同一项议程还讨论了 喂食器" in decided
    assert "颜色 已讨论 2031 年 6 月 3 日 · 议程 1 zh/meetings/2031-06-03.md:7" in still_open
    assert "门 已提出 还没有会议讨论过" in still_open
    assert "找木板 @tomas-k zh/meetings/2031-05-20.md:15 2031 年 5 月 20 日 · 议程 1" in still_open
    assert "记下价格 未记录" in still_open
    assert "量尺寸" not in still_open


def test_where_nothing_was_decided_or_is_open_it_says_so(lens: Lens) -> None:
    tree = page(of(lens, "walks"))
    assert section(tree, "dossier-decided") == "None of the agenda items about it states a decision."
    assert section(tree, "dossier-open") == "No question is left open, and no action item is left to do."


def test_any_meeting_can_be_found_in_the_period_it_falls_in(nests: Dossier, archive: Archive) -> None:
    tree = page(nests)
    held = [link for each in tree.with_class("period__dates") for link in each.with_tag("a")]
    assert [link.text for link in held] == [meeting.id for meeting in archive.meetings]
    assert held[0].attributes["href"] == "/meetings/2031-05-06/"
    told = section(tree, "dossier-stood")
    assert "1 earlier meeting did not speak of it" in told
    assert "3 June 2031 – 16 June 2031 discussed discussed 3 times by then" in told
    assert "Since 17 June 2031 released discussed 4 times by then" in told


def test_a_long_item_is_folded_behind_its_first_words_and_a_short_one_is_not(nests: Dossier) -> None:
    first, second, *_ = page(nests, "zh").with_class("story__entry")
    (folded,) = first.with_tag("details")
    (excerpt,) = folded.with_class("discussion__excerpt")
    assert excerpt.text.startswith("每个巢箱都要量过")
    assert len(excerpt.text) <= 160
    assert folded.with_class("agenda-item__body")[0].text.count("每个巢箱都要量过") == 60
    assert second.with_tag("details") == []
    assert "两样一起做" in second.text


def test_references_of_the_items_and_registered_issues_are_told_apart(nests: Dossier) -> None:
    told = section(page(nests), "references")
    assert told.index("birds.example/colours") < told.index("heron#12") < told.index("heron#13")
    assert told.count("heron#12") == 1


def test_a_text_in_another_language_says_so(archive: Archive) -> None:
    tree = page(of(Lens(archive, "en"), "nests"))
    (decision,) = tree.with_class("decision")[:1]
    assert decision.attributes["lang"] == "zh"
    marks = [
        node for node in tree.with_class("drawing__mark") if node.attributes["href"].endswith("2031-06-03/#agenda-1")
    ]
    assert "The colour of nest boxes" in marks[0].with_tag("title")[0].text


def test_a_page_needs_neither_script_nor_style_of_its_own(nests: Dossier) -> None:
    for node in page(nests).walk():
        assert node.tag not in ("script", "style")
        assert not [name for name in node.attributes if name == "style" or name.startswith("on")]


def test_a_programme_has_a_page_in_words_that_fit(lens: Lens) -> None:
    card = tree_of(render("proposal_card", of(lens, "walks"), "en"))
    assert card.with_tag("section")[0].attributes["aria-label"] == "About this programme"
    assert card.with_class("status") == []
    assert "Last discussed 6 May 2031" in card.text
    assert page(of(lens, "walks")).with_tag("h2")[1].text == "Progress"


def test_a_card_says_since_when_a_status_holds_and_where_it_says_so(nests: Dossier) -> None:
    card = tree_of(render("proposal_card", nests, "en"))
    assert "Status released since 17 June 2031" in card.text
    assert (
        "Agenda item 1 of the meeting on 17 June 2031 the minutes state it · zh/meetings/2031-06-17.md:5" in card.text
    )
    assert "Heron v0.4.0" in card.text


def test_what_no_meeting_has_discussed_has_a_page_that_says_so(tmp_path: Path) -> None:
    files = {"_data/proposals.yml": PROPOSALS}
    lens = Lens(archive_of(tmp_path, files), "en")
    tree = page(of(lens, "nests"))
    assert "No meeting has discussed this proposal yet." in section(tree, "history")
    assert "Size proposed no meeting has discussed it yet" in section(tree, "dossier-open")
    assert tree.with_tag("svg") == []
    assert "No meeting has discussed this programme yet." in page(of(lens, "walks")).text


# Designs and programmes.


def test_the_index_has_designs_only_and_says_how_many_programmes_there_are(lens: Lens) -> None:
    index = proposals_index(lens)
    assert [(group.status, [one.proposal.id for one in group.proposals]) for group in index.groups] == [
        *((Status.PROPOSED, []), (Status.DISCUSSED, ["feeder"]), (Status.ACCEPTED, []), (Status.MERGED, [])),
        *((Status.RELEASED, ["nests"]), (Status.DECLINED, []), (Status.DEFERRED, [])),
    ]
    assert (index.designs, index.in_motion, index.programmes) == (2, 1, 1)
    tree = tree_of(render("proposals_index", index, "en"))
    assert [node.attributes["id"] for node in tree.with_tag("h2")] == ["status-discussed", "status-released"]
    assert "/programmes/" in [link.attributes["href"] for link in tree.with_tag("a")]
    assert "Bird walks" not in tree.text
