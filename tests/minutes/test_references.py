"""Links, normalised."""

from __future__ import annotations

import pytest
from helpers import read_item

from minutes.model import Reference, ReferenceKind
from minutes.references import reference_to

KIND = ReferenceKind


@pytest.mark.parametrize(
    ("url", "kind", "ref_id", "label", "repository"),
    [
        (
            "https://github.com/birdhouse/heron/issues/12",
            KIND.ISSUE,
            "birdhouse/heron#12",
            "heron#12",
            "birdhouse/heron",
        ),
        (
            "https://github.com/birdhouse/heron/pull/7",
            KIND.PULL_REQUEST,
            "birdhouse/heron#7",
            "heron#7",
            "birdhouse/heron",
        ),
        (
            "https://github.com/birdhouse/heron/releases/tag/v0.4.0",
            KIND.RELEASE,
            "birdhouse/heron@v0.4.0",
            "heron v0.4.0",
            "birdhouse/heron",
        ),
        (
            "https://github.com/birdhouse/heron",
            KIND.REPOSITORY,
            "birdhouse/heron",
            "birdhouse/heron",
            "birdhouse/heron",
        ),
    ],
)
def test_addresses_of_the_code_host_have_kind_id_and_label(
    url: str, kind: ReferenceKind, ref_id: str, label: str, repository: str
) -> None:
    assert reference_to(url, url, 3) == Reference(kind, ref_id, url, label, 3, repository)


@pytest.mark.parametrize(
    ("spelling", "ref_id"),
    [
        ("https://github.com/birdhouse/heron/issues/12/", "birdhouse/heron#12"),
        ("http://github.com/birdhouse/heron/issues/12", "birdhouse/heron#12"),
        ("https://www.github.com/birdhouse/heron/issues/12", "birdhouse/heron#12"),
        ("https://GitHub.com/birdhouse/heron/issues/12", "birdhouse/heron#12"),
        ("https://github.com/birdhouse/heron/issues/12#issuecomment-5", "birdhouse/heron#12"),
        ("https://github.com/birdhouse/heron/issues/12?tab=all", "birdhouse/heron#12"),
        ("https://github.com/BirdHouse/Heron/issues/12", "birdhouse/heron#12"),
        ("https://github.com/birdhouse/heron/pull/12/files", "birdhouse/heron#12"),
        ("https://github.com/birdhouse/heron/pull/12/commits/abc", "birdhouse/heron#12"),
        ("https://github.com/birdhouse/heron/", "birdhouse/heron"),
        ("https://github.com/birdhouse/heron.git", "birdhouse/heron"),
        ("https://github.com/birdhouse/heron#readme", "birdhouse/heron"),
        ("https://github.com/birdhouse/heron/releases/v0.4.0", "birdhouse/heron@v0.4.0"),
    ],
)
def test_every_spelling_of_one_target_has_one_id(spelling: str, ref_id: str) -> None:
    reference = reference_to(spelling, spelling, 1)
    assert reference
    assert reference.id == ref_id
    assert reference.url == spelling


@pytest.mark.parametrize(
    ("url", "text", "label"),
    [
        ("https://birds.example/guide/start", "Getting started", "Getting started"),
        ("https://birds.example/guide/start", "https://birds.example/guide/start", "birds.example/…/start"),
        ("https://birds.example/start/", "https://birds.example/start/", "birds.example/start"),
        ("https://birds.example", "", "birds.example"),
        ("https://birds.example/a/" + "x" * 60, "", "birds.example"),
        ("https://birds.example/%E8%8B%8D%E9%B9%AD", "https://birds.example/苍鹭", "birds.example/%E8%8B%8D%E9%B9%AD"),
        ("https://github.com/birdhouse/heron/blob/main/docs/nest.md", "", "heron: nest.md"),
        ("https://github.com/birdhouse/heron/issues", "", "heron: issues"),
        (
            "https://github.com/birdhouse/heron/issues?q=is%3Aopen+label%3A%22good+first+issue%22",
            "",
            "heron: good first issue",
        ),
        ("https://github.com/birdhouse/heron/issues?q=label%3Abug", "", "heron: bug"),
        ("https://github.com/birdhouse", "", "github.com/birdhouse"),
    ],
)
def test_any_other_address_is_a_document_with_a_label(url: str, text: str, label: str) -> None:
    reference = reference_to(url, text, 1)
    assert reference
    assert (reference.kind, reference.id, reference.label) == (KIND.DOCUMENT, url, label)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "notes.md",
        "../notes.md",
        "//",
        "#agenda-2",
        "mailto:mira@birds.example",
        "https://",
        "http://[",
        "ftp://x.y/z",
    ],
)
def test_what_leads_nowhere_outside_is_no_reference(url: str) -> None:
    assert reference_to(url, "text", 1) is None


def test_a_link_from_the_root_is_a_document_of_the_communitys_website() -> None:
    reference = reference_to("/guide/", "The guide", 1)
    assert reference
    assert (reference.kind, reference.url, reference.label) == (KIND.DOCUMENT, "/guide/", "The guide")


@pytest.mark.parametrize(
    ("body", "found"),
    [
        pytest.param(
            "见 https://github.com/birdhouse/heron/issues/12。\n也见 [它](https://github.com/birdhouse/heron/issues/12)。",
            [("birdhouse/heron#12", 3)],
            id="one target once, at its first line",
        ),
        pytest.param(
            "- a\n- https://github.com/birdhouse/heron/pull/7\n  - <https://github.com/birdhouse/larch>",
            [("birdhouse/heron#7", 4), ("birdhouse/larch", 5)],
            id="in nested lists",
        ),
        pytest.param("代码在 github.com/birdhouse/larch 里", [("birdhouse/larch", 3)], id="without its scheme"),
        pytest.param("`https://github.com/birdhouse/larch`", [], id="not in code"),
        pytest.param("    https://github.com/birdhouse/larch", [], id="not in a code block"),
        pytest.param("mira@birds.example/x and v1.2.3/4", [], id="not in other words with dots"),
        pytest.param(
            "| a | b |\n|---|---|\n| x | https://github.com/birdhouse/larch/pull/2 |",
            [("birdhouse/larch#2", 5)],
            id="in a table",
        ),
        pytest.param("> https://github.com/birdhouse/larch/pull/2", [("birdhouse/larch#2", 3)], id="in a quote"),
        pytest.param(
            "x\ny\n[![logo](https://birds.example/i.png)](https://github.com/birdhouse/larch/pull/2)",
            [("birdhouse/larch#2", 5)],
            id="around an image",
        ),
        pytest.param(
            "https://github.com/birdhouse/heron/issues/61；https://github.com/birdhouse/heron/issues/62。",
            [("birdhouse/heron#61", 3), ("birdhouse/heron#62", 3)],
            id="two with Chinese punctuation",
        ),
    ],
)
def test_the_references_of_an_item(body: str, found: list[tuple[str, int]]) -> None:
    assert [(reference.id, reference.line) for reference in read_item(body).references] == found


def test_a_link_in_the_title_is_a_reference_too() -> None:
    item = read_item("x", "## Agenda 1: [Heron](https://github.com/birdhouse/heron) and `larch`")
    assert [reference.id for reference in item.references] == ["birdhouse/heron"]
