"""The registry of a synthetic archive: people and proposals of each generation, under names of their own.

Projects stay those of the original registry: the texts speak of them.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random

import yaml

from benching.originals import Originals
from minutes.archive import Archive

# To the page of another proposal, which is beside this one.
_PROPOSAL_LINK = re.compile(r"\]\(((?!index\b)[a-z0-9-]+)\.md")


@dataclass(frozen=True, slots=True)
class Generation:
    """Who and what a few years are about, by the ids of the originals: people's names, and proposals' ids."""

    people: Mapping[str, str]
    proposals: Mapping[str, str]


def generations(archive: Archive, originals: Originals, numbers: Iterable[int]) -> Mapping[int, Generation]:
    """A generation for each number."""
    ids = {one for came in originals.attendees for one in came}
    ids |= {one for piece in originals.pieces for one in piece.presenters}
    found: dict[int, Generation] = {}
    serial = count(1)
    for number in numbers:
        chance = Random(f"people/{number}")  # noqa: S311 — the same at every run is what is wanted
        people = {one: f"{''.join(chance.sample(originals.words, 2))}{next(serial)}" for one in sorted(ids)}
        proposals = {one: f"{one}-{number}" for one in archive.registry.proposals}
        found[number] = Generation(people, proposals)
    return found


def write_registry(docs: Path, sources: Path, archive: Archive, found: Mapping[int, Generation]) -> None:
    """Write ``_data`` and a page for each proposal in each locale, in place of those of the originals."""
    data = docs / "_data"
    data.mkdir(parents=True)
    # Without the rights, for the originals may be read-only.
    for file in (sources / "_data").iterdir():
        shutil.copyfile(file, data / file.name)
    names = [name for one in found.values() for name in one.people.values()]
    people = [{"id": name, "name": name, "github": name, "aliases": []} for name in names]
    _dump(data / "people.yml", {"people": people})
    proposals = []
    for number, generation in found.items():
        for name, new in generation.proposals.items():
            proposal = archive.registry.proposals[name]
            titles = {locale: f"{title} ({number})" for locale, title in proposal.title.items()}
            proposals.append(
                {
                    "id": new,
                    "kind": proposal.kind.value,
                    "title": titles,
                    "summary": dict(proposal.summary),
                    "projects": list(proposal.projects),
                    "issues": [],
                    "aliases": [],
                    "champions": [generation.people[one] for one in proposal.champions if one in generation.people],
                }
            )
            for locale, title in titles.items():
                page = docs / locale / "proposals"
                text = (page / f"{name}.md").read_text(encoding="utf-8").replace(proposal.title[locale], title)
                text = _PROPOSAL_LINK.sub(rf"](\1-{number}.md", text)
                (page / f"{new}.md").write_text(text, encoding="utf-8")
    _dump(data / "proposals.yml", {"proposals": proposals})
    for name in archive.registry.proposals:
        for locale in archive.locales:
            (docs / locale / "proposals" / f"{name}.md").unlink()


def _dump(file: Path, values: object) -> None:
    file.write_text(yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=10_000), encoding="utf-8")
