"""What all commands share."""

from __future__ import annotations

import io
from collections.abc import Callable
from errno import ENOENT

import pytest

from minutes.command import RefusalError, language, run, wants_colour
from minutes.strings import Strings

WORDS = Strings("en", {"test.refused": "No {thing} here."})


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ([], {}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "zh_TW", "LC_ALL": "de_DE"}, "en"),
        ([], {"LC_ALL": "", "LC_MESSAGES": "zh", "LANG": "en"}, "zh"),
        (["x", "--lang", "zh", "-y"], {"LANG": "en"}, "zh"),
        (["--lang=en"], {"LANG": "zh"}, "en"),
        (["--lang", "xx"], {"LANG": "zh"}, "zh"),
        (["--lang"], {"LANG": "zh"}, "zh"),
    ],
)
def test_the_language_is_what_is_asked_for_or_the_environment_s(
    arguments: list[str], environment: dict[str, str], expected: str
) -> None:
    assert language(arguments, environment) == expected


def refuse() -> int:
    raise RefusalError("test.refused", thing="纪要")


def fail() -> int:
    raise FileNotFoundError(ENOENT, "No such file", "a.md")


def fail_without_a_name() -> int:
    raise OSError("broken")


@pytest.mark.parametrize(
    ("work", "status", "said"),
    [
        (lambda: 0, 0, ""),
        (lambda: 1, 1, ""),
        (refuse, 2, "No 纪要 here.\n"),
        (fail, 2, "a.md: No such file\n"),
        (fail_without_a_name, 2, "broken\n"),
    ],
)
def test_work_that_cannot_be_done_ends_in_2_and_a_sentence(
    work: Callable[[], int], status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(work, WORDS) == status
    assert capsys.readouterr() == ("", said)


@pytest.mark.parametrize(
    ("stream", "environment", "expected"),
    [
        (_Terminal(), {}, True),
        (_Terminal(), {"NO_COLOR": "", "TERM": "xterm"}, True),
        (_Terminal(), {"NO_COLOR": "1"}, False),
        (_Terminal(), {"TERM": "dumb"}, False),
        (io.StringIO(), {}, False),
    ],
)
def test_colour_is_for_a_terminal_whose_reader_wants_it(
    stream: io.StringIO, environment: dict[str, str], expected: bool
) -> None:
    assert wants_colour(stream, environment) is expected
