"""What every command shares: its language, its streams, and how it says that it could not do its work.

Knows nothing of what a command does, and of the environment only what it is given.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import re
import sys
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TextIO

from minutes.strings import LOCALES, Strings


class RefusalError(Exception):
    """A command cannot do what it was asked to; ``key`` and ``values`` are the sentence that says why."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


def language(arguments: Sequence[str] | None, environment: Mapping[str, str]) -> str:
    """The language that ``--lang`` asks for, else Chinese where the environment says Chinese, else English."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--lang", nargs="?")
    asked = parser.parse_known_args(arguments)[0].lang
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    setting = next((environment[name] for name in names if environment.get(name)), "")
    return asked if asked in LOCALES else "zh" if setting.startswith("zh") else "en"


def day_of(text: str) -> date:
    """The date that somebody typed. Raises RefusalError for anything but a date such as 2022-08-11."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise RefusalError("command.date_invalid", found=text) from None
    if day.isoformat() != text:
        raise RefusalError("command.date_invalid", found=text)
    return day


def last_day_of(text: str) -> date:
    """The date that somebody typed, or the last day of the month that they did: ``2022.07``. Raises RefusalError."""
    month = re.fullmatch(r"([1-9]\d{3})\.(0[1-9]|1[0-2])", text)
    if not month:
        return day_of(text)
    year, number = int(month[1]), int(month[2])
    return date(year, number, monthrange(year, number)[1])


def in_utf8() -> None:
    """Begin the process anew in Python's UTF-8 mode where names of files are something else: they are UTF-8 in git,
    and so are those of the site."""
    if sys.getfilesystemencoding() != "utf-8" and "utf8" not in sys._xoptions:
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606 — itself


def run(work: Callable[[], int], strings: Strings) -> int:
    """Do a command's work and return its exit status: that of the work, or 2 where it could not be done.

    The output is UTF-8 whatever the locale. A reader that goes away, such as ``head``, is no error.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status = work()
        sys.stdout.flush()
    except BrokenPipeError:
        with contextlib.suppress(BrokenPipeError):
            sys.stdout.close()
        return 0
    except RefusalError as refusal:
        reason = strings(refusal.key, **refusal.values)
    except OSError as error:
        reason = f"{error.filename or ''}: {error.strerror or error}".removeprefix(": ")
    else:
        return status
    print(reason, file=sys.stderr)
    return 2


def wants_colour(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether the output goes to a terminal whose reader has not refused colour (https://no-color.org)."""
    return stream.isatty() and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"
