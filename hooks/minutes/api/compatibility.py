"""Whether a change of a schema breaks somebody who reads the files.

A reader relies on what the old schema says of every file. A change is safe where whatever the new schema allows, the
old one allowed too, and nothing has gone that a reader may look for. Knows JSON Schema as far as the API's schemas use
it: a keyword that is not known here must stay as it is. Descriptions and titles may change; what a property means is
beyond a comparison.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_Schema = Mapping[str, Any]
_SchemaOrBool = _Schema | bool

_ANNOTATIONS = frozenset(
    ("$schema", "$id", "$comment", "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly")
)
_ORIGIN = "$origin"
"""Our own mark on a definition that was looked up: which it is, and what was added where it is used."""

_STRUCTURE = frozenset(
    (
        *(_ORIGIN, "$defs", "$ref", "type", "enum", "const", "anyOf", "oneOf", "items"),
        *("properties", "required", "additionalProperties"),
    )
)
_LEAST = frozenset(("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"))
_MOST = frozenset(("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"))


class Change(StrEnum):
    """What a reader can trip over."""

    DEFINITION_REMOVED = "definition_removed"
    PROPERTY_REMOVED = "property_removed"
    PROPERTY_OPTIONAL = "property_optional"
    PROPERTY_ADDED = "property_added"
    OPENED = "opened"
    NULL_ADDED = "null_added"
    TYPE_CHANGED = "type_changed"
    VALUE_ADDED = "value_added"
    VALUE_REMOVED = "value_removed"
    RULE_CHANGED = "rule_changed"


@dataclass(frozen=True, slots=True)
class Breaking:
    """One thing that breaks readers: ``place`` is like ``agenda[].kinds[]``; ``before`` and ``after`` are as the
    schemas have them, or empty."""

    place: str
    change: Change
    before: str = ""
    after: str = ""

    @property
    def values(self) -> dict[str, str]:
        """What a sentence about it takes."""
        return {"place": self.place, "before": self.before, "after": self.after}


def breaking_texts(old: bytes, new: str) -> list[Breaking]:
    """What breaks where a published schema was one file and is now another; nobody could read what is no schema."""
    try:
        published = json.loads(old)
    except ValueError:
        return []
    return breaking_changes(published, json.loads(new)) if isinstance(published, dict) else []


def breaking_changes(old: _Schema, new: _Schema) -> list[Breaking]:
    """Everything in which a reader of files of the old schema cannot read those of the new one."""
    gone = [name for name in old.get("$defs", {}) if name not in new.get("$defs", {})]
    removed = [Breaking(name, Change.DEFINITION_REMOVED) for name in gone]
    return list(dict.fromkeys((*removed, *_Comparison(old, new).documents())))


class _Comparison:
    """Of two documents, against which references are looked up."""

    def __init__(self, old: _Schema, new: _Schema) -> None:
        self._old = old
        self._new = new
        self._compared: set[tuple[str, str]] = set()

    def documents(self) -> Iterator[Breaking]:
        """What breaks anywhere, also in a definition that is used where a comparison does not look."""
        yield from self.schema(self._old, self._new, "")
        for name in self._old.get("$defs", {}):
            if name in self._new.get("$defs", {}):
                reference = {"$ref": f"#/$defs/{name}"}
                yield from self.schema(reference, reference, name)

    def schema(self, old: _SchemaOrBool, new: _SchemaOrBool, place: str) -> Iterator[Breaking]:
        """What breaks where a value had one schema and now has another."""
        before, after = list(_alternatives(old, self._old)), list(_alternatives(new, self._new))
        for one in after:
            candidates = [other for other in before if _covers(_type(other), _type(one))]
            if candidates:
                yield from self._nearest(candidates, one, place)
            elif _type(one) == "null":
                yield Breaking(place, Change.NULL_ADDED)
            else:
                types = " | ".join(dict.fromkeys(map(_type, before)))
                yield Breaking(place, Change.TYPE_CHANGED, types, _type(one))

    def _nearest(self, candidates: Iterable[_Schema], new: _Schema, place: str) -> list[Breaking]:
        """What breaks against the one of some schemas that is most like the new one."""
        compared, found = self._compared, []
        for old in candidates:
            self._compared = set(compared)
            found.append((list(self._alternative(old, new, place)), self._compared))
        breaking, self._compared = min(found, key=lambda one: len(one[0]))
        return breaking

    def _alternative(self, old: _Schema, new: _Schema, place: str) -> Iterator[Breaking]:
        origins = old.get(_ORIGIN, ""), new.get(_ORIGIN, "")
        if all(origins):
            # What a definition breaks is said once; and one may hold itself.
            if origins in self._compared:
                return
            self._compared.add(origins)
        yield from _values(old, new, place)
        yield from _rules(old, new, place)
        yield from self._properties(old, new, place)
        if "items" in old:
            yield from self.schema(old["items"], new.get("items", {}), f"{place}[]")

    def _properties(self, old: _Schema, new: _Schema, place: str) -> Iterator[Breaking]:
        before, after = old.get("properties", {}), new.get("properties", {})
        for name, schema in before.items():
            where = f"{place}.{name}".removeprefix(".")
            if name not in after:
                yield Breaking(where, Change.PROPERTY_REMOVED)
                continue
            if name in old.get("required", ()) and name not in new.get("required", ()):
                yield Breaking(where, Change.PROPERTY_OPTIONAL)
            yield from self.schema(schema, after[name], where)
        others = old.get("additionalProperties", True)
        for name, schema in after.items():
            where = f"{place}.{name}".removeprefix(".")
            if name not in before and others is False:
                yield Breaking(where, Change.PROPERTY_ADDED)
            elif name not in before:
                yield from self.schema(others, schema, where)
        if others is False and new.get("additionalProperties", True) is not False:
            yield Breaking(place, Change.OPENED)
        elif others is not True and new.get("additionalProperties", True) is not False:
            yield from self.schema(others, new.get("additionalProperties", True), f"{place}.*".removeprefix("."))


def _alternatives(schema: _SchemaOrBool, document: _Schema) -> Iterator[_Schema]:
    """What a schema allows as schemas of one type each, with references looked up."""
    if isinstance(schema, bool):
        schema = {} if schema else {"not": {}}
    if "$ref" in schema:
        rest = {key: value for key, value in schema.items() if key != "$ref"}
        rules = {key: value for key, value in rest.items() if key not in _ANNOTATIONS}
        found: Any = document
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        origin = json.dumps((schema["$ref"], rules), sort_keys=True)
        yield from _alternatives({**found, **rest, _ORIGIN: origin}, document)
        return
    for choice in ("anyOf", "oneOf"):
        if choice in schema:
            rest = {key: value for key, value in schema.items() if key != choice}
            for part in schema[choice]:
                yield from _alternatives({**rest, **part}, document)
            return
    if isinstance(schema.get("type"), list):
        yield from ({**schema, "type": each} for each in schema["type"])
        return
    yield schema


def _type(schema: _Schema) -> str:
    """The type of a schema that allows one; ``any`` for one that says nothing of it."""
    return str(schema.get("type", "any"))


def _covers(old: str, new: str) -> bool:
    return old in (new, "any") or (old, new) == ("number", "integer")


def _values(old: _Schema, new: _Schema, place: str) -> Iterator[Breaking]:
    """A reader tells the values of a list apart: another one is not known, and one that has gone is waited for."""
    before, after = _allowed(old), _allowed(new)
    if before is None:
        return
    if after is None:
        yield Breaking(place, Change.VALUE_ADDED, ", ".join(before), "*")
        return
    if added := [value for value in after if value not in before]:
        yield Breaking(place, Change.VALUE_ADDED, ", ".join(before), ", ".join(added))
    if removed := [value for value in before if value not in after]:
        yield Breaking(place, Change.VALUE_REMOVED, ", ".join(removed))


def _allowed(schema: _Schema) -> list[str] | None:
    """The values that are listed, or None where none are."""
    listed = [schema["const"]] if "const" in schema else schema.get("enum")
    return None if listed is None else [json.dumps(value, ensure_ascii=False) for value in listed]


def _rules(old: _Schema, new: _Schema, place: str) -> Iterator[Breaking]:
    """A rule that holds for all values so far may become stricter, not looser; of most nobody can tell which it is."""
    for rule in sorted(old.keys() - _ANNOTATIONS - _STRUCTURE):
        before, after = old[rule], new.get(rule)
        stricter = after is not None and ((rule in _LEAST and after > before) or (rule in _MOST and after < before))
        if after != before and not stricter:
            shown = ("—" if value is None else json.dumps(value, ensure_ascii=False) for value in (before, after))
            yield Breaking(place, Change.RULE_CHANGED, *(f"{rule}: {value}" for value in shown))
