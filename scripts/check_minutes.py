"""Check minutes and registry files, and print line by line what to mend.

Exit status: 0 without errors and warnings, 1 with some, 2 where there is no docs folder.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from pathlib import Path

from minutes.archive import read_archive
from minutes.diagnostics import Severity
from minutes.reporters import one_line
from minutes.rules import check
from minutes.strings import LOCALES, strings_for


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status."""
    strings = strings_for(_language())
    parser = argparse.ArgumentParser(description=strings("check.help"))
    parser.add_argument("docs", nargs="?", type=Path, default=Path("docs"), help=strings("check.help_docs"))
    parser.add_argument("--lang", choices=LOCALES, default=strings.locale, help=strings("check.help_lang"))
    options = parser.parse_args(arguments)
    strings = strings_for(options.lang)
    if not options.docs.is_dir():
        print(strings("check.not_a_folder", path=options.docs), file=sys.stderr)
        return 2
    archive = read_archive(options.docs, LOCALES)
    found = check(archive)
    for one in found:
        print(one_line(one, strings, f"{options.docs.as_posix()}/"))
    counts = Counter(one.severity for one in found)
    values = {"files": sum(1 for _ in archive.minutes), "errors": counts[Severity.ERROR]}
    key = "check.summary" if found else "check.clean"
    print(strings(key, warnings=counts[Severity.WARNING], **values))
    return int(any(one.fails_strict for one in found))


def _language() -> str:
    """The language of the environment, Chinese where it says Chinese, else English."""
    setting = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "zh" if setting.startswith("zh") else "en"


if __name__ == "__main__":
    sys.exit(main())
