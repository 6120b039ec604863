"""What publishing puts into pages and catalogues, without git and without a build."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import PROJECT
from minutes.command import RefusalError
from publishing.catalogue import Catalogue, Version, checked_name, day_of_version
from publishing.corrections import Current, Notice, Standing, nearest, pages_of
from publishing.rootpages import Words, folder_chosen, list_page

PAGES = frozenset({"", "agenda/", "en/", "en/agenda/", "meetings/", "meetings/2024-01-18/", "en/meetings/"})
ROOT = "https://example.org/repo/"
PAGE = (
    '<head><link rel="canonical" href="https://example.org/repo/1.0/x/">\n'
    "<!-- version: head --><!-- end version --></head>\n"
    "<body><!-- version: notice --><!-- end version --><p>\\1 text</p></body>"
)


def standing(version: str, current: str = "2.0", folder: str = "latest") -> Standing:
    def words(notice: Notice) -> str:
        return f"<aside>{notice.locale} {notice.address} {notice.same} \\1 \\g<0></aside>"

    return Standing(version, ROOT, Current(current, current, folder, PAGES), ("zh", "en"), words)


def test_a_page_of_an_old_version_says_so() -> None:
    assert standing("1.0").correct("en/agenda/index.html", PAGE) == (
        '<head><link rel="canonical" href="https://example.org/repo/latest/en/agenda/">\n'
        '<!-- version: head --><meta name="robots" content="noindex"><!-- end version --></head>\n'
        "<body><!-- version: notice --><aside>en ../../../latest/en/agenda/ True \\1 \\g<0></aside>"
        "<!-- end version --><p>\\1 text</p></body>"
    )


@pytest.mark.parametrize(
    ("path", "canonical", "notice"),
    [
        ("index.html", "latest/", "zh ../latest/ True"),
        ("en/index.html", "latest/en/", "en ../../latest/en/ True"),
        ("meetings/2024-02-15/index.html", "1.0/meetings/2024-02-15/", "zh ../../../latest/meetings/ False"),
        ("en/proposals/x/index.html", "1.0/en/proposals/x/", "en ../../../../latest/en/ False"),
        ("404.html", "1.0/404.html", "zh /repo/latest/ False"),
        ("en/versions/index.html", "en/versions/", "en ../../../latest/en/ False"),
    ],
)
def test_a_page_leads_to_the_same_one_or_the_nearest_above(path: str, canonical: str, notice: str) -> None:
    corrected = standing("1.0").correct(path, PAGE)
    assert f'href="{ROOT}{canonical}">' in corrected
    assert f"<aside>{notice} " in corrected


def test_a_page_of_the_current_version_says_nothing() -> None:
    assert standing("2.0").correct("agenda/index.html", PAGE) == PAGE.replace("1.0/x/", "latest/agenda/")


HEAD = (
    '<link rel="canonical" href="https://example.org/repo/1.0/agenda/">'
    '<link rel="alternate" href="https://example.org/repo/1.0/agenda/" hreflang="zh">'
    '<link rel="alternate" href="https://example.org/repo/1.0/en/agenda/" hreflang="en">'
    '<link rel="alternate" href="https://example.org/repo/1.0/agenda/" hreflang="x-default">'
    '<link rel="alternate" href="https://example.org/repo/1.0/x.atom" type="application/atom+xml">'
    '<meta property="og:url" content="https://example.org/repo/1.0/agenda/">'
    '<script type="application/ld+json">{"@context":"https://schema.org",'
    '"item":"https://example.org/repo/1.0/meetings/2024-01-18/#agenda-1","old":"https://example.org/repo/1.0/gone/",'
    '"list":"https://example.org/repo/en/versions/","home":"https://example.org/"}</script>'
    '<a href="https://example.org/repo/1.0/agenda/">text</a>'
)


def test_all_that_a_head_says_of_addresses_follows_the_current_version() -> None:
    corrected = standing("1.0").correct("agenda/index.html", HEAD)
    expected = HEAD.replace("1.0/agenda/", "latest/agenda/").replace("1.0/en/agenda/", "latest/en/agenda/")
    expected = expected.replace("1.0/meetings/2024-01-18/", "latest/meetings/2024-01-18/")
    expected = expected.replace('<a href="https://example.org/repo/latest', '<a href="https://example.org/repo/1.0')
    assert corrected == expected
    assert standing("1.0").correct("agenda/index.html", corrected) == corrected
    assert standing("1.0", "3.0", "3.0").correct("agenda/index.html", corrected) == expected.replace("latest/", "3.0/")


def test_a_page_that_leads_on_stands_for_the_one_that_it_leads_to() -> None:
    page = '<html lang="zh" data-moved-to="agenda/"><link rel="canonical" href="https://example.org/repo/1.0/agenda/">'
    assert standing("1.0").correct("old/index.html", page) == page.replace("1.0/", "latest/")


@given(st.lists(st.tuples(st.sampled_from(["1.0", "2.0", "3.0"]), st.sampled_from(["latest", "2.0"])), max_size=4))
def test_only_the_last_correction_counts(moves: list[tuple[str, str]]) -> None:
    text = PAGE
    for current, folder in moves:
        text = standing("1.0", current, folder).correct("agenda/index.html", text)
    once = standing("1.0").correct("agenda/index.html", PAGE)
    assert standing("1.0").correct("agenda/index.html", text) == once


@given(st.text(max_size=200))
def test_a_page_without_places_for_it_stays_as_it_is(text: str) -> None:
    if "<!-- version" not in text:
        assert standing("1.0").correct("x.html", text) == text


@given(st.lists(st.sampled_from("abc"), max_size=5).map(lambda parts: "".join(f"{part}/" for part in parts)))
def test_the_nearest_page_is_there_and_above(address: str) -> None:
    pages = frozenset({"", "a/", "a/b/", "b/c/a/"})
    found = nearest(address, pages)
    assert found in pages
    assert address.startswith(found)


def test_pages_are_the_index_files() -> None:
    files = {"index.html": "", "en/agenda/index.html": "", "404.html": "", "assets/x.js": ""}
    assert pages_of(files) == {"", "en/agenda/"}


def version(name: str, day: str | None, *aliases: str) -> Version:
    return Version(name, name, aliases, date.fromisoformat(day) if day else None, "abc")


def test_latest_is_the_newest_dated_version_in_whatever_order_they_come() -> None:
    catalogue = Catalogue()
    for name, day in (("2024.02", "2024-02-29"), ("2024.01", "2024-01-31"), ("dev", None), ("2024.03", "2024-03-31")):
        catalogue = catalogue.including(version(name, day))
    assert {one.name: one.aliases for one in catalogue} == {
        "2024.01": (),
        "2024.02": (),
        "2024.03": ("latest",),
        "dev": (),
    }
    assert catalogue.excluding("2024.03").names["latest"].name == "2024.02"
    assert "latest" not in catalogue.excluding("2024.03").excluding("2024.02").excluding("2024.01").names


def test_an_alias_belongs_to_one_version() -> None:
    catalogue = Catalogue().including(version("a", "2024-01-01", "x", "y")).including(version("b", "2023-01-01", "y"))
    assert {one.name: one.aliases for one in catalogue} == {"a": ("latest", "x"), "b": ("y",)}
    for wrong in (version("x", "2022-01-01"), version("c", "2022-01-01", "a")):
        with pytest.raises(RefusalError):
            catalogue.including(wrong)
    assert catalogue.excluding("x").names.keys() == {"a", "b", "y", "latest"}
    with pytest.raises(RefusalError):
        catalogue.including(version("c", "2022-01-01", "latest"))


def test_what_nobody_can_date_keeps_the_alias_that_it_has() -> None:
    catalogue = Catalogue([version("1.0", None, "latest")]).including(version("dev", None))
    assert catalogue.names["latest"].name == "1.0"
    assert [one.name for one in catalogue] == ["1.0", "dev"]
    assert catalogue.including(version("2024.01", "2024-01-31")).names["latest"].name == "2024.01"


def test_the_catalogue_survives_its_file_and_is_the_same_text_each_time() -> None:
    catalogue = Catalogue(
        [version("2024.01", "2024-01-31", "z", "a", "m"), version("dev", None), version("1.10", "2021-01-01")]
    )
    text = catalogue.dumps()
    assert Catalogue.loads(text.encode()).dumps() == text
    assert [one["version"] for one in json.loads(text)] == ["dev", "2024.01", "1.10"]
    assert '"aliases": [\n      "a",\n      "m",\n      "z"\n    ]' in text


def test_what_mike_made_is_read_and_what_is_no_catalogue_is_refused() -> None:
    (one,) = Catalogue.loads(b'[{"version": "1.0", "title": "One", "aliases": ["latest"]}]')
    assert one == Version("1.0", "One", ("latest",))
    (dated,) = Catalogue.loads(b'[{"version": "2022.05", "title": "", "aliases": []}]')
    assert dated.as_of == date(2022, 5, 31)
    for text in (
        "{",
        "[1]",
        '[{"version": "1.0"}]',
        '{"version": 1}',
        '[{"version": "a/b", "title": "", "aliases": []}]',
    ):
        with pytest.raises(RefusalError):
            Catalogue.loads(text.encode())


@pytest.mark.parametrize("name", ["2022.07", "dev", "v1.0", "a-b_c"])
def test_names_that_a_version_may_have(name: str) -> None:
    assert checked_name(name) == name


@pytest.mark.parametrize(
    "name", ["", ".", "..", "-x", "a/b", "a b", "en", "ZH", "versions", "404.html", "a..b", "版本"]
)
def test_names_that_a_version_may_not_have(name: str) -> None:
    with pytest.raises(RefusalError):
        checked_name(name)


@pytest.mark.parametrize(
    ("name", "asked", "day"),
    [
        ("2024.02", None, "2024-02-29"),
        ("2023.02", None, "2023-02-28"),
        ("2022.12", None, "2022-12-31"),
        ("2022.12", "2022-12-05", "2022-12-05"),
        ("spring", "2022.04", "2022-04-30"),
        ("dev", None, None),
    ],
)
def test_the_day_of_a_version(name: str, asked: str | None, day: str | None) -> None:
    assert day_of_version(name, asked) == (date.fromisoformat(day) if day else None)


def test_a_list_page_leads_where_its_shell_led() -> None:
    shell = (
        '<link rel="canonical" href="https://example.org/repo/latest/en/versions/">'
        '<link rel="alternate" href="https://example.org/repo/2.0/versions/" hreflang="zh">'
        '<meta http-equiv="refresh" content="0; url=../../../en/versions/">'
        '<link href="../../assets/stylesheets/base.css"><a href="./">here</a><a href="#top">top</a>'
        '<a href="../agenda/?kind=x#y">agenda</a><a href="../">home</a><a href="../../versions/">中文</a>'
        '<a href="https://else.where/x/">away</a><script>{"base": "../..", "search": "../../assets/w.js"}</script>'
        "<!-- versions --><p>elsewhere</p><!-- end versions -->"
    )
    assert list_page(shell, "en/versions/", "latest", "<ol>\\1</ol>", ROOT) == (
        '<link rel="canonical" href="https://example.org/repo/en/versions/">'
        '<link rel="alternate" href="https://example.org/repo/versions/" hreflang="zh">'
        '<link href="../../latest/assets/stylesheets/base.css"><a href="./">here</a><a href="#top">top</a>'
        '<a href="../../latest/en/agenda/?kind=x#y">agenda</a><a href="../../latest/en/">home</a>'
        '<a href="../../versions/">中文</a><a href="https://else.where/x/">away</a>'
        '<script>{"base": "../../latest/", "search": "../../latest/assets/w.js"}</script><ol>\\1</ol>'
    )


def test_each_list_of_versions_is_canonical_itself() -> None:
    for address in ("versions/", "en/versions/"):
        page = f'<link rel="canonical" href="{ROOT}{address}">'
        assert list_page(page, address, "latest", "", ROOT) == page
        assert list_page(page.replace(ROOT, f"{ROOT}dev/"), address, "latest", "", ROOT) == page


def test_the_way_in_is_read_back_where_somebody_chose_it_and_so_is_that_of_mike() -> None:
    words = Words(PROJECT / "overrides/fragments")
    assert folder_chosen(words.way_in("1.0", "en", "en/", chosen=True)) == "1.0"
    assert folder_chosen(words.way_in("latest", "zh", "", chosen=False)) is None
    mike = '<meta http-equiv="refresh" content="1; url=stable/" /><script>window.location.replace(\n "stable/" + x)'
    assert folder_chosen(mike) == "stable"
    assert folder_chosen("<p>hello</p>") is None
