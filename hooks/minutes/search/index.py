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
from itertools import accumulate, chain, islice, pairwise
from typing import NamedTuple, TypeVar

from minutes.cache import NOTHING, Memory
from minutes.search.grams import shard
from minutes.search.postings import Posting, Read, joined, of_one, read_records, steps_of
from minutes.search.runs import Run
from minutes.views.search import Record

INDEX = "index.json"
_GRAMS_BYTES = 16_000
_TEXTS_CHARACTERS = 4_000
_Facets = Mapping[str, Mapping[str, tuple[str, Sequence[int]]]]
"""What narrows a search: by facet, each value with its name and the records that have it."""
_P = TypeVar("_P")


class _Shown(NamedTuple):
    """What is shown of some records, each as JSON, after its size in characters; and their facets."""

    sizes: Sequence[int]
    texts: Iterable[str]
    facets: _Facets


def search_files(runs: Sequence[Run], memory: Memory = NOTHING) -> dict[str, str]:
    """The files by name. Records that come first are shown first where nothing else tells them apart."""
    if memory is NOTHING:
        records = [record for run in runs for record in run.records()]
        postings, vocabulary = read_records(records, of_one)
        return _files(postings, vocabulary, _shown(records))
    marks = [run.digest() for run in runs]
    shown = [memory.once("shown", mark, partial(_kept, run)) for mark, run in zip(marks, runs, strict=True)]
    sizes = [len(one.sizes) for one in shown]
    found = joined(marks, sizes, lambda place: Read(*read_records(runs[place].records(), tuple)), memory)
    return _files(found.postings, found.words, _together(sizes, shown))


def _files(postings: Mapping[str, Posting], vocabulary: Iterable[str], shown: _Shown) -> dict[str, str]:
    files = _grams_files(dict(sorted(postings.items())))
    grams_files = len(files)
    by_length: dict[int, list[str]] = defaultdict(list)
    for word in sorted(vocabulary):
        by_length[len(word)].append(word)
    files |= {f"words-{length}.json": _json(found) for length, found in sorted(by_length.items())}
    starts, texts = _starts(shown.sizes), iter(shown.texts)
    for number, (start, end) in enumerate(pairwise([*starts, len(shown.sizes)])):
        files[f"texts-{number}.json"] = f"[{','.join(islice(texts, end - start))}]"
    about = {
        # A browser that kept pieces of an earlier index must not mix them with this one.
        "build": _digest(files),
        "records": len(shown.sizes),
        "grams": grams_files,
        "words": sorted(by_length),
        "texts": steps_of(starts),
        "facets": {
            facet: [(value, name, steps_of(numbers)) for value, (name, numbers) in sorted(values.items())]
            for facet, values in shown.facets.items()
        },
    }
    return {INDEX: _json(about), **files}


def _grams_files(postings: Mapping[str, Posting]) -> dict[str, str]:
    size = sum(len(gram) + 3 * numbers for gram, (_, numbers) in postings.items())
    count = 1 + size // _GRAMS_BYTES
    entries: dict[str, list[str]] = {f"grams-{number}.json": [] for number in range(count)}
    for gram, (posting, _) in postings.items():
        entries[f"grams-{shard(gram, count)}.json"].append(f"{_json(gram)}:{posting}")
    return {name: f"{{{','.join(those)}}}" for name, those in entries.items()}


def _starts(sizes: Iterable[int]) -> list[int]:
    """The first record of each piece of texts."""
    starts, whole = [0], 0
    for number, size in enumerate(sizes):
        if whole > _TEXTS_CHARACTERS:
            starts.append(number)
            whole = 0
        whole += size
    return starts


def _shown(records: Sequence[Record]) -> _Shown:
    """What is shown of records. Texts are made when they are asked for."""
    sizes = [len(record.text) + len(record.title) for record in records]
    found = ((number, record.facets) for number, record in enumerate(records))
    numbered = ((facet, value, name, [number]) for number, facets in found for facet, value, name in _values(facets))
    return _Shown(sizes, map(_text, records), _gathered(numbered))


def _kept(run: Run) -> _Shown:
    shown = _shown(run.records())
    return shown._replace(texts=[*shown.texts])


def _together(sizes: Sequence[int], runs: Sequence[_Shown]) -> _Shown:
    """What is shown of runs of records of these sizes, as if they were one."""
    starts = accumulate(sizes, initial=0)
    numbered = (
        (facet, value, name, [start + number for number in numbers])
        for start, run in zip(starts, runs, strict=False)
        for facet, value, (name, numbers) in _values(run.facets)
    )
    return _Shown(
        [*chain.from_iterable(run.sizes for run in runs)],
        chain.from_iterable(run.texts for run in runs),
        _gathered(numbered),
    )


def _values(facets: Mapping[str, Mapping[str, _P]]) -> Iterator[tuple[str, str, _P]]:
    return ((facet, value, of) for facet, values in facets.items() for value, of in values.items())


def _gathered(numbered: Iterable[tuple[str, str, str, list[int]]]) -> _Facets:
    """Facets from one value after the other, with its name and records; one that comes again keeps its first name."""
    found: dict[str, dict[str, tuple[str, list[int]]]] = {}
    for facet, value, name, numbers in numbered:
        found.setdefault(facet, {}).setdefault(value, (name, []))[1].extend(numbers)
    return found


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


def _digest(files: Mapping[str, str]) -> str:
    # No name and no JSON has a NUL in it.
    digest = sha256()
    for name, text in sorted(files.items()):
        digest.update(f"{name}\0{text}\0".encode(errors="surrogatepass"))
    return digest.hexdigest()[:12]
