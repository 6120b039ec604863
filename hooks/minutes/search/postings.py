"""Where grams stand: read of records, and what was read of several runs of them put together.

A posting says in which records a gram stands, and in which of four fields: the first one of each field, and the steps
to the others. Knows nothing of files, nor of what else is said of a record.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate, chain, compress, zip_longest
from operator import eq, sub
from typing import NamedTuple, TypeVar

from minutes.cache import Memory
from minutes.search.grams import folded, grams, tokens, words
from minutes.views.search import Record

OFTEN = 3
"""From how many times on a gram stands in a text often: what a record is about, rather than what it mentions."""
KIND, _LAST = "grams", "grams of the last build"
"""What is read of a run is known as this."""
_FEW = 3
"""Up to how many runs that were read again are put in the place of what they were: more are put together anew."""
_Places = dict[str, list[int]]
"""The records in which each token stands: in order, each as often as it does."""
_Numbers = tuple[int, int, int, str]
"""Some records: how many they are, the first, the last, and as JSON the steps from each to the next, with a comma
before each: a third of the memory of the numbers. No class of its own, of which there would be ten thousands."""
_NONE: _Numbers = (0, 0, 0, "")
Fields = tuple[_Numbers, ...]
"""The records in which a gram stands, by field; without the fields that end empty."""
Posting = tuple[str, int]
"""The same as JSON, and how many numbers are in it."""
_STEPS: list[str] = []
"""Each step as it is written, for there are many more steps than different ones."""
_P = TypeVar("_P")


class Read(NamedTuple):
    """What was read of a run of records, counted from its first one: where each gram stands, and the words."""

    postings: Mapping[str, Fields]
    words: frozenset[str]


class Joined(NamedTuple):
    """The postings of all records, and of each word, in how many runs it is. ``marks`` tell the runs from others, and
    ``sizes`` are how many records each has."""

    marks: Sequence[bytes]
    sizes: Sequence[int]
    postings: dict[str, Posting]
    words: dict[str, int]


def joined(marks: Sequence[bytes], sizes: Sequence[int], read: Callable[[int], Read], memory: Memory) -> Joined:
    """What is read of runs of records, as if it were read of all of them at once; ``read`` reads one, by its place.

    Where the last build had the same runs but a few, these are put in the place of what they were.
    """

    def known(place: int) -> Read:
        return memory.once(KIND, marks[place], lambda: read(place))

    found = _replaced(memory.recall(_LAST, _LAST), marks, sizes, known, memory) or _joined(marks, sizes, known)
    memory.keep(_LAST, _LAST, found)
    return found


def of_one(fields: Fields) -> Posting:
    """The posting of a gram of which all records were read at once."""
    written = ",".join([f"[{first}{steps}]" if many else "[]" for many, first, _, steps in fields])
    return f"[{written}]", sum([many for many, *_ in fields])


class Reading:
    """Records as they are read, counted from the first one."""

    def __init__(self) -> None:
        # There are far fewer tokens than grams in them: records are gathered by token first, and each token is cut
        # once.
        self._places: tuple[_Places, ...] = tuple(defaultdict(list) for _ in range(3))
        self._records = 0

    def add(self, records: Iterable[Record]) -> None:
        """Read some more."""
        for number, record in enumerate(records, start=self._records):
            texts = (" ".join((record.title, *record.names)), " ".join(record.words), record.text)
            for found, text in zip(self._places, texts, strict=True):
                for token in tokens(folded(text)):
                    found[token].append(number)
            self._records = number + 1

    def found(self, posting: Callable[[Fields], _P]) -> tuple[dict[str, _P], frozenset[str]]:
        """Where each gram stands, as a posting of one's own, and all words. What was read is let go on the way."""
        vocabulary: set[str] = set()
        having: tuple[dict[str, list[list[int]]], ...] = tuple(defaultdict(list) for _ in self._places)
        for token in set().union(*self._places):
            vocabulary.update(words(token))
            cut = grams(token)
            for by_gram, found in zip(having, self._places, strict=True):
                if token in found:
                    for gram in cut:
                        by_gram[gram].append(found[token])
        for found in self._places:
            found.clear()
        every = set().union(*having)
        in_fields = ((_in_order(by_gram.pop(gram, ())) for by_gram in having) for gram in every)
        postings = {gram: posting(_fields(*found)) for gram, found in zip(every, in_fields, strict=True)}
        return postings, frozenset(vocabulary)


def _in_order(found: Sequence[list[int]]) -> list[int]:
    """The numbers of some lists, each of which is in order."""
    return found[0] if len(found) == 1 else sorted(chain.from_iterable(found))


def _fields(titles: list[int], tied: list[int], body: list[int]) -> Fields:
    """The records in which a gram stands, by field; without the fields that end empty."""
    # In order, a number stands there often where it is the same some places on.
    often = list(compress(body, map(eq, body, body[OFTEN - 1 :]))) if len(body) >= OFTEN else []
    found = [_numbers(numbers) if numbers else _NONE for numbers in (titles, tied, often, body)]
    while found[-1] is _NONE:
        found.pop()
    return tuple(found)


def _numbers(numbers: list[int]) -> _Numbers:
    first, last = numbers[0], numbers[-1]
    if first == last:
        return 1, first, last, ""
    _, *steps = steps_of(numbers)
    return 1 + len(steps), first, last, _written(steps)


def _written(steps: Sequence[int]) -> str:
    try:
        return "".join(map(_STEPS.__getitem__, steps))
    except IndexError:
        _STEPS.extend(f",{step}" for step in range(len(_STEPS), max(steps) + 1))
        return _written(steps)


def _joined(marks: Sequence[bytes], sizes: Sequence[int], read: Callable[[int], Read]) -> Joined:
    having: dict[str, list[tuple[int, Fields]]] = defaultdict(list)
    words: Counter[str] = Counter()
    for place, start in enumerate(accumulate(sizes[:-1], initial=0)):
        found = read(place)
        for gram, fields in found.postings.items():
            having[gram].append((start, fields))
        words.update(found.words)
    return Joined(marks, sizes, {gram: _posting(found) for gram, found in having.items()}, dict(words))


def _posting(runs: Sequence[tuple[int, Fields]]) -> Posting:
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


def _replaced(
    last: Joined | None, marks: Sequence[bytes], sizes: Sequence[int], read: Callable[[int], Read], memory: Memory
) -> Joined | None:
    """The last one with what is read of other runs in the place of what these were, if it has the same records but for
    those of a few runs; None else."""
    if last is None or last.sizes != sizes:
        return None
    others = [place for place, mark in enumerate(marks) if last.marks[place] != mark]
    if len(others) > _FEW:
        return None
    postings, counts = dict(last.postings), Counter(last.words)
    for place in others:
        was: Read | None = memory.recall(KIND, last.marks[place])
        if was is None:
            return None
        now, start = read(place), sum(sizes[:place])
        for gram in was.postings.keys() | now.postings.keys():
            fields = now.postings.get(gram, ())
            if fields != was.postings.get(gram, ()):
                postings[gram] = _spliced(postings.get(gram, ("[]", 0)), start, start + sizes[place], fields)
        counts.update(now.words)
        counts.subtract(was.words)
    words = {word: count for word, count in counts.items() if count}
    return Joined(marks, sizes, {gram: posting for gram, posting in postings.items() if posting[1]}, words)


def _spliced(posting: Posting, start: int, end: int, fields: Fields) -> Posting:
    """A posting with other records from ``start`` to before ``end``: those of ``fields``, which count from there."""
    found: list[list[int]] = []
    for written, (many, first, _, steps) in zip_longest(json.loads(posting[0]), fields, fillvalue=_NONE):
        numbers = [] if written is _NONE else list(accumulate(written))
        others = [start + number for number in accumulate(json.loads(f"[{first}{steps}]"))] if many else []
        found.append([*numbers[: bisect_left(numbers, start)], *others, *numbers[bisect_left(numbers, end) :]])
    while found and not found[-1]:
        found.pop()
    written = json.dumps([steps_of(numbers) for numbers in found], separators=(",", ":"))
    return written, sum(map(len, found))


def steps_of(numbers: Sequence[int]) -> list[int]:
    """The first of some numbers in order, and the steps to the others; one that stands there again is no step."""
    return [*numbers[:1], *filter(None, map(sub, numbers[1:], numbers))]
