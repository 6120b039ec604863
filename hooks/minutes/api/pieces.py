"""What the records of the data API are put together from: ids, texts by locale, places, references.

Documentation strings are the descriptions in the schemas, for developers who read the data.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field

from minutes.model import ReferenceKind
from minutes.translations import TranslationState

_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ITEM = f"{_DAY}#agenda-[0-9]+(-[0-9]+)?"


class Record(BaseModel):
    """What every record is: unchangeable, and with no property but its own."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    @classmethod
    def model_construct(cls, _fields_set: set[str] | None = None, **values: Any) -> Self:  # type: ignore[override]  # noqa: ANN401
        """Make a record of values that are right; which of them were given, all records of a kind keep as one set."""
        return super().model_construct(_given(tuple(values)) if _fields_set is None else _fields_set, **values)


@cache
def _given(names: tuple[str, ...]) -> set[str]:
    return set(names)


class Place(Record):
    """Where something is written."""

    path: str
    """The file, relative to the folder of the site's sources (`docs`)."""
    line: Annotated[int, Field(ge=1)]
    """The line in that file, counted from 1."""


MeetingId = Annotated[str, Field(pattern=f"^{_DAY}$")]
ItemId = Annotated[str, Field(pattern=f"^{_ITEM}$")]
ActionItemId = Annotated[str, Field(pattern=f"^{_ITEM}-action-[0-9]+$")]
Id = Annotated[str, Field(min_length=1)]
Address = Annotated[str, Field(json_schema_extra={"format": "uri-reference"})]
Texts = Mapping[str, str]
Addresses = Mapping[str, Address]
Places = Mapping[str, Place]
States = Mapping[str, TranslationState]


class Reference(Record):
    """A link that the minutes give."""

    id: Id
    """One id for every spelling of the target: `owner/name#7` for an issue or pull request, `owner/name@v1.2.0` for a
    release, `owner/name` for a repository, in lower case; the address itself for any other document."""
    kind: ReferenceKind
    """What the link leads to."""
    url: str
    """The address."""
    label: Texts
    """A short name to show, by locale in whose minutes the link is."""


class Decision(Record):
    """What an agenda item concluded."""

    id: Id
    """The agenda item's id with `-decision-1`, `-decision-2` …"""
    text: Texts
    """The decision, by locale."""
    url: Addresses
    """The agenda item on the site, by locale of the site."""
    source: Places
    """The decision, by locale in which it is written."""


class Question(Record):
    """A question that was asked about an agenda item."""

    id: Id
    """The agenda item's id with `-question-1`, `-question-2` …"""
    question: Texts
    """The question, by locale."""
    answer: Texts
    """The answer, by locale; empty where none was given."""
    url: Addresses
    """The agenda item on the site, by locale of the site."""
    source: Places
    """The question, by locale in which it is written."""


class ActionEntry(Record):
    """An action item as one agenda item states it."""

    id: ActionItemId
    """The id of the action item in `action-items.json`, which tells where else it was named."""
    text: Texts
    """What is to be done, by locale."""
    assignees: tuple[Id, ...]
    """Ids of the people who are to do it."""
    done: bool | None
    """Whether it is ticked here; null where the minutes keep no check box."""
    url: Addresses
    """The agenda item on the site, by locale of the site."""
    source: Places
    """The entry, by locale in which it is written."""
