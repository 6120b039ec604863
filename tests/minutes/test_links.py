"""Links inside the docs folder: where they lead, and how they are rewritten."""

from __future__ import annotations

import pytest

from minutes.links import absolute_links, breakable_links, rewrite_links, target_of

HERE = "zh/meetings/2031-05-06.md"


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("2031-04-01.md", "zh/meetings/2031-04-01.md"),
        ("./2031-04-01.md", "zh/meetings/2031-04-01.md"),
        ("2031-04-01.md#agenda-2", "zh/meetings/2031-04-01.md"),
        ("../proposals/backoff.md", "zh/proposals/backoff.md"),
        ("../../en/meetings/2031-05-06.md", "en/meetings/2031-05-06.md"),
        ("../%E8%8B%8D%E9%B9%AD.md", "zh/苍鹭.md"),
        ("a%20b.md", "zh/meetings/a b.md"),
        ("../../../secret.md", "../secret.md"),
        ("#agenda-2", None),
        ("", None),
        ("/guide/", None),
        ("//birds.example/x", None),
        ("https://birds.example/x.md", None),
        ("mailto:mira@birds.example", None),
        ("http://[", None),
    ],
)
def test_a_relative_link_is_resolved_as_on_github(href: str, target: str | None) -> None:
    assert target_of(href, HERE) == target


FILES = {"zh/meetings/2031-04-01.md": "../2031-04-01/", "zh/meetings/nest.png": "../nest.png"}


@pytest.mark.parametrize(
    ("html", "rewritten"),
    [
        ('<a href="2031-04-01.md">x</a>', '<a href="../2031-04-01/">x</a>'),
        ('<a href="2031-04-01.md#agenda-2">x</a>', '<a href="../2031-04-01/#agenda-2">x</a>'),
        ('<img alt="n" src="nest.png">', '<img alt="n" src="../nest.png">'),
        ('<a href="missing.md">x</a>', '<a href="missing.md">x</a>'),
        ('<a href="#agenda-2">x</a>', '<a href="#agenda-2">x</a>'),
        ('<a href="/guide/?a=1&amp;b=2">x</a>', '<a href="https://birds.example/guide/?a=1&amp;b=2">x</a>'),
        ('<a href="//birds.example/x">x</a>', '<a href="//birds.example/x">x</a>'),
        ('<a href="https://x.example/?a=1&amp;b=2">x</a>', '<a href="https://x.example/?a=1&amp;b=2">x</a>'),
        ('<a title="t" href="2031-04-01.md" rel="r">x</a>', '<a title="t" href="../2031-04-01/" rel="r">x</a>'),
        ("<p>href=&quot;2031-04-01.md&quot;</p>", "<p>href=&quot;2031-04-01.md&quot;</p>"),
        ('<p title="x">2031-04-01.md</p>', '<p title="x">2031-04-01.md</p>'),
    ],
)
def test_links_lead_to_the_page_of_their_file_and_all_else_stays(html: str, rewritten: str) -> None:
    assert rewrite_links(html, HERE, FILES.get, "https://birds.example/") == rewritten


def test_a_link_from_the_root_stays_where_no_website_is_known() -> None:
    assert rewrite_links('<a href="/guide/">x</a>', HERE, FILES.get, "") == '<a href="/guide/">x</a>'


def test_an_address_is_escaped_when_it_is_written_back() -> None:
    html = rewrite_links('<a href="2031-04-01.md#&quot;onclick=&quot;x">x</a>', HERE, FILES.get, "")
    assert html == '<a href="../2031-04-01/#&quot;onclick=&quot;x">x</a>'


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("https://birds.example/nest/issues/61", "https://birds.example/<wbr>nest/<wbr>issues/<wbr>61"),
        ("http://birds.example/", "http://birds.example/"),
        ("https://birds.example/a//b?c=1&amp;d=2/3", "https://birds.example/<wbr>a//b?c=1&amp;d=2/<wbr>3"),
        ("either/or", "either/or"),
        ("see https://birds.example/nest", "see https://birds.example/nest"),
    ],
)
def test_an_address_that_is_its_own_text_breaks_between_its_parts(text: str, broken: str) -> None:
    link = '<a href="https://birds.example/nest/issues/61" title="https://birds.example/x/y">{}</a> https://birds.example/z'
    assert breakable_links(link.format(text)) == link.format(broken)


def test_links_of_a_page_work_anywhere() -> None:
    html = '<a href="#agenda-1">1</a><a href="../b/?q=1&amp;r#x">2</a><img src="c.png"><a href="mailto:a@b.c">3</a>'
    html += '<a href="https://e.org/a/../?#">4</a><a href="//[">5</a>'
    assert absolute_links(html, "https://example.org/2024.01/meetings/a/") == (
        '<a href="https://example.org/2024.01/meetings/a/#agenda-1">1</a>'
        '<a href="https://example.org/2024.01/meetings/b/?q=1&amp;r#x">2</a>'
        '<img src="https://example.org/2024.01/meetings/a/c.png"><a href="mailto:a@b.c">3</a>'
        '<a href="https://e.org/a/../?#">4</a><a href="//[">5</a>'
    )
