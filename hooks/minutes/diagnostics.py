"""What is wrong in a source file, as values.

Knows what a diagnostic is made of and the catalogue of codes. Knows neither how one is found nor how it is
shown: the wording of each code is in the string tables, the layout in ``reporters``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple


class Severity(StrEnum):
    """How much a diagnostic matters: errors and warnings fail a strict build, infos never do."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Span(NamedTuple):
    """A place in a file. Lines and columns count from 1; columns count characters; the end is exclusive."""

    line: int
    column: int = 1
    end_line: int = 0
    end_column: int = 0


class Place(NamedTuple):
    """A span of a file; ``path`` is relative to the docs folder, with forward slashes."""

    path: str
    span: Span


class Edit(NamedTuple):
    """A change to a file: the text of ``span``, whose four numbers are all set, becomes ``text``."""

    span: Span
    text: str


class Code(NamedTuple):
    """A stable code (``MIN`` minutes, ``REG`` registry), the slug that names it, and its severity."""

    code: str
    slug: str
    severity: Severity


FILE_NOT_UTF8 = Code("MIN001", "file-not-utf8", Severity.ERROR)
FILE_EMPTY = Code("MIN002", "file-empty", Severity.ERROR)
FILE_TOO_LARGE = Code("MIN003", "file-too-large", Severity.ERROR)
FILE_UNREADABLE = Code("MIN004", "file-unreadable", Severity.ERROR)
NESTING_TOO_DEEP = Code("MIN005", "nesting-too-deep", Severity.ERROR)
FRONT_MATTER_INVALID = Code("MIN101", "front-matter-invalid", Severity.ERROR)
FRONT_MATTER_NOT_MAPPING = Code("MIN102", "front-matter-not-mapping", Severity.ERROR)
FRONT_MATTER_UNCLOSED = Code("MIN103", "front-matter-unclosed", Severity.ERROR)
DATE_MISSING = Code("MIN104", "date-missing", Severity.ERROR)
DATE_INVALID = Code("MIN105", "date-invalid", Severity.ERROR)
MEETING_DUPLICATE = Code("MIN106", "meeting-duplicate", Severity.ERROR)
AGENDA_HEADING_MALFORMED = Code("MIN401", "agenda-heading-malformed", Severity.WARNING)
AGENDA_NUMBER_REPEATED = Code("MIN402", "agenda-number-repeated", Severity.ERROR)
LINK_TARGET_MISSING = Code("MIN501", "link-target-missing", Severity.WARNING)
PROPOSAL_UNKNOWN = Code("MIN701", "proposal-unknown", Severity.ERROR)
STATUS_UNKNOWN = Code("MIN702", "status-unknown", Severity.ERROR)
DIRECTIVE_MISPLACED = Code("MIN703", "directive-misplaced", Severity.WARNING)
REGISTRY_INVALID = Code("REG001", "registry-invalid", Severity.ERROR)
REGISTRY_ENTRY_INVALID = Code("REG002", "registry-entry-invalid", Severity.ERROR)
REGISTRY_ID_REPEATED = Code("REG003", "registry-id-repeated", Severity.ERROR)
REGISTRY_ID_DANGLING = Code("REG004", "registry-id-dangling", Severity.ERROR)
REGISTRY_ALIAS_SHARED = Code("REG005", "registry-alias-shared", Severity.ERROR)
PROPOSAL_PAGE_MISSING = Code("REG006", "proposal-page-missing", Severity.ERROR)
PROPOSAL_PAGE_UNREGISTERED = Code("REG007", "proposal-page-unregistered", Severity.ERROR)

CODES: tuple[Code, ...] = tuple(value for value in list(globals().values()) if isinstance(value, Code))
"""Every code, in the order of this file. A code is never reused, even after its rule is gone."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: what, where, and the values that its wording in either language needs.

    ``fix`` holds the edits that mend it without a judgement, or nothing; ``related`` the other places it is about.
    ``path`` is relative to the docs folder, with forward slashes.
    """

    code: Code
    path: str
    span: Span
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    fix: tuple[Edit, ...] = ()
    related: tuple[Place, ...] = ()

    @property
    def severity(self) -> Severity:
        """The severity of the code."""
        return self.code.severity

    def mended_by(self, *edits: Edit) -> Diagnostic:
        """The same finding with a safe fix."""
        return replace(self, fix=edits)

    def along_with(self, *places: Place) -> Diagnostic:
        """The same finding with the other places it is about."""
        return replace(self, related=places)

    @property
    def fails_strict(self) -> bool:
        """Whether a strict build must fail on it."""
        return self.severity is not Severity.INFO


def diagnostic(code: Code, path: str, span: Span, /, **values: object) -> Diagnostic:
    """A diagnostic whose values are turned into text here, once."""
    return Diagnostic(code, path, span, MappingProxyType({key: str(value) for key, value in values.items()}))
