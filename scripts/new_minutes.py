"""Make the minutes of a meeting in every locale, ready to fill in.

Exit status: 0 made, 2 not made.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from minutes.archive import read_archive
from minutes.command import RefusalError, day_of, in_utf8, language, run
from minutes.placing import is_inside, write_all
from minutes.scaffold import new_minutes, next_date
from minutes.settings import settings_beside
from minutes.strings import LOCALES, Strings, strings_for


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status."""
    strings = strings_for(language(arguments, os.environ))
    options = _parser(strings).parse_args(arguments)
    return run(lambda: _work(options, strings), strings)


def _work(options: argparse.Namespace, strings: Strings) -> int:
    if not options.docs.is_dir():
        raise RefusalError("scaffold.no_docs", path=options.docs)
    settings = settings_beside(options.docs)
    archive = read_archive(options.docs, settings.locales)
    day = day_of(options.date) if options.date else next_date(archive, settings.meeting_interval)
    drafts = new_minutes(archive, day, options.item)
    for path in drafts:
        if not is_inside(options.docs, path):
            raise RefusalError("scaffold.outside", path=(options.docs / path).as_posix())
    write_all(options.docs, {path: text.encode() for path, text in drafts.items()})
    for path in drafts:
        print(strings("scaffold.created", path=(options.docs / path).as_posix()))
    print(strings("scaffold.next"))
    return 0


def _parser(strings: Strings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=strings("scaffold.help"), epilog=strings("scaffold.help_exit"))
    parser.add_argument("date", nargs="?", help=strings("scaffold.help_date"))
    parser.add_argument("--item", action="append", default=[], metavar="TITLE", help=strings("scaffold.help_item"))
    parser.add_argument("--docs", type=Path, default=Path("docs"), help=strings("scaffold.help_docs"))
    parser.add_argument("--lang", choices=LOCALES, help=strings("scaffold.help_lang"))
    return parser


if __name__ == "__main__":
    in_utf8()
    sys.exit(main())
