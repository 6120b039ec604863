"""What the pages of a built site weigh: HTML by kind of page, and what every page loads besides.

Sizes are in bytes, compressed as hosts do it, unless a name says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from browsing.host import gzipped
from minutes import addresses

MEETING_AT_MOST = 40 * 1024
"""What a meeting page may weigh."""
_TAG = re.compile(rb"<[a-zA-Z]")
_INDEXES = (
    *(addresses.AGENDA_INDEX, addresses.MEETINGS, addresses.PROPOSALS, addresses.RELEASE_NEWS, addresses.PEOPLE),
    *(addresses.PROJECTS, addresses.PROGRAMMES, addresses.ACTION_ITEMS, addresses.TRANSLATIONS, addresses.VERSIONS),
)


@dataclass(frozen=True, slots=True)
class Weight:
    """The heaviest page of a kind: its address, its HTML compressed and plain, its elements; and how many there are."""

    kind: str
    address: str
    compressed: int
    plain: int
    elements: int
    pages: int


def page_weights(site: Path, locales: Mapping[str, str]) -> list[Weight]:
    """The heaviest page of every kind in any locale. ``locales`` gives the folder of each, empty for the default."""
    kinds: dict[str, list[Path]] = {}
    for page in sorted(site.rglob("index.html")):
        address = page.parent.relative_to(site).as_posix().removeprefix(".")
        for prefix in sorted(locales.values(), reverse=True):
            if f"{address}/".startswith(prefix):
                kinds.setdefault(_kind(f"{address}/"[len(prefix) :].lstrip("/")), []).append(page)
                break
    return [_heaviest(site, kind, pages) for kind, pages in sorted(kinds.items())]


def asset_weights(site: Path) -> dict[str, int]:
    """What a page asks for besides its HTML, by what it is: taken from what the home page names."""
    html = (site / "index.html").read_text(encoding="utf-8")
    named = set(re.findall(r'(?:<script[^>]* (?:data-)?src|<link rel="stylesheet" href)="([^":?]+)', html))
    sizes = {"CSS": 0, "JavaScript": 0}
    for name in sorted(named):
        sizes["CSS" if name.endswith(".css") else "JavaScript"] += gzipped((site / name).read_bytes())
    fonts = sum(file.stat().st_size for file in site.rglob("*.woff*"))
    return {**sizes, "fonts": fonts}


def file_weights(site: Path) -> dict[str, int]:
    """Single files that grow with the archive."""
    files = [*sorted(site.rglob(Path(addresses.AGENDA_NARROWING).name)), site / "sitemap.xml"]
    return {file.relative_to(site).as_posix(): gzipped(file.read_bytes()) for file in files if file.is_file()}


def as_json(weights: list[Weight]) -> dict[str, dict[str, object]]:
    """The weights for a program, by kind."""
    return {weight.kind: asdict(weight) for weight in weights}


def _kind(address: str) -> str:
    """What kind of page stands at an address below a locale: ``meeting``, ``agenda/``, ``agenda/year``, ``home``."""
    if address in _INDEXES:
        return address
    folder, _, name = address.strip("/").partition("/")
    if f"{folder}/" == addresses.MEETINGS:
        return "meeting"
    if f"{folder}/" == addresses.PROPOSALS:
        return "proposal"
    return f"{folder}/{'…' if name else ''}" if folder else "home"


def _heaviest(site: Path, kind: str, pages: list[Path]) -> Weight:
    # Compressing every page of a large site takes long: the heaviest is among the largest.
    largest = sorted(pages, key=lambda page: page.stat().st_size, reverse=True)[:5]
    compressed, page = max((gzipped(page.read_bytes()), page) for page in largest)
    text = page.read_bytes()
    address = page.parent.relative_to(site).as_posix().removeprefix(".")
    return Weight(kind, address, compressed, len(text), len(_TAG.findall(text)), len(pages))
