"""The codes, for somebody who wants to know what is checked or what a code means."""

from __future__ import annotations

from difflib import get_close_matches

from minutes.command import RefusalError
from minutes.diagnostics import CODES, Code
from minutes.reporters.wording import in_general
from minutes.strings import Strings


def list_rules(strings: Strings) -> str:
    """Every code on a line: code, severity, slug, message."""
    width = max(len(code.slug) for code in CODES)
    lines = (f"{code.code}  {code.severity:7}  {code.slug:{width}}  {in_general(code, strings)[0]}" for code in CODES)
    return "".join(f"{line}\n" for line in lines)


def explain(name: str, strings: Strings) -> str:
    """What a code, given as code or slug in any case, means. Raises RefusalError."""
    code = _named(name)
    general, remedy = in_general(code, strings)
    return f"{code.code} [{code.slug}] {code.severity}\n\n{general}\n{strings('check.suggestion', text=remedy)}\n"


def _named(name: str) -> Code:
    names = {name: code for code in CODES for name in (code.code.casefold(), code.slug)}
    written = name.strip().casefold()
    if written in names:
        return names[written]
    nearest = get_close_matches(written, names, n=1, cutoff=0)[0]
    code = names[nearest]
    like = code.slug if nearest == code.slug else code.code
    raise RefusalError("check.code_unknown", name=name, nearest=like)
