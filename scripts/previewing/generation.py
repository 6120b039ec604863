"""One state of the site: where its pages are put, and where those are asked for that are not there yet.

``pages`` has what was asked for. For each locale that is built there is a ``desk``, where a page can be asked for, and
``whole``, a build of everything of that locale, which goes on behind; its ``mark`` is there when it is through.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Generation:
    """The folder of one state of the site, and the locales that are built, the default one first."""

    folder: Path
    locales: tuple[str, ...]

    @property
    def pages(self) -> Path:
        """What was asked for, at its place on the site."""
        return self.folder / "pages"

    def desk(self, locale: str) -> Path:
        """The socket where a page of a locale is asked for."""
        return self.folder / f"{locale}.desk"

    def whole(self, locale: str) -> Path:
        """The folder of the build of everything of a locale."""
        return self.folder / f"{locale}.whole"

    def mark(self, locale: str) -> Path:
        """A file that is there when the build of everything is through, done or failed."""
        return self.folder / f"{locale}.mark"
