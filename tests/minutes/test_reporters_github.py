"""The annotations of a pull request."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest

from minutes.diagnostics import AGENDA_TITLE_REPEATED, DATE_INVALID, TYPOGRAPHY, Code, Diagnostic, Span
from minutes.reporters import REPORTERS, Report
from minutes.strings import Strings

WORDS = Strings(
    "en",
    {
        "check.files": "{n} files",
        "check.errors": "",
        "check.warnings": "",
        "check.infos": "",
        "check.summary": "Checked {files}.",
        **{
            f"diagnostic.{slug}.{part}": text
            for slug in ("date-invalid", "typography", "agenda-title-repeated")
            for part, text in (("message", "Found {found}."), ("suggestion", "Write better."))
        },
    },
)


def annotation(code: Code, span: Span, path: str = "zh/meetings/a.md", found: str = "x") -> str:
    """The only command of a report with one finding."""
    report = Report((Diagnostic(code, path, span, {"found": found}),), WORDS, lambda _: "", lambda path: f"docs/{path}")
    command, last, end = REPORTERS["github"](report).split("\n")
    assert (last, end) == ("Checked 0 files.", "")
    return command


@pytest.mark.parametrize(
    ("code", "command"), [(DATE_INVALID, "error"), (AGENDA_TITLE_REPEATED, "warning"), (TYPOGRAPHY, "notice")]
)
def test_a_finding_is_a_command_of_its_severity(code: Code, command: str) -> None:
    assert annotation(code, Span(3, 8, 3, 14)) == (
        f"::{command} file=docs/zh/meetings/a.md,line=3,endLine=3,col=8,endColumn=13,title={code.code} {code.slug}"
        "::Found x.%0AWrite better."
    )


@pytest.mark.parametrize(
    ("span", "place"),
    [
        (Span(4), "line=4,endLine=4,col=1,endColumn=1"),
        (Span(4, 7), "line=4,endLine=4,col=7,endColumn=7"),
        (Span(4, 7, 4, 8), "line=4,endLine=4,col=7,endColumn=7"),
        (Span(4, 7, 6, 2), "line=4,endLine=6"),
        (Span(4, 1, 5, 1), "line=4,endLine=4"),
    ],
)
def test_lines_and_columns_include_their_end_and_several_lines_have_no_columns(span: Span, place: str) -> None:
    assert f",{place},title=" in annotation(DATE_INVALID, span)


@pytest.mark.parametrize("value", ["100%", "%0A", "a\r\nb", "a,b:c", "::error::x", "a\n::stop-commands::x"])
def test_no_value_ends_a_command_or_starts_another(value: str) -> None:
    command = annotation(DATE_INVALID, Span(1), path=f"{value}.md", found=value)
    match = re.fullmatch(r"::error file=([^,:]*),line=1,[^:]*::([^\r\n]*)", command)
    assert match
    assert unquote(match[1]) == f"docs/{value}.md"
    assert unquote(match[2]) == f"Found {value}.\nWrite better."
