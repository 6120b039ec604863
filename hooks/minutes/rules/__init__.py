"""Rules that look at the whole archive. One generator function each; its docstring is the rule.

What one file alone shows about its own structure is reported by the parser and the registry. Rules never raise and
never change anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, groupby

from minutes.archive import MANY, Archive, in_order
from minutes.diagnostics import CODES, Diagnostic, Severity
from minutes.processes import shared
from minutes.rules import (
    agenda,
    declared_status,
    directives,
    drift,
    files,
    front_matter,
    header,
    links,
    parity,
    people,
    proposal_pages,
    references,
    releases,
    text,
    typography,
)
from minutes.rules.consequences import without_consequences

Rule = Callable[[Archive], Iterator[Diagnostic]]

RULES: tuple[Rule, ...] = (
    files.file_name_ambiguous,
    files.file_name_reserved,
    front_matter.front_matter_key_unknown,
    front_matter.front_matter_type,
    front_matter.date_differs_from_name,
    front_matter.title_date_differs,
    front_matter.weight_out_of_order,
    header.header_line_missing,
    header.header_line_repeated,
    header.header_line_empty,
    people.attendee_unknown,
    people.name_misspelt,
    people.attendee_repeated,
    people.presenter_absent,
    people.person_under_two_names,
    people.real_name_unknown,
    agenda.agenda_missing,
    agenda.agenda_number_gap,
    agenda.agenda_item_empty,
    agenda.agenda_title_repeated,
    agenda.agenda_numerals_mixed,
    agenda.heading_level_uneven,
    links.link_target_missing,
    references.url_malformed,
    references.link_labels_differ,
    references.reference_without_repository,
    references.url_runs_into_text,
    references.url_insecure,
    links.picture_elsewhere,
    releases.version_not_semantic,
    releases.version_backwards,
    releases.project_unknown,
    releases.release_repeated,
    releases.release_without_link,
    directives.proposal_unknown,
    directives.status_backwards,
    directives.status_outrun,
    typography.typography,
    text.character_invisible,
    text.character_bidirectional,
    text.letter_look_alike,
    text.emphasis_literal,
    text.markdown_unread,
    parity.translation_item_missing,
    parity.translation_presenters_differ,
    parity.translation_references_differ,
    parity.translation_releases_differ,
    parity.translation_decisions_differ,
    parity.translation_actions_differ,
    parity.translation_proposals_differ,
    drift.translation_outdated,
    drift.translation_unrecorded,
    proposal_pages.proposal_page_missing,
    proposal_pages.proposal_page_unregistered,
    declared_status.registry_status_contradicted,
)
"""Every rule, in the order of the codes. Each is named after the one code that it gives."""

_SEVERITIES = {code.slug.replace("-", "_"): code.severity for code in CODES}


def check(archive: Archive, least: Severity = Severity.INFO) -> tuple[Diagnostic, ...]:
    """Everything that is wrong in the archive, by file and line: what reading it found, and what the rules find.

    What only follows from something else is left out. Nothing that matters less than ``least`` is looked for.
    """
    wanted = list(Severity)[: list(Severity).index(least) + 1]
    rules = [rule for rule in RULES if _SEVERITIES[rule.__name__] in wanted]
    read = [found for found in archive.diagnostics if found.severity in wanted]

    def find_all(some: Sequence[Rule]) -> list[Diagnostic]:
        return [found for rule in some for found in rule(archive)]

    many = 2 * len(archive.meetings) >= MANY
    found = [*read, *chain.from_iterable(shared(find_all, _dealt(rules) if many else [rules]))]
    return in_order(without_consequences(found, archive))


def _dealt(rules: Sequence[Rule]) -> list[Sequence[Rule]]:
    """The rules of each subject, which share what they work out; first the one that takes as long as all others."""
    subjects = groupby(sorted(rules, key=lambda rule: rule.__module__), key=lambda rule: rule.__module__)
    return sorted((list(group) for _, group in subjects), key=lambda group: typography.typography not in group)
