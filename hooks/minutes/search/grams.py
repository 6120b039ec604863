"""Text into grams: the short pieces by which text is found wherever in a word, or across words, a query begins.

Chinese is not written in words, so a run of it is its pairs of characters: ``错误处理`` is found by ``误处`` as well. A
word of other scripts, with what joins its parts (``bizerror.FromError``, ``kitex#511``, ``v0.4.3``), is its triples.
``overrides/assets/javascripts/search/grams.js`` says the same for queries; a test holds both to the same samples.
"""

from __future__ import annotations

import re

START, END = "\x02", "\x03"
"""What stands for the start and the end of a word, or of a run."""

_HAN = (
    r"\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
# Plain letters stand first because they are told from others the fastest.
_LETTERS = rf"(?:[a-z0-9_#@+]+|[^\W{_HAN}]+)"
_TOKEN = re.compile(rf"[{_HAN}]+|{_LETTERS}(?:[./:-]*{_LETTERS})*")
_RUN = re.compile(rf"[{_HAN}]")
_WORD = re.compile(r"[^\W_]+")
_WORD_LENGTHS = range(4, 25)
_INNER_START = re.compile(r"(?<=[./:#@+_-])[^\W_]")
_FULL_WIDTH = re.compile(r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")


def folded(text: str) -> str:
    """Text as it is compared: lower case, full-width letters and digits as plain ones, every character in its place."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(small if len(small := one.lower()) == 1 else one for one in text)
    return _FULL_WIDTH.sub(lambda wide: chr(ord(wide[0]) - 0xFEE0), lower)


def tokens(text: str) -> list[str]:
    """The words and runs of folded text, in its order."""
    return _TOKEN.findall(text)


def grams(token: str) -> tuple[str, ...]:
    """The grams of a token, each once."""
    if _RUN.match(token):
        padded = token + END
        return tuple(dict.fromkeys(padded[i : i + 2] for i in range(len(token))))
    padded = START + token + END
    found = dict.fromkeys(padded[i : i + 3] for i in range(len(token)))
    # A part of a word is looked for by its start as well: `FromError` in `bizerror.FromError`.
    found |= dict.fromkeys(START + padded[i.start() + 1 :][:2] for i in _INNER_START.finditer(token))
    return tuple(found)


def shard(gram: str, count: int) -> int:
    """Which of ``count`` files a gram stands in.

    Chinese pairs that begin alike stand together, so that a single character is one look.
    """
    letters = gram[:1] if _RUN.match(gram) else gram
    number = 0
    for letter in letters:
        number = (number * 31 + ord(letter)) % count
    return number


def words(token: str) -> list[str]:
    """The plain words in a token that a misspelt word of a query may have meant."""
    return [] if _RUN.match(token) else [word for word in _WORD.findall(token) if len(word) in _WORD_LENGTHS]
