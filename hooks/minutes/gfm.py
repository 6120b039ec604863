"""GitHub-flavoured Markdown into HTML, through cmark-gfm, without what it leaves behind.

Knows the functions of cmarkgfm and of the library inside it. Knows nothing of what the HTML is for.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from typing import Any

import cmarkgfm
from cmarkgfm import _cmark, cmark

_EXTENSIONS = ("table", "autolink", "tagfilter", "strikethrough", "tasklist")
"""Those of ``cmarkgfm.github_flavored_markdown_to_html``."""


def gfm_to_html(text: str, options: int) -> str:
    """What cmarkgfm makes of a text under some ``CMARK_OPT_`` options.

    cmarkgfm never gives back the tree of a document nor its HTML, 100 KB for each minutes file of 10 KB, and does not
    name the function that would. The library has: where it can be reached, a document leaves nothing behind.
    """
    free = _free()
    if free is None:
        html: str = cmarkgfm.github_flavored_markdown_to_html(text, options)
        return html
    options |= cmark.Options.CMARK_OPT_GITHUB_PRE_LANG
    parser = cmark.parser_new(options)
    try:
        for extension in _extensions():
            cmark.parser_attach_syntax_extension(parser, extension)
        cmark.parser_feed(parser, text)
        root = cmark.parser_finish(parser)
        raw = _cmark.lib.cmark_render_html(root, options, cmark.parser_get_syntax_extensions(parser))
        html = _cmark.ffi.string(raw).decode()
        free(raw, root)
    finally:
        cmark.parser_free(parser)
    return html


@cache
def _extensions() -> tuple[Any, ...]:
    cmark.core_extensions_ensure_registered()
    return tuple(cmark.find_syntax_extension(name) for name in _EXTENSIONS)


@cache
def _free() -> Callable[..., None] | None:
    """What gives back an HTML and a tree; None where the library does not show its functions."""
    try:
        library = ctypes.CDLL(_cmark.__file__)
        functions = (library.free, library.cmark_node_free)
    except (OSError, AttributeError):
        return None
    for function in functions:
        function.argtypes, function.restype = [ctypes.c_void_p], None

    def free(*pointers: object) -> None:
        for function, pointer in zip(functions, pointers, strict=True):
            function(int(_cmark.ffi.cast("uintptr_t", pointer)))

    return free
