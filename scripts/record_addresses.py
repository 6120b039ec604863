"""Check that a built site still has every address that was published, and record the new ones.

Exit status: 0 all is well, 1 an address is gone or the file of moves is wrong, 2 where the check could not run.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from minutes import ledger, moved
from minutes.command import RefusalError, in_utf8, language, run, wants_colour
from minutes.reporters import REPORTERS, Report
from minutes.settings import settings_beside
from minutes.strings import LOCALES, Strings, strings_for


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status."""
    strings = strings_for(language(arguments, os.environ))
    options = _parser(strings).parse_args(arguments)
    return run(lambda: _work(options, strings), strings)


def _work(options: argparse.Namespace, strings: Strings) -> int:
    if not (options.site / "index.html").is_file():
        raise RefusalError("addresses.no_site", path=options.site)
    texts = {path: _text(options.docs / path) for path in (ledger.PATH, moved.PATH)}
    file = options.docs / ledger.PATH
    if options.check and not file.exists():
        print(strings("addresses.no_ledger", path=file), file=sys.stderr)
    default, *others = settings_beside(options.docs).locales
    moves = moved.read_moves(texts[moved.PATH], ["", *(f"{locale}/" for locale in others)])
    site = ledger.take_inventory(options.site)
    report = Report(
        ledger.check_ledger(texts[ledger.PATH], moves, site),
        strings,
        lambda path: texts[path],
        lambda path: (options.docs / path).as_posix(),
        files=sum((options.docs / path).exists() for path in texts),
        colour=wants_colour(sys.stdout, os.environ),
    )
    print(REPORTERS[options.format](report), end="")
    new = set(site.promised()) - set(ledger.entries_of(texts[ledger.PATH]))
    if new and not options.check:
        before = texts[ledger.PATH] or f"{strings_for(default)('addresses.head')}\n"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(ledger.enlarged(before, new).encode())
        print(strings("addresses.recorded", path=file, n=len(new)), file=sys.stderr)
    elif new and file.exists():
        print(strings("addresses.unrecorded", n=len(new)), file=sys.stderr)
    return int(report.fails(strict=True))


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8-sig", errors="replace") if file.exists() else ""


def _parser(strings: Strings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=strings("addresses.help"), epilog=strings("addresses.help_exit"))
    parser.add_argument("site", nargs="?", type=Path, default=Path("site"), help=strings("addresses.help_site"))
    parser.add_argument("--docs", type=Path, default=Path("docs"), help=strings("addresses.help_docs"))
    parser.add_argument("--check", action="store_true", help=strings("addresses.help_check"))
    parser.add_argument("--format", choices=REPORTERS, default="text", help=strings("check.help_format"))
    parser.add_argument("--lang", choices=LOCALES, help=strings("check.help_lang"))
    return parser


if __name__ == "__main__":
    in_utf8()
    sys.exit(main())
