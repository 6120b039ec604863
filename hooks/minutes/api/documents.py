"""The files of the data API: what each holds, its bytes, and whether they keep to their schema.

A file is one JSON object: its version, what it was made from, and a list of records, each on a line of its own, so that
two builds can be compared by line. Nothing in it depends on the time of the build.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Annotated, Any, Literal, get_args, get_type_hints

from pydantic import Field, TypeAdapter, ValidationError

from minutes.api import FOLDER
from minutes.api.models import ActionItem, AgendaItem, Meeting, Person, Project, Proposal, Release
from minutes.api.pieces import Address, Record


class Origin(Record):
    """A site as it stood after a meeting."""

    site: Address
    """The address of the site that the data belongs to; `/` where the site does not say its own, in which case every
    address of a page begins at the root of the site."""
    latest_meeting: date | None
    """The last meeting that the data knows of; null where there is none."""


class Document(Record):
    """What every file has besides its records."""

    schema_: Annotated[str, Field(alias="$schema")]
    """The address of the schema, relative to the file."""
    version: Literal[1]
    """The version of the format. Within a version, nothing is taken away and nothing changes its meaning; properties
    may be added."""
    generated_from: Origin
    """What the data was made from."""
    locales: tuple[str, ...]
    """The locales of the site, the default one first."""


class Meetings(Document):
    """Every meeting, in order of time."""

    meetings: tuple[Meeting, ...]
    """The meetings."""


class Agenda(Document):
    """Every agenda item of every meeting, in order of time."""

    agenda: tuple[AgendaItem, ...]
    """The agenda items."""


class Proposals(Document):
    """Every registered proposal and programme with its history, in the order of the registry."""

    proposals: tuple[Proposal, ...]
    """The proposals."""


class Releases(Document):
    """Every release, in the order in which they were announced."""

    releases: tuple[Release, ...]
    """The releases."""


class People(Document):
    """Everybody whom the registry or the minutes name: those registered in the order of the registry, then the others
    by id."""

    people: tuple[Person, ...]
    """The people."""


class Projects(Document):
    """Every project: those registered in the order of the registry, then the others by id."""

    projects: tuple[Project, ...]
    """The projects."""


class ActionItems(Document):
    """Every action item, in the order in which they were raised."""

    action_items: tuple[ActionItem, ...]
    """The action items."""


DOCUMENTS: Mapping[str, type[Document]] = MappingProxyType(
    {
        "meetings": Meetings,
        "agenda": Agenda,
        "proposals": Proposals,
        "releases": Releases,
        "people": People,
        "projects": Projects,
        "action-items": ActionItems,
    }
)
"""Every file by name."""

_END = b"\n]}\n"
"""What stands behind the records."""

SCHEMAS_FOLDER = f"{FOLDER}/schema"
"""Where the schemas are, below the root of the site."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What in a file is not as its schema has it: ``place`` is like ``agenda[3].number``."""

    place: str
    reason: str


def path_of(name: str) -> str:
    """Where a file is, below the root of the site: ``api/v1/agenda.json``."""
    return f"{FOLDER}/{name}.json"


def schema_of(name: str) -> str:
    """Where the schema of a file is, relative to the file: ``schema/agenda.schema.json``."""
    return f"schema/{schema_name(name)}"


def schema_name(name: str) -> str:
    """The name of the schema of a file: ``agenda.schema.json``."""
    return f"{name}.schema.json"


def records_key(document: type[Document]) -> str:
    """The property that holds the records."""
    return list(document.model_fields)[-1]


class Lines:
    """A file while it is put together: one line for what comes first, and one for each record. Whether all is right,
    ``problems`` says. The document has no records of its own.
    """

    def __init__(self, document: Document) -> None:
        head = document.model_dump_json(by_alias=True, warnings=False)
        self._data = bytearray(f'{head.removesuffix("}")},"{records_key(type(document))}":['.encode())
        self._separator = b"\n"

    def add(self, records: Iterable[bytes]) -> None:
        """Put records at its end, as ``line_of`` gives them."""
        for record in records:
            self._data += self._separator
            self._data += record
            self._separator = b",\n"

    def end(self) -> bytearray:
        """All of it. Nothing can be added any more."""
        self._data += _END
        return self._data


def line_of(record: Record) -> bytes:
    """A record as it stands in its file."""
    return record.model_dump_json(warnings=False).encode()


def problems(name: str, data: bytes | bytearray) -> tuple[Problem, ...]:
    """Everything in which a file is not as its schema has it."""
    if _is_right(name, data):
        return ()
    try:
        DOCUMENTS[name].model_validate_json(data, strict=True)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        return tuple(Problem(_place(one["loc"]), one["msg"]) for one in found)
    return ()


def _is_right(name: str, data: bytes | bytearray) -> bool:
    """Whether a file is as its schema has it and as ``Lines`` has it.

    Looked at record by record: all records of a thousand meetings at once are large.
    """
    lines = _lines(data)
    begin = next(lines, b"")
    if not begin.endswith(b"[\n") or not data.endswith(_END):
        return False
    document, record = DOCUMENTS[name], _record_of(DOCUMENTS[name])
    try:
        document.model_validate_json(begin + _END, strict=True)
        for line, following in pairwise(lines):
            separator = b"\n" if _END.endswith(following) else b",\n"
            if not line.endswith(separator):
                return False
            record.validate_json(line.removesuffix(separator), strict=True)
    except ValidationError:
        return False
    return True


def _lines(data: bytes | bytearray) -> Iterator[bytes]:
    start = 0
    while end := data.find(b"\n", start) + 1:
        yield bytes(data[start:end])
        start = end


@cache
def _record_of(document: type[Document]) -> TypeAdapter[Any]:
    (record, _) = get_args(get_type_hints(document)[records_key(document)])
    return TypeAdapter(record)


def _place(location: tuple[int | str, ...]) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location).removeprefix(".")
