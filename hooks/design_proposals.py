"""Design proposals: a dossier below each proposal's authored text, and the index of all proposals."""

from __future__ import annotations

import posixpath
from functools import cache

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from bridge import fill, lens_of, render, site_of
from minutes.registryreader import DATA_FOLDER
from minutes.views.lens import Lens
from minutes.views.proposals import Dossier, ProposalsIndex, dossier, proposals_index


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str | None:
    """Render the index or, on the page of a proposal, its dossier."""
    proposal_id = posixpath.splitext(posixpath.basename(page.file.src_uri))[0]

    def index(lens: Lens) -> ProposalsIndex:
        failing = site_of(config).failing.items()
        return proposals_index(
            lens, tuple(one for path, found in failing if path.startswith(f"{DATA_FOLDER}/") for one in found)
        )

    @cache
    def of_page(lens: Lens) -> Dossier | None:
        return dossier(lens, proposal_id)

    filled = fill(html, "proposal-dossier", page, config, files, of_page)
    if filled is None:
        return fill(html, "proposals-index", page, config, files, index)
    return render("proposal_card", of_page(lens_of(page, config)), page, config, files) + filled
