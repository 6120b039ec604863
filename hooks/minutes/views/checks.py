"""The guide to the checks: every code, with what its bad sample is told, and a good sample beside it.

Knows how codes are grouped and which texts of a sample a reader needs. Finds nothing by itself: the findings are the
rules' own, over the rules' own samples.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from minutes.diagnostics import CODES, Code, Diagnostic
from minutes.reporters.wording import visible_character
from minutes.rules import check
from minutes.rules.samples import Kind, Part, Sample, archive_for, samples_in

AREAS = {
    "MIN0": "files",
    "MIN1": "front-matter",
    "MIN2": "header",
    "MIN4": "agenda",
    "MIN5": "references",
    "MIN6": "releases",
    "MIN7": "directives",
    "MIN8": "text",
    "MIN9": "translations",
    "REG0": "registry",
}
"""What the codes that begin alike are about, by how they begin."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A text of a sample. ``role`` is ``before``, ``source``, ``bad`` or ``good``; ``path`` may be empty.

    ``described`` says that the text is about the sample, which cannot be shown itself.
    """

    role: str
    text: str
    path: str = ""
    described: bool = False

    @property
    def caption(self) -> str:
        """The key of the words above it."""
        return f"checks.{self.role}"


@dataclass(frozen=True, slots=True)
class CheckView:
    """One code, the finding about its bad sample, and its samples in the order to read them."""

    code: Code
    finding: Diagnostic
    excerpts: tuple[Excerpt, ...]

    @property
    def anchor(self) -> str:
        """The id of its heading, ``min204``."""
        return self.code.code.lower()


@dataclass(frozen=True, slots=True)
class Area:
    """The codes about one part of the format."""

    name: str
    checks: tuple[CheckView, ...]

    @property
    def title(self) -> str:
        """The key of its heading."""
        return f"checks.area.{self.name}"


@cache
def checks(locale: str) -> tuple[Area, ...]:
    """Every code, by area, in the language of a locale."""
    groups = groupby(CODES, key=lambda code: AREAS[code.code[:4]])
    return tuple(Area(name, tuple(_check(code, locale) for code in codes)) for name, codes in groups)


def finding_of(code: Code, locale: str) -> Diagnostic:
    """What is found in the bad sample of a code."""
    return next(found for found in check(archive_for(code.slug, locale, "bad")) if found.code == code)


def _check(code: Code, locale: str) -> CheckView:
    sample = samples_in(locale)[code.slug]
    context = (Excerpt(role, _visible(text)) for role in ("before", "source") if (text := getattr(sample, role)))
    return CheckView(code, finding_of(code, locale), (*context, *_excerpts(sample, "bad"), *_excerpts(sample, "good")))


def _excerpts(sample: Sample, kind: Kind) -> Iterator[Excerpt]:
    if sample.part is Part.FILES:
        yield from (Excerpt(kind, _visible(text), path) for path, text in sample.files(kind).items())
    else:
        yield Excerpt(kind, _visible(sample.text(kind)), sample.path, sample.part is Part.CONTENT)


def _visible(text: str) -> str:
    return "\n".join("".join(map(visible_character, line)) for line in text.rstrip("\n").split("\n"))
