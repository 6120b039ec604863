"""Views into HTML: well-formed, escaped, in the right language, with links that work on the page."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from helpers import FRAGMENTS, LINKS, PATH, Node, archive_of, page_of, read, render, tree_of, words_of
from jinja2 import Environment, TemplateError, TemplateNotFound, UndefinedError
from markupsafe import Markup

from minutes.archive import Archive
from minutes.renderer import PageLinks, Renderer
from minutes.strings import LOCALES
from minutes.views.agenda import agenda_index, agenda_pages, agenda_year
from minutes.views.home import home
from minutes.views.lens import Lens
from minutes.views.meetings import meeting_page, meetings_index
from minutes.views.proposals import dossier, proposals_index
from minutes.views.releases import release_news
from minutes.vocabulary import Status

FILES = {
    "zh/meetings/2031-05-06.md": """\
**会议主题**：例会 <5.6> & "更多"

**参会人**：mira, 周小满

## 议程 1：Heron 的退避策略 @mira

见 https://github.com/birdhouse/heron/issues/12

**提案**：backoff → 已发布（Heron v0.4.0）

## 相关资讯

Heron v0.3.0 发布！
""",
    "zh/meetings/2031-06-03.md": "## 议程 1：闲聊\n\n正文\n",
}


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Two meetings in Chinese."""
    return archive_of(tmp_path, FILES)


def views(archive: Archive, locale: str) -> dict[str, object]:
    """Every fragment's view."""
    lens = Lens(archive, locale)
    found: dict[str, object] = {
        "meetings_index": meetings_index(lens),
        "agenda_index": agenda_index(lens),
        **({"agenda_year": agenda_year(lens, agenda_pages(lens, 0)[0], 0)} if archive.meetings else {}),
        "proposals_index": proposals_index(lens, archive.diagnostics),
        "release_news": release_news(lens),
        "home": home(lens),
        "proposal_card": dossier(lens, "backoff"),
        "proposal_dossier": dossier(lens, "backoff"),
    }
    if archive.meetings:
        found["meeting_page"] = meeting_page(lens, archive.meetings[0], archive.diagnostics)
    return found


@pytest.mark.parametrize("locale", LOCALES)
def test_every_fragment_renders_in_every_locale(archive: Archive, locale: str) -> None:
    found = views(archive, locale)
    for fragment, view in found.items():
        tree_of(render(fragment, view, locale))
    known = {path.stem for path in FRAGMENTS.glob("*.jinja")} - {"macros", "agenda_macros"}
    assert known >= set(found)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_fragment_renders_where_there_is_nothing(tmp_path: Path, locale: str) -> None:
    for fragment, view in views(archive_of(tmp_path, {}, with_registry=False), locale).items():
        tree_of(render(fragment, view, locale))


@pytest.mark.parametrize("locale", LOCALES)
def test_no_page_has_an_id_twice(archive: Archive, locale: str) -> None:
    for fragment, view in views(archive, locale).items():
        ids = [
            node.attributes["id"] for node in tree_of(render(fragment, view, locale)).walk() if "id" in node.attributes
        ]
        assert len(ids) == len(set(ids)), fragment


def test_an_unknown_fragment_is_a_mistake() -> None:
    with pytest.raises(TemplateNotFound):
        render("no_such_fragment", None)


def test_an_unknown_locale_is_a_mistake() -> None:
    with pytest.raises(FileNotFoundError):
        Renderer(FRAGMENTS, "xx")


HOSTILE = "<img src=x onerror=alert(1)>\"'&{{ 7*7 }}"


@pytest.mark.parametrize(
    "text",
    [
        f"---\ntitle: '{HOSTILE.replace(chr(39), '')}'\n---\n\nx\n",
        f"**会议主题**：`{HOSTILE}`\n\n**参会人**：`{HOSTILE}`, &lt;script&gt;\n",
        f"## 议程 1：`{HOSTILE}` @mira\n\nx\n",
        f"## 议程 1 `{HOSTILE}`\n",
        f"## 议程 1：x\n\n**提案**：a → `{HOSTILE}`\n",
        f"---\ndate: '{HOSTILE.replace(chr(39), '')}'\n---\n\nx\n",
        f"---\n{HOSTILE}: [\n---\n\nx\n",
        f"## 议程 1：x\n\n[a](https://birds.example/?{HOSTILE.replace(' ', '')})\n",
        f"## 相关资讯\n\n{HOSTILE} v1.0.0\n",
        "**会前必读**：[`<img src=x onerror=alert(1)>`](https://birds.example/%22onclick=x)\n",
    ],
)
def test_whatever_minutes_bring_acts_nowhere_on_the_page(text: str) -> None:
    for node in tree_of(page_of(read(text))).walk():
        assert not any(key.startswith("on") for key in node.attributes)
        assert node.tag not in ("script", "style", "iframe")
        assert not node.attributes.get("href", "").lower().startswith(("javascript:", "data:"))
    assert "49" not in words_of(page_of(read(text)))


def test_text_that_could_not_be_read_is_shown_as_it_is() -> None:
    text = "---\ntitle: <b>a</b>: b\n---\n\n正文\n"
    (raw,) = tree_of(page_of(read(text))).with_class("raw")
    assert "title: <b>a</b>: b" in raw.text
    assert raw.with_tag("b") == []


def item_heading(page: Node) -> Node:
    """The heading of the first agenda item."""
    return next(node for node in page.walk() if node.attributes.get("id") == "agenda-1")


@pytest.mark.parametrize("level", [2, 3, 4])
def test_an_item_has_an_anchor_that_both_locales_share(level: int) -> None:
    minutes = read(f"{'#' * level} 议程 1：苍鹭 @mira\n\n正文\n")
    for locale, number in (("zh", "议程 1"), ("en", "Agenda 1")):
        heading = item_heading(tree_of(page_of(minutes, locale)))
        assert heading.tag == f"h{level}"
        assert heading.text == f"{number} 苍鹭"


def test_text_in_another_language_than_the_page_says_so() -> None:
    minutes = read(
        "---\ntitle: 例会\n---\n\n**会议主题**：例会\n\n说明\n\n## 议程 1：苍鹭\n\n正文\n\n## 相关资讯\n\n资讯\n"
    )

    def marked(node: Node, lang: bool = False) -> list[str]:
        here = lang or node.attributes.get("lang") == "zh"
        texts = [child for child in node.children if isinstance(child, str) and not here]
        return texts + [text for child in node.children if isinstance(child, Node) for text in marked(child, here)]

    unmarked = "".join(marked(tree_of(page_of(minutes, "en"))))
    for text in ("例会", "说明", "苍鹭", "正文", "资讯"):
        assert text not in unmarked
    assert 'lang="' not in page_of(minutes, "zh")


def test_a_missing_translation_is_noted() -> None:
    minutes = read("## 议程 1：苍鹭\n\n正文\n")
    assert len(tree_of(page_of(minutes, "en")).with_class("untranslated")) == 1
    assert tree_of(page_of(minutes, "zh")).with_class("untranslated") == []


def test_dates_are_written_as_in_the_language() -> None:
    minutes = read("正文\n")
    assert "6 May 2031" in words_of(page_of(minutes, "en"))
    assert "2031 年 5 月 6 日" in words_of(page_of(minutes, "zh"))


def test_statuses_are_written_as_in_the_language(archive: Archive) -> None:
    for locale, word in (("zh", "已发布"), ("en", "released")):
        card = render("proposal_card", dossier(Lens(archive, locale), "backoff"), locale)
        (status,) = tree_of(card).with_class("status")
        assert status.text == word


def test_links_lead_where_the_page_says() -> None:
    files = {"zh/meetings/2031-04-01.md": "../2031-04-01/", "zh/meetings/nest.png": "../nest.png"}
    links = PageLinks(to_address=lambda address: f"../../{address}", to_file=files.get, site="https://birds.example/")
    text = (
        "**会前必读**：[页首](2031-04-01.md)\n\n## 议程 1：[标题](2031-04-01.md#agenda-2) @mira\n\n"
        "[正文](2031-04-01.md) [根](/guide/) [无](missing.md) ![图](nest.png)\n\n## [附](2031-04-01.md)\n\n"
        "## 相关资讯\n\n[资讯](2031-04-01.md)\n"
    )
    page = tree_of(page_of(read(text), "zh", links))
    addresses = {link.text: link.attributes["href"] for link in page.with_tag("a")}
    assert addresses["页首"] == addresses["正文"] == addresses["资讯"] == addresses["附"] == "../2031-04-01/"
    assert addresses["标题"] == "../2031-04-01/#agenda-2"
    assert addresses["根"] == "https://birds.example/guide/"
    assert addresses["无"] == "missing.md"
    assert page.with_tag("img")[0].attributes["src"] == "../nest.png"
    assert addresses["@mira"] == "../../people/#mira"


def test_a_link_with_a_mark_in_its_title_is_rewritten_all_the_same() -> None:
    links = PageLinks(to_address=str, to_file={"zh/meetings/a.md": "../a/", "zh/meetings/i.png": "../i.png"}.get)
    page = tree_of(page_of(read('[x](a.md "1 > 0") ![2 > 1](i.png "<")\n'), "zh", links))
    assert [link.attributes["href"] for link in page.with_tag("a") if link.text == "x"] == ["../a/"]
    assert page.with_tag("img")[0].attributes["src"] == "../i.png"


@pytest.mark.parametrize("locale", LOCALES)
def test_a_page_shows_what_is_wrong_with_line_and_remedy(locale: str) -> None:
    minutes = read("## 议程 1：甲\n\n## 议程 1：乙\n")
    (box,) = tree_of(page_of(minutes, locale)).with_class("diagnostics")
    assert "MIN402" in box.text
    assert {"en": "line 3", "zh": "第 3 行"}[locale] in box.text
    assert {"en": "Give every item a number", "zh": "各不相同"}[locale] in box.text


def test_a_page_without_anything_wrong_has_no_such_box() -> None:
    assert tree_of(page_of(read("## 议程 1：甲\n\n正文\n"))).with_class("diagnostics") == []


def test_neighbours_are_linked(archive: Archive) -> None:
    lens = Lens(archive, "en")
    page = tree_of(render("meeting_page", meeting_page(lens, archive.meetings[0], ())))
    (link,) = [node for node in page.with_tag("a") if node.attributes.get("rel") == "next"]
    assert link.attributes["href"] == "/meetings/2031-06-03/"
    assert "3 June 2031" in link.text


def test_the_source_of_the_samples_is_the_file_they_say() -> None:
    assert read("x\n").path == PATH


def test_an_edited_fragment_is_rendered_anew_in_each_language(tmp_path: Path) -> None:
    fragment = tmp_path / "day.jinja"
    for mark in ("1", "2"):
        fragment.write_text(f"{{{{ t('meeting.date') }}}} {mark}", encoding="utf-8")
        rendered = [Renderer(tmp_path, locale).render("day", None, LINKS) for locale in ("zh", "en")]
        assert rendered == [f"日期 {mark}", f"Date {mark}"]


def test_a_fragment_escapes_all_that_is_no_markup_and_nothing_twice(tmp_path: Path) -> None:
    values = ["a & b", "it's", '<"x">', Markup("<b>&amp;</b>"), 7, 0.5, None, Status.MERGED, "plain", ("<i>",)]
    macro = "{% macro m(x) %}<p>{{ x }}</p>{% endmacro %}"
    source = macro + "{% set s %}{{ m(view) }}{{ view }}{% endset %}{{ s }}{{ m(view ~ '<') }}"
    (tmp_path / "any.jinja").write_text(source, encoding="utf-8")
    plain = Environment(autoescape=True).from_string(source)
    renderer = Renderer(tmp_path, "en")
    assert [renderer.render("any", value, LINKS) for value in values] == [plain.render(view=value) for value in values]
    (tmp_path / "unknown.jinja").write_text("{{ no_such_thing }}", encoding="utf-8")
    with pytest.raises(UndefinedError):
        renderer.render("unknown", None, LINKS)


def test_a_fragment_is_compiled_to_what_jinja_makes_of_it(tmp_path: Path) -> None:
    source = """\
{% macro pair(a, b='&', c=none) %}({{ a }}{{ b }}{{ c }}){% endmacro %}
{% macro box() %}<b>{{ caller('<') }}</b>{% endmacro %}
{% macro many() %}{{ varargs | join('|') }}{{ kwargs | length }}{% endmacro %}
{% set table = {'items': 1, 'plain': '<'} %}
{{ pair(1) }}{{ pair(1, 2) }}{{ pair('<', c=view.text) }}{{ pair(a=view.number, b=2, c=3) }}{{ pair(*[1, 2]) }}
{% call(inner) box() %}{{ inner }}{{ view.text }}{% endcall %}{{ many(1, '<', x=2) }}
{% for each in view.entries recursive %}{{ loop.index }}/{{ loop.length }}{{ each.text }}{{ loop(each.entries) }}
{%- else %}none{% endfor %}
{{ table['items'] }}{{ table['plain'] }}{{ view.text.upper() }}{{ view.text.replace('x', '<') }}{{ -view.number }}
{{ 0.5 }}{{ (view.text ~ '<').strip() }}{{ 'a-b'.split('-')[1] }}{{ (view.text if view.number else view).title() }}
"""
    (tmp_path / "any.jinja").write_text(source, encoding="utf-8")
    inner = SimpleNamespace(text="<i>", entries=())
    view = SimpleNamespace(text="x & y", number=7, entries=(inner, SimpleNamespace(text="z", entries=(inner,))))
    plain = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(source)
    assert Renderer(tmp_path, "en").render("any", view, LINKS) == plain.render(view=view)
    assert Renderer(tmp_path, "en").render("any", vars(view), LINKS) == plain.render(view=view)


@pytest.mark.parametrize("wrong", ["{{ view.nothing }}", "{{ macro(1, 2) }}", "{{ macro() }}", "{{ nothing.at.all }}"])
def test_a_mistake_in_a_fragment_is_told(wrong: str, tmp_path: Path) -> None:
    source = "{% macro macro(one) %}{{ one }}{% endmacro %}\n"
    (tmp_path / "any.jinja").write_text(source + wrong, encoding="utf-8")
    with pytest.raises((TemplateError, AttributeError, TypeError)) as told:
        Renderer(tmp_path, "en").render("any", SimpleNamespace(), LINKS)
    assert "any.jinja" in "".join(str(entry.path) for entry in told.traceback)


def test_many_views_are_rendered_by_one_macro(tmp_path: Path) -> None:
    (tmp_path / "day.jinja").write_text(
        "{% macro each(view) %}{{ href(view) }} {{ t('meeting.date') }}{% endmacro %}", encoding="utf-8"
    )
    render_one = Renderer(tmp_path, "en").renderer_of("day", LINKS)
    assert [render_one("a/"), render_one("b/")] == [f"{LINKS.to_address(each)} Date" for each in ("a/", "b/")]


def test_what_a_finding_marks_as_code_is_code_on_the_page() -> None:
    page = page_of(read("##议程 1：甲\n\n1. 文字\n"), "zh")
    assert "<code>## 议程 1：标题 @主讲人</code>" in page
    # A mark that is alone, quoted from the minutes, stays what it is.
    assert "##议程 1：`甲" in page_of(read("##议程 1：`甲\n\n1. 文字\n"), "zh")
