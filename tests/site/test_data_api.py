"""The data API of whole sites: written once, and saying what the pages say."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest
from lxml import html

from builder import BASE, PROJECT, SITE_URL, BuiltSite, build_docs, build_site
from minutes import api
from minutes.api.documents import DOCUMENTS
from minutes.api.models import AgendaItem
from minutes.api.schemas import schemas
from samples import FOREST

Data = dict[str, Any]
LOCALES = {"zh": "", "en": "en/"}
KEYS = {name: name.replace("-", "_") for name in DOCUMENTS}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return build_docs(PROJECT / "docs", tmp_path_factory.mktemp("site"), strict=True)


@pytest.fixture(scope="module")
def forest(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return build_site(tmp_path_factory.mktemp("forest"), FOREST)


@pytest.fixture(params=["project", "forest"])
def site(request: pytest.FixtureRequest) -> BuiltSite:
    """The project's own site, and one of a made-up community."""
    built: BuiltSite = request.getfixturevalue(request.param)
    return built


def text_of(site: BuiltSite, name: str) -> str:
    return (site.folder / api.FOLDER / f"{name}.json").read_text(encoding="utf-8")


def records(site: BuiltSite, name: str) -> list[Data]:
    return list(json.loads(text_of(site, name))[KEYS[name]])


def all_records(site: BuiltSite) -> Iterator[tuple[str, Data]]:
    for name in DOCUMENTS:
        yield from ((name, record) for record in records(site, name))


def found(site: BuiltSite, address: str, path: str) -> list[Any]:
    return list(site.article(address).xpath(path))


# What is written.


def test_the_files_and_their_schemas_are_written_once_at_the_root(site: BuiltSite) -> None:
    assert site.warnings == []
    written = {file.relative_to(site.folder / api.FOLDER).as_posix() for file in (site.folder / "api").rglob("*.json")}
    assert written == {f"{name}.json" for name in DOCUMENTS} | {f"schema/{name}.schema.json" for name in DOCUMENTS}
    assert not (site.folder / "en" / "api").exists()
    for name, text in schemas().items():
        assert (site.folder / api.FOLDER / "schema" / name).read_text(encoding="utf-8") == text


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_file_keeps_to_the_schema_that_it_names(site: BuiltSite, name: str) -> None:
    file = site.folder / api.FOLDER / f"{name}.json"
    document = json.loads(file.read_bytes().decode("utf-8"))
    schema = json.loads((file.parent / document["$schema"]).read_text(encoding="utf-8"))
    assert [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(document)] == []
    assert document["locales"] == list(LOCALES)
    assert document["generated_from"]["site"] == SITE_URL


def test_two_builds_give_the_same_bytes(forest: BuiltSite, tmp_path: Path) -> None:
    again = build_site(tmp_path, FOREST)
    for name in DOCUMENTS:
        assert text_of(again, name) == text_of(forest, name)


def test_a_site_of_one_language_has_the_files_too(tmp_path: Path) -> None:
    languages = [{"locale": "zh", "name": "中文", "default": True}, {"locale": "en", "name": "English", "build": False}]
    plugins = [{"i18n": {"docs_structure": "folder", "languages": languages}}]
    site = build_site(tmp_path, FOREST, plugins=plugins)
    assert json.loads(text_of(site, "meetings"))["locales"] == ["zh"]
    assert all(list(meeting["url"]) == ["zh"] for meeting in records(site, "meetings"))


def test_a_site_without_minutes_has_empty_files(tmp_path: Path) -> None:
    empty = build_site(tmp_path, BASE)
    assert empty.warnings == []
    assert [records(empty, name) for name in DOCUMENTS] == [[]] * len(DOCUMENTS)


def test_a_site_as_of_a_day_has_data_as_of_that_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINUTES_AS_OF", "2023-03-10")
    early = build_site(tmp_path, FOREST)
    assert [meeting["id"] for meeting in records(early, "meetings")] == ["2023-03-01"]
    assert {one["id"]: one["status"] for one in records(early, "proposals")} == {"retries": "discussed"}
    assert "2023-03-15" not in "".join(text_of(early, name) for name in DOCUMENTS)


def test_a_file_that_is_not_as_its_schema_has_it_is_a_warning_and_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AgendaItem, "model_construct", _with_a_number_as_anchor(AgendaItem.model_construct))
    site = build_site(tmp_path, FOREST)
    place = "agenda[0].anchor"
    assert [warning for warning in site.warnings if f"api/v1/agenda.json：{place}：" in warning]
    assert not (site.folder / api.FOLDER / "agenda.json").exists()
    assert records(site, "meetings")


def _with_a_number_as_anchor(construct: Callable[..., Any]) -> Callable[..., Any]:
    return lambda **values: construct(**{**values, "anchor": 1})


# What the pages say.


@pytest.mark.parametrize("prefix", LOCALES.values(), ids=LOCALES)
def test_the_meetings_are_those_of_the_index(site: BuiltSite, prefix: str) -> None:
    meetings = records(site, "meetings")
    assert len(found(site, f"{prefix}meetings", ".//li[@class='card']")) == len(meetings)
    counts = [
        int(re.findall(r"\d+", facts.text_content())[-1])
        for facts in found(site, f"{prefix}meetings", ".//p[@class='card__facts']")
    ]
    assert counts == [len(meeting["attendees"]) for meeting in reversed(meetings)]


@pytest.mark.parametrize("prefix", LOCALES.values(), ids=LOCALES)
def test_the_agenda_items_are_those_of_the_index_with_their_facets(site: BuiltSite, prefix: str) -> None:
    entries = found(site, f"{prefix}agenda", ".//li[@data-item]")
    agenda = records(site, "agenda")
    assert len(entries) == len(agenda)
    for facet, key in (
        ("project", "projects"),
        ("presenter", "presenters"),
        ("proposal", "proposals"),
        ("kind", "kinds"),
    ):
        shown = sorted(sorted(entry.get(f"data-{facet}").split()) for entry in entries)
        assert shown == sorted(sorted(item[key]) for item in agenda), facet


@pytest.mark.parametrize("prefix", LOCALES.values(), ids=LOCALES)
def test_the_proposals_are_those_of_the_board_and_of_the_programmes(site: BuiltSite, prefix: str) -> None:
    proposals = records(site, "proposals")
    designs = found(site, f"{prefix}proposals", ".//article[@class='proposal-entry']")
    programmes = found(site, f"{prefix}programmes", ".//section[contains(@class, 'programme')]/h2/@id")
    assert len(designs) == sum(one["kind"] == "design" for one in proposals)
    assert sorted(programmes) == sorted(one["id"] for one in proposals if one["kind"] == "programme")
    for status in {one["status"] for one in proposals if one["kind"] == "design"}:
        column = f".//section[@aria-labelledby='status-{status}']//article[@class='proposal-entry']"
        expected = sum(one["kind"] == "design" and one["status"] == status for one in proposals)
        assert len(found(site, f"{prefix}proposals", column)) == expected


@pytest.mark.parametrize("prefix", LOCALES.values(), ids=LOCALES)
def test_the_releases_are_those_of_the_news(site: BuiltSite, prefix: str) -> None:
    shown = found(site, f"{prefix}news", ".//article[@class='release']//@id")
    assert sorted(shown) == sorted(f"{one['project']}-v{one['version']}" for one in records(site, "releases"))


@pytest.mark.parametrize("prefix", LOCALES.values(), ids=LOCALES)
def test_the_people_are_those_of_the_page(site: BuiltSite, prefix: str) -> None:
    people = {person["id"]: person for person in records(site, "people")}
    entries = found(site, f"{prefix}people", ".//li[contains(concat(' ', @class, ' '), ' person ')]")
    ids = [entry.xpath(".//h4/@id")[0] for entry in entries]
    assert sorted(ids) == sorted(people)
    for person_id, entry in zip(ids, entries, strict=True):
        person = people[person_id]
        counts = sorted(int(count) for count in entry.xpath(".//dt/b/text()"))
        did = (person[key] for key in ("presented", "attended", "assigned", "champions"))
        assert counts == sorted(len(each) for each in did if each), person_id


@pytest.mark.parametrize("prefix", LOCALES.values(), ids=LOCALES)
def test_the_projects_are_those_of_the_page(site: BuiltSite, prefix: str) -> None:
    projects = {project["id"]: project for project in records(site, "projects")}
    sections = found(site, f"{prefix}projects", ".//section[@class='project']")
    assert [section.get("aria-labelledby") for section in sections] == list(projects)
    kinds = {one["id"]: one["kind"] for one in records(site, "proposals")}
    for section in sections:
        project = projects[section.get("aria-labelledby")]
        designs = [one for one in project["proposals"] if kinds[one] == "design"]
        programmes = [one for one in project["proposals"] if kinds[one] == "programme"]
        parts = (designs, programmes, project["releases"], project["items"])
        counts = [int(count) for count in section.xpath(".//dt/b/text()")]
        assert counts == [len(part) for part in parts if part], project["id"]


@pytest.mark.parametrize("prefix", LOCALES.values(), ids=LOCALES)
def test_the_action_items_are_those_of_the_page(site: BuiltSite, prefix: str) -> None:
    tasks = found(site, f"{prefix}action-items", ".//li[contains(concat(' ', @class, ' '), ' todo__task ')]")
    done = [task for task in tasks if "todo__task--done" in task.get("class")]
    expected = records(site, "action-items")
    assert (len(tasks), len(done)) == (len(expected), sum(one["done"] is True for one in expected))


@pytest.mark.parametrize("prefix", LOCALES.values(), ids=LOCALES)
def test_the_translations_are_those_of_the_page(site: BuiltSite, prefix: str) -> None:
    text = site.article(f"{prefix}translations").text_content()
    for locale in LOCALES:
        states = [item["translation"][locale] for item in records(site, "agenda")]
        assert str(sum(state in ("source", "translated") for state in states)) in re.findall(r"\d+", text)


# Where it leads.


def urls_in(value: object) -> Iterator[tuple[str, str]]:
    """Every address of a page by locale, wherever in a record."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key == "url" and isinstance(part, dict):
                yield from part.items()
            else:
                yield from urls_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from urls_in(part)


def test_every_address_leads_to_a_page_of_its_locale_and_to_an_anchor_on_it(site: BuiltSite) -> None:
    ids: dict[str, set[str]] = {}
    seen = 0
    for name, record in all_records(site):
        assert set(record["url"]) == set(LOCALES), (name, record["id"])
        for locale, url in urls_in(record):
            parts = urlsplit(url)
            assert url.startswith(SITE_URL), url
            path = unquote(parts.path).lstrip("/")
            assert path.startswith("en/") is (locale == "en"), url
            page = site.folder / path / "index.html"
            assert page.is_file(), (name, record["id"], url)
            if path not in ids:
                named: Any = html.fromstring(page.read_text(encoding="utf-8")).xpath("//@id")
                ids[path] = set(named)
            assert not parts.fragment or unquote(parts.fragment) in ids[path], (name, record["id"], url)
            seen += 1
    assert seen > len(list(all_records(site)))


def places_in(value: object) -> Iterator[tuple[str, Data]]:
    """Every source in minutes by locale, wherever in a record."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key == "source":
                yield from part.items() if part and "path" not in part else ()
            else:
                yield from places_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from places_in(part)


def test_every_source_is_a_line_of_a_file_of_its_locale(site: BuiltSite) -> None:
    beside = site.folder.parent / "docs"
    docs = beside if beside.is_dir() else PROJECT / "docs"
    for name, record in all_records(site):
        for locale, place in places_in(record):
            assert place["path"].startswith(f"{locale}/meetings/")
            lines = (docs / place["path"]).read_text(encoding="utf-8").split("\n")
            assert place["line"] <= len(lines)
            line = lines[place["line"] - 1]
            if name == "agenda" and place == record["source"].get(locale):
                assert line.startswith("#"), (record["id"], line)
                assert re.sub(r"\W", "", record["title"][locale]) in re.sub(r"\W", "", line), (record["id"], line)
            elif name == "releases":
                assert record["version"] in line or line.startswith("#"), (record["id"], line)
            elif name == "action-items":
                assert re.match(r"\s*([-*+]|\d+\.)\s", line), (record["id"], line)


def test_what_an_agenda_item_holds_leads_to_its_line_and_to_the_item(site: BuiltSite) -> None:
    beside = site.folder.parent / "docs"
    docs = beside if beside.is_dir() else PROJECT / "docs"
    seen = 0
    for item in records(site, "agenda"):
        for key, text in (("decisions", "text"), ("action_items", "text"), ("questions", "question")):
            for entry in item[key]:
                assert entry["url"] == item["url"]
                assert set(entry["source"]) == set(entry[text])
                for locale, place in entry["source"].items():
                    lines = (docs / place["path"]).read_text(encoding="utf-8").split("\n")
                    here = "".join(lines[place["line"] - 1 : place["line"] + 1])
                    first_words = re.findall(r"\w+", entry[text][locale])[0]
                    assert first_words in here, (entry["id"], here)
                    seen += 1
    assert seen


@pytest.mark.parametrize("name", ["proposals", "people", "projects"])
def test_what_is_registered_leads_to_its_line_of_the_registry(site: BuiltSite, name: str) -> None:
    beside = site.folder.parent / "docs"
    docs = beside if beside.is_dir() else PROJECT / "docs"
    registered = [one for one in records(site, name) if one.get("registered", True)]
    assert registered
    for one in registered:
        assert one["source"]["path"] == f"_data/{name}.yml"
        line = (docs / one["source"]["path"]).read_text(encoding="utf-8").split("\n")[one["source"]["line"] - 1]
        assert re.search(rf"\bid: [\"']?{one['id']}\b", line), (one["id"], line)
    assert all(one["source"] is None for one in records(site, name) if not one.get("registered", True))


# What the guide says.


@pytest.mark.parametrize("locale", LOCALES)
def test_the_guide_names_every_file_and_leads_to_it(project: BuiltSite, locale: str) -> None:
    address = f"{LOCALES[locale]}contributing/data"
    links = {link.rsplit("/", 1)[-1] for link in found(project, address, ".//table[1]//a/@href")}
    assert links == {f"{name}.json" for name in DOCUMENTS} | {f"{name}.schema.json" for name in DOCUMENTS}
    assert list(project.broken_links()) == []
    assert f"{LOCALES[locale]}contributing/data" in project.addresses()
    assert "data/" in found(project, f"{LOCALES[locale]}contributing", ".//a/@href")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_program_of_the_guide_prints_every_proposal(
    project: BuiltSite, locale: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    guide = (PROJECT / "docs" / locale / "contributing" / "data.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)

    def published(url: str) -> io.BytesIO:
        return io.BytesIO((project.folder / urlsplit(url).path.lstrip("/")).read_bytes())

    monkeypatch.setattr("urllib.request.urlopen", published)
    exec(compile(program, "data.md", "exec"), {})  # noqa: S102 — our own guide
    printed = capsys.readouterr().out
    for proposal in records(project, "proposals"):
        assert f"{proposal['status']} {proposal['title'][locale]}\n" in printed


@pytest.mark.parametrize("locale", LOCALES)
def test_the_guide_names_every_list_of_records(locale: str) -> None:
    guide = (PROJECT / "docs" / locale / "contributing" / "data.md").read_text(encoding="utf-8")
    assert all(f"`{key}`" in guide for key in KEYS.values())
    assert f"`v{api.VERSION}`" in guide
