"""What was measured, as tables for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from benching.weights import MEETING_AT_MOST, Weight


def table(title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table with a title; the first column is flush left, all others flush right."""
    cells = [list(head), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    lines = [
        "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        )
        for row in cells
    ]
    return "\n".join([title, *(line.rstrip() for line in lines), ""])


def times(title: str, found: Mapping[str, float], baseline: str) -> str:
    """Milliseconds, and as a multiple of the one that is the baseline."""
    rows = [
        (name, f"{value:.3f}".rstrip("0").rstrip("."), f"{value / found[baseline]:.1f}")
        for name, value in found.items()
    ]
    return table(title, ("", "ms", "times"), rows)


def weights(title: str, found: Iterable[Weight]) -> str:
    """The pages of a site by kind."""
    rows = [
        (one.kind, one.pages, _kilobytes(one.compressed), _kilobytes(one.plain), one.elements, one.address + "/")
        for one in found
    ]
    return table(title, ("heaviest page of a kind", "pages", "gzip KB", "HTML KB", "elements", "address"), rows)


def sizes(title: str, found: Mapping[str, int]) -> str:
    """Other files."""
    return table(title, ("", "KB"), [(name, _kilobytes(size)) for name, size in found.items()])


def verdict(title: str, found: Iterable[Weight]) -> str:
    """Whether the meeting pages keep within what they may weigh."""
    heaviest = max((one.compressed for one in found if one.kind == "meeting"), default=0)
    word = "within" if heaviest <= MEETING_AT_MOST else "OVER"
    return f"{title}: the heaviest meeting page is {word} {_kilobytes(MEETING_AT_MOST)} KB.\n"


def _kilobytes(size: int) -> str:
    return f"{size / 1024:.1f}"
