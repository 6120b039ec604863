"""Build and test with releases that are not locked yet, apart from everything else, and say what came of it.

newest: all that pyproject.toml allows. properdocs: ProperDocs alone, the maintained drop-in for MkDocs, and whether its
site is the same. The report is Markdown. Exit status: 0 all went well, 1 something did not.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

from watching.programs import Step
from watching.trials import NEWEST, PROPERDOCS, newest, properdocs, told

_TITLES = {
    "newest": "最新版本 · The newest releases",
    "properdocs": "ProperDocs",
}
_SAFE = (
    "锁定的版本不受影响，已发布的站点和准入检查都照常。 · "
    "What is locked is not concerned: the site and the gate stay as they are."
)
_ADVICE = {
    "newest": (
        f"{_SAFE} 在下表里找出引起问题的依赖，然后要么改代码适应它，再运行 `make lock ARGS='--upgrade-package NAME'`；"
        "要么在 `pyproject.toml` 里限制它的版本，并写明原因。 · Find the package in the table below; then either adapt "
        "the code and run that command, or bound the package in `pyproject.toml` and say why. Here: `make newest`."
    ),
    "properdocs": (
        f"{_SAFE} 如果 MkDocs 的构建也失败，先解决那个问题。否则查看钩子和模板里依赖 MkDocs 内部行为的地方；确认是 "
        "ProperDocs 的问题，就报告给它。 · Where the build with MkDocs failed too, mend that first. Otherwise look at "
        "what hooks and templates take for granted of MkDocs; what is ProperDocs' own fault is for its authors to "
        "know. Here: `make properdocs`."
    ),
}


# To lock and to install.
_PREPARING = 2


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=_TITLES, help="what is tried")
    parser.add_argument("tests", nargs="*", help="tests to run, instead of all (newest)")
    options = parser.parse_args(arguments)
    trial = NEWEST if options.what == "newest" else PROPERDOCS
    steps = taken(newest(options.tests) if options.what == "newest" else properdocs())
    print(told(_TITLES[options.what], _ADVICE[options.what], steps, list(trial.renewed())), end="")
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
