"""The registry's files, ``docs/_data/*.yml``.

Knows the shape of the files. A wrong file or entry becomes a diagnostic at its line; the entries around it still count.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import ValidationError

from minutes import diagnostics as codes
from minutes.diagnostics import Diagnostic, Span, diagnostic
from minutes.registry import Entry, Person, Project, Proposal, Registry, registry_of
from minutes.yamlsource import YamlError, YamlSource, load_yaml

DATA_FOLDER = "_data"
"""The folder of the registry, relative to the docs folder."""

MAX_LENGTH = 1_000_000
"""The largest registry file that is read, in characters."""

_E = TypeVar("_E", bound=Entry)


def read_registry(sources: Mapping[str, str]) -> Registry:
    """The registry from the texts of its files, by path (``_data/people.yml``). A missing file is an empty one."""
    found: list[Diagnostic] = []
    projects = _read_file(sources, "projects", Project, found)
    people = _read_file(sources, "people", Person, found)
    proposals = _read_file(sources, "proposals", Proposal, found)
    _check_targets(proposals, "projects", projects.entries, found, lambda proposal: proposal.projects)
    _check_targets(proposals, "champions", people.entries, found, lambda proposal: proposal.champions)
    _report_shared_names(people, found)
    _report_shared_names(projects, found)
    declared = {one.id: proposals.span(one.id, "status") for one in proposals.entries.values() if one.status}
    lines = {
        "projects": projects.lines(),
        "people": people.lines(),
        "proposals": proposals.lines(),
    }
    return registry_of(projects.entries, people.entries, proposals.entries, found, declared, lines)


def path_of(key: str) -> str:
    """Where a file of the registry is, relative to the docs folder: ``_data/people.yml``."""
    return f"{DATA_FOLDER}/{key}.yml"


@dataclass(frozen=True, slots=True)
class _File(Generic[_E]):
    """One file as read: its entries by id, and where each stands."""

    path: str
    key: str
    source: YamlSource
    entries: dict[str, _E]
    index: dict[str, int]

    def span(self, entry_id: str, *location: str | int) -> Span:
        return self.source.span((self.key, self.index[entry_id], *location))

    def lines(self) -> dict[str, int]:
        return {entry_id: self.span(entry_id, "id").line for entry_id in self.entries}


def _read_file(sources: Mapping[str, str], key: str, entry_type: type[_E], found: list[Diagnostic]) -> _File[_E]:
    path = path_of(key)
    source = YamlSource(None)
    text = sources.get(path, "")
    if len(text) > MAX_LENGTH:
        found.append(diagnostic(codes.REGISTRY_INVALID, path, Span(1), reason="file-long", key=key))
        text = ""
    try:
        source = load_yaml(text)
    except YamlError as problem:
        found.append(diagnostic(codes.REGISTRY_INVALID, path, problem.span, reason=problem.reason, key=key))
    file = _File(path, key, source, dict[str, _E](), dict[str, int]())
    if source.value is None:
        return file
    listed = source.value.get(key) if isinstance(source.value, dict) else None
    if not isinstance(listed, list):
        found.append(diagnostic(codes.REGISTRY_INVALID, path, Span(1), reason="list-missing", key=key))
        return file
    for position, value in enumerate(listed):
        _read_entry(file, position, value, entry_type, found)
    return file


def _read_entry(file: _File[_E], position: int, value: object, entry_type: type[_E], found: list[Diagnostic]) -> None:
    try:
        entry = entry_type.model_validate(value)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            span = file.source.span((file.key, position, *detail["loc"]))
            shown = "—" if detail["type"] == "missing" else str(detail["input"])[:60]
            values = {"field": ".".join(map(str, detail["loc"])) or file.key, "found": shown}
            found.append(diagnostic(codes.REGISTRY_ENTRY_INVALID, file.path, span, **values))
        return
    span = file.source.span((file.key, position, "id"))
    if entry.id in file.entries:
        found.append(diagnostic(codes.REGISTRY_ID_REPEATED, file.path, span, id=entry.id))
        return
    file.entries[entry.id] = entry
    file.index[entry.id] = position


def _check_targets(
    file: _File[Proposal],
    key: str,
    known: Mapping[str, object],
    found: list[Diagnostic],
    targets: Callable[[Proposal], Sequence[str]],
) -> None:
    for entry in file.entries.values():
        for position, target in enumerate(targets(entry)):
            if target not in known:
                span = file.span(entry.id, key, position)
                found.append(diagnostic(codes.REGISTRY_ID_DANGLING, file.path, span, id=target, key=key))


def _report_shared_names(file: _File[_E], found: list[Diagnostic]) -> None:
    """Report every spelling of a name that two entries claim."""
    owners: dict[str, _E] = {}
    for entry in file.entries.values():
        for name in entry.names:
            owner = owners.setdefault(name.casefold(), entry)
            if owner is not entry:
                values = {"alias": name, "first": owner.id, "second": entry.id}
                found.append(diagnostic(codes.REGISTRY_ALIAS_SHARED, file.path, file.span(entry.id), **values))
