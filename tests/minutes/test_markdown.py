"""Markdown into sanitised blocks: nothing dangerous stays, nothing written is lost."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from helpers import tree_of, within, words_of

from minutes.blockreader import MAX_NESTING, NestingError
from minutes.blocks import Block, to_html
from minutes.markdown import read_markdown


def html_of(text: str) -> str:
    """The HTML of a document."""
    return to_html(read_markdown(text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("<script>alert(1)</script>", "alert(1)", id="a script"),
        pytest.param("<style>p{}</style>", "p{}", id="a style"),
        pytest.param("<iframe src='https://x.example'></iframe>", "", id="a frame"),
        pytest.param("<b onclick='x()' style='y' class='z'>bold</b>", "bold", id="event handlers and styles"),
        pytest.param("[x](javascript:alert(1))", "x", id="a script address"),
        pytest.param("[x](JaVaScRiPt:alert(1))", "x", id="a script address in odd case"),
        pytest.param("<a href='&#106;avascript:alert(1)'>x</a>", "x", id="a script address with entities"),
        pytest.param("[x](data:text/html,y)", "x", id="a data address"),
        pytest.param("[x](vbscript:y)", "x", id="another script address"),
        pytest.param("<img src=x onerror=alert(1)>", "", id="an image with a handler"),
        pytest.param("<svg><script>alert(1)</script></svg>", "alert(1)", id="a script in a drawing"),
        pytest.param("<form action='/x'><input type=text><button>go</button></form>", "go", id="a form"),
        pytest.param("<math><mtext><style><img src=x onerror=alert(1)>", "", id="a known bypass"),
        pytest.param("<meta http-equiv=refresh content='0;https://x.example'>", "", id="a redirect"),
        pytest.param("<base href='https://x.example'>", "", id="another base"),
        pytest.param("<object data=x><embed src=x></object>", "", id="an object"),
    ],
)
def test_nothing_that_acts_stays(text: str, shown: str) -> None:
    html = html_of(f"before\n\n{text}\n\nafter\n")
    assert shown in words_of(html)
    assert "before" in html
    assert "after" in html
    nodes = list(tree_of(html).walk())
    assert not {"script", "style", "iframe", "form", "button", "svg", "object", "embed", "meta", "base"}.intersection(
        node.tag for node in nodes
    )
    for node in nodes:
        assert not any(key.startswith("on") or key in ("style", "class") for key in node.attributes)
        for key in ("href", "src"):
            assert node.attributes.get(key, "").partition(":")[0].lower() not in ("javascript", "data", "vbscript")


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("<details open><summary>more</summary>\n\n- a\n\n</details>", {"details", "summary", "ul", "li"}),
        ("a<br>b <kbd>x</kbd> <sub>y</sub> <sup>z</sup>", {"p", "br", "kbd", "sub", "sup"}),
        ('<img src="i.png" alt="i" width="20">', {"img"}),
        ("~~gone~~ <del>too</del>", {"p", "del"}),
    ],
)
def test_harmless_html_stays(text: str, tags: set[str]) -> None:
    assert {node.tag for node in tree_of(html_of(text)).walk()} >= tags


def test_an_outgoing_link_gives_the_other_site_nothing() -> None:
    (link,) = tree_of(html_of("[x](https://x.example)")).with_tag("a")
    assert link.attributes["rel"] == "noopener noreferrer"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("loose <b>bold</b> text", "loose bold text"),
        ("<b>bold</b> and a tail", "bold and a tail"),
        ("<div>in a box</div> and a tail", "in a box and a tail"),
        ("<div>box</div> tail <i>i</i> more\n<p>p</p>\nlast", "box tail i more p last"),
        ("</div></p></ul> closed too often", "closed too often"),
        ("<table><tr><td>cell</td></tr></table> after", "cell after"),
        ("<table>lost in a table<tr><td>cell</td></tr></table>", "lost in a table cell"),
        ("<li>an entry alone</li>", "an entry alone"),
        ("<ul><p>odd</p><li>entry</ul>", "odd entry"),
        ("<p>one<p>two<div>three", "one two three"),
        ("<a href='https://x.example'>one <a href='https://y.example'>two</a></a>", "one two"),
        ("<h2>heading <p>inside</h2> out", "heading inside out"),
        ("<b><p>one</p><p>two</b></p>", "one two"),
        ("<!-- aside --> visible", "visible"),
        ("1 < 2 & 3 > 2 &lt;b&gt; &amp;amp; &#x4e2d; &nosuch;", "1 < 2 & 3 > 2 <b> &amp; 中 &nosuch;"),
        ("a \x07 bell \x1b[31m red", "a \x07 bell \x1b[31m red"),
        ("a \u200b\ufeff odd \U0001f426 bird", "a \u200b\ufeff odd \U0001f426 bird"),
    ],
)
def test_text_is_never_lost_in_raw_html(text: str, shown: str) -> None:
    assert words_of(html_of(f"{text}\n\nlast words\n")) == f"{shown} last words"


# Names of elements that HTML, SVG, MathML or nobody has: in minutes they are placeholders (`heron run <path>`).
PLACEHOLDERS = (
    *(
        "path",
        "text",
        "line",
        "filter",
        "set",
        "use",
        "view",
        "switch",
        "g",
        "mi",
        "pattern",
        "stop",
        "metadata",
        "desc",
    ),
    *("template", "title", "textarea", "style", "script", "xmp", "iframe", "noscript", "object", "select", "option"),
    *(
        "svg",
        "math",
        "head",
        "body",
        "html",
        "frameset",
        "name",
        "T",
        "x-y",
        "annotation-xml",
        "foreignObject",
        "param",
    ),
)


@pytest.mark.parametrize("name", PLACEHOLDERS)
@pytest.mark.parametrize(
    "form", ["run <{}> rest", "run <{}>rest</{}> more", "<{}>\n\nrest", "<{}>rest\n\n</{}>", "run </{}> rest"]
)
def test_a_placeholder_in_angle_brackets_takes_no_text_with_it(name: str, form: str) -> None:
    shown = words_of(html_of(f"before\n\n{form.replace('{}', name)}\n\n- last words\n"))
    for word in ("before", *re.sub(r"</?\{\}>", " ", form).split(), "last words"):
        assert word in shown


@pytest.mark.parametrize("odd", ["\x00", "\x01", "\ufffe", "\uffff", "\ue000", "\x7f", "\x85", "\u2028", "\x0c"])
def test_text_around_an_odd_character_is_never_lost(odd: str) -> None:
    shown = words_of(html_of(f"## before{odd}after\n\n<b>x</b> left{odd}right\n\nlast{odd}words\n"))
    for word in ("before", "after", "left", "right", "last", "words"):
        assert word in shown


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a <!-- https://birds.example/苍鹭 b --> c", id="inside a comment in a line"),
        pytest.param("<!-- https://birds.example/苍鹭 b -->\n\nc", id="inside a comment"),
        pytest.param("<!--\nhttps://birds.example/苍鹭\n\nb\n-->\n\nc", id="inside a comment over paragraphs"),
    ],
)
def test_an_address_with_chinese_text_does_not_end_a_comment(text: str) -> None:
    shown = words_of(html_of(f"{text}\n\nlast words\n"))
    assert shown in ("a c last words", "c last words")


@pytest.mark.parametrize(
    "text",
    [
        "https://birds.example/苍鹭",
        "`https://birds.example/苍鹭`",
        "    https://birds.example/苍鹭",
        "```https://birds.example/苍鹭\nhttps://birds.example/苍鹭\n```",
        "[x](https://birds.example/苍鹭 'https://birds.example/苍鹭')",
        "![https://birds.example/苍鹭](https://birds.example/苍鹭)",
        "<a href='https://birds.example/苍鹭' title='https://birds.example/苍鹭'>x</a>",
        "<a href=https://birds.example/苍鹭>x</a>",
        "<https://birds.example/苍鹭>",
        "[x]: https://birds.example/苍鹭 'https://birds.example/苍鹭'\n\n[x]",
        "\\https://birds.example/苍鹭",
        "[https://birds.example/苍鹭]",
        "| https://birds.example/苍鹭 |\n|---|\n| https://birds.example/苍鹭 |",
        "# https://birds.example/苍鹭",
        "x[^https://birds.example/苍鹭]\n\n[^https://birds.example/苍鹭]: x",
        "&https://birds.example/苍鹭;",
        "https://birds.example/a|苍鹭",
        "*https://birds.example/*苍鹭",
    ],
)
def test_how_addresses_are_bounded_never_shows(text: str) -> None:
    html = html_of(f"{text}\n")
    for trace in ("\ue000", "%EE%80%80", "&lt;!--", "%3C!--", "<!--", "--&gt;", "-->"):
        assert trace not in html
    assert "苍鹭" in html or "%E8%8B%8D%E9%B9%AD" in html


@pytest.mark.parametrize("text", ["- " * MAX_NESTING + "deep", ">" * (MAX_NESTING + 5) + " deep"])
def test_what_is_nested_too_deeply_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(NestingError) as refused:
        read_markdown(f"one\n\ntwo\n\n{text}\n")
    assert refused.value.line == 5


def test_raw_html_that_is_nested_too_deeply_is_refused_with_the_line_of_the_block_before() -> None:
    with pytest.raises(NestingError) as refused:
        read_markdown(f"one\n\ntwo\n\n{'<div>' * (MAX_NESTING + 5)}deep\n")
    assert refused.value.line in (3, 5)


def test_ten_levels_are_plenty() -> None:
    text = "".join(f"{'  ' * level}- level {level}\n" for level in range(20))
    assert words_of(html_of(text)) == " ".join(f"level {level}" for level in range(20))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(">" * 50_000, id="quotes"),
        pytest.param("<div>" * 50_000, id="boxes"),
        pytest.param("- " * 50_000, id="lists"),
        pytest.param("[" * 100_000, id="brackets"),
        pytest.param("![a](" * 20_000, id="images"),
        pytest.param("*a **b _c " * 10_000, id="emphasis"),
        pytest.param("`a``b" * 20_000, id="code"),
        pytest.param("www." * 25_000, id="addresses"),
        pytest.param("https://" * 12_000 + "鹭", id="addresses before Chinese"),
        pytest.param("<!--" * 25_000, id="comments"),
        pytest.param("<?x" * 25_000, id="instructions"),
        pytest.param("<!X" * 25_000, id="declarations"),
        pytest.param("<![CDATA[" * 10_000, id="sections"),
        pytest.param("<b>" * 25_000, id="elements"),
        pytest.param("&" * 100_000, id="ampersands"),
        pytest.param("|a" * 20_000 + "\n" + "|-" * 20_000, id="a table"),
    ],
)
def test_hostile_text_takes_no_long_time(text: str) -> None:
    with within(2), suppress(NestingError):
        read_markdown(text)


def test_every_block_knows_its_line() -> None:
    blocks = read_markdown("\n\n# one\n\ntwo\nthree\n\n- four\n- five\n\n```\nsix\n```\n")
    assert [(block.tag, block.line) for block in blocks] == [("h1", 3), ("p", 5), ("ul", 8), ("pre", 11)]
    assert [entry.line for entry in blocks[2].children] == [8, 9]
    assert all(isinstance(block, Block) for block in blocks)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("<https://x.example> run <path>", "https://x.example run <path>", id="after an address"),
        pytest.param("<div>\n<https://x.example>\n</div>", "<https://x.example>", id="around an address"),
        pytest.param("<HTTPS://x.example/a> <b>c</b>", "HTTPS://x.example/a c", id="an address in capitals"),
        pytest.param("run </path>", "run </path>", id="the end of an element"),
        pytest.param("a <!-- b", "a <!-- b", id="a comment that is left open"),
        pytest.param("<!-- a -->b <!-- c <!-- d", "b <!-- c <!-- d", id="comments that are left open"),
        pytest.param("<?php x ?> y", "y", id="an instruction"),
        pytest.param("<!X x> y <![CDATA[ x ]]> z", "y z", id="a declaration and a section"),
        pytest.param("<?x\n\ny", "<?x y", id="an instruction that is left open"),
        pytest.param("<?x\n\ny -> z", "<?x y -> z", id="an instruction that something else would end"),
        pytest.param("<!X x\n\ny", "<!X x y", id="a declaration that is left open"),
        pytest.param("<![CDATA[ x\n\ny", "<![CDATA[ x y", id="a section that is left open"),
        pytest.param("<div>\n</ x\n</div>", "</ x", id="the end of nothing"),
    ],
)
def test_raw_html_is_seen_wherever_it_begins(text: str, shown: str) -> None:
    assert words_of(html_of(f"{text}\n\nlast words\n")) == f"{shown} last words"


@pytest.mark.parametrize(
    "own", ["\ue000", "<\ue000>", "%EE%80%80", "&lt;\ue000&gt;", "[x](https://x.example/%3C%EE%80%80)"]
)
def test_the_mark_that_bounds_addresses_goes_when_an_author_wrote_its_character(own: str) -> None:
    html = html_of(f"{own} https://birds.example/a苍鹭 [x](https://birds.example/b苍鹭)\n")
    assert 'href="https://birds.example/a"' in html
    assert 'href="https://birds.example/b%E8%8B%8D%E9%B9%AD"' in html


@pytest.mark.parametrize("tag", ["<details open", "<details open\nontoggle\n=\nhit(1) ", "<p a='", "<table x", "<li "])
def test_a_tag_that_nothing_ends_takes_no_text_with_it(tag: str) -> None:
    (shown,) = read_markdown(f"{tag} 后面的话\n\n")
    assert "后面的话" in shown.text
    assert tag.split(maxsplit=1)[0] in shown.text


@pytest.mark.parametrize(
    "tag", ["<a href='x'>", "<table><tr><td>", "<b>", "<B>", "<i><b></i>", "[x<table>y](x.md)", "<details>", "<ul><li>"]
)
@pytest.mark.parametrize(
    "line", ["## {}前面", "前面 {}", "- 前面 {}", "- 前面 {}\n  - x", "> 前面 {}", "1|2\n-|-\n前面 {}|3\n"]
)
def test_an_element_that_lines_leave_open_ends_with_them(line: str, tag: str) -> None:
    blocks = read_markdown(f"{line.format(tag)}\n\n## 后面\n")
    assert "前面" in "".join(block.text for block in blocks)
    assert (blocks[-1].tag, blocks[-1].text) == ("h2", "后面")
    assert blocks[-1].inner_html == "后面"


def test_an_element_around_blocks_stays_around_them() -> None:
    (around, after) = read_markdown("<details>\n<summary>前面</summary>\n\n一 <b>二\n\n三\n\n</details>\n\n后面\n")
    assert around.tag == "details"
    assert [child.html for child in around.children[1:]] == ["<p>一 <b>二</b></p>", "<p>三</p>"]
    assert after.html == "<p>后面</p>"


@pytest.mark.parametrize("tag", ["<br>", "<br/>", '<img\nsrc="a.png"\nwidth=3 />', "<b>", "<a href='x' title=\"y\">"])
def test_a_whole_tag_is_an_element(tag: str) -> None:
    assert "&lt;" not in html_of(f"前面 {tag} 后面")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param("![图](https://x.example/y.png)", '<a href="https://x.example/y.png"{rel}>图</a>', id="a picture"),
        pytest.param("![](//x.example/y.png)", '<a href="//x.example/y.png"{rel}>//x.example/y.png</a>', id="no words"),
        pytest.param(
            '<img alt="a &lt;b&gt; >" src=HTTP://x.example/y>',
            '<a href="HTTP://x.example/y"{rel}>a &lt;b&gt; &gt;</a>',
            id="HTML",
        ),
        pytest.param(
            "[![图](https://x.example/y.png)](https://z.example) ![图](//x.example)",
            '<a href="https://z.example"{rel}>图</a> <a href="//x.example"{rel}>图</a>',
            id="in a link",
        ),
        pytest.param("![图](y.png)", '<img src="y.png" alt="图">', id="beside the minutes"),
    ],
)
def test_a_picture_on_another_host_is_a_link(text: str, html: str) -> None:
    shown = html.replace("{rel}", ' rel="noopener noreferrer"')
    assert html_of(text).replace("\n", "") == f"<p>{shown}</p>"
