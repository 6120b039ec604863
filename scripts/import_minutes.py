"""Bring an existing archive into the docs folder: a Hugo tree, a folder of plain files, or one file.

Exit status: 0 imported, 1 where some file could not be or there was none, 2 where the import could not run.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from minutes.command import RefusalError, day_of, in_utf8, language, run
from minutes.import_report import report_of
from minutes.importer import Order, import_archive
from minutes.settings import settings_beside
from minutes.strings import LOCALES, Strings, strings_for


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status."""
    strings = strings_for(language(arguments, os.environ))
    options = _parser(strings).parse_args(arguments)
    return run(lambda: _work(options, strings), strings)


def _work(options: argparse.Namespace, strings: Strings) -> int:
    if not options.docs.is_dir():
        raise RefusalError("import.no_docs", path=options.docs)
    day = day_of(options.date) if options.date else None
    locales = settings_beside(options.docs).locales
    order = Order(options.docs, locales, options.locale or locales[0], day, options.force, options.dry_run)
    done = import_archive(options.src, order)
    print(report_of(done, strings, f"{options.docs.as_posix()}/"), end="")
    if options.dry_run:
        print(strings("import.dry_run"), file=sys.stderr)
    return 0 if done.complete else 1


def _parser(strings: Strings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=strings("import.help"), epilog=strings("import.help_exit"))
    parser.add_argument("src", type=Path, metavar="SRC", help=strings("import.help_src"))
    parser.add_argument("--docs", type=Path, default=Path("docs"), help=strings("import.help_docs"))
    parser.add_argument("--locale", choices=LOCALES, help=strings("import.help_locale"))
    parser.add_argument("--date", help=strings("import.help_date"))
    parser.add_argument("--dry-run", action="store_true", help=strings("import.help_dry_run"))
    parser.add_argument("--force", action="store_true", help=strings("import.help_force"))
    parser.add_argument("--lang", choices=LOCALES, help=strings("import.help_lang"))
    return parser


if __name__ == "__main__":
    in_utf8()
    sys.exit(main())
