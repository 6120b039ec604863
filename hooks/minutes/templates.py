"""How templates are compiled and run: as Jinja does it, without what takes long and no template asks for.

Knows Jinja. Knows nothing of what templates show.
"""

from __future__ import annotations

import keyword
import re
import threading
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from functools import partial
from typing import Any

from jinja2 import BytecodeCache, Environment, Template, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from minutes.cache import NOTHING
from minutes.processes import shared

_KIND = "template"
_OF_EVERY_DICT = frozenset(dir(dict))
_SPECIAL = re.compile("[&<>\"']")
_as_markup = partial(str.__new__, Markup)
"""Text as markup. Markup itself looks for a method of it first."""


class Compiled(BytecodeCache):
    """Compiled templates, kept for as long as the process: every locale and every rebuild has the same ones.

    Jinja compares the source before it takes one, so that a template that was edited is compiled anew. What is not
    among them may be known to a ``memory``.
    """

    def __init__(self) -> None:
        self.memory = NOTHING
        self._by_key: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is known of a template."""
        if known := self._by_key.get(bucket.key) or self.memory.recall(_KIND, (bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        self._by_key[bucket.key] = bucket.bytecode_to_string()
        self.memory.keep(_KIND, (bucket.key, bucket.checksum), self._by_key[bucket.key])

    def together(self, compile_one: Callable[[str], object], names: Sequence[str]) -> None:
        """Have templates compiled by all cores, each of them by a call with its name."""

        def compiled(name: str) -> Mapping[str, bytes]:
            before = set(self._by_key)
            compile_one(name)
            return {key: code for key, code in self._by_key.items() if key not in before}

        for found in shared(compiled, names):
            self._by_key.update(found)


COMPILED = Compiled()
"""The templates of everybody."""


class _Rendering(threading.local):
    """The contexts that were made for what is rendered now; None where nothing is."""

    contexts: list[Context] | None = None


_RENDERING = _Rendering()


class DirectTemplate(Template):
    """A template that leaves no circles behind. A context has the macros of its template, which have the context: where
    thousands of pages are made, the collector would have to look for these all the time, or have them take most of the
    memory."""

    def render(self, *args: Any, **kwargs: Any) -> str:  # noqa: ANN401 – whatever a template sees
        """The text that it makes."""
        made: list[Context] = []
        outer, _RENDERING.contexts = _RENDERING.contexts, made
        try:
            return super().render(*args, **kwargs)
        finally:
            _RENDERING.contexts = outer
            for context in made:
                # Not cleared: what was in the context may be others', too.
                context.vars, context.parent, context.blocks = {}, {}, {}

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        # It stays, for whoever imports it next.
        outer, _RENDERING.contexts = _RENDERING.contexts, None
        try:
            return super()._get_default_module(ctx)
        finally:
            _RENDERING.contexts = outer


class DirectContext(Context):
    """What a template sees. A call in it is just that, unless what is called asks for the context; Jinja itself looks
    five times for that, which takes longer than most calls."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 – as Jinja makes it
        super().__init__(*args, **kwargs)
        if _RENDERING.contexts is not None:
            _RENDERING.contexts.append(self)

    def call(
        self,
        called: Callable[..., object],
        /,
        *args: object,
        _loop_vars: Mapping[str, object] | None = None,
        _block_vars: Mapping[str, object] | None = None,
        **kwargs: object,
    ) -> object:
        """What is called gives."""
        if hasattr(called, "jinja_pass_arg"):
            return super().call(called, *args, _loop_vars=_loop_vars, _block_vars=_block_vars, **kwargs)
        return called(*args, **kwargs)


class DirectEnvironment(Environment):
    """Templates that do not change while it is there, each of which is looked for once."""

    template_class = DirectTemplate

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 – whatever a template sees
        """An attribute of an object, or an item of it. A dictionary hardly has the former, and looking for it in vain
        takes long."""
        if type(obj) is dict and attribute not in _OF_EVERY_DICT:
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        try:
            return getattr(obj, attribute)
        except AttributeError:
            return super().getattr(obj, attribute)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What every template sees, copied: whoever includes a template asks for all its names."""
        return {**self.globals, **(d or {})}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 – Jinja's name
    ) -> Template:
        """A template by its name."""
        if globals is not None:
            return super().get_template(name, parent, globals)
        known: dict[object, Template] = self.__dict__.setdefault("known_templates", {})
        found = known.get((name, parent))
        if found is None:
            found = known[name, parent] = super().get_template(name, parent)
        return found


def hasten(environment: Environment) -> None:
    """Have an environment do no more than it is asked for. What is to be among its globals must be there already."""
    environment.__class__ = DirectEnvironment
    environment.context_class = DirectContext
    environment.bytecode_cache = COMPILED
    environment.auto_reload = False


class DirectMacro(Macro):
    """A macro that is called with all its arguments in order, as nearly every one is, or else as any other."""

    def __call__(self, *args: Any, **kwargs: Any) -> str:  # noqa: ANN401 – whatever a template says
        """The markup that it makes."""
        if kwargs or len(args) != self._argument_count:
            return super().__call__(*args, **kwargs)
        made: Markup = _as_markup(self._func(*args))
        return made


class DirectCode(CodeGenerator):
    """How a template that escapes is compiled, whose values are objects with attributes, and whose functions are just
    called: an attribute is looked up as Python does, and what is put out is not wrapped as markup first."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 – Jinja's name
        """The module of a template."""
        self.writeline(f"from {__name__} import {DirectMacro.__name__}, {escaped.__name__}")
        super().visit_Template(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 – Jinja's name
        """The attribute of a value."""
        if keyword.iskeyword(node.attr) or isinstance(node.node, nodes.Const):
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802 – Jinja's name
        """A call."""
        names = [keyword_.key for keyword_ in node.kwargs]
        if forward_caller or node.dyn_args or node.dyn_kwargs or any(map(keyword.iskeyword, names)):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """A macro of a template."""
        if not (macro_ref.accesses_caller or macro_ref.accesses_kwargs or macro_ref.accesses_varargs):
            self.write("Direct")
        super().macro_def(macro_ref, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write(f"{escaped.__name__}(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write(")")


def escaped(value: object) -> str:
    """A value as HTML. Most are markup, numbers, or text with nothing in it that has to be escaped."""
    if isinstance(value, Markup) or (type(value) is str and not _SPECIAL.search(value)):
        return value
    return str(value) if type(value) is int or type(value) is float else escape(value)
