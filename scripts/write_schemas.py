"""Write the JSON Schemas that editors check front matter and registry files with.

Exit status: 0 written or up to date, 1 out of date (with --check), 2 where a file cannot be read or written.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from minutes.command import language, run
from minutes.schemas import schemas
from minutes.strings import LOCALES, Strings, strings_for

FOLDER = Path(__file__).resolve().parent.parent / "schemas"


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status."""
    strings = strings_for(language(arguments, os.environ))
    options = _parser(strings).parse_args(arguments)
    return run(lambda: _work(options, strings), strings)


def _work(options: argparse.Namespace, strings: Strings) -> int:
    stale = {name: text for name, text in schemas().items() if _content(options.folder / name) != text.encode()}
    for name, text in stale.items():
        if options.check:
            print(strings("schemas.stale", path=options.folder / name), file=sys.stderr)
            continue
        options.folder.mkdir(parents=True, exist_ok=True)
        (options.folder / name).write_bytes(text.encode())
        print(strings("schemas.written", path=options.folder / name))
    return int(options.check and bool(stale))


def _content(file: Path) -> bytes:
    return file.read_bytes() if file.exists() else b""


def _parser(strings: Strings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=strings("schemas.help"), epilog=strings("schemas.help_exit"))
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, help=strings("schemas.help_folder"))
    parser.add_argument("--check", action="store_true", help=strings("schemas.help_check"))
    parser.add_argument("--lang", choices=LOCALES, help=strings("schemas.help_lang"))
    return parser


if __name__ == "__main__":
    sys.exit(main())
