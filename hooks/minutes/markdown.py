"""GitHub-flavoured Markdown into sanitised blocks.

Knows cmark-gfm (GitHub's own parser, through cmarkgfm) and the sanitiser. Knows nothing of meetings. The HTML shows
what GitHub shows, with two things done better: a bare URL ends before CJK text or punctuation, and a picture on another
host, which a reader's browser would ask for it, is a link to it.
"""

from __future__ import annotations

import re
from collections import Counter
from html import escape, unescape

import nh3
from cmarkgfm.cmark import Options

from minutes.blockreader import MAX_NESTING, VOID, NestingError, read_blocks
from minutes.blocks import Block
from minutes.gfm import gfm_to_html

_OPTIONS = Options.CMARK_OPT_SOURCEPOS | Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES

# cmark-gfm ends an autolinked URL at whitespace or `<`. A mark that is no tag, after each bare URL that runs into
# CJK text, ends it there; wherever the mark comes out again (as text, in code, in an address) it is taken away by its
# private-use character, which is why it needs no knowledge of where Markdown has code or links.
_CJK = "\u2014\u2018-\u201d\u2026\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_URL_END = "<\ue000>"
# Public, for a rule reports what this has to bound. It matches a whole URL and only then looks at what follows it, so
# that no text makes it slow.
BARE_URL = re.compile(
    r"[HhWw][TtWw](?<![<A-Za-z0-9]..)(?:(?<=[Hh][Tt])[Tt][Pp][Ss]?://|(?<=[Ww][Ww])[Ww]\.)"
    rf"[^\s<>{_CJK}]++(?P<cjk>[{_CJK}])?"
)
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

# The sanitiser drops some elements with all that they contain, every other unknown one without a trace, takes what
# follows a tag that nothing ends for attributes of it, and what follows `<?`, `<!` or `</ ` for a comment that goes on
# to the next `>`: shown as the text that they are (`run <path>`), none takes anything with it. Bounded, for a tag may
# begin inside what another one has in quotes.
_ATTRIBUTE = r"""\s++[A-Za-z_:][\w.:-]{0,100}+(?:\s*+=\s*+(?:[^\s"'=<>`]{1,2000}+|'[^']{0,2000}+'|"[^"]{0,2000}+"))?+"""
_HIDDEN = r"!--|\?[^<>]*+(?<=\?)>|![A-Za-z][^<>]*+>|!\[CDATA\[[^<>]*+(?<=\]\])>"
_NO_ELEMENT = re.compile(
    rf"<(?!{_HIDDEN}|/?(?:{'|'.join(sorted(_TAGS))})(?:{_ATTRIBUTE}){{0,20}}+\s*+/?>)", re.IGNORECASE
)
# A tag, and the elements that Markdown makes of lines of text, which say where they stand.
_ANY_TAG = re.compile(
    rf"<(?P<close>/?)(?P<name>{'|'.join(sorted(_TAGS))})(?P<attributes>(?:{_ATTRIBUTE}){{0,20}}+)\s*+/?>", re.IGNORECASE
)
_WITH_LINES = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th"}
# A picture that lies on another host, and the links around pictures.
_PICTURE = re.compile(r"""<(?P<link>/?a)\b(?: [a-z-]+="[^"]*+")*+>|<img(?P<attributes>(?: [a-z-]+="[^"]*+")*+)>""")
_ELSEWHERE = re.compile(r' src="(?P<address>(?:[a-z]+:)?//[^"]*+)"', re.IGNORECASE)
_INSTEAD = re.compile(r' alt="([^"]+)"')
# Ids are ours to give; of the author's only those that connect a footnote with its mark stay.
_FOREIGN_ID = re.compile(r'(<(?:a|li)\b[^>]*?) id="(?!fn(?:ref)?-)[^"]*"')
_TAG = re.compile(r'<(?P<close>/?)(?P<name>[a-z][a-z0-9]*)(?:[^<>]*? data-sourcepos="(?P<line>\d{1,9}):)?')
_SHOWN_TAG = re.compile(r"<[^>]*+>")
_MANY_TAGS = 10_000
# What opens raw HTML in Markdown. An address in angle brackets does not, and inside raw HTML it is not the first.
_RAW_HTML = re.compile(r"<(?!https?://)[A-Za-z/!?]")


def read_markdown(text: str) -> list[Block]:
    """The top-level blocks of a document. Raises NestingError; every other input is Markdown."""
    bounded = BARE_URL.sub(_bound, text)
    rendered = gfm_to_html(bounded, _OPTIONS)
    if _RAW_HTML.search(text):
        rendered = _NO_ELEMENT.sub("&lt;", rendered)
        closed, end, opened = rendered.rpartition("-->")
        rendered = f"{closed}{end}{opened.replace('<!--', '&lt;!--')}"
        rendered = _with_lines_ended(rendered)
    _check_nesting(rendered)
    if bounded != text:
        rendered = _without_url_ends(rendered)
    rendered = _CLEANER.clean(rendered)
    if "<img" in rendered:
        rendered = _without_foreign_pictures(rendered)
    if ' id="' in rendered:
        rendered = _FOREIGN_ID.sub(r"\1", rendered)
    return read_blocks(rendered, text.count("\n") + 1)


def markup_of(line: str) -> list[str]:
    """The tags that Markdown, with what an author wrote as HTML, makes of a line on its own."""
    return _SHOWN_TAG.findall(gfm_to_html(line, _OPTIONS & ~Options.CMARK_OPT_SOURCEPOS))


def _bound(url: re.Match[str]) -> str:
    return f"{url[0][:-1]}{_URL_END}{url['cjk']}" if url["cjk"] else url[0]


def _with_lines_ended(rendered: str) -> str:
    """HTML in which no lines of text leave an element open, for it would take the blocks that follow into itself."""
    pieces, done, lines = [], 0, ""
    opened: list[str] = []
    known: Counter[str] = Counter()
    for tag in _ANY_TAG.finditer(rendered):
        name, begins = tag["name"].lower(), " data-sourcepos=" in tag["attributes"]
        ends = begins or (tag["close"] and name == lines)
        if ends or (tag["close"] and known[name]):
            pieces.append(rendered[done : tag.start()])
            done = tag.start()
            # Those inside the one that ends, or all.
            while opened and (ends or opened[-1] != name):
                known[opened[-1]] -= 1
                pieces.append(f"</{opened.pop()}>")
        if ends:
            lines = name if begins and name in _WITH_LINES else ""
        elif tag["close"] and known[name]:
            known[opened.pop()] -= 1
        elif lines and not tag["close"] and name not in VOID:
            opened.append(name)
            known[name] += 1
    return "".join([*pieces, rendered[done:]])


def _without_url_ends(rendered: str) -> str:
    """The HTML without the marks: as a rule in text and addresses only, where it takes no pattern to find them."""
    shown = rendered.replace("&lt;\ue000&gt;", "").replace("%3C%EE%80%80%3E", "")
    return _URL_END_RENDERED.sub("", rendered) if "\ue000" in shown or "%EE%80%80" in shown else shown


def _without_foreign_pictures(html: str) -> str:
    """Sanitised HTML with a link in the place of a picture on another host: no page asks other hosts for anything."""
    linked = False

    def replaced(tag: re.Match[str]) -> str:
        nonlocal linked
        if tag["link"]:
            linked = tag["link"] == "a"
            return tag[0]
        source = _ELSEWHERE.search(tag["attributes"])
        if source is None:
            return tag[0]
        instead = _INSTEAD.search(tag["attributes"])
        # In an attribute only the quotes are escaped.
        shown = escape(unescape(instead[1] if instead else source["address"]), quote=False)
        return shown if linked else f'<a href="{source["address"]}" rel="noopener noreferrer">{shown}</a>'

    return _PICTURE.sub(replaced, html)


def _check_nesting(rendered: str) -> None:
    """Raise NestingError for what the sanitiser would take long over; where tags are few it can't."""
    if rendered.count("<") < _MANY_TAGS:
        return
    depth = line = 0
    for tag in _TAG.finditer(rendered):
        if tag["name"] in VOID:
            continue
        depth += -1 if tag["close"] else 1
        line = int(tag["line"] or line)
        if depth > MAX_NESTING:
            raise NestingError(line or 1)
