"""Build and test with releases that are not locked yet, apart from everything else, and say what came of it.

newest: all that pyproject.toml allows. properdocs: ProperDocs alone, the maintained drop-in for MkDocs, and whether its
site is the same. The report is Markdown. Exit status: 0 all went well, 1 something did not.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

from watching.findings import both
from watching.programs import Step
from watching.trials import NEWEST, PROPERDOCS, newest, properdocs, told

# To lock and to install.
_PREPARING = 2


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("newest", "properdocs"), help="what is tried")
    parser.add_argument("tests", nargs="*", help="tests to run, instead of all (newest)")
    options = parser.parse_args(arguments)
    trial = NEWEST if options.what == "newest" else PROPERDOCS
    steps = taken(newest(options.tests) if options.what == "newest" else properdocs())
    title = both("newest") if options.what == "newest" else "ProperDocs"
    advice = f"{both('safe')}\n\n{both(f'{options.what}_advice')}"
    print(told(title, advice, steps, list(trial.renewed())), end="")
    return 0 if all(each.done for each in steps) else 1


def taken(steps: Iterator[Step]) -> Sequence[Step]:
    """The steps that were taken: without releases or an environment there is nothing to go on with."""
    went: list[Step] = []
    for each in steps:
        went.append(each)
        if not each.done and len(went) <= _PREPARING:
            break
    return went


if __name__ == "__main__":
    sys.exit(main())
