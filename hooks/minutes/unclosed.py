"""What is opened and never closed, so that all the rest of a file is a part of it: a code block, or a comment.

Knows how both are written. Knows nothing of meetings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from minutes.blocks import Block

_FENCE = re.compile(r"^ {0,3}(?P<fence>`{3,}|~{3,})")
_COMMENT = "<!--"


def unclosed(blocks: Sequence[Block], lines: Sequence[str]) -> int:
    """The line that opens what takes the rest of a document; 0 where nothing does.

    Only what stands at the top level can: a list or a quote ends what is open in it.
    """
    if not blocks:
        return 0
    last = blocks[-1]
    if last.tag == "pre":
        return _unclosed_fence(last.line, lines)
    # A comment that is closed leaves no text, and one in the middle of a line takes no more than that line. Raw HTML
    # begins where the block before it ended, which may be above.
    shown = next((line.number for line in last.lines if _COMMENT in line.masked), len(lines))
    opened = (number for number in range(shown, len(lines) + 1) if lines[number - 1].lstrip().startswith(_COMMENT))
    return next(opened, 0)


def _unclosed_fence(number: int, lines: Sequence[str]) -> int:
    opening = _FENCE.match(lines[number - 1])
    if not opening:
        return 0  # indented code
    fence = opening["fence"]
    closing = re.compile(rf"^ {{0,3}}{fence}{fence[0]}*[ \t]*$")
    return 0 if any(closing.match(line) for line in lines[number:]) else number
