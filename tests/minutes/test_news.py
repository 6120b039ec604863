"""The news section: announcements, releases, and the links that belong to them."""

from __future__ import annotations

import pytest
from helpers import page_of, read, words_of

from minutes.model import Minutes, News

LINK, OTHER = "https://birds.example/heron", "https://birds.example/larch"


def news_of(text: str, heading: str = "## 相关资讯") -> Minutes:
    """Minutes with an agenda item and this news section."""
    return read(f"## 议程 1：苍鹭\n\n正文\n\n{heading}\n\n{text}\n")


@pytest.mark.parametrize("level", range(1, 7))
@pytest.mark.parametrize(
    "words", ["相关资讯", "相关资讯：", "相关资讯:", "Related news", "Related News:", "related news"]
)
def test_the_section_begins_with_a_heading_at_any_level(level: int, words: str) -> None:
    minutes = news_of("Heron v0.2.0 发布！", f"{'#' * level} {words}")
    (section,) = [section for section in minutes.sections if isinstance(section, News)]
    assert section.level == level
    assert section.line == 5
    assert [entry.text for entry in minutes.news] == ["Heron v0.2.0 发布！"]
    assert minutes.items[0].html == "<p>正文</p>"


@pytest.mark.parametrize(
    ("text", "project", "version"),
    [
        ("Heron v0.2.0 发布！", "Heron", "0.2.0"),
        ("**Heron** v0.3.2 已发布！", "Heron", "0.3.2"),
        ("**Heron v0.3.2** 已发布！", "Heron", "0.3.2"),
        ("Heron 0.3.2 released", "Heron", "0.3.2"),
        ("Heron V1.10.0 is out now", "Heron", "1.10.0"),
        ("Heron-Core v1.0.0-rc.1 发布", "Heron-Core", "1.0.0-rc.1"),
        ("[Heron v0.2.0](https://birds.example/heron) 发布", "Heron", "0.2.0"),
        ("恭喜Heron v0.2.0发布！", "Heron", "0.2.0"),
        ("- Heron v0.2.0 发布", "Heron", "0.2.0"),
        ("> Heron v0.2.0 发布", "Heron", "0.2.0"),
        ("### Heron v0.2.0 发布", "Heron", "0.2.0"),
    ],
)
def test_an_announcement_names_project_and_version(text: str, project: str, version: str) -> None:
    (entry,) = news_of(text).news
    (release,) = entry.releases
    assert (release.project, release.version, release.line) == (project, version, 7)


@pytest.mark.parametrize(
    "text", ["博客更新了", "Heron 3.2 周年", "Heron 发布", "地址 10.0.0.1.2 已变更", "2031-05-06 见"]
)
def test_news_without_a_version_is_news_all_the_same(text: str) -> None:
    (entry,) = news_of(text).news
    assert entry.text == text
    assert entry.releases == ()


def test_two_releases_in_one_line() -> None:
    (entry,) = news_of("Heron v0.2.0 与 Larch v0.1.0 发布！").news
    assert [(release.project, release.version) for release in entry.releases] == [
        ("Heron", "0.2.0"),
        ("Larch", "0.1.0"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"Heron v0.2.0 发布！\n相关链接：{LINK}", id="on the next line"),
        pytest.param(f"Heron v0.2.0 发布！\n\n相关链接：{LINK}", id="in the next paragraph"),
        pytest.param(f"Heron v0.2.0 发布！\n\n链接：[公众号文章]({LINK})", id="with a text"),
        pytest.param(f"Heron v0.2.0 发布！\n\n{LINK}", id="without a label"),
        pytest.param(f"Heron v0.2.0 released\n\nLink: {LINK}.", id="English"),
        pytest.param(f"Heron v0.2.0 released\n\nRelated links: {LINK}", id="an English label of two words"),
        pytest.param(f"Heron v0.2.0 发布！\n\n**链接**：{LINK}", id="a bold label"),
        pytest.param(f"Heron v0.2.0 发布！详见 {LINK}", id="in the same line"),
        pytest.param(f"Heron v0.2.0 发布！详见{LINK}。", id="right after the text"),
        pytest.param(f"[Heron v0.2.0 发布！]({LINK})", id="the whole line"),
        pytest.param(f"- Heron v0.2.0 发布！\n  - 链接：{LINK}", id="in a nested list"),
        pytest.param(f"- Heron v0.2.0 发布！\n- 链接：{LINK}", id="in the next entry"),
        pytest.param(f"Heron v0.2.0 发布！\n- 链接：{LINK}", id="in a list below"),
    ],
)
def test_a_link_belongs_to_the_announcement_above_it(text: str) -> None:
    (entry,) = news_of(text).news
    assert [release.version for release in entry.releases] == ["0.2.0"]
    assert [reference.url for reference in entry.references] == [LINK]


def test_announcements_keep_their_own_links() -> None:
    entries = news_of(f"Heron v0.2.0 发布！\n链接：{LINK}\n\nLarch v0.1.0 发布！\n链接：{OTHER}\n链接：{LINK}").news
    assert [(entry.releases[0].project, [reference.url for reference in entry.references]) for entry in entries] == [
        ("Heron", [LINK]),
        ("Larch", [OTHER, LINK]),
    ]
    assert [entry.line for entry in entries] == [7, 10]


def test_a_link_first_is_an_entry_of_its_own() -> None:
    (first, second) = news_of(f"{LINK}\n\nHeron v0.2.0 发布！").news
    assert [reference.url for reference in first.references] == [LINK]
    assert second.references == ()


def test_headings_below_the_section_belong_to_it() -> None:
    text = "## Related news\n\n### Heron\n\nHeron v0.2.0 released\n\n### Larch\n\nLarch v0.1.0 released\n"
    for before in ("## Agenda 1: T\n\nx\n\n", ""):
        assert [release.project for entry in read(before + text).news for release in entry.releases] == [
            "Heron",
            "Larch",
        ]


def test_the_section_ends_at_the_next_item() -> None:
    minutes = read("### 相关资讯\n\nHeron v0.2.0 发布！\n\n### 议程 1：苍鹭\n\n正文\n")
    assert [entry.text for entry in minutes.news] == ["Heron v0.2.0 发布！"]
    assert minutes.items[0].html == "<p>正文</p>"


@pytest.mark.parametrize("heading", ["## 资讯", "## 相关资讯汇总", "## Related newsletters", "## 其他相关资讯"])
def test_other_headings_begin_no_news(heading: str) -> None:
    assert news_of("Heron v0.2.0 发布！", heading).news == ()


def test_everything_that_news_say_is_shown() -> None:
    shown = words_of(
        page_of(news_of(f"Heron v0.2.0 发布！\n相关链接：[文章]({LINK})\n\n- 博客 `x` 更新\n\n```\ncode\n```"))
    )
    for text in ("相关资讯", "Heron v0.2.0 发布！", "相关链接：文章", "博客 x 更新", "code"):
        assert text in shown
