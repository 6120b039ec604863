"""Rules that look at the whole archive. One generator function each; its docstring is the rule.

What one file alone shows is reported by the parser and the registry. Rules never raise and never change anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from minutes.archive import Archive, in_order
from minutes.diagnostics import Diagnostic
from minutes.rules.directives import proposal_unknown
from minutes.rules.links import link_target_missing
from minutes.rules.proposal_pages import proposal_page_missing, proposal_page_unregistered

Rule = Callable[[Archive], Iterator[Diagnostic]]

RULES: tuple[Rule, ...] = (proposal_unknown, link_target_missing, proposal_page_missing, proposal_page_unregistered)
"""Every rule."""


def check(archive: Archive) -> tuple[Diagnostic, ...]:
    """Everything that is wrong in the archive, by file and line: what reading it found, and what the rules find."""
    return in_order([*archive.diagnostics, *(found for rule in RULES for found in rule(archive))])
