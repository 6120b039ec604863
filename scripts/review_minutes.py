"""Say what a change means: meetings, agenda items, proposals, releases, rather than lines.

Exit status: 0 whatever the change is, 2 where there is no such revision or no repository.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from minutes.archive import archive_from, read_archive
from minutes.command import RefusalError, in_utf8, language, run
from minutes.review import Sides, review
from minutes.review_json import to_json
from minutes.review_markdown import to_markdown
from minutes.revisions import Repository
from minutes.settings import settings_beside
from minutes.strings import LOCALES, Strings, strings_for

FORMATS = {"markdown": to_markdown, "json": to_json}


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status."""
    strings = strings_for(language(arguments, os.environ))
    options = _parser(strings).parse_args(arguments)
    return run(lambda: _work(options, strings), strings)


def _work(options: argparse.Namespace, strings: Strings) -> int:
    locales = settings_beside(options.docs).locales
    repository = Repository.around(options.docs)
    head = repository.commit(options.head) if options.head is not None else None
    base = repository.parting(repository.commit(options.base), head)
    files = repository.files(base)
    before = archive_from(frozenset(files), files.__getitem__, locales)
    if head:
        files = repository.files(head)
        after = archive_from(frozenset(files), files.__getitem__, locales)
    else:
        after = read_archive(options.docs, locales)
    if not before.documents and not after.documents:
        raise RefusalError("review.no_folder", path=options.docs)
    found = review(before, after, repository.changes(base, head), repository.folder)
    print(FORMATS[options.format](found, strings, Sides(base, head, repository.folder)), end="")
    return 0


def _parser(strings: Strings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=strings("review.help"), epilog=strings("review.help_exit"))
    parser.add_argument("base", metavar="BASE", help=strings("review.help_base"))
    parser.add_argument("head", metavar="HEAD", nargs="?", help=strings("review.help_head"))
    parser.add_argument("--docs", type=Path, default=Path("docs"), help=strings("review.help_docs"))
    parser.add_argument("--format", choices=FORMATS, default="markdown", help=strings("review.help_format"))
    parser.add_argument("--lang", choices=LOCALES, help=strings("review.help_lang"))
    return parser


if __name__ == "__main__":
    in_utf8()
    sys.exit(main())
