"""The JSON Schemas of the data API, made from its models.

They describe what is written, for whoever reads it: every property is always there, and a file may get more properties
within a version, so the schemas do not forbid those that they do not know.
"""

from __future__ import annotations

import json
from typing import Any

from minutes.api.documents import DOCUMENTS, Document, schema_name
from minutes.schemas import DIALECT


def schemas() -> dict[str, str]:
    """Every schema as text that ends in a newline, by file name."""
    return {
        schema_name(name): json.dumps(_schema(document), ensure_ascii=False, indent=2) + "\n"
        for name, document in DOCUMENTS.items()
    }


def _schema(document: type[Document]) -> dict[str, Any]:
    """The schema of a file. Pydantic's titles are the names of Python's classes and fields, which say nothing."""
    schema = document.model_json_schema(mode="serialization")
    for part in (schema, *schema.get("$defs", {}).values()):
        part.pop("title", None)
        part.pop("additionalProperties", None)
        part["description"] = _one_line(part["description"])
        for field in part.get("properties", {}).values():
            field.pop("title", None)
            field["description"] = _one_line(field["description"])
    return {"$schema": DIALECT, **schema}


def _one_line(text: str) -> str:
    return " ".join(text.split())
