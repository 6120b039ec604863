"""Design proposals: a dossier below each proposal's authored text, and the index of all proposals."""

from __future__ import annotations

from functools import cache, partial

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from bridge import Site, lens_of, memory_of, name_of, site_of
from filling import fill, render
from minutes.cache import NOTHING
from minutes.registryreader import DATA_FOLDER
from minutes.views.basis import Basis
from minutes.views.lens import Lens
from minutes.views.proposals import Dossier, ProposalsIndex, dossier, proposals_index

_MARKER = b"<!-- view: proposal-dossier -->"


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Say what the pages of proposals are made of, where somebody may ask."""
    if memory_of(config) is NOTHING:
        return
    for file in files.documentation_pages():
        if _MARKER in file.content_bytes:
            file.made_of = partial(_made_of, file, site_of(config))  # type: ignore[attr-defined]


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str | None:
    """Render the index or, on the page of a proposal, its dossier."""
    failing = site_of(config).failing.items()
    wrong = tuple(one for path, found in failing if path.startswith(f"{DATA_FOLDER}/") for one in found)

    def index(lens: Lens) -> ProposalsIndex:
        return proposals_index(lens, wrong)

    def of_index(basis: Basis) -> object:
        return basis.of_outlines(), wrong

    @cache
    def of_page(lens: Lens) -> Dossier | None:
        return dossier(lens, name_of(page.file))

    filled = fill(html, "proposal-dossier", page, config, files, of_page)
    if filled is None:
        return fill(html, "proposals-index", page, config, files, index, of_index)
    return render("proposal_card", of_page(lens_of(page, config)), page, config, files) + filled


def _made_of(file: File, site: Site) -> object:
    """What the dossier on a page depends on; nothing where no such proposal is registered."""
    locale: str = file.locale_alternate_of  # type: ignore[attr-defined]  # set by static-i18n
    history = site.lenses[locale].histories.get(name_of(file))
    return site.bases[locale].of_dossier(history) if history else None
