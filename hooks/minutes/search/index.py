"""The search index of one locale, as files that a browser reads in pieces.

``index.json`` says what there is: how many records, which piece holds the text of each, and what a search can be
narrowed by. ``grams-N.json`` say in which records a gram stands, and in which of four fields; ``texts-N.json`` hold
what is shown of the records; ``words-N.json`` all words of N letters, for queries that are misspelt. Record numbers
are given as the first one and the steps from each to the next. Nothing depends on anything but the records.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256
from itertools import accumulate, chain, compress, islice, pairwise
from operator import eq, sub
from typing import NamedTuple, TypeVar

from minutes.cache import NOTHING, Memory
from minutes.search.grams import folded, grams, shard, tokens, words
from minutes.search.runs import Run
from minutes.views.search import Record

INDEX = "index.json"
OFTEN = 3
"""From how many times on a gram stands in a text often: what a record is about, rather than what it mentions."""
_GRAMS_BYTES = 16_000
_TEXTS_CHARACTERS = 4_000
_Places = dict[str, list[int]]
"""The records in which each token stands: in order, each as often as it does."""


_Numbers = tuple[int, int, int, str]
"""Some records: how many they are, the first, the last, and as JSON the steps from each to the next, with a comma
before each: a third of the memory of the numbers. No class of its own, of which there would be ten thousands."""
_NONE: _Numbers = (0, 0, 0, "")
_Fields = tuple[_Numbers, ...]
"""The records in which a gram stands, by field; without the fields that end empty."""
_Posting = tuple[str, int]
"""The same as JSON, and how many numbers are in it."""
_Vocabulary = Mapping[int, frozenset[str]]
"""Every word, by its length."""
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
        postings, vocabulary = _read(records, lambda fields: _joined([(0, fields)]))
        shown = _shown(records)
    else:
        known = [memory.once("run", run.digest(), partial(_known, run)) for run in runs]
        starts = [*accumulate((len(one.sizes) for _, _, one in known), initial=0)]
        postings, vocabulary = _together(starts, [(read, found) for read, found, _ in known])
        shown = _shown_together(starts, [one for _, _, one in known])
    files = _grams_files(dict(sorted(postings.items())))
    files |= {f"words-{length}.json": _json(sorted(found)) for length, found in sorted(vocabulary.items())}
    grams_files = len(files) - len(vocabulary)
    starts, texts = _starts(shown.sizes), iter(shown.texts)
    for number, (start, end) in enumerate(pairwise([*starts, len(shown.sizes)])):
        files[f"texts-{number}.json"] = f"[{','.join(islice(texts, end - start))}]"
    about = {
        # A browser that kept pieces of an earlier index must not mix them with this one.
        "build": _digest(files),
        "records": len(shown.sizes),
        "grams": grams_files,
        "words": sorted(vocabulary),
        "texts": _steps(starts),
        "facets": {
            facet: [(value, name, _steps(numbers)) for value, (name, numbers) in sorted(values.items())]
            for facet, values in shown.facets.items()
        },
    }
    return {INDEX: _json(about), **files}


def _known(run: Run) -> tuple[dict[str, _Fields], _Vocabulary, _Shown]:
    """All that is kept of a run."""
    records = [*run.records()]
    shown = _shown(records)
    return *_read(records, tuple), shown._replace(texts=[*shown.texts])


def _read(records: Sequence[Record], posting: Callable[[_Fields], _P]) -> tuple[dict[str, _P], _Vocabulary]:
    """Where each gram stands in some records, which are counted from the first of them, as a posting of one's own."""
    # There are far fewer tokens than grams in them: records are gathered by token first, and each token is cut once.
    places: tuple[_Places, ...] = tuple(defaultdict(list) for _ in range(3))
    for number, record in enumerate(records):
        texts = (" ".join((record.title, *record.names)), " ".join(record.words), record.text)
        for found, text in zip(places, texts, strict=True):
            for token in tokens(folded(text)):
                found[token].append(number)
    vocabulary: dict[int, set[str]] = defaultdict(set)
    having: tuple[dict[str, list[list[int]]], ...] = tuple(defaultdict(list) for _ in places)
    for token in set().union(*places):
        for word in words(token):
            vocabulary[len(word)].add(word)
        cut = grams(token)
        for by_gram, found in zip(having, places, strict=True):
            if token in found:
                for gram in cut:
                    by_gram[gram].append(found[token])
    every = set().union(*having)
    in_fields = ((sorted(chain.from_iterable(by_gram.pop(gram, ()))) for by_gram in having) for gram in every)
    postings = {gram: posting(_fields(*found)) for gram, found in zip(every, in_fields, strict=True)}
    return postings, {length: frozenset(found) for length, found in vocabulary.items()}


def _fields(titles: list[int], tied: list[int], body: list[int]) -> _Fields:
    """The records in which a gram stands, by field; without the fields that end empty."""
    # In order, a number stands there often where it is the same some places on.
    often = list(compress(body, map(eq, body, body[OFTEN - 1 :])))
    found = [_numbers(numbers) if numbers else _NONE for numbers in (titles, tied, often, body)]
    while found[-1] is _NONE:
        found.pop()
    return tuple(found)


def _numbers(numbers: list[int]) -> _Numbers:
    first, *steps = _steps(numbers)
    return 1 + len(steps), first, numbers[-1], "".join([f",{step}" for step in steps])


def _together(
    starts: Sequence[int], read: Iterable[tuple[Mapping[str, _Fields], _Vocabulary]]
) -> tuple[dict[str, _Posting], _Vocabulary]:
    """What was read of runs of records, as if it had been read of all of them at once. ``starts`` are their first
    records."""
    having: dict[str, list[tuple[int, _Fields]]] = defaultdict(list)
    vocabulary: dict[int, frozenset[str]] = defaultdict(frozenset)
    for start, (postings, words_of_run) in zip(starts, read, strict=False):
        for gram, fields in postings.items():
            having[gram].append((start, fields))
        for length, found in words_of_run.items():
            vocabulary[length] |= found
    return {gram: _joined(found) for gram, found in having.items()}, vocabulary


def _joined(runs: Sequence[tuple[int, _Fields]]) -> _Posting:
    """The postings of one gram in several runs of records, each after the number of its first record."""
    written: list[str] = []
    count = 0
    for field in range(max(len(fields) for _, fields in runs)):
        text, end = "", 0
        for start, fields in runs:
            many, first, last, steps = fields[field] if field < len(fields) else _NONE
            if many:
                separator = "," if text else ""
                text = f"{text}{separator}{start + first - end}{steps}"
                end = start + last
                count += many
        written.append(f"[{text}]")
    return f"[{','.join(written)}]", count


def _grams_files(postings: Mapping[str, _Posting]) -> dict[str, str]:
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


def _shown_together(starts: Sequence[int], runs: Sequence[_Shown]) -> _Shown:
    """What is shown of runs of records, as if they were one."""
    numbered = (
        (facet, value, name, [start + number for number in numbers])
        for start, run in zip(starts, runs, strict=False)
        for facet, value, (name, numbers) in _values(run.facets)
    )
    sizes = [*chain.from_iterable(run.sizes for run in runs)]
    return _Shown(sizes, chain.from_iterable(run.texts for run in runs), _gathered(numbered))


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


def _steps(numbers: Sequence[int]) -> list[int]:
    """The first of some numbers in order, and the steps to the others; one that stands there again is no step."""
    return [*numbers[:1], *filter(None, map(sub, numbers[1:], numbers))]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _digest(files: Mapping[str, str]) -> str:
    # No name and no JSON has a NUL in it.
    digest = sha256()
    for name, text in sorted(files.items()):
        digest.update(f"{name}\0{text}\0".encode(errors="surrogatepass"))
    return digest.hexdigest()[:12]
