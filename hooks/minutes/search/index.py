"""The search index of one locale, as files that a browser reads in pieces.

``index.json`` says what there is: how many records, which piece holds the text of each, and what a search can be
narrowed by. ``grams-N.json`` say in which records a gram stands, and in which of four fields; ``texts-N.json`` hold
what is shown of the records; ``words-N.json`` all words of N letters, for queries that are misspelt. Record numbers
are given as the first one and the steps from each to the next. Nothing depends on anything but the records.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256
from typing import NamedTuple

from minutes.cache import NOTHING, Memory
from minutes.search.grams import shard
from minutes.search.postings import KIND, Posting, Read, Reading, joined, of_one, steps_of
from minutes.search.runs import Run
from minutes.views.search import Record

INDEX = "index.json"
_SHOWN = "shown"
_GRAMS_BYTES = 16_000
_TEXTS_CHARACTERS = 4_000
_Facets = Mapping[str, Mapping[str, tuple[str, list[int]]]]
"""What narrows a search: by facet, each value with its name and the records that have it."""


class _Shown(NamedTuple):
    """What is shown of a run of records, each as JSON, after its size in characters; and their facets."""

    sizes: Sequence[int]
    texts: Sequence[str]
    facets: _Facets


def search_files(runs: Sequence[Run], memory: Memory = NOTHING) -> Iterator[tuple[str, str]]:
    """The files, each with its name, one after the other: all at once are large. Records that come first are shown
    first where nothing else tells them apart."""
    index = _Index()
    for name, text in _pieces(runs, memory, index):
        index.list_file(name, text)
        yield name, text
    yield INDEX, index.text()


def _pieces(runs: Sequence[Run], memory: Memory, index: _Index) -> Iterator[tuple[str, str]]:
    if memory is NOTHING:
        reading = Reading()
        yield from index.texts_files(_read_by(reading, run) for run in runs)
        postings, words = reading.found(of_one)
        yield from index.words_files(words)
        yield from index.grams_files(postings)
        return
    marks = [run.digest() for run in runs]
    shown = [_known(mark, run, memory) for mark, run in zip(marks, runs, strict=True)]
    yield from index.texts_files(shown)
    found = joined(marks, [len(one.sizes) for one in shown], lambda place: _read(runs[place].records()), memory)
    yield from index.words_files(found.words)
    yield from index.grams_files(dict(found.postings))


def _read_by(reading: Reading, run: Run) -> _Shown:
    """What is shown of a run, whose records are read and let go."""
    records = run.records()
    reading.add(records)
    return _shown(records)


def _known(mark: bytes, run: Run, memory: Memory) -> _Shown:
    """What is shown of a run. Where nothing is known of that, its records are read on the way: they take long."""
    known: _Shown | None = memory.recall(_SHOWN, mark)
    if known is not None:
        return known
    records = run.records()
    memory.once(KIND, mark, partial(_read, records))
    return memory.once(_SHOWN, mark, partial(_shown, records))


def _read(records: Sequence[Record]) -> Read:
    reading = Reading()
    reading.add(records)
    return Read(*reading.found(tuple))


class _Index:
    """What ``index.json`` says of all other files, while they are made."""

    def __init__(self) -> None:
        self._digests: dict[str, bytes] = {}
        self._records, self._grams = 0, 0
        self._starts: list[int] = [0]
        self._lengths: list[int] = []
        self._facets: dict[str, dict[str, tuple[str, list[int]]]] = {}

    def list_file(self, name: str, text: str) -> None:
        """Have a file among those that belong together."""
        self._digests[name] = sha256(text.encode(errors="surrogatepass")).digest()

    def texts_files(self, runs: Iterable[_Shown]) -> Iterator[tuple[str, str]]:
        """What is shown of all records, in pieces."""
        piece: list[str] = []
        whole = 0
        for run in runs:
            self._gather(run.facets)
            for size, text in zip(run.sizes, run.texts, strict=True):
                if whole > _TEXTS_CHARACTERS:
                    yield self._texts_file(piece)
                    self._starts.append(self._records)
                    piece, whole = [], 0
                piece.append(text)
                whole += size
                self._records += 1
        yield self._texts_file(piece)

    def _texts_file(self, piece: Iterable[str]) -> tuple[str, str]:
        return f"texts-{len(self._starts) - 1}.json", f"[{','.join(piece)}]"

    def _gather(self, facets: _Facets) -> None:
        """Take in the facets of the records that come next; a value that comes again keeps its first name."""
        for facet, values in facets.items():
            known = self._facets.setdefault(facet, {})
            for value, (name, numbers) in values.items():
                known.setdefault(value, (name, []))[1].extend(self._records + number for number in numbers)

    def words_files(self, words: Iterable[str]) -> Iterator[tuple[str, str]]:
        """All words, by their length."""
        by_length: dict[int, list[str]] = defaultdict(list)
        for word in sorted(words):
            by_length[len(word)].append(word)
        self._lengths = sorted(by_length)
        yield from ((f"words-{length}.json", _json(by_length[length])) for length in self._lengths)

    def grams_files(self, postings: dict[str, Posting]) -> Iterator[tuple[str, str]]:
        """The postings of all grams, in pieces; each is taken from ``postings`` on the way."""
        size = sum(len(gram) + 3 * numbers for gram, (_, numbers) in postings.items())
        self._grams = 1 + size // _GRAMS_BYTES
        pieces: list[list[str]] = [[] for _ in range(self._grams)]
        for gram in sorted(postings):
            pieces[shard(gram, self._grams)].append(gram)
        for number, piece in enumerate(pieces):
            entries = [f"{_json(gram)}:{postings.pop(gram)[0]}" for gram in piece]
            yield f"grams-{number}.json", f"{{{','.join(entries)}}}"

    def text(self) -> str:
        """What it says."""
        return _json(
            {
                # A browser that kept pieces of an earlier index must not mix them with this one.
                "build": sha256(repr(sorted(self._digests.items())).encode()).hexdigest()[:12],
                "records": self._records,
                "grams": self._grams,
                "words": self._lengths,
                "texts": steps_of(self._starts),
                "facets": {
                    facet: [(value, name, steps_of(numbers)) for value, (name, numbers) in sorted(values.items())]
                    for facet, values in self._facets.items()
                },
            }
        )


def _shown(records: Sequence[Record]) -> _Shown:
    found: dict[str, dict[str, tuple[str, list[int]]]] = {}
    for number, record in enumerate(records):
        for facet, values in record.facets.items():
            for value, name in values.items():
                found.setdefault(facet, {}).setdefault(value, (name, []))[1].append(number)
    return _Shown([len(record.text) + len(record.title) for record in records], [*map(_text, records)], found)


def _text(record: Record) -> str:
    """What a browser shows of a record; what there is nothing of is left out."""
    optional = {"names": [*record.names], "words": [*record.words], "text": record.text}
    return _json(
        {
            "address": record.address,
            "group": [record.group.title, record.group.address, record.group.shows],
            "title": record.title,
            "lang": record.lang,
            **{key: value for key, value in optional.items() if value},
        }
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
