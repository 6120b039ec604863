"""The registry: looking entries up, and files that are broken in every way."""

from __future__ import annotations

import pytest
from helpers import PEOPLE, PROJECTS, PROPOSALS, REGISTRY_FILES, found_in, registry

from minutes.model import Reference, ReferenceKind
from minutes.registry import Registry, slug
from minutes.registryreader import read_registry


def reference(ref_id: str, repository: str = "") -> Reference:
    """A reference with an id."""
    return Reference(ReferenceKind.ISSUE, ref_id, "https://birds.example", ref_id, 1, repository)


def test_the_files_give_all_entries_in_their_order() -> None:
    found = registry()
    assert list(found.projects) == ["heron", "larch"]
    assert list(found.people) == ["mira", "tomas", "rx"]
    assert list(found.proposals) == ["backoff", "tracing", "quiet"]
    assert found.diagnostics == ()


def test_missing_and_empty_files_are_empty_registries() -> None:
    for sources in ({}, dict.fromkeys(REGISTRY_FILES, ""), dict.fromkeys(REGISTRY_FILES, "# nothing yet\n")):
        found = read_registry(sources)
        assert (found.projects, found.people, found.proposals, found.diagnostics) == ({}, {}, {}, ())


@pytest.mark.parametrize(
    ("name", "person_id"),
    [
        ("mira", "mira"),
        ("Mira Holt", "mira"),
        ("mira holt", "mira"),
        ("mirah", "mira"),
        ("MIRAH", "mira"),
        ("米拉", "mira"),
        ("Rx:9", "rx"),
        ("tomas-k", "tomas"),
    ],
)
def test_a_person_is_known_by_every_spelling(name: str, person_id: str) -> None:
    assert registry().person(name).id == person_id


@pytest.mark.parametrize(
    ("name", "person_id"),
    [("Ta Nguyen", "ta-nguyen"), ("周小满", "周小满"), ("tomas_k", "tomas_k"), ("韩 立", "韩-立")],
)
def test_somebody_unregistered_is_known_by_the_name(name: str, person_id: str) -> None:
    person = registry().person(name)
    assert (person.id, person.name) == (person_id, name)
    assert slug(name) == person_id


@pytest.mark.parametrize("names", [("a.b", "a-b", "a_b"), ("?!", "!?", "🐦", "🐤"), ("../x", "x", "/x")])
def test_names_that_differ_have_slugs_that_differ_and_stay_in_their_page(names: tuple[str, ...]) -> None:
    slugs = [slug(name) for name in names]
    assert len(set(slugs)) == len(names)
    for each in slugs:
        assert each
        assert not set("/.?#&% ").intersection(each)


@pytest.mark.parametrize(
    ("name", "project_id"),
    [("Heron", "heron"), ("HERON", "heron"), ("苍鹭", "heron"), ("Owl", "owl"), ("larch", "larch")],
)
def test_a_project_is_known_by_name_and_alias(name: str, project_id: str) -> None:
    assert registry().project(name).id == project_id


@pytest.mark.parametrize(
    ("title", "project_ids"),
    [
        ("Heron 的近况", ["heron"]),
        ("heron的近况", ["heron"]),
        ("Larch 与苍鹭", ["larch", "heron"]),
        ("Larch 与 larch", ["larch"]),
        ("HeronX 与 XHeron 与 Heron2", []),
        ("Heron-Larch", ["heron", "larch"]),
        ("闲聊", []),
        ("", []),
    ],
)
def test_projects_named_in_a_title_as_whole_words(title: str, project_ids: list[str]) -> None:
    assert [project.id for project in registry().projects_named(title)] == project_ids


@pytest.mark.parametrize("title", ["Fıx 与 FİX", "ſky", "\u212aite", "STRASSE straße ﬁx"])
def test_letters_that_fold_in_odd_ways_do_no_harm(title: str) -> None:
    projects = "projects:\n" + "".join(f"  - {{id: {name}, name: {name}}}\n" for name in ("fix", "sky", "kite"))
    found = read_registry({"_data/projects.yml": projects + "  - {id: strasse, name: Straße}\n"})
    assert {project.id for project in found.projects_named(title)} <= {"fix", "sky", "kite", "strasse"}


def test_longer_names_are_not_hidden_by_shorter_ones() -> None:
    found = read_registry(
        {"_data/projects.yml": "projects:\n  - {id: a, name: Heron}\n  - {id: b, name: Heron Core}\n"}
    )
    assert [project.id for project in found.projects_named("Heron Core 2")] == ["b"]


def test_special_characters_in_names_mean_themselves() -> None:
    found = read_registry(
        {"_data/projects.yml": 'projects:\n  - {id: a, name: "C++ (new)"}\n  - {id: b, name: "a.b"}\n'}
    )
    assert [project.id for project in found.projects_named("关于 C++ (new) 与 axb")] == ["a"]


@pytest.mark.parametrize(
    ("repository", "project_ids"),
    [
        ("birdhouse/heron", ["heron"]),
        ("heron-contrib/anything", ["heron"]),
        ("birdhouse/larch", ["larch"]),
        ("birdhouse/other", []),
        ("", []),
    ],
)
def test_projects_own_repositories_and_whole_owners(repository: str, project_ids: list[str]) -> None:
    assert [project.id for project in registry().projects_of([reference("x", repository)])] == project_ids


@pytest.mark.parametrize(
    ("ref_id", "proposal_ids"),
    [
        ("birdhouse/heron#12", ["backoff"]),
        ("birdhouse/heron#13", ["backoff"]),
        ("birdhouse/heron#1", []),
        ("birdhouse/heron#120", []),
        ("birdhouse/larch#3", ["tracing"]),
    ],
)
def test_proposals_of_an_issue(ref_id: str, proposal_ids: list[str]) -> None:
    assert [proposal.id for proposal in registry().proposals_of([reference(ref_id)])] == proposal_ids


@pytest.mark.parametrize(
    ("title", "proposal_ids"),
    [
        ("聊聊退避策略", ["backoff"]),
        ("The Backoff Policy again", ["backoff"]),
        ("backoff", ["backoff"]),
        ("backoffs", []),
        ("quiet tracing", ["tracing", "quiet"]),
        ("链路追踪", []),
    ],
)
def test_proposals_named_in_a_title_by_id_or_alias(title: str, proposal_ids: list[str]) -> None:
    assert [proposal.id for proposal in registry().proposals_named(title)] == proposal_ids


# Broken files. Each sample: the file, its text, and what is found as slug, line and column.

PROJECT_FILE, PERSON_FILE, PROPOSAL_FILE = "_data/projects.yml", "_data/people.yml", "_data/proposals.yml"
BROKEN = {
    "two colons": (PERSON_FILE, "people:\n  - id: a: b\n", [("registry-invalid", 2, 10)]),
    "an alias": (PERSON_FILE, "people:\n  - &a {id: a, name: A}\n  - *a\n", [("registry-invalid", 3, 5)]),
    "a tab": (PERSON_FILE, "people:\n\t- id: a\n", [("registry-invalid", 2, 1)]),
    "a Python object": (PERSON_FILE, "people: !!python/name:os.system\n", [("registry-invalid", 1, 9)]),
    "two documents": (PERSON_FILE, "people: []\n---\npeople: []\n", [("registry-invalid", 2, 1)]),
    "a list": (PERSON_FILE, "- id: a\n", [("registry-invalid", 1, 1)]),
    "a sentence": (PERSON_FILE, "nobody yet\n", [("registry-invalid", 1, 1)]),
    "another key": (PERSON_FILE, "persons: []\n", [("registry-invalid", 1, 1)]),
    "no entries": (PERSON_FILE, "people:\n", [("registry-invalid", 1, 1)]),
    "a mapping of entries": (PERSON_FILE, "people: {a: {name: A}}\n", [("registry-invalid", 1, 1)]),
    "an entry that is a word": (PERSON_FILE, "people:\n  - mira\n", [("registry-entry-invalid", 2, 5)]),
    "an empty entry": (PERSON_FILE, "people:\n  - {id: a, name: A}\n  -\n", [("registry-entry-invalid", 3, 4)]),
    "no id": (PERSON_FILE, "people:\n  - name: A\n", [("registry-entry-invalid", 2, 5)]),
    "no name": (PERSON_FILE, "people:\n  - id: a\n", [("registry-entry-invalid", 2, 5)]),
    "an empty name": (PERSON_FILE, "people:\n  - id: a\n    name: ' '\n", [("registry-entry-invalid", 3, 11)]),
    "an id in capitals": (PERSON_FILE, "people:\n  - id: Mira\n    name: M\n", [("registry-entry-invalid", 2, 9)]),
    "an id with a space": (PERSON_FILE, "people:\n  - {id: a b, name: M}\n", [("registry-entry-invalid", 2, 10)]),
    "an id in Chinese": (PERSON_FILE, "people:\n  - {id: 米拉, name: M}\n", [("registry-entry-invalid", 2, 10)]),
    "an id with a path": (PERSON_FILE, "people:\n  - {id: ../a, name: M}\n", [("registry-entry-invalid", 2, 10)]),
    "a number as id": (PERSON_FILE, "people:\n  - {id: 7, name: M}\n", [("registry-entry-invalid", 2, 10)]),
    "a number as name": (PERSON_FILE, "people:\n  - {id: a, name: 7}\n", [("registry-entry-invalid", 2, 19)]),
    "an unknown field": (
        PERSON_FILE,
        "people:\n  - id: a\n    name: A\n    nick: x\n",
        [("registry-entry-invalid", 4, 11)],
    ),
    "an alias that is no list": (
        PERSON_FILE,
        "people:\n  - id: a\n    name: A\n    aliases: x\n",
        [("registry-entry-invalid", 4, 14)],
    ),
    "an alias that is no text": (
        PERSON_FILE,
        "people:\n  - id: a\n    name: A\n    aliases: [x, 7]\n",
        [("registry-entry-invalid", 4, 18)],
    ),
    "two mistakes in one entry": (
        PERSON_FILE,
        "people:\n  - id: A\n    name: A\n    nick: x\n",
        [("registry-entry-invalid", 2, 9), ("registry-entry-invalid", 4, 11)],
    ),
    "a repository without owner": (
        PROJECT_FILE,
        "projects:\n  - id: a\n    name: A\n    repositories: [b/c, d]\n",
        [("registry-entry-invalid", 4, 25)],
    ),
    "an issue without number": (
        PROPOSAL_FILE,
        "proposals:\n  - id: a\n    title: {zh: 甲}\n    issues: [b/c]\n",
        [("registry-entry-invalid", 4, 14)],
    ),
    "a title that is no mapping": (
        PROPOSAL_FILE,
        "proposals:\n  - id: a\n    title: 甲\n",
        [("registry-entry-invalid", 3, 12)],
    ),
    "a repeated id": (
        PERSON_FILE,
        "people:\n  - {id: a, name: A}\n  - {id: b, name: B}\n  - {id: a, name: C}\n",
        [("registry-id-repeated", 4, 10)],
    ),
    "an unknown project": (
        PROPOSAL_FILE,
        "proposals:\n  - id: a\n    title: {zh: 甲}\n    projects: [heron, herno]\n",
        [("registry-id-dangling", 4, 23)],
    ),
    "an unknown champion": (
        PROPOSAL_FILE,
        "proposals:\n  - id: a\n    title: {zh: 甲}\n    champions:\n      - mira\n      - nobody\n",
        [("registry-id-dangling", 6, 9)],
    ),
    "an alias of two people": (
        PERSON_FILE,
        "people:\n  - {id: a, name: A, aliases: [x]}\n  - {id: b, name: B, aliases: [X]}\n",
        [("registry-alias-shared", 3, 5)],
    ),
    "a name that is another's handle": (
        PERSON_FILE,
        "people:\n  - {id: a, name: A, github: bee}\n  - {id: b, name: Bee}\n",
        [("registry-alias-shared", 3, 5)],
    ),
    "an alias of two projects": (
        PROJECT_FILE,
        "projects:\n  - {id: a, name: A}\n  - {id: b, name: B, aliases: [a]}\n",
        [("registry-alias-shared", 3, 5)],
    ),
}


def read_with(path: str, text: str) -> Registry:
    """The registry of the made-up community with one other file."""
    return read_registry({**REGISTRY_FILES, path: text})


@pytest.mark.parametrize("sample", BROKEN)
def test_a_broken_file_is_reported_at_the_very_value(sample: str) -> None:
    path, text, expected = BROKEN[sample]
    others = {slug_ for slug_, _, _ in expected}
    found = [one for one in read_with(path, text).diagnostics if one.path == path or one.code.slug in others]
    assert [(one.code.slug, *one.span[:2]) for one in found] == expected
    assert {one.path for one in found} == {path}


@pytest.mark.parametrize("sample", BROKEN)
def test_a_broken_file_leaves_the_other_files_alone(sample: str) -> None:
    path, text, _ = BROKEN[sample]
    found = read_with(path, text)
    if path != PROJECT_FILE:
        assert list(found.projects) == ["heron", "larch"]
    if path != PERSON_FILE:
        assert list(found.people) == ["mira", "tomas", "rx"]
    if path != PROPOSAL_FILE:
        assert list(found.proposals) == ["backoff", "tracing", "quiet"]


def test_the_entries_around_a_wrong_one_still_count() -> None:
    found = read_with(PERSON_FILE, PEOPLE.replace("id: tomas", "id: Tomas!"))
    assert list(found.people) == ["mira", "rx"]
    assert found_in(found.diagnostics) == [("registry-entry-invalid", 3)]
    assert found.diagnostics[0].values["field"] == "id"


def test_an_entry_with_a_dangling_id_still_counts() -> None:
    found = read_with(PROPOSAL_FILE, PROPOSALS.replace("projects: [heron]", "projects: [hern]"))
    assert list(found.proposals) == ["backoff", "tracing", "quiet"]
    (dangling,) = found.diagnostics
    assert dangling.values == {"id": "hern", "key": "projects"}


def test_of_two_entries_with_one_id_the_first_counts() -> None:
    found = read_with(PROJECT_FILE, PROJECTS + "  - {id: heron, name: Other}\n")
    assert found.projects["heron"].name == "Heron"


def test_a_shared_alias_counts_for_the_first() -> None:
    found = read_with(PERSON_FILE, PEOPLE + "  - {id: late, name: Late, aliases: [MIRAH]}\n")
    assert found.person("mirah").id == "mira"
    (shared,) = found.diagnostics
    assert shared.values == {"alias": "MIRAH", "first": "mira", "second": "late"}


def test_a_person_may_have_the_same_spelling_twice() -> None:
    found = read_with(PERSON_FILE, "people:\n  - {id: mira, name: Mira, github: mira, aliases: [MIRA]}\n")
    assert found.diagnostics == ()


@pytest.mark.parametrize(
    "text", ["people: " + "[" * 200, "people:\n  - id: !!bool x\n", "people:\n  - {id: a, name: !!int ''}\n"]
)
def test_no_text_makes_it_raise(text: str) -> None:
    found = read_with(PERSON_FILE, text)
    assert found.people == {}
    assert {one.code.slug for one in found.diagnostics if one.path == PERSON_FILE} == {"registry-invalid"}
