"""Write the JSON Schemas of front matter and registry files, for editors, and those of the data API, for its readers.

Exit status: 0 written or up to date, 1 out of date (with --check) or refused because it would break readers of the data
API, 2 where a file cannot be read or written.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from minutes import api
from minutes.api.compatibility import breaking_texts
from minutes.api.schemas import schemas as api_schemas
from minutes.command import in_utf8, language, run
from minutes.schemas import schemas
from minutes.strings import LOCALES, Strings, strings_for

FOLDER = Path(__file__).resolve().parent.parent / "schemas"


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status."""
    strings = strings_for(language(arguments, os.environ))
    options = _parser(strings).parse_args(arguments)
    return run(lambda: _work(options, strings), strings)


def _work(options: argparse.Namespace, strings: Strings) -> int:
    promised = {f"{api.FOLDER}/{name}": text for name, text in api_schemas().items()}
    failed = False
    for name, text in (schemas() | promised).items():
        file = options.folder / name
        before = file.read_bytes() if file.exists() else b""
        broken = breaking_texts(before, text) if name in promised else []
        if before == text.encode():
            continue
        if broken:
            values = {"path": file, "version": api.VERSION}
            reasons = [strings(f"api.break.{one.change}", **one.values) for one in broken]
            print("\n  ".join((strings("api.breaking", **values), *reasons)), file=sys.stderr)
        elif options.check:
            print(strings("schemas.stale", path=file), file=sys.stderr)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
            print(strings("schemas.written", path=file))
            continue
        failed = True
    return int(failed)


def _parser(strings: Strings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=strings("schemas.help"), epilog=strings("schemas.help_exit"))
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, help=strings("schemas.help_folder"))
    parser.add_argument("--check", action="store_true", help=strings("schemas.help_check"))
    parser.add_argument("--lang", choices=LOCALES, help=strings("schemas.help_lang"))
    return parser


if __name__ == "__main__":
    in_utf8()
    sys.exit(main())
