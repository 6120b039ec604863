"""YAML with line numbers, through PyYAML's safe C loader.

Knows how to turn text into plain values plus the place of every node. Knows nothing of what the values mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

from minutes.diagnostics import Span

MAX_NESTING = 50
"""Levels of nested lists and mappings; real files have four."""

_TEXT, _LIST, _MAPPING = "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"
_LONG_NUMBER = re.compile(r"[-+]?[0-9][0-9a-fA-FxXob_:.]{100,}")
# Only a text with one of these can hold what is refused, and each level of nesting opens with one of those.
_SUSPICIOUS = re.compile(r"[&*!]|[0-9a-fA-FxXob_:.]{100}")
_OPENING = re.compile(r"[\[{]|[-?:](?=\s|$)", re.MULTILINE)

# What libyaml and PyYAML say, and the word for it; the first that fits counts.
_REASONS = {
    "mapping values are not allowed": "colon-unexpected",
    "expected ':'": "colon-missing",
    "block sequence entries are not allowed": "entry-unexpected",
    "expected key": "key-expected",
    "expected '-' indicator": "entry-expected",
    "',' or ']'": "bracket-open",
    "',' or '}'": "brace-open",
    "unexpected end of stream": "quote-open",
    "tab character": "tab",
    "cannot start any token": "character-unexpected",
    "escape character": "escape-unknown",
    "decimal number": "escape-unknown",
    "expected node content": "value-expected",
    "another document": "document-repeated",
    "unhashable key": "key-not-plain",
    "undefined alias": "alias",
    "tag": "tag",
}


class _Loader(yaml.CSafeLoader):
    """The safe loader, with dates left as the text they are: a wrong one is ours to report, with its line."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


class YamlError(Exception):
    """The text is not YAML; ``span`` says where, ``reason`` is the word of the string tables that says why."""

    def __init__(self, span: Span, reason: str) -> None:
        super().__init__(reason)
        self.span = span
        self.reason = reason


@dataclass(frozen=True, slots=True)
class YamlSource:
    """A loaded document: plain values, and the nodes that they come from."""

    value: object
    node: yaml.Node | None = None
    first_line: int = 1
    # Filled when somebody asks, for of most documents nobody does.
    _spans: dict[tuple[str | int, ...], Span] = field(default_factory=dict, repr=False, compare=False)

    def span(self, location: tuple[str | int, ...]) -> Span:
        """The span at a location (``("people", 0, "id")``), or of the nearest enclosing node that is there."""
        if self.node is not None and not self._spans:
            _collect(self.node, (), self._spans, self.first_line)
        while location and location not in self._spans:
            location = location[:-1]
        return self._spans.get(location, Span(1))


def load_yaml(text: str, first_line: int = 1) -> YamlSource:
    """Load one document whose first line is ``first_line`` of its file. Raises YamlError.

    Aliases, tags, numbers of any length and deep nesting are refused: nothing here needs them, and each can make a
    small file cost any amount of memory or time, or break the parser.
    """
    loader = _Loader(text)
    try:
        if _SUSPICIOUS.search(text) or len(_OPENING.findall(text)) > MAX_NESTING:
            _refuse(text, first_line)
        node = loader.get_single_node()
        return YamlSource(_value(node, loader), node, first_line) if node else YamlSource(None)
    except yaml.MarkedYAMLError as error:
        span = _problem_span(error, last_line=text.rstrip("\n").count("\n"), first_line=first_line)
        raise YamlError(span, _reason(error)) from error
    except yaml.reader.ReaderError as error:
        line = text.encode()[: error.position].count(b"\n")
        raise YamlError(Span(line + first_line), "character-unexpected") from error
    except (ValueError, TypeError, RecursionError) as error:
        # The constructors of dates and mappings raise these, without a mark.
        raise YamlError(Span(first_line), "unreadable") from error
    finally:
        loader.dispose()


def _value(node: yaml.Node, loader: _Loader) -> object:
    """The plain value of a node, as the loader makes it, which takes long over what is no more than text."""
    if node.tag == _TEXT:
        return node.value
    if node.tag == _LIST:
        return [_value(entry, loader) for entry in node.value]
    if node.tag == _MAPPING and all(key.tag == _TEXT for key, _ in node.value):
        return {key.value: _value(value, loader) for key, value in node.value}
    return loader.construct_document(node)


def _refuse(text: str, first_line: int) -> None:
    """Raise YamlError for what only an attack would write. Looks at events, which are cheap however deep they nest."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        reason = "nested-deep" if depth > MAX_NESTING else _refusal(event)
        if reason:
            raise YamlError(_span(event, first_line), reason)


def _refusal(event: yaml.Event) -> str:
    """The word for what is wrong with an event, or empty."""
    if isinstance(event, yaml.AliasEvent):
        return "alias"
    tag = getattr(event, "tag", None)
    if tag and tag != _TEXT:
        return "tag"
    if isinstance(event, yaml.ScalarEvent) and event.implicit[0] and _LONG_NUMBER.fullmatch(event.value):
        return "number-long"
    return ""


def _reason(error: yaml.MarkedYAMLError) -> str:
    said = f"{error.context or ''} {error.problem or ''}"
    return next((word for part, word in _REASONS.items() if part in said), "unreadable")


def _problem_span(error: yaml.MarkedYAMLError, last_line: int, first_line: int) -> Span:
    """Where it went wrong. Of something left open to the very end, where it was opened, or else the last line."""
    for mark in (error.problem_mark, error.context_mark):
        if mark and mark.line <= last_line:
            return Span(mark.line + first_line, mark.column + 1)
    return Span(last_line + first_line)


def _span(marked: yaml.Event | yaml.Node, first_line: int) -> Span:
    start, end = marked.start_mark, marked.end_mark
    if start is None or end is None:
        return Span(first_line)
    return Span(start.line + first_line, start.column + 1, end.line + first_line, end.column + 1)


def _collect(
    node: yaml.Node, at: tuple[str | int, ...], spans: dict[tuple[str | int, ...], Span], first_line: int
) -> None:
    spans[at] = _span(node, first_line)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _collect(value, (*at, str(key.value)), spans, first_line)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _collect(value, (*at, index), spans, first_line)
