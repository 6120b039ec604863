"""What the tests of the core share: reading samples, rendering them as a reader sees them, and outlines of HTML."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from types import FrameType

from hypothesis import settings

from minutes import values
from minutes.archive import Archive, read_archive
from minutes.cache import Memory
from minutes.diagnostics import Diagnostic
from minutes.model import AgendaItem, Meeting, Minutes
from minutes.parser import parse_minutes
from minutes.registry import Registry
from minutes.registryreader import read_registry
from minutes.renderer import PageLinks, Renderer
from minutes.views.lens import Lens
from minutes.views.meetings import loose_page, meeting_page

PROJECT = Path(__file__).parents[2]
FRAGMENTS = PROJECT / "overrides" / "fragments"
PATH = "zh/meetings/2031-05-06.md"
LINKS = PageLinks(to_address=lambda address: f"/{address}", to_file=lambda _: None)

# Examples are the same in every run, and nothing is written to the working directory.
PROPERTY = settings(max_examples=200, deadline=None, database=None, derandomize=True)

# A made-up community: two projects, three people, three proposals.
PROJECTS = """\
projects:
  - {id: heron, name: Heron, aliases: [苍鹭], repositories: [birdhouse/heron, heron-contrib/*]}
  - {id: larch, name: Larch, repositories: [birdhouse/larch]}
"""
PEOPLE = """\
people:
  - {id: mira, name: Mira Holt, github: mirah, aliases: [米拉]}
  - {id: tomas, name: tomas-k}
  - {id: rx, name: "Rx:9"}
"""
PROPOSALS = """\
proposals:
  - id: backoff
    title: {zh: 退避策略, en: Backoff policy}
    summary: {zh: 失败之后等多久。, en: How long to wait after a failure.}
    projects: [heron]
    issues: [birdhouse/heron#12, birdhouse/heron#13]
    aliases: [退避策略, backoff policy]
    champions: [mira]
  - id: tracing
    title: {zh: 链路追踪}
    projects: [larch, heron]
    issues: [birdhouse/larch#3]
  - id: quiet
    title: {en: Quiet mode}
"""
REGISTRY_FILES: Mapping[str, str] = {
    "_data/projects.yml": PROJECTS,
    "_data/people.yml": PEOPLE,
    "_data/proposals.yml": PROPOSALS,
}
PROPOSAL_PAGES: Mapping[str, str] = {
    f"zh/proposals/{name}.md": f"# {name}\n" for name in ("backoff", "tracing", "quiet")
}


def registry() -> Registry:
    """The registry of the made-up community."""
    return read_registry(REGISTRY_FILES)


def read(text: str, path: str = PATH, locale: str = "zh") -> Minutes:
    """The minutes that a text is."""
    return parse_minutes(text, path, locale)


def read_item(body: str, heading: str = "## Agenda 1: Title") -> AgendaItem:
    """The only agenda item of minutes whose item has this body."""
    (item,) = read(f"{heading}\n\n{body}\n").items
    return item


def archive_of(folder: Path, files: Mapping[str, str | bytes], with_registry: bool = True) -> Archive:
    """The archive of a docs folder with these files: content by path. Chinese is the default locale."""
    extra = {**REGISTRY_FILES, **PROPOSAL_PAGES} if with_registry else {}
    for path, content in {**extra, **files}.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_archive(folder, ("zh", "en"))


def found_in(found: tuple[Diagnostic, ...]) -> list[tuple[str, int]]:
    """Slug and line of every diagnostic."""
    return [(one.code.slug, one.span.line) for one in found]


_RENDERERS: dict[str, Renderer] = {}


def render(fragment: str, view: object, locale: str = "en", links: PageLinks = LINKS) -> str:
    """The HTML of a view."""
    renderer = _RENDERERS.setdefault(locale, Renderer(FRAGMENTS, locale))
    return renderer.render(fragment, view, links)


def page_of(minutes: Minutes, locale: str = "en", links: PageLinks = LINKS) -> str:
    """The page that a reader sees of minutes that are the only ones in an otherwise empty archive."""
    if minutes.date is None:
        lens = Lens(Archive(("zh", "en"), (), (minutes,)), locale)
        return render("meeting_page", loose_page(lens, minutes, minutes.diagnostics), locale, links)
    meeting = Meeting(minutes.date, {minutes.locale: minutes}, minutes.locale)
    lens = Lens(Archive(("zh", "en"), (meeting,)), locale)
    return render("meeting_page", meeting_page(lens, meeting, minutes.diagnostics), locale, links)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail where the block works longer, whatever else the machine does. A runaway pattern is interrupted."""

    def give_up(_: int, __: FrameType | None) -> None:
        raise TimeoutError(f"not done after {seconds} s")

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def assert_in_a_process(*lines: str, seconds: float = 5) -> None:
    """Run code in a Python of its own, for what could take the whole test run down with it."""
    code = "\n".join(lines)
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(PROJECT / "hooks")},
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
    assert done.returncode == 0, f"exit status {done.returncode}: {done.stderr[-2000:]}"


# Outlines: what of some HTML a reader would call its structure.

Outline = list["str | tuple[str, Outline]"]
_VOID = {"br", "hr", "img", "input", "wbr", "col"}
_WRAPPERS = {"a", "strong", "b", "em", "i", "span"}
_TELLING = {"ol": ("start",), "input": ("checked",), "img": ("src",), "td": ("align",), "th": ("align",)}


@dataclass
class Node:
    """An element of some HTML."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """This element and every one inside it."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def with_class(self, name: str) -> list[Node]:
        """The elements inside that have a CSS class."""
        return [node for node in self.walk() if name in node.attributes.get("class", "").split()]

    def with_tag(self, *tags: str) -> list[Node]:
        """The elements inside with one of these names."""
        return [node for node in self.walk() if node.tag in tags]

    @property
    def text(self) -> str:
        """The text inside, with single spaces."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child._texts()
                yield "" if child.tag in _WRAPPERS | {"code", "del"} else " "

    def outline(self, headings: bool = True) -> Outline:
        """What is inside: nesting, text and telling attributes, without inline wrappers and rules.

        Text keeps its exact form inside ``pre`` only. Without ``headings`` the text of headings is left out.
        """
        found: Outline = []
        self._outline(found, headings)
        if self.tag == "pre":
            return found
        tidy = (" ".join(entry.split()) if isinstance(entry, str) else entry for entry in found)
        return [entry for entry in tidy if entry]

    def _outline(self, found: Outline, headings: bool) -> None:
        for child in self.children:
            if isinstance(child, str):
                before = found.pop() if found and isinstance(found[-1], str) else ""
                found.append(f"{before}{child}")
            elif child.tag in _WRAPPERS:
                child._outline(found, headings)
            elif child.tag != "hr":
                attributes = child.attributes
                telling = [f"{key}={attributes[key]}" for key in _TELLING.get(child.tag, ()) if key in attributes]
                shown = headings or not re.fullmatch("h[1-6]", child.tag)
                found.append((" ".join((child.tag, *telling)), child.outline(headings) if shown else []))


class _Builder(HTMLParser):
    """Strict, but for the end of a list entry, which HTML may leave out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("root")
        self.path = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "li" and self.path[-1].tag == "li":
            self.path.pop()
        node = Node(tag, {key: value or "" for key, value in attrs})
        self.path[-1].children.append(node)
        if tag not in _VOID:
            self.path.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol") and self.path[-1].tag == "li":
            self.path.pop()
        if tag not in _VOID:
            assert self.path[-1].tag == tag, f"<{self.path[-1].tag}> closed by </{tag}>"
            self.path.pop()

    def handle_data(self, data: str) -> None:
        self.path[-1].children.append(data)


def tree_of(html: str) -> Node:
    """HTML as a tree. Fails where elements are not properly nested."""
    builder = _Builder()
    # Where a line may break is neither text nor structure.
    builder.feed(html.replace("<wbr>", ""))
    builder.close()
    assert builder.path == [builder.root], f"never closed: {[node.tag for node in builder.path[1:]]}"
    return builder.root


def words_of(html: str) -> str:
    """The text that a reader sees, with single spaces."""
    return tree_of(html).text


class Remembering(Memory):
    """Knows everything, as long as it lives."""

    def __init__(self) -> None:
        self.known: dict[bytes, bytes] = {}

    def recall(self, kind: str, of: object) -> object:
        data = self.known.get(values.digest(kind, of))
        return data and values.read(data)

    def keep(self, kind: str, of: object, made: object) -> None:
        self.known[values.digest(kind, of)] = values.written(made)
