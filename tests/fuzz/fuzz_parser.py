"""The scanner and the parser under atheris, which chooses bytes by the code that they reach.

atheris is no requirement of the project, for it has no wheel for every Python: `make fuzz-parser` installs it beside.
The first argument is a folder for what was found worth trying, begun with the minutes and the registry of the project
and with the files that SEEDS names (a pattern); the others are libFuzzer's, such as -max_total_time=3600. What makes
it raise is written to a folder beside that one, once for each place, and the run goes on.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections import Counter
from hashlib import sha256
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["minutes"]):
    from minutes.archive import archive_from
    from minutes.blockreader import NestingError
    from minutes.markdown import read_markdown
    from minutes.rules import check
    from minutes.yamlsource import YamlError, load_yaml

from grammar import GRAMMAR, numbered, written

PROJECT = Path(__file__).parents[2]
_PATHS = ("zh/meetings/2031-05-06.md", "en/meetings/notes.md")
_PIECE = 16


def examine(data: bytes) -> None:
    """Read a file as minutes, as Markdown and as YAML. Every line that is told has to be there."""
    for path in _PATHS:
        files = {path: data}
        archive = archive_from(frozenset(files), files.__getitem__, ("zh", "en"))
        (minutes,) = archive.minutes
        told = [
            *(number for number, _ in minutes.texts),
            *(link.line for link in minutes.links),
            *(section.line for section in minutes.sections),
            *(one.span.line for one in check(archive) if one.path == path),
        ]
        _assert_lines(told, minutes.source)
    text = minutes.source
    try:
        read_markdown(text)
    except NestingError as problem:
        _assert_lines([problem.line], text)
    try:
        load_yaml(text)
    except YamlError as problem:
        _assert_lines([problem.span.line], text)


def _assert_lines(told: list[int], text: str) -> None:
    last = text.count("\n") + 1
    assert all(1 <= number <= last for number in told), (told, last)


def file_of(data: bytes) -> bytes:
    """The file that an input is: itself, or what the grammar makes of what follows a zero byte."""
    if data[:1] != b"\0":
        return data
    pieces = [data[at : at + _PIECE] for at in range(1, len(data), _PIECE)]
    kinds = ("front", "header", "header", *["piece"] * len(pieces))
    return numbered("".join(map(written, kinds, pieces))).encode()


def begin(folder: Path) -> Path:
    """Fill a folder with the files to begin with. Returns a dictionary of the words of the format."""
    folder.mkdir(parents=True, exist_ok=True)
    seeds = [*PROJECT.glob("docs/*/meetings/*.md"), *PROJECT.glob("docs/_data/*.yml")]
    if more := os.environ.get("SEEDS"):
        seeds += Path("/").glob(str(Path(more).absolute()).lstrip("/"))
    for each in seeds:
        data = each.read_bytes()
        (folder / sha256(data).hexdigest()[:16]).write_bytes(data)
    dictionary = folder.with_name(f"{folder.name}.dict")
    words = {option for options in GRAMMAR.values() for option in options if option and "⟨" not in option}
    entries = ("".join(f"\\x{byte:02x}" for byte in numbered(word).encode()) for word in sorted(words))
    dictionary.write_text("".join(f'"{entry}"\n' for entry in entries))
    return dictionary


def main(folder: Path, *options: str) -> None:
    """Fuzz until an option or somebody ends it."""
    seen: Counter[str] = Counter()
    findings = folder.with_name(f"{folder.name}-findings")

    def one_input(data: bytes) -> None:
        try:
            examine(file_of(data))
        except Exception as problem:
            place = traceback.extract_tb(problem.__traceback__)[-1]
            name = f"{type(problem).__name__}-{Path(place.filename).stem}-{place.lineno}"
            seen[name] += 1
            if seen[name] == 1:
                findings.mkdir(exist_ok=True)
                (findings / name).write_bytes(file_of(data))
                traceback.print_exc()

    own = ("-max_len=8192", "-timeout=30", "-rss_limit_mb=2048", f"-dict={begin(folder)}")
    atheris.Setup([sys.argv[0], str(folder), *own, *options], one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
