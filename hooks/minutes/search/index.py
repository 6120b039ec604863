"""The search index of one locale, as files that a browser reads in pieces.

``index.json`` says what there is: how many records, which piece holds the text of each, and what a search can be
narrowed by. ``grams-N.json`` say in which records a gram stands, and in which of four fields; ``texts-N.json`` hold
what is shown of the records; ``words-N.json`` all words of N letters, for queries that are misspelt. Record numbers
are given as the first one and the steps from each to the next. Nothing depends on anything but the records.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from hashlib import sha256
from itertools import accumulate, chain, compress, pairwise
from operator import eq, sub
from typing import TypeVar
from zlib import crc32

from minutes.cache import NOTHING, Memory
from minutes.search.grams import folded, grams, shard, tokens, words
from minutes.values import digest
from minutes.views.search import Record

INDEX = "index.json"
OFTEN = 3
"""From how many times on a gram stands in a text often: what a record is about, rather than what it mentions."""
_GRAMS_BYTES = 16_000
_TEXTS_CHARACTERS = 4_000
_RUN, _ONE_IN = 1500, 64
"""The fewest records that are read together where somebody may know them, and at which of the others they may end: if
one of them changed, these are read."""
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
Run = tuple[bytes, Sequence[Record]]
"""Records that are read together, after a digest of them."""
_P = TypeVar("_P")


def runs_of(records: Sequence[Record]) -> list[Run]:
    """Records in order, cut where an address says so, with a digest of each run: another record before moves no cut
    behind it."""
    cuts = [0]
    for number, record in enumerate(records):
        if number >= cuts[-1] + _RUN and crc32(record.address.encode()) % _ONE_IN == 0:
            cuts.append(number)
    return [(digest(run), run) for start, end in pairwise([*cuts, len(records)]) for run in (records[start:end],)]


def search_files(
    records: Sequence[Record], memory: Memory = NOTHING, runs: Sequence[Run] | None = None
) -> dict[str, str]:
    """The files by name. Records that come first are shown first where nothing else tells them apart.

    ``runs`` are those of the records, where somebody has them already.
    """
    if memory is NOTHING:
        postings, vocabulary = _read(records, lambda fields: _joined([(0, fields)]))
    else:
        runs = runs_of(records) if runs is None else runs
        read = [memory.once("grams", mark, partial(_read, run, tuple)) for mark, run in runs]
        postings, vocabulary = _together([run for _, run in runs], read)
    files = _grams_files(dict(sorted(postings.items())))
    files |= {f"words-{length}.json": _json(sorted(found)) for length, found in sorted(vocabulary.items())}
    grams_files = len(files) - len(vocabulary)
    starts = _starts(records)
    for number, (start, end) in enumerate(pairwise([*starts, len(records)])):
        files[f"texts-{number}.json"] = _json([_shown(record) for record in records[start:end]])
    about = {
        # A browser that kept pieces of an earlier index must not mix them with this one.
        "build": _digest(files),
        "records": len(records),
        "grams": grams_files,
        "words": sorted(vocabulary),
        "texts": _steps(starts),
        "facets": _facets(records),
    }
    return {INDEX: _json(about), **files}


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
    runs: Sequence[Sequence[Record]], read: Iterable[tuple[Mapping[str, _Fields], _Vocabulary]]
) -> tuple[dict[str, _Posting], _Vocabulary]:
    """What was read of runs of records, as if it had been read of all of them at once."""
    having: dict[str, list[tuple[int, _Fields]]] = defaultdict(list)
    vocabulary: dict[int, frozenset[str]] = defaultdict(frozenset)
    for start, (postings, words_of_run) in zip(accumulate(map(len, runs), initial=0), read, strict=False):
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


def _starts(records: Sequence[Record]) -> list[int]:
    """The first record of each piece of texts."""
    starts, size = [0], 0
    for number, record in enumerate(records):
        if size > _TEXTS_CHARACTERS:
            starts.append(number)
            size = 0
        size += len(record.text) + len(record.title)
    return starts


def _shown(record: Record) -> dict[str, object]:
    """What a browser shows of a record; what there is nothing of is left out."""
    optional = {"names": [*record.names], "words": [*record.words], "text": record.text}
    return {
        "address": record.address,
        "group": [record.group.title, record.group.address, record.group.shows],
        "title": record.title,
        "lang": record.lang,
        **{key: value for key, value in optional.items() if value},
    }


def _facets(records: Sequence[Record]) -> dict[str, list[tuple[str, str, list[int]]]]:
    """What narrows a search: by facet, each value with its name and the records that have it."""
    names: dict[str, dict[str, str]] = {}
    having: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, record in enumerate(records):
        for facet, values in record.facets.items():
            for value, name in values.items():
                names.setdefault(facet, {}).setdefault(value, name)
                having[facet, value].append(number)
    return {
        facet: [(value, name, _steps(having[facet, value])) for value, name in sorted(values.items())]
        for facet, values in names.items()
    }


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
