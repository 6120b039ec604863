"""JSON Schemas of what contributors write by hand: front matter and registry files.

Knows how the models of the registry, and the front matter's own, become schemas that an editor completes, explains
and checks with. Knows nothing of where the schemas are kept. Descriptions come from the string tables, in every
language one after the other, for an editor shows one schema to everybody.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr, StringConstraints

from minutes.registry import Person, Project, Proposal
from minutes.strings import in_every_language

DIALECT = "https://json-schema.org/draft/2020-12/schema"

# As the reader of front matter has it: a date somewhere in the value, so that one with a time of day counts too.
_DATE = r"(?:^|[^0-9])[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:$|[^0-9])"
_RECORD = r"^[0-9a-f]+-[0-9a-f]+$"


class FrontMatterKeys(BaseModel):
    """The keys of the front matter of minutes. All may be left out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: StrictStr = ""
    linkTitle: StrictStr = ""  # noqa: N815 - as Hugo spells it
    date: Annotated[str, StringConstraints(pattern=_DATE)] | None = None
    weight: StrictInt = 0
    description: StrictStr | None = None
    source: StrictStr = ""
    translation: Mapping[str, Annotated[str, StringConstraints(pattern=_RECORD)]] = Field(default_factory=dict)


_REGISTRY: Mapping[str, type[BaseModel]] = MappingProxyType(
    {"projects": Project, "people": Person, "proposals": Proposal}
)


def schemas() -> dict[str, str]:
    """Every schema as text that ends in a newline, by file name."""
    documents = {"front-matter": _front_matter(), **{key: _file(key, entry) for key, entry in _REGISTRY.items()}}
    return {
        f"{name}.schema.json": json.dumps({"$schema": DIALECT} | document, ensure_ascii=False, indent=2) + "\n"
        for name, document in documents.items()
    }


def _front_matter() -> dict[str, Any]:
    return _explained(FrontMatterKeys, "front_matter")


def _file(key: str, entry: type[BaseModel]) -> dict[str, Any]:
    """A registry file: one key, which has the list of the entries. An empty file is right too."""
    items = _explained(entry, key)
    # A reference is looked up from the root of the document.
    defined = {"$defs": items.pop("$defs")} if "$defs" in items else {}
    return {
        "title": _words(f"schema.{key}.title", " / "),
        "description": _words(f"schema.{key}.description"),
        "type": ["object", "null"],
        "properties": {key: {"type": "array", "items": items}},
        "required": [key],
        "additionalProperties": False,
        **defined,
    }


def _explained(model: type[BaseModel], key: str) -> dict[str, Any]:
    """The schema of a model with our own words; pydantic's are the names of Python's classes and fields."""
    schema = model.model_json_schema()
    for name, field in schema["properties"].items():
        for word in ("title", "default"):
            field.pop(word, None)
        field["description"] = _words(f"schema.{key}.key.{name.lower()}")
    for defined in schema.get("$defs", {}).values():
        for part in (defined, *defined.get("properties", {}).values()):
            part.pop("title", None)
            part.pop("description", None)
    return schema | {"title": _words(f"schema.{key}.title", " / "), "description": _words(f"schema.{key}.description")}


def _words(key: str, between: str = "\n") -> str:
    """A sentence in every language, each on its line."""
    return in_every_language(key, between)
