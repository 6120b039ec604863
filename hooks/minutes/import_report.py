"""What an import did, for people: a line for each file, its notes below it, and the sums at the end.

Knows the layout and the string tables. Knows nothing of how files are imported.
"""

from __future__ import annotations

from collections.abc import Iterator

from minutes.foreign import Note
from minutes.importer import Import, Imported, Outcome
from minutes.strings import Strings

_NAMED = 5
"""How many of the files that nothing needed are named."""


def report_of(done: Import, strings: Strings, root: str) -> str:
    """The report; ``root`` is put before the paths of the docs folder."""
    return "".join(f"{line}\n" for line in _lines(done, strings, root))


def _lines(done: Import, strings: Strings, root: str) -> Iterator[str]:
    for one in done.files:
        yield from _file(one, strings, root)
    if done.left:
        listed = ", ".join(done.left[:_NAMED]) + (", …" if len(done.left) > _NAMED else "")
        yield strings("import.left", n=len(done.left), listed=listed)
    yield strings("import.files", **{str(outcome): done.count(outcome) for outcome in Outcome})
    arrived = done.arrived
    sums = {"items": sum(one.items for one in arrived), "attachments": sum(one.attachments for one in arrived)}
    meetings = len({one.target.partition("/")[2] for one in arrived})
    yield strings("import.sums", meetings=meetings, **sums)
    if not arrived:
        yield strings("import.nothing")
    elif done.count(Outcome.UNCHANGED) == len(arrived):
        yield strings("import.nothing_changed")


def _file(one: Imported, strings: Strings, root: str) -> Iterator[str]:
    notes = [_sentence(each, strings) for each in one.notes]
    word = strings(f"import.outcome.{one.outcome}")
    if one.target:
        yield strings("import.arrived", word=word, source=one.source, target=f"{root}{one.target}")
        # What was done to a text on its way is no news where nothing was written.
        if one.outcome is Outcome.UNCHANGED:
            return
    else:
        yield strings("import.not_arrived", word=word, source=one.source, reason=notes.pop(0))
    yield from (f"    {each}" for each in notes)


def _sentence(each: Note, strings: Strings) -> str:
    return strings(each.key, **{**each.values, "reason": strings.word(str(each.values.get("reason", "")))})
