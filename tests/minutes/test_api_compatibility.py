"""What breaks a reader of the data API, and what does not."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import jsonschema
import pytest

from minutes.api.compatibility import Breaking, Change, breaking_changes, breaking_texts
from minutes.strings import LOCALES, strings_for

Schema = dict[str, Any]

# A schema with everything that the API's own schemas use.
OLD: Schema = {
    "$defs": {
        "Colour": {"enum": ["red", "green"], "type": "string", "description": "A colour."},
        "Nest": {
            "properties": {
                "id": {"type": "string", "pattern": "^[a-z]+$", "minLength": 1},
                "eggs": {"type": "integer", "minimum": 0, "maximum": 9},
                "colour": {"$ref": "#/$defs/Colour", "description": "Of the eggs."},
                "bird": {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]},
                "inner": {"anyOf": [{"$ref": "#/$defs/Nest"}, {"type": "null"}]},
                "names": {"type": "object", "additionalProperties": {"type": "string"}},
                "old": {"type": "boolean"},
            },
            "required": ["id", "eggs", "colour", "bird", "inner", "names"],
            "type": "object",
        },
    },
    "properties": {
        "version": {"const": 1, "type": "integer"},
        "nests": {"items": {"$ref": "#/$defs/Nest"}, "type": "array"},
    },
    "required": ["version", "nests"],
    "type": "object",
}
NEST = "$defs/Nest/properties"
GONE = object()


def changed(path: str, value: object) -> Schema:
    """The schema with another value at a path, or with nothing there."""
    schema = deepcopy(OLD)
    *folders, last = path.split("/")
    part: Any = schema
    for folder in folders:
        part = part[int(folder)] if isinstance(part, list) else part[folder]
    key: Any = int(last) if isinstance(part, list) else last
    if value is GONE:
        del part[key]
    else:
        part[key] = value
    return schema


def test_the_sample_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(OLD)


BREAKS = [
    pytest.param(
        changed(f"{NEST}/eggs", GONE), Breaking("nests[].eggs", Change.PROPERTY_REMOVED), id="a property is gone"
    ),
    pytest.param(
        changed(f"{NEST}/old", GONE), Breaking("nests[].old", Change.PROPERTY_REMOVED), id="one that might be missing"
    ),
    pytest.param(
        changed("$defs/Nest/required", ["id", "colour", "bird", "inner", "names"]),
        Breaking("nests[].eggs", Change.PROPERTY_OPTIONAL),
        id="a property may be missing",
    ),
    pytest.param(
        changed(f"{NEST}/eggs/type", "string"),
        Breaking("nests[].eggs", Change.TYPE_CHANGED, "integer", "string"),
        id="another type",
    ),
    pytest.param(
        changed(f"{NEST}/eggs/type", "number"),
        Breaking("nests[].eggs", Change.TYPE_CHANGED, "integer", "number"),
        id="a wider type",
    ),
    pytest.param(
        changed(f"{NEST}/eggs/type", GONE),
        Breaking("nests[].eggs", Change.TYPE_CHANGED, "integer", "any"),
        id="no type any more",
    ),
    pytest.param(
        changed(f"{NEST}/bird/anyOf", [{"type": "string", "format": "date"}, {"type": "integer"}]),
        Breaking("nests[].bird", Change.TYPE_CHANGED, "string | null", "integer"),
        id="a type more",
    ),
    pytest.param(
        changed(f"{NEST}/eggs/type", ["integer", "null"]), Breaking("nests[].eggs", Change.NULL_ADDED), id="null"
    ),
    pytest.param(
        changed(f"{NEST}/colour", {"anyOf": [{"$ref": "#/$defs/Colour"}, {"type": "null"}]}),
        Breaking("nests[].colour", Change.NULL_ADDED),
        id="null instead of a definition",
    ),
    pytest.param(
        changed("properties/nests/type", "object"),
        Breaking("nests", Change.TYPE_CHANGED, "array", "object"),
        id="no list any more",
    ),
    pytest.param(
        changed("properties/nests/items", {"type": "string"}),
        Breaking("nests[]", Change.TYPE_CHANGED, "object", "string"),
        id="a list of something else",
    ),
    pytest.param(
        changed("properties/nests/items", GONE),
        Breaking("nests[]", Change.TYPE_CHANGED, "object", "any"),
        id="a list of anything",
    ),
    pytest.param(
        changed("$defs/Colour/enum", ["red", "green", "blue"]),
        Breaking("nests[].colour", Change.VALUE_ADDED, '"red", "green"', '"blue"'),
        id="another value",
    ),
    pytest.param(
        changed("$defs/Colour/enum", ["red"]),
        Breaking("nests[].colour", Change.VALUE_REMOVED, '"green"'),
        id="a value less",
    ),
    pytest.param(
        changed("$defs/Colour/enum", GONE),
        Breaking("nests[].colour", Change.VALUE_ADDED, '"red", "green"', "*"),
        id="any value",
    ),
    pytest.param(
        changed("properties/version/const", 2),
        Breaking("version", Change.VALUE_ADDED, "1", "2"),
        id="another constant",
    ),
    pytest.param(
        changed(f"{NEST}/bird/anyOf/0/format", "date-time"),
        Breaking("nests[].bird", Change.RULE_CHANGED, 'format: "date"', 'format: "date-time"'),
        id="another format",
    ),
    pytest.param(
        changed(f"{NEST}/bird/anyOf/0/format", GONE),
        Breaking("nests[].bird", Change.RULE_CHANGED, 'format: "date"', "format: —"),
        id="no format any more",
    ),
    pytest.param(
        changed(f"{NEST}/id/pattern", "^[a-z0-9]+$"),
        Breaking("nests[].id", Change.RULE_CHANGED, 'pattern: "^[a-z]+$"', 'pattern: "^[a-z0-9]+$"'),
        id="another pattern",
    ),
    pytest.param(
        changed(f"{NEST}/eggs/minimum", -1),
        Breaking("nests[].eggs", Change.RULE_CHANGED, "minimum: 0", "minimum: -1"),
        id="a lower minimum",
    ),
    pytest.param(
        changed(f"{NEST}/eggs/maximum", 10),
        Breaking("nests[].eggs", Change.RULE_CHANGED, "maximum: 9", "maximum: 10"),
        id="a higher maximum",
    ),
    pytest.param(
        changed(f"{NEST}/id/minLength", GONE),
        Breaking("nests[].id", Change.RULE_CHANGED, "minLength: 1", "minLength: —"),
        id="no least length",
    ),
    pytest.param(
        changed(f"{NEST}/names/additionalProperties/type", "integer"),
        Breaking("nests[].names.*", Change.TYPE_CHANGED, "string", "integer"),
        id="other values by key",
    ),
    pytest.param(
        changed(f"{NEST}/names/additionalProperties", GONE),
        Breaking("nests[].names.*", Change.TYPE_CHANGED, "string", "any"),
        id="any value by key",
    ),
    pytest.param(
        changed(f"{NEST}/names/properties", {"zh": {"type": "array"}}),
        Breaking("nests[].names.zh", Change.TYPE_CHANGED, "string", "array"),
        id="another value for one key",
    ),
]


@pytest.mark.parametrize(("new", "breaking"), BREAKS)
def test_what_breaks_a_reader_is_named_by_place(new: Schema, breaking: Breaking) -> None:
    jsonschema.Draft202012Validator.check_schema(new)
    assert breaking in breaking_changes(OLD, new)


@pytest.mark.parametrize(
    "new",
    [
        pytest.param(OLD, id="nothing"),
        pytest.param(changed(f"{NEST}/shape", {"type": "string"}), id="a property more"),
        pytest.param(changed("$defs/Tree", {"type": "string"}), id="a definition more"),
        pytest.param(
            changed("$defs/Nest/required", ["old", "id", "eggs", "colour", "bird", "inner", "names"]),
            id="a property that is there for sure",
        ),
        pytest.param(changed(f"{NEST}/bird", {"type": "string", "format": "date"}), id="never null"),
        pytest.param(changed(f"{NEST}/names/pattern", "^x$"), id="a rule more"),
        pytest.param(changed(f"{NEST}/eggs/minimum", 1), id="a higher minimum"),
        pytest.param(changed(f"{NEST}/eggs/maximum", 8), id="a lower maximum"),
        pytest.param(changed(f"{NEST}/id/minLength", 2), id="a greater least length"),
        pytest.param(changed(f"{NEST}/id/enum", ["a"]), id="values listed that were free"),
        pytest.param(changed("$defs/Colour/description", "Any."), id="another description"),
        pytest.param(changed("title", "Nests"), id="a title"),
        pytest.param(changed("$id", "nests"), id="an id"),
        pytest.param(changed("additionalProperties", False), id="closed"),
        pytest.param(changed(f"{NEST}/colour", {"enum": ["green", "red"], "type": "string"}), id="the same in place"),
        pytest.param(
            changed(f"{NEST}/bird/anyOf", [{"type": "null"}, {"type": "string", "format": "date"}]), id="another order"
        ),
        pytest.param(
            changed(f"{NEST}/bird", {"type": ["string", "null"], "format": "date"}), id="another way to say it"
        ),
    ],
)
def test_what_breaks_nobody(new: Schema) -> None:
    assert breaking_changes(OLD, new) == []


def test_a_renamed_property_is_gone() -> None:
    new = changed(f"{NEST}/eggs", GONE)
    new["$defs"]["Nest"]["properties"]["egg_count"] = {"type": "integer"}
    assert breaking_changes(OLD, new) == [Breaking("nests[].eggs", Change.PROPERTY_REMOVED)]


def test_a_renamed_definition_is_gone_though_the_files_stay_the_same() -> None:
    new = changed("$defs/Colour", GONE)
    new["$defs"]["Shade"] = OLD["$defs"]["Colour"]
    new["$defs"]["Nest"]["properties"]["colour"] = {"$ref": "#/$defs/Shade"}
    assert breaking_changes(OLD, new) == [Breaking("Colour", Change.DEFINITION_REMOVED)]


def test_a_definition_is_compared_wherever_it_is_used() -> None:
    old = changed(f"{NEST}/eggs", {"allOf": [{"$ref": "#/$defs/Colour"}]})
    new = deepcopy(old)
    del new["$defs"]["Nest"]["properties"]["colour"], old["$defs"]["Nest"]["properties"]["colour"]
    new["$defs"]["Colour"]["enum"].append("blue")
    assert [(one.place, one.change) for one in breaking_changes(old, new)] == [("Colour", Change.VALUE_ADDED)]


def test_what_a_definition_breaks_is_said_once_and_one_may_hold_itself() -> None:
    old = changed("properties/first", {"$ref": "#/$defs/Nest"})
    new = deepcopy(old)
    new["$defs"]["Nest"]["properties"]["id"]["type"] = "integer"
    assert [one.place for one in breaking_changes(old, new)] == ["nests[].id"]


def test_a_closed_object_gets_no_property_and_is_not_opened() -> None:
    closed = changed("$defs/Nest/additionalProperties", False)
    more = deepcopy(closed)
    more["$defs"]["Nest"]["properties"]["shape"] = {"type": "string"}
    assert breaking_changes(closed, more) == [Breaking("nests[].shape", Change.PROPERTY_ADDED)]
    assert breaking_changes(closed, OLD) == [Breaking("nests[]", Change.OPENED)]


def test_of_several_objects_the_nearest_one_is_compared() -> None:
    def choice(*kinds: Schema) -> Schema:
        return {"properties": {"one": {"anyOf": list(kinds)}}, "type": "object"}

    def kind(name: str, **properties: Schema) -> Schema:
        listed = {"kind": {"const": name, "type": "string"}, **properties}
        return {"type": "object", "properties": listed, "required": ["kind"]}

    egg, bird = kind("egg", size={"type": "integer"}), kind("bird", song={"type": "string"})
    assert breaking_changes(choice(egg, bird), choice(bird, egg)) == []
    assert breaking_changes(choice(egg, bird), choice(egg)) == []
    added, _ = breaking_changes(choice(egg, bird), choice(egg, bird, kind("nest", size={"type": "integer"})))
    assert (added.place, added.change) == ("one.kind", Change.VALUE_ADDED)


def test_a_keyword_that_is_not_known_must_stay_as_it_is() -> None:
    old, new = changed("properties/nests/prefixItems", [{"type": "string"}]), changed("properties/nests/contains", True)
    assert [one.before for one in breaking_changes(old, new)] == ['prefixItems: [{"type": "string"}]']
    assert breaking_changes(OLD, new) == []


def test_anything_may_become_something() -> None:
    assert breaking_changes(changed(f"{NEST}/eggs", True), OLD) == []
    assert breaking_changes(OLD, changed(f"{NEST}/eggs", True)) == [
        Breaking("nests[].eggs", Change.TYPE_CHANGED, "integer", "any")
    ]


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"\xff", b"null"])
def test_nobody_read_what_was_no_schema(text: bytes) -> None:
    assert breaking_texts(text, "{}") == []


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("change", Change)
def test_every_change_has_a_sentence_with_its_place(change: Change, locale: str) -> None:
    breaking = Breaking("nests[].id", change, "甲", "乙")
    assert "nests[].id" in strings_for(locale)(f"api.break.{change}", **breaking.values)
