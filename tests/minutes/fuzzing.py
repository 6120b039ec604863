"""How properties are tried: a few examples of each in the suite, as many as wanted by `make fuzz`, and their tally.

A long run takes other examples every time, goes on where a finding has ended Hypothesis's own run, and stops an example
that never ends.
"""

from __future__ import annotations

import os
import random
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from helpers import PROPERTY, within
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

EXAMPLES = int(os.environ.get("EXAMPLES", "0"))
"""How many examples a long run tries in all; 0 in the suite."""
_ROUND = 1_000
"""After so many examples Hypothesis begins anew, because it keeps in memory what it has tried."""
_SECONDS = 30
"""How long the processor may work at one example of a long run; the longest take a tenth of a second."""

# How fast examples are made says nothing about the code.
_FEW = settings(PROPERTY, suppress_health_check=list(HealthCheck))
_MANY = settings(_FEW, derandomize=False, print_blob=True, phases=[Phase.generate, Phase.shrink])

_tried: Counter[str] = Counter()
_found: Counter[str] = Counter()


def fuzzed(
    few: int, percent: int, **drawn: SearchStrategy[Any]
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A property: ``few`` examples of it in the suite, and its part of a long run in per cent."""

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        if not EXAMPLES:
            return settings(_FEW, max_examples=few)(given(**drawn)(test))
        name = test.__name__

        @wraps(test)
        def counted(*args: object, **kwargs: object) -> None:
            _tried[name] += 1
            with within(_SECONDS):
                test(*args, **kwargs)

        many = settings(_MANY, max_examples=min(_ROUND, max(EXAMPLES * percent // 100, 1)))(given(**drawn)(counted))

        # Not wrapped: pytest would ask for fixtures with the names of what is drawn.
        def run() -> None:
            wanted, problems = EXAMPLES * percent // 100, []
            while _tried[name] < wanted:
                number = random.getrandbits(64)
                try:
                    seed(number)(many)()
                except Exception as problem:
                    traceback.print_exc()
                    print(f"Found by {name} with the seed {number}.", flush=True)
                    _found[name] += 1
                    problems.append(problem)
                print(f"{_tried[name]:,} of {wanted:,} examples: {name}", flush=True)
            if problems:
                raise ExceptionGroup(name, problems)

        run.__doc__ = test.__doc__
        return run

    return decorate


def tally() -> Iterator[str]:
    """What a long run has done, a line for each property."""
    for name, number in _tried.items():
        yield f"{number:>9,} examples, {_found[name]:>3} findings: {name}"
    if _tried:
        yield f"{_tried.total():>9,} examples, {_found.total():>3} findings in all"
