"""What is wrong in a source file, as values.

Knows what a diagnostic is made of and the catalogue of codes. Knows neither how one is found nor how it is
shown: the wording of each code is in the string tables, the layout in ``reporters``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple


class Severity(StrEnum):
    """How much a diagnostic matters.

    An error loses or misplaces something and fails a strict build. A warning is a probable slip. An info is style.
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Span(NamedTuple):
    """A place in a file. Lines and columns count from 1; columns count characters; the end is exclusive."""

    line: int
    column: int = 1
    end_line: int = 0
    end_column: int = 0


def whole_line(number: int, lines: Sequence[str]) -> Span:
    """A line of a file, from its first character to its last."""
    written = lines[number - 1] if 0 < number <= len(lines) else ""
    return Span(number, 1, number, len(written) + 1)


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
ENTRIES_TOO_MANY = Code("MIN006", "entries-too-many", Severity.ERROR)
FILE_NAME_AMBIGUOUS = Code("MIN007", "file-name-ambiguous", Severity.ERROR)
FILE_NAME_RESERVED = Code("MIN008", "file-name-reserved", Severity.ERROR)
FRONT_MATTER_INVALID = Code("MIN101", "front-matter-invalid", Severity.ERROR)
FRONT_MATTER_NOT_MAPPING = Code("MIN102", "front-matter-not-mapping", Severity.ERROR)
FRONT_MATTER_UNCLOSED = Code("MIN103", "front-matter-unclosed", Severity.ERROR)
DATE_MISSING = Code("MIN104", "date-missing", Severity.ERROR)
DATE_INVALID = Code("MIN105", "date-invalid", Severity.ERROR)
MEETING_DUPLICATE = Code("MIN106", "meeting-duplicate", Severity.ERROR)
FRONT_MATTER_KEY_UNKNOWN = Code("MIN107", "front-matter-key-unknown", Severity.WARNING)
FRONT_MATTER_TYPE = Code("MIN108", "front-matter-type", Severity.ERROR)
DATE_DIFFERS_FROM_NAME = Code("MIN109", "date-differs-from-name", Severity.ERROR)
TITLE_DATE_DIFFERS = Code("MIN110", "title-date-differs", Severity.WARNING)
WEIGHT_OUT_OF_ORDER = Code("MIN111", "weight-out-of-order", Severity.WARNING)
FRONT_MATTER_FENCE = Code("MIN112", "front-matter-fence", Severity.ERROR)
HEADER_LINE_MISSING = Code("MIN201", "header-line-missing", Severity.WARNING)
HEADER_LINE_REPEATED = Code("MIN202", "header-line-repeated", Severity.WARNING)
HEADER_LINE_EMPTY = Code("MIN203", "header-line-empty", Severity.WARNING)
ATTENDEE_UNKNOWN = Code("MIN204", "attendee-unknown", Severity.INFO)
NAME_MISSPELT = Code("MIN205", "name-misspelt", Severity.WARNING)
ATTENDEE_REPEATED = Code("MIN206", "attendee-repeated", Severity.WARNING)
PRESENTER_ABSENT = Code("MIN207", "presenter-absent", Severity.WARNING)
PERSON_UNDER_TWO_NAMES = Code("MIN208", "person-under-two-names", Severity.WARNING)
REAL_NAME_UNKNOWN = Code("MIN209", "real-name-unknown", Severity.INFO)
AGENDA_HEADING_MALFORMED = Code("MIN401", "agenda-heading-malformed", Severity.ERROR)
AGENDA_NUMBER_REPEATED = Code("MIN402", "agenda-number-repeated", Severity.ERROR)
AGENDA_NUMBER_GAP = Code("MIN403", "agenda-number-gap", Severity.WARNING)
AGENDA_ITEM_EMPTY = Code("MIN404", "agenda-item-empty", Severity.WARNING)
AGENDA_TITLE_REPEATED = Code("MIN405", "agenda-title-repeated", Severity.WARNING)
AGENDA_NUMERALS_MIXED = Code("MIN406", "agenda-numerals-mixed", Severity.INFO)
HEADING_LEVEL_UNEVEN = Code("MIN407", "heading-level-uneven", Severity.WARNING)
AGENDA_MISSING = Code("MIN408", "agenda-missing", Severity.WARNING)
AGENDA_HEADING_ENCLOSED = Code("MIN409", "agenda-heading-enclosed", Severity.ERROR)
NEWS_HEADING_MALFORMED = Code("MIN410", "news-heading-malformed", Severity.ERROR)
BLOCK_UNCLOSED = Code("MIN411", "block-unclosed", Severity.ERROR)
LINK_TARGET_MISSING = Code("MIN501", "link-target-missing", Severity.ERROR)
URL_MALFORMED = Code("MIN502", "url-malformed", Severity.WARNING)
LINK_LABELS_DIFFER = Code("MIN503", "link-labels-differ", Severity.INFO)
REFERENCE_WITHOUT_REPOSITORY = Code("MIN504", "reference-without-repository", Severity.WARNING)
URL_RUNS_INTO_TEXT = Code("MIN505", "url-runs-into-text", Severity.INFO)
URL_INSECURE = Code("MIN506", "url-insecure", Severity.WARNING)
PICTURE_ELSEWHERE = Code("MIN507", "picture-elsewhere", Severity.INFO)
VERSION_NOT_SEMANTIC = Code("MIN601", "version-not-semantic", Severity.WARNING)
VERSION_BACKWARDS = Code("MIN602", "version-backwards", Severity.WARNING)
PROJECT_UNKNOWN = Code("MIN603", "project-unknown", Severity.WARNING)
RELEASE_REPEATED = Code("MIN604", "release-repeated", Severity.WARNING)
RELEASE_WITHOUT_LINK = Code("MIN605", "release-without-link", Severity.WARNING)
PROPOSAL_UNKNOWN = Code("MIN701", "proposal-unknown", Severity.ERROR)
STATUS_UNKNOWN = Code("MIN702", "status-unknown", Severity.ERROR)
DIRECTIVE_MISPLACED = Code("MIN703", "directive-misplaced", Severity.ERROR)
STATUS_BACKWARDS = Code("MIN704", "status-backwards", Severity.ERROR)
STATUS_OUTRUN = Code("MIN705", "status-outrun", Severity.WARNING)
DIRECTIVE_RELEASE_UNREADABLE = Code("MIN706", "directive-release-unreadable", Severity.WARNING)
TYPOGRAPHY = Code("MIN801", "typography", Severity.INFO)
CHARACTER_INVISIBLE = Code("MIN802", "character-invisible", Severity.WARNING)
CHARACTER_BIDIRECTIONAL = Code("MIN803", "character-bidirectional", Severity.ERROR)
LETTER_LOOK_ALIKE = Code("MIN804", "letter-look-alike", Severity.WARNING)
EMPHASIS_LITERAL = Code("MIN805", "emphasis-literal", Severity.INFO)
MARKDOWN_UNREAD = Code("MIN806", "markdown-unread", Severity.WARNING)
TRANSLATION_ITEM_MISSING = Code("MIN901", "translation-item-missing", Severity.WARNING)
TRANSLATION_PRESENTERS_DIFFER = Code("MIN902", "translation-presenters-differ", Severity.WARNING)
TRANSLATION_REFERENCES_DIFFER = Code("MIN903", "translation-references-differ", Severity.WARNING)
TRANSLATION_RELEASES_DIFFER = Code("MIN904", "translation-releases-differ", Severity.WARNING)
TRANSLATION_DECISIONS_DIFFER = Code("MIN905", "translation-decisions-differ", Severity.WARNING)
TRANSLATION_ACTIONS_DIFFER = Code("MIN906", "translation-actions-differ", Severity.WARNING)
TRANSLATION_PROPOSALS_DIFFER = Code("MIN907", "translation-proposals-differ", Severity.WARNING)
TRANSLATION_OUTDATED = Code("MIN908", "translation-outdated", Severity.WARNING)
TRANSLATION_UNRECORDED = Code("MIN909", "translation-unrecorded", Severity.INFO)
REGISTRY_INVALID = Code("REG001", "registry-invalid", Severity.ERROR)
REGISTRY_ENTRY_INVALID = Code("REG002", "registry-entry-invalid", Severity.ERROR)
REGISTRY_ID_REPEATED = Code("REG003", "registry-id-repeated", Severity.ERROR)
REGISTRY_ID_DANGLING = Code("REG004", "registry-id-dangling", Severity.ERROR)
REGISTRY_ALIAS_SHARED = Code("REG005", "registry-alias-shared", Severity.ERROR)
PROPOSAL_PAGE_MISSING = Code("REG006", "proposal-page-missing", Severity.ERROR)
PROPOSAL_PAGE_UNREGISTERED = Code("REG007", "proposal-page-unregistered", Severity.ERROR)
REGISTRY_STATUS_CONTRADICTED = Code("REG008", "registry-status-contradicted", Severity.ERROR)

HIDE_ITEMS = frozenset({AGENDA_HEADING_MALFORMED, AGENDA_HEADING_ENCLOSED, BLOCK_UNCLOSED})
"""Whoever reads on where one of these was found takes an agenda item for text of something else."""

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
        return self.severity is Severity.ERROR


def diagnostic(code: Code, path: str, span: Span, /, **values: object) -> Diagnostic:
    """A diagnostic whose values are turned into text here, once; a text of several lines becomes one."""
    texts = {key: " ".join(str(value).split("\n")) for key, value in values.items()}
    return Diagnostic(code, path, span, MappingProxyType(texts))
