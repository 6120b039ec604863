"""Design proposals: a dossier below each proposal's authored text, and the index of all proposals."""

from __future__ import annotations

import posixpath
from functools import partial

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from bridge import fill, lens_of, memory_of, render, site_of
from minutes.registryreader import DATA_FOLDER
from minutes.views.lens import Lens
from minutes.views.proposals import Dossier, ProposalsIndex, dossier, proposals_index

_MARKER = b"<!-- view: proposal-dossier -->"


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Say what the pages of proposals are made of, where somebody may ask."""
    if not memory_of(config):
        return
    for file in files.documentation_pages():
        if _MARKER in file.content_bytes:
            file.made_of = partial(_dossier, file, site_of(config).lenses[file.locale_alternate_of])  # type: ignore[attr-defined]


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str | None:
    """Render the index or, on the page of a proposal, its dossier."""

    def index(lens: Lens) -> ProposalsIndex:
        failing = site_of(config).failing.items()
        return proposals_index(
            lens, tuple(one for path, found in failing if path.startswith(f"{DATA_FOLDER}/") for one in found)
        )

    of_page = partial(_dossier, page.file)
    filled = fill(html, "proposal-dossier", page, config, files, of_page)
    if filled is None:
        return fill(html, "proposals-index", page, config, files, index)
    return render("proposal_card", of_page(lens_of(page, config)), page, config, files) + filled


def _dossier(file: File, lens: Lens) -> Dossier | None:
    """The dossier of the proposal whose page a file is. Worked out once for the page, whoever asks."""
    if not hasattr(file, "dossier"):
        proposal_id = posixpath.splitext(posixpath.basename(file.src_uri))[0]
        file.dossier = dossier(lens, proposal_id)  # type: ignore[attr-defined]
    found: Dossier | None = file.dossier  # type: ignore[attr-defined]
    return found
