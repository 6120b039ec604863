"""The files of the data API among those of a site: taken from the earlier site where it followed from the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minutes.api.pages import Pages
from minutes.cache import NOTHING, Within
from minutes.outputs import Outputs
from minutes.values import digest
from minutes.views.basis import Basis
from minutes.views.lens import Lens

if TYPE_CHECKING:
    from minutes.api.documents import Problem

_KIND = "api"


@dataclass(frozen=True, slots=True)
class ApiFiles:
    """The files, from a lens for each locale of the site, the default one first, and what its views follow from."""

    lenses: Mapping[str, Lens]
    bases: Mapping[str, Basis]
    pages: Pages

    def write(self, outputs: Outputs) -> list[tuple[str, Problem]]:
        """Have the files and their schemas among the outputs; a file that is not as its schema has it is left out, and
        what is wrong with it is given with its path."""
        if outputs.memory is NOTHING:
            return self._write(outputs)[1]
        of = digest(self._basis())
        if outputs.take(_KIND, of) is not None:
            return []
        digests, wrong = self._write(outputs)
        # What is told has to be told again.
        if not wrong:
            outputs.know(_KIND, of, digests)
        return wrong

    def _basis(self) -> object:
        """What all files follow from: they say no more of meetings than pages do that sum them up, and how their
        translations stand."""
        registry, pages = next(iter(self.lenses.values())).archive.registry, self.pages
        lines = [(key, sorted(lines.items())) for key, lines in sorted(registry.lines.items())]
        where = (pages.root, list(pages.folders.items()), pages.home, sorted(pages.documents))
        return [basis.of_translations() for basis in self.bases.values()], lines, where

    def _write(self, outputs: Outputs) -> tuple[dict[str, bytes], list[tuple[str, Problem]]]:
        # Its models take a while to load, and most builds need none of them.
        from minutes.api.build import files  # noqa: PLC0415
        from minutes.api.documents import SCHEMAS_FOLDER, path_of, problems  # noqa: PLC0415
        from minutes.api.schemas import schemas  # noqa: PLC0415

        digests: dict[str, bytes] = {}
        wrong: list[tuple[str, Problem]] = []
        everywhere = Within(outputs.memory, (self.pages.root, self.pages.folders, self.pages.home))
        for name, data in files(self.lenses, self.pages, everywhere):
            path, found = path_of(name), problems(name, data)
            wrong += [(path, problem) for problem in found]
            if not found:
                digests |= outputs.written(path, data)
            # It may be large, and the next one is made now.
            del data
        for name, text in schemas().items():
            digests |= outputs.written(f"{SCHEMAS_FOLDER}/{name}", text.encode())
        return digests, wrong
