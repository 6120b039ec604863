"""GitHub-flavoured Markdown into sanitised blocks.

Knows cmark-gfm (GitHub's own parser, through cmarkgfm) and the sanitiser. Knows nothing of meetings. The HTML shows
what GitHub shows, with one thing done better: a bare URL ends before CJK text or punctuation.
"""

from __future__ import annotations

import re

import cmarkgfm
import nh3
from cmarkgfm.cmark import Options
from lxml import html

from minutes.blocks import INLINE, Block

MAX_NESTING = 100
"""Levels of nested elements that are read as structure; real minutes have ten."""

_OPTIONS = Options.CMARK_OPT_SOURCEPOS | Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES

# cmark-gfm ends an autolinked URL at whitespace or `<`. A mark that is no tag, after each bare URL that runs into
# CJK text, ends it there; wherever the mark comes out again (as text, in code, in an address) it is taken away by its
# private-use character, which is why it needs no knowledge of where Markdown has code or links.
_CJK = "\u2014\u2018-\u201d\u2026\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_URL_END = "<\ue000>"
# Public, for a rule reports what this has to bound. It matches a whole URL and only then looks at what follows it, so
# that no text makes it slow.
BARE_URL = re.compile(rf"(?<![<A-Za-z0-9])(?:https?://|www\.)[^\s<>{_CJK}]++(?P<cjk>[{_CJK}])?", re.IGNORECASE)
_URL_END_RENDERED = re.compile("(?:<|&lt;|%3C)(?:\ue000|%EE%80%80)(?:>|&gt;|%3E)")

_TAGS = (nh3.ALLOWED_TAGS | {"input", "section"}) - {"map", "area"}
_ATTRIBUTES = {
    "*": {"data-sourcepos"},
    "a": {"href", "title", "id"},
    "img": {"src", "alt", "title", "width", "height"},
    "input": {"type", "checked", "disabled"},
    "li": {"id"},
    "ol": {"start"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan"},
    "details": {"open"},
    "code": {"class"},
    "pre": {"lang"},
}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer",
    strip_comments=True,
)

# The sanitiser drops some elements with all that they contain, and every other unknown one without a trace: shown as
# the text that they are (`run <path>`), none takes anything with it.
_ELEMENT = re.compile(r"<(?=/?(?P<name>[A-Za-z][\w:-]*))")
# Ids are ours to give; of the author's only those that connect a footnote with its mark stay.
_FOREIGN_ID = re.compile(r'(<(?:a|li)\b[^>]*?) id="(?!fn(?:ref)?-)[^"]*"')
_TAG = re.compile(r'<(?P<close>/?)(?P<name>[a-z][a-z0-9]*)(?:[^<>]*? data-sourcepos="(?P<line>\d{1,9}):)?')
_VOID = frozenset({"br", "hr", "img", "input", "wbr", "col"})


class NestingError(Exception):
    """The document is nested deeper than MAX_NESTING; ``line`` is where it gets too deep."""

    def __init__(self, line: int) -> None:
        super().__init__(f"nested deeper than {MAX_NESTING} levels")
        self.line = line


def read_markdown(text: str) -> list[Block]:
    """The top-level blocks of a document. Raises NestingError; every other input is Markdown."""
    bounded = BARE_URL.sub(_bound, text)
    rendered = cmarkgfm.github_flavored_markdown_to_html(bounded, _OPTIONS)
    rendered = _ELEMENT.sub(lambda tag: "<" if tag["name"].lower() in _TAGS else "&lt;", rendered)
    if (opened := rendered.rfind("<!--")) >= 0 and "-->" not in rendered[opened:]:
        rendered = f"{rendered[:opened]}&lt;{rendered[opened + 1 :]}"
    # Twice: before, for the sanitiser takes long over what is nested without end; after, for raw HTML left open.
    _check_nesting(rendered)
    rendered = _FOREIGN_ID.sub(r"\1", _CLEANER.clean(_URL_END_RENDERED.sub("", rendered)))
    _check_nesting(rendered)
    root = html.fragment_fromstring(rendered, create_parent="div")
    _keep_loose_text(root)
    return list(Block(root).children)


def _bound(url: re.Match[str]) -> str:
    return f"{url[0][:-1]}{_URL_END}{url['cjk']}" if url["cjk"] else url[0]


def _check_nesting(rendered: str) -> None:
    # libxml2 drops what is nested deeper than its own limit (256), so that text would be lost in silence.
    depth = line = 0
    for tag in _TAG.finditer(rendered):
        if tag["name"] in _VOID:
            continue
        depth += -1 if tag["close"] else 1
        line = int(tag["line"] or line)
        if depth > MAX_NESTING:
            raise NestingError(line or 1)


def _keep_loose_text(root: html.HtmlElement) -> None:
    """Put text and inline elements that raw HTML left at the top level into paragraphs, so that none is lost."""
    loose: html.HtmlElement | None = None
    if root.text and root.text.strip():
        loose = html.Element("p")
        loose.text, root.text = root.text, None
        root.insert(0, loose)
    for child in list(root):
        if child is loose:
            continue
        tail, child.tail = child.tail, None
        if child.tag in INLINE:
            if loose is None:
                loose = html.Element("p")
                child.addprevious(loose)
            loose.append(child)
            child.tail = tail
        else:
            loose = None
            if tail and tail.strip():
                loose = html.Element("p")
                loose.text = tail
                child.addnext(loose)
