"""Values as bytes: written for another process or another day, read again, and told apart by what is in them.

Knows the frozen data classes that values are made of. Knows nothing of what they mean.
"""

from __future__ import annotations

import copyreg
import marshal
import pickle
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from hashlib import blake2b
from io import BytesIO
from operator import attrgetter
from types import MappingProxyType
from typing import Any

DIGEST_BYTES = 16


def _read_only(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(mapping)


# Values have read-only mappings in them, which do not know how they are written: their class has no name.
copyreg.pickle(MappingProxyType, lambda mapping: (_read_only, (dict(mapping),)))


class _Pickler(pickle.Pickler):
    """Takes frozen data classes as the arguments that make them again: what they do by themselves takes twice as
    long."""

    def reducer_override(self, value: Any) -> Any:  # noqa: ANN401 – any value, and whatever makes it again
        arguments = _arguments_of(type(value))  # type: ignore[arg-type]  # to mypy, no class is hashable
        return NotImplemented if arguments is None else (type(value), arguments(value))


@cache
def _arguments_of(kind: type[Any]) -> Callable[[object], tuple[object, ...]] | None:
    """What gives the arguments that a frozen data class is made of, in order; None of any other class."""
    made = getattr(kind, "__dataclass_params__", None)
    if made is None or not made.frozen:
        return None
    names = [field.name for field in fields(kind) if field.init]
    return attrgetter(*names) if len(names) > 1 else lambda value: tuple(getattr(value, name) for name in names)


class _Unpickler(pickle.Unpickler):
    """Makes nothing but values of the core, and the days in them: whoever can write a file could have it run anything
    otherwise."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 – any class
        return _class(module, name)


@cache
def _class(module: str, name: str) -> Any:  # noqa: ANN401 – any class
    if module.partition(".")[0] in {"minutes", "datetime"} or (module, name) == ("builtins", "frozenset"):
        return pickle.Unpickler(BytesIO()).find_class(module, name)  # noqa: S301 – looks for a class
    raise pickle.UnpicklingError(f"{module}.{name}")


def written(value: object) -> bytes:
    """A value as bytes, for ``read`` by a process with the same code."""
    return _pickled(value, once=True)


def read(data: bytes) -> Any:  # noqa: ANN401 – whatever was written
    """The value that was written. Raises pickle.UnpicklingError, or nearly any other exception, for other bytes."""
    return _Unpickler(BytesIO(data)).load()


def digest(*values: object) -> bytes:
    """What tells some values from others, in this process or any other with the same code.

    Equal values have the same, if there is no set in them: those have no order.
    """
    try:
        # Plain values, in a tenth of the time; as version 0, whether they are one object makes no difference.
        data = marshal.dumps(values, 0)  # type: ignore[arg-type]  # what it does not take, it says
    except ValueError:
        data = _pickled(values, once=False)
    return blake2b(data, digest_size=DIGEST_BYTES).digest()


def _pickled(value: object, *, once: bool) -> bytes:
    """Bytes in which what occurs several times as one object stands ``once``, or as often as it occurs: whether equal
    values are one object depends on where they come from."""
    out = BytesIO()
    pickler = _Pickler(out, pickle.HIGHEST_PROTOCOL)
    pickler.fast = not once
    pickler.dump(value)
    return out.getvalue()
